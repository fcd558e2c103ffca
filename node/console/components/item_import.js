// The catalogue from a table (CSV, as it is exported): looked over as a whole
// first, then published part by part; what was published before is unchanged.
import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
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

// How far it has got stays with the tab, so that a reload goes on with it:
// checking, ready to be published, or publishing.
const KEY = 'item/import';
const NEW = { phase: 'checking', at: 0, wrong: [], published: 0, unchanged: 0 };

function kept() {
	try {
		return JSON.parse(sessionStorage.getItem(KEY));
	} catch {
		return null;
	}
}

// A table that is too long for the tab to keep is imported all the same.
function keepWork(work) {
	try {
		if (work) sessionStorage.setItem(KEY, JSON.stringify(work));
		else sessionStorage.removeItem(KEY);
	} catch {
		sessionStorage.removeItem(KEY);
	}
}

async function check(work, part) {
	const said = await post('item/import', { csv: part.csv, check: 'yes' });
	const wrong = said.refused.map((one) => ({ ...one, line: one.line + part.before }));

	return { ...work, at: work.at + 1, wrong: [...work.wrong, ...wrong] };
}

async function publish(work, part) {
	const said = await post('item/import', { csv: part.csv });

	return {
		...work,
		at: work.at + 1,
		published: work.published + said.published,
		unchanged: work.unchanged + said.unchanged,
	};
}

const STEPS = { checking: check, publishing: publish };
const rowsIn = (parts) => parts.reduce((sum, part) => sum + part.rows, 0);

// {work, begin(work), stop(), error}: one part after the other, until somebody
// ends it.  What failed can be gone on with, also after a reload.
function useWork() {
	const [work, setWork] = useState(kept);
	const [error, setError] = useState(null);
	const isStopped = useRef(false);
	const show = (next) => {
		keepWork(next?.phase === 'done' ? null : next);
		setWork(next);
		return next;
	};
	const begin = async (from) => {
		let now = show(from);

		isStopped.current = false;
		setError(null);
		while (now.at < now.parts.length) {
			try {
				now = await STEPS[now.phase](now, now.parts[now.at]);
			} catch (failure) {
				setError(failure);
				return;
			}
			if (isStopped.current) return;
			show(now);
		}
		show({ ...now, phase: now.phase === 'checking' ? 'ready' : 'done' });
	};

	useEffect(() => {
		if (STEPS[work?.phase]) begin(work);
	}, []);
	const stop = () => {
		isStopped.current = true;
		setError(null);
		show(null);
	};

	return { work, begin, stop, error };
}

function Working({ work, hasFailed, onGoOn, onStop }) {
	const sent = rowsIn(work.parts.slice(0, work.at));
	const total = rowsIn(work.parts);

	return html`<section class="job" aria-label=${t('import')}>
		<span role="status">${t('%s of %s items', sent, total)}</span>
		<progress value=${sent} max=${total} aria-label=${t('import')} />
		${hasFailed && html`<button type="button" onClick=${onGoOn}>${t('go on')}</button>`}
		<button type="button" class="quiet" onClick=${onStop}>${t('cancel')}</button>
	</section>`;
}

export function ItemImport() {
	const { work, begin, stop, error: failure } = useWork();
	const [error, setError] = useState(null);
	const isWorking = Boolean(STEPS[work?.phase]);
	const choose = async (event) => {
		const [file] = event.currentTarget.files;
		const parts = file ? partsOf(await file.text()) : [];

		if (parts.length > 0) begin({ ...NEW, parts });
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
			<input type="file" accept=".csv,text/csv" disabled=${isWorking} onChange=${choose} />
		</label>
		<${Notice} error=${failure ?? error} />
		${isWorking && html`<${Working}
			work=${work}
			hasFailed=${Boolean(failure)}
			onGoOn=${() => begin(work)}
			onStop=${stop}
		/>`}
		${work?.phase === 'ready' &&
		(work.wrong.length > 0
			? html`<${Refused} rows=${work.wrong} />`
			: html`<button type="button" onClick=${() => begin({ ...work, phase: 'publishing', at: 0 })}>
					${t('publish %s items', rowsIn(work.parts))}
				</button>`)}
		${work?.phase === 'done' &&
		html`<p role="status">
			${t('%s items published, %s unchanged', work.published, work.unchanged)}
		</p>`}`;
}
