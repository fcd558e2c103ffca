// A list of more rows than somebody waits for: how far it has got stands on
// the page, also after a reload, and so does the file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { lookEverywhere, signIn, tell } from './browser.mjs';

const [, , , password] = process.argv;

tell(async (page) => {
	await signIn(page, 'yang', password);
	await page.getByRole('link', { name: '办件列表' }).click();
	await page.getByRole('button', { name: '导出 CSV' }).click();
	await page.reload();
	const link = page.getByRole('link', { name: '下载 1100 行' });
	await link.waitFor();
	await lookEverywhere(page, 'export-made');
	const waiting = page.waitForEvent('download');
	await link.click();
	const made = await waiting;
	assert.match(made.suggestedFilename(), /^case-list-\d+\.csv$/);
	assert.equal(readFileSync(await made.path(), 'utf8').trim().split('\n').length, 1101);
});
