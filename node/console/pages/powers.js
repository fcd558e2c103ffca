// Delegated powers (放权): the matrix of items and halls, the list by stage,
// what has to be made public, and granting one.
import { html } from 'htm/preact';
import { useItems } from '../components/items.js';
import { Notice } from '../components/notice.js';
import { PowerGrant } from '../components/power_grant.js';
import { PowerMatrix } from '../components/power_matrix.js';
import { modeOf, Stage, STAGES } from '../components/power_words.js';
import { QueryBar, Table, Toolbar } from '../components/table.js';
import { Tabs } from '../components/tabs.js';
import { useAction, useLoaded } from '../here.js';
import { link } from '../router.js';
import { t } from '../words.js';

const LIST = ['powers', 'list'];

function useHalls() {
	const { data } = useLoaded('hall/list');

	return (data ?? []).map((hall) => ({ word: hall.code, meaning: `${hall.name} ${hall.code}` }));
}

function Matrix() {
	const { data, error } = useLoaded('power/list');
	const { nameOf } = useItems();

	return html`<${Notice} error=${error} />
		${data && html`<${PowerMatrix} powers=${data} nameOf=${nameOf} />`}`;
}

const items = (power, nameOf) => (power.items ?? []).map(nameOf).join('、');

function Listed({ query }) {
	const { data, error } = useLoaded('power/list', query);
	const { nameOf } = useItems();
	const grantees = useHalls();
	const fields = [
		{ name: 'stage', meaning: t('standing'), choices: Object.entries(STAGES).map(([word, says]) => ({ word, meaning: says() })) },
		{ name: 'grantee', meaning: t('hall'), choices: grantees },
	];

	return html`<${QueryBar} fields=${fields} query=${query} path=${LIST} />
		<${Notice} error=${error} />
		<${Table}
			rows=${data}
			caption=${t('powers')}
			columns=${[
				{ title: t('power'), show: (p) => html`<a class="number" href=${link(['power', p.id])}>${p.id}</a>` },
				{ title: t('hall'), name: 'grantee_name' },
				{ title: t('items'), show: (p) => items(p, nameOf) },
				{ title: t('mode'), show: modeOf },
				{ title: t('standing'), show: (p) => html`<${Stage} power=${p} />` },
				{ title: t('basis'), name: 'basis' },
				{ title: t('valid until'), name: 'valid_to' },
			]}
		/>`;
}

// As it hangs on the wall and stands on the web site (行政许可法 23, 24).
function Publication() {
	const { data, error } = useLoaded('power/publication');
	const { nameOf } = useItems();

	return html`<p>
			${t('Who is entrusted or authorised, and with what, is made public (Administrative Licensing Law, articles 23 and 24).')}
		</p>
		<${Notice} error=${error} />
		<${Table}
			rows=${data}
			caption=${t('to be made public')}
			columns=${[
				{ title: t('organ'), name: 'organ_name' },
				{ title: t('items'), show: (p) => items(p, nameOf) },
				{ title: t('mode'), show: modeOf },
				{ title: t('department'), name: 'department' },
				{ title: t('basis'), name: 'basis' },
				{ title: t('term'), show: (p) => [p.valid_from, p.valid_to].filter(Boolean).join(' – ') },
				{
					title: t('made public'),
					show: (p) =>
						p.published
							? [p.published_day, p.published_where].filter(Boolean).join(' · ')
							: html`<a href=${link(['power', p.power])}>${t('not yet')}</a>`,
				},
			]}
		/>`;
}

const Grant = () => html`<${PowerGrant} grantees=${useHalls()} />`;

const LISTS = { '': 'power/matrix', list: 'power/list', publication: 'power/publication' };

const VIEWS = { '': Matrix, list: Listed, publication: Publication, grant: Grant };

export function Powers({ parts: [view = ''], query }) {
	const canGrant = useAction('power', 'grant');
	const tabs = [
		{ path: ['powers'], title: t('items by halls') },
		{ path: LIST, title: t('list') },
		{ path: ['powers', 'publication'], title: t('to be made public') },
		canGrant && { path: ['powers', 'grant'], title: t('grant a power') },
	].filter(Boolean);

	return html`<h1>${t('powers')}</h1>
		<${Toolbar} list=${LISTS[view]} values=${query} name=${t('powers')}>
			<${Tabs} label=${t('powers')} tabs=${tabs} current=${['powers', view].filter(Boolean)} />
		<//>
		<${VIEWS[view] ?? Matrix} query=${query} />`;
}
