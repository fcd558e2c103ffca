// Words: the English text stands in the code and is the key; the Chinese
// stands in words.zh.txt, an English line, a Chinese line, a blank line
// (tests/lint/words checks both).  What the server says is translated there.
import catalogue from './words.zh.txt';

const KEY = 'language';

const chinese = new Map(
	catalogue
		.replace(/^#.*\n/gm, '')
		.split(/\n\n+/)
		.map((entry) => entry.trim().split('\n'))
		.filter((lines) => lines.length === 2),
);

let language = localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN';

export const languageChosen = () => language;

export function chooseLanguage(chosen) {
	language = chosen;
	localStorage.setItem(KEY, chosen);
	document.documentElement.lang = chosen;
}

// The text in the chosen language, each %s replaced by the next value.
export function t(english, ...values) {
	const text = (language === 'en' ? null : chinese.get(english)) ?? english;
	return text.replace(/%s/g, () => String(values.shift()));
}

// An amount in whole units of a currency.
export function money(amount, currency) {
	const style = { style: 'currency', currency, maximumFractionDigits: 0 };
	return new Intl.NumberFormat(language, style).format(amount);
}

// A moment in seconds since 1970, as halls write it: in China's time.
export function moment(seconds) {
	if (seconds == null) return '';
	const china = new Date((seconds + 8 * 3600) * 1000);
	return china.toISOString().slice(0, 16).replace('T', ' ');
}
