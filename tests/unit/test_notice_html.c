/*
 * A notice as a page: the golden pages, and that data stays data.
 *
 * tests/golden/notice/<kind>.<zh or en>.html are A4; receipt.slip.zh.html
 * and promise.slip.zh.html are slips.  NOTICE_GOLDEN=write writes them anew;
 * look at them in a browser before you keep them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/records/record_type.h"
#include "tests/fixture/must.h"
#include "tests/fixture/printed.h"

/* --- golden pages --------------------------------------------------------- */

static void
is_golden(const char *kind, const char *suffix, const char *language,
    enum notice_size size)
{
	json_t *notice = printed_sample(kind);
	const char *mode = getenv("NOTICE_GOLDEN");
	struct buf page, wanted;
	char path[96];

	(void)snprintf(
	    path, sizeof(path), "tests/golden/notice/%s.%s.html", kind, suffix);
	printed_set(notice, "language", language);
	page = printed_page(notice, size);
	if (mode != NULL && strcmp(mode, "write") == 0)
		printed_write(path, &page);
	wanted = printed_file(path);
	assert_string_equal(buf_text(&page), buf_text(&wanted));
	buf_free(&page);
	buf_free(&wanted);
	json_decref(notice);
}

static void
each_kind_is_the_golden_page_in_chinese(void **state)
{
	(void)state;
	for (size_t i = 0; printed_kinds[i] != NULL; i++)
		is_golden(printed_kinds[i], "zh", NULL, NOTICE_A4);
}

static void
each_kind_is_the_golden_page_in_english(void **state)
{
	(void)state;
	for (size_t i = 0; printed_kinds[i] != NULL; i++)
		is_golden(printed_kinds[i], "en", "\"en\"", NOTICE_A4);
}

static void
slips_are_the_golden_slips(void **state)
{
	(void)state;
	is_golden("receipt", "slip.zh", NULL, NOTICE_80MM);
	is_golden("promise", "slip.zh", NULL, NOTICE_80MM);
}

/* --- data stays data ------------------------------------------------------ */

#define HOSTILE "</td><script src=//x>'\"&amp;"
#define HARMLESS "&lt;/td&gt;&lt;script src=//x&gt;&#39;&quot;&amp;amp;"

/* A notice that says the text wherever a notice says any. */
static json_t *
saying(const char *text)
{
	json_t *notice = json_pack("{s:s,s:s,s:s,s:s,s:s,"
				   "s:{s:s},s:{s:s,s:s,s:s,s:s,s:s},"
				   "s:s,s:s,s:s,s:s,s:[{s:s}],s:{s:s,s:s},"
				   "s:[{s:s,s:s,s:s}],s:s,s:s,s:s,s:s,"
				   "s:s,s:s,s:s,s:s,s:[s]}",
	    "kind", "decision", "number", text, "issued", "2026-11-27",
	    "case_number", "330421111205-01-20261123-0001-7", "query_code",
	    "482913", "item", "name", text, "applicant", "name", text,
	    "id_number", text, "phone", text, "address", text, "agent", text,
	    "hall", text, "window", text, "issuing_hall", text, "department",
	    text, "departments", "name", text, "power", "basis", text, "mode",
	    "entrusted", "materials", "name", text, "note", text, "state",
	    "missing", "decided", "2026-11-27", "outcome", "approved", "result",
	    text, "reason", text, "law", text, "objection", text, "document",
	    text, "clerk", text, "recipients", text);

	assert_non_null(notice);
	return notice;
}

/*
 * Times such a page says it: the number in its title and on the sheet, the
 * department as issuer, by the seal and in the table, the applicant and the
 * item in the text and in the table, and each other member once.
 */
#define TIMES_SAID 27

static void
no_field_can_bring_markup_into_the_page(void **state)
{
	json_t *notice = saying(HOSTILE);

	(void)state;
	for (int size = NOTICE_A4; size <= NOTICE_80MM; size++) {
		struct buf page = printed_page(notice, (enum notice_size)size);

		assert_int_equal(printed_count(&page, "<script"), 0);
		assert_int_equal(printed_count(&page, HARMLESS), TIMES_SAID);
		assert_int_equal(printed_count(&page, "//x"), TIMES_SAID);
		buf_free(&page);
	}
	json_decref(notice);
}

static void
what_hides_or_turns_text_round_shows_as_a_replacement(void **state)
{
	/* NOLINTBEGIN(misc-misleading-bidirectional): as they are meant */
	static const char *const marks[] = {"\u00ad", "\xc2\x80", "\u061c",
	    "\u180e", "\u200b", "\u200e", "\u200f", "\u2028", "\u202a",
	    "\u202e", "\u2060", "\u2066", "\u2069", "\u3164", "\ufeff",
	    "\ufffb", "\ufffe", "\U0001fffe", "\U000e0041", "\U0010ffff"};
	/* NOLINTEND(misc-misleading-bidirectional) */
	char text[32];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		json_t *notice;
		struct buf page;

		(void)snprintf(text, sizeof(text), "王%s英", marks[i]);
		notice = saying(text);
		page = printed_page(notice, NOTICE_A4);
		assert_int_equal(printed_count(&page, marks[i]), 0);
		assert_int_equal(
		    printed_count(&page, "王\ufffd英"), TIMES_SAID);
		buf_free(&page);
		json_decref(notice);
	}
}

/* Rare characters, variants of them, and what other scripts join with. */
static void
names_are_printed_as_they_are_written(void **state)
{
	static const char *const names[] = {"\u3400\U00020000\U0002a6a5",
	    "\u845b\U000e0100", "\u0628\u200c\u0628", "\ue863", "e\u0301",
	    "阿依古丽·吐尔逊"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		json_t *notice = saying(names[i]);
		struct buf page = printed_page(notice, NOTICE_A4);

		assert_int_equal(printed_count(&page, names[i]), TIMES_SAID);
		buf_free(&page);
		json_decref(notice);
	}
}

static void
a_page_fetches_and_runs_nothing(void **state)
{
	static const char *const reach[] = {"http:", "https:", "url(",
	    "@import", "src=", "href=", "<script", "<link", "<img", "<iframe",
	    "<form", "javascript:"};

	(void)state;
	for (size_t i = 0; printed_kinds[i] != NULL; i++) {
		json_t *notice = printed_sample(printed_kinds[i]);
		struct buf page = printed_page(notice, NOTICE_A4);

		for (size_t n = 0; n < COUNT_OF(reach); n++)
			assert_int_equal(printed_count(&page, reach[n]), 0);
		assert_int_equal(
		    printed_count(&page, "content=\"default-src 'none'; "), 1);
		buf_free(&page);
		json_decref(notice);
	}
}

static void
long_lists_are_printed_whole(void **state)
{
	json_t *notice = printed_sample("supplement"), *list = json_array();
	struct buf page;

	(void)state;
	for (int i = 0; i < FIELD_LIST_MAX; i++)
		assert_int_equal(json_array_append_new(list,
				     json_pack("{s:s}", "name", "施工图")),
		    0);
	assert_int_equal(json_object_set_new(notice, "materials", list), 0);
	page = printed_page(notice, NOTICE_A4);
	assert_int_equal(
	    printed_count(&page, "<td>施工图</td>"), FIELD_LIST_MAX);
	assert_int_equal(
	    printed_count(&page, "<td class=\"middle\">1024</td>"), 1);
	buf_free(&page);
	json_decref(notice);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_kind_is_the_golden_page_in_chinese),
	    cmocka_unit_test(each_kind_is_the_golden_page_in_english),
	    cmocka_unit_test(slips_are_the_golden_slips),
	    cmocka_unit_test(no_field_can_bring_markup_into_the_page),
	    cmocka_unit_test(
		what_hides_or_turns_text_round_shows_as_a_replacement),
	    cmocka_unit_test(names_are_printed_as_they_are_written),
	    cmocka_unit_test(a_page_fetches_and_runs_nothing),
	    cmocka_unit_test(long_lists_are_printed_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
