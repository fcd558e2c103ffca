/*
 * Scores of windows: one incident counts once, whoever wrote it down; a month
 * that is published never changes, and what comes later counts in the next.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/noun.h"

#define TOWN_CODE "330421111000"
#define ABSENT "category=discipline window=综合窗口 date=2025-11-24"

static int
three_halls(void **state)
{
	struct world *w = world_of_three(41);

	noun_heal(w, HEAL_FROM_BELOW);
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
deduct(struct world *w, const char *hall, const char *incident, int points,
    char name[64])
{
	noun_keep(noun_act(w, hall, "score record %s points=%d hall=" TOWN_CODE,
		      incident, points),
	    "score", name);
}

/* What the window comes to in a month, or -1. */
static json_int_t
total(struct world *w, const char *hall, const char *period)
{
	const json_t *sheet =
	    noun_act(w, hall, "score sheet %s hall=" TOWN_CODE, period);

	return json_member_integer(json_array_get(sheet, 0), "total", -1);
}

static void
publish(struct world *w, const char *period)
{
	(void)noun_act(w, COUNTY, "score publish %s hall=" TOWN_CODE, period);
}

/* K17: the town's and the county's inspector saw the same. */
static void
one_incident_at_two_halls(struct world *w, enum heal order)
{
	char one[64], other[64];

	deduct(w, TOWN, ABSENT, -10, one);
	world_sync(w, TOWN, COUNTY); /* so that the county holds its ledger */
	deduct(w, TOWN,
	    ABSENT " evidence="
		   "00000000000000000000000000000000"
		   "00000000000000000000000000000001",
	    -20, one);
	deduct(w, COUNTY,
	    ABSENT " evidence="
		   "00000000000000000000000000000000"
		   "00000000000000000000000000000001",
	    -20, other);
	assert_string_equal(one, other);
	noun_other_business(w, TOWN);
	noun_heal(w, order);
	assert_int_equal(total(w, TOWN, "2025-11"), 1000 - 10 - 20);
	assert_int_equal(total(w, COUNTY, "2025-11"), 1000 - 10 - 20);
}

static void
one_incident_written_down_twice_counts_once(void **state)
{
	(void)state;
	noun_tell(three_halls, one_incident_at_two_halls);
}

/* K17: what the county had not seen when it published. */
static void
deducted_too_late(struct world *w, enum heal order)
{
	char first[64], late[64];

	deduct(w, TOWN, ABSENT, -10, first);
	world_sync(w, TOWN, COUNTY);
	deduct(w, TOWN, "category=files window=综合窗口 date=2025-11-25", -30,
	    late);
	publish(w, "2025-11");
	noun_other_business(w, TOWN);
	noun_heal(w, order);
	assert_int_equal(total(w, TOWN, "2025-11"), 990);
	assert_int_equal(total(w, TOWN, "2025-12"), 970);
	assert_int_equal(total(w, COUNTY, "2025-11"), 990);
	assert_int_equal(total(w, COUNTY, "2025-12"), 970);
	publish(w, "2025-12");
	world_settle(w);
	assert_int_equal(total(w, TOWN, "2025-12"), 970);
	assert_int_equal(total(w, TOWN, "2026-01"), -1);
}

static void
what_comes_after_a_month_was_published_counts_in_the_next(void **state)
{
	(void)state;
	noun_tell(three_halls, deducted_too_late);
}

static void
reversed_too_late(struct world *w, enum heal order)
{
	char name[64];

	deduct(w, TOWN, ABSENT, -10, name);
	world_sync(w, TOWN, COUNTY);
	publish(w, "2025-11");
	(void)noun_act(w, TOWN, "score reverse %s reason=已说明情况", name);
	noun_other_business(w, TOWN);
	noun_heal(w, order);
	assert_int_equal(total(w, COUNTY, "2025-11"), 990);
	assert_int_equal(total(w, COUNTY, "2025-12"), 1010);
	publish(w, "2025-12");
	world_settle(w);
	assert_int_equal(total(w, TOWN, "2025-12"), 1010);
	assert_int_equal(total(w, TOWN, "2026-01"), -1);
}

static void
a_reversal_after_publication_gives_back_in_the_next_month(void **state)
{
	(void)state;
	noun_tell(three_halls, reversed_too_late);
}

static void
a_reversal_before_publication_leaves_nothing(void **state)
{
	struct world *w = *state;
	char name[64];

	deduct(w, TOWN, ABSENT, -10, name);
	(void)noun_act(w, TOWN, "score reverse %s reason=误记", name);
	assert_int_equal(total(w, TOWN, "2025-11"), -1);
}

static void
a_category_loses_no_more_than_it_has_and_all_gain_no_more_than_ten(void **state)
{
	struct world *w = *state;
	char name[64];

	deduct(w, TOWN, "category=tidiness window=综合窗口 date=2025-11-24",
	    -300, name);
	assert_int_equal(total(w, TOWN, "2025-11"), 900);
	deduct(w, TOWN, "category=opinion window=综合窗口 date=2025-11-24", 900,
	    name);
	assert_int_equal(total(w, TOWN, "2025-11"), 1100);
}

static void
only_the_county_publishes_a_month_and_once(void **state)
{
	struct world *w = *state;

	(void)noun_refused(w, TOWN, "score publish 2025-11");
	(void)noun_refused(w, COUNTY, "score publish 2025-13");
	publish(w, "2025-11");
	(void)noun_refused(w, COUNTY, "score publish 2025-11 hall=" TOWN_CODE);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_incident_written_down_twice_counts_once),
	    cmocka_unit_test(
		what_comes_after_a_month_was_published_counts_in_the_next),
	    cmocka_unit_test(
		a_reversal_after_publication_gives_back_in_the_next_month),
	    STORY(a_reversal_before_publication_leaves_nothing),
	    STORY(
		a_category_loses_no_more_than_it_has_and_all_gain_no_more_than_ten),
	    STORY(only_the_county_publishes_a_month_and_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
