// The pages citizens use without signing in, on a second screen or a stand:
// large, by touch, and back at the start when nobody goes on.
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { get } from '../api.js';
import { Notice } from '../components/notice.js';
import { chooseLanguage, languageChosen, t } from '../words.js';
import { Guide } from './guide.js';
import { Queue } from './queue.js';
import { Rate } from './rate.js';
import { Track } from './track.js';

const PAGES = {
	rate: { title: () => t('rate the service'), show: Rate },
	track: { title: () => t('how does my case stand?'), show: Track },
	guide: { title: () => t('what do I need?'), show: Guide },
	queue: { title: () => t('whose turn is it?'), show: Queue, stays: true },
};

const IDLE_MS = 60000;

export const isKiosk = () => location.pathname === '/kiosk' || location.pathname.slice(1) in PAGES;

// Where this screen begins: the page it was opened at.
function useStart() {
	const kept = sessionStorage.getItem('start') ?? location.pathname;

	sessionStorage.setItem('start', kept);
	return kept;
}

// Whoever walks away leaves nothing on the screen.
function useIdle(onIdle) {
	useEffect(() => {
		let timer;
		const again = () => {
			clearTimeout(timer);
			timer = setTimeout(onIdle, IDLE_MS);
		};
		const signs = ['pointerdown', 'keydown', 'scroll'];

		again();
		for (const sign of signs) addEventListener(sign, again, { passive: true });
		return () => {
			clearTimeout(timer);
			for (const sign of signs) removeEventListener(sign, again);
		};
	}, []);
}

function Start({ shown }) {
	return html`<nav class="tiles" aria-label=${t('menu')}>
		${shown.map((word) => html`<a href=${`/${word}`}>${PAGES[word].title()}</a>`)}
	</nav>`;
}

function Top({ name, start, onLanguage }) {
	const other = languageChosen() === 'en' ? 'zh-CN' : 'en';

	return html`<header>
		<strong>${name}</strong>
		${location.pathname !== start && html`<a role="button" class="secondary push" href=${start}>${t('back to the start')}</a>`}
		<button
			class=${location.pathname === start ? 'secondary outline push' : 'secondary outline'}
			lang=${other}
			onClick=${() => onLanguage(other)}
		>
			${other === 'en' ? 'English' : '中文'}
		</button>
	</header>`;
}

export function Kiosk() {
	const page = PAGES[location.pathname.slice(1)];
	const start = useStart();
	const [hall, setHall] = useState(null);
	const [error, setError] = useState(null);
	const [language, setLanguage] = useState(languageChosen());
	const [round, setRound] = useState(0);

	useEffect(() => {
		chooseLanguage(language);
		get('kiosk').then(setHall, setError);
	}, []);
	useEffect(() => {
		if (hall) document.title = `${page ? page.title() : hall.name} · ${hall.name}`;
	}, [hall, language]);
	useIdle(() => {
		if (page?.stays) return;
		if (location.pathname === start) setRound((n) => n + 1);
		else location.href = start;
	});
	if (!hall) return html`<${Notice} error=${error} />`;
	const isShown = !page || hall.shown.includes(location.pathname.slice(1));
	return html`<div class="kiosk">
		<${Top}
			name=${hall.name}
			start=${start}
			onLanguage=${(chosen) => {
				chooseLanguage(chosen);
				setLanguage(chosen);
			}}
		/>
		<main key=${round}>
			${!isShown && html`<p>${t('This hall does not show this page; please ask at the window.')}</p>`}
			${!page && html`<h1>${t('What would you like to do?')}</h1><${Start} shown=${hall.shown} />`}
			${page && isShown && html`<h1>${page.title()}</h1><${page.show} onDone=${() => setRound((n) => n + 1)} />`}
		</main>
	</div>`;
}
