/*
 * Days: which exist, and on which day in China a moment falls.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "schema/base/macros.h"
#include "schema/records/day.h"

#define HOUR_S 3600
#define DAY_S (24 * HOUR_S)

static void
a_day_that_does_not_exist_is_refused(void **state)
{
	static const char *const days[] = {"1900-02-29", "2023-02-29",
	    "2024-02-30", "2026-00-10", "2026-13-01", "2026-01-00",
	    "2026-01-32", "2026-04-31", "2026-06-31", "2026-09-31",
	    "2026-11-31", "1799-12-31", "0000-01-01"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(days); i++)
		assert_false(day_is_valid(days[i]));
}

static void
a_day_is_written_in_one_way(void **state)
{
	static const char *const days[] = {"", "2026", "2026-11", "2026-1-01",
	    "2026-01-1", "26-01-01", "20260101", "2026/01/01", "2026-01/01",
	    "2026-01-01 ", " 2026-01-01", "2026-01-011", "12026-01-01",
	    "-026-01-01", "+026-01-01", "2026- 1-01", "2026-+1-01",
	    "2026-01--1", "2026-01-01T", "2026-01-0x", "2O26-01-01"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(days); i++)
		assert_false(day_is_valid(days[i]));
}

static void
a_day_that_exists_is_valid(void **state)
{
	static const char *const days[] = {"2026-11-23", "2024-02-29",
	    "2000-02-29", "1800-01-01", "9999-12-31", "2026-12-31"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(days); i++)
		assert_true(day_is_valid(days[i]));
}

static void
a_day_in_china_begins_at_four_in_the_afternoon_utc(void **state)
{
	int64_t midnight = 1764000000; /* 2025-11-24 16:00:00 UTC */
	char day[DAY_TEXT_MAX], moment[MOMENT_TEXT_MAX];

	(void)state;
	day_of(midnight - 1, day);
	assert_string_equal(day, "2025-11-24");
	day_of(midnight, day);
	assert_string_equal(day, "2025-11-25");
	moment_text(midnight - 1, moment);
	assert_string_equal(moment, "2025-11-24 23:59:59");
	moment_text(midnight, moment);
	assert_string_equal(moment, "2025-11-25 00:00:00");
}

static void
the_zone_of_the_machine_does_not_matter(void **state)
{
	static const char *const zones[] = {
	    "UTC", "America/New_York", "Asia/Kathmandu", "XXX-14", "XXX+12"};
	char moment[MOMENT_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(zones); i++) {
		(void)setenv("TZ", zones[i], 1);
		tzset();
		moment_text(1795379319, moment);
		assert_string_equal(moment, "2026-11-23 04:28:39");
	}
	(void)unsetenv("TZ");
	tzset();
}

static void
moments_before_1970_have_a_day_too(void **state)
{
	char day[DAY_TEXT_MAX];

	(void)state;
	day_of(-8 * HOUR_S - 1, day);
	assert_string_equal(day, "1969-12-31");
	day_of(0, day);
	assert_string_equal(day, "1970-01-01");
}

/* Four hundred years of days, one after the other, each of which exists. */
static void
every_day_there_is_is_a_valid_day_of_some_moment(void **state)
{
	char day[DAY_TEXT_MAX], before[DAY_TEXT_MAX] = "1899-12-31";

	(void)state;
	for (int64_t n = -25567; n < -25567 + 146097; n++) {
		day_of(n * DAY_S, day);
		assert_true(day_is_valid(day));
		assert_true(memcmp(before, day, sizeof(day)) < 0);
		memcpy(before, day, sizeof(day));
	}
	assert_string_equal(day, "2299-12-31");
}

/* 1970-01-01 was a Thursday and day 0. */
static void
days_as_numbers_go_there_and_back(void **state)
{
	int32_t number = day_number("1899-12-31");
	char day[DAY_TEXT_MAX];
	int place;

	(void)state;
	assert_int_equal(day_number("1970-01-01"), 0);
	assert_int_equal(day_number("2026-11-23"), 20780);
	for (int64_t n = -25567; n < -25567 + 146097; n++) {
		day_of(n * DAY_S, day);
		assert_int_equal(day_number(day), ++number);
		assert_int_equal(day_number_of(n * DAY_S), number);
		assert_int_equal(day_weekday(number), (n + 25571 + 4) % 7);
		assert_int_equal(
		    day_year(number, &place), strtol(day, NULL, 10));
		assert_int_equal(place == 0, strcmp(day + 5, "01-01") == 0);
		day_number_text(number, day);
		assert_int_equal(day_number(day), number);
	}
}

static void
a_moment_has_the_number_of_its_day_in_china(void **state)
{
	(void)state;
	assert_int_equal(
	    day_number_of(1764000000 - 1), day_number("2025-11-24"));
	assert_int_equal(day_number_of(1764000000), day_number("2025-11-25"));
	assert_int_equal(day_number_of(-8 * HOUR_S - 1), -1);
	assert_int_equal(day_number_of(-8 * HOUR_S), 0);
	assert_int_equal(day_number_of(INT64_MIN), day_number("1800-01-01"));
	assert_int_equal(day_number_of(INT64_MAX), day_number("9999-12-31"));
}

static void
a_day_has_its_weekday(void **state)
{
	(void)state;
	assert_int_equal(day_weekday(day_number("1969-12-31")), 3);
	assert_int_equal(day_weekday(day_number("2026-11-22")), 0);
	assert_int_equal(day_weekday(day_number("2026-11-23")), 1);
	assert_int_equal(day_weekday(day_number("1800-01-01")), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_day_that_does_not_exist_is_refused),
	    cmocka_unit_test(a_day_is_written_in_one_way),
	    cmocka_unit_test(a_day_that_exists_is_valid),
	    cmocka_unit_test(
		a_day_in_china_begins_at_four_in_the_afternoon_utc),
	    cmocka_unit_test(the_zone_of_the_machine_does_not_matter),
	    cmocka_unit_test(moments_before_1970_have_a_day_too),
	    cmocka_unit_test(every_day_there_is_is_a_valid_day_of_some_moment),
	    cmocka_unit_test(days_as_numbers_go_there_and_back),
	    cmocka_unit_test(a_moment_has_the_number_of_its_day_in_china),
	    cmocka_unit_test(a_day_has_its_weekday),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
