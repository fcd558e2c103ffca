// Who is here decides what is shown: the first run, signing in, or the frame
// with a page in it.
import { html } from 'htm/preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { get, listen, onSignedOut, post, useToken } from './api.js';
import { Frame } from './components/frame.js';
import { useIdle } from './components/idle.js';
import { leave } from './components/leaving.js';
import { Notice } from './components/notice.js';
import { Here } from './here.js';
import { MustChange } from './pages/account.js';
import { SignIn } from './pages/sign_in.js';
import { Setup } from './pages/setup.js';
import { chooseLanguage, languageChosen } from './words.js';

// Ask again at most so often, however fast things change.
const PAUSE_MS = 1000;

function useChanges(isSignedIn) {
	const [changes, setChanges] = useState(0);
	const [isLive, setLive] = useState(false);

	useEffect(() => {
		if (!isSignedIn) return undefined;
		let pause = null;
		const stop = listen(() => {
			pause ??= setTimeout(() => {
				pause = null;
				setChanges((n) => n + 1);
			}, PAUSE_MS);
		}, setLive);
		return () => {
			clearTimeout(pause);
			stop();
			setLive(false);
		};
	}, [isSignedIn]);
	return { changes, isLive };
}

export function App() {
	const [console_, setConsole] = useState(null);
	const [declared, setDeclared] = useState(null);
	const [error, setError] = useState(null);
	const [language, setLanguage] = useState(languageChosen());
	const user = console_?.user;
	const live = useChanges(Boolean(user) && !user.must_change);

	const turn = useRef(0);
	// What was asked before the last time is not listened to any more.
	const reload = useCallback(async () => {
		const mine = ++turn.current;
		const isLast = () => mine === turn.current;

		try {
			const said = await get('console');
			if (!isLast()) return;
			useToken(said.user?.token ?? '');
			const actions = said.user ? await get('declarations') : null;
			if (!isLast()) return;
			setDeclared(actions);
			setConsole(said);
			setError(null);
		} catch (failure) {
			if (isLast()) setError(failure);
		}
	}, []);
	// Told twice when a refused answer comes while the session ends.
	const forgetUser = () =>
		setConsole((old) => (old?.user ? { ...old, user: undefined, last: old.user.name } : old));
	// Who was here is asked for the PIN; what was typed stays.
	const lock = async () => {
		await leave();
		await post('session/end').catch(() => {});
		forgetUser();
	};
	const switchLanguage = (chosen) => {
		chooseLanguage(chosen);
		setLanguage(chosen);
		reload();
	};

	useEffect(() => {
		chooseLanguage(language);
		onSignedOut(forgetUser);
		reload();
	}, []);
	useEffect(() => {
		if (console_) document.title = console_.hall.name;
	}, [console_]);

	useIdle(user && console_.lock_s, lock);

	if (!console_) return html`<${Notice} error=${error} />`;
	const here = { ...console_, ...live, declared, language, switchLanguage, lock, reload };
	return html`<${Here.Provider} value=${here}>
		${user && declared
			? html`<${user.must_change ? MustChange : Frame} />`
			: console_.needs_setup
				? html`<${Setup} />`
				: html`<${SignIn} />`}
	<//>`;
}
