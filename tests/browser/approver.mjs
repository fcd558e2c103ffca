// The approver of a town: what waits, whose it is, under which power it is
// decided; the village sees the decision without asking for it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { look, lookEverywhere, signIn, tell } from './browser.mjs';

const [, , , password, villageSite, countySite, halls, sanji, power, first, second, third] = process.argv;

const line = (state, hall) => execFileSync('sh', [`${halls}/line`, state, hall]);
const at = (hall, ...words) => execFileSync(sanji, ['-C', `${halls}/${hall}`, ...words]);

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

const menu = (page, name) =>
	page.getByLabel('菜单').getByRole('link', { name, exact: true }).click();
const row = (page, number) => page.getByRole('row').filter({ hasText: number });

async function takeInHand(page) {
	await menu(page, '任务');
	await row(page, first).getByText('委托').waitFor();
	await lookEverywhere(page, 'tasks');
	await page.getByLabel(`选择 ${first}`).check();
	await page.getByLabel(`选择 ${second}`).check();
	await page.getByRole('button', { name: '批量认领（2 件）' }).click();
	await row(page, second).getByText('我', { exact: true }).waitFor();
	await row(page, second).getByRole('button', { name: '退回任务' }).click();
	await row(page, second).getByText('未认领').waitFor();
}

async function open(page, number) {
	await menu(page, '任务');
	await row(page, number).getByRole('link', { name: number }).click();
	await page.getByRole('button', { name: DECIDE }).click();
}

async function approve(page) {
	const dialog = page.getByRole('dialog');

	await dialog.locator('[name=outcome]').selectOption('approved');
	await dialog.getByRole('button', { name: DECIDE }).click();
	await dialog.waitFor({ state: 'hidden' });
}

// What is typed is still there after the page was loaded anew.
async function decide(page) {
	const reason = page.getByRole('dialog').getByLabel('理由');

	await open(page, first);
	await page.getByRole('dialog').getByText('署名与印章').waitFor();
	await page.getByRole('dialog').getByText('善政发〔2026〕1号').waitFor();
	await reason.fill('材料齐全');
	await look(page, 'decide');
	await page.getByRole('dialog').getByText('草稿已于').waitFor();
	await page.reload();
	await page.getByRole('button', { name: DECIDE }).click();
	await page.waitForFunction(() => document.querySelector('dialog [name=reason]')?.value === '材料齐全');
	await approve(page);
}

// A village that is cut off denies what the town approves.
async function disagree(page) {
	line('off', 'village');
	at('village', 'case', 'decide', second, 'outcome=denied', 'reason=材料不符');
	await open(page, second);
	await approve(page);
	line('on', 'village');
}

const STANDS = '以此为准';

async function compare(page) {
	await menu(page, '冲突');
	await row(page, second).first().getByText('待裁定').first().waitFor();
	await look(page, 'conflicts');
	await row(page, second).first().getByRole('link', { name: '比对' }).click();
	await page.getByRole('rowheader', { name: '决定结果' }).getByText('不一致').waitFor();
}

async function letStand(page, version, reason) {
	const dialog = page.getByRole('dialog');

	await page.getByRole('button', { name: STANDS }).nth(version).click();
	await dialog.getByLabel('裁定理由').fill(reason);
	await dialog.getByRole('button', { name: STANDS }).click();
}

// Where decisions differ the county rules (RULES A6), and may rule again.
async function rule(page, county) {
	await compare(page);
	await lookEverywhere(page, 'conflict');
	await letStand(page, 1, '以镇级决定为准');
	await page.getByRole('alert').filter({ hasText: 'RULES A6' }).waitFor();
	await page.keyboard.press('Escape');

	await compare(county);
	await letStand(county, 0, '材料不符');
	await county.getByText('再次裁定将推翻前一次裁定').waitFor();
	await look(county, 'conflict-ruled');
	await letStand(county, 1, '材料已补齐，改以镇级决定为准');
	await county.getByRole('dialog').waitFor({ state: 'hidden' });
}

// The county takes the power back while the line is down.
async function decideUnknowing(page) {
	line('off', 'county');
	at('county', 'power', 'revoke', power);
	await open(page, third);
	await approve(page);
	line('on', 'county');
	await menu(page, '冲突');
	await page.getByRole('link', { name: '待追认' }).click();
	await row(page, third).waitFor();
	await lookEverywhere(page, 'held');
}

async function ratify(page, county) {
	await menu(county, '冲突');
	await county.getByRole('link', { name: '待追认' }).click();
	await row(county, third).getByRole('button', { name: '追认' }).click();
	await county.getByRole('dialog').getByLabel('裁定理由').fill('情况属实');
	await county.getByRole('dialog').getByRole('button', { name: '追认' }).click();
	await page.getByText('暂无数据').waitFor();
}

// Who may decide what, at a glance; granted and suspended by the county.
async function powers(page, county) {
	await menu(county, '下放权限');
	await county.getByRole('link', { name: '下放一项权限' }).click();
	await county.locator('.choice select').selectOption('330421111000');
	await county.getByLabel('名称、编码或部门').fill('330421-YB');
	await county.getByLabel('全选所列事项').check();
	await county.getByLabel('名称、编码或部门').fill('临时救助');
	await county.getByLabel('选择 临时救助对象认定').check();
	await county.locator('[name=mode]').selectOption('entrusted');
	await county.locator('[name=basis]').fill('善政发〔2026〕2号');
	await look(county, 'power-grant');
	await county.getByRole('button', { name: '核对' }).click();
	await county.getByRole('listitem').filter({ hasText: '330421-MZ-014' }).waitFor();
	await county.getByRole('listitem').filter({ hasText: '330421-YB-001' }).waitFor();
	await look(county, 'power-grant-review');
	await county.getByRole('button', { name: '签署下放' }).click();
	await county.getByText('生效中').waitFor();
	await county.getByRole('button', { name: '暂停使用该权限' }).click();
	await county.getByRole('dialog').locator('[name=reason]').fill('整改');
	await county.getByRole('dialog').getByRole('button', { name: '暂停使用该权限' }).click();
	await county.getByText('已暂停').first().waitFor();
	await lookEverywhere(county, 'power');
	await menu(page, '下放权限');
	await page.getByRole('cell').filter({ hasText: '已暂停' }).first().waitFor();
	await lookEverywhere(page, 'powers');
	await county.getByRole('link', { name: '下放权限' }).first().click();
	await county.getByRole('link', { name: '公示表' }).click();
	await county.getByText('尚未公布').first().waitFor();
	await look(county, 'power-publication');
}

await tell(async (page) => {
	const village = await elsewhere(page, villageSite, 'wangfang');

	await village.getByRole('link', { name: '办件列表' }).click();
	await row(village, first).getByText('已受理').waitFor();
	await signIn(page, 'zhangwei', password);
	await takeInHand(page);

	const colleague = await elsewhere(page, page.url().replace(/#.*/, ''), 'liuyang');
	await menu(colleague, '任务');
	await row(colleague, first).getByText('zhangwei').waitFor();

	await decide(page);
	await row(village, first).getByText('已决定').waitFor();
	await disagree(page);
	const county = await elsewhere(page, countySite, 'chenli');
	await rule(page, county);
	await row(village, second).getByText('已决定').waitFor();
	await decideUnknowing(page);
	await ratify(page, county);
	await powers(page, county);
});
