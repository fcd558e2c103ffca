// What stands about an item, by the declaration of its fields.
import { html } from 'htm/preact';
import { useAction } from '../here.js';

// A value of a field in the words people read.
export function said(field, value) {
	const word = (one) => field.choices?.find((c) => c.word === one)?.meaning ?? one;

	if (value == null || value === '') return '';
	if (field.form === 'row' && field.listed)
		return html`<ol class="plain">
			${value.map(
				(row) => html`<li>
					${field.columns
						.filter((c) => row[c.name] != null && row[c.name] !== '')
						.map((c) => said(c, row[c.name]))
						.join(' · ')}
				</li>`,
			)}
		</ol>`;
	if (field.form === 'row')
		return html`<dl class="record">
			${field.columns
				.filter((c) => value[c.name])
				.map((c) => html`<dt>${c.meaning}</dt><dd>${value[c.name]}</dd>`)}
		</dl>`;
	return Array.isArray(value) ? value.map(word).join('、') : String(word(value));
}

// The fields of a draft, without the code.
export function useItemFields() {
	const draft = useAction('item', 'draft');
	const publish = useAction('item', 'publish');

	return ((draft ?? publish)?.fields ?? []).filter((f) => !['code', 'draft'].includes(f.name));
}
