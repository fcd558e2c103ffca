// The tree of halls, each in the colour and the word of how fresh what is
// known of it is.
import { html } from 'htm/preact';
import { link } from '../router.js';
import { t } from '../words.js';
import { FRESHNESS, Freshness } from './freshness.js';

function Hall({ hall }) {
	return html`<a class=${`hall ${hall.freshness}`} href=${link(['sync', 'hall', hall.code])}>
		<b>${hall.name}</b>
		<small>
			${hall.self ? t('this hall') : FRESHNESS[hall.freshness]()}
			${hall.lacking > 0 ? ` · ${t('behind by %s', hall.lacking)}` : ''}
			${hall.over_room ? ` · ${t('room of the day used up')}` : ''}
			${hall.pieces_waiting > 0 ? ` · ${t('%s pieces to come', hall.pieces_waiting)}` : ''}
		</small>
	</a>`;
}

function counts(halls) {
	return Object.keys(FRESHNESS)
		.map((word) => [word, halls.filter((hall) => hall.freshness === word).length])
		.filter(([, count]) => count > 0);
}

export function Summary({ halls }) {
	return html`<p class="summary">
		${counts(halls).map(([word, count]) => html`<span><${Freshness} of=${word} /> ${count}</span>`)}
	</p>`;
}

// A hall with those under it; open if one of them takes part.
function Branch({ hall, below }) {
	const members = below.filter((one) => one.member);

	return html`<details class="branch" open=${members.length > 0 || undefined}>
		<summary><b>${hall.name}</b> <${Summary} halls=${[hall, ...below]} /></summary>
		<div class="halls">
			<${Hall} hall=${hall} />
			${below.map((one) => html`<${Hall} hall=${one} key=${one.code} />`)}
		</div>
	</details>`;
}

// Those that take part first.
const byMember = (a, b) => b.member - a.member || (a.code < b.code ? -1 : 1);

export function HallMap({ halls }) {
	const root = halls.find((hall) => !hall.parent);
	const under = (code) => halls.filter((hall) => hall.parent === code).sort(byMember);

	return html`<${Summary} halls=${halls} />
		${root && html`<div class="halls"><${Hall} hall=${root} /></div>`}
		${root &&
		under(root.code).map(
			(town) => html`<${Branch} hall=${town} below=${under(town.code)} key=${town.code} />`,
		)}`;
}
