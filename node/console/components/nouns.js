// What actions are about, as headings.
import { t } from '../words.js';

const NOUNS = {
	agency: () => t('agencies'),
	audit: () => t('access audit'),
	booking: () => t('bookings'),
	calendar: () => t('calendars'),
	case: () => t('cases'),
	complaint: () => t('complaints'),
	conflicts: () => t('conflicts'),
	erase: () => t('erasure'),
	export: () => t('lists as files'),
	figures: () => t('figures'),
	fork: () => t('forks'),
	hall: () => t('halls'),
	handover: () => t('handing over'),
	item: () => t('catalogue'),
	job: () => t('long work'),
	joint: () => t('joint cases'),
	log: () => t('change sets'),
	members: () => t('members'),
	notice: () => t('notices'),
	payment: () => t('fees'),
	person: () => t('people'),
	power: () => t('powers'),
	quarantine: () => t('refused'),
	rate: () => t('ratings'),
	score: () => t('scores'),
	sessions: () => t('exchanges'),
	slot: () => t('times to be booked'),
	staff: () => t('staff'),
	swipe: () => t('attendance'),
	task: () => t('tasks'),
	timewarps: () => t('clock jumps'),
	token: () => t('programs that may ask'),
	user: () => t('users'),
};

export const nounOf = (noun) => NOUNS[noun]?.() ?? noun;

// [[noun, actions]] in the order in which they are declared.
export function byNoun(actions) {
	const groups = new Map();

	for (const action of actions) groups.set(action.noun, [...(groups.get(action.noun) ?? []), action]);
	return [...groups];
}
