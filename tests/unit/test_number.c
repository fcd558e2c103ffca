/*
 * Numbers: no two lives of a hall give one number, however many there were,
 * and whatever is named after a number has room for it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "node/actions/number.h"

#define NOON 1764043200 /* 2025-11-25 in China */

static const struct hall_code hall = {.digits = "330421111205"};

static void
a_number_names_hall_life_day_and_sequence(void **state)
{
	char number[CASE_NUMBER_MAX];

	(void)state;
	case_number(&hall, 1, NOON, 17, number);
	number[strlen(number) - 1] = '\0';
	assert_string_equal(number, "330421111205-01-20251125-0017-");
	record_number(&hall, 2, NOON, 'T', 3, number);
	number[strlen(number) - 1] = '\0';
	assert_string_equal(number, "330421111205-02-20251125-T0003-");
}

static void
no_two_lives_give_one_number(void **state)
{
	char first[CASE_NUMBER_MAX], later[CASE_NUMBER_MAX];
	char notice[NOTICE_NUMBER_MAX], other[NOTICE_NUMBER_MAX];

	(void)state;
	case_number(&hall, 1, NOON, 1, first);
	notice_number(&hall, 1, "CN", 1, notice);
	for (uint32_t life = 2; life < 1000; life++) {
		case_number(&hall, life, NOON, 1, later);
		assert_string_not_equal(first, later);
		notice_number(&hall, life, "CN", 1, other);
		assert_string_not_equal(notice, other);
	}
}

static void
the_longest_number_has_its_check_digit_and_names_a_record(void **state)
{
	char number[CASE_NUMBER_MAX], name[RECORD_NAME_MAX];

	(void)state;
	record_number(&hall, INT32_MAX, NOON, 'T', 99999999, number);
	assert_true(case_number_is_valid(number));
	case_name(number, name);
	assert_int_equal(strncmp(name, number, strlen(number)), 0);
	assert_int_equal(strlen(name), strlen(number) + 9);
	/* A rating is named by its case and ".device". */
	assert_true(strlen(name) <= 54);
	assert_true(strlen(name) + strlen(".device") < RECORD_NAME_MAX);
}

static void
a_mistyped_digit_is_noticed(void **state)
{
	char number[CASE_NUMBER_MAX];

	(void)state;
	case_number(&hall, 120, NOON, 1, number);
	assert_true(case_number_is_valid(number));
	number[14]++;
	assert_false(case_number_is_valid(number));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_number_names_hall_life_day_and_sequence),
	    cmocka_unit_test(no_two_lives_give_one_number),
	    cmocka_unit_test(
		the_longest_number_has_its_check_digit_and_names_a_record),
	    cmocka_unit_test(a_mistyped_digit_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
