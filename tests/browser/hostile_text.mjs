// Text that would run if it were taken for anything but text.
import assert from 'node:assert/strict';
import { look, signIn, tell } from './browser.mjs';

const [, , , password, number] = process.argv;

await tell(async (page) => {
	const isTaken = () => page.evaluate(() => window.taken !== undefined);
	const menu = (name) =>
		page.getByLabel('菜单').getByRole('link', { name, exact: true }).click();

	page.on('dialog', () => assert.fail('a page of the console asks by itself'));
	await signIn(page, 'zhangwei', password);
	await menu('任务');
	await page.getByRole('link', { name: number }).waitFor();
	await page.getByText('委托').first().click();
	await page.getByText('<img src=x onerror=').first().waitFor();
	await look(page, 'hostile-power');
	await menu('下放权限');
	await page.getByRole('link', { name: '列表', exact: true }).click();
	await page.getByText('<img src=x onerror=').first().waitFor();
	assert.equal(await isTaken(), false);

	await menu('办件列表');
	await page.getByRole('link', { name: number }).click();
	await page.getByText('<script>window.taken=1</script>').first().waitFor();
	await look(page, 'hostile-case');
	assert.equal(await isTaken(), false);
	assert.equal(await page.locator('main img, main script').count(), 0);
});
