// Every action the role allows, with a form made of its declaration.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { Form } from '../components/form.js';
import { useNames } from '../components/names.js';
import { byNoun, nounOf } from '../components/nouns.js';
import { useAction, useHere } from '../here.js';
import { link } from '../router.js';
import { t } from '../words.js';

function Choices() {
	const { declared } = useHere();
	const writing = declared.actions.filter((a) => a.kind === 'writes');

	return html`<h1>${t('all actions')}</h1>
		${byNoun(writing).map(
			([noun, actions]) => html`<h2>${nounOf(noun)}</h2>
				<ul>
					${actions.map((a) => html`<li><a href=${link(['act', noun, a.verb])}>${a.meaning}</a></li>`)}
				</ul>`,
		)}`;
}

function Done({ said }) {
	const nameOf = useNames();
	const text = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

	return html`<div role="status">
		<p>${t('Done.')}</p>
		<dl class="record">
			${Object.entries(said).map(
				([name, value]) => html`<dt>${nameOf(name)}</dt><dd>${text(value)}</dd>`,
			)}
		</dl>
	</div>`;
}

function Doing({ action, query }) {
	const [done, setDone] = useState(null);
	const { noun, verb } = action;

	// What was sent does not stand there to be sent twice.
	return html`<h1>${action.meaning}</h1>
		${
			done
				? html`<${Done} said=${done} />
					<p><button class="quiet" onClick=${() => setDone(null)}>${t('once more')}</button></p>`
				: html`<${Form}
					fields=${action.fields}
					initial=${query}
					send=${(values) => post(`${noun}/${verb}`, values)}
					onDone=${setDone}
					label=${t('do it')}
				/>`
		}`;
}

export function Act({ parts: [noun, verb], query }) {
	const action = useAction(noun, verb);

	return action
		? html`<${Doing} key=${`${noun}/${verb}`} action=${action} query=${query} />`
		: html`<${Choices} />`;
}
