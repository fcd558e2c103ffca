// The system administrator sees who is behind, what was exchanged, the graph
// of a ledger with its signatures, and why a case is here or is not.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { look, lookEverywhere, signIn, signInNext, tell } from './browser.mjs';

const [, , , password, number, restored, address, sanji, weitang] = process.argv;

await tell(async (page) => {
	const tab = (name) => page.getByLabel('同步中心').getByRole('link', { name, exact: true });

	await signIn(page, 'wulei', password);
	await page.getByRole('link', { name: '同步中心' }).click();
	const village = page.getByRole('link', { name: /^北鹤村委会/ });
	await village.filter({ hasText: '落后 1' }).waitFor();
	await page.getByText('未入网 181').waitFor();
	await lookEverywhere(page, 'sync');

	await tab('办件去向').click();
	await page.getByLabel('办件编号').fill(number);
	await page.getByRole('button', { name: '查询' }).click();
	await page.getByText('本厅没有此件。').waitFor();
	await look(page, 'sync-why-not');
	await page.getByRole('link', { name: '大厅', exact: true }).click();

	// The line returns, and the page says so by itself.
	writeFileSync(restored, '');
	await village.filter({ hasNotText: '落后' }).waitFor();
	await page.getByRole('link', { name: /^姚庄镇/ }).click();
	await page.getByText('与其最近一次交换').waitFor();
	await page.getByRole('row').nth(1).waitFor();
	await look(page, 'sync-hall');
	await page.goBack();

	for (const name of ['来源大厅', '拒收', '分叉', '时钟跳变', '交换记录']) {
		await tab(name).click();
		await page.locator('table, main p').last().waitFor();
	}
	await look(page, 'sync-exchanges');

	await tab('办件去向').click();
	await page.getByLabel('办件编号').fill(number);
	await page.getByRole('button', { name: '查询' }).click();
	await page.getByText('本厅持有此件。').waitFor();
	await look(page, 'sync-why');

	await tab('变更集').click();
	await page.getByLabel('账本或公报').selectOption({ label: '北鹤村委会 的账本' });
	await page.getByRole('button', { name: '查询' }).click();
	await page.getByText('签名有效').first().waitFor();
	await lookEverywhere(page, 'sync-graph');
	await page.locator('.graph li a').first().click();
	await page.getByText('已持有的大厅').waitFor();
	await look(page, 'sync-changeset');


	// What takes long goes on while the page is loaded anew.
	await page.getByRole('link', { name: '系统维护' }).click();
	await page.getByRole('button', { name: '核验全部签名' }).click();
	await page.getByRole('button', { name: '立即备份' }).click();
	await page.getByRole('region', { name: '立即备份' }).waitFor();
	await page.reload();
	await page.getByText('均与签名一致').waitFor();
	const kept = page.waitForEvent('download');
	await page.getByRole('link', { name: /\.db$/ }).click();
	assert.match((await kept).suggestedFilename(), /^330421000000-.*\.db$/);
	await page.getByRole('button', { name: '体检本机' }).click();
	await page.getByText('需要查看').first().waitFor();
	await lookEverywhere(page, 'machine');

	// The security administrator invites a machine, and compares by eye.
	await signInNext(page, 'sunli', password);
	await page.getByRole('link', { name: '同步中心' }).click();
	await page.getByText('魏塘街道').first().click();
	await page.getByRole('link', { name: /^魏塘街道/ }).click();
	await page.getByRole('button', { name: '邀请入网' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: '邀请入网' }).click();
	await dialog.getByRole('alert').first().waitFor();
	await dialog.locator('[name=address]').fill(address);
	await dialog.getByRole('button', { name: '邀请入网' }).click();
	await page.getByRole('img', { name: '令牌的二维码' }).waitFor();
	await look(page, 'enrol');
	const token = await page.locator('.token code').textContent();
	const joined = execFileSync(sanji, ['join', token, weitang], { encoding: 'utf8' });
	const print = page.locator('li code');
	await print.waitFor();
	assert.ok(joined.includes(await print.textContent()), joined);
	await page.getByRole('button', { name: '吊销密钥' }).click();
	await dialog.locator('[name=reason]').fill('电脑被盗');
	await dialog.getByRole('button', { name: '吊销密钥' }).click();
	await page.getByText('已吊销').waitFor();
	await look(page, 'enrol-revoked');

	// The audit administrator finds who looked at the case.
	await signInNext(page, 'qianshen', password);
	await page.getByRole('link', { name: '访问审计' }).click();
	await page.getByRole('cell', { name: '行政检查' }).waitFor();
	await page.getByRole('cell', { name: 'job.file' }).waitFor();
	await page.getByRole('button', { name: '核验审计记录' }).click();
	await page.getByText('没有缺失或改动').waitFor();
	await look(page, 'audit');
});
