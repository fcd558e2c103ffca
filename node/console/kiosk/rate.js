// Five faces (GB/T 39046 A.8).  The window sends the case to this screen, or
// the citizen gives the receipt's number and code; nobody has to.
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { post } from '../api.js';
import { Notice } from '../components/notice.js';
import { listenForCase } from '../components/second_screen.js';
import { t } from '../words.js';
import { Slip } from './slip.js';

const THANKS_MS = 8000;

const LEVELS = [
	[1, () => t('very satisfied'), 'M25 58 Q50 88 75 58'],
	[2, () => t('satisfied'), 'M28 62 Q50 78 72 62'],
	[3, () => t('rather satisfied'), 'M30 66 H70'],
	[4, () => t('dissatisfied'), 'M28 72 Q50 58 72 72'],
	[5, () => t('very dissatisfied'), 'M25 78 Q50 50 75 78'],
];

function Face({ mouth }) {
	return html`<svg viewBox="0 0 100 100" aria-hidden="true">
		<circle cx="50" cy="50" r="46" />
		<circle cx="34" cy="40" r="5" class="eye" />
		<circle cx="66" cy="40" r="5" class="eye" />
		<path d=${mouth} />
	</svg>`;
}

function Thanks({ onDone }) {
	useEffect(() => {
		const timer = setTimeout(onDone, THANKS_MS);

		return () => clearTimeout(timer);
	}, []);
	return html`<p class="state" role="status">${t('Thank you. Your answer has been kept.')}</p>
		<button onClick=${onDone}>${t('done')}</button>`;
}

function Faces({ number, onChoose, isBusy }) {
	return html`<p>${t('How was it? You need not answer.')} <span class="number">${number}</span></p>
		<div class="faces" role="group" aria-label=${t('How was it? You need not answer.')}>
			${LEVELS.map(
				([level, meaning, mouth]) => html`<button
					class=${`secondary outline face-${level}`}
					disabled=${isBusy}
					onClick=${() => onChoose(level)}
				>
					<${Face} mouth=${mouth} />
					<span>${meaning()}</span>
				</button>`,
			)}
		</div>`;
}

export function Rate({ onDone }) {
	const [slip, setSlip] = useState(null);
	const [isGiven, setGiven] = useState(false);
	const [error, setError] = useState(null);
	const [isBusy, setBusy] = useState(false);
	const give = async (level) => {
		setBusy(true);
		try {
			await post('kiosk/rate', { ...slip, level });
			setGiven(true);
			setError(null);
		} catch (failure) {
			setError(failure);
			setSlip(null);
		}
		setBusy(false);
	};

	useEffect(() => listenForCase(setSlip), []);
	if (isGiven) return html`<${Thanks} onDone=${onDone} />`;
	return html`<${Notice} error=${error} />
		${slip
			? html`<${Faces} number=${slip.number} onChoose=${give} isBusy=${isBusy} />`
			: html`<${Slip} ask=${(number, code) => setSlip({ number, code })} label=${t('next')} />`}`;
}
