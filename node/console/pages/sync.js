// The sync centre (同步): every hall and how fresh what is known of it is, what
// was exchanged and refused, forks, clocks, the log itself.
import { html } from 'htm/preact';
import { HallCard } from '../components/hall_card.js';
import { HallMap } from '../components/hall_map.js';
import { ChangeSet, Log, Why } from '../components/log_views.js';
import { Notice } from '../components/notice.js';
import { Clocks, Exchanges, Forks, Received, Refused } from '../components/sync_lists.js';
import { Toolbar } from '../components/table.js';
import { Tabs } from '../components/tabs.js';
import { useHere, useLoaded } from '../here.js';
import { t } from '../words.js';

function Halls() {
	const { data, error } = useLoaded('hall/tree');

	return html`<${Notice} error=${error} />
		${data && html`<${HallMap} halls=${data} />`}`;
}

// needs: the action without which there is no such tab; list: what becomes a
// file.
const VIEWS = [
	{ path: '', title: () => t('halls'), list: 'hall/tree', show: Halls },
	{ path: 'received', title: () => t('brought by'), needs: 'sessions/list', show: Received },
	{ path: 'exchanges', title: () => t('exchanges'), needs: 'sessions/list', list: 'sessions/list', show: Exchanges },
	{ path: 'refused', title: () => t('refused'), needs: 'quarantine/list', list: 'quarantine/list', show: Refused },
	{ path: 'forks', title: () => t('forks'), needs: 'fork/list', show: Forks },
	{ path: 'clocks', title: () => t('clock jumps'), needs: 'timewarps/list', show: Clocks },
	{ path: 'log', title: () => t('change sets'), needs: 'log/list', show: Log },
	{ path: 'why', title: () => t('why a case is here'), needs: 'case/explain', show: Why },
];

export function SyncCentre({ parts: [view = '', of], query }) {
	const { declared } = useHere();
	const may = ({ needs }) =>
		!needs || declared.actions.some((a) => `${a.noun}/${a.verb}` === needs);
	const views = VIEWS.filter(may);
	const shown = views.find((one) => one.path === view) ?? views[0];
	const path = (one) => ['sync', one.path].filter(Boolean);

	if (view === 'hall') return html`<${HallCard} key=${of} code=${of} />`;
	if (view === 'changeset') return html`<${ChangeSet} key=${of} id=${of} />`;
	return html`<h1>${t('sync centre')}</h1>
		<${Toolbar} list=${shown.list} values=${query} name=${shown.title()}>
			<${Tabs}
				label=${t('sync centre')}
				tabs=${views.map((one) => ({ path: path(one), title: one.title() }))}
				current=${path(shown)}
			/>
		<//>
		<${shown.show} key=${shown.path} query=${query} />`;
}
