// Change sets as a graph: a lane for each log, newest above; a line to the one
// before in the log, and to what it was the first to see.
import { html } from 'htm/preact';
import { link } from '../router.js';
import { moment, t } from '../words.js';

const ROW = 34;
const LANE = 16;
const COLOURS = ['#1f77d0', '#c77700', '#2a8a4a', '#8e44ad', '#c62828', '#00838f'];

const logOf = (row) => `${row.space} ${row.hall} ${row.incarnation}`;
const at = (lane, place) => ({ x: LANE / 2 + lane * LANE, y: ROW / 2 + place * ROW });

function Edge({ from, to, colour }) {
	const middle = (from.y + to.y) / 2;

	return html`<path
		d=${`M${from.x} ${from.y}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`}
		stroke=${colour}
		fill="none"
		stroke-width="2"
	/>`;
}

function Drawing({ rows, lanes }) {
	const places = new Map(rows.map((row, place) => [row.id, place]));
	const lane = (row) => lanes.indexOf(logOf(row));
	const before = (row, place) =>
		rows.findIndex((other, i) => i > place && logOf(other) === logOf(row));
	const edges = rows.flatMap((row, place) =>
		[before(row, place), ...(row.seen ?? []).map((head) => places.get(head.id) ?? -1)]
			.filter((other) => other >= 0)
			.map((other) => ({
				from: at(lane(row), place),
				to: at(lane(rows[other]), other),
				colour: COLOURS[lane(rows[other]) % COLOURS.length],
			})),
	);

	return html`<svg
		width=${lanes.length * LANE}
		height=${rows.length * ROW}
		role="img"
		aria-label=${t('Which change set follows which; the list beside it says the same.')}
	>
		${edges.map((edge) => html`<${Edge} ...${edge} />`)}
		${rows.map((row, place) => {
			const { x, y } = at(lane(row), place);
			return html`<circle cx=${x} cy=${y} r="5" fill=${COLOURS[lane(row) % COLOURS.length]} />`;
		})}
	</svg>`;
}

export function Signed({ signature }) {
	return signature === 'valid'
		? html`<span class="fresh fresh-signed">${t('signature valid')}</span>`
		: html`<span class="fresh silent">${signature}</span>`;
}

export function Graph({ rows, hallOf }) {
	const lanes = [...new Set(rows.map(logOf))];

	return html`<div class="graph">
		<${Drawing} rows=${rows} lanes=${lanes} />
		<ol>
			${rows.map(
				(row) => html`<li>
					<a href=${link(['sync', 'changeset', row.id])}><code>${row.id.slice(0, 8)}</code></a>
					<time>${moment(row.time)}</time>
					<b>${hallOf(row.hall)}${row.incarnation > 1 ? ` (${row.incarnation})` : ''}</b>
					<span class="said">${row.summary}</span>
					<${Signed} signature=${row.signature} />
				</li>`,
			)}
		</ol>
	</div>`;
}
