// How much of the county a figure is of, beside every figure.
import { html } from 'htm/preact';
import { moment, t } from '../words.js';

export function Completeness({ whole, onAgain }) {
	if (!whole) return null;
	return html`<p class="completeness" role="status">
		<b>${t('data of %s of %s halls', whole.heard, whole.listed)}</b>
		<span>${t('counted at %s', moment(whole.now))}</span>
		${whole.oldest &&
		html`<span>${t('oldest: %s, to %s', whole.oldest.name, moment(whole.oldest.to))}</span>`}
		${whole.conflicts > 0 && html`<span>${t('%s conflicts open', whole.conflicts)}</span>`}
		<button class="quiet" onClick=${onAgain}>${t('count again')}</button>
	</p>`;
}
