// The access audit (审计): who looked at what is known of whom, and whether an
// entry is gone or was changed.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { get } from '../api.js';
import { Notice } from '../components/notice.js';
import { QueryBar, Table, Toolbar } from '../components/table.js';
import { useLoaded } from '../here.js';
import { moment, t } from '../words.js';

const MOST = 200;

const REASONS = {
	handling: () => t('handling the case'),
	counter: () => t('at the counter'),
	phone: () => t('a call'),
	complaint: () => t('a complaint'),
	inspection: () => t('an inspection'),
	correction: () => t('a correction'),
	legal: () => t('by law'),
};

// The chain of entries is looked over when somebody asks.
function Check() {
	const [said, setSaid] = useState(null);
	const [error, setError] = useState(null);
	const check = () =>
		get('audit/check').then(
			(found) => {
				setSaid(found);
				setError(null);
			},
			(failure) => setError(failure),
		);

	return html`<button type="button" onClick=${check}>${t('check the audit')}</button>
		${said && html`<span role="status">${t('%s entries, none is gone or was changed', said.checked)}</span>`}
		<${Notice} error=${error} />`;
}

export function Audit({ query }) {
	const { data, error } = useLoaded('audit/list', { ...query, most: MOST });
	const fields = [
		{ name: 'who', meaning: t('who') },
		{ name: 'about', meaning: t('number of what was looked at'), isWide: true },
	];
	const columns = [
		{ title: t('time'), show: (row) => html`<span class="number">${moment(row.time)}</span>` },
		{ title: t('who'), name: 'who' },
		{ title: t('what'), name: 'what' },
		{ title: t('about'), show: (row) => html`<span class="number">${row.about}</span>` },
		{ title: t('why'), show: (row) => REASONS[row.why]?.() ?? row.why },
	];

	return html`<h1>${t('access audit')}</h1>
		<${QueryBar} fields=${fields} query=${query} path=${['audit']} />
		<${Toolbar} list="audit/list" values=${query} name=${t('access audit')}><${Check} /><//>
		<${Notice} error=${error} />
		<${Table} rows=${data} columns=${columns} caption=${t('access audit')} />
		${data && html`<p class="pager">${t('%s on this page', data.length)}</p>`}`;
}
