// What pages ask of the hall they are at.  Nothing else in the console calls
// fetch().
import { languageChosen } from './words.js';

const ROOT = '/api/v1/';

let token = '';
let signedOut = () => {};

// The server's words about what is wrong: code, text, status.
export class ApiError extends Error {
	constructor(status, said) {
		super(said.text || String(status));
		this.status = status;
		this.code = said.error || 'io';
		this.field = said.field;
	}
}

export function useToken(given) {
	token = given;
}

// Call back when the server says that nobody is signed in any more.
export function onSignedOut(callback) {
	signedOut = callback;
}

async function ask(path, options) {
	let answer;
	try {
		answer = await fetch(ROOT + path, {
			credentials: 'same-origin',
			cache: 'no-store',
			...options,
			headers: { 'Accept-Language': languageChosen(), ...options.headers },
		});
	} catch {
		throw new ApiError(0, { error: 'unreachable' });
	}
	const said = await answer.json().catch(() => ({}));
	if (answer.ok) return said;
	if (answer.status === 401) signedOut();
	throw new ApiError(answer.status, said);
}

// Values that say something, as a query.
export function query(values) {
	const said = Object.entries(values || {}).filter(([, v]) => v != null && v !== '');
	return said.length ? `?${new URLSearchParams(said)}` : '';
}

export const get = (path, values) => ask(path + query(values), { method: 'GET' });

export const post = (path, values) =>
	ask(path, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', 'X-Sanji-Token': token },
		body: JSON.stringify(values || {}),
	});

// Told whenever something has changed at this hall; returns how to stop.
export function listen(onChanged, onState) {
	const source = new EventSource(`${ROOT}events`);
	source.addEventListener('hello', () => onState(true));
	source.addEventListener('changed', onChanged);
	source.addEventListener('error', () => onState(false));
	return () => source.close();
}
