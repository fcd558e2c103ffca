// Who is looked for stands in no address and no history of a browser: it is
// kept in memory, for whoever is signed in, until the page is loaded again.
import { useState } from 'preact/hooks';
import { useHere } from '../here.js';

const PERSONAL = ['name', 'id_number', 'document_number', 'phone', 'person', 'complainant'];

const kept = new Map();

const part = (values, isPersonal) =>
	Object.fromEntries(
		Object.entries(values).filter(([name, value]) => value && PERSONAL.includes(name) === isPersonal),
	);

// {person, onSearch}: what was asked of a person at that path, and what a
// query bar does with what was typed.
export function usePersonQuery(path) {
	const { user } = useHere();
	const key = `${user.name}/${path.join('/')}`;
	const [person, setPerson] = useState(kept.get(key) ?? {});
	const onSearch = (values) => {
		const of = part(values, true);

		kept.set(key, of);
		setPerson(of);
		return part(values, false);
	};

	return { person, onSearch };
}
