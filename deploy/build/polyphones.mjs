// Characters whose readings begin with different letters, of those that are
// written often (GB 2312, level 1): "长 c z", one a line.  People find an item
// by the initials of its name, whichever reading they have in mind.
import { pinyin } from 'pinyin-pro';

const FIRST_ROW = 16;
const LAST_ROW = 55;
const decoder = new TextDecoder('gb2312');

function* frequent() {
	for (let row = FIRST_ROW; row <= LAST_ROW; row++)
		for (let cell = 1; cell <= 94; cell++) {
			const text = decoder.decode(Uint8Array.of(0xa0 + row, 0xa0 + cell));

			if (/^[\u4e00-\u9fff]$/.test(text)) yield text;
		}
}

for (const character of frequent()) {
	const readings = pinyin(character, { multiple: true, toneType: 'none', type: 'array' });
	const firsts = [...new Set(readings.map((reading) => reading[0]))].filter((c) => /[a-z]/.test(c));

	if (firsts.length > 1) console.log(character + firsts.join(''));
}
