// The switch to large type (长辈版), kept by this browser.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { t } from '../words.js';

const KEY = 'large';

function show(isLarge) {
	document.documentElement.classList.toggle('large', isLarge);
}

show(localStorage.getItem(KEY) === 'yes');

export function Large() {
	const [isLarge, setLarge] = useState(localStorage.getItem(KEY) === 'yes');
	const change = () => {
		localStorage.setItem(KEY, isLarge ? 'no' : 'yes');
		setLarge(!isLarge);
		show(!isLarge);
	};

	return html`<button class="quiet" aria-pressed=${isLarge} onClick=${change}>${t('large type')}</button>`;
}
