// The county centre reads its figures: how complete, by month, satisfaction,
// powers; each opens into as many rows as it says.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { lookEverywhere, look, signIn, tell } from './browser.mjs';

const [, , , password, restored, number] = process.argv;
const markup = '<img src=x onerror=document.title=1>';

// A figure of a table, and the list behind it.
async function open(page, name) {
	const figure = page.locator(`[data-counter=${name}]`);
	const said = Number(await figure.textContent());

	await figure.click();
	await page.getByText(`本页 ${said} 条`).waitFor();
	assert.equal(await page.locator('.scroll tbody tr').count(), said);
	await page.goBack();
	await figure.waitFor();
	return said;
}

// What a village says is text here.  A page that pastes it runs it.
async function markupIsText(page, site) {
	const naive = await page.context().newPage();

	await naive.setContent(`<title>0</title><p>${markup}`);
	await naive.waitForFunction(() => document.title === '1');
	await naive.close();
	await page.goto(`${site}/#/case/${number}`);
	await page.getByText(markup).first().waitFor();
	assert.notEqual(await page.title(), '1');
	assert.equal(await page.locator('img[src=x]').count(), 0);
}

// The whole catalogue is changed in a spreadsheet; what is wrong in it is said
// before any of it is published.
async function importCatalogue(page) {
	const give = (text) =>
		page.getByLabel('表格（CSV）').setInputFiles({ name: '目录.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

	await page.getByRole('link', { name: '事项目录' }).click();
	await page.getByRole('link', { name: '导入', exact: true }).click();
	const waiting = page.waitForEvent('download');
	await page.getByRole('button', { name: '下载目录表格' }).click();
	const table = readFileSync(await (await waiting).path(), 'utf8');
	await give(table.replace(',城乡居民医保参保登记,', ',,'));
	await page.getByText('有 1 处错误').waitFor();
	await look(page, 'item-import');
	await give(table.replace(',城乡居民医保参保登记,', ',居民医保参保登记,'));
	await page.getByRole('button', { name: /^公布 \d+ 个事项/ }).waitFor();
	// A page that is loaded again knows what it had looked over, and one that is
	// loaded again while it publishes goes on.
	await page.reload();
	await page.route('**/api/v1/item/import', () => {});
	await page.getByRole('button', { name: /^公布 \d+ 个事项/ }).click();
	await page.getByText(/^已处理 0 \/ \d+ 个事项/).waitFor();
	await page.unroute('**/api/v1/item/import');
	await page.reload();
	await page.getByText(/已公布 1 个事项，\d+ 个未变/).waitFor();
}

await tell(async (page, site) => {
	await signIn(page, 'chenli', password);
	await markupIsText(page, site);
	await page.getByRole('link', { name: '统计报表' }).click();
	await page.getByText('已有 3 / 184 个大厅的数据').waitFor();
	assert.equal(await open(page, 'received'), 2);
	assert.equal(await open(page, 'decided'), 1);
	await lookEverywhere(page, 'figures');

	await page.getByRole('link', { name: '按月', exact: true }).click();
	await page.locator('.chart canvas').waitFor();
	assert.equal(await page.locator('.scroll tbody tr').count(), 12);
	await lookEverywhere(page, 'figures-months');
	await page.getByRole('link', { name: '按时限', exact: true }).click();
	await page.getByRole('img', { name: /提前、按时、超期/ }).waitFor();
	assert.equal(await page.locator('.scroll tbody tr').count(), 12);
	await page.getByRole('progressbar').waitFor({ state: 'hidden' });
	await lookEverywhere(page, 'figures-timing');
	await page.getByRole('link', { name: '满意度', exact: true }).click();
	await page.getByText('100.00 %').first().waitFor();
	await look(page, 'figures-levels');
	await page.getByRole('link', { name: '权限行使', exact: true }).click();
	await page.getByRole('cell', { name: '330421-YB-001' }).waitFor();
	await look(page, 'figures-powers');

	// What a village did while it was cut off is counted when it is back.
	writeFileSync(restored, '');
	await page.getByRole('link', { name: '按大厅', exact: true }).click();
	await page.locator('[data-counter=received]').waitFor();
	while ((await page.locator('[data-counter=received]').textContent()) !== '3') {
		await page.getByRole('button', { name: '重新统计' }).click();
		await page.waitForTimeout(200);
	}
	assert.equal(await open(page, 'received'), 3);

	await importCatalogue(page);

	// A draft of an item is written, published, and compared with the last.
	await page.getByRole('link', { name: '事项目录' }).click();
	await page.getByLabel('名称、编码或部门').fill('临时救助');
	await page.getByRole('button', { name: '查询' }).click();
	await page.getByRole('link', { name: '330421-MZ-014' }).click();
	await page.getByRole('button', { name: '编辑为草稿' }).click();
	await page.locator('[name=promise_days]').fill('6');
	await page.getByRole('button', { name: /^添加：.*材料/ }).click();
	await page.getByLabel(/材料名称 5/).fill('残疾人证');
	await lookEverywhere(page, 'item-editor');
	await page.getByRole('button', { name: '保存草稿' }).click();
	await look(page, 'item-drafts');
	await page.getByRole('button', { name: '发布' }).click();
	await page.getByRole('link', { name: '330421-MZ-014' }).click();
	await page.getByRole('link', { name: '与第 1 版比较' }).click();
	await page.getByText('2 项有变更').waitFor();
	assert.equal(await page.locator('tr.changed').count(), 2);
	await look(page, 'item-diff');
});
