/*
 * What a notice must say before it is printed, who gets which copy, and in
 * whose name it stands.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/words.h"
#include "tests/fixture/must.h"
#include "tests/fixture/printed.h"

/* --- refusing ------------------------------------------------------------- */

/* Take the notice and see it refused with the code and the text. */
static void
refused_take(json_t *notice, enum err_code code, const char *text)
{
	struct buf out = BUF_INIT;
	struct err e = ERR_INIT;

	assert_int_equal(notice_render_html(notice, NOTICE_A4, &out, &e), -1);
	assert_int_equal(e.code, code);
	if (strstr(e.text, text) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", e.text, text);
	assert_int_equal(out.len, 0);
	buf_free(&out);
	json_decref(notice);
}

/* The sample with one member set, or taken away. */
static json_t *
with(const char *kind, const char *name, const char *value)
{
	json_t *notice = printed_sample(kind);

	printed_set(notice, name, value);
	return notice;
}

static void
every_notice_needs_its_number_day_case_item_applicant_and_hall(void **state)
{
	static const char *const needed[] = {"kind", "number", "issued",
	    "case_number", "item", "applicant", "hall"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(needed); i++)
		refused_take(
		    with("receipt", needed[i], NULL), ERR_FORMAT, needed[i]);
}

static void
each_kind_needs_what_it_is_about(void **state)
{
	(void)state;
	refused_take(
	    with("acceptance", "accepted", NULL), ERR_FORMAT, "accepted");
	refused_take(
	    with("supplement", "materials", NULL), ERR_FORMAT, "materials");
	refused_take(with("promise", "due_date", NULL), ERR_FORMAT, "due_date");
	refused_take(
	    with("joint", "departments", NULL), ERR_FORMAT, "departments");
	refused_take(with("returned", "reason", NULL), ERR_FORMAT, "reason");
	refused_take(with("decision", "outcome", NULL), ERR_FORMAT, "outcome");
	refused_take(with("decision", "decided", NULL), ERR_FORMAT, "decided");
	refused_take(
	    with("delivery", "document", NULL), ERR_FORMAT, "document");
}

static void
who_denies_must_say_why(void **state)
{
	json_t *notice = with("decision", "outcome", "\"denied\"");
	struct buf page;

	(void)state;
	refused_take(json_incref(notice), ERR_FORMAT, "reason");
	printed_set(notice, "reason", "\"缺少消防验收合格证明\"");
	page = printed_page(notice, NOTICE_A4);
	assert_int_equal(printed_count(&page, "决定不予批准"), 1);
	assert_int_equal(printed_count(&page, "缺少消防验收合格证明"), 1);
	assert_int_equal(printed_count(&page, "六十日内依法申请行政复议"), 1);
	buf_free(&page);
	json_decref(notice);
}

/* 容缺准予. */
static void
an_approval_with_materials_to_follow_says_which(void **state)
{
	json_t *notice = with("decision", "outcome", "\"approved_short\"");
	struct buf page;

	(void)state;
	printed_set(notice, "materials",
	    "[{\"name\":\"住所使用证明\",\"state\":\"deferred\"}]");
	page = printed_page(notice, NOTICE_A4);
	assert_int_equal(printed_count(&page, "决定容缺准予"), 1);
	assert_int_equal(printed_count(&page, "住所使用证明"), 1);
	buf_free(&page);
	printed_set(notice, "language", "\"en\"");
	page = printed_page(notice, NOTICE_A4);
	assert_int_equal(printed_count(&page, ">approved short</td>"), 1);
	buf_free(&page);
	json_decref(notice);
}

static void
what_no_notice_has_is_refused(void **state)
{
	(void)state;
	refused_take(with("receipt", "colour", "\"red\""), ERR_FORMAT,
	    "no member \"colour\"");
	refused_take(with("receipt", "kind", "\"love letter\""), ERR_FORMAT,
	    "love letter");
	refused_take(with("receipt", "issued", "\"2026-02-30\""), ERR_FORMAT,
	    "2026-02-30");
	refused_take(with("receipt", "applicant", "{\"name\":\"\"}"),
	    ERR_FORMAT, "empty");
	refused_take(with("receipt", "window", "\"a\\u0007b\""), ERR_FORMAT,
	    "control character");
	refused_take(json_array(), ERR_FORMAT, "must be an object");
}

/* Not even by way of the proof that it was delivered. */
static void
a_decision_that_may_yet_fall_is_not_printed(void **state)
{
	static const char *const kinds[] = {"decision", "delivery"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		refused_take(with(kinds[i], "standing", "\"held\""),
		    ERR_REFUSED, "waits to be ratified");
		refused_take(with(kinds[i], "standing", "\"disputed\""),
		    ERR_REFUSED, "is disputed");
	}
}

static void
other_notices_of_a_held_case_say_so(void **state)
{
	static const char *const standings[][2] = {
	    {"\"held\"", "待追认 · 不作为正式决定"},
	    {"\"disputed\"", "有争议，待裁定 · 不作为正式决定"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(standings); i++) {
		json_t *notice = with("promise", "standing", standings[i][0]);
		struct buf page = printed_page(notice, NOTICE_A4);

		assert_int_equal(printed_count(&page, standings[i][1]), 4);
		buf_free(&page);
		json_decref(notice);
	}
}

/* --- copies --------------------------------------------------------------- */

static const struct {
	const char *kind;
	size_t count;
	const char *keepers[5];
} copies[] = {
    {"receipt", 1, {"服务对象存"}},
    {"acceptance", 2, {"窗口存", "服务对象存"}},
    {"supplement", 3, {"窗口存", "业务科存", "服务对象存"}},
    {"promise", 4,
	{"窗口存", "业务科存（登记后转督查科）", "审批部门领导存",
	    "服务对象存"}},
    {"joint", 3, {"窗口存", "业务科存", "服务对象存"}},
    {"returned", 3, {"窗口存", "业务科存", "服务对象存"}},
    {"urgent", 1, {"窗口存"}},
    {"decision", 2, {"窗口存", "服务对象存"}},
    {"delivery", 1, {"窗口存"}},
};

static void
each_kind_has_its_copies_and_says_who_keeps_each(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(copies); i++) {
		json_t *notice = with(copies[i].kind, "copy", NULL);
		struct buf page = printed_page(notice, NOTICE_A4);
		char label[128];

		assert_int_equal(
		    printed_count(&page, "<section"), copies[i].count);
		for (size_t n = 0; n < copies[i].count; n++) {
			(void)snprintf(label, sizeof(label),
			    "第 %zu 联（共 %zu 联）　%s", n + 1,
			    copies[i].count, copies[i].keepers[n]);
			assert_int_equal(printed_count(&page, label), 1);
		}
		buf_free(&page);
		json_decref(notice);
	}
}

static void
a_centre_may_name_other_keepers(void **state)
{
	json_t *notice = with(
	    "urgent", "recipients", "[\"主办窗口\",\"联办会议\",\"监察局\"]");
	struct buf page;

	(void)state;
	printed_set(notice, "copy", NULL);
	page = printed_page(notice, NOTICE_A4);
	assert_int_equal(printed_count(&page, "<section"), 3);
	assert_int_equal(printed_count(&page, "第 3 联（共 3 联）　监察局"), 1);
	buf_free(&page);
	json_decref(notice);
}

static void
one_copy_is_printed_alone_if_there_is_such_a_copy(void **state)
{
	json_t *notice = with("promise", "copy", "4");
	struct buf page = printed_page(notice, NOTICE_A4);

	(void)state;
	assert_int_equal(printed_count(&page, "<section"), 1);
	assert_int_equal(
	    printed_count(&page, "第 4 联（共 4 联）　服务对象存"), 1);
	buf_free(&page);
	json_decref(notice);
	refused_take(with("promise", "copy", "5"), ERR_FORMAT,
	    "there is no copy 5; the notice has 4");
}

static void
more_keepers_than_there_are_copies_are_refused(void **state)
{
	json_t *notice = printed_sample("promise"), *keepers = json_array();

	(void)state;
	for (int i = 0; i <= NOTICE_COPIES_MAX; i++)
		assert_int_equal(
		    json_array_append_new(keepers, json_string("科室")), 0);
	assert_int_equal(json_object_set_new(notice, "recipients", keepers), 0);
	refused_take(notice, ERR_LIMIT, "at most 16 copies");
}

static void
a_reprint_says_so_and_which_one_it_is(void **state)
{
	static const char *const counts[] = {NULL, "1", "2", "12"};
	static const char *const marks[] = {
	    "补打", "补打", "补打 1", "补打 11"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(counts); i++) {
		json_t *notice = with("promise", "print_count", counts[i]);
		struct buf page = printed_page(notice, NOTICE_A4);

		assert_int_equal(printed_count(&page, marks[i]), i < 2 ? 0 : 4);
		buf_free(&page);
		json_decref(notice);
	}
}

/* --- in whose name -------------------------------------------------------- */

#define HALL "姚庄镇便民服务中心"
#define DEPARTMENT "嘉善县市场监督管理局"
#define LEAD "嘉善县发展和改革局"

static void
the_mode_of_the_power_says_in_whose_name_a_decision_stands(void **state)
{
	static const char *const names[][2] = {
	    {"stationed", DEPARTMENT},
	    {"authorised", HALL},
	    {"entrusted", DEPARTMENT},
	    {"joint", LEAD},
	    {"assisted", DEPARTMENT},
	    {"assigned", DEPARTMENT},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		json_t *notice = printed_sample("decision");
		char power[96], issuer[96];
		struct buf page;

		(void)snprintf(power, sizeof(power),
		    "{\"basis\":\"善政发〔2013〕45号\",\"mode\":\"%s\"}",
		    names[i][0]);
		printed_set(notice, "power", power);
		printed_set(notice, "departments",
		    "[{\"name\":\"" DEPARTMENT "\",\"role\":\"joint\"},"
		    "{\"name\":\"" LEAD "\",\"role\":\"lead\"}]");
		page = printed_page(notice, NOTICE_A4);
		(void)snprintf(issuer, sizeof(issuer),
		    "<p class=\"issuer\">%s</p>", names[i][1]);
		assert_int_equal(printed_count(&page, issuer), 1);
		(void)snprintf(
		    issuer, sizeof(issuer), "</div><p>%s</p>", names[i][1]);
		assert_int_equal(printed_count(&page, issuer), 1);
		buf_free(&page);
		json_decref(notice);
	}
}

static void
without_the_departments_name_only_an_authorised_hall_decides(void **state)
{
	json_t *notice = with("decision", "department", NULL);
	struct buf page;

	(void)state;
	refused_take(json_incref(notice), ERR_FORMAT, "give department");
	printed_set(notice, "power",
	    "{\"basis\":\"善政发〔2013〕45号\",\"mode\":\"authorised\"}");
	page = printed_page(notice, NOTICE_A4);
	assert_int_equal(
	    printed_count(&page, "<p class=\"issuer\">" HALL "</p>"), 1);
	buf_free(&page);
	json_decref(notice);
}

static void
a_decision_names_the_power_it_was_taken_under(void **state)
{
	json_t *notice = printed_sample("decision");
	struct buf page = printed_page(notice, NOTICE_A4);

	(void)state;
	assert_int_equal(printed_count(&page, "<td>委托</td>"), 1);
	assert_int_equal(printed_count(&page, "善政发〔2013〕45号"), 1);
	assert_int_equal(printed_count(&page, "5d01c2a9e4f07b36"), 1);
	buf_free(&page);
	json_decref(notice);
}

/* The centre orders, the window that received is told. */
static void
an_urgent_order_goes_from_the_centre_to_the_window(void **state)
{
	json_t *notice = printed_sample("urgent");
	struct buf page = printed_page(notice, NOTICE_A4);

	(void)state;
	assert_int_equal(
	    printed_count(&page, "<p class=\"issuer\">嘉善县行政审批服务中心"),
	    1);
	assert_int_equal(
	    printed_count(&page, "<p class=\"greeting\">北鹤村便民服务站 "
				 "综合受理岗：</p>"),
	    1);
	buf_free(&page);
	json_decref(notice);
}

/* --- the QR code ---------------------------------------------------------- */

static void
the_code_says_number_and_query_code_and_nothing_else(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	for (size_t i = 0; printed_kinds[i] != NULL; i++) {
		json_t *notice = printed_sample(printed_kinds[i]);

		MUST(notice_qr_text(notice, &text, &e));
		assert_string_equal(
		    buf_text(&text), "330421111205-01-20261123-0001-7 482913");
		buf_clear(&text);
		json_decref(notice);
	}
	buf_free(&text);
}

static void
without_a_query_code_there_is_no_code(void **state)
{
	json_t *notice = with("receipt", "query_code", NULL);
	struct buf page = printed_page(notice, NOTICE_A4), text = BUF_INIT;

	(void)state;
	assert_int_equal(printed_count(&page, "<svg"), 0);
	assert_int_equal(printed_count(&page, "扫码"), 0);
	MUST(notice_qr_text(notice, &text, &e));
	assert_int_equal(text.len, 0);
	buf_free(&page);
	json_decref(notice);
}

/* --- words ---------------------------------------------------------------- */

static void
errors_are_in_the_operators_language_the_notice_in_its_own(void **state)
{
	json_t *notice = with("promise", "language", "\"en\"");
	struct buf page = printed_page(notice, NOTICE_A4);

	(void)state;
	assert_int_equal(
	    printed_count(&page, "Copy 4 of 4: the applicant&#39;s copy"), 1);
	assert_int_equal(words_chosen(), WORDS_EN);
	words_choose(WORDS_ZH);
	printed_set(notice, "copy", "5");
	refused_take(notice, ERR_FORMAT, "没有第 5 联；该文书共 4 联");
	words_choose(WORDS_EN);
	buf_free(&page);
}

static void
a_receipt_without_a_list_does_not_speak_of_one(void **state)
{
	json_t *notice = with("receipt", "materials", NULL);
	struct buf page = printed_page(notice, NOTICE_A4);

	(void)state;
	assert_int_equal(printed_count(&page, "下列材料"), 0);
	assert_int_equal(printed_count(&page, "申请已收到"), 1);
	buf_free(&page);
	json_decref(notice);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		every_notice_needs_its_number_day_case_item_applicant_and_hall),
	    cmocka_unit_test(each_kind_needs_what_it_is_about),
	    cmocka_unit_test(who_denies_must_say_why),
	    cmocka_unit_test(an_approval_with_materials_to_follow_says_which),
	    cmocka_unit_test(what_no_notice_has_is_refused),
	    cmocka_unit_test(a_decision_that_may_yet_fall_is_not_printed),
	    cmocka_unit_test(other_notices_of_a_held_case_say_so),
	    cmocka_unit_test(each_kind_has_its_copies_and_says_who_keeps_each),
	    cmocka_unit_test(a_centre_may_name_other_keepers),
	    cmocka_unit_test(one_copy_is_printed_alone_if_there_is_such_a_copy),
	    cmocka_unit_test(more_keepers_than_there_are_copies_are_refused),
	    cmocka_unit_test(a_reprint_says_so_and_which_one_it_is),
	    cmocka_unit_test(
		the_mode_of_the_power_says_in_whose_name_a_decision_stands),
	    cmocka_unit_test(
		without_the_departments_name_only_an_authorised_hall_decides),
	    cmocka_unit_test(a_decision_names_the_power_it_was_taken_under),
	    cmocka_unit_test(
		an_urgent_order_goes_from_the_centre_to_the_window),
	    cmocka_unit_test(
		the_code_says_number_and_query_code_and_nothing_else),
	    cmocka_unit_test(without_a_query_code_there_is_no_code),
	    cmocka_unit_test(
		errors_are_in_the_operators_language_the_notice_in_its_own),
	    cmocka_unit_test(a_receipt_without_a_list_does_not_speak_of_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
