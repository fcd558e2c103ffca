// A list as a file for office programs; that it was made is noted.  A long one
// is made beside the daily work: how far it has got, and the file, stand here,
// also after a reload.  list: its noun and verb; nothing for whoever may not
// list it.
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { download, post } from '../api.js';
import { useAction, useLoaded } from '../here.js';
import { t } from '../words.js';
import { isOpen, Running } from './job.js';
import { Notice } from './notice.js';
import { bytes } from './sync_lists.js';

const POLL_MS = 1000;

const given = (values) => Object.fromEntries(Object.entries(values ?? {}).filter(([, v]) => v));

function Made({ job }) {
	if (job.state !== 'done') return html`<p class="refused">${job.said || t('cancelled')}</p>`;
	return html`<p role="status">
		<a href=${`/api/v1/export/file?export=${job.job}`} download=${job.file}>
			${t('download %s rows', job.result.rows)}
		</a>${' '}
		<small>${job.file}, ${bytes(job.result.bytes)}; ${t('kept for a day')}</small>
	</p>`;
}

// Those of this list that are being made, and what came of the last.
function Exports({ list, asked }) {
	const { data, error, reload } = useLoaded('export/list');
	const [ticks, setTicks] = useState(0);
	const own = (data ?? []).filter((job) => job.list === list);
	const open = own.filter(isOpen);
	const last = own.find((job) => !isOpen(job) && job.state !== 'cancelled');

	useEffect(() => {
		if (asked) reload();
	}, [asked]);
	useEffect(() => {
		if (open.length === 0) return undefined;
		const pause = setTimeout(() => {
			reload();
			setTicks(ticks + 1);
		}, POLL_MS);
		return () => clearTimeout(pause);
	}, [data, ticks]);
	if (own.length === 0) return null;
	return html`<div class="exports">
		<${Notice} error=${error} />
		${open.map(
			(job) => html`<${Running}
				key=${job.job}
				job=${job}
				title=${t('export')}
				onCancel=${() => post('export/cancel', { export: job.job }).then(reload, reload)}
			/>`,
		)}
		${last && open.length === 0 && html`<${Made} job=${last} />`}
	</div>`;
}

export function ExportList({ list, values, name }) {
	const [error, setError] = useState(null);
	const [asked, setAsked] = useState(0);
	const action = useAction(...list.split('/'));
	const make = (format) =>
		download('export', { ...given(values), list, format }, `${name}.${format}`).then((said) => {
			setError(null);
			if (said.export) setAsked(said.export);
		}, setError);

	if (!action?.exports) return null;
	return html`<button class="secondary" onClick=${() => make('xlsx')}>${t('export as XLSX')}</button>
		<button class="secondary" onClick=${() => make('csv')}>${t('export as CSV')}</button>
		<${Notice} error=${error} />
		<${Exports} list=${list} asked=${asked} />`;
}
