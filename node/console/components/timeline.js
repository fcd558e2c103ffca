// The signed events of a record, in the order they count in: when, what,
// where, by whom, and what became of it.
import { html } from 'htm/preact';
import { moment } from '../words.js';

function Event({ event }) {
	const isInForce = event.status === 'ok' || event.status === 'duplicate';

	return html`<li class=${isInForce ? '' : 'fallen'}>
		<time>${moment(event.time)}</time>
		<b>${event.meaning ?? event.kind}</b>${' '}
		<span>${event.hall_name ?? event.hall}${event.body?.clerk ? ` · ${event.body.clerk}` : ''}</span>
		${event.status !== 'ok' &&
		html` <mark>${event.status_meaning ?? event.status} ${event.reason}</mark>`}
		${' '}<code title=${event.change_set}>${event.change_set?.slice(0, 8)}</code>
	</li>`;
}

export function Timeline({ events }) {
	return html`<ol class="timeline">
		${events.map((event) => html`<${Event} event=${event} />`)}
	</ol>`;
}
