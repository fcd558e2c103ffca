// Where we are: #/path/parts?name=value.  Every state of a list stands there,
// so that it can be kept, sent and gone back to.
import { useEffect, useState } from 'preact/hooks';
import { query } from './api.js';

export function readRoute() {
	const [path, search] = location.hash.replace(/^#\/?/, '').split('?');
	return {
		parts: path.split('/').filter(Boolean).map(decodeURIComponent),
		query: Object.fromEntries(new URLSearchParams(search || '')),
	};
}

export function link(parts, values) {
	return `#/${parts.map(encodeURIComponent).join('/')}${query(values)}`;
}

export function go(parts, values) {
	location.hash = link(parts, values);
}

export function useRoute() {
	const [route, setRoute] = useState(readRoute);
	useEffect(() => {
		const onChange = () => setRoute(readRoute());
		addEventListener('hashchange', onChange);
		return () => removeEventListener('hashchange', onChange);
	}, []);
	return route;
}
