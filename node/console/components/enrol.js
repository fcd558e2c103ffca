// How a machine becomes a hall's, and how its keys end: a token to be read or
// typed there, and the fingerprint two people compare.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useAction } from '../here.js';
import { moment, t } from '../words.js';
import { Dialog } from './dialog.js';
import { Form } from './form.js';
import { Qr } from './qr.js';

const SAID = {
	joins: () => t('On the new machine: sanji join TOKEN DIR. A scanner types the token from the code.'),
	renews: () => t('On its machine: sanji members rotate TOKEN'),
	points: () => t('On its new machine: sanji recover DIR --from TOKEN'),
};

function Token({ made }) {
	return html`<section class="token" aria-label=${t('invitation')}>
		<${Qr} text=${made.token} label=${t('QR code of the token')} />
		<div>
			<p>${SAID[made.purpose]?.()}</p>
			<p><code class="long">${made.token}</code></p>
			<p>
				<small>
					${t('Works once, until %s; calls %s.', moment(made.expires), made.address)}
				</small>
			</p>
			<button type="button" class="quiet" onClick=${() => navigator.clipboard?.writeText(made.token)}>
				${t('copy')}
			</button>
			<p>${t('When it has joined, compare the fingerprint it shows with the one below.')}</p>
		</div>
	</section>`;
}

// One of the actions of members about that hall, as a question above the page.
function Question({ verb, code, label, fixed, onMade }) {
	const action = useAction('members', verb);
	const [isOpen, setOpen] = useState(false);
	const fields = (action?.fields ?? []).filter((f) => f.name !== 'hall' && !(f.name in (fixed ?? {})));

	if (!action) return null;
	return html`<button type="button" onClick=${() => setOpen(true)}>${label}</button>
		<${Dialog} title=${label} isOpen=${isOpen} onClose=${() => setOpen(false)}>
			<p>${action.meaning}</p>
			<${Form}
				fields=${fields}
				send=${(values) => post(`members/${verb}`, { hall: code, ...fixed, ...values })}
				onDone=${(made) => {
					setOpen(false);
					onMade(made.token ? made : null);
				}}
				label=${label}
			/>
		<//>`;
}

export function Enrol({ hall }) {
	const [made, setMade] = useState(null);
	const of = { code: hall.code, onMade: setMade };

	return html`<div class="beside">
			${!hall.member &&
			html`<${Question} ...${of} verb="invite" fixed=${{ renew: '' }} label=${t('invite a machine')} />`}
			${hall.member &&
			html`<${Question} ...${of} verb="invite" fixed=${{ renew: 'yes' }} label=${t('give other keys')} />`}
			${hall.member && html`<${Question} ...${of} verb="replace" label=${t('replace a lost machine')} />`}
			${hall.member &&
			!hall.revoked &&
			html`<${Question} ...${of} verb="revoke" label=${t('revoke its keys')} />`}
		</div>
		${made && html`<${Token} made=${made} />`}`;
}
