// The frame around every page: hall, sync, user and language above, the menu
// of the role at the side, the version below.
import { html } from 'htm/preact';
import { post } from '../api.js';
import { useHere } from '../here.js';
import { PAGES } from '../pages/index.js';
import { link, useRoute } from '../router.js';
import { t } from '../words.js';
import { dropDrafts } from './draft.js';
import { Large } from './large.js';
import { Language } from './language.js';
import { Sync } from './sync.js';

const TIERS = {
	county: () => t('county centre'),
	town: () => t('town centre'),
	village: () => t('village station'),
};

function Top() {
	const { hall, user, declared, lock, reload } = useHere();
	const roles = user.roles.split(' ').filter(Boolean);
	const meanings = roles.map(
		(word) => declared.roles.find((role) => role.word === word)?.meaning ?? word,
	);
	const signOut = async () => {
		await post('session/end').catch(() => {});
		dropDrafts();
		location.hash = '';
		reload();
	};

	return html`<header class="top">
		<strong>${hall.name}</strong>
		<small>${TIERS[hall.tier]?.()}</small>
		<${Sync} />
		<span class="push"><a href="#/account">${user.full_name}</a> <small>${meanings.join(' · ')}</small></span>
		<${Large} />
		<${Language} />
		<button class="quiet" accesskey="l" title="Alt+L" onClick=${lock}>${t('change users')}</button>
		<button class="quiet" onClick=${signOut}>${t('sign out')}</button>
	</header>`;
}

// A page stands in the menu if the role may do what it needs.
function isAllowed(page, declared) {
	return (
		page.title &&
		(!page.needs ||
			declared.actions.some((a) => `${a.noun}/${a.verb}` === page.needs))
	);
}

function Menu({ current }) {
	const { declared } = useHere();

	return html`<nav class="menu" aria-label=${t('menu')}>
		<ul>
			${PAGES.filter((page) => isAllowed(page, declared)).map(
				(page) => html`<li>
					<a
						href=${link([page.path].filter(Boolean))}
						aria-current=${page === current ? 'page' : undefined}
						>${page.title()}</a
					>
				</li>`,
			)}
		</ul>
	</nav>`;
}

export function Frame() {
	const { version } = useHere();
	const route = useRoute();
	const page = PAGES.find((p) => p.path === (route.parts[0] ?? '')) ?? PAGES[0];

	return html`<a class="skip" href="#main" onClick=${(event) => {
			event.preventDefault();
			document.getElementById('main').focus();
		}}>${t('to the page')}</a>
		<${Top} />
		<div class="frame">
			<${Menu} current=${page} />
			<main id="main" tabindex="-1">
				<${page.show} key=${page.path} parts=${route.parts.slice(1)} query=${route.query} />
			</main>
		</div>
		<footer class="bottom"><small>sanji ${version}</small></footer>`;
}
