// One hall as this one sees it: how far behind, its clock, its keys, what was
// exchanged with it.
import { html } from 'htm/preact';
import { useAction, useLoaded } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';
import { Enrol } from './enrol.js';
import { Freshness } from './freshness.js';
import { Notice } from './notice.js';
import { Sessions } from './sync_lists.js';
import { Toolbar } from './table.js';

function Keys({ code }) {
	const { data, error } = useLoaded('members/show', { hall: code });

	return html`<h2>${t('keys')}</h2>
		<${Notice} error=${error} />
		<ul>
			${(data?.keys ?? []).map(
				(key) => html`<li>
					<code>${key.fingerprint}</code>${' '}
					${key.revoked ? t('revoked') : key.in_force ? t('in force') : t('not in force')}
				</li>`,
			)}
		</ul>`;
}

const MIB_OF_GIB = 1024;
// What `sanji doctor` calls too little.
const LITTLE_MIB = 1024;

// As it said itself, some while ago.
function Room({ of }) {
	if (of.free_mib == null) return t('not known');
	return html`${(of.free_mib / MIB_OF_GIB).toFixed(1)} GiB${' '}
		<small>${t('at %s', moment(of.told_time))}</small>
		${of.free_mib < LITTLE_MIB &&
		html` <span class="fresh silent">${t('Its disk is nearly full.')}</span>`}`;
}

// What to do about a hall that is not as it should be.
function Advice({ hall }) {
	const texts = [
		(hall.freshness === 'silent' || hall.freshness === 'never') &&
			t('Call there: its line may be down, its key may be locked since a power cut, or nobody brought a stick.'),
		hall.over_room &&
			t('It wrote more today than this hall takes from one hall in a day; the rest waits there. Ask what it writes; if nobody there knows, its key may be stolen.'),
	].filter(Boolean);

	return texts.map((text) => html`<p class="notice">${text}</p>`);
}

function Facts({ hall }) {
	const facts = [
		[t('state'), html`<${Freshness} of=${hall.freshness} />`],
		[t('last heard of'), hall.heard_time ? moment(hall.heard_time) : t('never')],
		[t('last exchange with it'), hall.met_time ? moment(hall.met_time) : t('none')],
		[t('behind by'), t('%s change sets', hall.lacking)],
		[t('attachments waiting'), t('%s pieces', hall.pieces_waiting ?? 0)],
		[t('its clock'), hall.skew == null ? t('not known') : t('%s s from ours', hall.skew)],
		[t('its program'), hall.version ? `sanji ${hall.version}` : t('not known')],
		[t('room on its disk'), html`<${Room} of=${hall} />`],
		[t('region code'), html`<span class="number">${hall.code}</span>`],
	];

	return html`<dl class="record">
		${facts.map(([title, value]) => html`<dt>${title}</dt><dd>${value}</dd>`)}
	</dl>`;
}

export function HallCard({ code }) {
	const { data, error } = useLoaded('hall/tree');
	const canSessions = useAction('sessions', 'list');
	const canInvite = useAction('members', 'invite');
	const hall = data?.find((one) => one.code === code);

	return html`<h1>${hall?.name ?? code}</h1>
		<${Toolbar}><a href=${link(['sync'])}>${t('sync centre')}</a><//>
		<${Notice} error=${error} />
		${hall && html`<${Advice} hall=${hall} />`}
		${hall && html`<${Facts} hall=${hall} />`}
		${hall && !hall.self && canInvite && html`<${Enrol} hall=${hall} />`}
		${hall?.member && html`<${Keys} code=${code} />`}
		${
			canSessions &&
			html`<h2>${t('exchanges')}</h2>
				<${Sessions} query=${{ hall: code }} />`
		}`;
}
