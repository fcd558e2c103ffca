/*
 * Canonical JSON: equal values are equal bytes, and what is no strict JSON is
 * not read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/base/macros.h"

/* What is read, and its one text. */
static const struct {
	const char *text, *canonical;
} texts[] = {
    {" { } ", "{}"},
    {"[ [ ] ,{},[{}]]\r\n", "[[],{},[{}]]"},
    {"{\"b\":1,\"ab\":{\"z\":-1,\"y\":[{\"x\":2}]},"
     "\"a\":[true,false,null]}",
	"{\"a\":[true,false,null],\"ab\":{\"y\":[{\"x\":2}],\"z\":-1},"
	"\"b\":1}"},
    {"{\"\\u738b\":\"\\/\",\"a\\\"b\":\"c\\\\d\"}",
	"{\"a\\\"b\":\"c\\\\d\",\"王\":\"/\"}"},
    {"[\"\\u0008\\u000c\\u000a\\u000d\\u0009\\u001f\\u007f\"]",
	"[\"\\b\\f\\n\\r\\t\\u001F\x7f\"]"},
    {"[\"\\ud83d\\ude00\",\"\"]", "[\"\xf0\x9f\x98\x80\",\"\"]"},
    {"[9223372036854775807,-9223372036854775808,-0,0.5]",
	"[9223372036854775807,-9223372036854775808,0,0.5]"},
};

static void
equal_values_are_equal_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		json_t *value =
		    json_read(texts[i].text, strlen(texts[i].text), NULL);
		struct buf out = BUF_INIT;

		assert_non_null(value);
		assert_int_equal(json_write(value, &out, NULL), 0);
		assert_string_equal(buf_text(&out), texts[i].canonical);
		json_decref(value);
		buf_free(&out);
	}
}

static void
what_need_not_be_escaped_is_written_as_it_is(void **state)
{
	static const char plain[] = "王 !#[]~\x7f 一二三 0123456789";
	struct buf out = BUF_INIT;

	(void)state;
	assert_int_equal(json_write_string(plain, &out, NULL), 0);
	assert_int_equal(out.len, sizeof(plain) + 1);
	assert_memory_equal(out.bytes + 1, plain, sizeof(plain) - 1);
	buf_free(&out);
}

static void
text_is_quoted_and_escaped(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	assert_int_equal(json_write_string("王\"\\\n\x01", &out, NULL), 0);
	assert_string_equal(buf_text(&out), "\"王\\\"\\\\\\n\\u0001\"");
	buf_free(&out);
}

static void
text_that_is_not_utf8_is_no_string(void **state)
{
	struct buf out = BUF_INIT;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(json_write_string("a\xff", &out, &e), -1);
	assert_int_equal(e.code, ERR_FORMAT);
	buf_free(&out);
}

/* --- reading -------------------------------------------------------------- */

static void
what_is_not_strict_json_is_refused(void **state)
{
	static const char *const wrong[] = {
	    "{\"a\":1,\"a\":2}",
	    "[1,]",
	    "{\"a\" 1}",
	    "[1]]",
	    "[01]",
	    "[9223372036854775808]",
	    "[\"\\u0000\"]",
	    "[\"\xff\"]",
	    "\"text\"",
	    "7",
	    "",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_null(json_read(wrong[i], strlen(wrong[i]), NULL));
}

static void
what_is_no_json_is_refused_with_the_place(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	assert_null(json_read("{\"a\":1,}", 8, &e));
	assert_int_equal(e.code, ERR_FORMAT);
	assert_non_null(strstr(e.text, "column"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(equal_values_are_equal_bytes),
	    cmocka_unit_test(what_need_not_be_escaped_is_written_as_it_is),
	    cmocka_unit_test(text_is_quoted_and_escaped),
	    cmocka_unit_test(text_that_is_not_utf8_is_no_string),
	    cmocka_unit_test(what_is_not_strict_json_is_refused),
	    cmocka_unit_test(what_is_no_json_is_refused_with_the_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
