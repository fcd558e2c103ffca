// Writing an item: saved as a draft of this hall, published by the county.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useLoaded } from '../here.js';
import { go } from '../router.js';
import { t } from '../words.js';
import { Field } from './field.js';
import { useItemFields } from './item_facts.js';
import { Notice } from './notice.js';
import { RichField, saidOf } from './rich_field.js';

const CODE = () => ({ name: 'code', meaning: t('item code'), form: 'code', required: true });

function Editor({ start, isNew }) {
	const fields = useItemFields();
	const [values, setValues] = useState(start);
	const [error, setError] = useState(null);
	const [isBusy, setBusy] = useState(false);
	const put = (name) => (value) => setValues({ ...values, [name]: value });
	const save = async (event) => {
		event.preventDefault();
		if (isBusy) return;
		setBusy(true);
		try {
			const written = Object.fromEntries(
				['code', ...fields.map((f) => f.name)].map((name) => [name, values[name]]),
			);
			await post('item/draft', saidOf(written));
			go(['catalogue', 'drafts']);
		} catch (failure) {
			setError(failure);
		}
		setBusy(false);
	};

	return html`<form onSubmit=${save} novalidate aria-busy=${isBusy}>
		${isNew && html`<${Field} field=${CODE()} error=${error} value=${values.code} onInput=${put('code')} />`}
		<div class="fields">
			${fields
				.filter((f) => f.form !== 'row' && !f.listed)
				.map(
					(field) => html`<${RichField}
						key=${field.name}
						...${{ field, error }}
						value=${values[field.name]}
						onInput=${put(field.name)}
					/>`,
				)}
		</div>
		${fields
			.filter((f) => f.form === 'row' || f.listed)
			.map(
				(field) => html`<${RichField}
					key=${field.name}
					...${{ field, error }}
					value=${values[field.name]}
					onInput=${put(field.name)}
				/>`,
			)}
		<${Notice} error=${error} />
		<button type="submit" disabled=${isBusy}>${t('save the draft')}</button>
	</form>`;
}

// What this hall drafted last, or else what is published.
export function ItemEditor({ code, hall }) {
	const drafts = useLoaded(code && 'item/drafts', { code });
	const { data, error } = useLoaded(code && 'item/show', { code });
	const draft = drafts.data?.find((row) => row.hall === hall && row.state === 'drafted');

	if (!code) return html`<${Editor} start=${{}} isNew=${true} />`;
	if (!drafts.data || (!data && !error)) return null;
	return html`<${Editor} key=${code} start=${{ ...data, ...draft, code }} isNew=${false} />`;
}
