// A question above the page.
import { html } from 'htm/preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../words.js';

export function Dialog({ title, isOpen, onClose, children }) {
	const dialog = useRef(null);

	// What is asked comes before the way out.
	useLayoutEffect(() => {
		if (isOpen && !dialog.current.open) {
			dialog.current.showModal();
			dialog.current.querySelector('header ~ * :is(input, select, textarea, button):enabled')?.focus();
		}
		if (!isOpen && dialog.current.open) dialog.current.close();
	}, [isOpen]);
	return html`<dialog ref=${dialog} onClose=${onClose} aria-label=${title}>
		<article>
			<header>
				<strong>${title}</strong>
				<button class="quiet push" onClick=${onClose}>${t('close')}</button>
			</header>
			${isOpen && children}
		</article>
	</dialog>`;
}
