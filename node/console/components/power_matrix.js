// Items by halls: who may decide what, in which mode, and how it stands.
import { html } from 'htm/preact';
import { link } from '../router.js';
import { t } from '../words.js';
import { modeOf, Stage } from './power_words.js';
import { Scroll } from './scroll.js';

// Of several powers over one item at one hall the newest counts.
function cells(powers) {
	const all = new Map();

	for (const power of powers)
		for (const item of power.items ?? [])
			if (power.stage !== 'taken_back') all.set(`${item} ${power.grantee}`, power);
	return (item, hall) => all.get(`${item} ${hall}`);
}

function Cell({ power }) {
	if (!power) return html`<td class="faint">—</td>`;
	return html`<td class=${`power ${power.stage}`}>
		<a href=${link(['power', power.id])}><b>${modeOf(power)}</b></a>
		${power.stage !== 'in_effect' && html`<br /><${Stage} power=${power} />`}
		${power.valid_to && html`<br /><small class="number">${t('until %s', power.valid_to)}</small>`}
	</td>`;
}

export function PowerMatrix({ powers, nameOf }) {
	const standing = powers.filter((power) => power.stage !== 'taken_back');
	const halls = new Map(standing.map((power) => [power.grantee, power.grantee_name]));
	const codes = [...halls.keys()].sort();
	const items = [...new Set(standing.flatMap((power) => power.items ?? []))].sort();
	const at = cells(powers);

	if (items.length === 0) return html`<p>${t('nothing yet')}</p>`;
	return html`<${Scroll} label=${t('items by halls')}>
		<table class="matrix">
			<caption class="visually-hidden">
				${t('items by halls')}
			</caption>
			<thead>
				<tr>
					<th scope="col">${t('item')}</th>
					${codes.map((code) => html`<th scope="col">${halls.get(code)}</th>`)}
				</tr>
			</thead>
			<tbody>
				${items.map(
					(item) => html`<tr>
						<th scope="row">${nameOf(item)}<br /><small>${item}</small></th>
						${codes.map((code) => html`<${Cell} power=${at(item, code)} />`)}
					</tr>`,
				)}
			</tbody>
		</table>
	<//>`;
}
