// Granting a hall many items in one act: chosen in a table beside what the hall
// has already, then the terms, then a review before it is signed.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useAction, useLoaded } from '../here.js';
import { go } from '../router.js';
import { t } from '../words.js';
import { Form } from './form.js';
import { useItems } from './items.js';
import { labelOf } from './label.js';
import { Notice } from './notice.js';
import { modeOf, stageOf } from './power_words.js';
import { Table } from './table.js';

const fits = (item, text) =>
	[item.code, item.name, item.department].some((value) => (value ?? '').includes(text));

// Of the powers of a hall the newest over each item.
function useStanding(hall) {
	const { data } = useLoaded(hall && 'power/list', { grantee: hall });
	const all = new Map();

	for (const power of data ?? [])
		if (power.stage !== 'taken_back')
			for (const item of power.items ?? []) all.set(item, power);
	return all;
}

function Chosen({ items, chosen, onChoose }) {
	const isAll = items.length > 0 && items.every((item) => chosen.has(item.code));
	const change = (codes, isOn) => {
		const next = new Set(chosen);

		for (const code of codes) isOn ? next.add(code) : next.delete(code);
		onChoose(next);
	};

	return {
		all: html`<label>
			<input
				type="checkbox"
				checked=${isAll}
				onChange=${() => change(items.map((item) => item.code), !isAll)}
			/>
			${t('all that are shown')}
		</label>`,
		one: (item) => html`<input
			type="checkbox"
			aria-label=${t('choose %s', item.name)}
			checked=${chosen.has(item.code)}
			onChange=${() => change([item.code], !chosen.has(item.code))}
		/>`,
	};
}

function Items({ hall, chosen, onChoose }) {
	const { items } = useItems();
	const standing = useStanding(hall);
	const [text, setText] = useState('');
	const shown = items.filter((item) => fits(item, text));
	const boxes = Chosen({ items: shown, chosen, onChoose });
	const now = (item) => {
		const power = standing.get(item.code);
		return power ? `${modeOf(power)} · ${stageOf(power)}` : '';
	};

	return html`<div class="query" role="search">
			<label class="wide">
				<span>${t('name, code or department')}</span>
				<input name="text" value=${text} onInput=${(event) => setText(event.currentTarget.value)} />
			</label>
			${boxes.all}
		</div>
		<${Table}
			rows=${shown}
			caption=${t('items')}
			columns=${[
				{ title: t('choose'), show: boxes.one },
				{ title: t('item code'), show: (item) => html`<span class="number">${item.code}</span>` },
				{ title: t('item name'), name: 'name' },
				{ title: t('department'), name: 'department' },
				{ title: t('power of the hall now'), show: now },
			]}
		/>`;
}

function Review({ hallName, chosen, values, fields, onBack, onDone }) {
	const { nameOf } = useItems();
	const [error, setError] = useState(null);
	const [isBusy, setBusy] = useState(false);
	const said = fields.filter((field) => values[field.name]);
	const meaningOf = (field) =>
		field.choices?.find((c) => c.word === values[field.name])?.meaning ?? values[field.name];
	const sign = async () => {
		setBusy(true);
		await onDone().catch(setError);
		setBusy(false);
	};

	return html`<section aria-label=${t('review')}>
		<${Notice} error=${error} />
		<dl class="record review">
			<dt>${t('hall')}</dt>
			<dd>${hallName}</dd>
			${said.map((field) => html`<dt>${labelOf(field.meaning)}</dt><dd>${meaningOf(field)}</dd>`)}
			<dt>${t('items')}</dt>
			<dd>
				${t('%s items', chosen.length)}
				<ul class="plain">
					${chosen.map((code) => html`<li>${nameOf(code)} <small class="number">${code}</small></li>`)}
				</ul>
			</dd>
		</dl>
		<p>${t('All of it is one act, signed by this hall; it is taken back as one, too.')}</p>
		<div class="toolbar">
			<button disabled=${isBusy} onClick=${sign}>${t('sign and grant')}</button>
			<button class="secondary" onClick=${onBack}>${t('change')}</button>
		</div>
	</section>`;
}

function HallOf({ grantees, hall, onChange }) {
	return html`<label class="choice">
		<span>${t('hall')}</span>
		<select value=${hall} onChange=${(event) => onChange(event.currentTarget.value)}>
			<option value="">${t('please choose')}</option>
			${grantees.map((one) => html`<option value=${one.word}>${one.meaning}</option>`)}
		</select>
	</label>`;
}

const ELSEWHERE = ['grantee', 'items', 'power'];

export function PowerGrant({ grantees }) {
	const action = useAction('power', 'grant');
	const [hall, setHall] = useState('');
	const [chosen, setChosen] = useState(new Set());
	const [values, setValues] = useState({});
	const [isReview, setReview] = useState(false);
	const fields = action.fields.filter((field) => !ELSEWHERE.includes(field.name));
	const codes = [...chosen].sort();
	const grant = async () => {
		const { power } = await post('power/grant', { ...values, grantee: hall, items: codes });
		go(['power', power]);
	};

	if (isReview)
		return html`<${Review}
			...${{ fields, values, chosen: codes }}
			hallName=${grantees.find((one) => one.word === hall)?.meaning}
			onBack=${() => setReview(false)}
			onDone=${grant}
		/>`;
	return html`<${HallOf} ...${{ grantees, hall }} onChange=${setHall} />
		<${Items} ...${{ hall, chosen }} onChoose=${setChosen} />
		<p role="status">${t('%s items are chosen', chosen.size)}</p>
		<${Form}
			fields=${fields}
			initial=${values}
			send=${async (typed) => {
				if (!hall || chosen.size === 0) throw new Error(t('Choose a hall and at least one item.'));
				setValues(typed);
				setReview(true);
			}}
			label=${t('review')}
		/>`;
}
