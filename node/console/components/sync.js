// Whether this hall is in touch: grey while it is not, which is no error.
import { html } from 'htm/preact';
import { useHere, useLoaded } from '../here.js';
import { moment, t } from '../words.js';

export function Sync() {
	const { isLive, hall } = useHere();
	const { data } = useLoaded('hall/counters');
	const last = data?.last_sync;
	const text = !isLive
		? t('no connection to this machine')
		: last
			? t('last in touch %s', moment(last.ended ?? last.began))
			: hall.tier === 'county'
				? t('no hall has called yet')
				: t('not in touch with any hall yet');

	return html`<span class=${isLive ? 'sync' : 'sync lost'} role="status">${text}</span>`;
}
