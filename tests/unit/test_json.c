/*
 * Canonical JSON: equal values are equal bytes, and the bytes are those the
 * library writes when told to sort and to leave out white space.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/base/macros.h"

static const char *const texts[] = {
    "{}",
    "[]",
    "[[],{},[{}]]",
    "{\"b\":1,\"a\":[true,false,null],\"ab\":{\"z\":-1,\"y\":[{\"x\":2}]}}",
    "{\"王\":\"李\",\"a\\\"b\":\"c\\\\d\",\"\\u0001\":\"\\b\\f\\n\\r\\t/\"}",
    "[\"\\u007f\\u001f\\u0000\",\"\\ud83d\\ude00\",\"\"]",
    "[9223372036854775807,-9223372036854775808,0.5,1e300]",
};

static int
append(const char *bytes, size_t len, void *to)
{
	return buf_add(to, bytes, len, NULL);
}

static void
a_value_is_written_as_the_library_sorts_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		json_t *value = json_loads(texts[i], JSON_ALLOW_NUL, NULL);
		struct buf own = BUF_INIT, library = BUF_INIT;

		assert_non_null(value);
		assert_int_equal(
		    json_dump_callback(value, append, &library,
			JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY),
		    0);
		assert_int_equal(json_write(value, &own, NULL), 0);
		assert_string_equal(buf_text(&own), buf_text(&library));
		assert_int_equal(own.len, library.len);
		json_decref(value);
		buf_free(&own);
		buf_free(&library);
	}
}

static void
a_deep_value_is_written_without_recursion(void **state)
{
	enum { DEPTH = 2000 };
	json_t *value = json_array();
	struct buf out = BUF_INIT;

	(void)state;
	for (int i = 1; i < DEPTH; i++)
		value = json_pack("[o]", value);
	assert_int_equal(json_write(value, &out, NULL), 0);
	assert_int_equal(out.len, 2 * DEPTH);
	json_decref(value);
	buf_free(&out);
}

/* Whatever stands beside it, and wherever in a run. */
static void
what_must_be_escaped_is_so_at_every_place_of_a_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < 35; i++)
		for (int byte = 1; byte < 0x20; byte++) {
			struct buf out = BUF_INIT;
			char text[] = "0123456789abcdefghijklmnopqrstuvwxyz";
			json_t *again;

			text[i] = (char)byte;
			text[i + 1] = i % 2 ? '"' : '\\';
			assert_int_equal(
			    json_write_string(text, &out, NULL), 0);
			again = json_loadb(
			    buf_text(&out), out.len, JSON_DECODE_ANY, NULL);
			assert_string_equal(json_string_value(again), text);
			json_decref(again);
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

/* --- reading -------------------------------------------------------------- */

static const char *const read_texts[] = {
    "{\"do\":\"case.received\",\"on\":\"王-1\",\"n\":[1,-2,0,true,null]}",
    " { \"a\" : [ ] ,\t\"b\":\n{ } , \"c\":false }\r\n",
    "{\"a\":{\"a\":1},\"a\":2}",
    "[999999999999999999,9223372036854775807,9223372036854775808,-0]",
    "[1.5,1e3,0x1,01,-,+1]",
    "[\"\\u738b\\n\",\"\\ud83d\\ude00\",\"\\u0000\"]",
    "[1,]",
    "[,1]",
    "{\"a\":1,}",
    "{\"a\" 1}",
    "[1]]",
    "[1 2]",
    "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]",
    "[nul,truefalse,null]",
    "\"text\"",
    "7",
    "",
};

static void
read_as_the_library(const char *text, size_t len)
{
	json_t *own = json_read(text, len, NULL);
	json_t *library = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);

	assert_int_equal(own == NULL, library == NULL);
	if (own != NULL)
		assert_true(json_equal(own, library));
	json_decref(own);
	json_decref(library);
}

static void
what_is_read_is_what_the_library_reads_whole_cut_or_changed(void **state)
{
	char text[128];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(read_texts); i++) {
		size_t len = strlen(read_texts[i]);

		memcpy(text, read_texts[i], len);
		for (size_t cut = 0; cut <= len; cut++)
			read_as_the_library(text, cut);
		for (size_t bit = 0; bit < len * 8; bit++) {
			text[bit / 8] ^= (char)(1 << bit % 8);
			read_as_the_library(text, len);
			text[bit / 8] ^= (char)(1 << bit % 8);
		}
	}
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
	    cmocka_unit_test(a_value_is_written_as_the_library_sorts_it),
	    cmocka_unit_test(a_deep_value_is_written_without_recursion),
	    cmocka_unit_test(
		what_must_be_escaped_is_so_at_every_place_of_a_text),
	    cmocka_unit_test(what_need_not_be_escaped_is_written_as_it_is),
	    cmocka_unit_test(text_is_quoted_and_escaped),
	    cmocka_unit_test(
		what_is_read_is_what_the_library_reads_whole_cut_or_changed),
	    cmocka_unit_test(what_is_no_json_is_refused_with_the_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
