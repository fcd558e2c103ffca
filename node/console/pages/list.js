// Whatever can be listed or shown, by its declaration: lists with their
// fields to choose by, one record with its events.
import { html } from 'htm/preact';
import { useHalls } from '../components/halls.js';
import { useItems } from '../components/items.js';
import { useNames } from '../components/names.js';
import { byNoun, nounOf } from '../components/nouns.js';
import { Notice } from '../components/notice.js';
import { PAGE_ROWS, Pager } from '../components/pager.js';
import { usePersonQuery } from '../components/person_query.js';
import { QueryBar, Table, Toolbar } from '../components/table.js';
import { Timeline } from '../components/timeline.js';
import { useAction, useFound, useHere, useWords } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';

const COLUMNS_MAX = 10;

function shown(name, value, wordOf) {
	if (value == null) return '';
	if (/(^|_)time$|^(began|ended)$/.test(name) && Number.isInteger(value)) return moment(value);
	if (typeof value === 'boolean') return value ? t('yes') : t('no');
	if (typeof value !== 'object') return wordOf(String(value));
	return Object.values(value)
		.filter((v) => typeof v !== 'object')
		.map(wordOf)
		.join(' ');
}

// As the list is declared, and written into files.
function declaredColumns(columns, show) {
	return columns.map(({ member, meaning, form }, i) => ({
		name: member,
		title: meaning,
		show: (row) => {
			const value = member.split('.').reduce((at, name) => at?.[name], row);
			return show(i === 0, form === 'plain' ? member.replace(/_time$/, '') : form, value, row);
		},
	}));
}

// Of a list that is declared nowhere: what its first row has.
function foundColumns(rows, show, nameOf) {
	const names = Object.keys(rows[0] ?? {}).filter(
		(name) => !['record', 'version', 'personal_state'].includes(name),
	);
	const key = ['number', 'code', 'id'].find((name) => names.includes(name));

	return [key, ...names.filter((name) => name !== key)]
		.filter(Boolean)
		.slice(0, COLUMNS_MAX)
		.map((name) => ({ name, title: nameOf(name), show: (row) => show(name === key, name, row[name], row) }));
}

function useColumns(action) {
	const { noun, columns } = action;
	const canShow = Boolean(useAction(noun, 'show'));
	const wordOf = useWords();
	const { hallOf } = useHalls();
	const { nameOf: itemOf } = useItems();
	const nameOf = useNames();
	const FORMS = { time: moment, hall: hallOf, item: itemOf };
	const show = (isKey, form, value) =>
		isKey && canShow && value != null
			? html`<a href=${link(['list', noun, 'show'], { [noun]: value })}>${value}</a>`
			: value != null && FORMS[form]
				? FORMS[form](value)
				: shown(form, value, wordOf);

	return (rows) => (columns ? declaredColumns(columns, show) : foundColumns(rows, show, nameOf));
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

function One({ data }) {
	const wordOf = useWords();
	const { events, ...plain } = data;
	const nameOf = useNames();

	return html`<dl class="record">
			${Object.entries(plain).map(
				([name, value]) => html`<dt>${nameOf(name)}</dt>
					<dd>${shown(name, value, wordOf)}</dd>`,
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
	const page = action.after && { most: PAGE_ROWS };
	const fields = action.after
		? action.fields.filter((f) => !['after', 'most'].includes(f.name))
		: action.fields;
	const isReady = needed.every((f) => asked[f.name]);
	const { data, error } = useFound(isReady && `${noun}/${verb}`, { ...asked, ...page });
	const columnsOf = useColumns(action);
	const rows = Array.isArray(data) ? data : data?.[action.rows];

	return html`<h1>${action.meaning}</h1>
		${fields.length > 0 &&
		html`<${QueryBar} fields=${fields} query=${asked} ...${{ path, onSearch }} />`}
		<${Toolbar} list=${`${noun}/${verb}`} values=${{ ...asked, after: undefined }} name=${action.meaning} />
		<${Notice} error=${error} />
		${rows && html`<${Table} ...${{ rows }} columns=${columnsOf(rows)} caption=${action.meaning} />`}
		${rows &&
		action.after &&
		html`<${Pager} ...${{ path, query, rows }} after=${(row) => action.after.map((m) => row[m]).join('@')} />`}
		${data && !rows && html`<${One} data=${data} />`}`;
}

export function List({ parts: [noun, verb], query }) {
	const action = useAction(noun, verb ?? 'list');

	return action
		? html`<${Found} key=${`${noun}/${verb}`} action=${action} query=${query} />`
		: html`<${Choices} />`;
}
