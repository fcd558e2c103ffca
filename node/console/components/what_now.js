// What may be done with a case now, as the server says; each opens a form made
// of its declaration.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useHere, useLoaded } from '../here.js';
import { t } from '../words.js';
import { Cover } from './cover.js';
import { Dialog } from './dialog.js';
import { Form } from './form.js';
import { Notice } from './notice.js';

function Doing({ act, number, version, onDone }) {
	const { declared } = useHere();
	const declaration = declared.actions.find((a) => a.noun === 'case' && a.verb === act.verb);
	const fields = (declaration?.fields ?? []).filter((f) => !['case', 'power'].includes(f.name));

	return html`${act.under && html`<${Cover} under=${act.under} />`}
		<${Form}
			fields=${fields}
			send=${(values, from_draft) =>
				post(`case/${act.verb}`, { ...values, case: number, version, from_draft })}
			onDone=${onDone}
			draft=${`case/${act.verb} ${number}`}
			label=${act.meaning}
		/>`;
}

function Choice({ act, onChoose }) {
	return html`<button
		class=${act.moves ? '' : 'secondary'}
		disabled=${Boolean(act.refused)}
		title=${act.refused}
		onClick=${() => onChoose(act)}
	>
		${act.meaning}
	</button>`;
}

// Refusals stand in words, not only on a button that does nothing.
function Refusals({ acts }) {
	return acts
		.filter((act) => act.refused)
		.map((act) => html`<p class="refused">${act.meaning}: ${act.refused}</p>`);
}

export function WhatNow({ number, version, onDone }) {
	const { data, error, reload } = useLoaded('case/may', { case: number });
	const [act, setAct] = useState(null);
	const acts = data ?? [];
	const done = () => {
		setAct(null);
		reload();
		onDone();
	};

	return html`<section class="what-now" aria-label=${t('what may be done now')}>
		<${Notice} error=${error} />
		<div class="toolbar">
			${acts.filter((a) => a.moves).map((a) => html`<${Choice} act=${a} onChoose=${setAct} />`)}
		</div>
		<${Refusals} acts=${acts} />
		<details>
			<summary>${t('more')}</summary>
			<div class="toolbar">
				${acts.filter((a) => !a.moves).map((a) => html`<${Choice} act=${a} onChoose=${setAct} />`)}
			</div>
		</details>
		<${Dialog} title=${act?.meaning ?? ''} isOpen=${Boolean(act)} onClose=${() => setAct(null)}>
			${act && html`<${Doing} ...${{ act, number, version }} onDone=${done} />`}
		<//>
	</section>`;
}
