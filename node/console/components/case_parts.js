// The parts of a case's page: who and what, materials.
import { html } from 'htm/preact';
import { useMeaning } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';
import { Days } from './days.js';
import { Table } from './table.js';

// What is left while the clock runs or stands; what was needed once it is over.
function clock(deadline) {
	if (!deadline || deadline.state === 'none') return [];
	if (deadline.state !== 'done') return [[t('remaining'), html`<${Days} ...${{ deadline }} />`]];
	const late = deadline.overdue ? ` · ${t('%s days late', -deadline.left_days)}` : '';
	return [[t('took'), t('%s working days', deadline.used_days) + late]];
}

export function Summary({ row, item }) {
	const meaning = useMeaning('case');
	const lines = [
		[t('item'), item],
		[t('state'), meaning(row.state)],
		[t('applicant'), row.personal?.name],
		[t('identity number'), row.personal?.id_number],
		[t('telephone'), row.personal?.phone],
		[t('address'), row.personal?.address],
		[t('received at'), moment(row.received_time)],
		[t('accepted'), moment(row.accepted_time)],
		[t('due day'), row.deadline?.promise_due],
		[t('query code'), row.query_code],
		[t('power'), row.power && html`<a href=${link(['power', row.power])}>${row.power}</a>`],
		...clock(row.deadline),
	];

	return html`<dl class="record">
		${lines
			.filter(([, value]) => value)
			.map(([title, value]) => html`<dt>${title}</dt><dd>${value}</dd>`)}
	</dl>`;
}

// Of a joint case: each department, where it works, how long it has.
export function Departments({ parts }) {
	return html`<${Table}
		rows=${parts}
		caption=${t('departments of the joint case')}
		columns=${[
			{ name: 'department', title: t('department') },
			{ title: t('leads'), show: (p) => (p.role === 'lead' ? t('leads') : '') },
			{ name: 'hall_name', title: t('hall') },
			{ name: 'state_meaning', title: t('state') },
			{ title: t('due day'), show: (p) => p.deadline.promise_due },
			{ title: t('remaining'), show: (p) => html`<${Days} deadline=${p.deadline} />` },
		]}
	/>`;
}

const STATES = {
	supplied: () => t('have'),
	missing: () => t('does not exist'),
	not_brought: () => t('not brought'),
	deferred: () => t('may follow'),
};

export const piecesOf = (events) => events.find((e) => e.kind === 'case.received')?.body?.pieces ?? [];

export function Materials({ events }) {
	const pieces = piecesOf(events);
	const taken = events.filter((e) => e.kind === 'case.material_received').map((e) => e.body.piece);
	const state = (p) => (taken.includes(p.name) ? t('brought later') : STATES[p.state]?.());

	return html`<${Table}
		rows=${pieces}
		caption=${t('materials')}
		columns=${[
			{ name: 'name', title: t('material') },
			{ title: t('kind'), show: (p) => (p.main === 'yes' ? t('main') : t('attached')) },
			{ title: t('state'), show: state },
		]}
	/>`;
}
