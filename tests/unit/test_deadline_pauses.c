/*
 * Pauses, printed due days, calendars published anew, and the limits beside
 * the clock; on the working days that tests/unit/test_deadline.c lists.
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

/* --- special procedures --------------------------------------------------- */

static void
a_special_procedure_stops_the_clock(void **state)
{
	struct deadline d = promised(5,
	    "accepted 2013-02-07, paused 2013-02-17,"
	    "resumed 2013-02-20, finished 2013-02-22",
	    "2013-12-31");

	(void)state;
	/* 8, 16, 17 used; 18, 19, 20 stood; 21, 22. */
	assert_day(d.promise_due, "2013-02-22");
	assert_int_equal(d.paused_days, 3);
	assert_int_equal(d.used_days, 5);
	assert_int_equal(d.left_days, 0);
	assert_false(d.is_overdue);
	/* 13 used; 14, 24, 25 stood; 26, 27, 28, 2 March. */
	d = promised(5,
	    "accepted 2026-02-12, paused 2026-02-13, "
	    "resumed 2026-02-25",
	    "2026-02-26");
	assert_day(d.promise_due, "2026-03-02");
	assert_int_equal(d.state, DEADLINE_RUNNING);
	assert_int_equal(d.used_days, 2);
}

static void
a_case_in_a_procedure_is_due_as_if_it_went_on_today(void **state)
{
	const char *story = "accepted 2013-02-07, paused 2013-02-17";
	struct deadline d = promised(5, story, "2013-02-19");

	(void)state;
	assert_int_equal(d.state, DEADLINE_PAUSED);
	/* Two days were left: 20, 21. */
	assert_day(d.promise_due, "2013-02-21");
	assert_int_equal(d.left_days, 2);
	d = promised(5, story, "2013-06-28");
	assert_int_equal(d.left_days, 2);
	assert_int_equal(d.used_days, 3);
	assert_false(d.is_overdue || d.is_near_due || d.is_statutory_overdue);
	/* 13 is used; four are left from the 25th: 26, 27, 28, 2 March. */
	d = promised(5, "accepted 2026-02-12, paused 2026-02-13", "2026-02-25");
	assert_int_equal(d.state, DEADLINE_PAUSED);
	assert_day(d.promise_due, "2026-03-02");
	assert_int_equal(d.used_days, 1);
	assert_int_equal(d.left_days, 4);
}

static void
a_procedure_does_not_heal_what_was_late_already(void **state)
{
	struct deadline d;

	(void)state;
	/* Due 19 February; stopped on the 20th. */
	d = promised(5, "accepted 2013-02-07, paused 2013-02-20", "2013-02-25");
	assert_day(d.promise_due, "2013-02-19");
	assert_true(d.is_overdue);
	/* Stopped on its last day, there is that day's end left. */
	d = promised(5,
	    "accepted 2026-02-12, paused 2026-02-26, "
	    "resumed 2026-03-03, finished 2026-03-03",
	    "2026-03-31");
	assert_day(d.promise_due, "2026-03-03");
	assert_int_equal(d.used_days, 5);
	assert_false(d.is_overdue);
}

static void
procedures_that_overlap_stop_the_clock_once(void **state)
{
	struct deadline d = promised(5,
	    "accepted 2026-02-12, paused 2026-02-13, "
	    "paused 2026-02-14, resumed 2026-02-24, "
	    "resumed 2026-02-25",
	    "2026-02-26");

	(void)state;
	assert_int_equal(d.paused_days, 3);
	assert_day(d.promise_due, "2026-03-02");
	/* Papers that come end the waiting, not the procedure. */
	d = promised(5,
	    "accepted 2013-02-07, asked 2013-02-08, "
	    "paused 2013-02-16, resumed 2013-02-18",
	    "2013-02-20");
	assert_int_equal(d.state, DEADLINE_PAUSED);
	assert_int_equal(d.used_days, 1);
}

/* An extension is granted or not; waiting for it takes no time off. */
static void
asking_for_an_extension_stops_nothing(void **state)
{
	struct deadline d =
	    promised(5, "accepted 2026-02-12, wanted 2026-02-13", "2026-02-27");

	(void)state;
	assert_int_equal(d.state, DEADLINE_RUNNING);
	assert_day(d.promise_due, "2026-02-26");
	assert_true(d.is_overdue);
	d = promised(5, "accepted 2013-02-07, wanted 2013-02-16", "2013-02-20");
	assert_int_equal(d.state, DEADLINE_RUNNING);
	assert_day(d.promise_due, "2013-02-19");
	assert_true(d.is_overdue);
}

static void
clocks_that_contradict_each_other_never_gain_time(void **state)
{
	struct deadline d;

	(void)state;
	/* It went on before it stopped. */
	d = promised(5,
	    "accepted 2013-09-27, paused 2013-10-09, "
	    "resumed 2013-09-30, resumed 2013-10-30",
	    "2013-10-10");
	assert_day(d.promise_due, "2013-10-10");
	assert_int_equal(d.paused_days, 0);
	assert_int_equal(d.state, DEADLINE_RUNNING);
	/* It stopped before it started: 24, 28, 29 stood. */
	d = promised(5,
	    "accepted 2026-09-23, paused 2026-09-01, "
	    "resumed 2026-09-29",
	    "2026-09-30");
	assert_int_equal(d.paused_days, 3);
	/* A day in 9999, and one before the beginning. */
	d = promised(5,
	    "accepted 2026-09-23, printed 2026-09-23 9999-12-31, "
	    "paused 2026-09-24, resumed 9999-12-30, "
	    "finished 1800-01-01",
	    "2026-09-30");
	assert_int_equal(d.state, DEADLINE_DONE);
	assert_int_equal(d.used_days, 0);
}

/* --- what was printed ----------------------------------------------------- */

static void
the_due_day_that_was_printed_binds(void **state)
{
	struct deadline d = promised(5,
	    "accepted 2013-09-27, printed 2013-09-27 2013-10-04,"
	    "printed 2013-09-30 2013-10-31",
	    "2013-10-08");

	(void)state;
	/* Printed by weekends alone (30, 1, 2, 3, 4), before the holidays
	 * were known: 10 October by the calendar, and 4 October binds. */
	assert_day(d.promise_due, "2013-10-10");
	assert_day(d.printed_due, "2013-10-04");
	assert_day(d.supervised_due, "2013-10-04");
	assert_true(d.is_overdue);
	/* A later day on paper does not lengthen the promise. */
	d = promised(5, "accepted 2026-09-23, printed 2026-09-23 2026-10-12",
	    "2026-10-09");
	assert_day(d.printed_due, "2026-10-12");
	assert_day(d.supervised_due, "2026-10-08");
	assert_true(d.is_overdue);
	/* An earlier day on a later paper binds as well. */
	d = promised(5,
	    "accepted 2026-09-23, printed 2026-09-23 2026-10-12,"
	    "printed 2026-09-24 2026-09-30",
	    "2026-09-24");
	assert_day(d.supervised_due, "2026-09-30");
}

static void
what_a_pause_covers_moves_a_printed_day_for_supervision(void **state)
{
	struct deadline d = promised(5,
	    "accepted 2013-09-27, printed 2013-09-27 2013-10-10,"
	    "paused 2013-09-29, resumed 2013-10-08",
	    "2013-10-11");

	(void)state;
	/* 29 used; 30 and 8 stood; 9, 10, 11, Sat 12 worked. */
	assert_day(d.printed_due, "2013-10-10");
	assert_day(d.promise_due, "2013-10-12");
	assert_day(d.supervised_due, "2013-10-12");
	assert_false(d.is_overdue);
	/* Printed without the holidays: of 4 October only the 30th was
	 * left, so one day after the pause. */
	d = promised(5,
	    "accepted 2013-09-27, printed 2013-09-27 2013-10-04,"
	    "paused 2013-09-29, resumed 2013-10-08",
	    "2013-10-08");
	assert_day(d.promise_due, "2013-10-12");
	assert_day(d.supervised_due, "2013-10-09");
	/* A pause that was over when it was printed is in it already:
	 * 24 used, 28 stood, 29, 30, 8, 9. */
	d = promised(5,
	    "accepted 2026-09-23, paused 2026-09-24, "
	    "resumed 2026-09-28, printed 2026-09-28 2026-10-09",
	    "2026-10-08");
	assert_day(d.promise_due, "2026-10-09");
	assert_day(d.supervised_due, "2026-10-09");
}

static void
a_notice_from_before_the_papers_were_complete_binds_no_more(void **state)
{
	struct deadline d = promised(5,
	    "accepted 2026-09-23, printed 2026-09-23 2026-10-08, "
	    "asked 2026-09-24, supplemented 2026-09-30, "
	    "printed 2026-09-30 2026-10-13",
	    "2026-10-08");

	(void)state;
	assert_day(d.printed_due, "2026-10-13");
	assert_day(d.supervised_due, "2026-10-13");
	d = promised(5,
	    "accepted 2013-09-27, printed 2013-09-27 2013-10-10, "
	    "asked 2013-09-29, supplemented 2013-10-08, "
	    "printed 2013-10-08 2013-10-14",
	    "2013-10-12");
	assert_day(d.printed_due, "2013-10-14");
	assert_day(d.supervised_due, "2013-10-14");
	assert_false(d.is_overdue);
}

/* 联办: each department under its own promise, the citizen's is the paper's. */
static void
parts_and_the_whole_have_each_their_own_day(void **state)
{
	struct deadline part, whole;

	(void)state;
	part = promised(
	    5, "accepted 2013-09-27, finished 2013-10-11", "2013-12-31");
	whole = promised(10,
	    "accepted 2013-09-27, printed 2013-09-27 2013-10-16,"
	    "finished 2013-10-15",
	    "2013-12-31");
	assert_true(part.is_overdue);
	assert_false(whole.is_overdue);
	part = promised(
	    5, "accepted 2026-02-12, finished 2026-02-26", "2026-12-31");
	whole = promised(10,
	    "accepted 2026-02-12, printed 2026-02-12 2026-03-04,"
	    "finished 2026-03-05",
	    "2026-12-31");
	assert_false(part.is_overdue);
	assert_true(whole.is_overdue);
}

/* --- calendars ------------------------------------------------------------ */

/* The same events, the year before and after its notice. */
static void
a_calendar_published_moves_the_day_and_nothing_is_kept_of_it(void **state)
{
	struct deadline_terms terms = {5, 20, DEADLINE_FIRST_NEXT};
	const char *story =
	    "accepted 2026-09-23, printed 2026-09-23 2026-09-30";
	struct calendar *before = published_years(2025, 2025);
	struct deadline d = clock_stands(before, &terms, story, "2026-09-30");

	(void)state;
	/* By weekends: 24, 25, 28, 29, 30; the 25th is 中秋. */
	assert_true(d.is_assumed);
	assert_day(d.promise_due, "2026-09-30");
	d = clock_stands(county, &terms, story, "2026-09-30");
	assert_false(d.is_assumed);
	assert_day(d.promise_due, "2026-10-08");
	assert_day(d.supervised_due, "2026-09-30");
	workday_calendar_free(before);
	/* Mon 30, 1, 2, 3, 4 */
	before = published_years(2012, 2012);
	story = "accepted 2013-09-27";
	d = clock_stands(before, &terms, story, "2013-09-27");
	assert_true(d.is_assumed);
	assert_day(d.promise_due, "2013-10-04");
	d = clock_stands(county, &terms, story, "2013-09-27");
	assert_day(d.promise_due, "2013-10-10");
	workday_calendar_free(before);
}

/* --- limits beside the clock ---------------------------------------------- */

static void
a_complaint_runs_under_the_promise_made_at_intake(void **state)
{
	struct deadline_terms terms = {5, 0, DEADLINE_FIRST_NEXT};
	struct deadline d;

	(void)state;
	/* Wed 18, Sun 22 worked for 中秋, 23, 24, 25 */
	d = clock_stands(county, &terms, "accepted 2013-09-17", "2013-09-26");
	assert_day(d.promise_due, "2013-09-25");
	assert_true(d.is_overdue);
	/* Tue 10 to Sat 14, Tue 24 to Sat 28 */
	terms.promise_days = 10;
	d = clock_stands(county, &terms, "accepted 2026-02-09", "2026-02-09");
	assert_day(d.promise_due, "2026-02-28");
}

static void
a_day_belongs_to_its_quarter(void **state)
{
	int year;

	(void)state;
	assert_int_equal(deadline_quarter(on("2013-01-01"), &year), 1);
	assert_int_equal(deadline_quarter(on("2013-09-30"), &year), 3);
	assert_int_equal(deadline_quarter(on("2013-10-01"), &year), 4);
	assert_int_equal(year, 2013);
	assert_int_equal(deadline_quarter(on("2025-12-31"), &year), 4);
	assert_int_equal(year, 2025);
	assert_int_equal(deadline_quarter(on("2026-03-31"), &year), 1);
	assert_int_equal(deadline_quarter(on("2026-04-01"), &year), 2);
	assert_int_equal(year, 2026);
}

static int32_t
after(const char *day, int days, enum deadline_unit unit)
{
	return deadline_after(county, on(day), days, unit, NULL);
}

static void
a_bad_rating_is_called_back_and_set_right_in_time(void **state)
{
	(void)state;
	/* Rated on the last day before 国庆: 8; 8 to 12, 14 to 18, 21 to 25. */
	assert_day(
	    after("2013-09-30", DEADLINE_CALL_BACK_DAYS, DEADLINE_WORKING_DAYS),
	    "2013-10-08");
	assert_day(
	    after("2013-09-30", DEADLINE_CORRECT_DAYS, DEADLINE_WORKING_DAYS),
	    "2013-10-25");
	assert_day(
	    after("2013-09-30", DEADLINE_CORRECT_DAYS, DEADLINE_CALENDAR_DAYS),
	    "2013-10-15");
	/* Before 春节: 24; 24 to 28, 2 to 6, 9 to 13 March. */
	assert_day(
	    after("2026-02-14", DEADLINE_CALL_BACK_DAYS, DEADLINE_WORKING_DAYS),
	    "2026-02-24");
	assert_day(
	    after("2026-02-14", DEADLINE_CORRECT_DAYS, DEADLINE_WORKING_DAYS),
	    "2026-03-13");
	assert_day(
	    after("2026-02-14", DEADLINE_CORRECT_DAYS, DEADLINE_CALENDAR_DAYS),
	    "2026-03-01");
}

static void
what_is_approved_first_is_reported_within_its_limit(void **state)
{
	(void)state;
	/* 8, 9, 10, 11, Sat 12 worked */
	assert_day(after("2013-09-30", 5, DEADLINE_WORKING_DAYS), "2013-10-12");
	/* Sat 14 worked, 24, 25, 26, 27 */
	assert_day(after("2026-02-13", 5, DEADLINE_WORKING_DAYS), "2026-02-27");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_special_procedure_stops_the_clock),
	    cmocka_unit_test(
		a_case_in_a_procedure_is_due_as_if_it_went_on_today),
	    cmocka_unit_test(a_procedure_does_not_heal_what_was_late_already),
	    cmocka_unit_test(procedures_that_overlap_stop_the_clock_once),
	    cmocka_unit_test(asking_for_an_extension_stops_nothing),
	    cmocka_unit_test(clocks_that_contradict_each_other_never_gain_time),
	    cmocka_unit_test(the_due_day_that_was_printed_binds),
	    cmocka_unit_test(
		what_a_pause_covers_moves_a_printed_day_for_supervision),
	    cmocka_unit_test(
		a_notice_from_before_the_papers_were_complete_binds_no_more),
	    cmocka_unit_test(parts_and_the_whole_have_each_their_own_day),
	    cmocka_unit_test(
		a_calendar_published_moves_the_day_and_nothing_is_kept_of_it),
	    cmocka_unit_test(a_complaint_runs_under_the_promise_made_at_intake),
	    cmocka_unit_test(a_day_belongs_to_its_quarter),
	    cmocka_unit_test(a_bad_rating_is_called_back_and_set_right_in_time),
	    cmocka_unit_test(
		what_is_approved_first_is_reported_within_its_limit),
	};

	return cmocka_run_group_tests(tests, publish, forget);
}
