// What went wrong, in the server's words; read out when it appears.
import { html } from 'htm/preact';
import { t } from '../words.js';

const OWN = {
	unreachable: () => t('This machine does not answer; is sanji serve running?'),
};

export function Notice({ error }) {
	if (!error) return null;
	return html`<div class="notice" role="alert">
		${OWN[error.code]?.() ?? error.message}
	</div>`;
}
