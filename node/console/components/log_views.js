// The log: change sets as a graph, one in full, and why a case is here or not.
import { html } from 'htm/preact';
import { useLoaded } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';
import { Graph, Signed } from './graph.js';
import { useHalls } from './halls.js';
import { Notice } from './notice.js';
import { carrier } from './sync_lists.js';
import { QueryBar, Table, Toolbar } from './table.js';

const MOST = 60;

// Ledgers and gazettes of the halls that take part.
function useSpaces() {
	const { data } = useLoaded('hall/tree');
	const members = (data ?? []).filter((hall) => hall.member);

	return [
		...members.map((hall) => ({ word: `ledger/${hall.code}`, meaning: t('ledger of %s', hall.name) })),
		...members.map((hall) => ({ word: `gazette/${hall.code}`, meaning: t('gazette of %s', hall.name) })),
	];
}

export function Log({ query }) {
	const { data, error } = useLoaded('log/list', { ...query, graph: 'yes', most: MOST });
	const { halls, hallOf } = useHalls();
	const spaces = useSpaces();
	const fields = [
		{ name: 'space', meaning: t('ledger or gazette'), choices: spaces },
		{ name: 'hall', meaning: t('written by'), choices: halls.map((h) => ({ word: h.code, meaning: h.name })) },
		{ name: 'day', meaning: t('day'), form: 'date' },
		{ name: 'kind', meaning: t('kind of event') },
		{ name: 'case', meaning: t('number of a case') },
	];

	return html`<${QueryBar} fields=${fields} query=${query} path=${['sync', 'log']} />
		<${Notice} error=${error} />
		${data && data.length === 0 && html`<p>${t('nothing yet')}</p>`}
		${data && data.length > 0 && html`<${Graph} rows=${data} hallOf=${hallOf} />`}
		${data && html`<p class="pager">${t('%s on this page', data.length)}</p>`}`;
}

const eventColumns = (hallOf) => [
	{ title: t('time'), show: (row) => html`<span class="number">${moment(row.time)}</span>` },
	{ title: t('what'), show: (row) => row.meaning ?? row.kind },
	{ title: t('written by'), show: (row) => hallOf(row.author) },
	{ title: t('about'), show: (row) => row.number ?? row.id },
	{ title: t('state'), show: (row) => row.status_meaning },
	{ title: t('why'), show: (row) => row.why_meaning },
];

function Position({ of, hallOf }) {
	return html`<li>
		<a href=${link(['sync', 'changeset', of.id])}><code>${of.id.slice(0, 8)}</code></a>${' '}
		${hallOf(of.hall)} · ${of.space} · ${of.seq}
	</li>`;
}

export function ChangeSet({ id }) {
	const { data, error } = useLoaded('log/show', { id });
	const { hallOf } = useHalls();

	if (!data) return html`<h1>${t('change set')}</h1><${Notice} error=${error} />`;
	const seen = [...data.seen, ...data.gazettes];

	return html`<h1>${t('change set')} <code>${data.id.slice(0, 16)}</code></h1>
		<${Toolbar}><a href=${link(['sync', 'log'], { space: data.space })}>${t('change sets')}</a><//>
		<dl class="record">
			<dt>${t('signature')}</dt>
			<dd><${Signed} signature=${data.signature} /></dd>
			<dt>${t('written by')}</dt>
			<dd>${data.author} · ${moment(data.time)} · ${t('incarnation')} ${data.incarnation}</dd>
			<dt>${t('space')}</dt>
			<dd>${data.space} · ${data.seq}</dd>
			<dt>${t('came')}</dt>
			<dd>${data.came ? `${carrier(data.carrier)} · ${hallOf(data.peer)} · ${moment(data.came)}` : t('here')}</dd>
			<dt>${t('held by')}</dt>
			<dd>${data.holders.filter((h) => h.held).map((h) => h.name).join('、') || t('nobody has signed it yet')}</dd>
			<dt>${t('full id')}</dt>
			<dd><code class="long">${data.id}</code></dd>
			<dt>git</dt>
			<dd><code class="long">${data.git}</code></dd>
		</dl>
		<h2>${t('events')}</h2>
		<${Table} rows=${data.events} columns=${eventColumns(hallOf)} caption=${t('events')} />
		${
			seen.length > 0 &&
			html`<h2>${t('what its author had seen')}</h2>
				<ul>
					${seen.map((of) => html`<${Position} ...${{ of, hallOf }} />`)}
				</ul>`
		}`;
}

export function Why({ query }) {
	const { data, error } = useLoaded(query.case && 'case/explain', { case: query.case });
	const { hallOf } = useHalls();
	const fields = [{ name: 'case', meaning: t('number of a case'), isWide: true }];
	const columns = [
		...eventColumns(hallOf).filter((column) => column.title !== t('about')),
		{
			title: t('came'),
			show: (row) =>
				row.came ? `${carrier(row.carrier)} · ${hallOf(row.peer)} · ${moment(row.came)}` : carrier(row.carrier),
		},
	];

	return html`<${QueryBar} fields=${fields} query=${query} path=${['sync', 'why']} />
		<${Notice} error=${error} />
		${data &&
		html`<p class=${data.held ? 'proposal' : 'warning'}>
				<b>${data.held ? t('It is held here.') : t('It is not held here.')}</b> ${data.why}
				${data.heard_to && html`<br />${t('That hall was heard of last at %s.', moment(data.heard_to))}`}
			</p>
			${data.events && html`<${Table} rows=${data.events} columns=${columns} caption=${t('events')} />`}`}`;
}
