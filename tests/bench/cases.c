/*
 * Cases as a village's window takes them in, about as long as the records of
 * the floor; the number decides every word.
 */
#include <stdio.h>
#include <string.h>

#include "schema/base/macros.h"
#include "schema/records/id_number.h"
#include "tests/bench/bench.h"

static const char *const surnames[] = {"王", "李", "张", "沈", "陈", "陆", "徐",
    "顾", "朱", "吴", "钱", "周", "曹", "金", "俞", "倪"};

static const char *const given_names[] = {"秀英", "国强", "建华", "美芳",
    "志明", "小红", "永根", "阿毛", "金妹", "雪珍", "林生", "佩芬", "卫东",
    "红梅", "伟", "静"};

static const char *const hamlets[] = {"东浜", "西浜", "南港", "北圩", "庙前",
    "桥头", "沈家埭", "陆家浜", "新村", "老街"};

static const char *const reasons[] = {"新生儿参保登记", "外地转入续保",
    "缴费年限核对", "参保信息变更", "困难家庭资助参保", "中断缴费后续保"};

static const char *const papers[] = {"户口簿", "身份证复印件", "出生医学证明",
    "转移接续联系函", "低保证明", "银行卡复印件", "委托书"};

static const char *const remarks[] = {"材料齐全", "一份复印件待补",
    "已电话告知本人", "由子女代办", "上门收件", "本人到场"};

static const char *const places[] = {"嘉善县", "平湖市", "上海市金山区",
    "苏州市吴江区", "安徽省六安市", "河南省周口市"};

/* splitmix64: one draw. */
static uint64_t
draw(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15U;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

#define PICK(list, state) ((list)[draw(state) % COUNT_OF(list)])

/* A number below each limit, drawn in their order. */
static void
draw_all(uint64_t *state, const int *limits, size_t count, int *out)
{
	for (size_t i = 0; i < count; i++)
		out[i] = (int)(draw(state) % (uint64_t)limits[i]);
}

static void
write_id_number(uint64_t *s, char out[64])
{
	static const int limits[] = {70, 12, 28, 1000};
	int n[COUNT_OF(limits)];
	char check = '0';

	draw_all(s, limits, COUNT_OF(n), n);
	(void)snprintf(out, 64, "330421%04d%02d%02d%03d0", 1935 + n[0],
	    1 + n[1], 1 + n[2], n[3]);
	if (id_number_verdict_of(out, &check) == ID_NUMBER_CHECK)
		out[17] = check;
}

static void
write_address(uint64_t *s, char out[128])
{
	static const int limits[] = {300, 500};
	const char *hamlet = PICK(hamlets, s);
	int n[COUNT_OF(limits)];

	draw_all(s, limits, COUNT_OF(n), n);
	(void)snprintf(
	    out, 128, "姚庄镇%s%d号%d室", hamlet, 1 + n[0], 101 + n[1]);
}

static void
write_name(uint64_t *s, char out[64])
{
	const char *surname = PICK(surnames, s);

	(void)snprintf(out, 64, "%s%s", surname, PICK(given_names, s));
}

static void
write_note(uint64_t *s, char out[600])
{
	static const int limits[] = {
	    3, 1000000, 12, 28, 10, 60, 20, 1000000000, 1000000};
	const char *reason = PICK(reasons, s), *remark = PICK(remarks, s);
	const char *paper = PICK(papers, s), *other = PICK(papers, s);
	const char *place = PICK(places, s);
	int n[COUNT_OF(limits)];
	char name[64];

	draw_all(s, limits, COUNT_OF(n), n);
	write_name(s, name);
	(void)snprintf(out, 600,
	    "%s；随附%s、%s各%d份，收件编号%06d；%s，%d月%d日%02d:%02d收，"
	    "缴费档次每年%d元人民币；参保地%s，原参保登记号%09d，"
	    "紧急联系人%s，电话0573-84%06d",
	    reason, paper, other, 1 + n[0], n[1], remark, 1 + n[2], 1 + n[3],
	    8 + n[4], n[5], n[6] * 50, place, n[7], name, n[8]);
}

json_t *
case_request(uint64_t number)
{
	uint64_t s = number * 0x2545f4914f6cdd1dU + 1;
	char name[64], id_number[64], phone[32], address[128], note[600];
	json_t *request;

	write_name(&s, name);
	write_id_number(&s, id_number);
	(void)snprintf(
	    phone, sizeof(phone), "13%09d", (int)(draw(&s) % 1000000000));
	write_address(&s, address);
	write_note(&s, note);
	request = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "do",
	    "case.receive", "item", CASE_ITEM, "source", "window", "name", name,
	    "id_number", id_number, "phone", phone, "address", address, "note",
	    note);
	REQUIRE(request != NULL);
	return request;
}
