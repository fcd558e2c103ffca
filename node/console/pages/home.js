// The workbench: what waits for somebody.
import { html } from 'htm/preact';
import { Counters } from '../components/counters.js';
import { Notice } from '../components/notice.js';
import { useAction, useHere, useLoaded } from '../here.js';
import { link } from '../router.js';
import { t } from '../words.js';

const cases = (values) => link(['cases'], values);

export function Home() {
	const { user } = useHere();
	const { data, error } = useLoaded('hall/counters');
	const canSend = useAction('hall', 'outbox');
	const n = data ?? {};

	return html`<h1>${t('workbench')}</h1>
		<p>${t('Good day, %s.', user.full_name)}</p>
		<${Notice} error=${error} />
		<${Counters}
			items=${[
				{ name: 'received', title: t('to accept'), count: n.received, href: cases({ state: 'received' }) },
				{ name: 'supplementing', title: t('to be completed'), count: n.supplementing, href: cases({ state: 'supplementing' }) },
				{ name: 'handling', title: t('in hand'), count: n.handling, href: cases({ state: 'accepted' }) },
				{ name: 'paused', title: t('paused'), count: n.paused, href: cases({ state: 'special' }) },
				{ name: 'near', title: t('due soon'), count: n.near, href: cases({ due: 'near' }) },
				{ name: 'overdue', title: t('overdue'), count: n.overdue, href: cases({ due: 'overdue' }), urgent: true },
				{ name: 'conflicts', title: t('conflicts'), count: n.conflicts, href: link(['conflicts']), urgent: true },
				{ name: 'outbox', title: t('waits to be sent'), count: canSend && n.outbox, href: link(['outbox']) },
				{ name: 'held', title: t('held'), count: n.held, href: link(['conflicts', 'held']) },
			]}
		/>`;
}
