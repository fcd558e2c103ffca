// A question above the page.
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../words.js';

export function Dialog({ title, isOpen, onClose, children }) {
	const dialog = useRef(null);

	useEffect(() => {
		if (isOpen && !dialog.current.open) dialog.current.showModal();
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
