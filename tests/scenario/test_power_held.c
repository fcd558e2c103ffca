/*
 * Acts that wait to be ratified (待追认): who decided without knowing that
 * the power had ended, what that stops, and how the county rules on it.
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

#define DAY_S 86400
#define CASES 3

static char power[64], numbers[CASES][64];

static void
grant(struct world *w)
{
	(void)snprintf(power, sizeof(power), "%s",
	    json_member_text(
		world_act(w, "嘉善县",
		    "power grant grantee=330421111000 items=330421-YB-001 "
		    "mode=entrusted basis=善政发〔2026〕1号"),
		"power"));
}

static void
meet(struct world *w)
{
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
	world_same(w, "ledger/330421111000", "姚庄镇", "嘉善县");
}

static void
on_case(struct world *w, const char *hall, const char *verb, size_t i,
    const char *rest)
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "%s %s %s", verb, numbers[i], rest);
	(void)world_act(w, hall, words);
}

static void
receive(struct world *w, size_t i)
{
	(void)snprintf(numbers[i], sizeof(numbers[i]), "%s",
	    json_member_text(world_act(w, "姚庄镇",
				 "case receive item=330421-YB-001 name=王秀英 "
				 "id_number=11010519491231002X"),
		"number"));
}

/* Three decisions of a town that did not know of the revocation. */
static int
three_acts_wait(void **state)
{
	struct world *w = world_of_three(63);
	char words[96];

	grant(w);
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
	world_cut(w, "姚庄镇", "嘉善县");
	(void)snprintf(words, sizeof(words), "power revoke %s", power);
	(void)world_act(w, "嘉善县", words);
	for (size_t i = 0; i < CASES; i++) {
		receive(w, i);
		on_case(w, "姚庄镇", "case decide", i, "outcome=approved");
	}
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
expect(struct world *w, size_t i, const char *shown)
{
	char stamped[96];

	(void)snprintf(stamped, sizeof(stamped), "%s [嘉善县]", shown);
	assert_string_equal(world_case(w, "嘉善县", numbers[i]), stamped);
	assert_string_equal(world_case(w, "姚庄镇", numbers[i]), stamped);
}

static size_t
held_at(struct world *w, const char *hall)
{
	return json_array_size(world_act(w, hall, "power held"));
}

static const char *
held_event(struct world *w, size_t i)
{
	static char event[EVENT_ID_TEXT_MAX];
	const json_t *rows = world_act(w, "嘉善县", "power held");
	json_t *row;
	size_t k;

	json_array_foreach (rows, k, row)
		if (strcmp(json_member_text(row, "number"), numbers[i]) == 0)
			(void)snprintf(event, sizeof(event), "%s",
			    json_member_text(row, "event"));
	return event;
}

static void
what_waits_is_listed_with_its_age(void **state)
{
	struct world *w = *state;
	const json_t *row;

	world_wait(w, 9 * DAY_S);
	meet(w);
	assert_int_equal(held_at(w, "姚庄镇"), CASES);
	row = json_array_get(world_act(w, "嘉善县", "power held"), 0);
	assert_int_equal(json_member_integer(row, "waited_days", 0), 9);
	assert_string_equal(json_member_text(row, "power"), power);
	assert_string_equal(json_member_text(row, "number"), numbers[0]);
	expect(w, 0, "accepted");
}

static void
acts_are_ratified_and_annulled_one_by_one(void **state)
{
	struct world *w = *state;
	char words[256];

	meet(w);
	(void)snprintf(words, sizeof(words), "power ratify %s reason=情况属实",
	    held_event(w, 0));
	(void)world_act(w, "嘉善县", words);
	(void)snprintf(words, sizeof(words), "power annul %s reason=超出权限",
	    held_event(w, 1));
	(void)world_act(w, "嘉善县", words);
	meet(w);
	expect(w, 0, "approved decided");
	expect(w, 1, "accepted");
	expect(w, 2, "accepted");
	assert_int_equal(held_at(w, "姚庄镇"), 1);
}

static void
all_acts_under_a_power_are_ratified_at_once(void **state)
{
	struct world *w = *state;
	char words[160];

	meet(w);
	(void)snprintf(words, sizeof(words),
	    "power ratify power=%s reason=情况属实", power);
	assert_int_equal(
	    json_member_integer(world_act(w, "嘉善县", words), "acts", 0),
	    CASES);
	meet(w);
	for (size_t i = 0; i < CASES; i++)
		expect(w, i, "approved decided");
	assert_int_equal(held_at(w, "嘉善县"), 0);
	assert_non_null(
	    strstr(world_refused(w, "嘉善县", words), "no such act waits"));
}

static void
only_the_county_ratifies_and_says_why(void **state)
{
	struct world *w = *state;
	char words[160];

	meet(w);
	(void)snprintf(words, sizeof(words),
	    "power ratify power=%s reason=情况属实", power);
	assert_non_null(strstr(world_refused(w, "姚庄镇", words),
	    "only the topmost hall rules on decisions"));
	(void)snprintf(words, sizeof(words), "power ratify power=%s", power);
	assert_non_null(
	    strstr(world_refused(w, "嘉善县", words), "needs reason"));
	assert_non_null(
	    strstr(world_refused(w, "嘉善县", "power annul reason=超出权限"),
		"say which acts"));
}

static void
what_waits_stops_further_steps_and_its_paper(void **state)
{
	struct world *w = *state;
	char words[160];

	meet(w);
	(void)snprintf(words, sizeof(words), "case finish %s", numbers[0]);
	assert_non_null(
	    strstr(world_refused(w, "姚庄镇", words), "not possible, since"));
	(void)snprintf(
	    words, sizeof(words), "notice issue %s kind=decision", numbers[0]);
	assert_non_null(strstr(world_refused(w, "姚庄镇", words),
	    "the decision waits to be ratified"));
}

static void
paper_that_was_handed_over_stands_until_it_is_revoked(void **state)
{
	struct world *w = *state;
	char words[256];

	on_case(w, "姚庄镇", "case finish", 0, "");
	on_case(w, "姚庄镇", "case deliver", 0, "method=direct");
	meet(w);
	expect(w, 0, "accepted");
	(void)snprintf(words, sizeof(words), "power annul %s reason=超出权限",
	    held_event(w, 0));
	assert_non_null(
	    strstr(world_refused(w, "嘉善县", words), "has been handed over"));
	(void)snprintf(words, sizeof(words),
	    "conflicts resolve %s as=falls reason=超出权限", held_event(w, 0));
	assert_non_null(
	    strstr(world_refused(w, "嘉善县", words), "has been handed over"));
	(void)snprintf(words, sizeof(words), "power ratify %s reason=先予追认",
	    held_event(w, 0));
	(void)world_act(w, "嘉善县", words);
	on_case(w, "嘉善县", "case revoke", 0, "reason=不符合条件");
	meet(w);
	expect(w, 0, "approved revoked");
}

static void
nothing_is_a_violation_that_did_not_know(void **state)
{
	struct world *w = *state;

	meet(w);
	assert_int_equal(
	    json_array_size(world_act(w, "嘉善县", "power violations")), 0);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_acts_wait, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(what_waits_is_listed_with_its_age),
	    STORY(acts_are_ratified_and_annulled_one_by_one),
	    STORY(all_acts_under_a_power_are_ratified_at_once),
	    STORY(only_the_county_ratifies_and_says_why),
	    STORY(what_waits_stops_further_steps_and_its_paper),
	    STORY(paper_that_was_handed_over_stands_until_it_is_revoked),
	    STORY(nothing_is_a_violation_that_did_not_know),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
