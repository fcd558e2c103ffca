// Conflicts (冲突收件箱): what waits for a ruling or for somebody to look, what
// waits to be ratified, what was done without authority.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { Notice } from '../components/notice.js';
import { Ruling } from '../components/ruling.js';
import { Situation } from '../components/situation.js';
import { Table, Toolbar } from '../components/table.js';
import { Tabs } from '../components/tabs.js';
import { useAction, useLoaded } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';

const what = () => ({
	title: t('what'),
	show: (row) => html`<${Situation} row=${row} />`,
});

function Number_({ row }) {
	if (row.type === 'case' && row.number)
		return html`<a class="number" href=${link(['case', row.number])}>${row.number}</a>`;
	return row.number ?? row.id;
}

const by = (meaning, hall, time) =>
	html`<b>${meaning}</b> ${hall}<br /><small>${moment(time)}</small>`;

const look = (row) =>
	row.event && html`<a href=${link(['conflict', row.event])}>${t('compare')}</a>`;

const columns = () => [
	what(),
	{ title: t('number'), show: (row) => html`<${Number_} row=${row} />` },
	{ title: t('this one'), show: (row) => by(row.meaning, row.author_name, row.time) },
	{
		title: t('the other'),
		show: (row) =>
			row.against_kind
				? by(row.against_meaning, row.against_author_name, row.against_time)
				: row.against,
	},
	{ title: t('why'), show: (row) => row.why_meaning ?? row.why },
	{ title: t('actions'), show: look },
];

function Register({ all }) {
	const { data, error } = useLoaded('conflicts/list', { all, most: 200 });

	return html`<${Notice} error=${error} />
		<${Table} rows=${data} columns=${columns()} caption=${t('conflicts')} />`;
}

// The county says what becomes of them; everybody else sees why they wait.
function Held() {
	const { data, error, reload } = useLoaded('power/held');
	const canRule = useAction('power', 'ratify');
	const [ruling, setRuling] = useState(null);
	const rule = (row, verb, title, about) =>
		setRuling({ title, about, path: `power/${verb}`, values: { event: row.event } });
	const acts = (row) =>
		canRule
			? html`<button
						onClick=${() => rule(row, 'ratify', t('ratify'), t('It comes into force, and its paper may be printed.'))}
					>
						${t('ratify')}
					</button>
					<button
						class="secondary"
						onClick=${() => rule(row, 'annul', t('annul'), t('It stays without effect for good.'))}
					>
						${t('annul')}
					</button>`
			: look(row);

	return html`<p>
			${t('Done under a power that had ended, by a hall that could not know. The case does not go on, and no paper of it is printed as final, until the county ratifies or annuls it.')}
		</p>
		<${Notice} error=${error} />
		<${Table}
			rows=${data}
			caption=${t('waits to be ratified')}
			columns=${[
				what(),
				{ title: t('number'), show: (row) => html`<${Number_} row=${row} />` },
				{ title: t('act'), show: (row) => by(row.meaning, row.author_name, row.time) },
				{
					title: t('power'),
					show: (row) =>
						row.power && html`<a class="number" href=${link(['power', row.power])}>${row.power}</a>`,
				},
				{ title: t('why'), show: (row) => row.why_meaning },
				{ title: t('days waited'), name: 'waited_days', isNumber: true },
				{ title: t('actions'), show: (row) => html`<span class="ruling">${acts(row)}</span>` },
			]}
		/>
		<${Ruling}
			ruling=${ruling}
			onClose=${() => setRuling(null)}
			onDone=${() => {
				setRuling(null);
				reload();
			}}
		/>`;
}

function Violations() {
	const { data, error } = useLoaded('power/violations');

	return html`<p>${t('Done without authority, or knowing that it had ended: without effect.')}</p>
		<${Notice} error=${error} />
		<${Table}
			rows=${data}
			caption=${t('violations')}
			columns=${[
				{ title: t('number'), show: (row) => html`<${Number_} row=${row} />` },
				{ title: t('act'), show: (row) => by(row.meaning, row.author_name, row.time) },
				{ title: t('power'), name: 'power' },
				{ title: t('why'), show: (row) => row.why_meaning },
			]}
		/>`;
}

const LISTS = {
	'': { list: 'conflicts/list' },
	held: { list: 'power/held' },
	violations: { list: 'power/violations' },
	all: { list: 'conflicts/list', values: { all: 'yes' } },
};

const VIEWS = {
	'': () => html`<${Register} key="open" />`,
	held: () => html`<${Held} />`,
	violations: () => html`<${Violations} />`,
	all: () => html`<${Register} key="all" all="yes" />`,
};

export function Conflicts({ parts: [view = ''] }) {
	const tabs = [
		{ path: ['conflicts'], title: t('to be ruled on') },
		{ path: ['conflicts', 'held'], title: t('waits to be ratified') },
		{ path: ['conflicts', 'violations'], title: t('violations') },
		{ path: ['conflicts', 'all'], title: t('all, also settled') },
	];

	return html`<h1>${t('conflicts')}</h1>
		<${Toolbar} ...${LISTS[view]} name=${t('conflicts')}>
			<${Tabs} label=${t('conflicts')} tabs=${tabs} current=${['conflicts', view].filter(Boolean)} />
		<//>
		${(VIEWS[view] ?? VIEWS[''])()}`;
}
