// The operator of a village finds a case and sees how far it has got.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { look, signIn, tell } from './browser.mjs';

const [, , , password, halls] = process.argv;

// What a printer gets: the pages' text, how many there are, and how wide they
// are, in points.
async function printed(page, paper = { preferCSSPageSize: true }) {
	const file = `${halls}/print.pdf`;

	writeFileSync(file, await page.pdf(paper));
	const about = String(execFileSync('pdfinfo', [file]));
	return {
		text: String(execFileSync('pdftotext', [file, '-'])),
		width: Number(/Page size: +([0-9.]+)/.exec(about)[1]),
		pages: Number(/Pages: +([0-9]+)/.exec(about)[1]),
	};
}

// The slip fits a sheet and a roll of 80 mm, and nothing else is on it.
async function printReceipt(page) {
	const number = await page.locator('.receipt .number').textContent();

	for (const paper of [{ format: 'A4' }, { width: '80mm', height: '200mm', margin: { left: '4mm', right: '4mm' } }]) {
		const { text, pages } = await printed(page, paper);

		assert.ok(text.replace(/\s/g, '').includes(number), text);
		assert.match(text, /查询码\s*[0-9]{6}/);
		assert.doesNotMatch(text, /工作台|打印|继续收件/);
		assert.equal(pages, 1);
	}
}

// A case is taken in by the keyboard alone, with as many keys as somebody
// presses in a minute; what was typed outlives a reload and signing out.
async function takeIn(page, site) {
	let keys = 0;
	const press = async (...names) => {
		for (const name of names) await page.keyboard.press(name);
		keys += names.length;
	};
	const type = async (text) => {
		await page.keyboard.type(text);
		keys += text.length;
	};

	await page.getByRole('link', { name: '收件', exact: true }).click();
	await page.getByRole('option').first().waitFor();
	await type('cxjmyb');
	await page.getByRole('option', { name: '城乡居民医保参保登记' }).waitFor();
	await look(page, 'intake-item');
	await press('Enter');
	await page.locator('[name=name]').waitFor();
	await type('王秀英');
	await press('Tab');
	await type('110105194912310021');
	await press('Tab');
	await page.getByRole('alert').getByText('最后一位应为 X').waitFor();
	await press('Shift+Tab', 'End', 'Backspace');
	await type('x');
	await press('Tab');
	await page.getByText('此人已有同一事项的办件').waitFor();
	await look(page, 'intake-applicant');
	await page.getByText('草稿已于').waitFor();

	await page.reload();
	await page.getByRole('button', { name: '退出' }).click();
	await signIn(page, 'lihua', password);
	await page.getByRole('link', { name: '收件', exact: true }).click();
	await page.getByRole('option').first().waitFor();
	assert.equal(await page.getByText('草稿箱').count(), 0);
	await page.getByRole('button', { name: '退出' }).click();
	await signIn(page, 'wangfang', password);
	await page.goto(`${site}/#/intake`);
	await look(page, 'intake-drafts');
	await page.getByRole('button', { name: '继续填写' }).click();
	await page.locator('[name=id_number]').waitFor();
	assert.equal(await page.locator('[name=id_number]').inputValue(), '11010519491231002X');

	await press('Enter');
	await page.getByText('建议类别').waitFor();
	await press('Shift+Tab', 'ArrowDown', 'ArrowDown', 'ArrowDown');
	assert.equal(await page.getByLabel('委托代办书').inputValue(), 'deferred');
	await look(page, 'intake-materials');
	await press('Tab', 'Enter');
	await page.getByRole('button', { name: '更改 申请人' }).waitFor();
	await look(page, 'intake-review');
	await press('Control+s');
	await page.getByRole('img', { name: '编号和查询码的二维码' }).waitFor();
	await look(page, 'receipt');
	await printReceipt(page);
	assert.ok(keys < 120, `${keys} keys`);
	await page.getByRole('button', { name: '继续收件' }).click();
	await page.getByRole('option').first().waitFor();
	assert.equal(await page.getByText('草稿箱').count(), 0);
	// What stands on a card that was printed wrongly is taken as it stands.
	await type('cxjmyb');
	await press('Enter');
	await page.locator('[name=name]').fill('李国强');
	await page.locator('[name=id_number]').fill('110105194912310021');
	await press('Tab');
	await page.getByRole('button', { name: '证件上即如此' }).click();
	await page.getByLabel('按证件所载号码收件的理由').fill('证件印制如此');
	assert.equal(await page.getByLabel('其他证件', { exact: true }).inputValue(), 'identity_card');
	await look(page, 'intake-as-printed');
	await page.getByLabel('按证件所载号码收件的理由').press('Enter');
	await page.getByText('建议类别').waitFor();
	await press('Enter');
	await page.getByText('号码未通过校验的身份证件').waitFor();
	await press('Control+s');
	await page.getByRole('img', { name: '编号和查询码的二维码' }).waitFor();
	await page.getByRole('button', { name: '继续收件' }).click();
	// A character of two readings is found under both.
	for (const letters of ['cxjmybcb', 'cxjmybsb']) {
		await page.getByRole('combobox').fill(letters);
		await page.getByRole('option', { name: '城乡居民医保参保登记' }).waitFor();
	}
}

// A photo of a telephone is longer than a request; it comes back as it was.
async function addScan(page) {
	const bytes = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(3 * 1024 * 1024)]);

	await page.getByLabel('材料名称', { exact: true }).selectOption('户口簿或居住证');
	await page.getByLabel('扫描件或照片').setInputFiles({ name: '户口簿.png', mimeType: 'image/png', buffer: bytes });
	await page.getByRole('cell', { name: '3.0 MB' }).waitFor();
	await page.getByRole('cell', { name: '完整' }).waitFor();
	const waiting = page.waitForEvent('download');
	await page.getByRole('button', { name: '下载 户口簿.png' }).click();
	assert.ok(readFileSync(await (await waiting).path()).equals(bytes));
	await look(page, 'case-scan');
}

async function printNotice(page) {
	await page.getByRole('button', { name: '发出通知书' }).click();
	await page.getByLabel('通知书种类').selectOption('promise');
	await page.getByRole('button', { name: '发出', exact: true }).click();
	for (const [name, width] of [['打印 A4', 210], ['打印 80 毫米', 80]]) {
		await page.getByRole('button', { name }).click();
		await page.getByRole('heading', { name: '承诺件通知书' }).first().waitFor();
		await look(page, `notice-${width}`);
		const paper = await printed(page);
		assert.match(paper.text, /承诺件通知书/);
		assert.doesNotMatch(paper.text, /工作台|办件经过|待发箱/);
		assert.ok(Math.abs(paper.width - (width / 25.4) * 72) < 2, `${paper.width} pt`);
		await page.getByRole('button', { name: '关闭' }).click();
	}
	await page.getByRole('cell', { name: '2 次' }).waitFor();
}

// In large type, on a telephone and at 200 %, nothing has to be moved sideways.
async function fits(page, site) {
	await page.getByRole('button', { name: '长辈版' }).click();
	for (const [width, height] of [[640, 400], [360, 740]]) {
		await page.setViewportSize({ width, height });
		for (const path of ['', 'intake', 'cases', 'outbox']) {
			await page.goto(`${site}/#/${path}`);
			await page.getByRole('heading', { level: 1 }).waitFor();
			await look(page, `large-${width}-${path || 'home'}`);
			const wide = await page.evaluate('document.documentElement.scrollWidth');
			assert.ok(wide <= width, `${path}: ${wide} of ${width}`);
		}
	}
	await page.setViewportSize({ width: 1366, height: 768 });
	await page.getByRole('button', { name: '长辈版' }).click();
}

// Whoever is looked for stands in no address.
async function findPerson(page) {
	await page.getByRole('link', { name: '办件列表' }).click();
	await page.getByLabel('身份证号').fill('110101199003077571');
	await page.getByRole('button', { name: '查询', exact: true }).click();
	await page.getByText('暂无数据').waitFor();
	await page.getByLabel('身份证号').fill('11010519491231002X');
	await page.getByRole('button', { name: '查询', exact: true }).click();
	await page.getByText('本页 2 条').waitFor();
	assert.doesNotMatch(page.url(), /1101/);
}

await tell(async (page, site) => {
	await signIn(page, 'wangfang', password);
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
	await addScan(page);
	await printNotice(page);
	await page.getByText('更多操作').click();
	await page.setViewportSize({ width: 360, height: 740 });
	await look(page, 'case-narrow');
	await page.setViewportSize({ width: 1366, height: 768 });

	await takeIn(page, site);
	await findPerson(page);
	await fits(page, site);
});
