/*
 * Whoever has a list of cases before them finds one by what they know of it,
 * goes on to the next page, and sees what may be done.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/base/macros.h"
#include "schema/store/case_search.h"
#include "tests/fixture/must.h"
#include "tests/fixture/world.h"

#define TOWN "姚庄镇"
#define VILLAGE "北鹤村"
#define HERE "330421111205"
#define WANG "name=王秀英 id_number=11010519491231002X"

static int
three_halls(void **state)
{
	*state = world_of_three(1);
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static const char *
received(struct world *w, const char *item, char out[64])
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "case receive item=%s " WANG, item);
	(void)snprintf(out, 64, "%s",
	    json_member_text(world_act(w, VILLAGE, words), "number"));
	return out;
}

static size_t
count(struct world *w, const char *words)
{
	return json_array_size(world_act(w, VILLAGE, words));
}

/* Whether the verb is among what may be done at the hall, and its member. */
static const char *
may(struct world *w, const char *hall, const char *number, const char *verb,
    const char *member)
{
	char words[128];
	const json_t *all;
	json_t *one;
	size_t i;

	(void)snprintf(words, sizeof(words), "case may %s", number);
	all = world_act(w, hall, words);
	json_array_foreach (all, i, one)
		if (strcmp(json_member_text(one, "verb"), verb) == 0)
			return json_member_text(one, member);
	return NULL;
}

static void
a_list_goes_on_after_the_last_one_shown(void **state)
{
	struct world *w = *state;
	char first[64], second[64], words[128];
	const json_t *page;

	(void)received(w, "330421-YB-001", first);
	(void)received(w, "330421-YB-001", second);
	page = world_act(w, VILLAGE, "case list most=1");
	assert_string_equal(
	    json_member_text(json_array_get(page, 0), "number"), second);
	(void)snprintf(
	    words, sizeof(words), "case list most=1 after=%s", second);
	page = world_act(w, VILLAGE, words);
	assert_string_equal(
	    json_member_text(json_array_get(page, 0), "number"), first);
	(void)snprintf(words, sizeof(words), "case list after=%s", first);
	assert_int_equal(count(w, words), 0);
}

static void
a_case_is_found_by_number_item_and_day(void **state)
{
	struct world *w = *state;
	char number[64], words[128];

	(void)received(w, "330421-YB-001", number);
	(void)snprintf(
	    words, sizeof(words), "case list number=%s", number + 13);
	assert_int_equal(count(w, words), 1);
	assert_int_equal(count(w, "case list number=9999-9"), 0);
	assert_int_equal(count(w, "case list item=330421-YB-001"), 1);
	assert_int_equal(count(w, "case list item=330421-YB-002"), 0);
	assert_int_equal(count(w, "case list from=2000-01-01"), 1);
	assert_int_equal(count(w, "case list to=2000-01-01"), 0);
	(void)world_refused(w, VILLAGE, "case list from=2026-02-30");
}

/* By its end, which two cases of one day do not share. */
static void
expect_found(struct world *w, const char *number)
{
	char words[128];

	(void)snprintf(
	    words, sizeof(words), "case list number=%s", number + 16);
	assert_int_equal(count(w, words), 1);
}

static void
part_of_a_number_is_found_before_and_after_it_is_indexed(void **state)
{
	struct world *w = *state;
	struct engine *g = world_engine(w, VILLAGE);
	char first[64], second[64];
	int64_t taken;

	(void)received(w, "330421-YB-001", first);
	expect_found(w, first);
	MUST(store_case_numbers(engine_store(g), 2, &taken, &e));
	assert_int_equal(taken, 0);
	MUST(store_case_numbers(engine_store(g), 1, &taken, &e));
	assert_int_equal(taken, 1);
	(void)received(w, "330421-YB-001", second);
	expect_found(w, first);
	expect_found(w, second);
	MUST(engine_rebuild(g, &e));
	expect_found(w, first);
	MUST(store_case_numbers(engine_store(g), 1, &taken, &e));
	assert_int_equal(taken, 2);
	expect_found(w, second);
	assert_int_equal(count(w, "case list number=0000-00"), 0);
	assert_int_equal(count(w, "case list number=\"-\""), 0);
}

/* How many of the rows have that text in a member. */
static size_t
count_with(const json_t *rows, const char *member, const char *text)
{
	size_t i, n = 0;
	json_t *row;

	json_array_foreach (rows, i, row)
		n += strcmp(json_member_text(row, member), text) == 0;
	return n;
}

static void
what_an_index_finds_is_what_reading_all_would_find(void **state)
{
	static const char *const states[] = {
	    "received", "accepted", "supplementing", "decided", "pulled_back"};
	struct world *w = *state;
	char number[64], words[128];
	json_t *all;

	for (int i = 0; i < 6; i++) {
		(void)received(w, "330421-YB-001", number);
		if (i % 2 == 0)
			continue;
		(void)snprintf(words, sizeof(words),
		    i == 1 ? "case withdraw %s" : "case ask %s pieces=照片",
		    number);
		(void)world_act(w, VILLAGE, words);
	}
	all = json_deep_copy(world_act(w, VILLAGE, "case list"));
	assert_int_equal(json_array_size(all), 6);
	assert_int_equal(count(w, "case list hall=" HERE), 6);
	assert_int_equal(count(w, "case list hall=330421111000"), 0);
	for (size_t i = 0; i < COUNT_OF(states); i++) {
		(void)snprintf(words, sizeof(words),
		    "case list item=330421-YB-001 hall=" HERE " state=%s",
		    states[i]);
		assert_int_equal(
		    count(w, words), count_with(all, "state", states[i]));
	}
	json_decref(all);
}

static void
details_say_who_holds_a_case(void **state)
{
	struct world *w = *state;
	char number[64];
	const json_t *row, *stamps;

	world_cut(w, VILLAGE, TOWN);
	(void)received(w, "330421-YB-001", number);
	row = json_array_get(world_act(w, VILLAGE, "case list details=yes"), 0);
	stamps = json_object_get(row, "stamps");
	assert_int_equal(json_array_size(stamps), 2);
	assert_true(
	    json_is_false(json_object_get(json_array_get(stamps, 0), "held")));
	assert_non_null(json_object_get(row, "deadline"));
	assert_true(json_is_false(json_object_get(row, "conflict")));
	world_join(w, VILLAGE, TOWN);
	world_settle(w);
	row = json_array_get(world_act(w, VILLAGE, "case list details=yes"), 0);
	stamps = json_object_get(row, "stamps");
	assert_true(
	    json_is_true(json_object_get(json_array_get(stamps, 0), "held")));
}

static void
what_may_be_done_follows_from_state_hall_and_power(void **state)
{
	struct world *w = *state;
	char number[64];

	(void)received(w, "330421-YB-001", number);
	assert_non_null(may(w, VILLAGE, number, "decide", "refused"));
	assert_null(may(w, VILLAGE, number, "accept", "meaning"));
	assert_null(may(w, VILLAGE, number, "deliver", "meaning"));
	assert_non_null(may(w, VILLAGE, number, "withdraw", "meaning"));
	/* The county decides by itself. */
	world_join(w, VILLAGE, TOWN);
	world_join(w, TOWN, "嘉善县");
	world_settle(w);
	assert_non_null(may(w, "嘉善县", number, "decide", "meaning"));
	assert_null(may(w, "嘉善县", number, "decide", "refused"));
}

static void
do_at(struct world *w, const char *hall, const char *verb, const char *number,
    const char *fields)
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "case %s %s %s", verb, number, fields);
	(void)world_act(w, hall, words);
}

static void
what_rests_on_something_else_is_offered_when_that_is_there(void **state)
{
	struct world *w = *state;
	char number[64];

	(void)received(w, "330421-YB-001 accept=no", number);
	assert_string_equal(
	    may(w, VILLAGE, number, "withdraw", "event"), "case.withdrawn");
	do_at(w, VILLAGE, "accept", number, "");
	assert_string_equal(
	    may(w, VILLAGE, number, "withdraw", "event"), "case.pulled_back");
	assert_null(may(w, VILLAGE, number, "complete", "meaning"));
	assert_null(may(w, VILLAGE, number, "sign_green", "meaning"));
	assert_null(may(w, VILLAGE, number, "decide_part", "meaning"));
	do_at(w, VILLAGE, "ask", number, "pieces=户口簿");
	assert_null(may(w, VILLAGE, number, "complete", "meaning"));
	do_at(w, VILLAGE, "take", number, "piece=户口簿");
	assert_non_null(may(w, VILLAGE, number, "complete", "meaning"));
	do_at(w, VILLAGE, "complete", number, "");
	do_at(
	    w, VILLAGE, "open_green", number, "scope=leaders_order basis=3号");
	assert_non_null(may(w, VILLAGE, number, "sign_green", "meaning"));
	do_at(w, VILLAGE, "step", number, "step=审核");
	assert_non_null(may(w, VILLAGE, number, "extend", "meaning"));
	do_at(w, VILLAGE, "extend", number,
	    "days=10 approved_by=张主任 reason=复杂");
	assert_null(may(w, VILLAGE, number, "extend", "meaning"));
	world_sync(w, VILLAGE, TOWN);
	world_sync(w, TOWN, "嘉善县");
	do_at(w, "嘉善县", "return", number, "reason=踏勘不符");
	assert_null(may(w, "嘉善县", number, "overturn", "meaning"));
	do_at(w, "嘉善县", "review", number, "reason=材料已收");
	assert_non_null(may(w, "嘉善县", number, "overturn", "meaning"));
}

static void
a_field_is_checked_before_anything_is_saved(void **state)
{
	struct world *w = *state;

	(void)world_act(
	    w, VILLAGE, "case check field=id_number value=11010519491231002X");
	assert_non_null(
	    strstr(world_refused(w, VILLAGE,
		       "case check field=id_number value=110105194912310021"),
		"GB 11643"));
	(void)world_refused(w, VILLAGE, "case check field=nonsense value=1");
	assert_int_equal(count(w, "case list"), 0);
}

#define MISPRINTED                                        \
	"case receive item=330421-YB-001 name=王秀英 " \
	"document=identity_card document_number=110105194912310021"

/* What stands on the card is what the card says, however it was printed. */
static void
a_number_that_does_not_check_is_taken_with_a_reason(void **state)
{
	struct world *w = *state;
	const json_t *row, *personal;
	char show[64];

	assert_non_null(
	    strstr(world_refused(w, VILLAGE, MISPRINTED), "number_reason"));
	assert_non_null(strstr(
	    world_refused(w, VILLAGE,
		"case receive item=330421-YB-001 name=王秀英 number_reason=x "
		"document=identity_card document_number=11010519491231002X"),
	    "give it as id_number"));
	(void)world_act(w, VILLAGE, MISPRINTED " number_reason=证件如此印制");
	row = json_array_get(world_act(w, VILLAGE, "case list"), 0);
	(void)snprintf(show, sizeof(show), "case show %s",
	    json_member_text(row, "number"));
	row = world_act(w, VILLAGE, show);
	personal = json_object_get(row, "personal");
	assert_string_equal(
	    json_member_text(personal, "number_reason"), "证件如此印制");
	assert_string_equal(json_member_text(personal, "document_number"),
	    "110105194912310021");
}

static void
what_is_due_is_not_mixed_with_other_questions(void **state)
{
	struct world *w = *state;

	assert_int_equal(count(w, "case list due=near"), 0);
	assert_int_equal(count(w, "case list due=near details=yes"), 0);
	assert_int_equal(count(w, "case list due=overdue hall=" HERE), 0);
	(void)world_refused(w, VILLAGE, "case list due=near number=1");
	(void)world_refused(w, VILLAGE, "case list due=overdue after=1");
}

/* --- what is due ------------------------------------------------------------
 */

#define DAY_S INT64_C(86400)

/* Lists and counters say the same: so many late, so many near. */
static void
expect_due(struct world *w, json_int_t late, json_int_t near)
{
	json_t *counters =
	    json_deep_copy(world_act(w, VILLAGE, "hall counters"));

	assert_int_equal(json_member_integer(counters, "overdue", -1), late);
	assert_int_equal(json_member_integer(counters, "near", -1), near);
	assert_int_equal(count(w, "case list due=overdue"), late);
	assert_int_equal(count(w, "case list due=near"), late + near);
	json_decref(counters);
}

/* One day is promised of each; the world begins on a Tuesday. */
static void
who_is_late_is_found_as_days_cases_and_calendars_change(void **state)
{
	struct world *w = *state;
	char one[64], two[64];

	expect_due(w, 0, 0);
	(void)received(w, "330421-YB-001", one);
	expect_due(w, 0, 1);
	(void)received(w, "330421-YB-001", two);
	world_wait(w, 2 * DAY_S);
	expect_due(w, 2, 0);
	do_at(w, VILLAGE, "ask", one, "pieces=户口簿"); /* stays late */
	expect_due(w, 2, 0);
	do_at(w, VILLAGE, "withdraw", two, "");
	expect_due(w, 1, 0);
	/* Rebuilt, nothing of it is lost, and it is nobody's truth. */
	assert_int_equal(engine_rebuild(world_engine(w, VILLAGE), NULL), 0);
	expect_due(w, 1, 0);
	(void)received(w, "330421-YB-001", two);
	expect_due(w, 1, 1);
	world_wait(w, 2 * DAY_S); /* a Saturday */
	expect_due(w, 2, 0);
	/* The Friday was a holiday, and Monday is the last day. */
	(void)world_act(w, "嘉善县",
	    "calendar publish 2025 days=[{\"date\":\"2025-11-28\","
	    "\"kind\":\"holiday\"}]");
	world_sync(w, TOWN, "嘉善县");
	world_sync(w, VILLAGE, TOWN);
	expect_due(w, 1, 1);
}

static void
what_presses_most_comes_first_a_page_at_a_time(void **state)
{
	struct world *w = *state;
	char first[64], second[64], third[64], words[128];
	const json_t *page;

	(void)received(w, "330421-YB-001", first);
	world_wait(w, DAY_S);
	(void)received(w, "330421-YB-001", second);
	(void)received(w, "330421-YB-001", third);
	world_wait(w, 3 * DAY_S);
	page = world_act(w, VILLAGE, "case list due=overdue most=2");
	assert_int_equal(json_array_size(page), 2);
	assert_string_equal(
	    json_member_text(json_array_get(page, 0), "number"), first);
	assert_string_equal(
	    json_member_text(json_array_get(page, 1), "number"), second);
	(void)snprintf(words, sizeof(words),
	    "case list due=overdue most=2 after=%s", second);
	page = world_act(w, VILLAGE, words);
	assert_int_equal(json_array_size(page), 1);
	assert_string_equal(
	    json_member_text(json_array_get(page, 0), "number"), third);
	/* What is over meanwhile is no place to go on from. */
	do_at(w, VILLAGE, "withdraw", second, "");
	assert_non_null(strstr(world_refused(w, VILLAGE, words), second));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		what_rests_on_something_else_is_offered_when_that_is_there,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_list_goes_on_after_the_last_one_shown, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_case_is_found_by_number_item_and_day, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		part_of_a_number_is_found_before_and_after_it_is_indexed,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		what_an_index_finds_is_what_reading_all_would_find, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		details_say_who_holds_a_case, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		what_may_be_done_follows_from_state_hall_and_power, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		a_field_is_checked_before_anything_is_saved, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_number_that_does_not_check_is_taken_with_a_reason,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		what_is_due_is_not_mixed_with_other_questions, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		who_is_late_is_found_as_days_cases_and_calendars_change,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		what_presses_most_comes_first_a_page_at_a_time, three_halls,
		end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
