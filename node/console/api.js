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

// An answer that breaks off is none.
const whole = (answer, read) =>
	read(answer).catch(() => {
		throw new ApiError(0, { error: 'unreachable' });
	});

async function ask(path, options, read = (answer) => answer.json()) {
	const asker = token;
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
	if (answer.ok) return whole(answer, read);
	const said = await answer.json().catch(() => ({}));
	// An answer may come after somebody else has signed in.
	if (answer.status === 401 && asker === token) signedOut();
	throw new ApiError(answer.status, said);
}

// Values that say something, as a query.
export function query(values) {
	const said = Object.entries(values || {}).filter(([, v]) => v != null && v !== '');
	return said.length ? `?${new URLSearchParams(said)}` : '';
}

export const get = (path, values) => ask(path + query(values), { method: 'GET' });

// keepalive: sent even if the page goes away meanwhile.
export const post = (path, values, keepalive = false) =>
	ask(path, {
		method: 'POST',
		keepalive,
		headers: { 'Content-Type': 'application/json', 'X-Sanji-Token': token },
		body: JSON.stringify(values || {}),
	});

// A file made of what the hall answers; the browser keeps it under that name.
// Returns its size, or what the hall says of one that it makes later.
export async function download(path, values, name) {
	const bytes = await ask(
		path,
		{
			method: 'POST',
			headers: { 'Content-Type': 'application/json', 'X-Sanji-Token': token },
			body: JSON.stringify(values || {}),
		},
		(answer) => (answer.status === 202 ? answer.json() : answer.blob()),
	);

	if (!(bytes instanceof Blob)) return bytes;
	keep(bytes, name);
	return bytes.size;
}

// Bytes become a file of that name.
export function keep(bytes, name) {
	const link = document.createElement('a');

	link.href = URL.createObjectURL(bytes);
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

export const getBytes = (path, values) =>
	ask(path + query(values), { method: 'GET' }, (answer) => answer.arrayBuffer());

// Send a file in pieces; tell(part) between 0 and 1.  Returns what it is
// called from then on.
export async function upload(file, tell) {
	const { upload: name, piece } = await post('upload', { len: file.size });

	for (let at = 0; at < file.size; at += piece) {
		await ask(`upload/piece${query({ upload: name, at })}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/octet-stream', 'X-Sanji-Token': token },
			body: file.slice(at, at + piece),
		});
		tell(Math.min(1, (at + piece) / file.size));
	}
	return name;
}

// Told whenever something has changed at this hall, or may have while nobody
// listened; returns how to stop.
export function listen(onChanged, onState) {
	const source = new EventSource(`${ROOT}events`);
	source.addEventListener('hello', () => {
		onState(true);
		onChanged();
	});
	source.addEventListener('changed', onChanged);
	source.addEventListener('error', () => onState(false));
	return () => source.close();
}
