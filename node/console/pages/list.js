// Whatever can be listed or shown, by its declaration: lists with their
// fields to choose by, one record with its events.
import { html } from 'htm/preact';
import { useNames } from '../components/names.js';
import { byNoun, nounOf } from '../components/nouns.js';
import { Notice } from '../components/notice.js';
import { Pager } from '../components/pager.js';
import { usePersonQuery } from '../components/person_query.js';
import { QueryBar, Table, Toolbar } from '../components/table.js';
import { Timeline } from '../components/timeline.js';
import { useAction, useFound, useHere, useMeaning } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';

const COLUMNS_MAX = 10;

function shown(name, value, meaning) {
	if (value == null) return '';
	if (/(^|_)time$|^(began|ended)$/.test(name) && Number.isInteger(value)) return moment(value);
	if (name === 'state') return meaning(value);
	if (typeof value !== 'object') return String(value);
	return Object.values(value)
		.filter((v) => typeof v !== 'object')
		.join(' ');
}

function columnsOf(rows, noun, canShow, meaning, nameOf) {
	const names = Object.keys(rows[0] ?? {}).filter(
		(name) => !['record', 'version', 'personal_state'].includes(name),
	);
	const key = ['number', 'code', 'id'].find((name) => names.includes(name));

	return [key, ...names.filter((name) => name !== key)]
		.filter(Boolean)
		.slice(0, COLUMNS_MAX)
		.map((name) => ({
			name,
			title: nameOf(name),
			show: (row) =>
				name === key && canShow
					? html`<a href=${link(['list', noun, 'show'], { [noun]: row[key] })}>${row[key]}</a>`
					: shown(name, row[name], meaning),
		}));
}

function Choices() {
	const { declared } = useHere();
	const lists = declared.actions.filter((a) => a.kind === 'reads' || a.kind === 'lists');

	return html`<h1>${t('lists')}</h1>
		${byNoun(lists).map(
			([noun, actions]) => html`<h2>${nounOf(noun)}</h2>
				<ul>
					${actions.map((a) => html`<li><a href=${link(['list', noun, a.verb])}>${a.meaning}</a></li>`)}
				</ul>`,
		)}`;
}

function One({ noun, data }) {
	const meaning = useMeaning(noun);
	const { events, ...plain } = data;
	const nameOf = useNames();

	return html`<dl class="record">
			${Object.entries(plain).map(
				([name, value]) => html`<dt>${nameOf(name)}</dt>
					<dd>${shown(name, value, meaning)}</dd>`,
			)}
		</dl>
		${Array.isArray(events) && html`<${Timeline} events=${events} />`}`;
}

function Found({ action, query }) {
	const { noun, verb } = action;
	const needed = action.fields.filter((f) => f.required);
	const path = ['list', noun, verb];
	const { person, onSearch } = usePersonQuery(path);
	const asked = { ...query, ...person };
	const isReady = needed.every((f) => asked[f.name]);
	const { data, error } = useFound(isReady && `${noun}/${verb}`, asked);
	const canShow = Boolean(useAction(noun, 'show'));
	const meaning = useMeaning(noun === 'conflicts' ? 'case' : noun);
	const nameOf = useNames();

	return html`<h1>${action.meaning}</h1>
		${action.fields.length > 0 &&
		html`<${QueryBar} fields=${action.fields} query=${asked} ...${{ path, onSearch }} />`}
		<${Toolbar} list=${`${noun}/${verb}`} values=${{ ...asked, after: undefined }} name=${action.meaning} />
		<${Notice} error=${error} />
		${Array.isArray(data) &&
		html`<${Table}
			rows=${data}
			columns=${columnsOf(data, noun, canShow, meaning, nameOf)}
			caption=${action.meaning}
		/>`}
		${Array.isArray(data) &&
		!query.due &&
		action.fields.some((f) => f.name === 'after') &&
		html`<${Pager}
			path=${path}
			query=${query}
			rows=${data}
			after=${(row) => row.number}
		/>`}
		${data && !Array.isArray(data) && html`<${One} noun=${noun} data=${data} />`}`;
}

export function List({ parts: [noun, verb], query }) {
	const action = useAction(noun, verb ?? 'list');

	return action
		? html`<${Found} key=${`${noun}/${verb}`} action=${action} query=${query} />`
		: html`<${Choices} />`;
}
