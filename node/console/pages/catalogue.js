// The catalogue (事项目录): what halls do for citizens, its drafts, its versions
// and what changed between them.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useHalls } from '../components/halls.js';
import { ItemImport } from '../components/item_import.js';
import { ItemEditor } from '../components/item_editor.js';
import { said, useItemFields } from '../components/item_facts.js';
import { Diff, Versions } from '../components/item_versions.js';
import { Notice } from '../components/notice.js';
import { QueryBar, Table, Toolbar } from '../components/table.js';
import { Tabs } from '../components/tabs.js';
import { useAction, useHere, useLoaded } from '../here.js';
import { go, link } from '../router.js';
import { moment, t } from '../words.js';

const STATES = {
	published: () => t('published'),
	withdrawn: () => t('withdrawn'),
	superseded: () => t('superseded'),
	drafted: () => t('draft'),
	discarded: () => t('discarded'),
};

function Items({ query }) {
	const { data, error } = useLoaded('item/list', { text: query.text });
	const columns = [
		{
			title: t('item code'),
			show: (row) => html`<a class="number" href=${link(['catalogue', row.code])}>${row.code}</a>`,
		},
		{ title: t('item name'), name: 'name' },
		{ title: t('department'), name: 'department' },
		{ title: t('promised days'), name: 'promise_days', isNumber: true },
		{ title: t('statutory days'), name: 'statutory_days', isNumber: true },
		{ title: t('version'), name: 'version', isNumber: true },
		{ title: t('state'), show: (row) => STATES[row.state]?.() ?? row.state },
	];

	return html`<${QueryBar}
			fields=${[{ name: 'text', meaning: t('name, code or department'), isWide: true }]}
			query=${query}
			path=${['catalogue']}
		/>
		<${Notice} error=${error} />
		<${Table} rows=${data} columns=${columns} caption=${t('catalogue')} />
		${data && html`<p class="pager">${t('%s on this page', data.length)}</p>`}`;
}

// A hall's draft waits for the county, which publishes or discards it.
function Decide({ draft, onDone }) {
	const canPublish = useAction('item', 'publish');
	const canDiscard = useAction('item', 'discard');
	const { hall } = useHere();
	const [error, setError] = useState(null);
	const send = (verb, values) =>
		post(`item/${verb}`, { code: draft.code, ...values }).then(() => {
			setError(null);
			onDone();
		}, setError);

	if (draft.state !== 'drafted') return null;
	return html`<span class="beside">
			<a href=${link(['catalogue', draft.code, 'edit'])}>${t('edit')}</a>
			${canPublish &&
			hall.tier === 'county' &&
			html`<button type="button" class="quiet" onClick=${() => send('publish', { draft: draft.hall })}>
				${t('publish')}
			</button>`}
			${canDiscard &&
			html`<button type="button" class="quiet" onClick=${() => send('discard', { hall: draft.hall })}>
				${t('discard')}
			</button>`}
		</span>
		<${Notice} error=${error} />`;
}

function Drafts() {
	const { data, error, reload } = useLoaded('item/drafts');
	const { hallOf } = useHalls();
	const columns = [
		{
			title: t('item code'),
			show: (row) => html`<a class="number" href=${link(['catalogue', row.code])}>${row.code}</a>`,
		},
		{ title: t('item name'), name: 'name' },
		{ title: t('hall'), show: (row) => hallOf(row.hall) },
		{ title: t('drafted at'), show: (row) => html`<span class="number">${moment(row.drafted_time)}</span>` },
		{ title: t('state'), show: (row) => STATES[row.state]?.() ?? row.state },
		{ title: t('actions'), show: (row) => html`<${Decide} draft=${row} onDone=${reload} />` },
	];

	return html`<${Notice} error=${error} />
		<${Table} rows=${data} columns=${columns} caption=${t('drafts')} />`;
}

function Item({ code }) {
	const { data, error } = useLoaded('item/show', { code });
	const fields = useItemFields();
	const shown = fields.filter((f) => data?.[f.name] != null);

	return html`<${Notice} error=${error} />
		${data &&
		html`<p>
				${STATES[data.state]?.() ?? data.state} · ${t('version %s', data.version)} ·
				${moment(data.published_time)}
			</p>
			<dl class="record">
				${shown.map((f) => html`<dt>${f.meaning}</dt><dd>${said(f, data[f.name])}</dd>`)}
			</dl>
			<h2>${t('versions')}</h2>
			<${Versions} code=${code} />`}`;
}

export function Catalogue({ parts: [code, view], query }) {
	const { hall } = useHere();
	const canDraft = useAction('item', 'draft');
	const canImport = useAction('item', 'import');
	const tabs = [
		{ path: ['catalogue'], title: t('published items') },
		{ path: ['catalogue', 'drafts'], title: t('drafts') },
		canImport && hall.tier === 'county' && { path: ['catalogue', 'import'], title: t('import') },
	].filter(Boolean);
	const isList = !code || code === 'drafts' || code === 'import';
	const edit = () => go(['catalogue', code, 'edit']);

	return html`<h1>${t('catalogue')}${!isList && code !== 'new' ? ` · ${code}` : ''}</h1>
		<${Toolbar} list=${!code && 'item/list'} values=${{ text: query.text }} name=${t('catalogue')}>
			${isList && html`<${Tabs} label=${t('catalogue')} tabs=${tabs} current=${['catalogue', code].filter(Boolean)} />`}
			${!isList && html`<a href=${link(['catalogue'])}>${t('published items')}</a>`}
			${isList && canDraft && html`<a role="button" href=${link(['catalogue', 'new'])}>${t('draft an item')}</a>`}
			${!isList && !view && canDraft && html`<button type="button" onClick=${edit}>${t('edit as a draft')}</button>`}
		<//>
		${!code && html`<${Items} query=${query} />`}
		${code === 'drafts' && html`<${Drafts} />`}
		${code === 'import' && html`<${ItemImport} />`}
		${code === 'new' && html`<${ItemEditor} hall=${hall.code} />`}
		${!isList && code !== 'new' && !view && html`<${Item} key=${code} code=${code} />`}
		${view === 'edit' && html`<${ItemEditor} code=${code} hall=${hall.code} />`}
		${view === 'diff' && html`<${Diff} code=${code} query=${query} />`}`;
}
