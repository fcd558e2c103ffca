// A list as a file for office programs; that it was made is noted.  list: its
// noun and verb; nothing for whoever may not list it.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { download } from '../api.js';
import { useAction } from '../here.js';
import { t } from '../words.js';
import { Notice } from './notice.js';

const given = (values) => Object.fromEntries(Object.entries(values ?? {}).filter(([, v]) => v));

export function ExportList({ list, values, name }) {
	const [error, setError] = useState(null);
	const action = useAction(...list.split('/'));
	const make = (format) =>
		download('export', { ...given(values), list, format }, `${name}.${format}`).then(() => setError(null), setError);

	if (!action?.exports) return null;
	return html`<button class="secondary" onClick=${() => make('xlsx')}>${t('export as XLSX')}</button>
		<button class="secondary" onClick=${() => make('csv')}>${t('export as CSV')}</button>
		<${Notice} error=${error} />`;
}
