/*
 * Bytes of other people made fit to be shown.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/base/text.h"
#include "schema/base/words.h"

static void
expect(const char *bytes, const char *shown)
{
	char out[64];

	text_copy(out, sizeof(out), bytes, strlen(bytes));
	assert_string_equal(out, shown);
}

static void
what_people_write_stays_as_it_is(void **state)
{
	(void)state;
	expect("", "");
	expect("王秀英 (O'Brien) ~", "王秀英 (O'Brien) ~");
	expect("𠮷 ü €", "𠮷 ü €");
}

static void
nothing_moves_the_cursor_or_ends_the_line(void **state)
{
	(void)state;
	expect("\x1b[2Jx\ny\x7f", " [2Jx y ");
	expect("a\xc2\x9bz", "a z"); /* CSI in one character */
	/* NOLINTBEGIN(misc-misleading-bidirectional): it is what is asked */
	expect("a\xe2\x80\xaez", "a z"); /* right to left, override */
	expect("a\xe2\x81\xa6z", "a z"); /* isolate */
	/* NOLINTEND(misc-misleading-bidirectional) */
	expect("a\xe2\x80\xa8z", "a z"); /* line separator */
}

static void
what_is_no_utf8_becomes_a_question_mark(void **state)
{
	(void)state;
	expect("\xff\xfe", "??");
	expect("\xc0\xaf", "??");	    /* overlong */
	expect("\xed\xa0\x80", "???");	    /* surrogate */
	expect("\xf4\x90\x80\x80", "????"); /* beyond the last plane */
	expect("\xe7\x8e", "??");	    /* cut in the middle */
	expect("\xe7\x8ex", "??x");
}

/* However a Chinese text is cut, JSON can carry what is left. */
static void
a_cut_leaves_whole_characters(void **state)
{
	static const char text[] = "镇已收 ■ 县已收";

	(void)state;
	for (size_t room = 1; room <= sizeof(text); room++) {
		char out[sizeof(text)];
		json_t *value;

		text_copy(out, room, text, strlen(text));
		assert_true(strlen(out) < room);
		assert_memory_equal(out, text, strlen(out));
		value = json_string(out);
		assert_non_null(value);
		json_decref(value);
	}
}

/* An error's text is cut at its end and quotes whatever was typed. */
static void
an_error_can_always_be_shown(void **state)
{
	char typed[ERR_TEXT_MAX + 2];
	struct err e = ERR_INIT;

	(void)state;
	for (size_t shift = 0; shift < 3; shift++) {
		json_t *value;

		memset(typed, 'x', sizeof(typed));
		for (size_t i = shift; i + 3 < sizeof(typed); i += 3)
			memcpy(typed + i, "收", 3);
		typed[sizeof(typed) - 1] = '\0';
		(void)err_set(&e, ERR_FORMAT, "%s", typed);
		value = json_string(e.text);
		assert_non_null(value);
		json_decref(value);
		(void)err_wrap(&e, "%s", "\x1b[31m");
		assert_null(strchr(e.text, 0x1b));
	}
}

static const char *
said_of(int number, enum words_language language)
{
	static struct err e;

	words_choose(language);
	errno = number;
	(void)err_errno(&e, "%s", "/srv/hall");
	words_choose(WORDS_EN);
	return e.text;
}

static void
what_the_system_says_is_told_in_the_operators_language(void **state)
{
	(void)state;
	assert_string_equal(
	    said_of(ENOSPC, WORDS_ZH), "/srv/hall：系统提示：磁盘空间已满");
	assert_string_equal(said_of(EACCES, WORDS_EN),
	    "/srv/hall: the system says: Permission denied");
	/* What nobody meets stands in a Chinese sentence all the same. */
	assert_non_null(strstr(said_of(EDOM, WORDS_ZH), "系统提示：Numerical"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_people_write_stays_as_it_is),
	    cmocka_unit_test(nothing_moves_the_cursor_or_ends_the_line),
	    cmocka_unit_test(what_is_no_utf8_becomes_a_question_mark),
	    cmocka_unit_test(a_cut_leaves_whole_characters),
	    cmocka_unit_test(an_error_can_always_be_shown),
	    cmocka_unit_test(
		what_the_system_says_is_told_in_the_operators_language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
