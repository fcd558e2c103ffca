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

static int
below(uint64_t *state, uint64_t limit)
{
	return (int)(draw(state) % limit);
}

static void
write_id_number(uint64_t *s, char out[19])
{
	char check = '0';

	(void)snprintf(out, 19, "330421%04d%02d%02d%03d0", 1935 + below(s, 70),
	    1 + below(s, 12), 1 + below(s, 28), below(s, 1000));
	if (id_number_verdict_of(out, &check) == ID_NUMBER_CHECK)
		out[17] = check;
}

static void
write_note(uint64_t *s, char out[400])
{
	const char *paper = PICK(papers, s), *other = PICK(papers, s);

	(void)snprintf(out, 400,
	    "%s；随附%s、%s各%d份，收件编号%06d；%s，%d月%d日%02d:%02d收，"
	    "缴费档次%d元，联系人%s%s",
	    PICK(reasons, s), paper, other, 1 + below(s, 3), below(s, 1000000),
	    PICK(remarks, s), 1 + below(s, 12), 1 + below(s, 28),
	    8 + below(s, 10), below(s, 60), below(s, 20) * 50,
	    PICK(surnames, s), PICK(given_names, s));
}

json_t *
case_request(uint64_t number)
{
	uint64_t s = number * 0x2545f4914f6cdd1dU + 1;
	char name[64], id_number[19], phone[32], address[128], note[400];
	json_t *request;

	(void)snprintf(name, sizeof(name), "%s%s", PICK(surnames, &s),
	    PICK(given_names, &s));
	write_id_number(&s, id_number);
	(void)snprintf(phone, sizeof(phone), "13%09d", below(&s, 1000000000));
	(void)snprintf(address, sizeof(address), "姚庄镇%s%d号%d室",
	    PICK(hamlets, &s), 1 + below(&s, 300), 101 + below(&s, 500));
	write_note(&s, note);
	request = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "do",
	    "case.receive", "item", CASE_ITEM, "source", "window", "name", name,
	    "id_number", id_number, "phone", phone, "address", address, "note",
	    note);
	REQUIRE(request != NULL);
	return request;
}
