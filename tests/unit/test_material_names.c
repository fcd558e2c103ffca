/*
 * Materials as somebody names several: whatever stands between them, and
 * whatever stands in their own names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "node/actions/material_names.h"
#include "schema/base/json.h"
#include "tests/fixture/must.h"

static const char *const known[] = {
    "户口簿", "照片", "租房合同,房产证", "身份证、照片", "身份证", NULL};

static json_t *
materials(void)
{
	json_t *rows = json_array();

	for (size_t i = 0; known[i] != NULL; i++)
		assert_int_equal(json_array_append_new(rows,
				     json_pack("{s:s}", "name", known[i])),
		    0);
	return rows;
}

/* The names, with bars between them; "" if they were refused. */
static void
reads(json_t *given, const char *expected)
{
	json_t *rows = materials(), *names, *name;
	struct err said = ERR_INIT;
	struct buf text = BUF_INIT;
	size_t i;

	names = material_names(given, rows, &said);
	json_array_foreach (names, i, name) {
		MUST(buf_add_text(&text, i > 0 ? "|" : "", &e));
		MUST(buf_add_text(&text, json_string_value(name), &e));
	}
	assert_string_equal(buf_text(&text), expected);
	buf_free(&text);
	if (names == NULL)
		assert_true(said.text[0] != '\0');
	json_decref(names);
	json_decref(rows);
	json_decref(given);
}

static void
commas_of_either_width_stand_between_names(void **state)
{
	(void)state;
	reads(NULL, "");
	reads(json_string(""), "");
	reads(json_string("照片"), "照片");
	reads(json_string("户口簿,照片"), "户口簿|照片");
	reads(json_string("户口簿，照片、身份证"), "户口簿|照片|身份证");
	reads(json_string(",户口簿,"), "户口簿");
}

static void
a_name_may_have_a_comma_in_it(void **state)
{
	(void)state;
	reads(json_string("租房合同,房产证"), "租房合同,房产证");
	reads(json_string("照片,租房合同,房产证,户口簿"),
	    "照片|租房合同,房产证|户口簿");
	/* The longest that fits. */
	reads(json_string("身份证、照片"), "身份证、照片");
	reads(json_string("身份证,照片"), "身份证|照片");
}

static void
a_program_gives_a_list(void **state)
{
	(void)state;
	reads(json_pack("[s,s]", "租房合同,房产证", "照片"),
	    "租房合同,房产证|照片");
	reads(json_pack("[i]", 3), "");
	reads(json_pack("[[]]"), "");
	reads(json_pack("{}"), "");
}

static void
what_the_item_does_not_ask_for_is_refused(void **state)
{
	(void)state;
	reads(json_string("户口本"), "");
	reads(json_string("户口簿,房产证"), "");
	reads(json_string("户口簿照片"), "");
	reads(json_pack("[s]", "户口簿,照片"), "");
	reads(json_pack("[s]", ""), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(commas_of_either_width_stand_between_names),
	    cmocka_unit_test(a_name_may_have_a_comma_in_it),
	    cmocka_unit_test(a_program_gives_a_list),
	    cmocka_unit_test(what_the_item_does_not_ask_for_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
