// What every page knows: the hall, the user, what may be done, and when
// something has changed.
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { get, post } from './api.js';

export const Here = createContext({});

export const useHere = () => useContext(Here);

// The declared action of that noun and verb, or undefined: it is not allowed.
export function useAction(noun, verb) {
	const { declared } = useHere();
	return declared.actions.find((a) => a.noun === noun && a.verb === verb);
}

// What a state or a choice is called.
export function useMeaning(type) {
	const { declared } = useHere();
	const states = declared.states[type] || [];
	return (word) => states.find((s) => s.word === word)?.meaning ?? word;
}

// What the path answers, asked again when something has changed.
export function useLoaded(path, values) {
	const { changes } = useHere();

	return useAsked(path, values, changes);
}

// The same, sent so that nothing of it stands in an address: who is looked
// for.
export function useFound(path, values) {
	const { changes } = useHere();

	return useAsked(path, values, changes, post);
}

// The same as useLoaded, asked again only by whoever wants to: what takes long, and what
// people are reading.
export const useLoadedOnce = (path, values) => useAsked(path, values, 0);

function useAsked(path, values, changes, ask = get) {
	const [loaded, setLoaded] = useState({});
	const asked = JSON.stringify(values || {});
	const [again, setAgain] = useState(0);

	useEffect(() => {
		let isCurrent = true;
		if (path)
			ask(path, JSON.parse(asked)).then(
				(data) => isCurrent && setLoaded({ data }),
				(error) => isCurrent && setLoaded((old) => ({ ...old, error })),
			);
		return () => {
			isCurrent = false;
		};
	}, [path, asked, changes, again]);
	return { ...loaded, reload: () => setAgain(again + 1) };
}
