// Cases (办件列表): found by what is known of one, newest first.
import { html } from 'htm/preact';
import { Days } from '../components/days.js';
import { useItems } from '../components/items.js';
import { Notice } from '../components/notice.js';
import { PAGE_ROWS, Pager } from '../components/pager.js';
import { usePersonQuery } from '../components/person_query.js';
import { Stamp } from '../components/stamp.js';
import { QueryBar, Table, Toolbar } from '../components/table.js';
import { useAction, useFound, useHere, useMeaning } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';

const PATH = ['cases'];

function useFields() {
	const { declared } = useHere();
	const { items } = useItems();

	return [
		{ name: 'number', meaning: t('number') },
		{ name: 'name', meaning: t('applicant') },
		{ name: 'id_number', meaning: t('identity number') },
		{ name: 'phone', meaning: t('telephone') },
		{
			name: 'item',
			meaning: t('item'),
			choices: items.map((i) => ({ word: i.code, meaning: i.name })),
		},
		{ name: 'state', meaning: t('state'), choices: (declared.states.case ?? []).slice(1) },
		{
			name: 'due',
			meaning: t('due'),
			choices: [
				{ word: 'near', meaning: t('due soon') },
				{ word: 'overdue', meaning: t('overdue') },
			],
		},
		{ name: 'from', meaning: t('received from'), form: 'date' },
		{ name: 'to', meaning: t('received until'), form: 'date' },
	];
}

export function Cases({ query }) {
	const fields = useFields();
	const { nameOf } = useItems();
	const meaning = useMeaning('case');
	const canReceive = useAction('case', 'receive');
	const { person, onSearch } = usePersonQuery(PATH);
	const { data, error } = useFound('case/list', { ...query, most: PAGE_ROWS, ...person, details: 'yes' });
	const columns = [
		{
			title: t('number'),
			show: (c) => html`<a class="number" href=${link(['case', c.number])}>${c.number}</a>`,
		},
		{ title: t('item'), show: (c) => nameOf(c.item) },
		{ title: t('applicant'), show: (c) => c.personal?.name },
		{ title: t('received at'), show: (c) => moment(c.received_time) },
		{ title: t('state'), show: (c) => meaning(c.state) },
		{ title: t('remaining'), show: (c) => html`<${Days} deadline=${c.deadline} />` },
		{ title: t('how far'), show: (c) => html`<${Stamp} row=${c} />` },
	];

	return html`<h1>${t('cases')}</h1>
		<${QueryBar} ...${{ fields, onSearch }} query=${{ ...query, ...person }} path=${PATH} />
		<${Toolbar} list="case/list" values=${{ ...query, ...person, after: undefined }} name=${t('cases')}>
			${canReceive && html`<a role="button" href=${link(['intake'])}>${t('take in a case')}</a>`}
		<//>
		<${Notice} error=${error} />
		<${Table} rows=${data} columns=${columns} caption=${t('cases')} />
		<${Pager} path=${PATH} query=${query} rows=${data} after=${(c) => c.number} />`;
}
