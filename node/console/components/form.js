// A form of fields, sent once; what is wrong stands above it and at its field.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { draftOf, dropDraft, keepDraft } from './draft.js';
import { Field } from './field.js';
import { Notice } from './notice.js';

// send(values) returns a promise; its value goes to onDone.  What is typed is
// kept under the name of the draft, if it has one, until it is sent.
export function Form({ fields, initial, send, onDone, label, draft }) {
	const [values, setValues] = useState(draftOf(draft) ?? initial ?? {});
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
			dropDraft(draft);
			onDone?.(said);
		} catch (failure) {
			setError(failure);
		} finally {
			setBusy(false);
		}
	};

	const take = (typed) => {
		setValues(typed);
		keepDraft(draft, typed);
	};

	return html`<form onSubmit=${submit} novalidate aria-busy=${isBusy}>
		<${Notice} error=${error} />
		${fields.map(
			(field) => html`<${Field}
				key=${field.name}
				...${{ field, error }}
				value=${values[field.name]}
				onInput=${(value) => take({ ...values, [field.name]: value })}
			/>`,
		)}
		<button type="submit" disabled=${isBusy}>${label}</button>
	</form>`;
}
