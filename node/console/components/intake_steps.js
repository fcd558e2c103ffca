// The steps of taking a case in; each is a form, so that Enter goes on.
import { html } from 'htm/preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { post } from '../api.js';
import { useLoaded, useMeaning } from '../here.js';
import { moment, money, t } from '../words.js';
import { Field } from './field.js';
import { useFocus } from './focus.js';
import { labelOf } from './label.js';
import { Notice } from './notice.js';
import { Table } from './table.js';

// What this person applied for before, as far as this hall holds it.
function Earlier({ cases, item, nameOf }) {
	const meaning = useMeaning('case');

	if (!cases.length) return null;
	return html`<section aria-live="polite">
		<h2>${t('earlier cases of this person')}</h2>
		${cases.some((c) => c.item === item.code) &&
		html`<p class="warning">${t('This person has a case of the same item; look at it before you take in another.')}</p>`}
		<${Table}
			rows=${cases}
			caption=${t('earlier cases of this person')}
			columns=${[
				{ title: t('number'), show: (c) => html`<a target="_blank" href=${`#/case/${c.number}`}>${c.number}</a>` },
				{ title: t('item'), show: (c) => nameOf(c.item) },
				{ title: t('state'), show: (c) => meaning(c.state) },
				{ title: t('received at'), show: (c) => moment(c.received_time) },
			]}
		/>
	</section>`;
}

// A check character is typed as x and written as X (GB 11643).
const written = (name, value) => (name === 'id_number' ? value.toUpperCase() : value);

const OTHER = ['document', 'document_number', 'number_reason'];

// Whether the field is asked for: an identity number, or another document and,
// for a card whose number does not check, why.
function isAsked({ name }, draft) {
	if (name === 'number_reason') return draft.document === 'identity_card';
	if (OTHER.includes(name)) return draft.document != null;
	return name !== 'id_number' || draft.document == null;
}

const NONE = { document: undefined, document_number: undefined, number_reason: undefined };

const instead = (document, number) => ({ document, document_number: number, id_number: undefined });

// Of a number that does not check; after all fields, since most are mistyped
// and corrected.
function AsItStands({ number, change }) {
	return html`<button type="button" class="quiet" onClick=${() => change(instead('identity_card', number))}>
		${t('It stands so on the card')}
	</button>`;
}

// From the number to another document, and back.
function OtherDocument({ draft, change }) {
	const isOther = draft.document != null;

	return html`<button
		type="button"
		class="quiet"
		onClick=${() => change(isOther ? NONE : instead(''))}
	>
		${isOther ? t('by identity number') : t('another document')}
	</button>`;
}

export function Applicant({ fields: all, draft, change, onNext, nameOf }) {
	const [error, setError] = useState(null);
	const [earlier, setEarlier] = useState([]);
	const form = useFocus();
	const fields = all.filter((field) => isAsked(field, draft));
	const check = async (name) => {
		if (!draft[name]) return true;
		try {
			await post('case/check', { field: name, value: draft[name] });
			setError(null);
			if (name === 'id_number') setEarlier(await post('case/list', { id_number: draft[name] }));
			return true;
		} catch (failure) {
			failure.field = name;
			setError(failure);
			return false;
		}
	};
	const submit = async (event) => {
		event.preventDefault();
		for (const field of fields) if (!(await check(field.name))) return;
		onNext();
	};

	useLayoutEffect(() => form.current.querySelector('input')?.focus(), []);
	return html`<form ref=${form} onSubmit=${submit} novalidate>
		<${Notice} error=${error?.field ? null : error} />
		<div class="fields">
			${fields.map(
				(field) => html`<div key=${field.name} onFocusOut=${() => check(field.name)}>
					<${Field}
						...${{ field, error }}
						value=${draft[field.name]}
						onInput=${(value) => change({ [field.name]: written(field.name, value) })}
					/>
				</div>`,
			)}
		</div>
		<p class="beside">
			${error?.field === 'id_number' &&
			draft.document == null &&
			html`<${AsItStands} number=${draft.id_number} change=${change} />`}
			<${OtherDocument} ...${{ draft, change }} />
		</p>
		<${Earlier} cases=${earlier} item=${draft.item} nameOf=${nameOf} />
		<button type="submit">${t('next')}</button>
	</form>`;
}

const HAVE = [
	['', () => t('have')],
	['not_brought', () => t('not brought')],
	['missing', () => t('does not exist')],
	['deferred', () => t('may follow')],
];

// {missing: "a,b", …} of what was marked, as the actions take it.
export function lacking(marks) {
	const lists = {};

	for (const [name, mark] of Object.entries(marks ?? {}))
		if (mark) lists[mark] = lists[mark] ? `${lists[mark]},${name}` : name;
	return lists;
}

const KINDS = { yes: () => t('main'), no: () => t('attached') };

function Material({ material, mark, onMark }) {
	const papers = t('%s originals, %s copies', material.originals ?? 0, material.copies ?? 0);

	return html`<tr>
		<td>${material.name}</td>
		<td>${KINDS[material.main]?.()}</td>
		<td>${papers}</td>
		<td>
			<select aria-label=${material.name} value=${mark ?? ''} onChange=${(e) => onMark(e.currentTarget.value)}>
				${HAVE.map(([word, meaning]) => html`<option value=${word}>${meaning()}</option>`)}
			</select>
		</td>
	</tr>`;
}

const greenScope = ({ meaning, currency, least }) =>
	currency ? t('%s from %s', meaning, money(least, currency)) : meaning;

// The kind that the rules propose, and why; the hall says it, not the page.
export function Proposal({ draft }) {
	const values = { item: draft.item.code, ...lacking(draft.marks) };
	const { data, error } = useLoaded('case/propose', values);

	return html`<${Notice} error=${error} />
		<p role="status" class="proposal">
			${data && html`${t('proposed')}: <b>${data.kind_meaning}</b> · ${data.why_meaning}`}
		</p>
		${data?.green.length > 0 && html`<p>${t('It may take the green channel, opened on the page of the case: %s', data.green.map(greenScope).join('; '))}</p>`}`;
}

export function MaterialStep({ draft, change, onNext }) {
	const { data } = useLoaded('item/show', { code: draft.item.code });
	const button = useFocus();
	const mark = (name) => (word) => change({ marks: { ...draft.marks, [name]: word } });

	return html`<form
		onSubmit=${(event) => {
			event.preventDefault();
			onNext();
		}}
	>
		<div class="scroll">
			<table>
				<thead>
					<tr>
						<th scope="col">${t('material')}</th>
						<th scope="col">${t('kind')}</th>
						<th scope="col">${t('papers')}</th>
						<th scope="col">${t('state')}</th>
					</tr>
				</thead>
				<tbody>
					${(data?.materials ?? []).map(
						(m) => html`<${Material} material=${m} mark=${draft.marks?.[m.name]} onMark=${mark(m.name)} />`,
					)}
				</tbody>
			</table>
		</div>
		<${Proposal} draft=${draft} />
		<button ref=${button} type="submit">${t('next')}</button>
	</form>`;
}

const meaningOf = (field, value) => field.choices?.find((c) => c.word === value)?.meaning ?? value;

export function Review({ fields, draft, onChange, onSave, error, isBusy }) {
	const button = useFocus();
	const lines = [
		[t('item'), draft.item.name, 0],
		...fields
			.filter((f) => draft[f.name] && isAsked(f, draft))
			.map((f) => [labelOf(f.meaning), meaningOf(f, draft[f.name]), 1]),
		...Object.entries(draft.marks ?? {})
			.filter(([, mark]) => mark)
			.map(([name, mark]) => [name, HAVE.find(([word]) => word === mark)[1](), 2]),
	];

	return html`<form
		onSubmit=${(event) => {
			event.preventDefault();
			onSave();
		}}
	>
		<${Notice} error=${error} />
		<dl class="record review">
			${lines.map(
				([title, value, step]) => html`<dt>${title}</dt>
					<dd>
						${value}${' '}
						<button type="button" class="quiet" onClick=${() => onChange(step)}>
							${t('change')}<span class="visually-hidden"> ${title}</span>
						</button>
					</dd>`,
			)}
		</dl>
		<${Proposal} draft=${draft} />
		<button ref=${button} type="submit" disabled=${isBusy}>${t('save')}</button>
	</form>`;
}
