// Number and query code of the receipt: typed, touched, or read by a scanner,
// which types both from the QR code.
import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import { useFocus } from '../components/focus.js';
import { t } from '../words.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '-', '0', '⌫'];

function Keys({ onKey }) {
	return html`<div class="keys" role="group" aria-label=${t('digits')}>
		${KEYS.map(
			(key) => html`<button
				type="button"
				class="secondary outline"
				aria-label=${key === '⌫' ? t('delete') : undefined}
				onClick=${() => onKey(key)}
			>
				${key}
			</button>`,
		)}
	</div>`;
}

// ask(number, code) says what is to be done with them.
export function Slip({ ask, label, isBusy }) {
	const [slip, setSlip] = useState({ number: '', code: '' });
	const [at, setAt] = useState('number');
	const number = useFocus();
	const code = useRef(null);
	const take = (name, text) => {
		const both = text.trim().split(/\s+/);

		if (name === 'number' && both.length === 2) setSlip({ number: both[0], code: both[1] });
		else setSlip({ ...slip, [name]: text });
	};
	const onKey = (key) =>
		take(at, key === '⌫' ? slip[at].slice(0, -1) : slip[at] + key);
	const submit = (event) => {
		event.preventDefault();
		if (!slip.code) code.current.focus();
		else ask(slip.number.trim(), slip.code.trim());
	};
	const field = (name, ref) => ({
		id: `slip-${name}`,
		ref,
		inputmode: 'numeric',
		autocomplete: 'off',
		value: slip[name],
		onFocus: () => setAt(name),
		onInput: (event) => take(name, event.currentTarget.value),
	});

	return html`<form class="slip" onSubmit=${submit} novalidate>
		<div>
			<label for="slip-number">${t('number of the case, on the receipt')}</label>
			<input ...${field('number', number)} />
			<label for="slip-code">${t('query code, six digits')}</label>
			<input ...${field('code', code)} />
			<button type="submit" disabled=${isBusy || !slip.number}>${label}</button>
		</div>
		<${Keys} onKey=${onKey} />
	</form>`;
}
