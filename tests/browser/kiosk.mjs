// Somebody with a receipt, and somebody who wants to know what to bring.
import assert from 'node:assert/strict';
import { look, signIn, tell } from './browser.mjs';

const [, , , password, number, code] = process.argv;

async function lookEverywhere(page, name) {
	await look(page, name);
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.getByRole('button', { name: 'English' }).click();
	await look(page, `${name}-english-dark`);
	await page.emulateMedia({ colorScheme: 'light' });
	await page.getByRole('button', { name: '中文' }).click();
}

// Nothing is cut off or has to be moved sideways.
async function fits(page, width) {
	await page.setViewportSize({ width, height: 740 });
	assert.ok((await page.evaluate('document.documentElement.scrollWidth')) <= width, page.url());
}

await tell(async (page, site) => {
	await page.clock.install();
	await page.goto(`${site}/kiosk`);
	await page.getByRole('link', { name: '进度查询' }).waitFor();
	await lookEverywhere(page, 'kiosk');

	// A scanner types both; somebody else touches the keys.
	await page.getByRole('link', { name: '进度查询' }).click();
	await page.getByLabel('回执上的办件编号').fill(`${number} ${code}`);
	await page.getByRole('button', { name: '查询' }).click();
	await page.getByText('城乡居民医保参保登记').waitFor();
	assert.ok(!page.url().includes(code));
	await lookEverywhere(page, 'kiosk-track');
	await page.getByRole('button', { name: '完成' }).click();
	for (const key of '33-1') await page.getByRole('button', { name: key, exact: true }).click();
	assert.equal(await page.getByLabel('回执上的办件编号').inputValue(), '33-1');
	await look(page, 'kiosk-slip');
	// Whoever walks away leaves nothing behind.
	await page.clock.fastForward(61000);
	await page.getByText('请选择服务').waitFor();

	await page.getByRole('link', { name: '办事指南' }).click();
	await page.getByLabel('拼音首字母').fill('cxjmyb');
	await look(page, 'kiosk-guide');
	await page.getByRole('button', { name: '城乡居民医保参保登记' }).click();
	await page.getByRole('cell', { name: '户口簿或居住证' }).waitFor();
	await page.getByText('1 个工作日（法定 20 个工作日）').waitFor();
	await lookEverywhere(page, 'kiosk-item');
	assert.ok((await page.pdf({ format: 'A4' })).length > 1000);

	await page.goto(`${site}/queue`);
	await page.getByText('0001', { exact: true }).waitFor();
	await lookEverywhere(page, 'kiosk-queue');

	// The window shows the case on the second screen, and nobody types.
	const window_ = await page.context().newPage();
	await window_.goto(site);
	await signIn(window_, 'wangfang', password);
	await window_.goto(`${site}/#/case/${number}`);
	await page.goto(`${site}/rate`);
	await page.getByLabel('回执上的办件编号').waitFor();
	await window_.getByRole('button', { name: '第二屏' }).click();
	await page.getByRole('button', { name: '非常满意', exact: true }).waitFor();
	assert.ok(!page.url().includes(number));
	await lookEverywhere(page, 'kiosk-rate');
	for (const width of [360, 640]) {
		await fits(page, width);
		await look(page, `kiosk-rate-${width}`);
	}
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.getByRole('button', { name: '非常满意', exact: true }).click();
	await page.getByText('谢谢').waitFor();
	await look(page, 'kiosk-thanks');
	await page.clock.fastForward(8001);
	await page.getByLabel('回执上的办件编号').waitFor();
	for (const name of ['kiosk', 'track', 'guide', 'queue']) {
		await page.goto(`${site}/${name}`);
		await page.getByRole('heading').first().waitFor();
		await fits(page, 360);
	}
});
