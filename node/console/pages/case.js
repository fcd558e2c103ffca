// One case (办件详情): how it stands, how far it has got, what may be done.
import { html } from 'htm/preact';
import { Departments, Materials, piecesOf, Summary } from '../components/case_parts.js';
import { useItems } from '../components/items.js';
import { Notice } from '../components/notice.js';
import { Notices } from '../components/notices.js';
import { Scans } from '../components/scans.js';
import { sendCase } from '../components/second_screen.js';
import { Path } from '../components/stamp.js';
import { Toolbar } from '../components/table.js';
import { Timeline } from '../components/timeline.js';
import { WhatNow } from '../components/what_now.js';
import { useHere, useLoaded } from '../here.js';
import { t } from '../words.js';

function Found({ row, reload }) {
	const { hall } = useHere();
	const { nameOf } = useItems();
	const owner = row.events[0]?.hall_name ?? hall.name;

	return html`<${Path} hall=${owner} stamps=${row.stamps} />
		<${WhatNow} number=${row.number} version=${row.version} onDone=${reload} />
		<div class="halves">
			<section><h2>${t('summary')}</h2><${Summary} row=${row} item=${nameOf(row.item)} /></section>
			<section><h2>${t('materials')}</h2><${Materials} events=${row.events} /></section>
		</div>
		${row.parts && html`<h2>${t('departments of the joint case')}</h2><${Departments} parts=${row.parts} />`}
		<h2>${t('scans')}</h2>
		<${Scans} row=${row} materials=${piecesOf(row.events).map((p) => p.name)} onAdded=${reload} />
		<h2>${t('what happened')}</h2>
		<${Timeline} events=${row.events} />
		<h2>${t('notices')}</h2>
		<${Notices} number=${row.number} />`;
}

export function Case({ parts: [number] }) {
	const { data, error, reload } = useLoaded('case/show', { case: number });

	return html`<h1>${t('case')} <span class="number">${number}</span></h1>
		<${Toolbar}>
			<a href="#/cases">${t('cases')}</a>
			${data?.query_code &&
			html`<button class="secondary" onClick=${() => sendCase({ number: data.number, code: data.query_code })}>
				${t('to the second screen for a rating')}
			</button>`}
		<//>
		<${Notice} error=${error} />
		${data && html`<${Found} row=${data} reload=${reload} />`}`;
}
