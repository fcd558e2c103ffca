// Figures (统计报表): what the hall counts of itself and of all below it, how
// complete that is, and the rows behind each figure.
import { html } from 'htm/preact';
import { Completeness } from '../components/completeness.js';
import { Counters } from '../components/counters.js';
import { FigureRatings, FigureRows } from '../components/figure_rows.js';
import { Timing } from '../components/figure_timing.js';
import { Levels, Months, Powers } from '../components/figure_views.js';
import { FIGURES, rowsOf } from '../components/figure_words.js';
import { useHalls } from '../components/halls.js';
import { Notice } from '../components/notice.js';
import { Table, Toolbar } from '../components/table.js';
import { Tabs } from '../components/tabs.js';
import { useLoadedOnce } from '../here.js';
import { moment, t } from '../words.js';

// Of one hall under one name; a figure that is not 0 leads to its rows.
function columns(hallOf) {
	return [
		{ title: t('hall'), show: (row) => row.name ?? hallOf(row.hall) },
		...FIGURES.map(([word, title]) => ({
			title: title(),
			isNumber: true,
			show: (row) =>
				row[word] > 0
					? html`<a
							href=${rowsOf({ figure: word, hall: row.hall, from_time: row.from_time, to_time: row.to_time })}
							>${row[word]}</a
						>`
					: '0',
		})),
		{ title: t('data to'), show: (row) => html`<span class="number">${moment(row.data_to)}</span>` },
	];
}

function Halls() {
	const { data, error, reload } = useLoadedOnce('figures/show');
	const { hallOf } = useHalls();

	return html`<${Completeness} whole=${data?.completeness} onAgain=${reload} />
		<${Notice} error=${error} />
		${data &&
		html`<${Counters}
				items=${FIGURES.map(([word, title]) => ({
					name: word,
					title: title(),
					count: data.total[word],
					href: rowsOf({ figure: word }),
				}))}
			/>
			${data.total.doubtful > 0 &&
			html`<p class="warning">
				${t('%s cases rest on a clock that was wrong.', data.total.doubtful)}
			</p>`}
			<${Table} rows=${data.halls} columns=${columns(hallOf)} caption=${t('figures by hall')} />`}`;
}

const VIEWS = { '': Halls, months: Months, timing: Timing, levels: Levels, powers: Powers };
const LISTS = { '': 'figures/show', months: 'figures/months', levels: 'figures/levels', powers: 'figures/powers' };

export function Figures({ parts: [view = ''], query }) {
	const tabs = [
		{ path: ['figures'], title: t('by hall') },
		{ path: ['figures', 'months'], title: t('by month') },
		{ path: ['figures', 'timing'], title: t('by deadline') },
		{ path: ['figures', 'levels'], title: t('satisfaction') },
		{ path: ['figures', 'powers'], title: t('use of powers') },
	];
	const current = ['figures', view].filter(Boolean);

	if (view === 'rows') return html`<${FigureRows} query=${query} />`;
	if (view === 'ratings') return html`<${FigureRatings} query=${query} />`;
	return html`<h1>${t('figures')}</h1>
		<${Toolbar} list=${LISTS[view]} values=${query} name=${t('figures')}>
			<${Tabs} label=${t('figures')} ...${{ tabs, current }} />
		<//>
		<${VIEWS[view] ?? Halls} query=${query} />`;
}
