// A village without a line: nothing is wrong, something waits, and a stick
// carries it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { look, lookEverywhere, signIn, tell } from './browser.mjs';

const [, , , password, halls] = process.argv;
const run = (script, ...words) => execFileSync('sh', [`${halls}/${script}`, ...words]);

await tell(async (page) => {
	await signIn(page, 'wangfang', password);
	await page.locator('[data-counter=outbox]', { hasText: /^[1-9]/ }).click();
	await page.getByText('等待发送，不会丢失').waitFor();
	const row = page.getByRole('row', { name: '330421111205' });
	assert.equal(await row.getByText('未收到').count(), 2);
	await lookEverywhere(page, 'outbox');

	// A stick for the town, taken in there; its answer is looked at first.
	const waiting = page.waitForEvent('download');
	await page.getByRole('button', { name: '制作并下载' }).click();
	await (await waiting).saveAs(`${halls}/up`);
	await page.getByText('文件已制作').waitFor();
	run('carry', `${halls}/up`, `${halls}/down`);
	const file = page.getByLabel('U 盘上的文件');
	await file.setInputFiles(`${halls}/up`);
	await page.getByText('此文件封给姚庄镇').waitFor();
	await file.setInputFiles(`${halls}/down`);
	await page.getByText('较新回执').waitFor();
	assert.equal(await row.getByText('未收到').count(), 2);
	await look(page, 'stick');
	await page.getByRole('button', { name: '导入', exact: true }).click();
	await page.getByText('已导入。').waitFor();
	await row.getByText('未收到').nth(1).waitFor({ state: 'detached' });
	assert.equal(await row.getByText('未收到').count(), 1);

	// The line is there again: the county signs, too.
	run('restore');
	await page.getByText('上级均已收到').waitFor();
	await page.getByText('没有待发内容').waitFor();
	await look(page, 'outbox-empty');
});
