// Signing in: with the password, or, where it was given today, with the PIN.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { Form } from '../components/form.js';
import { Language } from '../components/language.js';
import { useHere } from '../here.js';
import { t } from '../words.js';

export function SignIn() {
	const { hall, reload } = useHere();
	const [byPin, setByPin] = useState(false);
	const fields = [
		{ name: 'name', meaning: t('user name'), form: 'code', required: true, autocomplete: 'username' },
		byPin
			? { name: 'pin', meaning: 'PIN', form: 'code', required: true, secret: true }
			: { name: 'password', meaning: t('password'), form: 'text', required: true, secret: true, autocomplete: 'current-password' },
	];

	return html`<main class="alone">
		<h1>${hall.name}</h1>
		<${Form}
			key=${byPin}
			fields=${fields}
			send=${(values) => post('session', values)}
			onDone=${reload}
			label=${t('sign in')}
		/>
		<p class="beside">
			<button class="quiet" onClick=${() => setByPin(!byPin)}>
				${byPin ? t('with the password') : t('with the PIN')}
			</button>
			<${Language} />
		</p>
	</main>`;
}
