/*
 * Notices of cases: what is handed out binds, is numbered once, says when it
 * was printed before, and never calls final what may yet fall.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/disclosed.h"
#include "tests/fixture/erased.h"
#include "tests/fixture/must.h"
#include "tests/fixture/world.h"

#define VILLAGE "北鹤村"
#define TOWN "姚庄镇"
#define COUNTY "嘉善县"

static char number[64]; /* of the case */
static char power[64];

/* Four texts as one. */
static const char *
say(const char *a, const char *b, const char *c, const char *d)
{
	static char words[512];

	(void)snprintf(words, sizeof(words), "%s%s%s%s", a, b, c, d);
	return words;
}

static void
grant(struct world *w, const char *mode)
{
	const json_t *granted = world_act(w, COUNTY,
	    say("power grant grantee=330421111000 items=330421-YB-001 "
		"basis=善政发〔2026〕1号 mode=",
		mode, "", ""));

	(void)snprintf(
	    power, sizeof(power), "%s", json_member_text(granted, "power"));
}

static void
receive(struct world *w)
{
	const json_t *received = world_act(w, VILLAGE,
	    "case receive item=330421-YB-001 name=王秀英 "
	    "id_number=11010519491231002X phone=13857300001");

	(void)snprintf(
	    number, sizeof(number), "%s", json_member_text(received, "number"));
}

static int
an_accepted_case(void **state)
{
	struct world *w = world_of_three(21);

	world_join(w, VILLAGE, TOWN);
	world_join(w, TOWN, COUNTY);
	receive(w);
	grant(w, "entrusted");
	world_settle(w);
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static void
act(struct world *w, const char *hall, const char *verb, const char *rest)
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "case %s %s %s", verb, number, rest);
	(void)world_act(w, hall, words);
}

static void
decide(struct world *w)
{
	act(w, TOWN, "decide", "outcome=approved");
	world_settle(w);
}

/* Issue a notice; its number. */
static const char *
issue(struct world *w, const char *hall, const char *kind)
{
	static char numbers[8][64];
	static size_t next;
	char *out = numbers[next++ % 8];
	const json_t *issued =
	    world_act(w, hall, say("notice issue ", number, " kind=", kind));

	(void)snprintf(out, 64, "%s", json_member_text(issued, "notice"));
	return out;
}

static void
not_issued(
    struct world *w, const char *hall, const char *kind, const char *because)
{
	const char *said = world_refused(
	    w, hall, say("notice issue ", number, " kind=", kind));

	if (strstr(said, because) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", said, because);
}

/* What stands on the notice, borrowed. */
static const json_t *
shown(struct world *w, const char *hall, const char *notice)
{
	return world_act(w, hall, say("notice show ", notice, "", ""));
}

static void
shows(struct world *w, const char *hall, const char *notice, const char *member,
    const char *value)
{
	const char *said = json_member_text(shown(w, hall, notice), member);

	assert_string_equal(said == NULL ? "nothing" : said, value);
}

/* Print it; the page, borrowed. */
static const char *
page(struct world *w, const char *hall, const char *notice, const char *how)
{
	return json_member_text(
	    world_act(w, hall, say("notice print ", notice, " ", how)), "page");
}

static void
not_printed(
    struct world *w, const char *hall, const char *notice, const char *because)
{
	const char *said =
	    world_refused(w, hall, say("notice print ", notice, "", ""));

	if (strstr(said, because) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", said, because);
}

/* --- numbers -------------------------------------------------------------- */

static void
each_hall_counts_each_kind_of_notice_on_its_own(void **state)
{
	struct world *w = *state;

	assert_string_equal(
	    issue(w, VILLAGE, "receipt"), "330421111205-01-SJ-00001");
	assert_string_equal(
	    issue(w, VILLAGE, "promise"), "330421111205-01-CN-00001");
	receive(w);
	assert_string_equal(
	    issue(w, VILLAGE, "promise"), "330421111205-01-CN-00002");
	world_settle(w);
	assert_string_equal(
	    issue(w, TOWN, "acceptance"), "330421111000-01-SL-00001");
}

static void
a_refused_notice_uses_no_number(void **state)
{
	struct world *w = *state;

	not_issued(w, VILLAGE, "decision", "no \"decided\" stands");
	decide(w);
	assert_string_equal(
	    issue(w, VILLAGE, "decision"), "330421111205-01-JD-00001");
}

static void
one_event_has_one_paper_of_a_kind(void **state)
{
	struct world *w = *state;
	const char *first = issue(w, VILLAGE, "promise");

	not_issued(w, VILLAGE, "promise", first);
	act(w, VILLAGE, "ask", "pieces=户口簿");
	(void)issue(w, VILLAGE, "supplement");
	not_issued(w, VILLAGE, "supplement", "has its");
	act(w, VILLAGE, "take", "piece=户口簿");
	act(w, VILLAGE, "complete", "");
	act(w, VILLAGE, "step", "step=审核");
	act(w, VILLAGE, "ask", "pieces=照片");
	shows(
	    w, VILLAGE, issue(w, VILLAGE, "supplement"), "kind", "supplement");
}

/* --- printing ------------------------------------------------------------- */

static void
every_print_after_the_first_says_which_reprint_it_is(void **state)
{
	struct world *w = *state;
	const char *notice = issue(w, VILLAGE, "promise");

	assert_null(strstr(page(w, VILLAGE, notice, ""), "补打"));
	assert_non_null(strstr(page(w, VILLAGE, notice, ""), "补打 1<"));
	world_settle(w);
	assert_non_null(strstr(page(w, TOWN, notice, ""), "补打 2<"));
	world_settle(w);
	assert_non_null(strstr(page(w, VILLAGE, notice, "copy=4"), "补打 3<"));
}

static void
copies_printed_apart_are_no_reprints_of_each_other(void **state)
{
	struct world *w = *state;
	const char *notice = issue(w, VILLAGE, "promise");

	assert_null(strstr(page(w, VILLAGE, notice, "copy=1"), "补打"));
	assert_null(strstr(page(w, VILLAGE, notice, "copy=4"), "补打"));
	assert_non_null(strstr(page(w, VILLAGE, notice, "copy=4"), "补打 1<"));
}

static void
showing_a_notice_is_not_printing_it(void **state)
{
	struct world *w = *state;
	const char *notice = issue(w, VILLAGE, "promise");

	shows(w, VILLAGE, notice, "kind", "promise");
	shows(w, VILLAGE, notice, "kind", "promise");
	assert_null(strstr(page(w, VILLAGE, notice, ""), "补打"));
}

static void
what_cannot_be_printed_is_not_recorded_as_printed(void **state)
{
	struct world *w = *state;
	const char *notice = issue(w, VILLAGE, "promise");

	(void)world_refused(
	    w, VILLAGE, say("notice print ", notice, " ", "copy=5"));
	(void)world_refused(
	    w, VILLAGE, say("notice print ", notice, " ", "language=fr"));
	(void)world_refused(
	    w, VILLAGE, say("notice print ", notice, " ", "paper=a5"));
	assert_null(strstr(page(w, VILLAGE, notice, ""), "补打"));
}

/* --- what binds ----------------------------------------------------------- */

static void
the_day_printed_binds_whatever_the_calendar_says_later(void **state)
{
	struct world *w = *state;
	const char *notice = issue(w, VILLAGE, "promise");
	char due[16], words[128];

	(void)snprintf(due, sizeof(due), "%s",
	    json_member_text(shown(w, VILLAGE, notice), "due_date"));
	(void)snprintf(words, sizeof(words),
	    "calendar publish %.4s days=[{\"date\":\"%s\",\"kind\":"
	    "\"holiday\"}]",
	    due, due);
	(void)world_act(w, COUNTY, words);
	world_settle(w);
	shows(w, VILLAGE, notice, "due_date", due);
	shows(w, VILLAGE, issue(w, VILLAGE, "acceptance"), "due_date", due);
}

static void
a_notice_goes_by_the_item_as_it_was_when_the_case_was_taken_in(void **state)
{
	struct world *w = *state;
	const char *notice = issue(w, VILLAGE, "promise");
	const json_t *item;

	(void)world_act(w, COUNTY,
	    "item publish 330421-YB-001 name=改了名的事项 department=别的局 "
	    "statutory_days=20 promise_days=9 " DISCLOSED_WORD);
	world_settle(w);
	item = json_object_get(shown(w, VILLAGE, notice), "item");
	assert_string_not_equal(json_member_text(item, "name"), "改了名的事项");
	assert_int_equal(
	    json_member_integer(shown(w, VILLAGE, notice), "promise_days", 0),
	    1);
}

/* --- what is final -------------------------------------------------------- */

/* The town decides and does not know that its power was taken back. */
static void
decide_too_late(struct world *w)
{
	world_cut(w, TOWN, COUNTY);
	(void)world_act(w, COUNTY, say("power revoke ", power, "", ""));
	act(w, TOWN, "decide", "outcome=approved");
	world_join(w, TOWN, COUNTY);
	world_settle(w);
}

/* The event of a kind, as the county is to name it. */
static const char *
event_of(struct world *w, const char *kind, const char *author)
{
	static char id[EVENT_ID_TEXT_MAX];
	const json_t *events = json_object_get(
	    world_act(w, COUNTY, say("case show ", number, "", "")), "events");
	json_t *event;
	size_t i;

	json_array_foreach (events, i, event)
		if (strcmp(json_member_text(event, "kind"), kind) == 0 &&
		    strcmp(json_member_text(event, "hall"),
			world_code(author)) == 0)
			(void)snprintf(id, sizeof(id), "%s/%lld",
			    json_member_text(event, "change_set"),
			    (long long)json_member_integer(event, "place", 0));
	return id;
}

static void
a_held_decision_is_printed_only_once_it_is_ratified(void **state)
{
	static const char *const halls[] = {VILLAGE, TOWN, COUNTY};
	struct world *w = *state;
	char rest[128];

	decide_too_late(w);
	for (size_t i = 0; i < COUNT_OF(halls); i++)
		not_issued(w, halls[i], "decision", "waits to be ratified");
	(void)snprintf(rest, sizeof(rest), "event=%s reason=追认",
	    event_of(w, "case.decided", TOWN));
	act(w, COUNTY, "ratify", rest);
	world_settle(w);
	assert_non_null(strstr(
	    page(w, VILLAGE, issue(w, VILLAGE, "decision"), ""), "决定准予"));
}

static void
a_decision_that_became_disputed_is_not_printed_again(void **state)
{
	struct world *w = *state;
	const char *notice;
	char rest[128];

	world_cut(w, TOWN, COUNTY);
	decide(w);
	notice = issue(w, VILLAGE, "decision");
	(void)page(w, VILLAGE, notice, "");
	act(w, COUNTY, "decide", "outcome=denied reason=不符");
	world_join(w, TOWN, COUNTY);
	world_settle(w);
	not_printed(w, VILLAGE, notice, "is disputed");
	not_issued(w, VILLAGE, "delivery", "nothing to put on");
	(void)snprintf(rest, sizeof(rest), "event=%s reason=以县为准",
	    event_of(w, "case.decided", COUNTY));
	act(w, COUNTY, "rule", rest);
	world_settle(w);
	not_printed(w, VILLAGE, notice, "stands no longer");
	shows(w, VILLAGE, issue(w, VILLAGE, "decision"), "outcome", "denied");
}

static void
a_revoked_decision_is_not_printed_again(void **state)
{
	struct world *w = *state;
	const char *notice;

	decide(w);
	notice = issue(w, VILLAGE, "decision");
	act(w, TOWN, "revoke", "reason=事后核查不合格");
	world_settle(w);
	not_printed(w, VILLAGE, notice, "was revoked");
	not_issued(w, VILLAGE, "delivery", "was revoked");
}

/* --- whose name ----------------------------------------------------------- */

static void
the_power_says_in_whose_name_the_decision_stands(void **state)
{
	struct world *w = *state;
	const json_t *notice, *named;

	decide(w);
	notice = shown(w, VILLAGE, issue(w, VILLAGE, "decision"));
	named = json_object_get(notice, "power");
	assert_string_equal(json_member_text(named, "mode"), "entrusted");
	assert_string_equal(json_member_text(named, "number"), power);
	assert_string_equal(
	    json_member_text(named, "basis"), "善政发〔2026〕1号");
	assert_string_equal(
	    json_member_text(notice, "department"), "医疗保障局");
	assert_string_equal(json_member_text(notice, "issuing_hall"), "姚庄镇");
	assert_non_null(
	    strstr(page(w, VILLAGE, json_member_text(notice, "number"), ""),
		"<p class=\"issuer\">医疗保障局</p>"));
}

static void
a_power_may_say_whose_it_is(void **state)
{
	struct world *w = *state;
	const json_t *notice;

	grant(w, "entrusted department=医疗保险服务中心");
	world_settle(w);
	decide(w);
	notice = shown(w, VILLAGE, issue(w, VILLAGE, "decision"));
	assert_non_null(
	    strstr(page(w, VILLAGE, json_member_text(notice, "number"), ""),
		"<p class=\"issuer\">医疗保险服务中心</p>"));
}

/* 民政局 is what people call it; 嘉善县民政局 is who answers for it. */
static void
the_legal_subject_stands_by_its_full_name(void **state)
{
	struct world *w = *state;

	(void)world_act(w, COUNTY,
	    "item publish 330421-MZ-900 name=临时救助 department=民政局 "
	    "subject=嘉善县民政局 statutory_days=20 "
	    "promise_days=5 " DISCLOSED_WORD);
	world_settle(w);
	(void)snprintf(number, sizeof(number), "%s",
	    json_member_text(world_act(w, VILLAGE,
				 "case receive item=330421-MZ-900 name=王秀英 "
				 "id_number=11010519491231002X"),
		"number"));
	shows(w, VILLAGE, issue(w, VILLAGE, "promise"), "department",
	    "嘉善县民政局");
}

static void
an_authorised_town_decides_in_its_own_name(void **state)
{
	struct world *w = *state;

	(void)world_act(w, COUNTY, say("power revoke ", power, "", ""));
	grant(w, "authorised");
	world_settle(w);
	decide(w);
	assert_non_null(
	    strstr(page(w, VILLAGE, issue(w, VILLAGE, "decision"), ""),
		"<p class=\"issuer\">姚庄镇</p>"));
}

/* --- other kinds ---------------------------------------------------------- */

static void
a_proof_of_delivery_names_the_paper_delivered(void **state)
{
	struct world *w = *state;
	char document[96];

	decide(w);
	(void)snprintf(document, sizeof(document), "决定书 %s",
	    issue(w, VILLAGE, "decision"));
	shows(w, VILLAGE, issue(w, VILLAGE, "delivery"), "document", document);
}

static void
copies_handed_over_are_listed_if_there_are_such_copies(void **state)
{
	struct world *w = *state;
	const char *notice = issue(w, VILLAGE, "promise");
	const json_t *one, *listed;

	(void)world_act(w, VILLAGE,
	    say("notice deliver ", notice, " copy=4 method=", "direct"));
	(void)world_refused(
	    w, VILLAGE, say("notice deliver ", notice, " copy=5", ""));
	world_settle(w);
	listed = world_act(w, COUNTY, say("notice list ", number, "", ""));
	one = json_array_get(listed, 0);
	assert_string_equal(json_member_text(one, "notice"), notice);
	assert_int_equal(json_member_integer(one, "sheets", 0), 4);
	assert_int_equal(json_integer_value(json_array_get(
			     json_object_get(one, "handed_over"), 0)),
	    4);
}

static void
an_urgent_order_is_the_countys_to_the_window(void **state)
{
	struct world *w = *state;
	const char *notice;

	not_issued(w, COUNTY, "urgent", "nothing to put on");
	act(w, COUNTY, "urge", "order=善审急〔2026〕3号 promise_days=1");
	notice = issue(w, COUNTY, "urgent");
	world_settle(w);
	shows(w, VILLAGE, notice, "order", "善审急〔2026〕3号");
	shows(w, VILLAGE, notice, "issuing_hall", "嘉善县");
}

static void
a_case_that_is_not_joint_has_no_joint_notice(void **state)
{
	not_issued(*state, VILLAGE, "joint", "is no joint one");
}

static void
numbers_of_a_citizen_are_shown_in_part_but_on_a_decision(void **state)
{
	struct world *w = *state;
	const json_t *who;

	who = json_object_get(
	    shown(w, VILLAGE, issue(w, VILLAGE, "receipt")), "applicant");
	assert_string_equal(
	    json_member_text(who, "id_number"), "110105********002X");
	assert_string_equal(json_member_text(who, "phone"), "138****0001");
	decide(w);
	who = json_object_get(
	    shown(w, VILLAGE, issue(w, VILLAGE, "decision")), "applicant");
	assert_string_equal(
	    json_member_text(who, "id_number"), "11010519491231002X");
}

/* Nine characters: the ends of an identity number would be nearly all. */
static void
a_number_of_a_passport_is_shown_in_part_too(void **state)
{
	struct world *w = *state;
	const json_t *who;

	(void)snprintf(number, sizeof(number), "%s",
	    json_member_text(world_act(w, VILLAGE,
				 "case receive item=330421-YB-001 name=王秀英 "
				 "document=passport document_number=E12345678"),
		"number"));
	who = json_object_get(
	    shown(w, VILLAGE, issue(w, VILLAGE, "receipt")), "applicant");
	assert_string_equal(json_member_text(who, "id_number"), "E1****78");
}

/* From the key of the case: the same at each hall that holds it, and no
 * other's. */
static void
the_query_code_is_the_same_wherever_the_case_is_held(void **state)
{
	struct world *w = *state;
	const char *notice = issue(w, VILLAGE, "receipt"), *other;
	char code[8];

	(void)snprintf(code, sizeof(code), "%s",
	    json_member_text(shown(w, VILLAGE, notice), "query_code"));
	assert_int_equal(strspn(code, "0123456789"), 6);
	world_settle(w);
	shows(w, COUNTY, notice, "query_code", code);
	receive(w);
	other = issue(w, VILLAGE, "receipt");
	assert_string_not_equal(
	    json_member_text(shown(w, VILLAGE, other), "query_code"), code);
}

static void
a_reason_sealed_in_the_log_stands_on_the_paper(void **state)
{
	struct world *w = *state;

	act(w, TOWN, "return", "reason=踏勘不符合条件");
	world_settle(w);
	shows(w, VILLAGE, issue(w, VILLAGE, "returned"), "reason",
	    "踏勘不符合条件");
}

static void
of_a_person_who_was_erased_nothing_is_printed(void **state)
{
	struct world *w = *state;
	const char *notice = issue(w, VILLAGE, "promise");
	const json_t *row =
	    world_act(w, VILLAGE, say("case show ", number, "", ""));

	erased_here(
	    world_engine(w, VILLAGE), json_member_integer(row, "record", 0));
	not_printed(w, VILLAGE, notice, "cannot be read here");
}

static void
a_notice_goes_where_its_case_goes(void **state)
{
	struct world *w = *state;
	const char *notice = issue(w, VILLAGE, "promise");

	char code[8];

	(void)snprintf(code, sizeof(code), "%s",
	    json_member_text(shown(w, VILLAGE, notice), "query_code"));
	(void)page(w, VILLAGE, notice, "");
	world_settle(w);
	(void)world_act(
	    w, TOWN, say("handover case ", number, " to=", world_code(TOWN)));
	world_settle(w);
	shows(w, TOWN, notice, "hall", "北鹤村委会");
	shows(w, TOWN, notice, "query_code", code);
	assert_non_null(strstr(page(w, TOWN, notice, ""), "补打 1<"));
}

static void
a_notice_is_found_after_a_rebuild_as_before(void **state)
{
	struct world *w = *state;
	const char *notice = issue(w, VILLAGE, "promise");

	world_settle(w);
	MUST(engine_rebuild(world_engine(w, COUNTY), &e));
	shows(w, COUNTY, notice, "case_number", number);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, an_accepted_case, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(each_hall_counts_each_kind_of_notice_on_its_own),
	    STORY(a_refused_notice_uses_no_number),
	    STORY(one_event_has_one_paper_of_a_kind),
	    STORY(every_print_after_the_first_says_which_reprint_it_is),
	    STORY(copies_printed_apart_are_no_reprints_of_each_other),
	    STORY(showing_a_notice_is_not_printing_it),
	    STORY(what_cannot_be_printed_is_not_recorded_as_printed),
	    STORY(the_day_printed_binds_whatever_the_calendar_says_later),
	    STORY(
		a_notice_goes_by_the_item_as_it_was_when_the_case_was_taken_in),
	    STORY(a_held_decision_is_printed_only_once_it_is_ratified),
	    STORY(a_decision_that_became_disputed_is_not_printed_again),
	    STORY(a_revoked_decision_is_not_printed_again),
	    STORY(the_power_says_in_whose_name_the_decision_stands),
	    STORY(a_power_may_say_whose_it_is),
	    STORY(the_legal_subject_stands_by_its_full_name),
	    STORY(an_authorised_town_decides_in_its_own_name),
	    STORY(a_proof_of_delivery_names_the_paper_delivered),
	    STORY(copies_handed_over_are_listed_if_there_are_such_copies),
	    STORY(an_urgent_order_is_the_countys_to_the_window),
	    STORY(a_case_that_is_not_joint_has_no_joint_notice),
	    STORY(numbers_of_a_citizen_are_shown_in_part_but_on_a_decision),
	    STORY(a_number_of_a_passport_is_shown_in_part_too),
	    STORY(the_query_code_is_the_same_wherever_the_case_is_held),
	    STORY(a_reason_sealed_in_the_log_stands_on_the_paper),
	    STORY(of_a_person_who_was_erased_nothing_is_printed),
	    STORY(a_notice_goes_where_its_case_goes),
	    STORY(a_notice_is_found_after_a_rebuild_as_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
