// The catalogue from a table (CSV, as it is exported): looked over as a whole
// first, then published part by part; what was published before is unchanged.
import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import { get, keep, post } from '../api.js';
import { t } from '../words.js';
import { Notice } from './notice.js';
import { Table } from './table.js';

// Rows that are sent at once: a request is 1 MiB at most.
const PART_ROWS = 50;

// The rows of a table as they stand there: a line end in quotes ends none.
function rowsOf(text) {
	const rows = [];
	let from = 0;
	let isQuoted = false;

	for (let at = 0; at < text.length; at += 1) {
		if (text[at] === '"') isQuoted = !isQuoted;
		if (text[at] !== '\n' || isQuoted) continue;
		rows.push(text.slice(from, at + 1));
		from = at + 1;
	}
	if (from < text.length) rows.push(text.slice(from));
	return rows;
}

const linesIn = (text) => text.split('\n').length - 1;

// [{csv, rows, before}]: each with the headings; before: the lines above it.
function partsOf(text) {
	const [headings, ...rows] = rowsOf(text.replace(/^\ufeff/, ''));
	const parts = [];
	let before = 0;

	for (let at = 0; at < rows.length; at += PART_ROWS) {
		const some = rows.slice(at, at + PART_ROWS);

		parts.push({ csv: headings + some.join(''), rows: some.length, before });
		before += linesIn(some.join(''));
	}
	return parts;
}

function Refused({ rows }) {
	const columns = [
		{ title: t('row of the table'), name: 'line', isNumber: true },
		{ title: t('column'), name: 'column' },
		{ title: t('reason'), name: 'text' },
	];

	return html`<p class="warning">${t('%s places are wrong; nothing was imported.', rows.length)}</p>
		<${Table} rows=${rows} columns=${columns} caption=${t('refused')} />`;
}

export function ItemImport() {
	const [parts, setParts] = useState(null);
	const [refused, setRefused] = useState([]);
	const [sent, setSent] = useState(null);
	const [error, setError] = useState(null);
	const [done, setDone] = useState(null);
	const isStopped = useRef(false);
	const total = (parts ?? []).reduce((sum, part) => sum + part.rows, 0);
	// ask(part) one after the other, until somebody ends it.
	const each = async (all, ask) => {
		isStopped.current = false;
		setError(null);
		setSent(0);
		for (const part of all) {
			if (isStopped.current) return false;
			try {
				await ask(part);
			} catch (failure) {
				setError(failure);
				return false;
			}
			setSent((n) => n + part.rows);
		}
		return true;
	};
	const choose = async (event) => {
		const [file] = event.currentTarget.files;
		const all = file ? partsOf(await file.text()) : [];
		const wrong = [];

		setParts(null);
		setDone(null);
		const isWhole = await each(all, async (part) => {
			const said = await post('item/import', { csv: part.csv, check: 'yes' });
			wrong.push(...said.refused.map((one) => ({ ...one, line: one.line + part.before })));
		});
		setRefused(wrong);
		setSent(null);
		if (isWhole && all.length > 0) setParts(all);
	};
	const publish = async () => {
		const counts = { published: 0, unchanged: 0 };

		await each(parts, async (part) => {
			const said = await post('item/import', { csv: part.csv });
			counts.published += said.published;
			counts.unchanged += said.unchanged;
		});
		setSent(null);
		setParts(null);
		setDone(counts);
	};

	const download = () =>
		get('item/export').then(
			({ csv }) => keep(new Blob(['\ufeff', csv], { type: 'text/csv' }), `${t('catalogue')}.csv`),
			setError,
		);

	return html`<p>
			${t('The whole catalogue as a table, changed and given back: every line is looked at before any is published.')}
			<button type="button" class="quiet" onClick=${download}>${t('the catalogue as a table')}</button>
		</p>
		<label>
			<span>${t('table (CSV)')}</span>
			<input type="file" accept=".csv,text/csv" disabled=${sent != null} onChange=${choose} />
		</label>
		<${Notice} error=${error} />
		${sent != null &&
		html`<section class="job" aria-label=${t('import')}>
			<span role="status">${t('%s items', sent)}</span>
			<progress value=${total ? sent : undefined} max=${total || undefined} aria-label=${t('import')} />
			<button type="button" class="quiet" onClick=${() => (isStopped.current = true)}>${t('cancel')}</button>
		</section>`}
		${refused.length > 0 && html`<${Refused} rows=${refused} />`}
		${sent == null &&
		parts &&
		refused.length === 0 &&
		html`<button type="button" onClick=${publish}>${t('publish %s items', total)}</button>`}
		${done &&
		html`<p role="status">
			${t('%s items published, %s unchanged', done.published, done.unchanged)}
		</p>`}`;
}
