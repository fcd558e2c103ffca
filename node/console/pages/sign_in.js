// Signing in: by a tile with one's name and the PIN, where the password was
// given today; else with the password.
import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { dropDrafts } from '../components/draft.js';
import { Form } from '../components/form.js';
import { Language } from '../components/language.js';
import { useHere } from '../here.js';
import { t } from '../words.js';

const NAME = { form: 'code', required: true, autocomplete: 'username' };
const SECRET = { required: true, secret: true };

// Whose PIN counts at this browser; undefined: nobody knows yet.
function usePeople() {
	const [people, setPeople] = useState();

	useEffect(() => {
		get('session/people').then(setPeople, () => setPeople([]));
	}, []);
	return people;
}

// Chosen by their number, too.
function Tiles({ people, onChoose }) {
	useEffect(() => {
		const onKey = (event) => {
			const one = people[Number(event.key) - 1];

			if (one && event.target.tagName !== 'INPUT') {
				event.preventDefault();
				onChoose(one);
			}
		};
		addEventListener('keydown', onKey);
		return () => removeEventListener('keydown', onKey);
	}, [people]);
	return html`<ul class="people" aria-label=${t('who is there?')}>
		${people.map(
			(one, i) => html`<li>
				<button onClick=${() => onChoose(one)}>
					<kbd>${i + 1}</kbd> ${one.full_name} <small>${one.name}</small>
				</button>
			</li>`,
		)}
	</ul>`;
}

// by: 'tiles', 'pin' or 'password'.
function useWay(people, last) {
	const [chosen, setChosen] = useState({});
	const mine = people.find((one) => one.name === last);
	const usual = mine ? { by: 'pin', who: mine } : { by: people.length ? 'tiles' : 'password' };

	return { ...usual, ...chosen, go: setChosen };
}

function Ways({ people }) {
	const { last, reload } = useHere();
	const { by, who, go } = useWay(people, last);
	const main = useRef(null);
	const done = ({ user }) => {
		if (user.name !== last) {
			dropDrafts();
			location.hash = '';
		}
		reload();
	};
	const send = (values) => post('session', by === 'pin' ? { ...values, name: who.name } : values);
	const fields =
		by === 'pin'
			? [{ ...SECRET, name: 'pin', meaning: 'PIN', form: 'code' }]
			: [
					{ ...NAME, name: 'name', meaning: t('user name') },
					{ ...SECRET, name: 'password', meaning: t('password'), form: 'text', autocomplete: 'current-password' },
				];

	useEffect(() => main.current.querySelector('input, .people button')?.focus(), [by, who]);
	return html`<div ref=${main}>
		${by === 'pin' && html`<h2>${who.full_name}</h2>`}
		${by === 'tiles'
			? html`<${Tiles} people=${people} onChoose=${(one) => go({ by: 'pin', who: one })} />`
			: html`<${Form} key=${`${by} ${who?.name}`} ...${{ fields, send }} onDone=${done} label=${t('sign in')} />`}
		<p class="beside">
			${by !== 'tiles' &&
			people.length > 0 &&
			html`<button class="quiet" onClick=${() => go({ by: 'tiles' })}>${t('somebody else')}</button>`}
			${by !== 'password' &&
			html`<button class="quiet" onClick=${() => go({ by: 'password' })}>${t('with the password')}</button>`}
			<${Language} />
		</p>
	</div>`;
}

export function SignIn() {
	const { hall, last } = useHere();
	const people = usePeople();

	return html`<main class="alone">
		<h1>${hall.name}</h1>
		${last && html`<p role="status">${t('Locked; what was typed is kept.')}</p>`}
		${people && html`<${Ways} people=${people} />`}
	</main>`;
}
