// One power (下放权限): what it lets whom do, in whose name, what was said of it
// so far, and what may be done with it.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { DeclaredForm } from '../components/declared_form.js';
import { Dialog } from '../components/dialog.js';
import { useItems } from '../components/items.js';
import { Notice } from '../components/notice.js';
import { modeOf, Stage } from '../components/power_words.js';
import { Table, Toolbar } from '../components/table.js';
import { Timeline } from '../components/timeline.js';
import { useHere, useLoaded } from '../here.js';
import { link } from '../router.js';
import { t } from '../words.js';

// What the hall works out by itself from what it holds.
const WORKED_OUT = ['cut', 'held', 'dry_run'];

// What is said next in each stage; the server has the last word.
const NEXT = {
	proposed: ['apply', 'approve'],
	applied: ['approve'],
	replied: ['publish', 'prepare', 'grant'],
	published: ['prepare', 'grant'],
	prepared: ['publish', 'grant'],
	in_effect: ['publish', 'suspend', 'close', 'revoke'],
	expiring: ['publish', 'suspend', 'close', 'revoke'],
	not_yet_valid: ['publish', 'suspend', 'close', 'revoke'],
	expired: ['close', 'revoke'],
	suspended: ['resume', 'revoke'],
	closing: ['closed', 'revoke'],
	handed_back: ['revoke'],
};

const OF_GRANTEE = ['apply', 'prepare', 'closed'];

function Facts({ power }) {
	const { nameOf } = useItems();
	const lines = [
		[t('standing'), html`<${Stage} power=${power} />`],
		[t('hall'), power.grantee_name],
		[t('items'), (power.items ?? []).map((code) => html`<div>${nameOf(code)} <small>${code}</small></div>`)],
		[t('mode'), modeOf(power)],
		[t('who decides'), power.decides],
		[t('name and seal'), power.bears],
		[t('department'), power.department],
		[t('basis'), power.basis],
		[t('valid from'), power.valid_from],
		[t('valid until'), power.valid_to],
		[t('days the hall’s view may be old'), power.view_days],
		[t('highest amount, in yuan'), power.amount_max],
		[t('only for one case'), power.one_case],
		[t('made public'), [power.published_day, power.published_where].filter(Boolean).join(' · ')],
	];

	return html`<dl class="record">
		${lines
			.filter(([, value]) => value != null && value !== '')
			.map(([title, value]) => html`<dt>${title}</dt><dd>${value}</dd>`)}
	</dl>`;
}

// What would no longer stand, before anything is taken back.
function Fallen({ tried }) {
	return html`<p role="status">
			${t('%s decisions would stand, %s would fall.', tried.would_stand, tried.would_fall.length)}
		</p>
		${
			tried.would_fall.length > 0 &&
			html`<${Table}
				rows=${tried.would_fall}
				caption=${t('what would fall')}
				columns=${[
					{ title: t('number'), show: (act) => html`<a class="number" href=${link(['case', act.number])}>${act.number}</a>` },
					{ title: t('event'), show: (act) => html`<code>${act.event.slice(0, 10)}</code>` },
				]}
			/>`
		}`;
}

function Acts({ power, onDone }) {
	const { declared, hall } = useHere();
	const [verb, setVerb] = useState(null);
	const [tried, setTried] = useState(null);
	const declaration = (one) => declared.actions.find((a) => a.noun === 'power' && a.verb === one);
	const isHere = (one) => !OF_GRANTEE.includes(one) || power.grantee === hall.code;
	const may = (NEXT[power.stage] ?? []).filter((one) => declaration(one) && isHere(one));
	const close = () => {
		setVerb(null);
		setTried(null);
	};
	const known = { power: power.id };

	if (may.length === 0) return null;
	return html`<div class="toolbar">
			${may.map(
				(one) => html`<button
					class=${['revoke', 'suspend', 'close'].includes(one) ? 'secondary' : ''}
					onClick=${() => setVerb(one)}
				>
					${declaration(one).meaning}
				</button>`,
			)}
		</div>
		<${Dialog} title=${declaration(verb)?.meaning ?? ''} isOpen=${Boolean(verb)} onClose=${close}>
			${
				verb === 'revoke' &&
				html`<details>
					<summary>${t('first see what would fall')}</summary>
					<${DeclaredForm}
						noun="power"
						verb="revoke"
						known=${{ ...known, dry_run: 'yes' }}
						hidden=${[...WORKED_OUT, 'reason']}
						label=${t('see what would fall')}
						onDone=${setTried}
					/>
					${tried && html`<${Fallen} tried=${tried} />`}
				</details>`
			}
			${
				verb &&
				html`<${DeclaredForm}
					noun="power"
					verb=${verb}
					known=${known}
					hidden=${[...WORKED_OUT, ...(verb === 'grant' ? ['grantee', 'items', 'mode'] : [])]}
					onDone=${() => {
						close();
						onDone();
					}}
				/>`
			}
		<//>`;
}

export function Power({ parts: [id] }) {
	const { data, error, reload } = useLoaded('power/show', { power: id });

	return html`<h1>${t('power')} <span class="number">${id}</span></h1>
		<${Toolbar}><a href="#/powers">${t('powers')}</a><//>
		<${Notice} error=${error} />
		${
			data &&
			html`<${Acts} power=${data} onDone=${reload} />
				<${Facts} power=${data} />
				<h2>${t('what happened')}</h2>
				<${Timeline} events=${data.events} />`
		}`;
}
