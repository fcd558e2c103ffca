/*
 * Tables as spreadsheets write them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/csv.h"
#include "schema/base/json.h"

/* All rows of the text as one array, or NULL with the reason in *e. */
static json_t *
rows_of(const char *text, struct err *e)
{
	json_t *rows = json_array(), *row = NULL;
	struct csv csv;
	int got;

	csv_open(&csv, text);
	while ((got = csv_next(&csv, &row, e)) == 1)
		assert_int_equal(json_array_append_new(rows, row), 0);
	if (got == 0)
		return rows;
	json_decref(rows);
	return NULL;
}

/* The rows as JSON, with ' for ". */
static void
reads(const char *text, const char *expected)
{
	struct err e = ERR_INIT;
	json_t *rows = rows_of(text, &e);
	char *said, *c;

	if (rows == NULL)
		fail_msg("%s", e.text);
	said = json_dumps(rows, JSON_COMPACT);
	while ((c = strchr(said, '"')) != NULL)
		*c = '\'';
	assert_string_equal(said, expected);
	free(said);
	json_decref(rows);
}

static void
refuses(const char *text, const char *why)
{
	struct err e = ERR_INIT;

	if (rows_of(text, &e) != NULL)
		fail_msg("%s was read", text);
	if (strstr(e.text, why) == NULL)
		fail_msg("%s", e.text);
}

static void
a_row_is_its_cells(void **state)
{
	(void)state;
	reads("a,b\nc,d\n", "[['a','b'],['c','d']]");
	reads("a,b", "[['a','b']]");
	reads("事项,1\n", "[['事项','1']]");
	reads("a,,\n,b", "[['a','',''],['','b']]");
	reads("", "[]");
}

/* As Excel does: the cell in quotes, a quote in it doubled. */
static void
a_cell_in_quotes_holds_commas_quotes_and_lines(void **state)
{
	(void)state;
	reads("\"a,b\",c\n", "[['a,b','c']]");
	reads("\"a\nb\",c\n", "[['a\\nb','c']]");
	reads("\"\",\"c\"\n", "[['','c']]");
	reads("\"一\r\n二\"\r\n", "[['一\\n二']]");
	reads("\"5\"\" 管\",b", "[['5\\' 管','b']]");
	/* Within a cell that is in none, a quote is a quote. */
	reads("5\" 管,b", "[['5\\' 管','b']]");
}

static void
line_ends_and_the_mark_of_utf_8_make_no_difference(void **state)
{
	(void)state;
	reads("a,b\r\nc,d\r\n", "[['a','b'],['c','d']]");
	reads(CSV_MARK "a,b\r\nc,d", "[['a','b'],['c','d']]");
	reads("a,b\r\nc,d\n", "[['a','b'],['c','d']]");
	reads(CSV_MARK, "[]");
}

static void
rows_that_were_emptied_are_passed_over(void **state)
{
	(void)state;
	reads("a,b\n\n,\n,,,\r\n\"\"\nc,d\n\n", "[['a','b'],['c','d']]");
}

static void
a_row_is_named_by_the_line_it_begins_in(void **state)
{
	static const long lines[] = {1, 3, 6};
	struct err e = ERR_INIT;
	json_t *row = NULL;
	struct csv csv;

	(void)state;
	csv_open(&csv, "head\n\n\"一\n二\n三\"\r\nend");
	while (csv_next(&csv, &row, &e) == 1) {
		assert_in_range(csv.rows, 1, 3);
		assert_int_equal(csv.row_line, lines[csv.rows - 1]);
		json_decref(row);
	}
	assert_int_equal(csv.rows, 3);
}

static void
what_is_no_table_is_refused_with_its_line(void **state)
{
	(void)state;
	refuses("a\n\"b,c\nd\n", "line 2: a quote is opened there");
	refuses("a\nb,\"c\" d\n", "line 2: text follows");
	refuses("a\n\"b\n\"c\n", "line 3: text follows");
	/* 元旦 in GBK. */
	refuses("a\nb,\324\252\265\251\n", "line 2 is not UTF-8");
	refuses("a\n\"\xe5\x85\"\n", "line 2 is not UTF-8");
	/* An overlong slash, half of a surrogate pair. */
	refuses("\xc0\xaf", "line 1 is not UTF-8");
	refuses("\xed\xa0\x80", "line 1 is not UTF-8");
}

static char *
repeated(const char *part, size_t times)
{
	size_t len = strlen(part);
	char *text = malloc(len * times + 1);

	assert_non_null(text);
	for (size_t i = 0; i < times; i++)
		memcpy(text + i * len, part, len);
	text[len * times] = '\0';
	return text;
}

static void
a_table_has_its_limits(void **state)
{
	char *text = repeated(",", CSV_CELLS_MAX - 1);
	struct err e = ERR_INIT;
	json_t *rows = rows_of(text, &e);

	(void)state;
	assert_non_null(rows);
	json_decref(rows);
	free(text);
	text = repeated(",", CSV_CELLS_MAX);
	refuses(text, "line 1 has more than 256 cells");
	free(text);
	text = repeated("a\n", CSV_ROWS_MAX);
	rows = rows_of(text, &e);
	assert_int_equal(json_array_size(rows), CSV_ROWS_MAX);
	json_decref(rows);
	free(text);
	text = repeated("a\n", CSV_ROWS_MAX + 1);
	refuses(text, "more than 20000 rows");
	free(text);
}

/* Cut off anywhere, all rows before the last are as they were. */
static void
a_table_that_is_cut_off_loses_its_end_only(void **state)
{
	const char *text =
	    CSV_MARK "代码,\"名称\"\r\n\"1,\"\"一\n\",二\r\n3,四";
	struct err e = ERR_INIT;
	json_t *whole = rows_of(text, &e);

	(void)state;
	assert_int_equal(json_array_size(whole), 3);
	for (size_t len = 0; len < strlen(text); len++) {
		char *cut = strndup(text, len);
		json_t *rows = rows_of(cut, &e);
		size_t count = json_array_size(rows);

		assert_true(count <= 3);
		for (size_t i = 0; i + 1 < count; i++)
			assert_true(json_equal(
			    json_array_get(rows, i), json_array_get(whole, i)));
		json_decref(rows);
		free(cut);
	}
	json_decref(whole);
}

static void
what_is_written_is_read_back(void **state)
{
	static const char *const cells[] = {"", "a", "a,b", "\"", "\"\"",
	    "a\nb", "\n", " a ", "一、二", "=1+1", "a\"b\"c", "-"};
	struct buf text = BUF_INIT;
	struct err e = ERR_INIT;
	json_t *rows;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cells); i++)
		assert_int_equal(csv_add_cell(&text, i, cells[i], &e), 0);
	assert_int_equal(csv_end_row(&text, &e), 0);
	rows = rows_of(buf_text(&text), &e);
	assert_int_equal(json_array_size(rows), 1);
	for (size_t i = 0; i < COUNT_OF(cells); i++)
		assert_string_equal(json_string_value(json_array_get(
					json_array_get(rows, 0), i)),
		    cells[i]);
	json_decref(rows);
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_row_is_its_cells),
	    cmocka_unit_test(a_cell_in_quotes_holds_commas_quotes_and_lines),
	    cmocka_unit_test(
		line_ends_and_the_mark_of_utf_8_make_no_difference),
	    cmocka_unit_test(rows_that_were_emptied_are_passed_over),
	    cmocka_unit_test(a_row_is_named_by_the_line_it_begins_in),
	    cmocka_unit_test(what_is_no_table_is_refused_with_its_line),
	    cmocka_unit_test(a_table_has_its_limits),
	    cmocka_unit_test(a_table_that_is_cut_off_loses_its_end_only),
	    cmocka_unit_test(what_is_written_is_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
