/*
 * Clocks that are wrong: what claims to come before what it has seen, or
 * after now, is listed, the clocks of cases that rest on it are to be
 * checked, and nothing is out of force (K27).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/report.h"
#include "tests/fixture/noun.h"

#define DAY_S INT64_C(86400)

static int
three_halls(void **state)
{
	struct world *w = world_of_three(79);

	noun_heal(w, HEAL_FROM_BELOW);
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
receive(struct world *w, const char *hall, char number[64])
{
	static unsigned people;

	noun_keep(noun_act(w, hall,
		      "case receive item=330421-YB-001 name=王秀英 "
		      "document=passport document_number=K%08u",
		      people++),
	    "number", number);
}

static size_t
count_warps(struct world *w, const char *hall, const char *what)
{
	const json_t *rows = world_act(w, hall, "timewarps list");
	size_t i, count = 0;
	json_t *row;

	json_array_foreach (rows, i, row)
		count += strcmp(json_member_text(row, "what"), what) == 0;
	return count;
}

static int
is_doubtful(struct world *w, const char *hall, const char *number)
{
	return json_is_true(json_object_get(
	    json_object_get(
		noun_act(w, hall, "case show %s", number), "deadline"),
	    "doubtful"));
}

static json_int_t
cases_doubtful(struct world *w, const char *hall)
{
	json_t *rows = store_report(engine_store(world_engine(w, hall)),
	    REPORT_CASES_DOUBTFUL, NULL, 0, NULL);
	json_int_t count =
	    json_member_integer(json_array_get(rows, 0), "cases", -1);

	json_decref(rows);
	return count;
}

/* Three days ahead, then put right, and the town goes on. */
static void
three_days_ahead(struct world *w, enum heal order)
{
	char wrong[64], before[64], right[64];

	receive(w, BEIHE, right);
	world_settle(w);
	noun_cut(w);
	world_skew(w, BEIHE, 3 * DAY_S);
	receive(w, BEIHE, before);
	receive(w, BEIHE, wrong);
	assert_false(is_doubtful(w, BEIHE, wrong)); /* it cannot know */
	noun_heal(w, order);
	assert_true(count_warps(w, COUNTY, "future") > 0);
	assert_true(is_doubtful(w, COUNTY, wrong));
	(void)noun_act(w, TOWN, "case step %s step=审核", wrong);
	noun_other_business(w, TOWN);
	world_skew(w, BEIHE, 0);
	world_wait(w, 4 * DAY_S);
	world_settle(w);
	/* No clock tells any more; what the town had seen does. */
	assert_int_equal(count_warps(w, COUNTY, "future"), 0);
	assert_int_equal(count_warps(w, COUNTY, "behind"), 1);
	assert_int_equal(count_warps(w, BEIHE, "behind"), 1);
	assert_true(is_doubtful(w, BEIHE, wrong));
	assert_true(is_doubtful(w, COUNTY, wrong));
	assert_true(is_doubtful(w, TOWN, before));
	assert_false(is_doubtful(w, COUNTY, right));
	assert_int_equal(cases_doubtful(w, COUNTY), 2);
	assert_string_equal(
	    noun_shows(w, BEIHE, "case", wrong, "state"), "handling");
}

static void
what_a_clock_ahead_said_is_to_be_checked(void **state)
{
	(void)state;
	noun_tell(three_halls, three_days_ahead);
}

/* A board without a battery starts twenty years ago, with the line down. */
static void
fell_behind(struct world *w, enum heal order)
{
	char number[64], later[64];

	(void)noun_act(w, COUNTY, "hall rename 北鹤村 name=北鹤社区");
	world_settle(w);
	noun_cut(w);
	world_skew(w, BEIHE, -20 * 366 * DAY_S);
	receive(w, BEIHE, number);
	noun_other_business(w, TOWN);
	noun_heal(w, order);
	world_skew(w, BEIHE, 0);
	receive(w, BEIHE, later);
	world_settle(w);
	assert_int_equal(count_warps(w, BEIHE, "behind"), 1);
	assert_int_equal(count_warps(w, COUNTY, "behind"), 1);
	assert_true(is_doubtful(w, COUNTY, number));
	assert_false(is_doubtful(w, COUNTY, later));
	assert_int_equal(cases_doubtful(w, COUNTY), 1);
	/* And after the state was made again from the log. */
	assert_int_equal(engine_rebuild(world_engine(w, COUNTY), NULL), 0);
	assert_int_equal(cases_doubtful(w, COUNTY), 1);
}

static void
a_clock_that_fell_behind_what_it_knew_is_listed(void **state)
{
	(void)state;
	noun_tell(three_halls, fell_behind);
}

static void
clocks_that_differ_by_minutes_are_taken_as_right(void **state)
{
	struct world *w = *state;
	char number[64];

	world_skew(w, BEIHE, 5 * 60);
	receive(w, BEIHE, number);
	world_settle(w);
	(void)noun_act(w, TOWN, "case step %s step=审核", number);
	world_settle(w);
	assert_int_equal(
	    json_array_size(world_act(w, COUNTY, "timewarps list")), 0);
	assert_false(is_doubtful(w, COUNTY, number));
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_a_clock_ahead_said_is_to_be_checked),
	    cmocka_unit_test(a_clock_that_fell_behind_what_it_knew_is_listed),
	    STORY(clocks_that_differ_by_minutes_are_taken_as_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
