// The first administrator sets the console up, sees what waits change without
// asking for it, and signs out.
import { execFileSync } from 'node:child_process';
import { look, tell } from './browser.mjs';

const [, , , code, ...receive] = process.argv;

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
	await page.getByRole('button', { name: 'English' }).click();
	await page.getByRole('cell', { name: 'system administrator' }).waitFor();

	await page.getByRole('button', { name: 'sign out' }).click();
	await page.getByLabel('user name').fill('admin');
	await page.getByLabel('password').fill('wrong');
	await page.getByRole('button', { name: 'sign in', exact: true }).click();
	await page.getByRole('alert').filter({ hasText: 'do not fit' }).waitFor();
	await look(page, 'sign-in');
});
