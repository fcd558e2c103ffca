// Who may sign in at this machine, and as what.
import { html } from 'htm/preact';
import { Notice } from '../components/notice.js';
import { Table, Toolbar } from '../components/table.js';
import { useAction, useHere, useLoaded } from '../here.js';
import { link } from '../router.js';
import { moment, t } from '../words.js';

export function Users() {
	const { declared } = useHere();
	const { data, error } = useLoaded('user/list');
	const canAdd = useAction('user', 'add');
	const canGive = useAction('user', 'role');
	const canDisable = useAction('user', 'disable');
	const meaning = (word) => declared.roles.find((r) => r.word === word)?.meaning ?? word;
	const columns = [
		{ name: 'name', title: t('name') },
		{ name: 'full_name', title: t('full name') },
		{ name: 'staff', title: t('staff number') },
		{ title: t('roles'), show: (u) => u.roles.split(' ').filter(Boolean).map(meaning).join(' · ') },
		{ title: t('disabled'), show: (u) => moment(u.disabled_time) },
		{
			title: t('actions'),
			show: (u) => html`${canGive &&
				html`<a href=${link(['act', 'user', 'role'], { name: u.name, role: u.roles })}>${t('roles')}</a>`}
				${' '}
				${canDisable &&
				!u.disabled_time &&
				html`<a href=${link(['act', 'user', 'disable'], { name: u.name })}>${t('disable')}</a>`}`,
		},
	];

	return html`<h1>${t('users')}</h1>
		<${Toolbar} list="user/list" name=${t('users')}>
			${canAdd && html`<a role="button" href=${link(['act', 'user', 'add'])}>${t('add a user')}</a>`}
		<//>
		<${Notice} error=${error} />
		<${Table} rows=${data} columns=${columns} caption=${t('users')} />`;
}
