/*
 * Identity numbers, GB 11643-1999: which rule a number breaks, and which
 * last character would have been right.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/macros.h"
#include "schema/records/id_number.h"

#define LEN 18

/* The standard's own examples. */
static const char *const examples[] = {
    "11010519491231002X", "440524188001010014"};

static const char characters[] = "10X98765432";

static void
expect(enum id_number_verdict wanted, const char *const *texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (id_number_verdict_of(texts[i], NULL) != wanted)
			fail_msg("\"%s\": %d, not %d", texts[i],
			    (int)id_number_verdict_of(texts[i], NULL),
			    (int)wanted);
}

static void
another_length_is_refused(void **state)
{
	static const char *const texts[] = {"", "X", "11010519491231002",
	    "11010519491231002XX", "11010519491231002X ", "110105491231002",
	    "11010519491231002Ｘ"};

	(void)state;
	expect(ID_NUMBER_LENGTH, texts, COUNT_OF(texts));
}

static void
a_character_that_is_no_digit_is_refused_in_each_of_the_first_17(void **state)
{
	static const char others[] = "xX -+.Oо/:";
	char text[LEN + 1];

	(void)state;
	for (size_t at = 0; at < LEN - 1; at++)
		for (size_t i = 0; i < sizeof(others) - 1; i++) {
			(void)stpcpy(text, examples[0]);
			text[at] = others[i];
			assert_int_equal(
			    id_number_verdict_of(text, NULL), ID_NUMBER_DIGITS);
		}
}

static void
a_day_of_birth_that_does_not_exist_is_refused(void **state)
{
	static const char *const texts[] = {"11010519490231002X",
	    "11010519491301002X", "11010519490001002X", "11010519491200002X",
	    "11010519491232002X", "11010519000229002X", "11010519490431002X",
	    "11010500001231002X", "11010517991231002X"};

	(void)state;
	expect(ID_NUMBER_BIRTH, texts, COUNT_OF(texts));
}

static void
ten_of_eleven_last_characters_are_refused_and_the_right_one_told(void **state)
{
	char text[LEN + 1], expected;

	(void)state;
	for (size_t k = 0; k < COUNT_OF(examples); k++)
		for (size_t i = 0; i < sizeof(characters) - 1; i++) {
			(void)stpcpy(text, examples[k]);
			text[LEN - 1] = characters[i];
			if (strcmp(text, examples[k]) == 0)
				continue;
			expected = '?';
			assert_int_equal(id_number_verdict_of(text, &expected),
			    ID_NUMBER_CHECK);
			assert_int_equal(expected, examples[k][LEN - 1]);
		}
}

static void
a_lower_case_x_is_refused_and_the_upper_case_one_told(void **state)
{
	char expected = '?';

	(void)state;
	assert_int_equal(id_number_verdict_of("11010519491231002x", &expected),
	    ID_NUMBER_CHECK);
	assert_int_equal(expected, 'X');
}

/* ISO 7064 MOD 11-2 finds every single wrong digit. */
static void
a_single_mistyped_digit_is_found(void **state)
{
	char text[LEN + 1];

	(void)state;
	for (size_t k = 0; k < COUNT_OF(examples); k++)
		for (size_t at = 0; at < LEN - 1; at++)
			for (char digit = '0'; digit <= '9'; digit++) {
				(void)stpcpy(text, examples[k]);
				text[at] = digit;
				if (strcmp(text, examples[k]) != 0)
					assert_int_not_equal(
					    id_number_verdict_of(text, NULL),
					    ID_NUMBER_OK);
			}
}

static void
two_digits_in_each_others_place_are_found(void **state)
{
	char text[LEN + 1];

	(void)state;
	for (size_t k = 0; k < COUNT_OF(examples); k++)
		for (size_t at = 0; at + 2 < LEN; at++) {
			(void)stpcpy(text, examples[k]);
			text[at] = examples[k][at + 1];
			text[at + 1] = examples[k][at];
			if (text[at] != text[at + 1])
				assert_int_not_equal(
				    id_number_verdict_of(text, NULL),
				    ID_NUMBER_OK);
		}
}

static void
the_standards_examples_are_right(void **state)
{
	(void)state;
	expect(ID_NUMBER_OK, examples, COUNT_OF(examples));
}

static void
a_leap_day_is_a_day_of_birth(void **state)
{
	char text[] = "11010520000229000?", expected;

	(void)state;
	assert_int_equal(
	    id_number_verdict_of(text, &expected), ID_NUMBER_CHECK);
	text[LEN - 1] = expected;
	assert_int_equal(id_number_verdict_of(text, NULL), ID_NUMBER_OK);
}

/* As the standard writes it: the weighted sum over all 18 is 1 modulo 11. */
static void
every_check_character_makes_the_sum_one_modulo_eleven(void **state)
{
	char text[] = "110105194912310000", expected;

	(void)state;
	for (int order = 0; order < 1000; order++) {
		int sum = 0;

		for (int at = 16, rest = order; at > 13; at--, rest /= 10)
			text[at] = (char)('0' + rest % 10);
		(void)id_number_verdict_of(text, &expected);
		for (size_t at = 0; at < LEN; at++) {
			char c = at < LEN - 1 ? text[at] : expected;

			sum = (sum * 2 + (c == 'X' ? 10 : c - '0')) % 11;
		}
		assert_int_equal(sum, 1);
	}
}

static void
a_number_of_15_digits_has_one_of_18_that_took_its_place(void **state)
{
	static const char *const none[] = {"", "11010549123100",
	    "1101054912310021", "11010549123100X", "110105491331002"};
	char out[ID_NUMBER_TEXT_MAX];

	(void)state;
	assert_int_equal(id_number_of_old("110105491231002", out), 0);
	assert_string_equal(out, "11010519491231002X");
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_int_equal(id_number_of_old(none[i], out), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(another_length_is_refused),
	    cmocka_unit_test(
		a_character_that_is_no_digit_is_refused_in_each_of_the_first_17),
	    cmocka_unit_test(a_day_of_birth_that_does_not_exist_is_refused),
	    cmocka_unit_test(
		ten_of_eleven_last_characters_are_refused_and_the_right_one_told),
	    cmocka_unit_test(
		a_lower_case_x_is_refused_and_the_upper_case_one_told),
	    cmocka_unit_test(a_single_mistyped_digit_is_found),
	    cmocka_unit_test(two_digits_in_each_others_place_are_found),
	    cmocka_unit_test(the_standards_examples_are_right),
	    cmocka_unit_test(a_leap_day_is_a_day_of_birth),
	    cmocka_unit_test(
		every_check_character_makes_the_sum_one_modulo_eleven),
	    cmocka_unit_test(
		a_number_of_15_digits_has_one_of_18_that_took_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
