// A QR code as one drawing: what a hall's own screen or a telephone reads.
import { html } from 'htm/preact';
import qrcode from 'qrcode-generator';

const QUIET = 4;

export function Qr({ text, label }) {
	const code = qrcode(0, 'M');
	code.addData(text);
	code.make();
	const size = code.getModuleCount();
	const squares = [];

	for (let y = 0; y < size; y++)
		for (let x = 0; x < size; x++)
			if (code.isDark(y, x)) squares.push(`M${x + QUIET} ${y + QUIET}h1v1h-1z`);
	return html`<svg
		class="qr"
		role="img"
		aria-label=${label}
		viewBox=${`0 0 ${size + 2 * QUIET} ${size + 2 * QUIET}`}
	>
		<rect width="100%" height="100%" fill="#fff" />
		<path d=${squares.join('')} fill="#000" />
	</svg>`;
}
