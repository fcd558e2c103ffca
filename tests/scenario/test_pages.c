/*
 * Lists by pages: each row once, in one order, however many halls have a
 * record of that name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/noun.h"

#define ROWS_MAX 40

static int
three_halls(void **state)
{
	struct world *w = world_of_three(91);

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

struct walked {
	char rows[ROWS_MAX][100]; /* as `after` names them */
	size_t count, pages;
};

/* From the first page to the one that is not full. */
static void
walk(struct world *w, const char *hall, const char *list, size_t most,
    struct walked *out)
{
	const char *after = "";
	size_t got = most;

	memset(out, 0, sizeof(*out));
	while (got == most) {
		const json_t *rows = noun_act(w, hall, "%s most=%zu%s%s", list,
		    most, out->count > 0 ? " after=" : "", after);

		got = json_array_size(rows);
		assert_true(got <= most && out->count + got < ROWS_MAX);
		for (size_t i = 0; i < got; i++) {
			const json_t *row = json_array_get(rows, i);

			(void)snprintf(out->rows[out->count++],
			    sizeof(out->rows[0]), "%s@%s",
			    json_member_text(row, "id"),
			    json_member_text(row, "hall"));
		}
		after = out->count > 0 ? out->rows[out->count - 1] : "";
		out->pages++;
	}
}

static void
expect_in_order(const struct walked *all)
{
	for (size_t i = 1; i < all->count; i++)
		assert_true(strcmp(all->rows[i - 1], all->rows[i]) < 0);
}

static void
people_known_at_two_villages_are_each_listed_once(void **state)
{
	struct world *w = *state;
	struct walked all;

	for (int i = 0; i < 4; i++) {
		(void)noun_act(w, BEIHE,
		    "person register name=王秀英 phone=1385730000%d", i);
		(void)noun_act(w, DINGZHA,
		    "person register name=李国强 phone=1385730001%d", i);
	}
	noun_heal(w, HEAL_FROM_BELOW);
	for (size_t most = 1; most < 10; most++) {
		walk(w, COUNTY, "person list", most, &all);
		assert_int_equal(all.count, 8);
		assert_int_equal(all.pages, 8 / most + 1);
		expect_in_order(&all);
	}
}

static void
one_card_at_two_villages_on_one_day_is_listed_twice(void **state)
{
	struct world *w = *state;
	struct walked all;

	(void)noun_act(w, BEIHE, "swipe record A1093 slot=morning");
	(void)noun_act(w, DINGZHA, "swipe record A1093 slot=morning");
	(void)noun_act(w, DINGZHA, "swipe record A1094 slot=morning");
	noun_heal(w, HEAL_FROM_BELOW);
	for (size_t most = 1; most < 4; most++) {
		walk(w, COUNTY, "swipe list", most, &all);
		assert_int_equal(all.count, 3);
		expect_in_order(&all);
	}
	walk(w, COUNTY, "swipe list A1094", 1, &all);
	assert_int_equal(all.count, 1);
}

static void
a_page_that_cannot_be_is_refused(void **state)
{
	struct world *w = *state;

	(void)noun_refused(w, TOWN, "person list after=8f3a00c1");
	(void)noun_refused(w, TOWN, "person list most=0");
	(void)noun_refused(w, TOWN, "booking list most=501");
	assert_int_equal(json_array_size(noun_act(
			     w, TOWN, "person list after=zz@330421111205")),
	    0);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(people_known_at_two_villages_are_each_listed_once),
	    STORY(one_card_at_two_villages_on_one_day_is_listed_twice),
	    STORY(a_page_that_cannot_be_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
