// An item chosen by code, name or the initials of its name, with the keyboard
// alone: the first that fits is taken by Enter.
import { html } from 'htm/preact';
import { useMemo, useState } from 'preact/hooks';
import { t } from '../words.js';
import { useFocus } from './focus.js';
import { useItems } from './items.js';
import { hasInitials, initials } from './pinyin.js';

const SHOWN_MAX = 12;

function useFound(text) {
	const { items } = useItems();
	const known = useMemo(
		() => items.map((item) => ({ ...item, initials: initials(item.name) })),
		[items.length],
	);
	const asked = text.trim().toLowerCase();

	return known
		.filter(
			(i) =>
				i.state !== 'withdrawn' &&
				(i.code.toLowerCase().includes(asked) || i.name.includes(asked) || hasInitials(i.initials, asked)),
		)
		.slice(0, SHOWN_MAX);
}

export function ItemChoice({ onChoose }) {
	const [text, setText] = useState('');
	const [at, setAt] = useState(0);
	const found = useFound(text);
	const input = useFocus();
	const onKey = (event) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];

		if (!step) return;
		event.preventDefault();
		setAt((at + step + found.length) % Math.max(found.length, 1));
	};
	const submit = (event) => {
		event.preventDefault();
		if (found[at]) onChoose(found[at]);
	};

	return html`<form onSubmit=${submit}>
		<label for="item-text">${t('item: code, name or initials')}</label>
		<input
			id="item-text"
			ref=${input}
			role="combobox"
			aria-expanded="true"
			aria-controls="item-found"
			aria-activedescendant=${found[at] ? `item-${at}` : undefined}
			autocomplete="off"
			value=${text}
			onKeyDown=${onKey}
			onInput=${(event) => {
				setText(event.currentTarget.value);
				setAt(0);
			}}
		/>
		<ul id="item-found" role="listbox" class="found" aria-label=${t('item')}>
			${found.map(
				(item, i) => html`<li
					id=${`item-${i}`}
					role="option"
					aria-selected=${i === at}
					onClick=${() => onChoose(item)}
				>
					${item.name} <small>${item.code} · ${item.department}</small>
				</li>`,
			)}
		</ul>
	</form>`;
}
