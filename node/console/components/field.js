// One field of an action, as it is declared (declarations, docs/CONSOLE.md).
import { html } from 'htm/preact';
import { labelOf } from './label.js';
import { t } from '../words.js';

const TYPES = { date: 'date', integer: 'number', phone: 'tel' };

function Control({ id, field, value, onInput, describedBy }) {
	const common = {
		id,
		name: field.name,
		required: field.required,
		'aria-describedby': describedBy,
		'aria-invalid': describedBy ? 'true' : undefined,
	};
	const take = (event) => onInput(event.currentTarget.value);

	if (field.choices && !field.listed)
		return html`<select ...${common} value=${value ?? ''} onChange=${take}>
			<option value="">${field.required ? t('please choose') : ''}</option>
			${field.choices.map(
				(c) => html`<option value=${c.word}>${c.meaning}</option>`,
			)}
		</select>`;
	if (field.form === 'text' && field.max > 500)
		return html`<textarea ...${common} rows="4" value=${value ?? ''} onInput=${take} />`;
	return html`<input
		...${common}
		type=${field.secret ? 'password' : (TYPES[field.form] ?? 'text')}
		min=${field.form === 'integer' ? field.min : undefined}
		max=${field.form === 'integer' ? field.max : undefined}
		autocomplete=${field.autocomplete ?? 'off'}
		value=${value ?? ''}
		onInput=${take}
	/>`;
}

export function Field({ field, value, onInput, error }) {
	const id = `field-${field.name}`;
	const wrong = error?.field === field.name ? `${id}-error` : undefined;

	return html`<p class="field">
		<label for=${id}>
			${field.choices ? labelOf(field.meaning) : field.meaning}${field.required ? html` <abbr title=${t('required')}>*</abbr>` : null}
		</label>
		<${Control} ...${{ id, field, value, onInput }} describedBy=${wrong} />
		${wrong && html`<small id=${wrong} class="wrong" role="alert">${error.message}</small>`}
	</p>`;
}
