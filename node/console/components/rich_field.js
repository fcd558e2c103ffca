// Fields that hold more than one value, made of declarations: lists, choices,
// rows with columns, one row with many texts.
import { html } from 'htm/preact';
import { t } from '../words.js';
import { Field } from './field.js';

const worthSaying = (value) => value != null && value !== '';

// What a control of the column says, as what it is.
function typed(column, text) {
	if (column.form === 'integer') return text === '' ? null : Number(text);
	return text;
}

function Cell({ column, value, label, onInput }) {
	const take = (event) => onInput(typed(column, event.currentTarget.value));

	if (column.choices)
		return html`<select aria-label=${label} value=${value ?? ''} onChange=${take}>
			<option value=""></option>
			${column.choices.map((c) => html`<option value=${c.word}>${c.meaning}</option>`)}
		</select>`;
	return html`<input
		aria-label=${label}
		type=${column.form === 'integer' ? 'number' : 'text'}
		min=${column.min}
		max=${column.form === 'integer' ? column.max : undefined}
		value=${value ?? ''}
		onInput=${take}
	/>`;
}

function Rows({ field, value, onInput }) {
	const rows = value ?? [];
	const put = (place, name, said) =>
		onInput(rows.map((row, i) => (i === place ? { ...row, [name]: said } : row)));

	return html`<fieldset class="rows">
		<legend>${field.meaning}</legend>
		${
			rows.length > 0 &&
			html`<div class="scroll">
				<table>
					<thead>
						<tr>
							${field.columns.map((c) => html`<th scope="col">${c.meaning}</th>`)}
							<td></td>
						</tr>
					</thead>
					<tbody>
						${rows.map(
							(row, place) => html`<tr key=${place}>
								${field.columns.map(
									(column) => html`<td class=${`form-${column.form}`}>
										<${Cell}
											column=${column}
											label=${`${column.meaning} ${place + 1}`}
											value=${row[column.name]}
											onInput=${(said) => put(place, column.name, said)}
										/>
									</td>`,
								)}
								<td>
									<button
										type="button"
										class="quiet"
										onClick=${() => onInput(rows.filter((_, i) => i !== place))}
									>
										${t('remove')}
									</button>
								</td>
							</tr>`,
						)}
					</tbody>
				</table>
			</div>`
		}
		<button type="button" class="quiet" onClick=${() => onInput([...rows, {}])}>
			${t('add: %s', field.meaning)}
		</button>
	</fieldset>`;
}

// One row whose columns are texts, such as the nine disclosures.
function Group({ field, value, onInput }) {
	const said = value ?? {};

	return html`<fieldset>
		<legend>${field.meaning}</legend>
		<div class="fields">
			${field.columns.map(
				(column) => html`<label>
					${column.meaning}
					<textarea
						rows="3"
						value=${said[column.name] ?? ''}
						onInput=${(event) => onInput({ ...said, [column.name]: event.currentTarget.value })}
					/>
				</label>`,
			)}
		</div>
	</fieldset>`;
}

function Checks({ field, value, onInput }) {
	const words = value ?? [];
	const turn = (word, isOn) => onInput(isOn ? [...words, word] : words.filter((w) => w !== word));

	return html`<fieldset class="checks">
		<legend>${field.meaning}</legend>
		${field.choices.map(
			(c) => html`<label>
				<input
					type="checkbox"
					checked=${words.includes(c.word)}
					onChange=${(event) => turn(c.word, event.currentTarget.checked)}
				/>
				${c.meaning}
			</label>`,
		)}
	</fieldset>`;
}

// One a line.
function Lines({ field, value, onInput }) {
	return html`<label>
		${field.meaning} <small>${t('one a line')}</small>
		<textarea
			rows="3"
			value=${(value ?? []).join('\n')}
			onInput=${(event) => onInput(event.currentTarget.value.split('\n'))}
		/>
	</label>`;
}

export function RichField(props) {
	const { field } = props;

	if (field.form === 'row' && field.listed) return html`<${Rows} ...${props} />`;
	if (field.form === 'row') return html`<${Group} ...${props} />`;
	if (field.choices && field.listed) return html`<${Checks} ...${props} />`;
	if (field.listed) return html`<${Lines} ...${props} />`;
	return html`<${Field} ...${props} />`;
}

// The same without what says nothing.
export function saidOf(values) {
	const clean = (value) => {
		if (Array.isArray(value)) return value.map(clean).filter(worthSaying);
		if (value && typeof value === 'object') {
			const pairs = Object.entries(value).map(([name, v]) => [name, clean(v)]);
			const said = pairs.filter(([, v]) => worthSaying(v) && !(Array.isArray(v) && v.length === 0));
			return said.length > 0 ? Object.fromEntries(said) : null;
		}
		return value;
	};

	return clean(values) ?? {};
}
