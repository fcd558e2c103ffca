/*
 * Staff: what somebody does who was disabled while the hall was cut off stays
 * in force, and waits for somebody to look at it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/noun.h"

#define CLERK "330421111205-003"

static int
a_clerk_at_the_village(void **state)
{
	struct world *w = world_of_three(47);

	noun_heal(w, HEAL_FROM_BELOW);
	(void)noun_act(w, BEIHE, "staff appoint " CLERK " name=李明");
	world_settle(w);
	noun_cut(w);
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
work(struct world *w, const char *hall)
{
	(void)noun_act(w, hall,
	    "complaint register form=oral against=330421111205 content=排队久 "
	    "clerk=" CLERK);
}

/* The event of the register that is of a situation. */
static void
find_event(struct world *w, const char *situation, char out[128])
{
	const json_t *rows = world_act(w, COUNTY, "conflicts list");
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "situation"), situation) == 0)
			(void)snprintf(
			    out, 128, "%s", json_member_text(row, "event"));
}

/* K25: disabled by a hall above, while the village is cut off. */
static void
disabled_while_cut_off(struct world *w, enum heal order)
{
	char event[128] = "";

	work(w, BEIHE);
	world_wait(w, 3600);
	(void)noun_act(w, COUNTY, "staff disable " CLERK " basis=调离");
	world_wait(w, 3600);
	work(w, BEIHE);
	noun_other_business(w, BEIHE);
	noun_heal(w, order);
	assert_int_equal(noun_entries(w, TOWN, "K25"), 1);
	assert_int_equal(noun_entries(w, COUNTY, "K25"), 1);
	find_event(w, "K25", event);
	(void)noun_act(
	    w, COUNTY, "conflicts resolve %s as=is reason=情况属实", event);
	world_settle(w);
	assert_int_equal(noun_entries(w, TOWN, "K25"), 0);
	assert_int_equal(noun_entries(w, BEIHE, "K25"), 0);
}

static void
what_was_done_before_it_was_known_is_in_force_and_looked_at(void **state)
{
	(void)state;
	noun_tell(a_clerk_at_the_village, disabled_while_cut_off);
}

static void
handle(struct world *w, const char *number)
{
	(void)noun_act(w, BEIHE, "case step %s step=审核 clerk=" CLERK, number);
}

/* K25: what is done with a case in the days of the lease needs no look. */
static void
disabled_with_a_lease(struct world *w, enum heal order)
{
	char number[64];

	noun_keep(noun_act(w, BEIHE,
		      "case receive item=330421-YB-001 name=王秀英 "
		      "document=passport document_number=E1 clerk=" CLERK),
	    "number", number);
	(void)noun_act(
	    w, COUNTY, "staff disable " CLERK " basis=调离 lease_days=2");
	world_wait(w, 86400);
	handle(w, number);
	world_wait(w, INT64_C(2) * 86400);
	handle(w, number);
	noun_other_business(w, BEIHE);
	noun_heal(w, order);
	assert_int_equal(noun_entries(w, BEIHE, "K25"), 1);
	assert_int_equal(noun_entries(w, COUNTY, "K25"), 1);
	assert_string_equal(
	    noun_shows(w, COUNTY, "case", number, "state"), "handling");
	/* Now it is known there. */
	assert_non_null(
	    strstr(noun_refused(
		       w, BEIHE, "case step %s step=复核 clerk=" CLERK, number),
		"was disabled"));
}

static void
what_was_done_within_the_lease_needs_no_look(void **state)
{
	(void)state;
	noun_tell(a_clerk_at_the_village, disabled_with_a_lease);
}

static void
a_hall_that_is_not_above_ends_nothing(void **state)
{
	struct world *w = *state;

	(void)noun_act(w, DINGZHA, "staff disable " CLERK);
	world_wait(w, 60);
	work(w, BEIHE);
	noun_heal(w, HEAL_FROM_BELOW);
	assert_int_equal(noun_entries(w, COUNTY, "K25"), 0);
}

static void
who_is_appointed_again_works_again(void **state)
{
	struct world *w = *state;

	(void)noun_act(w, BEIHE, "staff disable " CLERK);
	(void)noun_act(w, BEIHE, "staff appoint " CLERK " name=李明");
	world_wait(w, 60);
	work(w, BEIHE);
	assert_int_equal(noun_entries(w, BEIHE, "K25"), 0);
}

static void
who_did_it_is_named_by_a_number(void **state)
{
	(void)noun_refused(*state, BEIHE,
	    "complaint register form=oral against=330421111205 content=排队久 "
	    "clerk=李明");
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, a_clerk_at_the_village, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		what_was_done_before_it_was_known_is_in_force_and_looked_at),
	    cmocka_unit_test(what_was_done_within_the_lease_needs_no_look),
	    STORY(a_hall_that_is_not_above_ends_nothing),
	    STORY(who_is_appointed_again_works_again),
	    STORY(who_did_it_is_named_by_a_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
