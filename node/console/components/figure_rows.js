// The rows behind one figure: exactly as many as it says.
import { html } from 'htm/preact';
import { useAction, useLoadedOnce, useMeaning } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';
import { FIGURES, LEVELS } from './figure_words.js';
import { useHalls } from './halls.js';
import { useItems } from './items.js';
import { Notice } from './notice.js';
import { PAGE_ROWS, Pager } from './pager.js';
import { Table, Toolbar } from './table.js';

const RATINGS_MAX = 200;

function useNumber() {
	const canShow = useAction('case', 'show');

	return (number) =>
		canShow && number
			? html`<a class="number" href=${link(['case', number])}>${number}</a>`
			: html`<span class="number">${number}</span>`;
}

function Title({ parts, list, query }) {
	const title = parts.filter(Boolean).join(' · ');

	return html`<h1>${title}</h1>
		<${Toolbar} list=${list} values=${{ ...query, after: undefined }} name=${title}><a href=${link(['figures'])}>${t('figures')}</a><//>`;
}

export function FigureRows({ query }) {
	const { data, error } = useLoadedOnce('figures/rows', { ...query, most: PAGE_ROWS });
	const { hallOf } = useHalls();
	const { nameOf } = useItems();
	const meaning = useMeaning('case');
	const number = useNumber();
	const title = FIGURES.find(([word]) => word === query.figure)?.[1]() ?? query.figure;
	const columns = [
		{ title: t('number'), show: (row) => number(row.number) },
		{ title: t('item'), show: (row) => nameOf(row.item) },
		{ title: t('hall'), show: (row) => hallOf(row.hall) },
		{ title: t('state'), show: (row) => meaning(row.state) },
		{ title: t('received at'), show: (row) => moment(row.received_time) },
		{ title: t('decided'), show: (row) => moment(row.decided_time) },
		{ title: t('finished'), show: (row) => moment(row.finished_time) },
	];

	return html`<${Title} parts=${[title, query.hall && hallOf(query.hall), query.month, query.power]} list="figures/rows" query=${query} />
		<${Notice} error=${error} />
		${data && html`<${Table} rows=${data} columns=${columns} caption=${title} />`}
		<${Pager}
			path=${['figures', 'rows']}
			query=${query}
			rows=${data}
			after=${(row) => row.number}
		/>`;
}

export function FigureRatings({ query }) {
	const { data, error } = useLoadedOnce('figures/ratings', { ...query, most: RATINGS_MAX });
	const { hallOf } = useHalls();
	const number = useNumber();
	const level = (n) => LEVELS[n - 1]?.() ?? n;
	const columns = [
		{ title: t('given at'), show: (row) => html`<span class="number">${moment(row.given_time)}</span>` },
		{ title: t('hall'), show: (row) => hallOf(row.hall) },
		{ title: t('level'), show: (row) => level(row.level) },
		{ title: t('case'), show: (row) => number(row.number) },
	];

	return html`<${Title} parts=${[t('ratings'), query.level && level(Number(query.level)), query.hall && hallOf(query.hall)]} list="figures/ratings" query=${query} />
		<${Notice} error=${error} />
		${data && html`<${Table} rows=${data} columns=${columns} caption=${t('ratings')} />`}
		${data && html`<p class="pager">${t('%s on this page', data.length)}</p>`}`;
}
