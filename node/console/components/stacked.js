// Figures stacked over months, drawn; whoever shows it shows the table too.
import { html } from 'htm/preact';

const WIDTH = 960;
const HEIGHT = 220;
const BASE = HEIGHT - 24;
const TOP = 18;

// series: [{title, name}], told apart by their pattern as well as by their
// colour (style.css); rows: [{label, [name]: count}].
export function Stacked({ title, series, rows }) {
	const sum = (row) => series.reduce((all, one) => all + row[one.name], 0);
	const most = Math.max(1, ...rows.map(sum));
	const step = WIDTH / rows.length;
	const bars = (row, i) => {
		let at = BASE;

		return series.map((one) => {
			const height = ((BASE - TOP) * row[one.name]) / most;

			at -= height;
			return html`<rect
				class=${`stack ${one.name}`}
				x=${i * step + step * 0.2}
				y=${at}
				width=${step * 0.6}
				height=${height}
			/>`;
		});
	};

	return html`<figure class="stacked">
		<svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${title}>
			<line x1="0" x2=${WIDTH} y1=${BASE} y2=${BASE} />
			${rows.map(
				(row, i) => html`${bars(row, i)}
					<text x=${(i + 0.5) * step} y=${HEIGHT - 6}>${row.label}</text>
					${sum(row) > 0 &&
					html`<text x=${(i + 0.5) * step} y=${BASE - ((BASE - TOP) * sum(row)) / most - 4}>${sum(row)}</text>`}`,
			)}
		</svg>
		<figcaption>
			${series.map(
				(one) => html`<span><svg width="14" height="14" aria-hidden="true"><rect class=${`stack ${one.name}`} width="14" height="14" /></svg> ${one.title}</span>`,
			)}
		</figcaption>
	</figure>`;
}
