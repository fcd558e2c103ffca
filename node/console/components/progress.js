// How far something has got that takes a while; part is between 0 and 1.
import { html } from 'htm/preact';

export function Progress({ part, label }) {
	if (part == null) return null;
	return html`<p class="progress" role="status">
		<progress value=${part} max="1" aria-label=${label} />
		<small>${label} ${Math.round(part * 100)} %</small>
	</p>`;
}
