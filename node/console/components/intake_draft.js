// The drafts of whoever is signed in (草稿箱): what was begun and not taken in.
import { html } from 'htm/preact';
import { post } from '../api.js';
import { useLoaded } from '../here.js';
import { moment, t } from '../words.js';
import { Notice } from './notice.js';
import { Table } from './table.js';

export const ABOUT = 'case/receive';

export function Drafts({ onTake }) {
	const { data, error, reload } = useLoaded('draft', { about: ABOUT });
	const drop = async (row) => {
		await post('draft/drop', { draft: row.draft }).catch(() => {});
		reload();
	};

	if (!error && !data?.length) return null;
	return html`<section>
		<h2>${t('drafts')}</h2>
		<${Notice} error=${error} />
		<${Table}
			rows=${data ?? []}
			caption=${t('drafts')}
			columns=${[
				{ title: t('applicant'), show: (d) => d.values.name },
				{ title: t('item'), show: (d) => d.values.item?.name },
				{ title: t('changed at'), show: (d) => moment(d.changed) },
				{
					title: t('actions'),
					show: (d) => html`<button class="quiet" onClick=${() => onTake(d)}>${t('go on')}</button>
						<button class="quiet" onClick=${() => drop(d)}>${t('discard')}</button>`,
				},
			]}
		/>
	</section>`;
}
