// Whether this hall is in touch: grey while it is not, which is no error.
import { html } from 'htm/preact';
import { useHere, useLoaded } from '../here.js';
import { moment, t } from '../words.js';
import { timeLeft } from './job.js';

// A long run that comes in, the first one above all: how far it has got.
function Run({ of }) {
	const total = of.changesets_in + of.lacking;
	const taken = Date.now() / 1000 - of.began;

	return html`<span class="sync" role="status">
		<progress value=${of.changesets_in} max=${total} aria-label=${t('exchange')} />${' '}
		${t('%s of %s change sets have come', of.changesets_in, total)}
		${of.changesets_in > 0 ? ` · ${timeLeft(of.changesets_in, total, taken)}` : ''}
	</span>`;
}

export function Sync() {
	const { isLive, hall } = useHere();
	const { data } = useLoaded('hall/counters');
	const last = data?.last_sync;
	if (isLive && last && !last.ended && last.lacking > 0) return html`<${Run} of=${last} />`;
	const text = !isLive
		? t('no connection to this machine')
		: last
			? t('last in touch %s', moment(last.ended ?? last.began))
			: hall.tier === 'county'
				? t('no hall has called yet')
				: t('not in touch with any hall yet');

	return html`<span class=${isLive ? 'sync' : 'sync lost'} role="status">${text}</span>`;
}
