// What was exchanged, what was refused, logs that forked, clocks that jumped.
import { html } from 'htm/preact';
import { useLoaded } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';
import { useHalls } from './halls.js';
import { Notice } from './notice.js';
import { QueryBar, Table } from './table.js';

const CARRIERS = { line: () => t('line'), stick: () => t('stick'), here: () => t('here') };

export const carrier = (word) => CARRIERS[word]?.() ?? word ?? '';

const when = (seconds) => html`<span class="number">${moment(seconds)}</span>`;
const hallLink = (code, name) =>
	code ? html`<a href=${link(['sync', 'hall', code])}>${name}</a>` : t('unknown');

// Bytes as people say them.
export function bytes(count) {
	if (count < 1024) return `${count} B`;
	if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)} KiB`;
	return `${(count / 1024 / 1024).toFixed(1)} MiB`;
}

export function Sessions({ query }) {
	const { data, error } = useLoaded('sessions/list', { most: 50, ...query });
	const { hallOf } = useHalls();
	const columns = [
		{ title: t('began'), show: (row) => when(row.began) },
		{ title: t('hall'), show: (row) => hallLink(row.peer, hallOf(row.peer)) },
		{ title: t('by'), show: (row) => carrier(row.carrier) },
		{ title: t('change sets in'), name: 'changesets_in', isNumber: true },
		{ title: t('out'), name: 'changesets_out', isNumber: true },
		{ title: t('pieces in'), name: 'pieces_in', isNumber: true },
		{ title: t('out'), name: 'pieces_out', isNumber: true },
		{ title: t('bytes in'), isNumber: true, show: (row) => bytes(row.bytes_in) },
		{ title: t('out'), isNumber: true, show: (row) => bytes(row.bytes_out) },
		{ title: t('refused'), name: 'refused', isNumber: true },
		{ title: t('clock'), isNumber: true, show: (row) => (row.skew == null ? '' : `${row.skew} s`) },
		{ title: t('outcome'), show: (row) => row.outcome || (row.ended ? t('complete') : t('open')) },
	];

	return html`<${Notice} error=${error} />
		${data && html`<${Table} rows=${data} columns=${columns} caption=${t('exchanges')} />`}`;
}

export function Exchanges({ query }) {
	const { halls } = useHalls();
	const fields = [
		{ name: 'hall', meaning: t('hall'), choices: halls.map((h) => ({ word: h.code, meaning: h.name })) },
		{
			name: 'carrier',
			meaning: t('by'),
			choices: [
				{ word: 'line', meaning: t('line') },
				{ word: 'stick', meaning: t('stick') },
			],
		},
		{ name: 'since', meaning: t('since'), form: 'date' },
	];

	return html`<${QueryBar} fields=${fields} query=${query} path=${['sync', 'exchanges']} />
		<${Sessions} query=${query} />`;
}

// What each hall brought, of the exchanges that are kept.
export function Received() {
	const { data, error } = useLoaded('sessions/list', { most: 200 });
	const { hallOf } = useHalls();
	const sums = new Map();

	for (const row of data ?? []) {
		const sum = sums.get(row.peer) ?? { peer: row.peer, count: 0, sets: 0, pieces: 0, bytes: 0, refused: 0, last: 0 };

		sum.count += 1;
		sum.sets += row.changesets_in;
		sum.pieces += row.pieces_in;
		sum.bytes += row.bytes_in;
		sum.refused += row.refused;
		sum.last = Math.max(sum.last, row.ended ?? row.began);
		sums.set(row.peer, sum);
	}
	const columns = [
		{ title: t('hall'), show: (row) => hallLink(row.peer, hallOf(row.peer)) },
		{ title: t('last'), show: (row) => when(row.last) },
		{ title: t('exchanges'), name: 'count', isNumber: true },
		{ title: t('change sets in'), name: 'sets', isNumber: true },
		{ title: t('pieces in'), name: 'pieces', isNumber: true },
		{ title: t('bytes in'), isNumber: true, show: (row) => bytes(row.bytes) },
		{ title: t('refused'), name: 'refused', isNumber: true },
	];

	return html`<p><small>${t('Of the last 200 exchanges.')}</small></p>
		<${Notice} error=${error} />
		${data && html`<${Table} rows=${[...sums.values()]} columns=${columns} caption=${t('brought by')} />`}`;
}

export function Refused() {
	const { data, error } = useLoaded('quarantine/list');
	const { hallOf } = useHalls();
	const columns = [
		{ title: t('came'), show: (row) => when(row.came) },
		{ title: t('hall'), show: (row) => hallLink(row.peer, hallOf(row.peer)) },
		{ title: t('by'), show: (row) => carrier(row.carrier) },
		{ title: t('reason'), name: 'reason' },
		{ title: t('size'), isNumber: true, show: (row) => bytes(row.bytes) },
		{
			title: t('number'),
			show: (row) =>
				html`<a href=${link(['list', 'quarantine', 'show'], { id: row.id })}>${row.id}</a>`,
		},
	];

	return html`<${Notice} error=${error} />
		${data &&
		html`<${Table}
			rows=${data}
			columns=${columns}
			caption=${t('refused')}
			empty=${t('Nothing that came in was refused.')}
		/>`}`;
}

export function Forks() {
	const { data, error } = useLoaded('fork/list');
	const { hallOf } = useHalls();
	const columns = [
		{ title: t('hall'), show: (row) => hallLink(row.hall, hallOf(row.hall)) },
		{ title: t('space'), name: 'space' },
		{ title: t('incarnation'), name: 'incarnation', isNumber: true },
		{ title: t('branches'), isNumber: true, show: (row) => row.branches?.length ?? row.branches },
		{ title: t('ruled'), show: (row) => (row.ruled ? t('yes') : t('no')) },
	];
	const lives = [
		{ title: t('hall'), show: (row) => hallLink(row.hall, hallOf(row.hall)) },
		{ title: t('incarnation'), name: 'incarnation', isNumber: true },
		{ title: t('change sets'), name: 'change_sets', isNumber: true },
		{ title: t('last'), show: (row) => when(row.last_time) },
	];

	return html`<${Notice} error=${error} />
		${data &&
		html`<${Table}
				rows=${data.forks}
				columns=${columns}
				caption=${t('forks')}
				empty=${t('No log has forked.')}
			/>
			${data.alive.length > 0 &&
			html`<h2>${t('incarnations alive at once')}</h2>
				<${Table} rows=${data.alive} columns=${lives} caption=${t('incarnations alive at once')} />`}`}`;
}

export function Clocks() {
	const { data, error } = useLoaded('timewarps/list');
	const { hallOf } = useHalls();
	const columns = [
		{ title: t('what'), show: (row) => (row.what === 'future' ? t('after now') : t('before what it had seen')) },
		{ title: t('time'), show: (row) => when(row.time) },
		{ title: t('hall'), show: (row) => hallLink(row.hall, hallOf(row.hall)) },
		{ title: t('by seconds'), name: 'seconds', isNumber: true },
		{ title: t('other hall'), show: (row) => (row.other_hall ? hallLink(row.other_hall, hallOf(row.other_hall)) : '') },
		{
			title: t('change set'),
			show: (row) =>
				html`<a href=${link(['sync', 'changeset', row.change_set])}><code>${row.change_set.slice(0, 8)}</code></a>`,
		},
	];

	return html`<${Notice} error=${error} />
		${data &&
		html`<${Table} rows=${data} columns=${columns} caption=${t('clock jumps')} empty=${t('No clock was wrong.')} />`}`;
}
