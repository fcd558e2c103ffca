// A form of fields, sent once; what is wrong stands above it and at its field.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { Field } from './field.js';
import { Notice } from './notice.js';

// send(values) returns a promise; its value goes to onDone.
export function Form({ fields, initial, send, onDone, label }) {
	const [values, setValues] = useState(initial ?? {});
	const [error, setError] = useState(null);
	const [isBusy, setBusy] = useState(false);
	const submit = async (event) => {
		event.preventDefault();
		if (isBusy) return;
		setBusy(true);
		try {
			const said = await send(
				Object.fromEntries(Object.entries(values).filter(([, v]) => v !== '')),
			);
			setError(null);
			onDone?.(said);
		} catch (failure) {
			setError(failure);
		} finally {
			setBusy(false);
		}
	};

	return html`<form onSubmit=${submit} novalidate aria-busy=${isBusy}>
		<${Notice} error=${error} />
		${fields.map(
			(field) => html`<${Field}
				key=${field.name}
				...${{ field, error }}
				value=${values[field.name]}
				onInput=${(value) => setValues({ ...values, [field.name]: value })}
			/>`,
		)}
		<button type="submit" disabled=${isBusy}>${label}</button>
	</form>`;
}
