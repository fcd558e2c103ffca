// What figures are called, and where their rows stand.
import { link } from '../router.js';
import { t } from '../words.js';

export const FIGURES = [
	['received', () => t('cases received')],
	['accepted', () => t('cases accepted')],
	['decided', () => t('decided')],
	['finished', () => t('finished')],
	['withdrawn', () => t('withdrawn')],
	['disputed', () => t('disputed')],
	['rated', () => t('rated')],
];

export const LEVELS = [
	() => t('very satisfied'),
	() => t('satisfied'),
	() => t('rather satisfied'),
	() => t('dissatisfied'),
	() => t('very dissatisfied'),
];

export const rowsOf = (values) => link(['figures', 'rows'], values);
export const ratingsOf = (values) => link(['figures', 'ratings'], values);

// Of all ratings those with level 1 to 3 (GB/T 39734), as text.
export function rate(satisfied, all) {
	return all > 0 ? `${((100 * satisfied) / all).toFixed(2)} %` : '';
}
