// The versions of an item, and what changed from one to the next.
import { html } from 'htm/preact';
import { useLoaded } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';
import { said, useItemFields } from './item_facts.js';
import { Notice } from './notice.js';
import { Scroll } from './scroll.js';
import { Table } from './table.js';

export function Versions({ code }) {
	const { data, error } = useLoaded('item/versions', { code });
	const columns = [
		{ title: t('version'), name: 'version', isNumber: true },
		{ title: t('published'), show: (row) => html`<span class="number">${moment(row.published_time)}</span>` },
		{ title: t('what changed'), show: (row) => row.changed.join('、') },
		{
			title: t('compare'),
			show: (row) =>
				row.version > 1 &&
				html`<a href=${link(['catalogue', code, 'diff'], { from: row.version - 1, to: row.version })}>
					${t('with version %s', row.version - 1)}
				</a>`,
		},
	];

	return html`<${Notice} error=${error} />
		${data && html`<${Table} rows=${[...data].reverse()} columns=${columns} caption=${t('versions')} />`}`;
}

const isSame = (a, b) => JSON.stringify(a ?? '') === JSON.stringify(b ?? '');

// Old and new beside each other, what changed marked.
export function Diff({ code, query }) {
	const fields = useItemFields();
	const before = useLoaded('item/show', { code, at: query.from });
	const after = useLoaded('item/show', { code, at: query.to });
	const isReady = before.data && after.data;
	const rows = isReady
		? fields.filter((f) => before.data[f.name] != null || after.data[f.name] != null)
		: [];
	const changes = rows.filter((f) => !isSame(before.data[f.name], after.data[f.name])).length;

	return html`<${Notice} error=${before.error ?? after.error} />
		${isReady &&
		html`<p>${t('%s of %s fields changed', changes, rows.length)}</p>
			<${Scroll} label=${t('what changed')}>
				<table class="diff">
					<caption class="visually-hidden">${t('what changed')}</caption>
					<thead>
						<tr>
							<th scope="col">${t('field')}</th>
							<th scope="col">${t('version %s', query.from)}</th>
							<th scope="col">${t('version %s', query.to)}</th>
						</tr>
					</thead>
					<tbody>
						${rows.map((f) => {
							const isChanged = !isSame(before.data[f.name], after.data[f.name]);
							return html`<tr class=${isChanged ? 'changed' : ''}>
								<th scope="row">${f.meaning}${isChanged ? html` <mark>${t('changed')}</mark>` : ''}</th>
								<td>${said(f, before.data[f.name])}</td>
								<td>${said(f, after.data[f.name])}</td>
							</tr>`;
						})}
					</tbody>
				</table>
			<//>`}`;
}
