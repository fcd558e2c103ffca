// The operator of a village finds a case and sees how far it has got.
import assert from 'node:assert/strict';
import { look, tell } from './browser.mjs';

const [, , , password] = process.argv;

await tell(async (page, site) => {
	await page.getByLabel('用户名').fill('wangfang');
	await page.getByLabel('密码').fill(password);
	await page.getByRole('button', { name: '登录', exact: true }).click();

	await page.getByRole('link', { name: '办件列表' }).click();
	await page.getByRole('cell', { name: '王**' }).waitFor();
	await page.getByText('已到县').waitFor();
	await page.getByText('剩余 1 天').waitFor();
	await look(page, 'cases');
	await page.getByLabel('状态').selectOption('received');
	await page.getByRole('button', { name: '查询' }).click();
	await page.getByText('暂无数据').waitFor();
	assert.match(page.url(), /state=received/);
	await page.goBack();

	await page.getByRole('link', { name: '330421111205' }).click();
	await page.getByText('本厅没有覆盖此件的下放权限').waitFor();
	await look(page, 'case');
	await page.getByText('更多操作').click();
	await page.setViewportSize({ width: 360, height: 740 });
	await look(page, 'case-narrow');
	await page.setViewportSize({ width: 1366, height: 768 });

	// A case is taken in by the keyboard alone.
	const keys = page.keyboard;
	await page.getByRole('link', { name: '收件', exact: true }).click();
	await page.getByRole('option').first().waitFor();
	await keys.type('cxjmyb');
	await page.getByRole('option', { name: '城乡居民医保参保登记' }).waitFor();
	await look(page, 'intake-item');
	await keys.press('Enter');
	await page.locator('[name=name]').waitFor();
	await keys.type('王秀英');
	await page.locator('[name=id_number]').fill('110105194912310021');
	await keys.press('Tab');
	await page.getByRole('alert').waitFor();
	await page.locator('[name=id_number]').fill('11010519491231002X');
	await keys.press('Tab');
	await page.getByText('此人已有同一事项的办件').waitFor();
	await look(page, 'intake-applicant');
	await keys.press('Enter');
	await page.getByText('建议类别').waitFor();
	await page.getByLabel('委托代办书').selectOption('deferred');
	await look(page, 'intake-materials');
	await page.getByRole('button', { name: '下一步' }).press('Enter');
	await page.getByRole('button', { name: '更改 申请人' }).waitFor();
	await look(page, 'intake-review');
	await keys.press('Control+s');
	await page.getByRole('img', { name: '编号和查询码的二维码' }).waitFor();
	await look(page, 'receipt');
});
