// What the display in the hall shows: the ends of today's numbers, and which
// are ready.  Nothing else of a case, as everybody in the room reads it.
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { get } from '../api.js';
import { Notice } from '../components/notice.js';
import { moment, t } from '../words.js';

const AGAIN_MS = 10000;

const COLUMNS = [
	['ready', () => t('Please come to the window')],
	['handling', () => t('being handled')],
	['done', () => t('handed over today')],
];

// Without the check digit and, of today, without the day.
function shortOf(number) {
	const [day, place] = number.split('-');
	const today = moment(Date.now() / 1000).slice(0, 10).replaceAll('-', '');

	return day === today ? place : `${day.slice(4)}-${place}`;
}

export function Queue() {
	const [rows, setRows] = useState(null);
	const [error, setError] = useState(null);

	useEffect(() => {
		const ask = () =>
			get('kiosk/queue').then(
				(found) => {
					setRows(found);
					setError(null);
				},
				setError,
			);
		const timer = setInterval(ask, AGAIN_MS);

		ask();
		return () => clearInterval(timer);
	}, []);
	return html`<${Notice} error=${error} />
		<p class="calm">${t('The digits are the last of the number on your receipt, before the check digit.')}</p>
		<div class="board">
			${COLUMNS.map(
				([state, title]) => html`<section class=${state} aria-live="polite">
					<h2>${title()}</h2>
					<ul>
						${(rows ?? []).filter((r) => r.state === state).map((r) => html`<li>${shortOf(r.number)}</li>`)}
					</ul>
				</section>`,
			)}
		</div>`;
}
