// A list as a file for office programs; that it was made is noted.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { download } from '../api.js';
import { t } from '../words.js';
import { Notice } from './notice.js';

const given = (values) => Object.fromEntries(Object.entries(values).filter(([, v]) => v));

export function ExportList({ path, values, name }) {
	const [error, setError] = useState(null);
	const make = (format) =>
		download(path, { ...given(values), format }, `${name}.${format}`).then(() => setError(null), setError);

	return html`<button class="secondary" onClick=${() => make('xlsx')}>${t('export as XLSX')}</button>
		<button class="secondary" onClick=${() => make('csv')}>${t('export as CSV')}</button>
		<${Notice} error=${error} />`;
}
