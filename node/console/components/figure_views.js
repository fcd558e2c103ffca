// Figures by month, of satisfaction, and of what powers were used for.
import { html } from 'htm/preact';
import { useAction, useLoadedOnce } from '../here.js';
import { go, link } from '../router.js';
import { moment, t } from '../words.js';
import { Chart } from './chart.js';
import { Completeness } from './completeness.js';
import { FIGURES, LEVELS, rate, ratingsOf, rowsOf } from './figure_words.js';
import { useHalls } from './halls.js';
import { Notice } from './notice.js';
import { Table } from './table.js';

const MONTHS = 12;
const MONTH_FIGURES = FIGURES.slice(0, 4);

// The months there are, one after the other, those without anything too.
export function filled(rows, now) {
	const end = new Date((now + 8 * 3600) * 1000);
	const none = { received: 0, accepted: 0, decided: 0, finished: 0, ratings: 0, satisfied: 0 };

	return Array.from({ length: MONTHS }, (_, i) => {
		const first = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - MONTHS + 1 + i, 1));
		const month = first.toISOString().slice(0, 7);

		return rows.find((row) => row.month === month) ?? { month, ...none };
	});
}

export function HallChoice({ value, view = 'months' }) {
	const { halls } = useHalls();

	return html`<label class="choice">
		<span>${t('hall')}</span>
		<select
			value=${value ?? ''}
			onChange=${(event) => go(['figures', view], { hall: event.currentTarget.value })}
		>
			<option value="">${t('all halls')}</option>
			${halls.map((hall) => html`<option value=${hall.code}>${hall.name}</option>`)}
		</select>
	</label>`;
}

export function Months({ query }) {
	const { data, error, reload } = useLoadedOnce('figures/months', { hall: query.hall });
	const rows = data ? filled(data.rows, data.completeness.now) : [];
	const labels = rows.map((row) => row.month);
	const columns = [
		{ title: t('month'), name: 'month' },
		...MONTH_FIGURES.map(([word, title]) => ({
			title: title(),
			isNumber: true,
			show: (row) =>
				row[word] > 0
					? html`<a href=${rowsOf({ figure: word, hall: query.hall, month: row.month })}>${row[word]}</a>`
					: '0',
		})),
		{ title: t('ratings'), name: 'ratings', isNumber: true },
		{ title: t('satisfaction rate'), isNumber: true, show: (row) => rate(row.satisfied, row.ratings) },
	];

	return html`<${Completeness} whole=${data?.completeness} onAgain=${reload} />
		<${HallChoice} value=${query.hall} />
		<${Notice} error=${error} />
		${data &&
		html`<${Chart}
				title=${t('Accepted and finished by month; the table below says the same.')}
				axisTitle=${t('month')}
				labels=${labels}
				series=${[
					{ title: t('cases accepted'), values: rows.map((row) => row.accepted) },
					{ title: t('finished'), values: rows.map((row) => row.finished) },
				]}
			/>
			<${Table} rows=${rows} columns=${columns} caption=${t('figures by month')} />`}`;
}

// {hall, 1: n, … 5: n} of each hall, from a row for each hall and level.
function byHall(rows) {
	const halls = new Map();

	for (const row of rows)
		halls.set(row.hall, { ...halls.get(row.hall), hall: row.hall, [row.level]: row.count });
	return [...halls.values()];
}

export function Levels() {
	const { data, error, reload } = useLoadedOnce('figures/levels');
	const { hallOf } = useHalls();
	const sum = (row, levels) => levels.reduce((all, level) => all + (row[level] ?? 0), 0);
	const rows = byHall(data?.rows ?? []);
	const whole = { hall: '' };

	for (const row of rows)
		for (let level = 1; level <= 5; level++) whole[level] = (whole[level] ?? 0) + (row[level] ?? 0);
	const columns = [
		{ title: t('hall'), show: (row) => (row.hall ? hallOf(row.hall) : html`<b>${t('all halls')}</b>`) },
		...LEVELS.map((title, i) => ({
			title: title(),
			isNumber: true,
			show: (row) =>
				row[i + 1] > 0
					? html`<a href=${ratingsOf({ hall: row.hall, level: i + 1 })}>${row[i + 1]}</a>`
					: '0',
		})),
		{ title: t('ratings'), isNumber: true, show: (row) => sum(row, [1, 2, 3, 4, 5]) },
		{
			title: t('satisfaction rate'),
			isNumber: true,
			show: (row) => rate(sum(row, [1, 2, 3]), sum(row, [1, 2, 3, 4, 5])),
		},
	];

	return html`<${Completeness} whole=${data?.completeness} onAgain=${reload} />
		<${Notice} error=${error} />
		<p><small>${t('Satisfied are levels 1 to 3 of 5 among all ratings (GB/T 39734).')}</small></p>
		${data && html`<${Table} rows=${rows.length > 0 ? [whole, ...rows] : []} columns=${columns} caption=${t('satisfaction')} />`}`;
}

export function Powers() {
	const { data, error, reload } = useLoadedOnce('figures/powers');
	const { data: known } = useLoadedOnce('power/list');
	const { hallOf } = useHalls();
	const canShow = useAction('power', 'show');
	const itemsOf = (id) => {
		const items = known?.find((power) => power.id === id)?.items;
		return Array.isArray(items) ? items.join('、') : (items ?? '');
	};
	const columns = [
		{
			title: t('power'),
			show: (row) =>
				canShow
					? html`<a href=${link(['list', 'power', 'show'], { power: row.power })}>${row.power}</a>`
					: row.power,
		},
		{ title: t('items'), show: (row) => itemsOf(row.power) },
		{ title: t('hall'), show: (row) => hallOf(row.hall) },
		{
			title: t('decided'),
			isNumber: true,
			show: (row) => html`<a href=${rowsOf({ figure: 'decided', power: row.power })}>${row.decided}</a>`,
		},
		{ title: t('approved'), name: 'approved', isNumber: true },
		{ title: t('denied'), name: 'denied', isNumber: true },
		{ title: t('last used'), show: (row) => html`<span class="number">${moment(row.last_time)}</span>` },
	];

	return html`<${Completeness} whole=${data?.completeness} onAgain=${reload} />
		<${Notice} error=${error} />
		${data && html`<${Table} rows=${data.rows} columns=${columns} caption=${t('use of powers')} />`}`;
}
