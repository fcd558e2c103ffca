// A form of fields, sent once; what is wrong stands above it and at its field.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { Kept, useFormDraft } from './draft.js';
import { Field } from './field.js';
import { Notice } from './notice.js';

// send(values, from_draft) returns a promise; its value goes to onDone.  What
// is typed is kept as a draft about that, if it has one, until it is sent.
export function Form({ fields, initial, send, onDone, label, draft: about }) {
	const draft = useFormDraft(about);
	const values = { ...initial, ...draft.values };
	const [error, setError] = useState(null);
	const [isBusy, setBusy] = useState(false);
	const submit = async (event) => {
		event.preventDefault();
		if (isBusy) return;
		setBusy(true);
		try {
			const said = await send(
				Object.fromEntries(Object.entries(values).filter(([, v]) => v !== '')),
				await draft.settle(),
			);
			setError(null);
			draft.close();
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
				onInput=${(value) => draft.change({ [field.name]: value })}
			/>`,
		)}
		<button type="submit" disabled=${isBusy}>${label}</button>
		${about && html`<${Kept} keptAt=${draft.keptAt} />`}
	</form>`;
}
