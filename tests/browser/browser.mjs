// A real browser for the stories beside this file: Debian's chromium, driven
// by playwright-core.  What is seen is kept in $B/screenshots.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const shots = `${process.env.B ?? 'build'}/screenshots`;

// Run story(page, site); a failure of it, or of the page, ends with status 1.
export async function tell(story) {
	const site = process.argv[2];
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-dev-shm-usage'],
	});
	const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } });
	const page = await context.newPage();
	const wrong = [];

	mkdirSync(shots, { recursive: true });
	page.setDefaultTimeout(30000);
	page.on('pageerror', (error) => wrong.push(String(error)));
	page.on('console', (said) => said.type() === 'error' && wrong.push(said.text()));
	try {
		await page.goto(site);
		await story(page, site);
		// What is refused is answered so: nobody signed in, a field, a rule.
		assert.deepEqual(wrong.filter((text) => !/status of (400|401|409)/.test(text)), []);
	} catch (error) {
		await page.screenshot({ path: `${tmpdir()}/failed.png` }).catch(() => {});
		console.error(error);
		process.exitCode = 1;
	} finally {
		await browser.close();
	}
}

// What stands on the page is kept, and anybody can use it.
export async function look(page, name) {
	await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
	await page.evaluate(axe);
	const { violations } = await page.evaluate('axe.run()');
	assert.deepEqual(
		violations.map((v) => `${v.id}: ${v.help}: ${v.nodes[0].html}`),
		[],
		name,
	);
}

// The same page in both languages, both themes and large type.
export async function lookEverywhere(page, name) {
	const switchTo = (language) => page.getByRole('button', { name: language }).click();

	await look(page, name);
	await page.emulateMedia({ colorScheme: 'dark' });
	await switchTo('English');
	await page.getByRole('button', { name: 'sign out' }).waitFor();
	await look(page, `${name}-english-dark`);
	await page.emulateMedia({ colorScheme: 'light' });
	await switchTo('中文');
	await page.getByRole('button', { name: '退出' }).waitFor();
	await page.getByRole('button', { name: '长辈版' }).click();
	await look(page, `${name}-large`);
	await page.getByRole('button', { name: '长辈版' }).click();
}

// The page before may have fields of the same names.
export async function ask(page, name, password) {
	const send = page.getByRole('button', { name: '登录', exact: true });

	await send.waitFor();
	await page.getByLabel('用户名').fill(name);
	await page.getByLabel('密码').fill(password);
	await send.click();
}

export async function signIn(page, name, password) {
	await ask(page, name, password);
	await page.getByRole('button', { name: '退出' }).waitFor();
}

// Somebody else sits down at the same browser.
export async function signInNext(page, name, password) {
	await page.getByRole('button', { name: '退出' }).click();
	await signIn(page, name, password);
}
