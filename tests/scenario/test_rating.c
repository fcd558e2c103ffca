/*
 * Ratings: what one hand gave on one device within a moment is left out of
 * the figures until the supervision section has said what it is (K15).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/day.h"
#include "schema/store/report.h"
#include "tests/fixture/noun.h"

#define BURST 5

static int
three_halls(void **state)
{
	struct world *w = world_of_three(73);

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

/* A case at a hall, rated there; the rating. */
static void
rate(struct world *w, const char *hall, const char *device, int level,
    char rating[64])
{
	static unsigned people;
	char number[64];

	noun_keep(noun_act(w, hall,
		      "case receive item=330421-YB-001 name=王秀英 "
		      "document=passport document_number=R%08u",
		      people++),
	    "number", number);
	noun_keep(
	    noun_act(w, hall, "rate give %s level=%d channel=device device=%s",
		number, level, device),
	    "rating", rating);
}

static void
rate_often(struct world *w, const char *device, int64_t pause, char rating[64])
{
	for (int i = 0; i < BURST; i++) {
		rate(w, BEIHE, device, 1, rating);
		world_wait(w, pause);
	}
}

/* Ratings that figures count at a hall. */
static json_int_t
counted(struct world *w, const char *hall)
{
	json_t *rows = store_report(
	    engine_store(world_engine(w, hall)), REPORT_LEVELS, NULL, 0, NULL);
	json_int_t sum = 0;
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		sum += json_member_integer(row, "count", 0);
	json_decref(rows);
	return sum;
}

static void
one_hand(struct world *w, enum heal order)
{
	char rating[64], other[64];

	rate(w, DINGZHA, "D2", 5, other);
	rate_often(w, "D1", 5, rating);
	noun_other_business(w, BEIHE);
	noun_heal(w, order);
	assert_int_equal(noun_entries(w, BEIHE, "K15"), 1);
	assert_int_equal(noun_entries(w, TOWN, "K15"), 1);
	assert_int_equal(noun_entries(w, COUNTY, "K15"), 1);
	assert_int_equal(counted(w, BEIHE), 0);
	assert_int_equal(counted(w, COUNTY), 1);
	(void)noun_refused(
	    w, TOWN, "rate judge %s verdict=genuine reason=开放日", rating);
	(void)noun_act(w, COUNTY,
	    "rate judge %s verdict=excluded reason=工作人员代评", rating);
	world_settle(w);
	assert_int_equal(noun_entries(w, BEIHE, "K15"), 0);
	assert_int_equal(counted(w, COUNTY), 1);
}

static void
a_burst_on_one_device_is_left_out_until_it_is_judged(void **state)
{
	(void)state;
	noun_tell(three_halls, one_hand);
}

static void
what_is_judged_genuine_counts(void **state)
{
	struct world *w = *state;
	char rating[64];

	rate_often(w, "D1", 5, rating);
	noun_heal(w, HEAL_FROM_BELOW);
	(void)noun_act(
	    w, COUNTY, "rate judge %s verdict=genuine reason=集体办理", rating);
	world_settle(w);
	assert_int_equal(counted(w, BEIHE), BURST);
	assert_int_equal(counted(w, COUNTY), BURST);
	/* Thought over, one of them is not. */
	(void)noun_act(
	    w, COUNTY, "rate judge %s verdict=excluded reason=查监控", rating);
	assert_int_equal(counted(w, COUNTY), BURST - 1);
}

static void
citizens_one_after_the_other_are_no_burst(void **state)
{
	struct world *w = *state;
	char rating[64];

	rate_often(w, "D1", 20, rating);
	assert_int_equal(noun_entries(w, BEIHE, "K15"), 0);
	assert_int_equal(counted(w, BEIHE), BURST);
}

static void
five_devices_at_once_are_no_burst(void **state)
{
	struct world *w = *state;
	char device[16], rating[64];

	for (int i = 0; i < BURST; i++) {
		(void)snprintf(device, sizeof(device), "D%d", i);
		rate(w, BEIHE, device, 1, rating);
	}
	assert_int_equal(noun_entries(w, BEIHE, "K15"), 0);
	assert_int_equal(counted(w, BEIHE), BURST);
}

/* When a case received at the town now is received. */
static int64_t
town_clock(struct world *w)
{
	char number[64];

	noun_keep(noun_act(w, TOWN,
		      "case receive item=330421-YB-001 name=李建国 "
		      "document=passport document_number=R1"),
	    "number", number);
	return json_member_integer(
	    noun_act(w, TOWN, "case show %s", number), "received_time", 0);
}

static void
what_a_thief_adds_makes_no_burst(void **state)
{
	struct world *w = *state;
	char rating[64], today[DAY_TEXT_MAX];
	int64_t midnight, now = town_clock(w);

	day_of(now, today);
	midnight = day_begins(day_number(today) + 1);
	world_wait(w, midnight - now - 20);
	for (int i = 0; i < BURST - 1; i++)
		rate(w, BEIHE, "D1", 1, rating);
	assert_true(town_clock(w) < midnight);
	world_wait(w, 20);
	rate(w, BEIHE, "D1", 1, rating);
	noun_heal(w, HEAL_FROM_BELOW);
	assert_int_equal(counted(w, COUNTY), 0);
	/* The device was in other hands from midnight on. */
	day_number_text(day_number(today) + 1, today);
	(void)noun_act(
	    w, TOWN, "members revoke 330421111205 reason=被盗 since=%s", today);
	world_settle(w);
	assert_int_equal(counted(w, COUNTY), BURST - 1);
	assert_int_equal(counted(w, TOWN), BURST - 1);
	assert_int_equal(noun_entries(w, COUNTY, "K15"), 0);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_burst_on_one_device_is_left_out_until_it_is_judged),
	    STORY(what_is_judged_genuine_counts),
	    STORY(citizens_one_after_the_other_are_no_burst),
	    STORY(five_devices_at_once_are_no_burst),
	    STORY(what_a_thief_adds_makes_no_burst),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
