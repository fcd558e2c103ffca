// One conflict: its versions side by side, and a ruling on them.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { Notice } from '../components/notice.js';
import { Ruling } from '../components/ruling.js';
import { Situation } from '../components/situation.js';
import { Table, Toolbar } from '../components/table.js';
import { Versions } from '../components/versions.js';
import { useAction, useLoadedOnce } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';

const RESOLVE = 'conflicts/resolve';

// What may be said of a version: [title, what it means, as].
function choices(entry, version) {
	if (version.status === 'held')
		return [
			[t('ratify'), t('It comes into force, and its paper may be printed.'), 'stands'],
			[t('annul'), t('It stays without effect for good.'), 'falls'],
		];
	if (version.class === 'hold' || version.class === 'ruled' || entry.class === 'ruled')
		return [[t('let this one stand'), t('What contradicts it does not count. A later ruling undoes this one.'), 'stands']];
	if (version.class === 'flag' && version.event === entry.event)
		return [[t('leave it as it is'), t('Somebody has looked at it; it leaves the list.'), 'is']];
	return [];
}

// What was ruled so far, the last one in force.
function Rulings({ rows, versions }) {
	const said = (row, name) => row.fields.find((field) => field.name === name)?.said;
	const hallOf = (event) => versions.find((v) => v.event === event)?.author_name ?? event;

	if (rows.length === 0) return null;
	return html`<h2>${t('rulings')}</h2>
		<${Table}
			rows=${rows}
			caption=${t('rulings')}
			columns=${[
				{ title: t('when'), show: (row) => moment(row.time) },
				{ title: t('ruling'), name: 'meaning' },
				{ title: t('on the version of'), show: (row) => hallOf(said(row, 'event')) },
				{ title: t('reason of the ruling'), show: (row) => said(row, 'reason') },
				{
					title: t('ruled by'),
					show: (row) => [row.author_name, row.body?.clerk].filter(Boolean).join(' · '),
				},
			]}
		/>`;
}

function Found({ entry, reload }) {
	const canRule = useAction('conflicts', 'resolve');
	const [ruling, setRuling] = useState(null);
	const rule = (version, [title, about, as]) =>
		setRuling({ title, about, path: RESOLVE, values: { event: version.event, as } });
	const act = (version) =>
		canRule &&
		choices(entry, version).map(
			(choice) => html`<button
				class=${choice[2] === 'stands' ? '' : 'secondary'}
				onClick=${() => rule(version, choice)}
			>
				${choice[0]}
			</button>`,
		);

	return html`<p><${Situation} row=${entry} /> ${entry.why_meaning}</p>
		${
			entry.class === 'hold' &&
			html`<p class="warning">
				${t('Until somebody has ruled, the case does not go on and no paper is printed as final.')}
			</p>`
		}
		${entry.class === 'ruled' && html`<p>${t('It has been ruled on. A later ruling undoes the one before.')}</p>`}
		<${Versions} versions=${entry.versions} act=${act} />
		<${Rulings} rows=${entry.rulings} versions=${entry.versions} />
		<${Ruling}
			ruling=${ruling}
			onClose=${() => setRuling(null)}
			onDone=${() => {
				setRuling(null);
				reload();
			}}
		/>`;
}

export function Conflict({ parts: [event] }) {
	const { data, error, reload } = useLoadedOnce('conflicts/show', { event });
	const number = data?.number;

	return html`<h1>${t('conflict')} <span class="number">${number ?? data?.id}</span></h1>
		<${Toolbar}>
			<a href="#/conflicts">${t('conflicts')}</a>
			${data?.type === 'case' && html`<a href=${link(['case', number])}>${t('case')}</a>`}
		<//>
		<${Notice} error=${error} />
		${data && html`<${Found} entry=${data} reload=${reload} />`}`;
}
