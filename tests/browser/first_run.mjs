// The first administrator sets the console up, sees what waits change without
// asking for it, and signs out.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { ask, look, signIn, tell } from './browser.mjs';

const [, , , code, ...receive] = process.argv;

async function addUser(page) {
	await page.getByRole('link', { name: '用户管理' }).click();
	await page.getByRole('button', { name: '新增用户' }).click();
	await page.locator('[name=name]').fill('wangfang');
	await page.locator('[name=full_name]').fill('王芳');
	await page.locator('[name=role]').fill('window');
	await page.locator('[name=password]').fill('Nanhu-2026');
	await page.locator('form button[type=submit]').click();
	await page.getByRole('status').filter({ hasText: 'wangfang' }).waitFor();
}

async function changePassword(page, old, password) {
	await page.locator('[name=old]').fill(old);
	await page.locator('[name=password]').fill(password);
	await page.locator('[name=again]').fill(password);
	await page.getByRole('button', { name: '修改密码' }).click();
}

// What was asked before is refused late, and ends nobody else's session.
async function takesTurns(page) {
	const pattern = '**/api/v1/hall/counters';
	let asked;
	const held = new Promise((resolve) => (asked = resolve));
	let isHeld = false;
	const hold = (route) => {
		if (isHeld) return route.continue();
		isHeld = true;
		return asked(route);
	};

	// Nothing that was asked on the page before is held.
	await page.goto('about:blank');
	await page.route(pattern, hold);
	await page.goBack();
	await page.getByText('李明，您好。').waitFor();
	const late = await held;
	await page.getByRole('button', { name: '退出' }).click();
	await signIn(page, 'wangfang', 'Yaozhuang-2026');
	const headers = { ...late.request().headers(), cookie: 'sanji_session=old' };
	const response = await late.fetch({ headers });
	assert.equal(response.status(), 401);
	const refused = page.waitForResponse((answer) => answer.status() === 401);
	await late.fulfill({ response });
	await refused;
	await page.unroute(pattern, hold);
	await page.getByRole('link', { name: '王芳' }).click();
}

await tell(async (page) => {
	await look(page, 'setup');
	await page.getByLabel('初始化代码').fill(code);
	await page.getByLabel('用户名').fill('admin');
	await page.getByLabel('姓名').fill('李明');
	await page.getByLabel('密码').fill('Nanhu-2026');
	await page.getByRole('button', { name: '开始' }).click();

	await page.getByText('李明，您好。').waitFor();
	await page.locator('[data-counter=handling]', { hasText: /^0$/ }).waitFor();
	await page.getByRole('status').filter({ hasText: '尚无下级大厅联系' }).waitFor();
	await look(page, 'workbench');

	// Somebody takes a case in at the command line.
	execFileSync(receive[0], receive.slice(1));
	await page.locator('[data-counter=handling]', { hasText: /^1$/ }).waitFor();

	await page.getByRole('link', { name: '用户管理' }).click();
	await page.getByRole('cell', { name: '系统管理员' }).waitFor();
	await look(page, 'users');
	await page.getByRole('button', { name: '退出' }).click();

	// A password that somebody else set is good for choosing another only.
	await signIn(page, 'admin', 'Nanhu-2026');
	await addUser(page);
	await page.getByRole('button', { name: '退出' }).click();
	await ask(page, 'wangfang', 'Nanhu-2026');
	await page.getByText('您的密码由管理员设定').waitFor();
	await look(page, 'must-change');
	await changePassword(page, 'Nanhu-2026', 'Yaozhuang-2026');
	await signIn(page, 'admin', 'Nanhu-2026');
	await takesTurns(page);
	await look(page, 'account');
	await page.getByRole('button', { name: '退出' }).click();
	await signIn(page, 'admin', 'Nanhu-2026');
	await page.getByRole('link', { name: '用户管理' }).click();
	await page.getByRole('button', { name: 'English' }).click();
	await page.getByRole('cell', { name: 'system administrator' }).waitFor();

	await page.getByRole('button', { name: 'sign out' }).click();
	await page.getByLabel('user name').fill('admin');
	await page.getByLabel('password').fill('wrong');
	await page.getByRole('button', { name: 'sign in', exact: true }).click();
	await page.getByRole('alert').filter({ hasText: 'do not fit' }).waitFor();
	await look(page, 'sign-in');
});
