// Long work that is done beside the daily work: how far it has got.
import { html } from 'htm/preact';
import { t } from '../words.js';
import { bytes } from './sync_lists.js';

const UNITS = {
	database: () => t('the database'),
	change_sets: () => t('change sets'),
	pieces: () => t('pieces of scans'),
	bytes: () => t('bytes copied'),
	checks: () => t('checks'),
	records: () => t('records'),
	state: () => t('the state of this hall; nothing is taken in meanwhile'),
	rows: () => t('rows'),
};

export const STATES = {
	wanted: () => t('waits'),
	running: () => t('at work'),
	cancelling: () => t('is being cancelled'),
	done: () => t('done'),
	failed: () => t('failed'),
	cancelled: () => t('cancelled'),
};

export const isOpen = (job) => ['wanted', 'running', 'cancelling'].includes(job.state);
const amount = (job, count) => (job.unit === 'bytes' ? bytes(count) : String(count));

// From how long the part done so far has taken, in seconds; '' if nobody knows.
export function timeLeft(done, total, taken) {
	if (!total || !done || taken < 1) return '';
	const left = Math.round((taken / done) * (total - done));
	return left < 60 ? t('%s s left', left) : t('%s min left', Math.round(left / 60));
}

// title: what it is; onCancel: how to end it, for whoever may.
export function Running({ job, title, onCancel }) {
	const known = job.total > 0;
	const count = job.done > 0 ? amount(job, job.done) + (known ? ` / ${amount(job, job.total)}` : '') : '';

	return html`<section class="job" aria-label=${title}>
		<b>${title}</b> <span role="status">${STATES[job.state]()}</span>
		<progress value=${known ? job.done : undefined} max=${known ? job.total : undefined} aria-label=${title} />
		<small>${UNITS[job.unit]?.() ?? ''} ${count} ${timeLeft(job.done, job.total, Date.now() / 1000 - job.part_began_time)}</small>
		${onCancel && html`<button type="button" class="quiet" onClick=${onCancel}>${t('cancel')}</button>`}
	</section>`;
}
