// What somebody types is kept at the hall as it is typed, sealed and for that
// user alone, until it is saved: through a reload, and signing out.
import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { post } from '../api.js';
import { useLoaded } from '../here.js';
import { moment, t } from '../words.js';
import { onLeave } from './leaving.js';
import { Notice } from './notice.js';
import { Table } from './table.js';

// Typing goes on meanwhile.
const PAUSE_MS = 600;

const hasSomething = (values) => Object.values(values).some(Boolean);

function newKeeper() {
	return { id: 0, values: {}, isChanged: false, timer: null, last: Promise.resolve() };
}

// {values, keptAt, change(more), take(row), settle(), close(), forget()}.  settle()
// waits until all is kept and returns the number of the draft, or undefined.
export function useDraft() {
	const keeper = useRef(newKeeper());
	const [values, setValues] = useState({});
	const [keptAt, setKeptAt] = useState(null);
	const write = (isLast) => {
		const k = keeper.current;

		clearTimeout(k.timer);
		k.timer = null;
		if (!k.isChanged || !hasSomething(k.values)) return k.last;
		k.isChanged = false;
		k.last = k.last
			.then(() => post('draft/keep', { draft: k.id, values: k.values }, isLast))
			.then(
				(said) => {
					k.id = said.draft;
					if (!isLast) setKeptAt(Date.now() / 1000);
				},
				() => {
					k.id = 0;
					k.isChanged = true;
				},
			);
		return k.last;
	};
	const put = (k, shown) => {
		clearTimeout(keeper.current.timer);
		keeper.current = k;
		setValues(shown);
		setKeptAt(null);
	};

	useEffect(() => {
		const onHide = () => write(true);

		const stay = onLeave(() => write());

		addEventListener('pagehide', onHide);
		return () => {
			stay();
			removeEventListener('pagehide', onHide);
			write(true);
		};
	}, []);
	return {
		values,
		keptAt,
		change: (more) => {
			const k = keeper.current;

			k.values = { ...k.values, ...more };
			k.isChanged = true;
			k.timer ??= setTimeout(write, PAUSE_MS);
			setValues(k.values);
		},
		take: (row) => put({ ...newKeeper(), id: row.draft, values: row.values }, row.values),
		settle: async () => {
			await write();
			return keeper.current.id || undefined;
		},
		// It was saved: what is shown stays, and is kept no more.
		close: () => {
			keeper.current = newKeeper();
		},
		forget: () => put(newKeeper(), {}),
	};
}

// The drafts of whoever is signed in (草稿箱).
export function Drafts({ onTake }) {
	const { data, error, reload } = useLoaded('draft');
	const drop = async (row) => {
		await post('draft/drop', { draft: row.draft }).catch(() => {});
		reload();
	};

	if (!error && !data?.length) return null;
	return html`<section>
		<h2>${t('drafts')}</h2>
		<${Notice} error=${error} />
		<${Table}
			rows=${data ?? []}
			caption=${t('drafts')}
			columns=${[
				{ title: t('applicant'), show: (d) => d.values.name },
				{ title: t('item'), show: (d) => d.values.item?.name },
				{ title: t('changed at'), show: (d) => moment(d.changed) },
				{
					title: t('actions'),
					show: (d) => html`<button class="quiet" onClick=${() => onTake(d)}>${t('go on')}</button>
						<button class="quiet" onClick=${() => drop(d)}>${t('discard')}</button>`,
				},
			]}
		/>
	</section>`;
}

export function Kept({ keptAt }) {
	return html`<small class="calm" role="status">
		${keptAt && t('The draft was kept at %s; nobody else can read it.', moment(keptAt).slice(11))}
	</small>`;
}
