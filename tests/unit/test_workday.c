/*
 * Working days, by the calendars the State Council published.
 *
 * 2013: 春节 9 to 15 February, worked for it Sat 16 and Sun 17; 国庆 1 to 7
 * October, worked for it Sun 29 September and Sat 12 October.
 * 2026: 春节 15 to 23 February, worked for it Sat 14 and Sat 28; 国庆 1 to 7
 * October, worked for it Sun 20 September and Sat 10 October.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/day.h"
#include "tests/fixture/published.h"

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

static int
is_worked(const char *day)
{
	int assumed = 0, worked = workday_is(county, on(day), &assumed);

	assert_false(assumed);
	return worked;
}

static void
weekends_are_free_and_weekdays_are_worked(void **state)
{
	(void)state;
	assert_true(is_worked("2013-11-22"));  /* Fri */
	assert_false(is_worked("2013-11-23")); /* Sat */
	assert_false(is_worked("2013-11-24")); /* Sun */
	assert_true(is_worked("2013-11-25"));
	assert_true(is_worked("2026-11-23"));  /* Mon */
	assert_false(is_worked("2026-11-28")); /* Sat */
	assert_false(is_worked("2026-11-29"));
}

static void
holidays_are_free_and_exchanged_weekends_are_worked(void **state)
{
	static const char *const free_days[] = {"2013-02-11", "2013-02-15",
	    "2013-09-19", "2013-10-01", "2013-10-07", "2026-02-16",
	    "2026-02-23", "2026-09-25", "2026-10-01", "2026-10-07"};
	static const char *const worked[] = {"2013-02-16", "2013-02-17",
	    "2013-09-22", "2013-09-29", "2013-10-12", "2026-01-04",
	    "2026-02-14", "2026-02-28", "2026-09-20", "2026-10-10"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(free_days); i++)
		assert_false(is_worked(free_days[i]));
	for (size_t i = 0; i < COUNT_OF(worked); i++)
		assert_true(is_worked(worked[i]));
}

/* A day worked for the next year's holiday stands under its own year. */
static void
a_saturday_worked_for_new_year_belongs_to_the_old_year(void **state)
{
	(void)state;
	assert_true(is_worked("2011-12-31"));
	assert_false(is_worked("2012-01-02"));
	assert_true(is_worked("2018-12-29"));
}

struct count {
	const char *from;
	int days;
	const char *to;
};

static void
days_are_counted_over_holidays_and_exchanged_weekends(void **state)
{
	static const struct count counts[] = {
	    /* Fri 8; Sat 16, Sun 17 worked; Mon 18, Tue 19. */
	    {"2013-02-07", 1, "2013-02-08"}, {"2013-02-07", 2, "2013-02-16"},
	    {"2013-02-07", 5, "2013-02-19"}, {"2013-02-07", 9, "2013-02-25"},
	    /* Sun 29 and Mon 30 worked; 8, 9, 10. */
	    {"2013-09-27", 1, "2013-09-29"}, {"2013-09-27", 5, "2013-10-10"},
	    /* then 11, Sat 12 worked, Mon 14, 15, 16. */
	    {"2013-09-27", 10, "2013-10-16"},
	    /* Fri 13, Sat 14 worked; Tue 24, 25, 26. */
	    {"2026-02-12", 2, "2026-02-14"}, {"2026-02-12", 5, "2026-02-26"},
	    /* then 27, Sat 28 worked, Mon 2 March, 3, 4. */
	    {"2026-02-12", 10, "2026-03-04"},
	    /* Thu 24, Mon 28, 29, 30; Thu 8 October. */
	    {"2026-09-23", 5, "2026-10-08"},
	    /* then Fri 9, Sat 10 worked, Mon 12, 13, 14. */
	    {"2026-09-23", 10, "2026-10-14"},
	    /* from a free day, and from a worked Saturday */
	    {"2013-10-05", 1, "2013-10-08"}, {"2026-10-10", 1, "2026-10-12"}};
	int assumed = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(counts); i++) {
		int32_t from = on(counts[i].from), to = on(counts[i].to);

		assert_string_equal(day_text(workday_add(county, from,
					counts[i].days, &assumed)),
		    counts[i].to);
		assert_int_equal(
		    workday_count(county, from, to, &assumed), counts[i].days);
		assert_int_equal(
		    workday_count(county, to, from, &assumed), -counts[i].days);
	}
	assert_false(assumed);
}

static void
no_days_after_a_free_day_is_the_next_that_is_worked(void **state)
{
	(void)state;
	assert_string_equal(
	    day_text(workday_add(county, on("2013-10-12"), 0, NULL)),
	    "2013-10-12");
	assert_string_equal(
	    day_text(workday_add(county, on("2013-10-01"), 0, NULL)),
	    "2013-10-08");
	assert_string_equal(
	    day_text(workday_add(county, on("2026-02-15"), 0, NULL)),
	    "2026-02-24");
	assert_int_equal(workday_count(county, 5, 5, NULL), 0);
}

/* By weeks and exceptions, and day by day: the same, wherever it begins. */
static void
counting_by_weeks_is_counting_day_by_day(void **state)
{
	int32_t end = on("2029-03-01");

	(void)state;
	for (int32_t a = on("2002-11-20"); a < end; a += 13) {
		int count = 0;

		for (int32_t b = a + 1; b < a + 800; b++) {
			count += workday_is(county, b, NULL);
			if (workday_count(county, a, b, NULL) != count)
				fail_msg("%s to %s", day_text(a), day_text(b));
		}
	}
}

static void
adding_and_counting_are_each_other_s_inverse(void **state)
{
	(void)state;
	for (int32_t a = on("2012-12-20"); a < on("2014-01-10"); a++)
		for (int n = 1; n < 60; n++)
			assert_int_equal(
			    workday_count(county, a,
				workday_add(county, a, n, NULL), NULL),
			    n);
}

static void
a_year_without_calendar_goes_by_weekends_and_says_so(void **state)
{
	int assumed = 0;

	(void)state;
	assert_true(workday_is(county, on("2027-02-08"), &assumed));
	assert_true(assumed);
	assumed = 0;
	/* Thu 31 December 2026 is known; Fri 1 January 2027 is not. */
	(void)workday_add(county, on("2026-12-30"), 1, &assumed);
	assert_false(assumed);
	assert_string_equal(
	    day_text(workday_add(county, on("2026-12-30"), 2, &assumed)),
	    "2027-01-01");
	assert_true(assumed);
	assumed = 0;
	assert_int_equal(
	    workday_count(county, on("2026-12-30"), on("2027-01-04"), &assumed),
	    3);
	assert_true(assumed);
	assumed = 0;
	(void)workday_count(
	    county, on("2026-01-01"), on("2026-12-31"), &assumed);
	assert_false(assumed);
	assert_int_equal(workday_version(county, 2026), 1);
	assert_int_equal(workday_version(county, 2027), 0);
	assert_int_equal(workday_version(county, 9999), 0);
}

/*
 * 2013 has 261 weekdays.  Free of them are 1 to 3 January, 11 to 15
 * February, 4 and 5 April, 29 April to 1 May, 10 to 12 June, 19 and 20
 * September, 1 to 4 and 7 October: 23.  Twelve weekend days are worked.
 *
 * 2026 has 261 too.  Free are 1 and 2 January, 16 to 20 and 23 February,
 * 6 April, 1, 4 and 5 May, 19 June, 25 September, 1, 2 and 5 to 7 October:
 * 19.  Six are worked.
 */
static void
a_whole_year_has_the_working_days_of_its_notice(void **state)
{
	(void)state;
	assert_int_equal(
	    workday_count(county, on("2012-12-31"), on("2013-12-31"), NULL),
	    250);
	assert_int_equal(
	    workday_count(county, on("2025-12-31"), on("2026-12-31"), NULL),
	    248);
}

/* A clock that says 9999 costs nothing and breaks nothing. */
static void
days_out_of_reason_are_counted_in_no_time(void **state)
{
	int assumed = 0;

	(void)state;
	for (int i = 0; i < 200; i++)
		assert_true(workday_count(county, on("1800-01-01"),
				on("9999-12-31"), &assumed) > 2000000);
	assert_true(assumed);
	assert_true(workday_add(county, on("9999-12-31"), 2000000000, NULL) >
		    on("9999-12-31"));
}

/* --- reading ------------------------------------------------------------- */

static json_t *
json_of(const char *text)
{
	struct err e = ERR_INIT;
	json_t *value = json_read(text, strlen(text), &e);

	if (value == NULL)
		fail_msg("%s", e.text);
	return value;
}

static void
a_year_published_again_replaces_what_was_known(void **state)
{
	json_t *days =
	    json_of("[{\"date\":\"2026-11-23\",\"kind\":\"holiday\"}]");
	struct calendar *c = published_years(2026, 2026);
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(workday_calendar_add(c, 2026, 2, days, &e), 0);
	assert_false(workday_is(c, on("2026-11-23"), NULL));
	assert_true(workday_is(c, on("2026-10-01"), NULL));
	assert_int_equal(workday_version(c, 2026), 2);
	json_decref(days);
	workday_calendar_free(c);
}

/* One bad day in a published year must not close the county. */
static void
what_is_no_day_of_the_year_is_passed_over(void **state)
{
	json_t *days =
	    json_of("[{\"date\":\"2027-11-22\",\"kind\":\"holiday\"},"
		    "{\"date\":\"2026-02-30\",\"kind\":\"holiday\"},"
		    "{\"date\":\"2026-11-24\",\"kind\":\"feast\"},"
		    "{\"kind\":\"holiday\"},7,null,[],"
		    "{\"date\":\"2026-11-23\",\"kind\":\"holiday\"}]");
	struct calendar *c = workday_calendar_new();
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(workday_calendar_add(c, 2026, 1, days, &e), 0);
	assert_false(workday_is(c, on("2026-11-23"), NULL));
	assert_true(workday_is(c, on("2026-11-24"), NULL));
	assert_true(workday_is(c, on("2027-11-22"), NULL));
	assert_int_equal(workday_calendar_add(c, 1999, 1, days, &e), -1);
	assert_int_equal(e.code, ERR_LIMIT);
	assert_int_equal(workday_calendar_add(c, 2100, 1, days, &e), -1);
	json_decref(days);
	workday_calendar_free(c);
}

static void
rows_of_the_store_become_a_calendar(void **state)
{
	json_t *rows =
	    json_of("[{\"year\":\"2026\",\"version\":3,\"days\":"
		    "\"[{\\\"date\\\":\\\"2026-11-23\\\","
		    "\\\"kind\\\":\\\"holiday\\\"}]\"},"
		    "{\"year\":\"2027\",\"version\":1,\"days\":"
		    "[{\"date\":\"2027-11-20\",\"kind\":\"workday\"}]}]");
	struct err e = ERR_INIT;
	struct calendar *c = workday_calendar_read(rows, &e);

	(void)state;
	assert_non_null(c);
	assert_int_equal(workday_version(c, 2026), 3);
	assert_false(workday_is(c, on("2026-11-23"), NULL));
	assert_true(workday_is(c, on("2027-11-20"), NULL));
	workday_calendar_free(c);
	(void)json_object_del(json_array_get(rows, 0), "days");
	assert_null(workday_calendar_read(rows, &e));
	assert_int_equal(e.code, ERR_FORMAT);
	json_decref(rows);
}

static void
only_days_of_the_year_once_and_in_order_can_be_published(void **state)
{
	static const char *const wrong[] = {
	    "[{\"date\":\"2026-01-01\"},{\"date\":\"2027-01-01\"}]",
	    "[{\"date\":\"2026-01-02\"},{\"date\":\"2026-01-01\"}]",
	    "[{\"date\":\"2026-01-01\"},{\"date\":\"2026-01-01\"}]",
	    "[{\"date\":\"2026-02-29\"}]", "[{\"kind\":\"holiday\"}]"};
	static const char *const years[] = {
	    "", "26", "02026", "1999", "2100", "二〇二六", "2O26"};
	json_t *days = published_days(2026);
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(workday_check("2026", days, &e), 0);
	for (size_t i = 0; i < COUNT_OF(years); i++)
		assert_int_equal(workday_check(years[i], days, &e), -1);
	assert_int_equal(workday_check(NULL, days, &e), -1);
	json_decref(days);
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		days = json_of(wrong[i]);
		assert_int_equal(workday_check("2026", days, &e), -1);
		assert_int_equal(e.code, ERR_FORMAT);
		json_decref(days);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(weekends_are_free_and_weekdays_are_worked),
	    cmocka_unit_test(
		holidays_are_free_and_exchanged_weekends_are_worked),
	    cmocka_unit_test(
		a_saturday_worked_for_new_year_belongs_to_the_old_year),
	    cmocka_unit_test(
		days_are_counted_over_holidays_and_exchanged_weekends),
	    cmocka_unit_test(
		no_days_after_a_free_day_is_the_next_that_is_worked),
	    cmocka_unit_test(counting_by_weeks_is_counting_day_by_day),
	    cmocka_unit_test(adding_and_counting_are_each_other_s_inverse),
	    cmocka_unit_test(
		a_year_without_calendar_goes_by_weekends_and_says_so),
	    cmocka_unit_test(a_whole_year_has_the_working_days_of_its_notice),
	    cmocka_unit_test(days_out_of_reason_are_counted_in_no_time),
	    cmocka_unit_test(a_year_published_again_replaces_what_was_known),
	    cmocka_unit_test(what_is_no_day_of_the_year_is_passed_over),
	    cmocka_unit_test(rows_of_the_store_become_a_calendar),
	    cmocka_unit_test(
		only_days_of_the_year_once_and_in_order_can_be_published),
	};

	return cmocka_run_group_tests(tests, publish, forget);
}
