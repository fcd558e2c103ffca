// The scans of a case's materials: added in pieces, up to 20 MB each, and read
// again as far as they have come.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { getBytes, keep, post, upload } from '../api.js';
import { useAction } from '../here.js';
import { moment, t } from '../words.js';
import { Notice } from './notice.js';
import { Progress } from './progress.js';
import { Table } from './table.js';

function sizeOf(bytes) {
	return bytes < 1024 * 1024
		? `${Math.ceil(bytes / 1024)} KB`
		: `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function standingOf(scan) {
	if (scan.taken_back) return t('taken back: %s', scan.taken_back);
	if (scan.held < scan.pieces) return t('%s of %s pieces have come', scan.held, scan.pieces);
	return t('whole');
}

async function read(number, scan, tell) {
	const pieces = [];

	for (let piece = 1; piece <= scan.pieces; piece++) {
		pieces.push(await getBytes('case/scan', { case: number, attachment: scan.attachment, piece }));
		tell(piece / scan.pieces);
	}
	keep(new Blob(pieces, { type: scan.media }), scan.file);
}

function Add({ number, materials, work }) {
	const [material, setMaterial] = useState('');
	const chosen = material || materials[0];
	const add = (input) => {
		const file = input.files[0];

		if (!file) return;
		work(t('sending'), async (tell) => {
			const name = await upload(file, tell);

			await post('case/attach', { upload: name, case: number, material: chosen, file: file.name });
			input.value = '';
		});
	};

	return html`<div class="add-scan">
		<p>
			<label for="scan-material">${t('material')}</label>
			<select id="scan-material" value=${chosen} onChange=${(e) => setMaterial(e.currentTarget.value)}>
				${materials.map((name) => html`<option value=${name}>${name}</option>`)}
			</select>
		</p>
		<p>
			<label for="scan-file">${t('scan or photo, 20 MB at most')}</label>
			<input
				id="scan-file"
				type="file"
				accept="image/*,.pdf,.ofd,.tif,.tiff,.docx,.txt"
				onChange=${(e) => add(e.currentTarget)}
			/>
		</p>
	</div>`;
}

export function Scans({ row, materials, onAdded }) {
	const canAdd = useAction('case', 'attach_bytes');
	const [doing, setDoing] = useState(null);
	const [error, setError] = useState(null);
	const work = async (label, run) => {
		setError(null);
		setDoing({ label, part: 0 });
		try {
			await run((part) => setDoing({ label, part }));
			onAdded();
		} catch (failure) {
			setError(failure);
		}
		setDoing(null);
	};
	const columns = [
		{ name: 'material', title: t('material') },
		{ name: 'file', title: t('file') },
		{ title: t('size'), show: (s) => sizeOf(s.size) },
		{ title: t('state'), show: standingOf },
		{ title: t('added'), show: (s) => moment(s.time) },
		{
			title: t('actions'),
			show: (s) =>
				s.held === s.pieces &&
				!s.erased &&
				html`<button class="quiet" onClick=${() => work(t('reading'), (tell) => read(row.number, s, tell))}>
					${t('download')}<span class="visually-hidden"> ${s.file}</span>
				</button>`,
		},
	];

	return html`<${Notice} error=${error} />
		<${Table} rows=${row.attachments ?? []} columns=${columns} caption=${t('scans')} empty=${t('no scans yet')} />
		<${Progress} ...${doing ?? {}} />
		${canAdd && materials.length > 0 && html`<${Add} number=${row.number} ...${{ materials, work }} />`}`;
}
