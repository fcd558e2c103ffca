// Finished cases by month: early, on time, overdue.  What is due is worked out
// of each case, so they are counted part by part, and nobody waits for all.
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { get } from '../api.js';
import { useLoadedOnce } from '../here.js';
import { t } from '../words.js';
import { Completeness } from './completeness.js';
import { filled, HallChoice } from './figure_views.js';
import { Notice } from './notice.js';
import { Stacked } from './stacked.js';
import { Table } from './table.js';

const SERIES = [
	['early', () => t('early')],
	['on_time', () => t('on time')],
	['overdue', () => t('overdue')],
];

const add = (sums, rows) => {
	const next = { ...sums };

	for (const row of rows) {
		const old = next[row.month] ?? { early: 0, on_time: 0, overdue: 0 };

		next[row.month] = Object.fromEntries(SERIES.map(([word]) => [word, old[word] + row[word]]));
	}
	return next;
};

// {sums, looked, isWhole, error}, until all were looked at or somebody leaves.
function useTiming(hall, isStopped) {
	const [got, setGot] = useState({ sums: {}, looked: 0 });

	useEffect(() => {
		let isCurrent = true;
		const go = async () => {
			let sums = {};
			let looked = 0;
			let after;

			do {
				const said = await get('figures/timing', { hall, after });

				if (!isCurrent) return;
				sums = add(sums, said.rows);
				looked += said.looked_at;
				after = said.after;
				setGot({ sums, looked, isWhole: after == null });
			} while (after != null);
		};

		if (!isStopped) go().catch((error) => isCurrent && setGot((old) => ({ ...old, error })));
		return () => {
			isCurrent = false;
		};
	}, [hall, isStopped]);
	return got;
}

const share = (count, all) => (all > 0 ? `${((100 * count) / all).toFixed(2)} %` : '');

export function Timing({ query }) {
	const { data, error, reload } = useLoadedOnce('figures/months', { hall: query.hall });
	const [isStopped, setStopped] = useState(false);
	const got = useTiming(query.hall, isStopped);
	const total = (data?.rows ?? []).reduce((sum, row) => sum + row.finished, 0);
	const none = { early: 0, on_time: 0, overdue: 0 };
	const rows = data
		? filled([], data.completeness.now).map(({ month }) => ({ month, label: month, ...none, ...got.sums[month] }))
		: [];
	const all = (row) => row.early + row.on_time + row.overdue;
	const columns = [
		{ title: t('month'), name: 'month' },
		...SERIES.map(([word, title]) => ({ title: title(), name: word, isNumber: true })),
		{ title: t('overdue rate'), isNumber: true, show: (row) => share(row.overdue, all(row)) },
	];

	return html`<${Completeness} whole=${data?.completeness} onAgain=${reload} />
		<${HallChoice} value=${query.hall} view="timing" />
		<${Notice} error=${error ?? got.error} />
		${!got.isWhole &&
		html`<section class="job" aria-label=${t('counting')}>
			<span role="status">${t('%s of %s cases', got.looked, total)}</span>
			<progress value=${total ? got.looked : undefined} max=${total || undefined} aria-label=${t('counting')} />
			<button type="button" class="quiet" onClick=${() => setStopped(!isStopped)}>
				${isStopped ? t('count again') : t('cancel')}
			</button>
		</section>`}
		${data &&
		html`<${Stacked}
				title=${t('Early, on time and overdue by month; the table below says the same.')}
				series=${SERIES.map(([name, title]) => ({ name, title: title() }))}
				rows=${rows}
			/>
			<${Table} rows=${rows} columns=${columns} caption=${t('by deadline')} />`}`;
}
