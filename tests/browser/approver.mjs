// The approver of a town: what waits, whose it is, under which power it is
// decided; the village sees the decision without asking for it.
import assert from 'node:assert/strict';
import { look, lookEverywhere, signIn, tell } from './browser.mjs';

const [, , , password, villageSite, first, second] = process.argv;

// Somebody else at another machine: cookies of their own.
async function elsewhere(page, site, name) {
	const context = await page.context().browser().newContext({ locale: 'zh-CN' });
	const other = await context.newPage();

	other.setDefaultTimeout(30000);
	await other.goto(site);
	await signIn(other, name, password);
	return other;
}

const DECIDE = '依据下放权限作出准予或不予的决定';

const row = (page, number) => page.getByRole('row').filter({ hasText: number });

async function takeInHand(page) {
	await page.getByRole('link', { name: '任务', exact: true }).click();
	await row(page, first).getByText('委托').waitFor();
	await lookEverywhere(page, 'tasks');
	await page.getByLabel(`选择 ${first}`).check();
	await page.getByLabel(`选择 ${second}`).check();
	await page.getByRole('button', { name: '批量认领（2 件）' }).click();
	await row(page, second).getByText('我', { exact: true }).waitFor();
	await row(page, second).getByRole('button', { name: '退回任务' }).click();
	await row(page, second).getByText('未认领').waitFor();
}

// What is typed is still there after a look at another page.
async function decide(page) {
	const dialog = page.getByRole('dialog');

	await row(page, first).getByRole('link', { name: first }).click();
	await page.getByRole('button', { name: DECIDE }).click();
	await dialog.getByText('署名与印章').waitFor();
	await dialog.getByText('善政发〔2026〕1号').waitFor();
	await dialog.getByLabel('理由').fill('材料齐全');
	await look(page, 'decide');
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: DECIDE }).click();
	assert.equal(await dialog.getByLabel('理由').inputValue(), '材料齐全');
	await dialog.locator('[name=outcome]').selectOption('approved');
	await dialog.getByRole('button', { name: DECIDE }).click();
	await dialog.waitFor({ state: 'hidden' });
}

await tell(async (page) => {
	const village = await elsewhere(page, villageSite, 'wangfang');

	await village.getByRole('link', { name: '办件列表' }).click();
	await row(village, first).getByText('已受理').waitFor();
	await signIn(page, 'zhangwei', password);
	await takeInHand(page);

	const colleague = await elsewhere(page, page.url().replace(/#.*/, ''), 'liuyang');
	await colleague.getByRole('link', { name: '任务', exact: true }).click();
	await row(colleague, first).getByText('zhangwei').waitFor();

	await decide(page);
	await row(village, first).getByText('已决定').waitFor();
});
