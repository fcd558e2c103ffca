// What halls said without knowing of each other: a version a column, a field a
// row; what they do not say alike is marked.
import { html } from 'htm/preact';
import { moment, t } from '../words.js';
import { labelOf } from './label.js';
import { Scroll } from './scroll.js';

const knew = (version) => version.knew.map((event) => event.meaning).join('、') || t('nothing');

// [title, what each version has there]; what is in the nature of two versions
// to differ in is not marked.
function lines(versions) {
	const fields = new Map(
		versions.flatMap((v) => v.fields.map((field) => [field.name, labelOf(field.meaning)])),
	);
	const said = (version, name) => version.fields.find((f) => f.name === name)?.said ?? '';

	return [
		...[...fields].map(([name, title]) => {
			const cells = versions.map((version) => said(version, name));
			return { title, cells, differ: new Set(cells).size > 1 };
		}),
		{ title: t('handled by'), cells: versions.map((v) => v.body?.clerk ?? '') },
		{ title: t('knew of'), cells: versions.map(knew) },
		{ title: t('standing'), cells: versions.map((v) => v.status_meaning) },
		{ title: t('why'), cells: versions.map((v) => v.why_meaning) },
	];
}

function Line({ line }) {
	return html`<tr>
		<th scope="row">${line.title}${line.differ && html` <mark>${t('differs')}</mark>`}</th>
		${line.cells.map((cell) => html`<td class=${line.differ ? 'differs' : ''}>${cell}</td>`)}
	</tr>`;
}

// act(version): the buttons below its column.
export function Versions({ versions, act }) {
	return html`<${Scroll} label=${t('versions side by side')}>
		<table class="versions">
			<caption class="visually-hidden">
				${t('versions side by side')}
			</caption>
			<thead>
				<tr>
					<th scope="col">${t('version')}</th>
					${versions.map(
						(v) => html`<th scope="col">
							${v.author_name}<br />
							<b>${v.meaning}</b><br />
							<small>${moment(v.time)} <code>${v.event.slice(0, 8)}</code></small>
						</th>`,
					)}
				</tr>
			</thead>
			<tbody>
				${lines(versions).map((line) => html`<${Line} line=${line} />`)}
				<tr>
					<th scope="row">${t('ruling')}</th>
					${versions.map((v) => html`<td class="ruling">${act(v)}</td>`)}
				</tr>
			</tbody>
		</table>
	<//>`;
}
