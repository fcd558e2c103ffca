// The signed events of a record, in the order they count in.
import { html } from 'htm/preact';
import { moment } from '../words.js';

export function Timeline({ events }) {
	return html`<ol class="timeline">
		${events.map(
			(event) => html`<li class=${event.status}>
				<time>${moment(event.time)}</time>
				<b>${event.kind}</b>
				<span>${event.hall}${event.body?.clerk ? ` · ${event.body.clerk}` : ''}</span>
				${event.status !== 'ok' && html`<mark>${event.status} ${event.reason}</mark>`}
			</li>`,
		)}
	</ol>`;
}
