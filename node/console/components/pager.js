// The next page of a list, from the last row on; back is the browser's.
import { html } from 'htm/preact';
import { link } from '../router.js';
import { t } from '../words.js';

export const PAGE_ROWS = 50;

// after(row): what the server goes on from.
export function Pager({ path, query, rows, after }) {
	const isLast = !rows || rows.length < PAGE_ROWS;

	return html`<nav class="pager" aria-label=${t('pages of the list')}>
		${query.after &&
		html`<a href=${link(path, { ...query, after: '' })}>${t('first page')}</a>`}
		<span>${t('%s on this page', rows?.length ?? 0)}</span>
		${!isLast &&
		html`<a rel="next" href=${link(path, { ...query, after: after(rows[rows.length - 1]) })}>
			${t('next page')}
		</a>`}
	</nav>`;
}
