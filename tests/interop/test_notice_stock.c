/*
 * A notice as a PDF before poppler, which shows what a printer would, and
 * zbar, which reads the code a citizen scans.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "node/pdf/notice_pdf.h"
#include "tests/fixture/must.h"
#include "tests/fixture/printed.h"
#include "tests/fixture/stock.h"

static int
start(void **state)
{
	(void)state;
	return stock_begin();
}

static int
end(void **state)
{
	(void)state;
	return stock_end();
}

static struct buf
pdf_of(const json_t *notice, enum notice_size size)
{
	struct buf out = BUF_INIT;

	MUST(notice_render_pdf(notice, size, &out, &e));
	return out;
}

/* Print the notice (taken) as notice.pdf. */
static void
print_take(json_t *notice, enum notice_size size)
{
	struct buf pdf = pdf_of(notice, size);

	stock_write("notice.pdf", pdf.bytes, pdf.len);
	buf_free(&pdf);
	json_decref(notice);
}

/* The command ends well; what it said. */
static struct buf
said(const char *command)
{
	int status = stock_run(command);
	struct buf out = stock_said();

	if (status != 0)
		fail_msg("%s: %s", command, buf_text(&out));
	return out;
}

static void
says(const char *command, const char *text, size_t times)
{
	struct buf out = said(command);

	if (printed_count(&out, text) != times)
		fail_msg(
		    "not %zu times \"%s\": %s", times, text, buf_text(&out));
	buf_free(&out);
}

static json_t *
whole(const char *kind)
{
	json_t *notice = printed_sample(kind);

	printed_set(notice, "copy", NULL);
	return notice;
}

/* --- fonts ---------------------------------------------------------------- */

/* In a process of its own, the first: fontconfig looks for fonts once. */
static int
print_without_fonts(void)
{
	json_t *notice = printed_sample("receipt");
	struct buf out = BUF_INIT;
	struct err e = ERR_INIT;
	int is_refused = notice_render_pdf(notice, NOTICE_A4, &out, &e) == -1 &&
			 e.code == ERR_NOT_FOUND && out.len == 0 &&
			 strstr(e.text, "install fonts-wqy-zenhei") != NULL;

	json_decref(notice);
	return is_refused ? 0 : 1;
}

static void
without_a_chinese_font_no_pdf_is_made_and_the_error_names_one(void **state)
{
	static const char config[] = "<?xml version=\"1.0\"?>\n"
				     "<fontconfig><dir>/nowhere</dir>"
				     "</fontconfig>\n";
	int status = 0;
	pid_t child;

	(void)state;
	stock_write("fonts.conf", config, sizeof(config) - 1);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		(void)setenv("FONTCONFIG_FILE", stock_path("fonts.conf"), 1);
		_exit(print_without_fonts());
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* --- what is on it -------------------------------------------------------- */

static void
each_kind_is_one_page_a_copy(void **state)
{
	static const char *const pages[] = {"Pages:           1\n",
	    "Pages:           2\n", "Pages:           3\n",
	    "Pages:           4\n", "Pages:           3\n",
	    "Pages:           3\n", "Pages:           1\n",
	    "Pages:           2\n", "Pages:           1\n"};

	(void)state;
	for (size_t i = 0; printed_kinds[i] != NULL; i++) {
		print_take(whole(printed_kinds[i]), NOTICE_A4);
		says("pdfinfo notice.pdf", pages[i], 1);
		says("pdfinfo notice.pdf", "(A4)", 1);
		print_take(whole(printed_kinds[i]), NOTICE_80MM);
		says("pdfinfo notice.pdf", pages[i], 1);
		says("pdfinfo notice.pdf", "226.77", 1); /* 80 mm */
	}
}

static void
the_chinese_on_it_can_be_searched(void **state)
{
	(void)state;
	print_take(whole("promise"), NOTICE_A4);
	says("pdftotext -raw notice.pdf -", "承诺件通知书", 4);
	says("pdftotext -raw notice.pdf -", "北鹤水产养殖有限公司：", 4);
	says("pdftotext -raw notice.pdf -", "承诺办结日期 2026年11月30日", 4);
	says("pdftotext -raw notice.pdf -", "审批部门领导存", 1);
	print_take(whole("promise"), NOTICE_80MM);
	says("pdftotext -raw notice.pdf -", "承诺办结日期 2026年11月30日", 4);
}

/* The third column from the right of pdffonts says "emb". */
static void
every_font_is_embedded(void **state)
{
	(void)state;
	print_take(whole("decision"), NOTICE_A4);
	says("pdffonts notice.pdf | awk 'NR > 2 { print $(NF - 4) }' | "
	     "sort -u",
	    "yes\n", 1);
	says("pdffonts notice.pdf | awk 'NR > 2 { print $(NF - 4) }'", "no", 0);
}

/* --- the code ------------------------------------------------------------- */

static void
the_code_is_read_back(void **state)
{
	static const enum notice_size sizes[] = {NOTICE_A4, NOTICE_80MM};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct buf out;

		print_take(printed_sample("receipt"), sizes[i]);
		out =
		    said("pdftoppm -r 150 -png -singlefile notice.pdf page && "
			 "zbarimg -q --raw page.png 2>/dev/null");
		assert_string_equal(
		    buf_text(&out), "330421111205-01-20261123-0001-7 482913\n");
		buf_free(&out);
	}
}

/* Not a name, not a number of a person, hidden in a corner of the file. */
static void
the_file_says_who_made_it_and_nothing_about_the_citizen(void **state)
{
	struct buf out;

	(void)state;
	print_take(whole("receipt"), NOTICE_A4);
	says("pdfinfo notice.pdf",
	    "Title:           收件回执 330421111205-01-SJ-0001\n", 1);
	out = said("pdfinfo notice.pdf; strings notice.pdf");
	assert_int_equal(printed_count(&out, "北鹤水产"), 0);
	assert_int_equal(printed_count(&out, "138****2046"), 0);
	buf_free(&out);
}

/* --- determinism ---------------------------------------------------------- */

static void
equal_notices_are_equal_bytes_wherever_and_whenever(void **state)
{
	static const char *const zones[] = {
	    "UTC", "Asia/Shanghai", "America/New_York"};
	json_t *notice = whole("joint");
	struct buf first = pdf_of(notice, NOTICE_A4);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(zones); i++) {
		struct buf again;

		(void)setenv("TZ", zones[i], 1);
		again = pdf_of(notice, NOTICE_A4);
		assert_int_equal(again.len, first.len);
		assert_memory_equal(again.bytes, first.bytes, first.len);
		buf_free(&again);
	}
	(void)unsetenv("TZ");
	buf_free(&first);
	json_decref(notice);
}

/* --- much text ------------------------------------------------------------ */

static void
long_lists_go_over_the_page_and_repeat_their_head(void **state)
{
	json_t *notice = printed_sample("supplement"), *list = json_array();

	(void)state;
	for (int i = 0; i < 120; i++)
		assert_int_equal(json_array_append_new(
				     list, json_pack("{s:s,s:s}", "name",
					       "施工图", "state", "missing")),
		    0);
	assert_int_equal(json_object_set_new(notice, "materials", list), 0);
	print_take(json_incref(notice), NOTICE_A4);
	says("pdfinfo notice.pdf", "Pages:           5\n", 1);
	says("pdftotext -raw notice.pdf -", "施工图", 120);
	says("pdftotext -raw notice.pdf -", "复印件", 5);
	says("pdftotext -raw notice.pdf -", "- 5 -", 1);
	print_take(notice, NOTICE_80MM);
	says("pdfinfo notice.pdf", "Pages:           1\n", 1);
	says("pdftotext -raw notice.pdf -", "施工图", 120);
}

/* Wherever the table begins. */
static void
the_head_of_a_table_is_not_left_alone_below(void **state)
{
	json_t *notice = printed_sample("decision");
	char reason[2 * 40 + 1] = "";

	(void)state;
	printed_set(notice, "outcome", "\"approved_short\"");
	printed_set(notice, "materials",
	    "[{\"name\":\"住所使用证明\",\"state\":\"deferred\"}]");
	for (size_t lines = 0; lines < 12; lines++) {
		(void)snprintf(reason + 2 * lines, 3, "r\n");
		assert_int_equal(
		    json_object_set_new(notice, "reason", json_string(reason)),
		    0);
		print_take(json_incref(notice), NOTICE_A4);
		says("pdftotext -raw notice.pdf - | awk -v RS='\f' "
		     "'/材料名称/ && !/住所使用证明/'",
		    "材料名称", 0);
	}
	json_decref(notice);
}

static void
a_reason_longer_than_a_page_is_cut_between_lines(void **state)
{
	json_t *notice = printed_sample("returned");
	char reason[2001];

	(void)state;
	for (size_t i = 0; i + 4 <= sizeof(reason) - 1; i += 4)
		(void)snprintf(reason + i, 5, "因\n");
	assert_int_equal(
	    json_object_set_new(notice, "reason", json_string(reason)), 0);
	print_take(notice, NOTICE_A4);
	says("pdftotext -raw notice.pdf -", "因\n", 500);
}

static void
texts_without_a_break_stay_on_the_sheet(void **state)
{
	json_t *notice = printed_sample("receipt");
	char number[91];

	(void)state;
	memset(number, 'W', sizeof(number) - 1);
	number[sizeof(number) - 1] = '\0';
	assert_int_equal(
	    json_object_set_new(notice, "number", json_string(number)), 0);
	print_take(notice, NOTICE_80MM);
	says("pdftotext -bbox notice.pdf - | "
	     "awk -F'\"' '/<word/ && ($2 < 11 || $6 > 216)'",
	    "word", 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		without_a_chinese_font_no_pdf_is_made_and_the_error_names_one),
	    cmocka_unit_test(each_kind_is_one_page_a_copy),
	    cmocka_unit_test(the_chinese_on_it_can_be_searched),
	    cmocka_unit_test(every_font_is_embedded),
	    cmocka_unit_test(the_code_is_read_back),
	    cmocka_unit_test(
		the_file_says_who_made_it_and_nothing_about_the_citizen),
	    cmocka_unit_test(
		equal_notices_are_equal_bytes_wherever_and_whenever),
	    cmocka_unit_test(long_lists_go_over_the_page_and_repeat_their_head),
	    cmocka_unit_test(the_head_of_a_table_is_not_left_alone_below),
	    cmocka_unit_test(a_reason_longer_than_a_page_is_cut_between_lines),
	    cmocka_unit_test(texts_without_a_break_stay_on_the_sheet),
	};

	return cmocka_run_group_tests(tests, start, end);
}
