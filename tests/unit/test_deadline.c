/*
 * The deadline clock, on real days of 2013 and 2026, worked out by hand.
 *
 * Working days around the holidays used here:
 *
 *	2013 春节  Thu 7, Fri 8 February | Sat 16, Sun 17 worked, Mon 18,
 *		   19, 20, 21, Fri 22 | Mon 25 …
 *	2013 国庆  Fri 27 September | Sun 29 worked, Mon 30 | Tue 8 October,
 *		   9, 10, Fri 11, Sat 12 worked | Mon 14 … Fri 18 | Mon 21 …
 *	2026 春节  Thu 12, Fri 13, Sat 14 February worked | Tue 24, 25, 26,
 *		   Fri 27, Sat 28 worked | Mon 2 March …
 *	2026 国庆  Wed 23, Thu 24 September | Mon 28, 29, Wed 30 | Thu 8
 *		   October, Fri 9, Sat 10 worked | Mon 12 … Fri 16 | Mon 19 …
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/fixture/clock.h"

static struct calendar *county;

static int
publish(void **state)
{
	(void)state;
	county = published_years(2004, 2026);
	return 0;
}

static int
forget(void **state)
{
	(void)state;
	workday_calendar_free(county);
	return 0;
}

/* Under a promise, and 20 days by law. */
static struct deadline
promised(int days, const char *story, const char *today)
{
	struct deadline_terms terms = {days, 20, DEADLINE_FIRST_NEXT};

	return clock_stands(county, &terms, story, today);
}

/* --- the clock ------------------------------------------------------------ */

static void
counting_begins_the_working_day_after_acceptance(void **state)
{
	struct deadline d;

	(void)state;
	/* 29, 30, 8, 9, 10; today is the third. */
	d = promised(5, "accepted 2013-09-27", "2013-10-08");
	assert_int_equal(d.state, DEADLINE_RUNNING);
	assert_day(d.promise_due, "2013-10-10");
	assert_day(d.supervised_due, "2013-10-10");
	assert_int_equal(d.used_days, 3);
	assert_int_equal(d.left_days, 2);
	assert_false(d.is_overdue || d.is_near_due || d.is_assumed);
	/* 24, 28, 29, 30, 8; by law 20: 9, 10, 12 … 16, 19 … 23, 26, 27. */
	d = promised(5, "accepted 2026-09-23", "2026-09-23");
	assert_day(d.promise_due, "2026-10-08");
	assert_day(d.statutory_due, "2026-10-28");
	assert_int_equal(d.used_days, 0);
	assert_int_equal(d.left_days, 5);
	/* Taken in on a Saturday that is free: Monday is day 1. */
	d = promised(1, "accepted 2026-11-21", "2026-11-21");
	assert_day(d.promise_due, "2026-11-23");
}

static void
an_item_may_count_the_day_of_acceptance(void **state)
{
	struct deadline_terms terms = {5, 0, DEADLINE_FIRST_SAME};
	struct deadline d;

	(void)state;
	/* 27, 29, 30, 8, 9 */
	d = clock_stands(county, &terms, "accepted 2013-09-27", "2013-09-27");
	assert_day(d.promise_due, "2013-10-09");
	assert_day(d.statutory_due, "none");
	assert_int_equal(d.used_days, 1);
	/* 23, 24, 28, 29, 30 */
	d = clock_stands(county, &terms, "accepted 2026-09-23", "2026-10-08");
	assert_day(d.promise_due, "2026-09-30");
	assert_true(d.is_overdue);
	assert_int_equal(d.left_days, -1);
}

static void
what_is_finished_keeps_its_figures(void **state)
{
	struct deadline d;

	(void)state;
	/* 29, 30, 8, 9 used; 10 October was the last. */
	d = promised(
	    5, "accepted 2013-09-27, finished 2013-10-09", "2013-12-31");
	assert_int_equal(d.state, DEADLINE_DONE);
	assert_day(d.finished, "2013-10-09");
	assert_int_equal(d.used_days, 4);
	assert_int_equal(d.left_days, 1);
	assert_false(d.is_overdue || d.is_near_due);
	/* One day late: 24, 28, 29, 30, 8, 9. */
	d = promised(
	    5, "accepted 2026-09-23, finished 2026-10-09", "2026-12-31");
	assert_int_equal(d.used_days, 6);
	assert_int_equal(d.left_days, -1);
	assert_true(d.is_overdue);
	assert_false(d.is_statutory_overdue);
}

static void
without_acceptance_no_clock_runs(void **state)
{
	struct deadline d = promised(5, "received 2013-09-27", "2013-09-30");

	(void)state;
	assert_int_equal(d.state, DEADLINE_NONE);
	assert_day(d.promise_due, "none");
	assert_day(d.supervised_due, "none");
	assert_false(d.is_overdue);
	d = promised(5, "withdrawn 2026-09-24", "2026-12-31");
	assert_int_equal(d.state, DEADLINE_DONE);
	assert_false(d.is_overdue);
}

static void
a_case_is_near_its_day_with_a_fifth_or_one_day_left(void **state)
{
	const char *story = "accepted 2026-09-23";

	(void)state;
	/* 20 days: 28 October; 23, 26, 27, 28 are a fifth. */
	assert_false(promised(20, story, "2026-10-21").is_near_due);
	assert_true(promised(20, story, "2026-10-22").is_near_due);
	assert_true(promised(20, story, "2026-10-28").is_near_due);
	assert_false(promised(20, story, "2026-10-29").is_near_due);
	/* 5 days: 8 October; on the 30th that day is left. */
	assert_false(promised(5, story, "2026-09-29").is_near_due);
	assert_true(promised(5, story, "2026-09-30").is_near_due);
	/* 19 February */
	story = "accepted 2013-02-07";
	assert_false(promised(5, story, "2013-02-17").is_near_due);
	assert_true(promised(5, story, "2013-02-18").is_near_due);
}

/* --- papers --------------------------------------------------------------- */

static void
the_clock_starts_when_the_papers_are_complete(void **state)
{
	struct deadline d;

	(void)state;
	/* 9, 10, 11, 12, 14; the acceptance noted later changes nothing. */
	d = promised(5,
	    "received 2013-09-27, asked 2013-09-27, "
	    "supplemented 2013-10-08, accepted 2013-10-10",
	    "2013-10-10");
	assert_day(d.started, "2013-10-08");
	assert_day(d.promise_due, "2013-10-14");
	/* Accepted first, then papers were missing: 8, 9, 10, 12, 13. */
	d = promised(5,
	    "accepted 2026-09-23, asked 2026-09-24, "
	    "supplemented 2026-09-30",
	    "2026-10-08");
	assert_day(d.promise_due, "2026-10-13");
	assert_int_equal(d.used_days, 1);
	assert_int_equal(d.paused_days, 0);
}

static void
while_papers_are_missing_the_clock_stands(void **state)
{
	struct deadline d =
	    promised(5, "accepted 2026-09-23, asked 2026-09-24", "2026-10-08");

	(void)state;
	/* 24 is used; 28, 29, 30, 8 stood still. */
	assert_int_equal(d.state, DEADLINE_PAUSED);
	assert_int_equal(d.used_days, 1);
	assert_int_equal(d.left_days, 4);
	assert_false(d.is_overdue);
	/* Sun 29 is used; 30, 8, 9, 10 stood still. */
	d = promised(5, "accepted 2013-09-27, asked 2013-09-29", "2013-10-10");
	assert_int_equal(d.state, DEADLINE_PAUSED);
	assert_int_equal(d.used_days, 1);
	assert_int_equal(d.left_days, 4);
	assert_false(d.is_overdue);
}

/* All that is missing is told at once (行政许可法 art. 32). */
static void
asking_twice_gains_no_time(void **state)
{
	struct deadline d = promised(5,
	    "accepted 2026-09-23, asked 2026-09-24, "
	    "supplemented 2026-09-30, asked 2026-10-09, "
	    "supplemented 2026-10-13",
	    "2026-10-14");

	(void)state;
	assert_int_equal(d.asked_count, 2);
	assert_int_equal(d.state, DEADLINE_RUNNING);
	assert_day(d.promise_due, "2026-10-13");
	assert_true(d.is_overdue);
	/* Begun anew on 8 October, and not on the 12th: 9 to 12, 14. */
	d = promised(5,
	    "accepted 2013-09-27, asked 2013-09-29, "
	    "supplemented 2013-10-08, asked 2013-10-10, "
	    "supplemented 2013-10-12",
	    "2013-10-15");
	assert_int_equal(d.asked_count, 2);
	assert_day(d.promise_due, "2013-10-14");
	assert_true(d.is_overdue);
	/* Papers nobody asked for are no reason to begin again. */
	d = promised(
	    5, "accepted 2013-09-27, supplemented 2013-10-09", "2013-10-10");
	assert_day(d.promise_due, "2013-10-10");
}

static void
what_is_missing_is_told_within_five_days(void **state)
{
	struct deadline d =
	    promised(5, "received 2013-09-27, asked 2013-10-10", "2013-10-10");

	(void)state;
	/* 29, 30, 8, 9, 10 */
	assert_day(d.tell_due, "2013-10-10");
	assert_false(d.is_told_late || d.is_untold);
	d = promised(5, "received 2013-09-27, asked 2013-10-11", "2013-10-11");
	assert_true(d.is_told_late);
	/* 13, 14, 24, 25, 26 */
	d = promised(5, "received 2026-02-12", "2026-02-26");
	assert_day(d.tell_due, "2026-02-26");
	assert_false(d.is_untold);
	d = promised(5, "received 2026-02-12", "2026-02-27");
	assert_true(d.is_untold);
}

static void
what_is_turned_away_is_turned_away_within_three_days(void **state)
{
	struct deadline d = promised(
	    5, "received 2013-09-30, returned 2013-10-10", "2013-12-31");

	(void)state;
	/* 8, 9, 10 */
	assert_day(d.return_due, "2013-10-10");
	assert_int_equal(d.state, DEADLINE_DONE);
	assert_false(d.is_returned_late);
	d = promised(
	    5, "received 2013-09-30, returned 2013-10-11", "2013-12-31");
	assert_true(d.is_returned_late);
	/* Sat 14 worked, 24, 25 */
	d = promised(
	    5, "received 2026-02-13, returned 2026-02-26", "2026-12-31");
	assert_day(d.return_due, "2026-02-25");
	assert_true(d.is_returned_late);
}

/* The law's 20 days reach into a year without calendar, the promise does not.
 */
static void
a_day_is_assumed_only_if_its_own_year_is(void **state)
{
	struct deadline d = promised(5, "accepted 2026-12-15", "2026-12-15");
	struct deadline_terms terms = {5, 20, DEADLINE_FIRST_NEXT};
	struct calendar *in_2013;

	(void)state;
	assert_day(d.promise_due, "2026-12-22");
	assert_false(d.is_assumed);
	assert_true(d.is_statutory_assumed);
	d = promised(15, "accepted 2026-12-15", "2026-12-15");
	assert_true(d.is_assumed);
	in_2013 = published_years(2004, 2013);
	/* Fri 13 December; 16 to 20. */
	d = clock_stands(in_2013, &terms, "accepted 2013-12-13", "2013-12-13");
	assert_day(d.promise_due, "2013-12-20");
	assert_false(d.is_assumed);
	assert_true(d.is_statutory_assumed);
	terms.promise_days = 15;
	d = clock_stands(in_2013, &terms, "accepted 2013-12-13", "2013-12-13");
	assert_true(d.is_assumed);
	workday_calendar_free(in_2013);
}

/* --- at once, faster, longer ---------------------------------------------- */

static void
what_is_done_at_once_is_due_the_same_working_day(void **state)
{
	struct deadline d = promised(
	    0, "accepted 2013-10-12, finished 2013-10-12", "2013-10-12");

	(void)state;
	/* A Saturday that is worked. */
	assert_day(d.promise_due, "2013-10-12");
	assert_int_equal(d.used_days, 0);
	assert_false(d.is_overdue);
	d = promised(
	    0, "accepted 2013-10-12, finished 2013-10-14", "2013-10-14");
	assert_true(d.is_overdue);
	assert_int_equal(d.used_days, 1);
	/* 即办 takes no day, whether or not its item counts the first. */
	d = clock_stands(county,
	    &(struct deadline_terms){.first = DEADLINE_FIRST_SAME},
	    "accepted 2013-10-12, finished 2013-10-12", "2013-10-12");
	assert_int_equal(d.used_days, 0);
	/* Taken in on a holiday by whoever is on duty. */
	d = promised(0, "accepted 2026-02-16", "2026-02-16");
	assert_day(d.promise_due, "2026-02-24");
}

static void
what_was_to_be_done_at_once_may_become_a_promise(void **state)
{
	struct deadline d;

	(void)state;
	/* 14 to 18; the same said by another node counts once. */
	d = promised(0,
	    "accepted 2013-10-12, converted 2013-10-12 5, "
	    "converted 2013-10-14 9",
	    "2013-10-14");
	assert_true(d.is_converted);
	assert_int_equal(d.promise_days, 5);
	assert_day(d.promise_due, "2013-10-18");
	/* 24, 25, 26 */
	d = promised(
	    0, "accepted 2026-02-14, converted 2026-02-14 3", "2026-02-14");
	assert_day(d.promise_due, "2026-02-26");
	/* A promise does not become a longer one. */
	d = promised(
	    3, "accepted 2026-02-14, converted 2026-02-24 9", "2026-02-24");
	assert_day(d.promise_due, "2026-02-26");
	assert_false(d.is_converted);
}

static void
a_hurried_case_is_never_due_later(void **state)
{
	struct deadline d;

	(void)state;
	/* 16 October becomes the third day: 29, 30, 8. */
	d = promised(
	    10, "accepted 2013-09-27, quickened 2013-09-30 3", "2013-09-30");
	assert_day(d.promise_due, "2013-10-08");
	assert_int_equal(d.promise_days, 3);
	d = promised(
	    10, "accepted 2013-09-27, quickened 2013-09-30 15", "2013-09-30");
	assert_day(d.promise_due, "2013-10-16");
	/* Said at reception: 24, 28. */
	d = promised(
	    5, "quickened 2026-09-23 2, accepted 2026-09-23", "2026-09-23");
	assert_day(d.promise_due, "2026-09-28");
}

/* Ordered on the ninth day to be done in three: due that day, not late. */
static void
an_order_to_hurry_makes_nobody_late_before_it(void **state)
{
	struct deadline d = promised(
	    10, "accepted 2013-09-27, quickened 2013-10-15 3", "2013-10-15");

	(void)state;
	assert_day(d.promise_due, "2013-10-15");
	assert_false(d.is_overdue);
	/* 24, 28, 29, 30, 8, 9, 10, 12: ordered on the ninth, the 13th. */
	d = promised(
	    10, "accepted 2026-09-23, quickened 2026-10-13 3", "2026-10-13");
	assert_day(d.promise_due, "2026-10-13");
	assert_false(d.is_overdue);
}

/* --- from which day on ---------------------------------------------------- */

/* On each of a hundred days a story stands as its days say. */
static void
assert_days_say(int days, const char *story, const char *today)
{
	struct deadline_terms terms = {days, 20, DEADLINE_FIRST_NEXT};
	struct deadline_days from = clock_days(county, &terms, story, today);

	assert_false(from.is_of_today);
	for (int32_t day = on(today); day < on(today) + 100; day++) {
		struct deadline d =
		    clock_stands(county, &terms, story, day_text(day));

		assert_int_equal(d.is_overdue, day >= from.late_from);
		assert_int_equal(d.is_near_due,
		    day >= from.near_from && day < from.late_from);
		assert_int_equal(d.supervised_due, from.due);
	}
}

static void
the_days_on_which_it_turns_near_and_late_hold_for_every_day(void **state)
{
	(void)state;
	assert_days_say(5, "accepted 2013-09-27", "2013-09-27");
	assert_days_say(20, "accepted 2026-09-23", "2026-09-24");
	assert_days_say(1, "accepted 2026-11-21", "2026-11-21");
	assert_days_say(0, "accepted 2026-02-16", "2026-02-16");
	assert_days_say(5,
	    "accepted 2026-09-23, asked 2026-09-24, supplemented 2026-09-30",
	    "2026-10-08");
	assert_days_say(10,
	    "accepted 2013-09-27, paused 2013-09-29, resumed 2013-10-08",
	    "2013-10-08");
	assert_days_say(
	    10, "accepted 2013-09-27, quickened 2013-09-30 3", "2013-09-30");
	assert_days_say(10,
	    "accepted 2013-09-27, printed 2013-09-27 2013-10-10", "2013-09-28");
	/* Late before anybody asked. */
	assert_days_say(5, "accepted 2013-09-27", "2013-11-01");
}

static void
what_stands_still_is_near_and_late_as_of_today_alone(void **state)
{
	struct deadline_terms terms = {5, 20, DEADLINE_FIRST_NEXT};
	struct deadline_days from = clock_days(county, &terms,
	    "accepted 2013-09-27, asked 2013-09-29", "2013-10-10");

	(void)state;
	assert_true(from.is_of_today);
	assert_int_equal(from.near_from, DAY_NEVER);
	assert_int_equal(from.late_from, DAY_NEVER);
	/* It was late when papers were asked for, and is. */
	from = clock_days(county, &terms,
	    "accepted 2013-09-27, asked 2013-10-11", "2013-12-02");
	assert_true(from.is_of_today);
	assert_int_equal(from.late_from, on("2013-12-02"));
	from = clock_days(county, &terms, "received 2013-09-27", "2013-12-02");
	assert_int_equal(from.due, DAY_NEVER);
	assert_int_equal(from.late_from, DAY_NEVER);
}

static void
an_extension_moves_the_limit_and_not_the_promise(void **state)
{
	struct deadline d;

	(void)state;
	/* Limit 30 October; 31, 1, 4 to 8, 11 to 13 November. */
	d = promised(10,
	    "accepted 2013-09-27, wanted 2013-10-14, "
	    "extended 2013-10-15 10, answered 2013-10-15",
	    "2013-10-31");
	assert_day(d.promise_due, "2013-10-16");
	assert_day(d.statutory_due, "2013-11-13");
	assert_true(d.is_overdue);
	assert_false(d.is_statutory_overdue);
	/* Limit 28 October; 29, 30, 2 to 6, 9 to 11 November; once. */
	d = promised(10,
	    "accepted 2026-09-23, extended 2026-10-28 10, "
	    "extended 2026-10-28 10",
	    "2026-10-29");
	assert_day(d.statutory_due, "2026-11-11");
	/* Too late: the limit has passed. */
	d = promised(
	    10, "accepted 2026-09-23, extended 2026-10-29 10", "2026-10-29");
	assert_day(d.statutory_due, "2026-10-28");
	assert_true(d.is_statutory_overdue);
}

/* Promised all of the limit, and less, in a year. */
static void
assert_the_promise_comes_first(const char *story, const char *limit)
{
	struct deadline d = promised(20, story, "2013-09-27");

	assert_day(d.promise_due, limit);
	assert_day(d.statutory_due, limit);
	d = promised(6, story, "2013-09-27");
	assert_true(d.promise_due < d.statutory_due);
}

static void
no_item_promises_more_than_the_law_allows(void **state)
{
	(void)state;
	assert_true(deadline_may_promise(6, 20));
	assert_true(deadline_may_promise(20, 20));
	assert_true(deadline_may_promise(0, 20));
	assert_false(deadline_may_promise(21, 20));
	assert_true(deadline_may_promise(5, 0));
	assert_the_promise_comes_first("accepted 2013-09-27", "2013-10-30");
	assert_the_promise_comes_first("accepted 2026-09-23", "2026-10-28");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counting_begins_the_working_day_after_acceptance),
	    cmocka_unit_test(an_item_may_count_the_day_of_acceptance),
	    cmocka_unit_test(what_is_finished_keeps_its_figures),
	    cmocka_unit_test(without_acceptance_no_clock_runs),
	    cmocka_unit_test(
		a_case_is_near_its_day_with_a_fifth_or_one_day_left),
	    cmocka_unit_test(the_clock_starts_when_the_papers_are_complete),
	    cmocka_unit_test(while_papers_are_missing_the_clock_stands),
	    cmocka_unit_test(asking_twice_gains_no_time),
	    cmocka_unit_test(what_is_missing_is_told_within_five_days),
	    cmocka_unit_test(
		what_is_turned_away_is_turned_away_within_three_days),
	    cmocka_unit_test(a_day_is_assumed_only_if_its_own_year_is),
	    cmocka_unit_test(what_is_done_at_once_is_due_the_same_working_day),
	    cmocka_unit_test(what_was_to_be_done_at_once_may_become_a_promise),
	    cmocka_unit_test(a_hurried_case_is_never_due_later),
	    cmocka_unit_test(an_order_to_hurry_makes_nobody_late_before_it),
	    cmocka_unit_test(
		the_days_on_which_it_turns_near_and_late_hold_for_every_day),
	    cmocka_unit_test(
		what_stands_still_is_near_and_late_as_of_today_alone),
	    cmocka_unit_test(an_extension_moves_the_limit_and_not_the_promise),
	    cmocka_unit_test(no_item_promises_more_than_the_law_allows),
	};

	return cmocka_run_group_tests(tests, publish, forget);
}
