// What kind of conflict it is, as the register of situations numbers them, and
// whether somebody has to rule on it.
import { html } from 'htm/preact';
import { t } from '../words.js';

const CLASSES = {
	hold: () => t('waits for a ruling'),
	flag: () => t('to be looked at'),
	ruled: () => t('ruled on'),
	violation: () => t('violation'),
	auto: () => t('settled by rule'),
};

export function Situation({ row }) {
	return html`<span class=${`situation ${row.class}`}>
		${CLASSES[row.class]?.() ?? row.class}
		${row.situation && html` <small>${row.situation}</small>`}
	</span>`;
}
