// Two people share a machine: by a tile and a PIN, with keys alone; a machine
// nobody touches locks itself, and what was typed is there again.
import assert from 'node:assert/strict';
import { look, signIn, tell } from './browser.mjs';

const [, , , password] = process.argv;
const PIN = '271828';

async function setPin(page, site, name) {
	await signIn(page, name, password);
	await page.goto(`${site}/#/account`);
	await page.getByLabel('PIN').fill(PIN);
	await page.getByRole('button', { name: '设置 PIN' }).click();
	await page.getByText('已完成').waitFor();
	await page.getByRole('button', { name: '退出' }).click();
	await page.getByRole('list', { name: '请选择用户' }).waitFor();
}

// With keys alone.
async function givePin(page) {
	await page.locator('[name=pin]:focus').waitFor();
	await page.keyboard.type(PIN);
	await page.keyboard.press('Enter');
}

async function choose(page, place) {
	await page.locator('.people button:focus').waitFor();
	await page.keyboard.press(place);
	await givePin(page);
}

await tell(async (page, site) => {
	await page.clock.install();
	await setPin(page, site, 'wangfang');
	await page.getByRole('button', { name: '用密码登录' }).click();
	await setPin(page, site, 'lihua');
	await look(page, 'people');
	assert.equal(await page.getByRole('listitem').count(), 2);

	await choose(page, '2');
	await page.getByText('wangfang').waitFor();
	await page.getByRole('link', { name: '收件', exact: true }).click();
	await page.getByRole('option').first().waitFor();
	await page.keyboard.press('Enter');
	await page.locator('[name=name]').fill('欧阳娜娜');

	await page.clock.fastForward('11:00');
	await page.getByText('已锁定').waitFor();
	await look(page, 'locked');
	assert.equal((await page.request.get(`${site}/api/v1/draft`)).status(), 401);
	await givePin(page);
	await page.getByRole('button', { name: '继续填写' }).click();
	assert.equal(await page.locator('[name=name]').inputValue(), '欧阳娜娜');

	// A colleague sees neither the page nor the draft.
	await page.getByRole('button', { name: '换人' }).click();
	await page.getByRole('button', { name: '其他人' }).click();
	await choose(page, '1');
	await page.getByRole('heading', { name: '工作台' }).waitFor();
	await page.getByRole('link', { name: '收件', exact: true }).click();
	await page.getByRole('option').first().waitFor();
	assert.equal(await page.getByText('草稿箱').count(), 0);
});
