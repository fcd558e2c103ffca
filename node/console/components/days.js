// Working days that remain: green, yellow when it is time, red when late.
import { html } from 'htm/preact';
import { t } from '../words.js';

export function Days({ deadline }) {
	if (!deadline || deadline.state === 'none' || deadline.state === 'done') return null;
	if (deadline.state === 'paused') return html`<span class="days">${t('clock stopped')}</span>`;
	if (deadline.overdue)
		return html`<span class="days red">${t('%s days late', -deadline.left_days)}</span>`;
	return html`<span class=${deadline.near_due ? 'days yellow' : 'days green'} title=${deadline.promise_due}>
		${t('%s days left', deadline.left_days)}
	</span>`;
}
