// My own account: another password, a PIN.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { Form } from '../components/form.js';
import { useHere } from '../here.js';
import { t } from '../words.js';

const secret = (name, meaning, autocomplete) => ({
	name,
	meaning,
	form: 'text',
	required: true,
	secret: true,
	autocomplete,
});

// Typed twice, since nobody sees what was typed.
function checkTwice(values) {
	if (values.password !== values.again) {
		throw Object.assign(new Error(t('The two passwords differ.')), { field: 'again' });
	}
}

export function NewPassword() {
	const { reload } = useHere();

	return html`<${Form}
		fields=${[
			secret('old', t('password until now'), 'current-password'),
			secret('password', t('new password'), 'new-password'),
			secret('again', t('new password, again'), 'new-password'),
		]}
		send=${async (values) => {
			checkTwice(values);
			await post('user/passwd', { old: values.old, password: values.password });
		}}
		onDone=${reload}
		label=${t('change the password')}
	/>`;
}

function NewPin() {
	const [isDone, setDone] = useState(false);

	return html`${isDone && html`<p role="status">${t('Done.')}</p>`}
		<${Form}
			fields=${[secret('pin', t('PIN, six to twelve digits'), 'off')]}
			send=${(values) => post('user/pin', values)}
			onDone=${() => setDone(true)}
			label=${t('set the PIN')}
		/>`;
}

export function Account() {
	const { user } = useHere();

	return html`<h1>${t('my account')}</h1>
		<p>${user.full_name} <small>${user.name}</small></p>
		<div class="halves">
			<section>
				<h2>${t('password')}</h2>
				<p>${t('At least eight characters of three kinds; whoever changes it signs in again.')}</p>
				<${NewPassword} />
			</section>
			<section>
				<h2>PIN</h2>
				<p>${t('For changing users quickly at a machine where the password was given that day.')}</p>
				<${NewPin} />
			</section>
		</div>`;
}

// Before anything else, when somebody else knows the password.
export function MustChange() {
	const { hall } = useHere();

	return html`<main class="alone">
		<h1>${hall.name}</h1>
		<p>${t('An administrator set your password. Choose one of your own; then sign in with it.')}</p>
		<${NewPassword} />
	</main>`;
}
