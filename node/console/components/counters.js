// A row of figures, each leading to the list it counts.
import { html } from 'htm/preact';

export function Counters({ items }) {
	return html`<ul class="counters">
		${items
			.filter((item) => item.count != null)
			.map(
				(item) => html`<li class=${item.count > 0 && item.urgent ? 'urgent' : ''}>
					<a href=${item.href}>
						<b data-counter=${item.name}>${item.count}</b>
						<span>${item.title}</span>
					</a>
				</li>`,
			)}
	</ul>`;
}
