// What a member of an answer is called: as its field is declared, or as every
// list calls it; else as it is called in JSON.
import { useHere } from '../here.js';
import { t } from '../words.js';
import { labelOf } from './label.js';

const COMMON = {
	number: () => t('number'),
	hall: () => t('hall'),
	hall_name: () => t('hall'),
	item: () => t('item'),
	state: () => t('state'),
	time: () => t('when'),
	name: () => t('name'),
	full_name: () => t('full name'),
	roles: () => t('roles'),
	kind: () => t('kind'),
	reason: () => t('reason'),
	power: () => t('power'),
	received_time: () => t('received at'),
	accepted_time: () => t('accepted'),
	last_sync: () => t('last exchange'),
	change_sets: () => t('change sets'),
	looked_at: () => t('looked at'),
	out_of_reach: () => t('out of reach'),
	above: () => t('hall above'),
	alive: () => t('in use'),
	blacklisted: () => t('blacklisted'),
	conflicts: () => t('conflicts'),
	counts: () => t('counts'),
	county: () => t('county'),
	drafted_time: () => t('drafted at'),
	erased: () => t('erased'),
	forks: () => t('forks'),
	free: () => t('places free'),
	git: () => t('git id'),
	handling: () => t('being handled'),
	held: () => t('held'),
	holidays: () => t('holidays'),
	incarnation: () => t('incarnation'),
	kept: () => t('places kept'),
	more: () => t('and more'),
	near: () => t('due soon'),
	open: () => t('open'),
	overdue: () => t('overdue'),
	paused: () => t('paused'),
	received: () => t('received'),
	records: () => t('records'),
	rows: () => t('rows'),
	seq: () => t('place in its log'),
	summary: () => t('in short'),
	supplementing: () => t('materials awaited'),
	taken: () => t('places taken'),
	workdays: () => t('days worked instead'),
};

export function useNames() {
	const { declared } = useHere();
	const fields = new Map(
		declared.actions.flatMap((a) => a.fields.map((f) => [f.name, labelOf(f.meaning)])),
	);

	return (name) => COMMON[name]?.() ?? fields.get(name) ?? name.replaceAll('_', ' ');
}
