// Sticks: one is made for a hall and kept by the browser; one that was brought
// is looked at before it is taken in.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { download, post, upload } from '../api.js';
import { useLoaded } from '../here.js';
import { moment, t } from '../words.js';
import { Notice } from './notice.js';
import { Progress } from './progress.js';

const fileName = (code) =>
	`sanji-${code}-${moment(Date.now() / 1000).replace(/\D/g, '')}.stick`;

// What somebody waits for: error while it failed, isBusy until it is there.
function useWork() {
	const [state, setState] = useState({});
	const run = async (work) => {
		setState({ isBusy: true });
		try {
			await work();
			setState({});
		} catch (error) {
			setState({ error });
		}
	};

	return { ...state, run };
}

// The halls a stick is made for: those above, then those directly below.
function useReceivers(hall, above) {
	const { data } = useLoaded('hall/list');
	const below = (data ?? []).filter((h) => h.parent === hall.code && h.state === 'listed');

	return [...above, ...below.map((h) => ({ hall: h.code, name: h.name }))];
}

export function MakeStick({ hall, above }) {
	const receivers = useReceivers(hall, above);
	const [to, setTo] = useState('');
	const [scans, setScans] = useState(true);
	const [size, setSize] = useState(null);
	const { error, isBusy, run } = useWork();
	const code = to || receivers[0]?.hall;
	const make = (event) => {
		event.preventDefault();
		setSize(null);
		run(async () => setSize(await download('stick/make', { to: code, scans }, fileName(code))));
	};

	return html`<section aria-labelledby="stick-make">
		<h3 id="stick-make">${t('make a stick')}</h3>
		<form onSubmit=${make} aria-busy=${Boolean(isBusy)}>
			<label for="stick-to">${t('for which hall')}</label>
			<select id="stick-to" value=${code} onChange=${(e) => setTo(e.currentTarget.value)}>
				${receivers.map((r) => html`<option value=${r.hall}>${r.name} · ${r.hall}</option>`)}
			</select>
			<label>
				<input type="checkbox" checked=${scans} onChange=${(e) => setScans(e.currentTarget.checked)} />
				${t('with scans of materials')}
			</label>
			<${Notice} error=${error} />
			<button type="submit" disabled=${isBusy || !code}>${t('make and download')}</button>
		</form>
		${size != null && html`<p role="status">${t('The stick is made: %s KB. Copy it to a stick and bring it there.', Math.ceil(size / 1024))}</p>`}
	</section>`;
}

// What a stick holds, before and after it is taken in.
function Contents({ found, isTaken }) {
	if (!found.ours)
		return html`<p class="warning">
			${t('This stick is for %s; only that hall can open it.', found.to?.name ?? '?')}
		</p>`;
	const lines = [
		[t('from'), found.from?.name],
		[t('written'), moment(found.written)],
		[isTaken ? t('new change sets taken in') : t('new change sets'), found.stored],
		[t('held here already'), found.known],
		[t('newer receipts'), found.receipts],
		[t('new pieces of scans'), found.pieces],
		[t('wait for an earlier stick'), found.waiting || null],
		[t('refused'), found.refused ? `${found.refused}: ${found.why}` : null],
	];

	return html`<dl class="record">
			${lines
				.filter(([, value]) => value != null && value !== '')
				.map(([title, value]) => html`<dt>${title}</dt><dd>${value}</dd>`)}
		</dl>
		${!found.whole &&
		html`<p class="warning">${t('The stick is cut off or damaged; copy it again. What is whole before that can be taken in.')}</p>`}`;
}

export function TakeStick({ onTaken }) {
	const [part, setPart] = useState(null);
	const [found, setFound] = useState(null);
	const [isTaken, setTaken] = useState(false);
	const { error, isBusy, run } = useWork();
	const look = (file) => {
		if (!file) return;
		setFound(null);
		setTaken(false);
		run(async () => {
			try {
				const name = await upload(file, setPart);
				setFound({ ...(await post('stick/look', { upload: name })), upload: name });
			} finally {
				setPart(null);
			}
		});
	};
	const take = () =>
		run(async () => {
			setFound(await post('stick/take', { upload: found.upload }));
			setTaken(true);
			onTaken();
		});

	return html`<section aria-labelledby="stick-take">
		<h3 id="stick-take">${t('take a stick in')}</h3>
		<label for="stick-file">${t('file on the stick')}</label>
		<input id="stick-file" type="file" disabled=${isBusy} onChange=${(e) => look(e.currentTarget.files[0])} />
		<${Progress} part=${part} label=${t('reading')} />
		<${Notice} error=${error} />
		${found && html`<${Contents} found=${found} isTaken=${isTaken} />`}
		${found?.ours && !isTaken && html`<button onClick=${take} disabled=${isBusy}>${t('take it in')}</button>`}
		${isTaken && html`<p role="status">${t('The stick has been taken in.')}</p>`}
	</section>`;
}
