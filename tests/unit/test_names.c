/*
 * Every name has one text form: it parses back to the same name, and no
 * other text is taken for it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/name.h"

#define CODE "330421111205"
#define TAG "8f3a00000000001c"
#define ID "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define TEXT_MAX 128

static const struct space_name ledger = {SPACE_LEDGER, {CODE}};

/* Parse, and write what was understood; -1 if it is refused. */
typedef int rewriter(const char *text, char out[TEXT_MAX]);

static int
rewrite_code(const char *text, char out[TEXT_MAX])
{
	struct hall_code code;

	if (hall_code_parse(text, &code) != 0)
		return -1;
	(void)stpcpy(out, code.digits);
	return 0;
}

static int
rewrite_space(const char *text, char out[TEXT_MAX])
{
	struct space_name space;

	if (space_name_parse(text, &space) != 0)
		return -1;
	space_name_text(&space, out);
	return 0;
}

static int
rewrite_log(const char *text, char out[TEXT_MAX])
{
	struct log_name log;

	if (log_name_parse(text, &ledger, &log) != 0)
		return -1;
	log_name_text(&log, out);
	return 0;
}

static int
rewrite_changeset(const char *text, char out[TEXT_MAX])
{
	struct changeset_id id;

	if (changeset_id_parse(text, &id) != 0)
		return -1;
	changeset_id_text(&id, out);
	return 0;
}

static int
rewrite_event(const char *text, char out[TEXT_MAX])
{
	struct event_id id;

	if (event_id_parse(text, &id) != 0)
		return -1;
	event_id_text(&id, out);
	return 0;
}

/* The kinds of names: a name of each, and the most room a text form takes. */
static const struct {
	rewriter *rewrite;
	const char *text;
	const char *longest;
	size_t max;
} kinds[] = {
    {rewrite_code, CODE, "999999999999", HALL_CODE_LEN + 1},
    {rewrite_space, "ledger/" CODE, "gazette/999999999999",
	SPACE_NAME_TEXT_MAX},
    {rewrite_log, CODE "/1/" TAG, "999999999999/4294967295/ffffffffffffffff",
	LOG_NAME_TEXT_MAX},
    {rewrite_changeset, ID, ID, CHANGESET_ID_TEXT_MAX},
    {rewrite_event, ID "/0", ID "/4294967295", EVENT_ID_TEXT_MAX},
};

static void
refuse_all(rewriter *rewrite, const char *const *texts, size_t count)
{
	char out[TEXT_MAX];

	for (size_t i = 0; i < count; i++)
		if (rewrite(texts[i], out) == 0)
			fail_msg("\"%s\" was taken for %s", texts[i], out);
}

static void
only_twelve_digits_are_a_hall_code(void **state)
{
	static const char *const texts[] = {"", "3", "33042111120", CODE "0",
	    "33042111120x", "33042111120X", " 33042111120", "33042111120 ",
	    CODE " ", CODE "\n", "+33042111120", "-33042111120", "3304211112.5",
	    "0x3304211112", "３３０４"};

	(void)state;
	refuse_all(rewrite_code, texts, COUNT_OF(texts));
}

static void
only_a_kind_and_a_code_are_a_space(void **state)
{
	static const char *const texts[] = {"", "/", "ledger", "ledger/", CODE,
	    "/" CODE, "ledger" CODE, "ledger//" CODE, "Ledger/" CODE,
	    "LEDGER/" CODE, "ledgers/" CODE, "log/" CODE, " ledger/" CODE,
	    "ledger/ " CODE, "ledger/" CODE "/", "ledger/" CODE "0",
	    "ledger/33042111120", "gazette/", "gazett/" CODE,
	    "gazette/" CODE "\n", "ledger/gazette/" CODE, "../" CODE};

	(void)state;
	refuse_all(rewrite_space, texts, COUNT_OF(texts));
}

static void
only_code_incarnation_and_tag_are_a_log(void **state)
{
	static const char *const texts[] = {"", CODE, CODE "/", CODE "/1",
	    CODE "/1/", CODE "//" TAG, "/1/" TAG, "1/" TAG,
	    "33042111120/1/" TAG, CODE "0/1/" TAG, CODE " /1/" TAG,
	    CODE "/0/" TAG, CODE "/01/" TAG, CODE "/001/" TAG, CODE "/+1/" TAG,
	    CODE "/-1/" TAG, CODE "/ 1/" TAG, CODE "/1 /" TAG, CODE "/1x/" TAG,
	    CODE "/0x1/" TAG, CODE "/4294967296/" TAG,
	    CODE "/18446744073709551617/" TAG,
	    CODE "/99999999999999999999999/" TAG};

	(void)state;
	refuse_all(rewrite_log, texts, COUNT_OF(texts));
}

static void
only_sixteen_lower_case_digits_are_a_tag(void **state)
{
	static const char *const texts[] = {CODE "/1/8f3a00000000001",
	    CODE "/1/" TAG "0", CODE "/1/8F3A00000000001C",
	    CODE "/1/8f3a00000000001C", CODE "/1/8f3a00000000001g",
	    CODE "/1/0x3a00000000001c", CODE "/1/ f3a00000000001c",
	    CODE "/1/" TAG " ", CODE "/1/" TAG "/", CODE "/1/" TAG "\n",
	    CODE "/1//" TAG, CODE "/1/8f3a"};

	(void)state;
	refuse_all(rewrite_log, texts, COUNT_OF(texts));
}

static void
only_sixty_four_lower_case_digits_are_a_change_set(void **state)
{
	static const char half[] = "0123456789abcdef0123456789abcdef";
	char texts[6][TEXT_MAX];
	const char *list[COUNT_OF(texts)];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		list[i] = texts[i];
	(void)stpcpy(texts[0], half);
	(void)stpcpy(stpcpy(texts[1], ID), "0");
	(void)stpcpy(texts[2], ID);
	texts[2][63] = '\0';
	(void)stpcpy(texts[3], ID);
	texts[3][63] = 'F';
	(void)stpcpy(stpcpy(texts[4], ID), " ");
	(void)stpcpy(texts[5], "");
	refuse_all(rewrite_changeset, list, COUNT_OF(list));
}

static void
only_a_change_set_and_a_place_are_an_event(void **state)
{
	static const char *const texts[] = {"", "/0", "0", ID, ID "/", ID "0",
	    ID "/00", ID "/01", ID "/+1", ID "/-1", ID "/ 1", ID "/1 ",
	    ID "/1/", ID "/1/2", ID "//1", ID "/1x", ID "/0x1",
	    ID "/4294967296", ID "/18446744073709551616", ID "0/1",
	    "123456789abcdef/0"};

	(void)state;
	refuse_all(rewrite_event, texts, COUNT_OF(texts));
}

/* Any byte in any place: refused, or another name with its own text. */
static void
no_name_has_two_text_forms(void **state)
{
	char text[TEXT_MAX], out[TEXT_MAX];

	(void)state;
	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		for (size_t at = 0; kinds[k].text[at] != '\0'; at++)
			for (int byte = 0; byte < 256; byte++) {
				(void)stpcpy(text, kinds[k].text);
				text[at] = (char)byte;
				if (kinds[k].rewrite(text, out) == 0)
					assert_string_equal(text, out);
			}
}

static void
no_byte_can_be_put_into_a_name_unseen(void **state)
{
	char text[TEXT_MAX], out[TEXT_MAX];

	(void)state;
	for (size_t k = 0; k < COUNT_OF(kinds); k++) {
		size_t len = strlen(kinds[k].text);

		for (size_t at = 0; at <= len; at++)
			for (int byte = 0; byte < 256; byte++) {
				memcpy(text, kinds[k].text, at);
				text[at] = (char)byte;
				memcpy(text + at + 1, kinds[k].text + at,
				    len - at + 1);
				if (kinds[k].rewrite(text, out) == 0)
					assert_string_equal(text, out);
			}
	}
}

static void
text_forms_parse_back_and_fit(void **state)
{
	char out[TEXT_MAX];

	(void)state;
	for (size_t k = 0; k < COUNT_OF(kinds); k++) {
		assert_int_equal(kinds[k].rewrite(kinds[k].text, out), 0);
		assert_string_equal(out, kinds[k].text);
		assert_int_equal(kinds[k].rewrite(kinds[k].longest, out), 0);
		assert_string_equal(out, kinds[k].longest);
		assert_true(strlen(kinds[k].longest) < kinds[k].max);
	}
}

static void
a_log_keeps_the_space_it_was_asked_for(void **state)
{
	const struct space_name gazette = {SPACE_GAZETTE, {"330421000000"}};
	struct log_name log;

	(void)state;
	assert_int_equal(
	    log_name_parse(CODE "/7/00000000000000ff", &gazette, &log), 0);
	assert_true(space_name_is_same(&log.space, &gazette));
	assert_string_equal(log.hall.digits, CODE);
	assert_int_equal(log.life.number, 7);
	assert_int_equal(log.life.tag, 255);
}

static void
a_code_larger_than_twelve_digits_has_no_number(void **state)
{
	struct hall_code code;

	(void)state;
	assert_int_equal(hall_code_from_number(1000000000000ULL, &code), -1);
	assert_int_equal(hall_code_from_number(UINT64_MAX, &code), -1);
}

static void
a_code_as_a_number_keeps_its_leading_zeros(void **state)
{
	static const char *const codes[] = {
	    CODE, "000000000000", "000000000001", "999999999999"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(codes); i++) {
		struct hall_code code, again;

		assert_int_equal(hall_code_parse(codes[i], &code), 0);
		assert_int_equal(
		    hall_code_from_number(hall_code_number(&code), &again), 0);
		assert_true(hall_code_is_same(&code, &again));
	}
}

/* Logs that differ in one thing each. */
static void
name_logs(struct log_name out[6])
{
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(
		    log_name_parse(CODE "/1/" TAG, &ledger, &out[i]), 0);
	out[1].space.kind = SPACE_GAZETTE;
	out[2].space.hall.digits[11] = '6';
	out[3].hall.digits[11] = '6';
	out[4].life.number = 2;
	out[5].life.tag++;
}

static void
logs_are_the_same_only_if_nothing_differs(void **state)
{
	struct log_name logs[6];

	(void)state;
	name_logs(logs);
	for (size_t i = 0; i < COUNT_OF(logs); i++)
		for (size_t k = 0; k < COUNT_OF(logs); k++) {
			int there = log_name_compare(&logs[i], &logs[k]);
			int back = log_name_compare(&logs[k], &logs[i]);

			assert_int_equal(there == 0, i == k);
			assert_int_equal(there > 0, back < 0);
		}
}

static void
the_order_of_logs_has_no_circle(void **state)
{
	struct log_name logs[6];

	(void)state;
	name_logs(logs);
	for (size_t a = 0; a < COUNT_OF(logs); a++)
		for (size_t b = 0; b < COUNT_OF(logs); b++)
			for (size_t c = 0; c < COUNT_OF(logs); c++)
				if (log_name_compare(&logs[a], &logs[b]) < 0 &&
				    log_name_compare(&logs[b], &logs[c]) < 0)
					assert_true(log_name_compare(&logs[a],
							&logs[c]) < 0);
}

static void
spaces_of_one_hall_are_two(void **state)
{
	struct space_name gazette = ledger;

	(void)state;
	gazette.kind = SPACE_GAZETTE;
	assert_false(space_name_is_same(&ledger, &gazette));
	gazette.kind = SPACE_LEDGER;
	assert_true(space_name_is_same(&ledger, &gazette));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(only_twelve_digits_are_a_hall_code),
	    cmocka_unit_test(only_a_kind_and_a_code_are_a_space),
	    cmocka_unit_test(only_code_incarnation_and_tag_are_a_log),
	    cmocka_unit_test(only_sixteen_lower_case_digits_are_a_tag),
	    cmocka_unit_test(
		only_sixty_four_lower_case_digits_are_a_change_set),
	    cmocka_unit_test(only_a_change_set_and_a_place_are_an_event),
	    cmocka_unit_test(no_name_has_two_text_forms),
	    cmocka_unit_test(no_byte_can_be_put_into_a_name_unseen),
	    cmocka_unit_test(text_forms_parse_back_and_fit),
	    cmocka_unit_test(a_log_keeps_the_space_it_was_asked_for),
	    cmocka_unit_test(a_code_larger_than_twelve_digits_has_no_number),
	    cmocka_unit_test(a_code_as_a_number_keeps_its_leading_zeros),
	    cmocka_unit_test(logs_are_the_same_only_if_nothing_differs),
	    cmocka_unit_test(the_order_of_logs_has_no_circle),
	    cmocka_unit_test(spaces_of_one_hall_are_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
