// The guide (办事指南): for each item what to bring, what it costs, how long
// it takes and where; found by its name or initials, and printed.
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { get } from '../api.js';
import { Notice } from '../components/notice.js';
import { hasInitials, initials } from '../components/pinyin.js';
import { Table } from '../components/table.js';
import { t } from '../words.js';

function useAnswer(path, values) {
	const [answer, setAnswer] = useState({});

	useEffect(() => {
		get(path, values).then(
			(data) => setAnswer({ data }),
			(error) => setAnswer({ error }),
		);
	}, [path, values?.item]);
	return answer;
}

function Items({ onChoose }) {
	const { data, error } = useAnswer('kiosk/items');
	const [text, setText] = useState('');
	const asked = text.trim().toLowerCase();
	const found = (data ?? []).filter(
		(i) =>
			i.state === 'published' &&
			(i.name.includes(asked) ||
				hasInitials(initials(i.name), asked) ||
				i.department.includes(asked) ||
				i.code.toLowerCase().includes(asked)),
	);

	return html`<${Notice} error=${error} />
		<label for="guide-text">${t('name of the item, or its initials')}</label>
		<input
			id="guide-text"
			type="search"
			autocomplete="off"
			value=${text}
			onInput=${(e) => setText(e.currentTarget.value)}
		/>
		<ul class="items">
			${found.map(
				(item) => html`<li>
					<button class="secondary outline" onClick=${() => onChoose(item.code)}>
						${item.name} <small>${item.department}</small>
					</button>
				</li>`,
			)}
		</ul>
		${data && found.length === 0 && html`<p>${t('nothing of that name; please ask at the window')}</p>`}`;
}

function Materials({ materials }) {
	return html`<${Table}
		rows=${materials}
		caption=${t('materials')}
		columns=${[
			{ name: 'name', title: t('material') },
			{ title: t('original'), show: (m) => m.originals ?? 0 },
			{ title: t('copies'), show: (m) => m.copies ?? 0 },
			{ title: t('kind'), show: (m) => (m.main === 'yes' ? t('main') : t('attached')) },
		]}
	/>`;
}

const yuan = (fen) => (fen / 100).toFixed(2);

function feesOf(item) {
	if (!item.fees?.length) return item.disclosures?.fees ?? t('free of charge');
	return item.fees.map((f) => t('%s: %s yuan', f.name, yuan(f.amount))).join('；');
}

function limitsOf(item) {
	if (!item.promise_days) return t('at once');
	return t('%s working days (the law allows %s)', item.promise_days, item.statutory_days ?? item.promise_days);
}

function Item({ code, onBack }) {
	const { data, error } = useAnswer('kiosk/item', { item: code });
	const item = data ?? {};
	const said = item.disclosures ?? {};
	const lines = [
		[t('time limit'), limitsOf(item)],
		[t('fees'), feesOf(item)],
		[t('who can apply'), item.conditions],
		[t('steps'), said.procedure],
		[t('what you get'), item.result],
		[t('where'), said.window],
		[t('legal basis'), item.basis],
		[t('complaints'), said.complaints ?? item.supervision],
	];

	return html`<${Notice} error=${error} />
		<div class="toolbar">
			<button class="secondary" onClick=${onBack}>${t('all items')}</button>
			<button onClick=${() => print()}>${t('print this page')}</button>
		</div>
		${data &&
		html`<article class="leaflet">
			<h2>${item.name}</h2>
			<p>${item.content}</p>
			<h3>${t('materials')}</h3>
			<${Materials} materials=${item.materials ?? []} />
			<dl>
				${lines
					.filter(([, value]) => value)
					.map(([title, value]) => html`<dt>${title}</dt><dd>${value}</dd>`)}
			</dl>
			<p><small>${item.code} · ${item.department}</small></p>
		</article>`}`;
}

export function Guide() {
	const [code, setCode] = useState(null);

	return code
		? html`<${Item} code=${code} onBack=${() => setCode(null)} />`
		: html`<${Items} onChoose=${setCode} />`;
}
