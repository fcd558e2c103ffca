// Rows under their columns; query bar above, pager below.
import { html } from 'htm/preact';
import { go } from '../router.js';
import { t } from '../words.js';
import { ExportList } from './export_list.js';
import { Scroll } from './scroll.js';

// columns: [{name, title, show(row), isNumber}]
export function Table({ columns, rows, empty, caption }) {
	if (rows && rows.length === 0) return html`<p>${empty ?? t('nothing yet')}</p>`;
	return html`<${Scroll} label=${caption}>
		<table>
			<caption class="visually-hidden">
				${caption}
			</caption>
			<thead>
				<tr>
					${columns.map((c) => html`<th scope="col" class=${c.isNumber && 'figure'}>${c.title}</th>`)}
				</tr>
			</thead>
			<tbody>
				${(rows ?? []).map(
					(row) => html`<tr>
						${columns.map(
							(c) => html`<td class=${c.isNumber && 'figure'}>
								${c.show ? c.show(row) : row[c.name]}
							</td>`,
						)}
					</tr>`,
				)}
			</tbody>
		</table>
	<//>`;
}

// What is typed stays, whatever comes in meanwhile.
function Chosen({ field, value }) {
	if (!field.choices)
		return html`<input
			name=${field.name}
			type=${field.form === 'date' ? 'date' : 'text'}
			defaultValue=${value}
		/>`;
	return html`<select name=${field.name}>
		<option value="">${t('all')}</option>
		${field.choices.map(
			(c) => html`<option value=${c.word} selected=${c.word === value}>${c.meaning}</option>`,
		)}
	</select>`;
}

// Fields a list is chosen by; what is chosen goes to the address.
// onSearch(values): somebody else looks at them first and returns what may
// stand there.
export function QueryBar({ fields, query, path, onSearch = (values) => values }) {
	const submit = (event) => {
		event.preventDefault();
		go(path, onSearch(Object.fromEntries(new FormData(event.currentTarget))));
	};

	return html`<form class="query" role="search" key=${JSON.stringify(query)} onSubmit=${submit}>
		${fields.map(
			(field) => html`<label class=${field.isWide && 'wide'}>
				<span>${field.meaning}</span>
				<${Chosen} field=${field} value=${query[field.name] ?? ''} />
			</label>`,
		)}
		<button type="submit">${t('search')}</button>
		<button type="button" class="quiet" onClick=${() => go(path, onSearch({}))}>${t('reset')}</button>
	</form>`;
}

// list: the noun and verb of what stands below, asked for with values, which
// becomes a file of that name.
export function Toolbar({ children, list, values, name }) {
	return html`<div class="toolbar">
		${children}
		${list && html`<${ExportList} ...${{ list, values, name }} />`}
		<button class="quiet push" onClick=${() => print()}>${t('print')}</button>
	</div>`;
}
