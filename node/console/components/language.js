// The switch between the two languages.
import { html } from 'htm/preact';
import { useHere } from '../here.js';

export function Language() {
	const { language, switchLanguage } = useHere();
	const other = language === 'en' ? 'zh-CN' : 'en';

	return html`<button
		class="quiet"
		lang=${other}
		onClick=${() => switchLanguage(other)}
	>
		${other === 'en' ? 'English' : '中文'}
	</button>`;
}
