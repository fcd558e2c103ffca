// What somebody types is kept at the hall as it is typed, sealed and for that
// user alone, until it is sent: through a reload, and signing out.
import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { moment, t } from '../words.js';
import { onLeave } from './leaving.js';

// Typing goes on meanwhile.
const PAUSE_MS = 600;

// Of forms that are opened again, by what they are about.
const known = new Map();

export const dropDrafts = () => known.clear();

const hasSomething = (values) => Object.values(values).some(Boolean);

function newKeeper() {
	return { id: 0, values: {}, isChanged: false, timer: null, last: Promise.resolve() };
}

// Send what has changed; returns when it is kept.
function write(k, about, isLast, onKept) {
	clearTimeout(k.timer);
	k.timer = null;
	if (!about || !k.isChanged || !(k.id || hasSomething(k.values))) return k.last;
	k.isChanged = false;
	k.last = k.last
		.then(() => post('draft/keep', { draft: k.id, about, values: k.values }, isLast))
		.then(
			(said) => {
				k.id = said.draft;
				onKept();
			},
			() => {
				k.id = 0;
				k.isChanged = true;
			},
		);
	return k.last;
}

// {values, keptAt, change(more), show(), take(row), settle(), close(), forget()} of a
// draft about that.  settle() waits until all is kept and returns the number
// of the draft, or undefined.
export function useDraft(about, first) {
	const keeper = useRef(first ?? newKeeper());
	const [values, setValues] = useState(keeper.current.values);
	const [keptAt, setKeptAt] = useState(null);
	const send = (isLast) =>
		write(keeper.current, about, isLast, () => !isLast && setKeptAt(Date.now() / 1000));
	const put = (k, shown) => {
		clearTimeout(keeper.current.timer);
		keeper.current = k;
		setValues(shown);
		setKeptAt(null);
	};

	useEffect(() => {
		const onHide = () => send(true);
		const stay = onLeave(() => send(true));

		addEventListener('pagehide', onHide);
		return () => {
			stay();
			removeEventListener('pagehide', onHide);
			send(true);
		};
	}, []);
	return {
		values,
		keptAt,
		change: (more) => {
			const k = keeper.current;

			k.values = { ...k.values, ...more };
			k.isChanged = true;
			k.timer ??= setTimeout(send, PAUSE_MS);
			setValues(k.values);
		},
		show: () => setValues(keeper.current.values),
		take: (row) => put({ ...newKeeper(), id: row.draft, values: row.values }, row.values),
		settle: async () => {
			await send();
			return keeper.current.id || undefined;
		},
		// It was sent: what is shown stays, and is kept no more.
		close: () => {
			keeper.current = newKeeper();
		},
		forget: () => put(newKeeper(), {}),
	};
}

// The one draft of a form; without what it is about nothing is kept.
export function useFormDraft(about) {
	const [first] = useState(() => known.get(about) ?? newKeeper());
	const draft = useDraft(about, first);

	useEffect(() => {
		if (!about || known.has(about)) return;
		known.set(about, first);
		get('draft', { about }).then(
			([row]) => {
				if (!row || first.isChanged || first.id) return;
				first.id = row.draft;
				first.values = row.values;
				draft.show();
			},
			() => known.delete(about),
		);
	}, []);
	return {
		...draft,
		close: () => {
			known.delete(about);
			draft.close();
		},
	};
}

export function Kept({ keptAt }) {
	return html`<small class="calm" role="status">
		${keptAt && t('The draft was kept at %s; nobody else can read it.', moment(keptAt).slice(11))}
	</small>`;
}
