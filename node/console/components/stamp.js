// How far a case has got: who holds it, by the receipts of the halls above.
import { html } from 'htm/preact';
import { t } from '../words.js';

const TO = [
	() => t('here only'),
	() => t('at the town'),
	() => t('at the county'),
];

// 0 here only, 1 the town has it, 2 the county has it; a town's own case
// goes to the county at once.
function reached(stamps) {
	const held = stamps.map((stamp) => stamp.held).lastIndexOf(true);

	return held < 0 ? 0 : held === stamps.length - 1 ? 2 : 1;
}

export function Stamp({ row }) {
	const stamps = row.stamps ?? [];

	if (row.conflict || row.state === 'disputed')
		return html`<span class="stamp conflict">${t('conflict')}</span>`;
	if (stamps.length === 0) return null;
	return html`<span class=${`stamp to-${reached(stamps)}`}>${TO[reached(stamps)]()}</span>`;
}

// The way of a case upward, one mark for each hall.
export function Path({ hall, stamps }) {
	return html`<ol class="path" aria-label=${t('how far it has got')}>
		<li class="held"><b>${hall}</b> <small>${t('stored here')}</small></li>
		${stamps.map(
			(stamp) => html`<li class=${stamp.held ? 'held' : ''}>
				<b>${stamp.name}</b>${' '}
				<small>${stamp.held ? t('received') : t('not yet received')}</small>
			</li>`,
		)}
	</ol>`;
}
