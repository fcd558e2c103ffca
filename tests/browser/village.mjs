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
});
