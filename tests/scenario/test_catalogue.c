/*
 * Halls draft items, the county publishes them, and windows take cases for
 * what is published.
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
#include "tests/fixture/world.h"

#define CODE "330421-NY-007"
#define DRAFT                                          \
	"item draft " CODE " name=农机购置补贴 " \
	"department=农业农村局 statutory_days=20 promise_days=10"
#define PUBLISH_DRAFT "item publish " CODE " draft=330421111000"
#define RECEIVE                                                     \
	"case receive name=王秀英 id_number=11010519491231002X " \
	"item="

static int
three_halls(void **state)
{
	*state = world_of_three(7);
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static void
refused(struct world *w, const char *hall, const char *words, const char *said)
{
	const char *text = world_refused(w, hall, words);

	if (strstr(text, said) == NULL)
		fail_msg("%s: %s", words, text);
}

/* "drafted", "published", …; "none" if the hall holds no draft. */
static const char *
draft_at(struct world *w, const char *hall)
{
	const json_t *rows = world_act(w, hall, "item drafts " CODE);
	const char *state = json_member_text(json_array_get(rows, 0), "state");

	assert_true(json_array_size(rows) <= 1);
	return state == NULL ? "none" : state;
}

static const char *
item_says(struct world *w, const char *hall, const char *member)
{
	const json_t *item = world_act(w, hall, "item show " CODE);

	return json_member_text(item, member);
}

static json_int_t
item_version(struct world *w, const char *hall)
{
	const json_t *item = world_act(w, hall, "item show " CODE);

	return json_member_integer(item, "version", 0);
}

static void
a_town_drafts_and_the_county_publishes(void **state)
{
	struct world *w = *state;

	(void)world_act(w, "姚庄镇", DRAFT);
	refused(w, "姚庄镇", RECEIVE CODE, "not in the catalogue");
	world_sync(w, "姚庄镇", "嘉善县");
	assert_string_equal(draft_at(w, "嘉善县"), "drafted");
	/* The county adds what the town left out, and shortens the promise. */
	(void)world_act(
	    w, "嘉善县", PUBLISH_DRAFT " promise_days=5 " DISCLOSED_WORD);
	assert_string_equal(draft_at(w, "嘉善县"), "published");
	world_sync(w, "姚庄镇", "嘉善县");
	world_sync(w, "北鹤村", "姚庄镇");
	assert_string_equal(draft_at(w, "姚庄镇"), "published");
	assert_string_equal(item_says(w, "北鹤村", "name"), "农机购置补贴");
	assert_string_equal(
	    item_says(w, "北鹤村", "drafted_by"), "330421111000");
	assert_int_equal(
	    json_member_integer(
		world_act(w, "北鹤村", "item show " CODE), "promise_days", 0),
	    5);
	(void)world_act(w, "北鹤村", RECEIVE CODE);
	world_same(w, "ledger/330421111000", "姚庄镇", "嘉善县");
}

/* A village sees what is in force, and not what a town has in mind. */
static void
a_draft_is_seen_above_and_not_below(void **state)
{
	struct world *w = *state;

	(void)world_act(w, "姚庄镇", DRAFT);
	world_sync(w, "姚庄镇", "嘉善县");
	world_sync(w, "北鹤村", "姚庄镇");
	assert_string_equal(draft_at(w, "嘉善县"), "drafted");
	assert_string_equal(draft_at(w, "北鹤村"), "none");
}

static void
a_draft_lacks_what_publishing_asks_for_and_is_refused_whole(void **state)
{
	struct world *w = *state;

	(void)world_act(w, "姚庄镇", DRAFT);
	world_sync(w, "姚庄镇", "嘉善县");
	refused(w, "嘉善县", PUBLISH_DRAFT, "needs disclosures");
	refused(w, "嘉善县", PUBLISH_DRAFT " promise_days=30 " DISCLOSED_WORD,
	    "no promise is longer");
	assert_string_equal(draft_at(w, "嘉善县"), "drafted");
	refused(w, "嘉善县", "item show " CODE, "not known here");
	refused(w, "姚庄镇", PUBLISH_DRAFT " " DISCLOSED_WORD, "may not");
	refused(w, "嘉善县",
	    "item publish " CODE " draft=330421111205 " DISCLOSED_WORD,
	    "330421111205 has no draft");
}

/* The town goes on writing while the county publishes what it holds. */
static void
a_draft_written_while_the_last_was_published_waits(void **state)
{
	struct world *w = *state;

	(void)world_act(w, "姚庄镇", DRAFT);
	world_sync(w, "姚庄镇", "嘉善县");
	(void)world_act(w, "嘉善县", PUBLISH_DRAFT " " DISCLOSED_WORD);
	(void)world_act(w, "姚庄镇",
	    DRAFT " fees=[{\"name\":\"工本费\","
		  "\"amount\":500,\"basis\":\"浙价费〔2012〕1号\"}]");
	world_sync(w, "姚庄镇", "嘉善县");
	assert_string_equal(draft_at(w, "嘉善县"), "drafted");
	assert_string_equal(draft_at(w, "姚庄镇"), "drafted");
	(void)world_act(w, "嘉善县", PUBLISH_DRAFT " " DISCLOSED_WORD);
	assert_int_equal(item_version(w, "嘉善县"), 2);
	assert_string_equal(draft_at(w, "嘉善县"), "published");
}

static void
the_county_may_discard_a_draft_and_says_why(void **state)
{
	struct world *w = *state;
	const json_t *rows;

	(void)world_act(w, "姚庄镇", DRAFT);
	world_sync(w, "姚庄镇", "嘉善县");
	(void)world_act(w, "嘉善县",
	    "item discard " CODE " hall=330421111000 reason=与省目录重复");
	world_sync(w, "姚庄镇", "嘉善县");
	rows = world_act(w, "姚庄镇", "item drafts");
	assert_string_equal(json_member_text(json_array_get(rows, 0), "reason"),
	    "与省目录重复");
	refused(w, "嘉善县", PUBLISH_DRAFT " " DISCLOSED_WORD, "has no draft");
	(void)world_act(w, "姚庄镇", DRAFT);
	assert_string_equal(draft_at(w, "姚庄镇"), "drafted");
}

static void
a_withdrawn_item_takes_no_cases_until_it_is_published_again(void **state)
{
	struct world *w = *state;
	const char *code = "330421-YB-001";
	char words[200];

	(void)snprintf(words, sizeof(words), RECEIVE "%s", code);
	(void)world_act(w, "北鹤村", words);
	(void)world_act(w, "嘉善县", "item withdraw 330421-YB-001 reason=取消");
	world_sync(w, "姚庄镇", "嘉善县");
	world_sync(w, "北鹤村", "姚庄镇");
	refused(w, "北鹤村", words, "not in the catalogue");
	refused(w, "嘉善县", "item withdraw 330421-YB-001 reason=取消",
	    "since the item is withdrawn");
	(void)world_act(w, "嘉善县",
	    "item publish 330421-YB-001 name=医保参保 department=医疗保障局 "
	    "statutory_days=20 promise_days=1 " DISCLOSED_WORD);
	world_sync(w, "姚庄镇", "嘉善县");
	world_sync(w, "北鹤村", "姚庄镇");
	(void)world_act(w, "北鹤村", words);
	world_same(w, "gazette/330421000000", "北鹤村", "嘉善县");
}

/* It was brought while the item was there. */
static void
a_case_received_before_the_item_was_withdrawn_is_still_accepted(void **state)
{
	struct world *w = *state;
	const json_t *said =
	    world_act(w, "北鹤村", RECEIVE "330421-YB-001 accept=no");
	char accept[120], show[120];

	(void)snprintf(accept, sizeof(accept), "case accept %s",
	    json_member_text(said, "number"));
	(void)snprintf(show, sizeof(show), "case show %s",
	    json_member_text(said, "number"));
	(void)world_act(w, "嘉善县", "item withdraw 330421-YB-001 reason=取消");
	world_sync(w, "姚庄镇", "嘉善县");
	world_sync(w, "北鹤村", "姚庄镇");
	refused(w, "北鹤村", RECEIVE "330421-YB-001", "not in the catalogue");
	(void)world_act(w, "北鹤村", accept);
	said = world_act(w, "北鹤村", show);
	assert_string_equal(json_member_text(said, "state"), "accepted");
	assert_int_equal(json_member_integer(said, "item_version", 0), 1);
	assert_int_equal(json_member_integer(said, "promise_days", 0), 1);
}

/* Two people at the county look at version 1; only one may replace it. */
static void
an_item_that_moved_is_not_published_over(void **state)
{
	struct world *w = *state;
	const char *next = "item publish 330421-YB-001 version=1 name=医保参保 "
			   "department=医疗保障局 statutory_days=20 "
			   "promise_days=1 " DISCLOSED_WORD;

	(void)world_act(w, "嘉善县", next);
	refused(w, "嘉善县", next, "has changed since it was shown");
	refused(w, "嘉善县",
	    "item withdraw 330421-YB-001 version=1 reason=取消",
	    "has changed since it was shown");
	(void)world_act(
	    w, "嘉善县", "item withdraw 330421-YB-001 version=2 reason=取消");
}

/* A case goes on under the version it was taken in under. */
static void
the_version_a_case_was_taken_in_under_can_still_be_read(void **state)
{
	struct world *w = *state;
	const json_t *case_, *item;
	char words[120];

	case_ = world_act(w, "北鹤村", RECEIVE "330421-YB-001");
	(void)snprintf(words, sizeof(words), "case show %s",
	    json_member_text(case_, "number"));
	(void)world_act(w, "嘉善县",
	    "item publish 330421-YB-001 name=医保参保 department=医疗保障局 "
	    "statutory_days=20 promise_days=3 " DISCLOSED_WORD);
	world_sync(w, "姚庄镇", "嘉善县");
	world_sync(w, "北鹤村", "姚庄镇");
	case_ = world_act(w, "北鹤村", words);
	assert_int_equal(json_member_integer(case_, "item_version", 0), 1);
	assert_int_equal(json_member_integer(case_, "promise_days", 0), 1);
	item = world_act(w, "北鹤村", "item show 330421-YB-001 at=1");
	assert_int_equal(json_member_integer(item, "promise_days", 0), 1);
	assert_string_equal(json_member_text(item, "state"), "superseded");
	item = world_act(w, "北鹤村", "item show 330421-YB-001 at=2");
	assert_string_equal(json_member_text(item, "state"), "published");
	refused(w, "北鹤村", "item show 330421-YB-001 at=3", "no version 3");
}

static void
what_changed_between_versions_is_told(void **state)
{
	struct world *w = *state;
	const json_t *rows, *row;

	(void)world_act(w, "嘉善县",
	    "item publish 330421-YB-001 name=医保参保 department=医疗保障局 "
	    "statutory_days=20 promise_days=3 " DISCLOSED_WORD);
	rows = world_act(w, "嘉善县", "item versions 330421-YB-001");
	assert_int_equal(json_array_size(rows), 2);
	row = json_array_get(rows, 0);
	assert_int_equal(json_array_size(json_object_get(row, "changed")), 0);
	row = json_array_get(rows, 1);
	assert_int_equal(json_array_size(json_object_get(row, "changed")), 2);
	rows = world_act(w, "嘉善县", "item diff 330421-YB-001");
	assert_int_equal(json_array_size(rows), 2);
	row = json_array_get(rows, 1);
	assert_string_equal(json_member_text(row, "column"), "promise_days");
	assert_string_equal(json_member_text(row, "before"), "1");
	assert_string_equal(json_member_text(row, "after"), "3");
	rows = world_act(w, "嘉善县", "item diff 330421-YB-001 from=2 to=2");
	assert_int_equal(json_array_size(rows), 0);
	refused(w, "嘉善县", "item diff 330421-YB-001 to=1", "no version 0");
}

static const char *
due_of(struct world *w, const char *code)
{
	char words[160];
	const json_t *said;

	(void)snprintf(words, sizeof(words), RECEIVE "%s", code);
	said = world_act(w, "嘉善县", words);
	(void)snprintf(words, sizeof(words), "case show %s",
	    json_member_text(said, "number"));
	said = world_act(w, "嘉善县", words);
	return json_member_text(
	    json_object_get(said, "deadline"), "promise_due");
}

/* Which day is day 1 is the item's to say. */
static void
an_item_may_count_from_the_day_of_acceptance(void **state)
{
	struct world *w = *state;
	char next[16];

	(void)world_act(w, "嘉善县",
	    "item publish A-NEXT name=甲 department=局 statutory_days=20 "
	    "promise_days=2 " DISCLOSED_WORD);
	(void)world_act(w, "嘉善县",
	    "item publish A-SAME name=乙 department=局 statutory_days=20 "
	    "promise_days=2 first_day=same " DISCLOSED_WORD);
	(void)snprintf(next, sizeof(next), "%s", due_of(w, "A-NEXT"));
	assert_true(strcmp(due_of(w, "A-SAME"), next) < 0);
}

/* The window is told for whom an item on its way has the green channel. */
static void
an_item_of_the_green_channel_says_from_which_amount_it_is_open(void **state)
{
	struct world *w = *state;
	const json_t *green, *first;

	(void)world_act(w, "嘉善县",
	    "item publish 330421-ZJ-201 name=施工许可 department=住建局 "
	    "statutory_days=20 promise_days=5 "
	    "flags=green_channel " DISCLOSED_WORD);
	green = json_object_get(
	    world_act(w, "嘉善县", "case propose item=330421-ZJ-201"), "green");
	first = json_array_get(green, 1);
	assert_string_equal(
	    json_member_text(first, "scope"), "foreign_company");
	assert_string_equal(json_member_text(first, "currency"), "USD");
	assert_int_equal(json_member_integer(first, "least", 0), 10000000);
	assert_null(json_object_get(json_array_get(green, 0), "least"));
	green = json_object_get(
	    world_act(w, "嘉善县", "case propose item=330421-YB-001"), "green");
	assert_int_equal(json_array_size(green), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		an_item_of_the_green_channel_says_from_which_amount_it_is_open,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_town_drafts_and_the_county_publishes, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_draft_is_seen_above_and_not_below, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_draft_lacks_what_publishing_asks_for_and_is_refused_whole,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_draft_written_while_the_last_was_published_waits, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		the_county_may_discard_a_draft_and_says_why, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_withdrawn_item_takes_no_cases_until_it_is_published_again,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_case_received_before_the_item_was_withdrawn_is_still_accepted,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		the_version_a_case_was_taken_in_under_can_still_be_read,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		what_changed_between_versions_is_told, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		an_item_may_count_from_the_day_of_acceptance, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		an_item_that_moved_is_not_published_over, three_halls, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
