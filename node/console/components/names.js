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
};

export function useNames() {
	const { declared } = useHere();
	const fields = new Map(
		declared.actions.flatMap((a) => a.fields.map((f) => [f.name, labelOf(f.meaning)])),
	);

	return (name) => COMMON[name]?.() ?? fields.get(name) ?? name.replaceAll('_', ' ');
}
