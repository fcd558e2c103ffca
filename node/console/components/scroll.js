// What may be wider than the screen; then the arrow keys move it, too.
import { html } from 'htm/preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export function Scroll({ label, children }) {
	const area = useRef();

	useLayoutEffect(() => {
		const follow = () => {
			const { current } = area;
			const isWide = current.scrollWidth > current.clientWidth;

			for (const [name, value] of Object.entries({ tabindex: 0, role: 'region', 'aria-label': label }))
				if (isWide) current.setAttribute(name, value);
				else current.removeAttribute(name);
		};
		const watcher = new ResizeObserver(follow);

		watcher.observe(area.current);
		for (const inside of area.current.children) watcher.observe(inside);
		return () => watcher.disconnect();
	}, [label, children]);
	return html`<div class="scroll" ref=${area}>${children}</div>`;
}
