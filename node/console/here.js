// What every page knows: the hall, the user, what may be done, and when
// something has changed.
import { createContext } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
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

// What any word of the program is called, of whatever type it is a state or a
// choice.
export function useWords() {
	const { declared } = useHere();
	const words = useMemo(() => {
		const choices = declared.actions.flatMap((a) => a.fields.flatMap((f) => f.choices ?? []));
		return new Map([...Object.values(declared.states).flat(), ...choices].map((c) => [c.word, c.meaning]));
	}, [declared]);

	return (word) => words.get(word) ?? word;
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

// Asked again after so long if the hall did not answer, or was busy.
const AGAIN_MS = 2000;

const passes = (error) => error.status === 0 || error.status === 503;

// An answer is shown unless a later one was, so that one that takes longer than
// the next change to come is seen.
function useAsked(path, values, changes, ask = get) {
	const [loaded, setLoaded] = useState({});
	const asked = JSON.stringify(values || {});
	const [again, setAgain] = useState(0);
	const question = useRef({});

	useEffect(() => {
		question.current = { shown: 0, begun: 0 };
		return () => {
			question.current = {};
		};
	}, [path, asked]);
	useEffect(() => {
		const mine = question.current;
		const turn = ++mine.begun;
		const show = (next) => {
			if (question.current !== mine || turn < mine.shown) return;
			mine.shown = turn;
			setLoaded(next);
		};
		let pause = null;

		if (path)
			ask(path, JSON.parse(asked)).then(
				(data) => show({ data }),
				(error) => {
					show((old) => ({ ...old, error }));
					if (passes(error) && turn === mine.begun)
						pause = setTimeout(() => setAgain((n) => n + 1), AGAIN_MS);
				},
			);
		return () => clearTimeout(pause);
	}, [path, asked, changes, again]);
	return { ...loaded, reload: () => setAgain((n) => n + 1) };
}
