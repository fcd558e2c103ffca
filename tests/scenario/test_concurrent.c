/*
 * Halls that did not know of each other: what stands, what waits, what is
 * kept (RULES O and A).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/world.h"

/* The case each story is about. */
static char number[64];

/* Three halls in step, a case at the village, a power at the town. */
static int
a_case_and_a_power(void **state)
{
	struct world *w = world_of_three(7);
	const json_t *got;

	world_join(w, "北鹤村", "姚庄镇");
	world_join(w, "姚庄镇", "嘉善县");
	got = world_act(w, "北鹤村",
	    "case receive item=330421-YB-001 name=王秀英 "
	    "id_number=11010519491231002X phone=13857300001");
	(void)snprintf(
	    number, sizeof(number), "%s", json_member_text(got, "number"));
	(void)world_act(w, "嘉善县",
	    "power grant grantee=330421111000 items=330421-YB-001 "
	    "mode=entrusted basis=善政发〔2026〕1号");
	world_settle(w);
	world_cut(w, "北鹤村", "姚庄镇");
	world_cut(w, "姚庄镇", "嘉善县");
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

/* "case decide NUMBER outcome=…" at a hall. */
static void
act(struct world *w, const char *hall, const char *verb, const char *rest)
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "case %s %s %s", verb, number, rest);
	(void)world_act(w, hall, words);
}

/* The lines return; the lower line first, or the upper one. */
static void
heal(struct world *w)
{
	world_join(w, "北鹤村", "姚庄镇");
	world_settle(w);
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
}

static void
heal_from_above(struct world *w)
{
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
	world_join(w, "北鹤村", "姚庄镇");
	world_settle(w);
}

/* What everybody shows of the case, and that they agree to the byte. */
static void
expect_everywhere(struct world *w, const char *shown)
{
	static const char *const halls[] = {"北鹤村", "姚庄镇", "嘉善县"};

	for (size_t i = 0; i < 3; i++)
		assert_string_equal(world_case(w, halls[i], number), shown);
	world_same(w, "ledger/330421111205", "北鹤村", "姚庄镇");
	world_same(w, "ledger/330421111205", "北鹤村", "嘉善县");
}

/* The status of the nth event of a kind, as a hall has it. */
static const char *
status_of(struct world *w, const char *hall, const char *kind, int nth)
{
	static char status[32];
	char words[128];
	const json_t *shown;
	json_t *event;
	size_t i;

	(void)snprintf(words, sizeof(words), "case show %s", number);
	shown = world_act(w, hall, words);
	json_array_foreach (json_object_get(shown, "events"), i, event) {
		if (strcmp(json_member_text(event, "kind"), kind) != 0 ||
		    nth-- > 0)
			continue;
		(void)snprintf(status, sizeof(status), "%s",
		    json_member_text(event, "status"));
		return status;
	}
	return "missing";
}

/* Who wrote the decision that has a status, as the village has it. */
static const char *
event_hall(struct world *w, const char *status)
{
	static char hall[16];
	char words[128];
	json_t *event;
	size_t i;

	(void)snprintf(words, sizeof(words), "case show %s", number);
	(void)snprintf(hall, sizeof(hall), "nobody");
	json_array_foreach (
	    json_object_get(world_act(w, "北鹤村", words), "events"), i, event)
		if (strcmp(json_member_text(event, "kind"), "case.decided") ==
			0 &&
		    strcmp(json_member_text(event, "status"), status) == 0)
			(void)snprintf(hall, sizeof(hall), "%s",
			    json_member_text(event, "hall"));
	return hall;
}

static void
a_decision_stands_over_a_withdrawal_that_did_not_know_of_it(void **state)
{
	struct world *w = *state;

	act(w, "北鹤村", "withdraw", "");
	act(w, "姚庄镇", "decide", "outcome=approved");
	heal(w);
	expect_everywhere(w, "approved decided [姚庄镇 嘉善县]");
	assert_string_equal(
	    status_of(w, "嘉善县", "case.pulled_back", 0), "superseded");
}

static void
the_same_holds_when_the_county_hears_of_it_first(void **state)
{
	struct world *w = *state;

	act(w, "北鹤村", "withdraw", "");
	act(w, "姚庄镇", "decide", "outcome=approved");
	heal_from_above(w);
	expect_everywhere(w, "approved decided [姚庄镇 嘉善县]");
}

static void
equal_decisions_count_once_and_both_are_kept(void **state)
{
	struct world *w = *state;

	act(w, "姚庄镇", "decide", "outcome=denied reason=不符");
	act(w, "嘉善县", "decide", "outcome=denied reason=不符");
	heal(w);
	expect_everywhere(w, "denied decided [姚庄镇 嘉善县]");
	/* The county's, being higher, is the one that counts. */
	assert_string_equal(event_hall(w, "ok"), "330421000000");
	assert_string_equal(event_hall(w, "duplicate"), "330421111000");
}

static void
different_decisions_wait_for_a_ruling_and_nobody_can_finish(void **state)
{
	struct world *w = *state;
	char words[128];

	act(w, "姚庄镇", "decide", "outcome=approved");
	act(w, "嘉善县", "decide", "outcome=denied reason=不符");
	heal(w);
	expect_everywhere(w, "disputed [姚庄镇 嘉善县]");
	assert_string_equal(
	    status_of(w, "北鹤村", "case.decided", 0), "conflict");
	assert_string_equal(
	    status_of(w, "北鹤村", "case.decided", 1), "conflict");
	(void)snprintf(words, sizeof(words), "case finish %s", number);
	assert_non_null(strstr(world_refused(w, "北鹤村", words), "disputed"));
}

static void
what_was_built_on_a_decision_that_does_not_stand_is_blocked(void **state)
{
	struct world *w = *state;

	act(w, "姚庄镇", "decide", "outcome=approved");
	world_sync(w, "北鹤村", "姚庄镇");
	act(w, "北鹤村", "finish", "");
	act(w, "嘉善县", "decide", "outcome=denied reason=不符");
	heal(w);
	expect_everywhere(w, "disputed [姚庄镇 嘉善县]");
	assert_string_equal(
	    status_of(w, "嘉善县", "case.finished", 0), "blocked");
}

static void
of_two_telephone_numbers_the_higher_hall_s_is_shown_and_both_kept(void **state)
{
	struct world *w = *state;
	const json_t *shown;
	char words[128];

	act(w, "北鹤村", "amend", "phone=13857300002");
	act(w, "姚庄镇", "amend", "phone=13857300003");
	act(w, "北鹤村", "amend", "address=北鹤村12号");
	heal(w);
	expect_everywhere(w, "accepted [姚庄镇 嘉善县]");
	(void)snprintf(words, sizeof(words), "case show %s", number);
	shown = json_object_get(world_act(w, "嘉善县", words), "personal");
	assert_string_equal(json_member_text(shown, "phone"), "13857300003");
	assert_string_equal(json_member_text(shown, "address"), "北鹤村12号");
	assert_string_equal(
	    status_of(w, "北鹤村", "case.amended", 0), "superseded");
}

/* The id of the first event with a status, as `sanji conflicts` lists it. */
static const char *
event_id(struct world *w, const char *hall, const char *kind)
{
	static char id[80];
	char words[128];
	const json_t *shown;
	json_t *event;
	size_t i;

	(void)snprintf(words, sizeof(words), "case show %s", number);
	shown = world_act(w, hall, words);
	json_array_foreach (json_object_get(shown, "events"), i, event)
		if (strcmp(json_member_text(event, "kind"), kind) == 0)
			(void)snprintf(id, sizeof(id), "%s/%d",
			    json_member_text(event, "change_set"),
			    (int)json_member_integer(event, "place", 0));
	return id;
}

/* The county takes the power back while the town cannot hear of it. */
static void
revoke(struct world *w)
{
	const json_t *powers = world_act(w, "嘉善县", "power list");
	char words[128];

	(void)snprintf(words, sizeof(words), "power revoke %s reason=调整",
	    json_member_text(json_array_get(powers, 0), "id"));
	(void)world_act(w, "嘉善县", words);
}

static void
a_decision_outside_the_cut_is_held_until_the_county_ratifies(void **state)
{
	struct world *w = *state;
	char rest[160];

	revoke(w);
	act(w, "姚庄镇", "decide", "outcome=approved");
	heal(w);
	expect_everywhere(w, "accepted [姚庄镇 嘉善县]");
	assert_string_equal(status_of(w, "北鹤村", "case.decided", 0), "held");
	(void)snprintf(rest, sizeof(rest), "event=%s reason=追认",
	    event_id(w, "嘉善县", "case.decided"));
	act(w, "嘉善县", "ratify", rest);
	world_settle(w);
	expect_everywhere(w, "approved decided [姚庄镇 嘉善县]");
}

static void
an_annulled_decision_never_comes_into_force(void **state)
{
	struct world *w = *state;
	char rest[160];

	revoke(w);
	act(w, "姚庄镇", "decide", "outcome=approved");
	heal_from_above(w);
	(void)snprintf(rest, sizeof(rest), "event=%s reason=不予追认",
	    event_id(w, "嘉善县", "case.decided"));
	act(w, "嘉善县", "annul", rest);
	world_settle(w);
	expect_everywhere(w, "accepted [姚庄镇 嘉善县]");
	assert_string_equal(
	    status_of(w, "姚庄镇", "case.decided", 0), "annulled");
}

static void
what_is_not_held_can_be_neither_ratified_nor_annulled(void **state)
{
	struct world *w = *state;
	char words[256];

	act(w, "姚庄镇", "decide", "outcome=approved");
	heal(w);
	(void)snprintf(words, sizeof(words), "case annul %s event=%s", number,
	    event_id(w, "嘉善县", "case.decided"));
	assert_non_null(strstr(world_refused(w, "嘉善县", words), "RULES A6"));
	(void)snprintf(
	    words, sizeof(words), "case ratify %s event=%064d/0", number, 7);
	assert_non_null(
	    strstr(world_refused(w, "嘉善县", words), "holds no event"));
	expect_everywhere(w, "approved decided [姚庄镇 嘉善县]");
}

static void
a_good_decision_stands_when_the_power_ends(void **state)
{
	struct world *w = *state;

	act(w, "姚庄镇", "decide", "outcome=approved");
	heal(w);
	revoke(w);
	world_settle(w);
	expect_everywhere(w, "approved decided [姚庄镇 嘉善县]");
}

static void
a_decision_the_county_had_seen_cannot_fall_by_a_smaller_cut(void **state)
{
	struct world *w = *state;
	char words[256];
	const json_t *powers;

	act(w, "姚庄镇", "decide", "outcome=approved");
	heal(w);
	/* The county writes into the ledger, having seen the decision. */
	act(w, "嘉善县", "amend", "phone=13857300009");
	powers = world_act(w, "嘉善县", "power list");
	(void)snprintf(words, sizeof(words), "power revoke %s cut={}",
	    json_member_text(json_array_get(powers, 0), "id"));
	(void)world_act(w, "嘉善县", words);
	world_settle(w);
	expect_everywhere(w, "approved decided [姚庄镇 嘉善县]");
}

static void
no_clock_decides_what_is_in_force(void **state)
{
	struct world *w = *state;

	world_skew(w, "北鹤村", 315360000);
	world_skew(w, "姚庄镇", -315360000);
	act(w, "北鹤村", "withdraw", "");
	act(w, "姚庄镇", "decide", "outcome=approved");
	heal(w);
	expect_everywhere(w, "approved decided [姚庄镇 嘉善县]");
}

#define STORY(name) \
	cmocka_unit_test_setup_teardown(name, a_case_and_a_power, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(a_decision_stands_over_a_withdrawal_that_did_not_know_of_it),
	    STORY(the_same_holds_when_the_county_hears_of_it_first),
	    STORY(equal_decisions_count_once_and_both_are_kept),
	    STORY(different_decisions_wait_for_a_ruling_and_nobody_can_finish),
	    STORY(what_was_built_on_a_decision_that_does_not_stand_is_blocked),
	    STORY(
		of_two_telephone_numbers_the_higher_hall_s_is_shown_and_both_kept),
	    STORY(a_decision_outside_the_cut_is_held_until_the_county_ratifies),
	    STORY(what_is_not_held_can_be_neither_ratified_nor_annulled),
	    STORY(an_annulled_decision_never_comes_into_force),
	    STORY(a_good_decision_stands_when_the_power_ends),
	    STORY(a_decision_the_county_had_seen_cannot_fall_by_a_smaller_cut),
	    STORY(no_clock_decides_what_is_in_force),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
