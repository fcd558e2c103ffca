// Tasks (任务): the cases that wait for a decision here, the first due first;
// who of the hall has one in hand; under which power it would be decided.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { Days } from '../components/days.js';
import { useItems } from '../components/items.js';
import { Notice } from '../components/notice.js';
import { Table, Toolbar } from '../components/table.js';
import { Tabs } from '../components/tabs.js';
import { useHere, useLoaded, useMeaning } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';

const ROWS_MAX = 200;

function Hands({ claim }) {
	if (!claim) return html`<span class="faint">${t('nobody')}</span>`;
	return html`<span title=${moment(claim.time)}>
		${claim.mine ? html`<b>${t('me')}</b>` : claim.full_name}
	</span>`;
}

function Under({ row, isOwn }) {
	if (row.refused) return html`<span class="faint" title=${row.refused}>${t('not here')}</span>`;
	if (!row.under) return isOwn ? t('own right') : '';
	return html`<a href=${link(['power', row.under.power])}>${row.under.mode_meaning}</a>${' '}
		<small>${row.under.name}</small>`;
}

// All that were ticked, one after the other; what one is refused stands above.
function useTaking(reload) {
	const [ticked, setTicked] = useState([]);
	const [error, setError] = useState(null);
	const send = async (verb, numbers) => {
		setError(null);
		try {
			for (const number of numbers) await post(`task/${verb}`, { case: number });
		} catch (failure) {
			setError(failure);
		}
		setTicked([]);
		reload();
	};
	const tick = (number) =>
		setTicked((old) =>
			old.includes(number) ? old.filter((n) => n !== number) : [...old, number],
		);

	return { ticked, tick, send, error };
}

function Act({ row, send }) {
	const verb = row.claim ? 'release' : 'claim';

	return html`<button class="quiet" onClick=${() => send(verb, [row.number])}>
		${verb === 'claim' ? t('take') : t('give back')}
	</button>`;
}

function Found({ rows, taking, isOwn }) {
	const { nameOf } = useItems();
	const meaning = useMeaning('case');
	const columns = [
		{
			title: t('choose'),
			show: (c) =>
				!c.claim &&
				html`<input
					type="checkbox"
					aria-label=${t('choose %s', c.number)}
					checked=${taking.ticked.includes(c.number)}
					onChange=${() => taking.tick(c.number)}
				/>`,
		},
		{ title: t('remaining'), show: (c) => html`<${Days} deadline=${c.deadline} />` },
		{
			title: t('due day'),
			show: (c) => html`<span class="number">${c.deadline?.supervised_due}</span>`,
		},
		{
			title: t('number'),
			show: (c) => html`<a class="number" href=${link(['case', c.number])}>${c.number}</a>`,
		},
		{ title: t('item'), show: (c) => nameOf(c.item) },
		{ title: t('applicant'), show: (c) => c.personal?.name },
		{ title: t('hall'), show: (c) => c.hall_name },
		{ title: t('state'), show: (c) => meaning(c.state) },
		{ title: t('power'), show: (c) => html`<${Under} row=${c} isOwn=${isOwn} />` },
		{ title: t('handled by'), show: (c) => html`<${Hands} claim=${c.claim} />` },
		{ title: t('actions'), show: (c) => html`<${Act} row=${c} send=${taking.send} />` },
	];

	return html`<${Table} rows=${rows} columns=${columns} caption=${t('tasks')} />`;
}

function Count({ rows }) {
	const late = rows.filter((c) => c.deadline?.overdue).length;
	const near = rows.filter((c) => c.deadline?.near_due && !c.deadline.overdue).length;

	return html`<span>${t('%s wait, %s due soon, %s overdue', rows.length, near, late)}</span>`;
}

export function Tasks({ parts: [whose] }) {
	const { hall } = useHere();
	const { data, error, reload } = useLoaded('task/list', { whose, most: ROWS_MAX });
	const taking = useTaking(reload);
	const tabs = [
		{ path: ['tasks'], title: t('all') },
		{ path: ['tasks', 'mine'], title: t('in my hands') },
		{ path: ['tasks', 'free'], title: t('in nobody’s hands') },
	];

	return html`<h1>${t('tasks')}</h1>
		<${Toolbar} list="task/list" values=${{ whose }} name=${t('tasks')}>
			<${Tabs} label=${t('whose')} tabs=${tabs} current=${['tasks', whose].filter(Boolean)} />
			<button
				disabled=${taking.ticked.length === 0}
				onClick=${() => taking.send('claim', taking.ticked)}
			>
				${t('take %s into hand', taking.ticked.length)}
			</button>
			${data && html`<${Count} rows=${data} />`}
		<//>
		<${Notice} error=${error ?? taking.error} />
		<${Found} rows=${data} taking=${taking} isOwn=${hall.tier === 'county'} />`;
}
