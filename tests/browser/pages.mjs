// Whoever may see a page can use it: in both languages, both themes and large
// type, on a small screen and an old one; and nothing on it is a bare word of
// the program.
import assert from 'node:assert/strict';
import { look, signIn, signInNext, tell } from './browser.mjs';

const [, , , password, number, power] = process.argv;

// One after the other, so that each page is seen in one and each look often.
const LOOKS = [
	{ name: 'zh', language: '中文', colorScheme: 'light', width: 1366 },
	{ name: 'en', language: 'English', colorScheme: 'dark', width: 1366 },
	{ name: 'narrow', language: '中文', colorScheme: 'dark', width: 360 },
	{ name: 'en-narrow', language: 'English', colorScheme: 'light', width: 360 },
	{ name: 'large', language: '中文', colorScheme: 'light', width: 1366, isLarge: true },
	{ name: 'large-en', language: 'English', colorScheme: 'dark', width: 360, isLarge: true },
];

async function put(page, look_) {
	await page.emulateMedia({ colorScheme: look_.colorScheme });
	await page.setViewportSize({ width: look_.width, height: 768 });
	const lang = await page.evaluate('document.documentElement.lang');
	if ((lang === 'en') !== (look_.language === 'English'))
		await page.getByRole('button', { name: look_.language, exact: true }).click();
	await page.getByRole('button', { name: look_.language === 'English' ? 'sign out' : '退出' }).waitFor();
	const large = page.getByRole('button', { name: /^(长辈版|large type)$/ });
	const is = (await large.getAttribute('aria-pressed')) === 'true';
	if (is !== Boolean(look_.isLarge)) await large.click();
}

// What was asked for, and is not answered; the stream of news never ends.
const asked = new Set();

function watch(page) {
	page.on('request', (request) => /\/api\/(?!.*events)/.test(request.url()) && asked.add(request));
	for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => asked.delete(request));
}

// Until two frames were drawn with nothing asked for.
async function answered(page) {
	const frame = () => page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');

	do await frame();
	while (asked.size > 0);
}

// What stands wrong on the page as it is, in words.
async function faults(page, where) {
	const found = await page.evaluate(() => {
		const root = document.documentElement;
		const bare = [...document.querySelectorAll('h1, h2, h3, th, button, label, legend, dt, option, a')]
			.map((e) => e.textContent.trim())
			.filter((text) => /^[a-z]+(_[a-z]+)+$/.test(text));
		const english = [...document.querySelectorAll('h1, h2, h3, th, legend, dt, .query label > span')]
			.map((e) => e.textContent.trim())
			.filter((text) => root.lang !== 'en' && /^(?!PIN$)[a-z][a-z ]{2,}$/i.test(text));
		const out = [...document.querySelectorAll('body *')].filter(
			(e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest('.scroll, .graph'),
		);
		return { over: root.scrollWidth - root.clientWidth, out: out.at(-1)?.outerHTML.slice(0, 120), bare: [...new Set([...bare, ...english])] };
	});
	const all = [];
	if (found.over > 0) all.push(`${where}: wider than the screen by ${found.over}, at ${found.out}`);
	if (found.bare.length) all.push(`${where}: bare words ${found.bare.join(' ')}`);
	return all;
}

async function open(page, site, path, inLook, where, wrong) {
	await put(page, inLook);
	await page.goto(`${site}/#/${path}`);
	await page.locator('main h1').first().waitFor();
	await answered(page);
	wrong.push(...(await faults(page, where)));
}

// The pages somebody works with, each in two looks that differ in everything.
async function visit(page, site, paths, who, wrong) {
	for (const [i, path] of paths.entries())
		for (const inLook of [LOOKS[i % 3], LOOKS[3 + (i % 3)]]) {
			const where = `${who} ${path} ${inLook.name}`;

			await open(page, site, path, inLook, where, wrong);
			await look(page, `page-${where.replace(/\W+/g, '-')}`).catch((e) => wrong.push(e.message));
		}
}

// Whatever can be listed, on the smallest screen.
async function leaf(page, site, paths, who, wrong) {
	for (const inLook of [LOOKS[2], LOOKS[3]])
		for (const path of paths) await open(page, site, path, inLook, `${who} ${path} ${inLook.name}`, wrong);
}

// A list goes on, and back.
async function turn(page, site) {
	await page.goto(`${site}/#/list/person/list`);
	await page.getByRole('link', { name: '下一页' }).click();
	await page.getByRole('link', { name: '首页', exact: true }).waitFor();
	await answered(page);
	assert.equal(await page.locator('main tbody tr').count(), 2);
	await page.goBack();
	await page.locator('main tbody tr').nth(49).waitFor();
}

const pathsIn = async (links) =>
	(await links.evaluateAll((all) => all.map((a) => a.getAttribute('href')))).map((href) => href.replace(/^#\/?/, ''));

await tell(async (page, site) => {
	const own = { chenli: [`case/${number}`, `power/${power}`, 'list', 'act'] };
	const wrong = [];

	watch(page);
	await signIn(page, 'chenli', password);
	for (const who of ['chenli', 'xitong', 'anquan', 'shenji']) {
		await put(page, LOOKS[0]);
		if (who !== 'chenli') await signInNext(page, who, password);
		await visit(page, site, [...(await pathsIn(page.locator('nav.menu a'))), 'account', ...(own[who] ?? [])], who, wrong);
		if (who !== 'chenli') continue;
		await open(page, site, 'list', LOOKS[0], 'lists', wrong);
		await leaf(page, site, await pathsIn(page.locator('main ul a')), who, wrong);
		await put(page, LOOKS[0]);
		await turn(page, site);
	}
	assert.equal(wrong.join('\n'), '');
});
