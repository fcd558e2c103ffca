// The outbox (待发箱): what is saved here and not yet at the halls above, by
// the receipts they signed; and sticks, where no line reaches.
import { html } from 'htm/preact';
import { useItems } from '../components/items.js';
import { Notice } from '../components/notice.js';
import { MakeStick, TakeStick } from '../components/stick.js';
import { Table, Toolbar } from '../components/table.js';
import { useHere, useLoaded } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';

// Grey, whatever it says: nothing is lost by waiting.
function Standing({ box }) {
	const { data } = useLoaded('hall/counters');
	const last = data?.last_sync;
	const seen = last
		? t('last in touch %s', moment(last.ended ?? last.began))
		: t('not in touch with any hall yet');

	if (!box.above.length)
		return html`<p class="calm">${t('There is no hall above this one; nothing waits here.')}</p>`;
	return html`<p class="calm" role="status">
		${box.change_sets === 0
			? t('Everything saved here has reached all halls above.')
			: t('%s change sets are saved here and wait to be sent; nothing is lost.', box.change_sets)}
		${' '}${seen}
	</p>`;
}

function Waiting({ box }) {
	const { nameOf } = useItems();
	const columns = [
		{
			title: t('number'),
			show: (r) =>
				r.type === 'case'
					? html`<a class="number" href=${link(['case', r.number])}>${r.number}</a>`
					: html`<span class="number">${r.number}</span>`,
		},
		{ title: t('what it is'), show: (r) => (r.item ? nameOf(r.item) : r.meaning) },
		{ title: t('waits since'), show: (r) => moment(r.since) },
		{ title: t('change sets'), show: (r) => r.change_sets },
		...box.above.map((hall) => ({
			title: hall.name,
			show: (r) =>
				r.stamps.find((s) => s.hall === hall.hall)?.held
					? html`<span class="stamp to-2">${t('received')}</span>`
					: html`<span class="stamp">${t('not yet received')}</span>`,
		})),
	];

	return html`<${Table}
			rows=${box.records}
			columns=${columns}
			caption=${t('outbox')}
			empty=${t('nothing waits')}
		/>
		${box.more && html`<p class="calm">${t('More may wait that was written before these.')}</p>`}`;
}

export function Outbox() {
	const { hall } = useHere();
	const { data, error, reload } = useLoaded('hall/outbox');

	return html`<h1>${t('outbox')}</h1>
		<${Toolbar} />
		<${Notice} error=${error} />
		${data && html`<${Standing} box=${data} /><${Waiting} box=${data} />`}
		<h2>${t('stick')}</h2>
		<p class="calm">
			${t('A stick is sealed to one hall; whoever carries it cannot read it. To bring one twice or late is harmless.')}
		</p>
		<div class="halves">
			<${MakeStick} hall=${hall} above=${data?.above ?? []} />
			<${TakeStick} onTaken=${reload} />
		</div>`;
}
