// The form of one action as it is declared, for a record that is known: what
// names it, and what the hall works out by itself, is not asked for.
import { html } from 'htm/preact';
import { post } from '../api.js';
import { useAction } from '../here.js';
import { Form } from './form.js';

// known: values that are sent and not asked; choices: {field: [{word, meaning}]}.
export function DeclaredForm({ noun, verb, known, hidden = [], choices = {}, label, onDone }) {
	const action = useAction(noun, verb);
	const isAsked = (field) => !(field.name in known) && !hidden.includes(field.name);
	const fields = (action?.fields ?? [])
		.filter(isAsked)
		.map((field) =>
			choices[field.name] ? { ...field, choices: choices[field.name], listed: false } : field,
		);

	return html`<${Form}
		fields=${fields}
		send=${(values, from_draft) => post(`${noun}/${verb}`, { ...values, ...known, from_draft })}
		onDone=${onDone}
		draft=${known.dry_run ? undefined : `${noun}/${verb} ${Object.values(known).join(' ')}`}
		label=${label ?? action?.meaning}
	/>`;
}
