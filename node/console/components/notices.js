// The notices of a case: handed out, and printed on A4 or on a roll of 80 mm.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useAction, useHere, useLoaded } from '../here.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';
import { Form } from './form.js';
import { Notice } from './notice.js';
import { Paper } from './paper.js';
import { Table } from './table.js';

const PAPERS = [
	['a4', () => t('print A4')],
	['slip', () => t('print 80 mm')],
];

function useKinds() {
	const issue = useAction('notice', 'issue');
	const kinds = issue?.fields.find((f) => f.name === 'kind')?.choices ?? [];

	return { issue, kindOf: (word) => kinds.find((c) => c.word === word)?.meaning ?? word };
}

function Issue({ issue, number, onDone }) {
	return html`<${Form}
		fields=${issue.fields.filter((f) => f.name !== 'case')}
		send=${(values) => post('notice/issue', { ...values, case: number })}
		onDone=${onDone}
		label=${t('hand it out')}
	/>`;
}

export function Notices({ number }) {
	const { language } = useHere();
	const { data, reload } = useLoaded('notice/list', { case: number });
	const { issue, kindOf } = useKinds();
	const canPrint = useAction('notice', 'print');
	const [isIssuing, setIssuing] = useState(false);
	const [page, setPage] = useState(null);
	const [error, setError] = useState(null);
	const show = async (notice, paper) => {
		try {
			setPage((await post('notice/print', { notice, paper, language: language === 'en' ? 'en' : 'zh' })).page);
			setError(null);
			reload();
		} catch (failure) {
			setError(failure);
		}
	};
	const columns = [
		{ title: t('number'), show: (n) => html`<span class="number">${n.notice}</span>` },
		{ title: t('kind'), show: (n) => kindOf(n.kind) },
		{ title: t('issued'), show: (n) => n.issued },
		{ title: t('sheets'), show: (n) => n.sheets },
		{ title: t('printed'), show: (n) => t('%s times', n.prints) },
		{
			title: t('actions'),
			show: (n) =>
				canPrint &&
				PAPERS.map(
					([paper, label]) =>
						html`<button class="quiet" onClick=${() => show(n.notice, paper)}>${label()}</button>`,
				),
		},
	];

	return html`<${Notice} error=${error} />
		<${Table} rows=${data ?? []} columns=${columns} caption=${t('notices')} />
		${issue &&
		html`<div class="toolbar">
			<button class="secondary" onClick=${() => setIssuing(true)}>${t('hand out a notice')}</button>
		</div>`}
		<${Dialog} title=${t('hand out a notice')} isOpen=${isIssuing} onClose=${() => setIssuing(false)}>
			${issue &&
			html`<${Issue}
				...${{ issue, number }}
				onDone=${() => {
					setIssuing(false);
					reload();
				}}
			/>`}
		<//>
		${page && html`<${Paper} page=${page} language=${language} onClose=${() => setPage(null)} />`}`;
}
