/*
 * A hall that lacks much, as one that joins does: whoever waits is told how
 * much has come and how much is still to come, and a line that was cut goes on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "schema/base/json.h"
#include "sync/carry/frame.h"
#include "tests/fixture/caller.h"
#include "tests/fixture/noun.h"

/* More than one batch. */
#define MUCH 640

static int
much_to_say(void **state)
{
	struct world *w = world_of_three(72);

	noun_heal(w, HEAL_FROM_BELOW);
	noun_cut(w);
	for (int i = 0; i < MUCH; i++)
		(void)noun_act(w, COUNTY,
		    "slot publish date=2026-%02d-%02d from=%02d:00 to=%02d:30 "
		    "capacity=1",
		    1 + i / 200, 1 + i / 10 % 20, 8 + i % 10, 8 + i % 10);
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static json_int_t
of_last_line(struct world *w, const char *hall, const char *member)
{
	return json_member_integer(
	    json_array_get(noun_act(w, hall, "sessions list most=1"), 0),
	    member, -1);
}

static void
whoever_waits_is_told_how_much_is_to_come(void **state)
{
	struct world *w = *state;
	json_int_t came = 0, lacking = 0;

	for (size_t bytes = 40000; came == 0; bytes += 20000) {
		world_trickle(w, TOWN, COUNTY, bytes);
		came = of_last_line(w, TOWN, "changesets_in");
		lacking = of_last_line(w, TOWN, "lacking");
	}
	assert_in_range(lacking, 1, MUCH);
	assert_in_range(came + lacking, MUCH, MUCH + 20);
	world_sync(w, TOWN, COUNTY);
	assert_int_equal(of_last_line(w, TOWN, "lacking"), 0);
	assert_int_equal(of_last_line(w, TOWN, "changesets_in"), lacking);
	assert_int_equal(of_last_line(w, COUNTY, "lacking"), 0);
}

/* It decides nothing, whatever it says. */
static void
a_count_that_is_a_lie_harms_nobody(void **state)
{
	static const uint8_t all[] = {0xff, 0xff, 0xff, 0xff};
	struct world *w = *state;
	struct caller c;

	caller_call(&c, w, COUNTY, TOWN);
	assert_int_equal(caller_greet(&c, TOWN), 0);
	assert_int_equal(caller_say(&c, FRAME_RUN, all, sizeof(all)), 0);
	assert_int_equal(caller_say(&c, FRAME_RUN, all, 3), -1);
	caller_hang_up(&c);
	world_sync(w, TOWN, COUNTY);
	world_same(w, "gazette/330421000000", TOWN, COUNTY);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, much_to_say, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(whoever_waits_is_told_how_much_is_to_come),
	    STORY(a_count_that_is_a_lie_harms_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
