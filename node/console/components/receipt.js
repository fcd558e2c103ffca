// The slip a citizen takes home: number, query code, what happens next.
import { html } from 'htm/preact';
import { useHere, useLoaded } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';
import { Notice } from './notice.js';
import { Qr } from './qr.js';

export function Receipt({ number, item, onAnother }) {
	const { hall } = useHere();
	const { data, error } = useLoaded('case/show', { case: number });

	return html`<${Notice} error=${error} />
		<section class="receipt" aria-label=${t('receipt')}>
			<h2>${hall.name} · ${t('receipt')}</h2>
			<p class="big number">${number}</p>
			${data?.query_code &&
			html`<p>${t('query code')} <b class="big">${data.query_code}</b></p>
				<${Qr} text=${`${number} ${data.query_code}`} label=${t('number and query code as a QR code')} />`}
			<p>${item.name}</p>
			<p>${t('received at')} ${moment(data?.received_time)}</p>
			<p role="status">
				${data?.deadline?.promise_due
					? t('Accepted; it will be finished by %s.', data.deadline.promise_due)
					: t('Received; the hall says whether it is accepted, or what is missing.')}
			</p>
		</section>
		<div class="toolbar">
			<button onClick=${() => print()}>${t('print the receipt')}</button>
			<button class="secondary" onClick=${onAnother}>${t('take in another case')}</button>
			<a href=${link(['case', number])}>${t('to the case')}</a>
		</div>`;
}
