/*
 * The tree of halls: how fresh what is known of each is, and how far behind
 * each is by what it signed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/noun.h"

#define DAY_S INT64_C(86400)
#define BEIHE_CODE "330421111205"

static int
three_halls(void **state)
{
	struct world *w = world_of_three(69);

	noun_heal(w, HEAL_FROM_BELOW);
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

/* What the county says of a hall. */
static const json_t *
said(struct world *w, const char *code)
{
	const json_t *rows = noun_act(w, COUNTY, "hall tree");
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "code"), code) == 0)
			return row;
	fail_msg("%s is not in the tree", code);
	return NULL;
}

static json_int_t
lacks(struct world *w, const char *code)
{
	return json_member_integer(said(w, code), "lacking", -1);
}

static void
check_fresh(struct world *w, const char *code, const char *word)
{
	assert_string_equal(json_member_text(said(w, code), "freshness"), word);
}

static void
a_hall_that_is_cut_off_lacks_what_was_written_since(void **state)
{
	struct world *w = *state;

	world_settle(w);
	assert_int_equal(lacks(w, BEIHE_CODE), 0);
	noun_cut(w);
	(void)noun_act(w, COUNTY, "hall address 10.20.1.7:7421");
	(void)noun_act(w, COUNTY, "hall address 10.20.1.8:7421");
	assert_int_equal(lacks(w, BEIHE_CODE), 2);
	assert_int_equal(lacks(w, "330421000000"), 0);
	noun_heal(w, HEAL_FROM_ABOVE);
	assert_int_equal(lacks(w, BEIHE_CODE), 0);
}

static void
a_hall_lacks_nothing_it_wrote_itself(void **state)
{
	struct world *w = *state;

	noun_other_business(w, BEIHE);
	world_settle(w);
	assert_int_equal(lacks(w, BEIHE_CODE), 0);
}

static void
what_is_known_of_a_hall_grows_old(void **state)
{
	struct world *w = *state;

	noun_other_business(w, BEIHE);
	world_settle(w);
	noun_cut(w);
	check_fresh(w, BEIHE_CODE, "fresh");
	check_fresh(w, "330421103000", "outside");
	world_wait(w, 2 * DAY_S);
	check_fresh(w, BEIHE_CODE, "late");
	world_wait(w, 2 * DAY_S);
	check_fresh(w, BEIHE_CODE, "silent");
	check_fresh(w, "330421000000", "fresh");
}

static int
is_over_room(struct world *w, const char *code)
{
	return json_is_true(json_object_get(said(w, code), "over_room"));
}

static void
a_hall_that_writes_more_than_there_is_room_for_is_marked(void **state)
{
	struct world *w = *state;

	noun_other_business(w, BEIHE);
	world_settle(w);
	assert_false(is_over_room(w, BEIHE_CODE));
	engine_set_log_room(world_engine(w, COUNTY), 100);
	assert_true(is_over_room(w, BEIHE_CODE));
	assert_false(is_over_room(w, "330421000000"));
	world_wait(w, DAY_S);
	assert_false(is_over_room(w, BEIHE_CODE));
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(a_hall_that_is_cut_off_lacks_what_was_written_since),
	    STORY(a_hall_lacks_nothing_it_wrote_itself),
	    STORY(what_is_known_of_a_hall_grows_old),
	    STORY(a_hall_that_writes_more_than_there_is_room_for_is_marked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
