/*
 * What a step of a case needs beside its state: refused with the rule, in
 * both languages, and allowed once it is satisfied.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/base/words.h"
#include "tests/fixture/quarrel.h"

#define DAY_S 86400

static int
begin(void **state)
{
	*state = quarrel_world(53);
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static void
refused(
    struct world *w, const char *act, const char *english, const char *chinese)
{
	const char *said = quarrel_refused(w, act);

	if (strstr(said, english) == NULL)
		fail_msg("%s: %s", act, said);
	words_choose(WORDS_ZH);
	said = quarrel_refused(w, act);
	words_choose(WORDS_EN);
	if (strstr(said, chinese) == NULL)
		fail_msg("%s: %s", act, said);
}

/* One after the other, each known to all. */
static void
play(struct world *w, const char *const *acts)
{
	for (; *acts != NULL; acts++) {
		(void)quarrel_act(w, *acts);
		world_settle(w);
	}
}

#define PLAY(w, ...) play(w, (const char *const[]){__VA_ARGS__, NULL})

/* A member of the case as 北鹤村 shows it; borrowed. */
static const char *
shown(struct world *w, const char *member)
{
	const char *text =
	    json_member_text(quarrel_act(w, "北鹤村 case show #"), member);

	return text == NULL ? "" : text;
}

static const json_t *
due(struct world *w)
{
	return json_object_get(
	    quarrel_act(w, "北鹤村 case show #"), "deadline");
}

/* --- materials --------------------------------------------------------------
 */

static void
materials_are_complete_when_all_that_was_asked_for_is_there(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-SX-001 accept=no");
	PLAY(w, "北鹤村 case ask # pieces=户口簿,照片",
	    "姚庄镇 case take # piece=户口簿");
	refused(w, "北鹤村 case complete #",
	    "not all materials asked for are there", "尚未收齐");
	PLAY(w, "嘉善县 case take # piece=照片", "北鹤村 case complete #",
	    "北鹤村 case accept #");
	assert_string_equal(shown(w, "materials"), "complete");
}

static void
a_decision_waits_for_what_was_asked_for_too(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-YB-001");
	PLAY(w, "北鹤村 case ask # pieces=户口簿",
	    "北鹤村 case take # piece=户口簿", "北鹤村 case complete #",
	    "北鹤村 case step # step=审核", "北鹤村 case ask # pieces=照片");
	refused(w, "北鹤村 case complete #", "not all materials", "尚未收齐");
	/* Told twice: that is shown, and hinders nobody. */
	assert_true(json_is_true(json_object_get(due(w), "told_twice")));
	PLAY(w, "北鹤村 case take # piece=照片", "北鹤村 case complete #",
	    "北鹤村 case step # step=审核",
	    "姚庄镇 case decide # outcome=approved");
}

static void
nothing_is_complete_that_was_not_asked_for(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-YB-001");
	refused(w, "北鹤村 case complete #", "no materials were asked for",
	    "没有要求补正");
}

static void
complete_materials_do_not_accept_a_case(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-SX-001 accept=no");
	PLAY(w, "北鹤村 case ask # pieces=户口簿",
	    "北鹤村 case take # piece=户口簿", "北鹤村 case complete #");
	refused(w, "北鹤村 case step # step=审核", "the case was not accepted",
	    "尚未受理");
}

static void
nothing_is_asked_for_or_taken_in_that_the_item_does_not_name(void **state)
{
	struct world *w = *state;
	const char *english = "item asks for no material";
	const char *chinese = "行政许可法第三十一条";

	quarrel_receive(w, "item=330421-SX-001 accept=no missing=户口簿");
	refused(w, "北鹤村 case ask # pieces=户口簿,房产证", english, chinese);
	refused(w, "姚庄镇 case take # piece=户口本", english, chinese);
	PLAY(w, "北鹤村 case ask # pieces=户口簿",
	    "姚庄镇 case take # piece=户口簿");
}

/* As people write a list; without one, all that is missing. */
static void
what_is_missing_is_asked_for_at_once(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-SX-001 missing=户口簿、照片");
	PLAY(w, "北鹤村 case ask #");
	refused(w, "北鹤村 case complete #", "not all materials", "尚未收齐");
	PLAY(w, "北鹤村 case take # piece=户口簿",
	    "北鹤村 case take # piece=照片", "北鹤村 case complete #");
	quarrel_receive(w, "item=330421-SX-001 missing=户口簿");
	refused(w, "北鹤村 case ask # by=2020-01-01",
	    "by is 2020-01-01, which is over", "已经过去");
	PLAY(w, "北鹤村 case ask # pieces=户口簿，照片");
	assert_int_equal(json_array_size(json_object_get(
			     quarrel_act(w, "北鹤村 case show #"), "asked")),
	    2);
}

static void
what_the_window_found_is_one_thing(void **state)
{
	struct world *w = *state;
	const char *receive = "北鹤村 case receive item=330421-SX-001 name=王 "
			      "document=passport document_number=E1 ";
	char act[256];

	(void)snprintf(
	    act, sizeof(act), "%smissing=照片 deferred=照片", receive);
	refused(w, act, "is named in missing and in deferred", "请只留一处");
	(void)snprintf(act, sizeof(act), "%smissing=照相", receive);
	refused(w, act, "asks for no material \"照相\"", "不要求材料");
	(void)snprintf(act, sizeof(act), "%spolicy=no", receive);
	refused(w, act, "must be one of: against, out_of_scope", "只能填");
}

static void
without_its_main_document_no_case_is_accepted(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-SX-001 not_brought=申请表");
	refused(w, "北鹤村 case accept #", "a main document is not there",
	    "主件未到，不能受理");
	PLAY(w, "姚庄镇 case take # piece=申请表", "北鹤村 case accept #");
	assert_string_equal(shown(w, "materials"), "complete");
}

/* What is wrong, in which states it would be right, by which article. */
static void
a_step_at_the_wrong_time_says_when_it_is_right(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-SX-001");
	refused(w, "北鹤村 case finish #",
	    "not possible, since the case is accepted; it is possible when "
	    "it is: decided",
	    "办件目前的状态是“已受理”；只有在以下状态才可以：已决定");
	refused(w, "北鹤村 case decline # ground=unqualified reason=不符",
	    "received, supplementing, supplemented (行政许可法 32)",
	    "（行政许可法第三十二条）");
}

/* --- what follows later ------------------------------------------------------
 */

#define SHORT "case decide # outcome=approved_short missing=照片"

static void
a_short_approval_needs_the_green_channel_or_an_item_that_tolerates_it(
    void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-YB-001");
	refused(w, "姚庄镇 " SHORT, "only in the green channel", "绿色通道");
	PLAY(w, "北鹤村 case open_green # scope=leaders_order basis=善政办3号",
	    "姚庄镇 " SHORT);
	assert_string_equal(shown(w, "materials"), "short");
	assert_string_equal(shown(w, "priority"), "green_channel");
	quarrel_receive(w, "item=330421-SX-001");
	PLAY(w, "姚庄镇 " SHORT);
	assert_string_equal(shown(w, "materials"), "short");
	refused(w, "北鹤村 case settle # debt=material what=户口簿",
	    "nothing of that name is owed", "没有");
	PLAY(w, "北鹤村 case settle # debt=material what=照片");
	assert_string_equal(shown(w, "materials"), "complete");
}

static void
signing_later_needs_the_green_channel(void **state)
{
	struct world *w = *state;
	const char *sign = "北鹤村 case owe # debt=signature what=分管领导签字";

	quarrel_receive(w, "item=330421-SX-001");
	refused(w, sign, "not in the green channel", "绿色通道");
	/* Supplying later, the item itself allows. */
	PLAY(w, "北鹤村 case owe # debt=material what=照片");
	PLAY(w, "北鹤村 case open_green # scope=key_project basis=办文单1",
	    sign);
	PLAY(w, "嘉善县 case close_green # reason=不符合条件");
	assert_string_equal(shown(w, "priority"), "normal");
	refused(w, "北鹤村 case owe # debt=signature what=科长签字",
	    "not in the green channel", "绿色通道");
	refused(w, "北鹤村 case sign_green # window=综合 signer=李明",
	    "not in the green channel", "绿色通道");
	/* What was owed before is settled all the same. */
	PLAY(w, "北鹤村 case settle # debt=signature what=分管领导签字");
	/* Opened again by another order, it is open. */
	PLAY(w, "北鹤村 case open_green # scope=leaders_order basis=5号",
	    "北鹤村 case sign_green # window=综合 signer=李明");
}

static void
debts_are_of_the_green_channel_or_of_an_item_that_tolerates_them(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-YB-001");
	refused(w, "北鹤村 case owe # debt=material what=照片",
	    "only in the green channel", "绿色通道");
}

/* 准予 says that nothing is missing; 容缺准予 names what is, and that is owed.
 */
static void
a_decision_names_every_material_that_has_not_come(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-SX-001 deferred=照片 accept=yes");
	refused(w, "姚庄镇 case decide # outcome=approved",
	    "a material has not come", "尚未收到");
	refused(w, "姚庄镇 case decide # outcome=approved_short missing=户口簿",
	    "a material has not come", "尚未收到");
	PLAY(w, "姚庄镇 " SHORT);
	assert_string_equal(shown(w, "materials"), "short");
	quarrel_receive(w, "item=330421-SX-001 deferred=照片 accept=yes");
	PLAY(w, "嘉善县 case take # piece=照片",
	    "姚庄镇 case decide # outcome=approved");
	assert_string_equal(shown(w, "materials"), "complete");
}

static void
a_case_promises_no_more_days_than_its_item(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-SX-001 accept=no");
	refused(w, "北鹤村 case accept # promise_days=11",
	    "the item promises 10 working days, so a case cannot promise 11",
	    "事项承诺 10 个工作日");
	PLAY(w, "北鹤村 case accept # promise_days=7");
	assert_int_equal(json_member_integer(due(w), "promise_days", 0), 7);
}

/* --- the green channel -------------------------------------------------------
 */

static void
thresholds_are_inclusive_each_in_its_own_currency(void **state)
{
	static const struct {
		const char *words;
		const char *refusal; /* NULL: allowed */
	} tries[] = {
	    {"scope=foreign_company amount=9999999 currency=USD",
		"begins at 10000000 USD"},
	    {"scope=foreign_company amount=10000000 currency=USD", NULL},
	    {"scope=foreign_company amount=99999999 currency=CNY", "is in USD"},
	    {"scope=foreign_company amount=10000000", "is in USD"},
	    {"scope=domestic_company amount=49999999 currency=CNY",
		"begins at 50000000 CNY"},
	    {"scope=domestic_company amount=50000000 currency=CNY", NULL},
	    {"scope=domestic_company amount=50000000 currency=USD",
		"is in CNY"},
	    {"scope=construction amount=49999999 currency=CNY",
		"begins at 50000000 CNY"},
	    {"scope=construction amount=50000000 currency=CNY", NULL},
	    {"scope=construction", "is in CNY"},
	    {"scope=key_project amount=99999999 currency=CNY",
		"needs the order it rests on"},
	    {"scope=key_project basis=办文单1", NULL},
	    {"scope=leaders_order", "needs the order it rests on"},
	    {"scope=leaders_order basis=3号", NULL},
	};
	struct world *w = *state;
	char act[160];

	for (size_t i = 0; i < COUNT_OF(tries); i++) {
		quarrel_receive(w, "item=330421-YB-001");
		(void)snprintf(act, sizeof(act), "北鹤村 case open_green # %s",
		    tries[i].words);
		if (tries[i].refusal == NULL)
			(void)quarrel_act(w, act);
		else if (strstr(quarrel_refused(w, act), tries[i].refusal) ==
			 NULL)
			fail_msg("%s", tries[i].words);
	}
}

static void
only_the_centre_says_that_a_case_is_urgent(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-SX-001");
	refused(w, "北鹤村 case urge # order=1号 promise_days=2",
	    "may not write that", "不能由本大厅登记");
	refused(w, "姚庄镇 case urge # order=1号 promise_days=2",
	    "may not write that", "不能由本大厅登记");
	PLAY(w, "嘉善县 case urge # order=善审急1号 promise_days=2");
	assert_string_equal(shown(w, "priority"), "urgent");
	assert_int_equal(json_member_integer(due(w), "promise_days", 0), 2);
	refused(w, "嘉善县 case urge # order=善审急3号 promise_days=11",
	    "makes a promise shorter, never longer", "只能缩短承诺时限");
	/* An order that names no days leaves the promise as it is. */
	quarrel_receive(w, "item=330421-SX-001");
	PLAY(w, "嘉善县 case urge # order=善审急2号");
	assert_int_equal(json_member_integer(due(w), "promise_days", 0), 10);
}

/* --- joint cases
 * --------------------------------------------------------------- */

#define PARTS                                                              \
	"parts=[{\"department\":\"水利局\",\"role\":\"lead\",\"hall\":" \
	"\"330421111000\"},{\"department\":\"住建局\",\"hall\":"        \
	"\"330421000000\"}]"

static void
each_hall_writes_only_its_own_part(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-LH-001 accept=no");
	PLAY(w, "北鹤村 case accept # " PARTS);
	assert_string_equal(shown(w, "coordination"), "joint");
	refused(w, "姚庄镇 case take_part # department=住建局",
	    "another hall handles that department's part", "另一大厅");
	refused(w, "嘉善县 case decide_part # department=水利局 outcome=agreed",
	    "another hall handles that department's part", "另一大厅");
	refused(w, "姚庄镇 case take_part # department=民政局",
	    "has no part in this case", "部门");
	refused(w, "嘉善县 case assign_lead # department=民政局",
	    "has no part in this case", "不是此办件的联办部门");
	PLAY(w, "姚庄镇 case take_part # department=水利局",
	    "嘉善县 case take_part # department=住建局",
	    "嘉善县 case assign_lead # department=住建局");
}

/* What the catalogue says of no hall is the case's own hall's to write. */
static void
a_part_without_a_hall_is_written_where_the_case_is(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-LH-001 accept=no");
	PLAY(w, "北鹤村 case accept # parts=[{\"department\":\"水利局\"},"
		"{\"department\":\"住建局\"}]");
	refused(w, "嘉善县 case decide_part # department=水利局 outcome=agreed",
	    "another hall handles that department's part", "另一大厅");
	refused(w, "姚庄镇 case take_part # department=住建局",
	    "another hall handles that department's part", "另一大厅");
	PLAY(w, "北鹤村 case decide_part # department=水利局 outcome=agreed",
	    "嘉善县 case assign_lead # department=住建局 hall=330421111000");
	refused(w, "北鹤村 case decide_part # department=住建局 outcome=agreed",
	    "another hall handles that department's part", "另一大厅");
	PLAY(w, "姚庄镇 case decide_part # department=住建局 outcome=agreed",
	    "嘉善县 case decide # outcome=approved");
}

static void
a_part_without_a_hall_is_written_where_the_lead_works(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-LH-001 accept=no");
	PLAY(w,
	    "北鹤村 case accept # parts=[{\"department\":\"水利局\",\"role\":"
	    "\"lead\",\"hall\":\"330421111000\"},"
	    "{\"department\":\"住建局\"}]");
	refused(w, "北鹤村 case take_part # department=住建局",
	    "another hall handles that department's part", "另一大厅");
	PLAY(w, "姚庄镇 case take_part # department=住建局");
}

static void
no_part_of_a_joint_case_promises_more_than_the_case(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-LH-001 accept=no");
	refused(w,
	    "北鹤村 case accept # parts=[{\"department\":\"水利局\"},"
	    "{\"department\":\"住建局\",\"promise_days\":11}]",
	    "住建局: its part promises 11 working days, and the case 10",
	    "联办部门须在办件承诺时限内办结");
}

static void
a_joint_case_is_approved_when_every_department_agreed(void **state)
{
	struct world *w = *state;
	const char *approve = "嘉善县 case decide # outcome=approved";

	quarrel_receive(w, "item=330421-LH-001");
	refused(w, approve, "not every department has finished", "部门");
	PLAY(w, "姚庄镇 case decide_part # department=水利局 outcome=agreed");
	refused(w, approve, "not every department has finished", "部门");
	PLAY(w, "嘉善县 case decide_part # department=住建局 outcome=refused");
	refused(w, approve, "a department refused its part", "不同意");
	PLAY(w, "嘉善县 case decide_part # department=住建局 outcome=agreed",
	    approve);
	assert_string_equal(shown(w, "state"), "decided");
}

/* The part of a joint case as 北鹤村 shows it; borrowed. */
static const json_t *
part(struct world *w, size_t i)
{
	return json_array_get(
	    json_object_get(quarrel_act(w, "北鹤村 case show #"), "parts"), i);
}

static const char *
part_clock(struct world *w, size_t i)
{
	return json_member_text(
	    json_object_get(part(w, i), "deadline"), "state");
}

static void
every_department_sees_how_long_its_own_part_has(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-LH-001 accept=no");
	PLAY(w, "北鹤村 case accept # parts=[{\"department\":\"水利局\","
		"\"promise_days\":2,\"hall\":\"330421111000\"},"
		"{\"department\":\"住建局\"}]");
	assert_int_equal(
	    json_member_integer(
		json_object_get(part(w, 0), "deadline"), "left_days", -1),
	    2);
	assert_int_equal(
	    json_member_integer(
		json_object_get(part(w, 1), "deadline"), "left_days", -1),
	    10);
	assert_true(json_is_false(json_object_get(part(w, 0), "taken_in")));
	PLAY(w, "姚庄镇 case take_part # department=水利局",
	    "姚庄镇 case decide_part # department=水利局 outcome=agreed",
	    "嘉善县 case assign_lead # department=住建局 hall=330421000000");
	assert_true(json_is_true(json_object_get(part(w, 0), "taken_in")));
	assert_string_equal(json_member_text(part(w, 0), "outcome"), "agreed");
	assert_string_equal(part_clock(w, 0), "done");
	assert_string_equal(part_clock(w, 1), "running");
	assert_string_equal(
	    json_member_text(part(w, 1), "hall"), "330421000000");
}

static void
a_joint_case_can_be_denied_before_all_are_done(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-LH-001");
	PLAY(w, "姚庄镇 case decide_part # department=水利局 outcome=refused",
	    "嘉善县 case decide # outcome=denied reason=不符");
}

/* --- the clock
 * ----------------------------------------------------------------- */

static void
an_extension_needs_a_head_s_approval_and_is_given_once(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-SX-001");
	refused(w, "北鹤村 case pause # special=extension",
	    "needs the approval of the head", "批准");
	refused(w, "北鹤村 case extend # days=10 reason=复杂", "approved_by",
	    "approved_by");
	PLAY(w, "北鹤村 case extend # days=10 approved_by=张主任 reason=复杂",
	    "北鹤村 case pause # special=extension");
	assert_string_equal(json_member_text(due(w), "state"), "running");
	refused(w, "姚庄镇 case extend # days=5 approved_by=李镇长 reason=复杂",
	    "was extended before", "一次");
}

static void
an_extension_is_of_ten_days_and_of_fifteen_in_a_joint_case(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-SX-001");
	refused(w,
	    "北鹤村 case extend # days=11 approved_by=张主任 reason=复杂",
	    "10 working days at most", "最多 10 个工作日");
	PLAY(w, "北鹤村 case extend # days=10 approved_by=张主任 reason=复杂");
	quarrel_receive(w, "item=330421-LH-001");
	refused(w,
	    "北鹤村 case extend # days=16 approved_by=张主任 reason=复杂",
	    "from 1 to 15", "15");
	PLAY(w, "北鹤村 case extend # days=15 approved_by=李县长 reason=复杂");
}

static void
a_special_procedure_stops_the_clock_until_it_ends(void **state)
{
	struct world *w = *state;
	char before[16];

	quarrel_receive(w, "item=330421-SX-001");
	(void)snprintf(before, sizeof(before), "%s",
	    json_member_text(due(w), "promise_due"));
	PLAY(w, "北鹤村 case pause # special=other procedure=hearing");
	assert_string_equal(json_member_text(due(w), "state"), "paused");
	refused(w, "北鹤村 case step # step=审核", "not possible", "不能");
	refused(
	    w, "姚庄镇 case decide # outcome=approved", "not possible", "不能");
	world_wait(w, 7LL * DAY_S);
	PLAY(w, "北鹤村 case resume #");
	assert_string_equal(json_member_text(due(w), "state"), "running");
	assert_int_equal(json_member_integer(due(w), "paused_days", 0), 5);
	assert_true(
	    strcmp(json_member_text(due(w), "promise_due"), before) > 0);
}

static void
what_cannot_be_done_at_once_becomes_a_promise(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-YB-001 accept=no");
	PLAY(w, "北鹤村 say {\"do\":\"case.accepted\",\"mode\":\"immediate\","
		"\"promise_days\":0,\"statutory_days\":20}");
	assert_string_equal(shown(w, "mode"), "immediate");
	assert_int_equal(json_member_integer(due(w), "left_days", -1), 0);
	refused(w, "北鹤村 case convert # promise_days=21 reason=需踏勘",
	    "no promise is longer than the law's limit", "不得超过法定时限");
	PLAY(w, "北鹤村 case convert # promise_days=5 reason=需踏勘");
	refused(w, "北鹤村 case convert # promise_days=9 reason=人手不足",
	    "a promise is not made longer at will", "不得随意延长");
	assert_string_equal(shown(w, "mode"), "promise");
	assert_int_equal(json_member_integer(due(w), "promise_days", 0), 5);
}

/* --- reviews
 * -------------------------------------------------------------------- */

static void
a_review_is_asked_for_first_and_ruled_on_by_the_centre(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-YB-001 accept=no");
	PLAY(w, "姚庄镇 case decline # ground=unqualified reason=不符");
	refused(w, "嘉善县 case overturn # reason=材料齐全",
	    "nobody has asked for a review", "复核");
	PLAY(w, "北鹤村 case review # reason=材料齐全");
	refused(w, "姚庄镇 case overturn # reason=材料齐全",
	    "may not write that", "不能由本大厅登记");
	PLAY(w, "嘉善县 case uphold # reason=退回正确");
	assert_string_equal(shown(w, "state"), "declined");
	/* One ruling answers one request. */
	refused(w, "嘉善县 case overturn # reason=材料齐全",
	    "nobody has asked for a review", "复核");
}

static void
an_overturned_return_has_its_first_reception_back(void **state)
{
	struct world *w = *state;
	json_int_t received;
	char started[16];

	quarrel_receive(w, "item=330421-SX-001");
	received = json_member_integer(
	    quarrel_act(w, "北鹤村 case show #"), "received_time", 0);
	(void)snprintf(started, sizeof(started), "%s",
	    json_member_text(due(w), "started"));
	PLAY(w, "嘉善县 case return # reason=踏勘不符");
	assert_string_equal(json_member_text(due(w), "state"), "done");
	world_wait(w, 3LL * DAY_S);
	PLAY(w, "北鹤村 case review # reason=材料齐全",
	    "嘉善县 case overturn # reason=退回有误");
	assert_string_equal(shown(w, "state"), "received");
	assert_int_equal(
	    json_member_integer(
		quarrel_act(w, "北鹤村 case show #"), "received_time", 0),
	    received);
	PLAY(w, "北鹤村 case accept #");
	assert_string_equal(json_member_text(due(w), "started"), started);
	assert_string_equal(json_member_text(due(w), "state"), "running");
}

static void
an_overturned_return_can_be_taken_back(void **state)
{
	struct world *w = *state;

	quarrel_receive(w, "item=330421-SX-001");
	PLAY(w, "嘉善县 case return # reason=踏勘不符",
	    "北鹤村 case review # reason=材料齐全",
	    "嘉善县 case overturn # reason=退回有误", "北鹤村 case withdraw #");
	assert_string_equal(shown(w, "state"), "withdrawn");
}

/* --- archives
 * ------------------------------------------------------------------- */

static void
an_archive_names_what_is_missing_from_the_file(void **state)
{
	struct world *w = *state;
	const json_t *missing;

	quarrel_receive(w, "item=330421-SX-001");
	PLAY(w, "姚庄镇 " SHORT, "北鹤村 case finish #");
	missing = json_object_get(
	    quarrel_act(w, "北鹤村 case archive # box=2025-1"), "missing");
	assert_int_equal(json_array_size(missing), 1);
	assert_string_equal(
	    json_string_value(json_array_get(missing, 0)), "照片");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		materials_are_complete_when_all_that_was_asked_for_is_there),
	    cmocka_unit_test(a_decision_waits_for_what_was_asked_for_too),
	    cmocka_unit_test(nothing_is_complete_that_was_not_asked_for),
	    cmocka_unit_test(complete_materials_do_not_accept_a_case),
	    cmocka_unit_test(
		nothing_is_asked_for_or_taken_in_that_the_item_does_not_name),
	    cmocka_unit_test(what_is_missing_is_asked_for_at_once),
	    cmocka_unit_test(what_the_window_found_is_one_thing),
	    cmocka_unit_test(without_its_main_document_no_case_is_accepted),
	    cmocka_unit_test(a_step_at_the_wrong_time_says_when_it_is_right),
	    cmocka_unit_test(
		a_short_approval_needs_the_green_channel_or_an_item_that_tolerates_it),
	    cmocka_unit_test(signing_later_needs_the_green_channel),
	    cmocka_unit_test(
		debts_are_of_the_green_channel_or_of_an_item_that_tolerates_them),
	    cmocka_unit_test(a_decision_names_every_material_that_has_not_come),
	    cmocka_unit_test(a_case_promises_no_more_days_than_its_item),
	    cmocka_unit_test(thresholds_are_inclusive_each_in_its_own_currency),
	    cmocka_unit_test(only_the_centre_says_that_a_case_is_urgent),
	    cmocka_unit_test(each_hall_writes_only_its_own_part),
	    cmocka_unit_test(
		a_part_without_a_hall_is_written_where_the_case_is),
	    cmocka_unit_test(
		a_part_without_a_hall_is_written_where_the_lead_works),
	    cmocka_unit_test(
		no_part_of_a_joint_case_promises_more_than_the_case),
	    cmocka_unit_test(
		a_joint_case_is_approved_when_every_department_agreed),
	    cmocka_unit_test(every_department_sees_how_long_its_own_part_has),
	    cmocka_unit_test(a_joint_case_can_be_denied_before_all_are_done),
	    cmocka_unit_test(
		an_extension_needs_a_head_s_approval_and_is_given_once),
	    cmocka_unit_test(
		an_extension_is_of_ten_days_and_of_fifteen_in_a_joint_case),
	    cmocka_unit_test(a_special_procedure_stops_the_clock_until_it_ends),
	    cmocka_unit_test(what_cannot_be_done_at_once_becomes_a_promise),
	    cmocka_unit_test(
		a_review_is_asked_for_first_and_ruled_on_by_the_centre),
	    cmocka_unit_test(an_overturned_return_has_its_first_reception_back),
	    cmocka_unit_test(an_overturned_return_can_be_taken_back),
	    cmocka_unit_test(an_archive_names_what_is_missing_from_the_file),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
