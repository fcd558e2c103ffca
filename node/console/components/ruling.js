// Asked before a ruling is signed: which, on what, for which reason.
import { html } from 'htm/preact';
import { post } from '../api.js';
import { useHere } from '../here.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';
import { Form } from './form.js';

// ruling: {title, about, path, values} or null.
export function Ruling({ ruling, onClose, onDone }) {
	const { user } = useHere();
	const reason = { name: 'reason', meaning: t('reason of the ruling'), form: 'text', max: 2000, required: true };

	return html`<${Dialog} title=${ruling?.title ?? ''} isOpen=${Boolean(ruling)} onClose=${onClose}>
		${
			ruling &&
			html`<p>${ruling.about}</p>
				<${Form}
					fields=${[reason]}
					send=${(typed) => post(ruling.path, { ...ruling.values, ...typed })}
					onDone=${onDone}
					draft=${[user.name, ruling.path, JSON.stringify(ruling.values)].join(' ')}
					label=${ruling.title}
				/>`
		}
	<//>`;
}
