// The initials of Chinese names, by the order browsers sort them in: no table
// is needed.  A character with two readings has the more frequent one.
const LETTERS = 'abcdefghjklmnopqrstwxyz';
const FIRSTS = '阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀';

const order = new Intl.Collator('zh-CN-u-co-pinyin');

function initialOf(character) {
	if (!/[\u4e00-\u9fff]/.test(character)) return character.toLowerCase();
	for (let i = FIRSTS.length - 1; i >= 0; i--)
		if (order.compare(FIRSTS[i], character) <= 0) return LETTERS[i];
	return '';
}

export const initials = (text) => [...text].map(initialOf).join('');
