// Taking a case in (收件) by the keyboard: item, applicant, materials, review.
// Enter goes on, Esc back, Ctrl+S saves.  What was typed is kept as a draft
// until it is saved, and goes with it.
import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { post } from '../api.js';
import { Kept, useDraft } from '../components/draft.js';
import { ABOUT, Drafts } from '../components/intake_draft.js';
import { Applicant, MaterialStep, Review, lacking } from '../components/intake_steps.js';
import { ItemChoice } from '../components/item_choice.js';
import { useItems } from '../components/items.js';
import { Receipt } from '../components/receipt.js';
import { useAction } from '../here.js';
import { t } from '../words.js';

const ASKED = [
	'name',
	'id_number',
	'document',
	'document_number',
	'number_reason',
	'phone',
	'address',
	'agent',
	'note',
];

function useKeys(keys) {
	const current = useRef(keys);

	current.current = keys;
	useEffect(() => {
		const onKey = (event) => {
			const name = event.ctrlKey || event.metaKey ? `Ctrl+${event.key}` : event.key;

			if (!current.current[name]) return;
			event.preventDefault();
			current.current[name]();
		};
		addEventListener('keydown', onKey);
		return () => removeEventListener('keydown', onKey);
	}, []);
}

function Steps({ at }) {
	const names = [t('item'), t('applicant'), t('materials'), t('review')];

	return html`<ol class="steps">
		${names.map((name, i) => html`<li aria-current=${i === at ? 'step' : undefined}>${name}</li>`)}
	</ol>`;
}

export function Intake() {
	const action = useAction('case', 'receive');
	const { nameOf } = useItems();
	const { values: draft, keptAt, change, take, settle, close, forget } = useDraft(ABOUT);
	const [step, setStep] = useState(0);
	const [saved, setSaved] = useState(null);
	const [error, setError] = useState(null);
	const [isBusy, setBusy] = useState(false);
	const fields = (action?.fields ?? []).filter((f) => ASKED.includes(f.name));
	const save = async () => {
		const said = Object.fromEntries(
			ASKED.filter((name) => draft[name]).map((name) => [name, draft[name]]),
		);

		if (isBusy) return;
		setBusy(true);
		try {
			const from_draft = await settle();
			setSaved(
				await post('case/receive', { item: draft.item.code, ...said, ...lacking(draft.marks), from_draft }),
			);
			close();
			setError(null);
		} catch (failure) {
			setError(failure);
			setStep(failure.field ? 1 : 3);
		}
		setBusy(false);
	};
	const another = () => {
		forget();
		setSaved(null);
		setStep(0);
	};

	useKeys({
		Escape: () => step > 0 && !saved && setStep(step - 1),
		'Ctrl+s': () => !saved && draft.item && draft.name && save(),
	});
	if (saved) {
		return html`<h1>${t('taken in')}</h1>
			<${Receipt} number=${saved.number} item=${draft.item} onAnother=${another} />`;
	}
	const next = () => setStep(step + 1);
	return html`<h1>${t('take in a case')}${draft.item ? ` · ${draft.item.name}` : ''}</h1>
		<${Steps} at=${step} />
		${step === 0 &&
		html`<${ItemChoice}
			onChoose=${(item) => {
				change({ item, marks: {} });
				next();
			}}
		/>
		<${Drafts}
			onTake=${(row) => {
				take(row);
				setStep(row.values.item ? 1 : 0);
			}}
		/>`}
		${step === 1 && html`<${Applicant} ...${{ fields, draft, change, nameOf }} onNext=${next} />`}
		${step === 2 && html`<${MaterialStep} ...${{ draft, change }} onNext=${next} />`}
		${step === 3 &&
		html`<${Review} ...${{ fields, draft, error, isBusy }} onChange=${setStep} onSave=${save} />`}
		<p><small>${t('Enter goes on, Esc goes back, Ctrl+S saves.')}</small> <${Kept} keptAt=${keptAt} /></p>`;
}
