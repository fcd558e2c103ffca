// A paper as the hall drew it, shown and printed: its own style reaches
// nothing else of the page, and nothing of the page is printed with it.
import { html } from 'htm/preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../words.js';

// Styles are set by script, as a page of ours allows none that stand in text.
function draw(host, page) {
	const [, text, rest] = page.split(/<style>|<\/style>/);
	const read = new DOMParser().parseFromString(rest.replace(/<col style="/g, '<col data-style="'), 'text/html');
	const style = new CSSStyleSheet();
	const size = new CSSStyleSheet();
	const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });

	// On paper the place of the seal is pale; on a screen it is to be read.
	style.replaceSync(`${text.replace(/\bbody\{/g, ':host{')}@media screen{.seal{color:#555}}`);
	size.replaceSync((text.match(/@page\{[^}]*\}/g) ?? []).join(''));
	root.adoptedStyleSheets = [style];
	root.replaceChildren(...[...read.body.childNodes].map((node) => document.importNode(node, true)));
	for (const code of root.querySelectorAll('svg')) code.setAttribute('aria-label', t('QR code'));
	for (const column of root.querySelectorAll('[data-style]')) column.style.cssText = column.dataset.style;
	document.adoptedStyleSheets = [size];
}

export function Paper({ page, language, onClose }) {
	const host = useRef(null);
	const button = useRef(null);

	useLayoutEffect(() => {
		draw(host.current, page);
		document.body.classList.add('has-paper');
		button.current.focus();
		return () => {
			document.adoptedStyleSheets = [];
			document.body.classList.remove('has-paper');
		};
	}, [page]);
	return html`<div class="paper" role="dialog" aria-label=${t('paper')}>
		<div class="toolbar">
			<button ref=${button} onClick=${() => print()}>${t('print')}</button>
			<button class="secondary" onClick=${onClose}>${t('close')}</button>
		</div>
		<div ref=${host} lang=${language} class="sheets" />
	</div>`;
}
