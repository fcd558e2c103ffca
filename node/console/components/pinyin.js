// The initials of Chinese names: one of each character by the order browsers
// sort them in, and the others of those that have several readings
// (deploy/build/polyphones.mjs).
import table from 'polyphones';

const LETTERS = 'abcdefghjklmnopqrstwxyz';
const FIRSTS = '阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀';

const order = new Intl.Collator('zh-CN-u-co-pinyin');
const several = new Map(
	table
		.split('\n')
		.filter(Boolean)
		.map((line) => [line[0], line.slice(1)]),
);

function initialOf(character) {
	if (!/[\u4e00-\u9fff]/.test(character)) return character.toLowerCase();
	for (let i = FIRSTS.length - 1; i >= 0; i--)
		if (order.compare(FIRSTS[i], character) <= 0) return LETTERS[i];
	return '';
}

// For each character the letters it may be looked for under.
export const initials = (text) => [...text].map((c) => several.get(c) ?? initialOf(c));

// Whether letters stand in initials, one after the other, from some place on.
export const hasInitials = (known, letters) =>
	known.some((_, at) => [...letters].every((letter, i) => known[at + i]?.includes(letter)));
