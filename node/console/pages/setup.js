// The first run: who has the code becomes the system administrator.
import { html } from 'htm/preact';
import { post } from '../api.js';
import { Form } from '../components/form.js';
import { Language } from '../components/language.js';
import { useHere } from '../here.js';
import { t } from '../words.js';

export function Setup() {
	const { hall, reload } = useHere();
	const fields = [
		{ name: 'code', meaning: t('setup code'), form: 'code', required: true },
		{ name: 'name', meaning: t('user name'), form: 'code', required: true, autocomplete: 'username' },
		{ name: 'full_name', meaning: t('full name'), form: 'text', required: true },
		{ name: 'password', meaning: t('password'), form: 'text', required: true, secret: true, autocomplete: 'new-password' },
	];

	return html`<main class="alone">
		<h1>${hall.name}</h1>
		<p>${t('Nobody can sign in here yet. The setup code was printed where sanji serve was started; whoever has it becomes the system administrator.')}</p>
		<${Form}
			fields=${fields}
			send=${async (values) => {
				await post('setup', values);
				return post('session', { name: values.name, password: values.password });
			}}
			onDone=${reload}
			label=${t('begin')}
		/>
		<p class="beside"><${Language} /></p>
	</main>`;
}
