/*
 * A citizen asks with the number and the query code on the receipt, and
 * nobody finds out by guessing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "sync/engine/query_code.h"
#include "tests/fixture/attempt.h"
#include "tests/fixture/erased.h"
#include "tests/fixture/keyless.h"
#include "tests/fixture/must.h"
#include "tests/fixture/world.h"

#define COUNTY "嘉善县"
#define TOWN "姚庄镇"
#define VILLAGE "北鹤村"

#define RECEIVE                                           \
	"case receive item=330421-YB-001 name=王秀英 " \
	"id_number=11010519491231002X phone=13857300001"

/* What stands on a receipt. */
struct slip {
	char number[64];
	char code[16];
};

static int
three_halls(void **state)
{
	*state = world_of_three(1);
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static const json_t *
look(struct world *w, const char *hall, const char *number)
{
	char words[128];

	(void)snprintf(words, sizeof(words), "case show %s", number);
	return world_act(w, hall, words);
}

static struct slip
received(struct world *w)
{
	struct slip s;

	(void)snprintf(s.number, sizeof(s.number), "%s",
	    json_member_text(world_act(w, VILLAGE, RECEIVE), "number"));
	(void)snprintf(s.code, sizeof(s.code), "%s",
	    json_member_text(look(w, VILLAGE, s.number), "query_code"));
	return s;
}

static const char *
track_words(const char *number, const char *code)
{
	static char words[160];

	(void)snprintf(
	    words, sizeof(words), "case track %s code=%s", number, code);
	return words;
}

static const json_t *
track(struct world *w, const char *hall, const struct slip *s)
{
	return world_act(w, hall, track_words(s->number, s->code));
}

/* Whether it is refused, and not because of too many tries. */
static int
is_wrong(
    struct world *w, const char *hall, const char *number, const char *code)
{
	return strstr(world_refused(w, hall, track_words(number, code)),
		   "there is no case") != NULL;
}

static int
is_locked(
    struct world *w, const char *hall, const char *number, const char *code)
{
	return strstr(world_refused(w, hall, track_words(number, code)),
		   "too many") != NULL;
}

/* Six digits that are not the code's. */
static const char *
other_than(const char *code)
{
	return strcmp(code, "000000") == 0 ? "000001" : "000000";
}

static void
number_and_code_tell_how_the_case_stands_and_nothing_of_the_person(void **state)
{
	struct world *w = *state;
	struct slip s = received(w);
	struct buf said = BUF_INIT;
	const json_t *row;

	assert_int_equal(strlen(s.code), QUERY_CODE_LEN);
	row = track(w, VILLAGE, &s);
	assert_string_equal(json_member_text(row, "state"), "accepted");
	assert_non_null(json_member_text(row, "due"));
	MUST(json_write(row, &said, &e));
	assert_non_null(strstr(buf_text(&said), s.number));
	assert_null(strstr(buf_text(&said), "王秀英"));
	assert_null(strstr(buf_text(&said), "11010519491231002X"));
	assert_null(strstr(buf_text(&said), "13857300001"));
	buf_free(&said);
}

static void
what_is_missing_is_told_until_it_is_there(void **state)
{
	struct world *w = *state;
	struct slip s = received(w);
	char words[160];
	const json_t *missing;

	(void)snprintf(
	    words, sizeof(words), "case ask %s pieces=户口簿,照片", s.number);
	(void)world_act(w, VILLAGE, words);
	(void)snprintf(
	    words, sizeof(words), "case take %s piece=照片", s.number);
	(void)world_act(w, VILLAGE, words);
	missing = json_object_get(track(w, VILLAGE, &s), "missing");
	assert_int_equal(json_array_size(missing), 1);
	assert_string_equal(
	    json_string_value(json_array_get(missing, 0)), "户口簿");
}

static void
the_code_is_the_same_wherever_the_key_is_held(void **state)
{
	struct world *w = *state;
	struct slip s = received(w);
	struct buf dump;

	keyless_send(w, VILLAGE, TOWN);
	assert_true(is_wrong(w, TOWN, s.number, s.code));
	world_sync(w, VILLAGE, TOWN);
	world_sync(w, TOWN, COUNTY);
	(void)track(w, TOWN, &s);
	(void)track(w, COUNTY, &s);
	assert_string_equal(
	    json_member_text(look(w, COUNTY, s.number), "query_code"), s.code);
	dump = attempt_dump(w, COUNTY);
	assert_null(strstr(buf_text(&dump), s.code));
	buf_free(&dump);
}

static void
a_wrong_code_and_a_number_nobody_has_are_answered_alike(void **state)
{
	struct world *w = *state;
	struct slip s = received(w);
	char cut[64];

	assert_true(is_wrong(w, VILLAGE, s.number, other_than(s.code)));
	assert_true(is_wrong(w, VILLAGE, s.number, "12345"));
	assert_true(
	    is_wrong(w, VILLAGE, "330421111205-01-20991231-0001-1", s.code));
	/* Part of a number names no case here. */
	(void)snprintf(cut, sizeof(cut), "%.20s", s.number);
	assert_true(is_wrong(w, VILLAGE, cut, s.code));
}

static void
after_five_wrong_codes_nobody_is_answered_for_an_hour(void **state)
{
	struct world *w = *state;
	struct slip s = received(w), other = received(w);

	for (int i = 0; i < QUERY_WRONG_MAX; i++)
		assert_true(is_wrong(w, VILLAGE, s.number, other_than(s.code)));
	assert_true(is_locked(w, VILLAGE, s.number, s.code));
	(void)track(w, VILLAGE, &other);
	world_wait(w, QUERY_LOCK_S - 60);
	assert_true(is_locked(w, VILLAGE, s.number, s.code));
	world_wait(w, 120);
	(void)track(w, VILLAGE, &s);
}

static void
the_right_code_forgives_the_wrong_ones_before(void **state)
{
	struct world *w = *state;
	struct slip s = received(w);

	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < QUERY_WRONG_MAX - 1; i++)
			assert_true(
			    is_wrong(w, VILLAGE, s.number, other_than(s.code)));
		(void)track(w, VILLAGE, &s);
	}
}

static void
a_code_tried_on_many_numbers_locks_the_hall(void **state)
{
	struct world *w = *state;
	struct slip s = received(w);
	char number[64];

	for (int i = 0; i < QUERY_WRONG_HALL_MAX; i++) {
		(void)snprintf(number, sizeof(number), "no-such-case-%d", i);
		assert_true(is_wrong(w, VILLAGE, number, s.code));
	}
	assert_true(is_locked(w, VILLAGE, s.number, s.code));
	world_wait(w, QUERY_LOCK_S + 60);
	(void)track(w, VILLAGE, &s);
}

static void
a_clock_that_was_wrong_locks_nobody_out(void **state)
{
	struct world *w = *state;
	struct slip s = received(w);

	world_skew(w, VILLAGE, 400 * 86400);
	for (int i = 0; i < QUERY_WRONG_MAX; i++)
		assert_true(is_wrong(w, VILLAGE, s.number, other_than(s.code)));
	assert_true(is_locked(w, VILLAGE, s.number, s.code));
	world_skew(w, VILLAGE, 0);
	(void)track(w, VILLAGE, &s);
}

static void
of_an_erased_person_nothing_is_told(void **state)
{
	struct world *w = *state;
	struct slip s = received(w);

	erased_here(world_engine(w, VILLAGE),
	    json_member_integer(look(w, VILLAGE, s.number), "record", 0));
	assert_true(is_wrong(w, VILLAGE, s.number, s.code));
	assert_null(json_object_get(look(w, VILLAGE, s.number), "query_code"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		number_and_code_tell_how_the_case_stands_and_nothing_of_the_person,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		what_is_missing_is_told_until_it_is_there, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		the_code_is_the_same_wherever_the_key_is_held, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		a_wrong_code_and_a_number_nobody_has_are_answered_alike,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		after_five_wrong_codes_nobody_is_answered_for_an_hour,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		the_right_code_forgives_the_wrong_ones_before, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		a_code_tried_on_many_numbers_locks_the_hall, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_clock_that_was_wrong_locks_nobody_out, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		of_an_erased_person_nothing_is_told, three_halls, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
