// Figures over months, drawn; whoever shows it shows the table too.
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import Plot from 'uplot';
import 'uplot/dist/uPlot.min.css';

const HEIGHT = 240;
// Whole numbers: cases are not halved.
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000];
// Told apart by the dash as well as by the colour.
const STYLES = [
	{ stroke: '#1f77d0', width: 2 },
	{ stroke: '#c77700', width: 2, dash: [8, 4] },
	{ stroke: '#2a8a4a', width: 2, dash: [2, 3] },
];

// series: [{title, values}], a value for each of labels.
export function Chart({ title, axisTitle, labels, series, unit }) {
	const place = useRef(null);

	useEffect(() => {
		const said = () => getComputedStyle(place.current).color;
		const axis = { stroke: said, grid: { stroke: '#8884' }, ticks: { show: false } };
		const theme = matchMedia('(prefers-color-scheme: dark)');
		const plot = new Plot(
			{
				width: place.current.clientWidth,
				height: HEIGHT,
				cursor: { drag: { x: false, y: false } },
				scales: { x: { time: false, range: [-0.3, labels.length - 0.7] } },
				axes: [
					{ ...axis, grid: { show: false }, splits: labels.map((_, i) => i), values: () => labels },
					{ ...axis, size: 60, incrs: STEPS, values: (_, all) => all.map((v) => `${v}${unit ?? ''}`) },
				],
				series: [
					{ label: axisTitle, value: (_, i) => labels[i] ?? '' },
					...series.map((s, i) => ({
						...STYLES[i % STYLES.length],
						label: s.title,
						points: { show: true, size: 6 },
						value: (_, v) => (v == null ? '' : `${v}${unit ?? ''}`),
					})),
				],
			},
			[labels.map((_, i) => i), ...series.map((s) => s.values)],
			place.current,
		);
		const fit = () => plot.setSize({ width: place.current.clientWidth, height: HEIGHT });
		const paint = () => plot.redraw();

		addEventListener('resize', fit);
		theme.addEventListener('change', paint);
		return () => {
			removeEventListener('resize', fit);
			theme.removeEventListener('change', paint);
			plot.destroy();
		};
	}, [JSON.stringify([labels, series])]);
	return html`<div class="chart" role="img" aria-label=${title} ref=${place} />`;
}
