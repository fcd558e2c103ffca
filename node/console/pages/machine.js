// What takes long at this machine (系统维护): integrity, backups, examination;
// each with how far it has got, whoever looks, however often they reload.
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { post } from '../api.js';
import { isOpen, Running, STATES } from '../components/job.js';
import { Notice } from '../components/notice.js';
import { bytes } from '../components/sync_lists.js';
import { Table, Toolbar } from '../components/table.js';
import { useAction, useHere, useLoaded } from '../here.js';
import { moment, t } from '../words.js';

const POLL_MS = 1000;

const KINDS = {
	verify: () => t('check every signature'),
	backup: () => t('make a backup'),
	examine: () => t('examine this machine'),
	rebuild: () => t('compute the state again'),
};

// Those that other pages ask for.
const OTHERS = { export: () => t('export') };
const titleOf = (job) => (KINDS[job.kind] ?? OTHERS[job.kind])?.() ?? job.kind;

const LEVELS = { broken: () => t('broken'), look: () => t('look into it'), fine: () => t('fine') };
const MARKS = { broken: 'silent', look: 'late', fine: 'fresh-signed' };

function Findings({ findings }) {
	const wrong = findings.filter((finding) => finding.level !== 'fine');

	if (wrong.length === 0) return t('%s checks, all fine', findings.length);
	return html`<ul class="plain">
		${wrong.map(
			(finding) => html`<li>
				<span class=${`fresh ${MARKS[finding.level]}`}>${LEVELS[finding.level]?.()}</span>${' '}
				${finding.found} <small>${finding.advice}</small>
			</li>`,
		)}
	</ul>`;
}

function Result({ job, mayKeep }) {
	const got = job.result;

	if (job.said) return job.said;
	if (job.kind === 'examine' && got) return html`<${Findings} findings=${got.findings} />`;
	if (job.kind === 'verify' && got)
		return got.bad + got.bad_pieces > 0
			? html`<span class="fresh silent">
					${t('%s change sets and %s pieces are not what was signed; “sanji verify --repair” has them brought again by other halls', got.bad, got.bad_pieces)}
					${got.first_bad}
				</span>`
			: html`<span class="fresh fresh-signed">
					${t('%s change sets and %s pieces of scans, all as they were signed', got.checked, got.pieces)}
				</span>`;
	if (job.kind === 'rebuild' && got)
		return got.same
			? html`<span class="fresh fresh-signed">${t('the log says what the state says')}</span>`
			: html`<span class="fresh late">${t('the state was another, and was computed again')}</span>`;
	if (job.kind === 'export' && got) return t('%s rows for whoever asked', got.rows);
	if (job.file && mayKeep)
		return html`<a href=${`/api/v1/job/file?job=${job.job}`} download=${job.file}>${job.file}</a>${' '}
			<small>${bytes(got.bytes)}</small>`;
	return job.file;
}

export function Machine() {
	const { data, error, reload } = useLoaded('job/list');
	const { version } = useHere();
	const canStart = useAction('job', 'start');
	const [failure, setFailure] = useState(null);
	const [ticks, setTicks] = useState(0);
	const open = (data ?? []).filter(isOpen);
	const start = (kind) =>
		post('job/start', { kind }).then(() => {
			setFailure(null);
			reload();
		}, setFailure);

	useEffect(() => {
		if (open.length === 0) return undefined;
		const pause = setTimeout(() => {
			reload();
			setTicks(ticks + 1);
		}, POLL_MS);
		return () => clearTimeout(pause);
	}, [data, ticks]);
	const columns = [
		{ title: t('what'), show: (job) => html`<span class="number">${titleOf(job)}</span>` },
		{ title: t('asked by'), name: 'asked_by' },
		{ title: t('began'), show: (job) => html`<span class="number">${moment(job.began_time)}</span>` },
		{ title: t('ended'), show: (job) => html`<span class="number">${moment(job.ended_time)}</span>` },
		{ title: t('state'), show: (job) => STATES[job.state]?.() ?? job.state },
		{ title: t('outcome'), show: (job) => html`<${Result} job=${job} mayKeep=${canStart} />` },
	];

	return html`<h1>${t('this machine')}</h1>
		<${Toolbar}>
			${canStart &&
			Object.entries(KINDS).map(
				([kind, title]) => html`<button type="button" onClick=${() => start(kind)}>${title()}</button>`,
			)}
		<//>
		<${Notice} error=${failure ?? error} />
		${open.map(
			(job) => html`<${Running}
				key=${job.job}
				job=${job}
				title=${titleOf(job)}
				onCancel=${canStart && (() => post('job/cancel', { job: job.job }).then(reload, reload))}
			/>`,
		)}
		${data &&
		html`<${Table}
			rows=${data.filter((job) => !isOpen(job))}
			columns=${columns}
			caption=${t('what was done')}
			empty=${t('Nothing was done yet; a backup a week is not too many.')}
		/>`}
		<p>
			<small>
				${t('A backup has no key in it: keep a copy of hall.key too, in another place.')} sanji ${version}
			</small>
		</p>`;
}
