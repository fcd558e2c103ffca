// Pages that belong together, under one entry of the menu.
import { html } from 'htm/preact';
import { link } from '../router.js';

// tabs: [{path, title}], path a list of parts.
export function Tabs({ label, tabs, current }) {
	return html`<nav class="tabs" aria-label=${label}>
		${tabs.map(
			(tab) => html`<a
				href=${link(tab.path)}
				aria-current=${tab.path.join('/') === current.join('/') ? 'page' : undefined}
				>${tab.title}</a
			>`,
		)}
	</nav>`;
}
