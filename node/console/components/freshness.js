// How fresh what is known of a hall is: a word, and a colour beside it.
import { html } from 'htm/preact';
import { t } from '../words.js';

export const FRESHNESS = {
	fresh: () => t('up to date'),
	late: () => t('late'),
	silent: () => t('silent'),
	never: () => t('never heard of'),
	outside: () => t('not a member'),
};

export function Freshness({ of }) {
	return html`<span class=${`fresh ${of}`}>${FRESHNESS[of]?.() ?? of}</span>`;
}
