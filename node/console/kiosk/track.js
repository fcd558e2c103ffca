// How a case stands, for who has the receipt: nothing of a person is shown.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { Notice } from '../components/notice.js';
import { moment, t } from '../words.js';
import { Slip } from './slip.js';

function Standing({ found, onDone }) {
	return html`<section aria-live="polite">
		<p class="state">${found.state_meaning}</p>
		<dl class="record">
			<dt>${t('number')}</dt>
			<dd class="number">${found.number}</dd>
			<dt>${t('item')}</dt>
			<dd>${found.item_name ?? found.item}</dd>
			<dt>${t('hall')}</dt>
			<dd>${found.hall_name}</dd>
			<dt>${t('received at')}</dt>
			<dd>${moment(found.received_time)}</dd>
			${found.due && html`<dt>${t('due day')}</dt><dd>${found.due}</dd>`}
		</dl>
		${found.missing.length > 0 &&
		html`<h2>${t('Please bring')}</h2>
			<ul>
				${found.missing.map((name) => html`<li>${name}</li>`)}
			</ul>`}
		<button onClick=${onDone}>${t('done')}</button>
	</section>`;
}

export function Track({ onDone }) {
	const [found, setFound] = useState(null);
	const [error, setError] = useState(null);
	const [isBusy, setBusy] = useState(false);
	const ask = async (number, code) => {
		setBusy(true);
		try {
			setFound(await post('kiosk/track', { number, code }));
			setError(null);
		} catch (failure) {
			setError(failure);
		}
		setBusy(false);
	};

	if (found) return html`<${Standing} found=${found} onDone=${onDone} />`;
	return html`<${Notice} error=${error} />
		<${Slip} ask=${ask} label=${t('look it up')} isBusy=${isBusy} />`;
}
