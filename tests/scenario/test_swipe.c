/*
 * Attendance: a card that is at two halls faster than anybody travels is
 * looked at, and the county rules on it in both ledgers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/noun.h"

static int
three_halls(void **state)
{
	struct world *w = world_of_three(53);

	noun_heal(w, HEAL_FROM_BELOW);
	noun_cut(w);
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static void
swipe(struct world *w, const char *hall, const char *slot, char name[64])
{
	noun_keep(noun_act(w, hall, "swipe record A1093 slot=%s", slot),
	    "swipe", name);
}

static const char *
ruling(struct world *w, const char *hall)
{
	const char *text = json_member_text(
	    json_array_get(world_act(w, hall, "swipe list"), 0), "ruling");

	return text == NULL ? "" : text;
}

/* K24: swiped at two villages within ten minutes. */
static void
at_two_halls(struct world *w, enum heal order)
{
	char name[64];

	swipe(w, BEIHE, "morning", name);
	world_wait(w, 600);
	swipe(w, DINGZHA, "morning", name);
	noun_other_business(w, DINGZHA);
	noun_heal(w, order);
	assert_int_equal(noun_entries(w, TOWN, "K24"), 1);
	assert_int_equal(noun_entries(w, COUNTY, "K24"), 1);
	assert_int_equal(noun_entries(w, BEIHE, "K24"), 0);
	(void)noun_refused(
	    w, TOWN, "swipe judge %s role=impersonated reason=代刷", name);
	(void)noun_act(
	    w, COUNTY, "swipe judge %s role=impersonated reason=代刷", name);
	world_settle(w);
	assert_string_equal(ruling(w, BEIHE), "impersonated");
	assert_string_equal(ruling(w, DINGZHA), "impersonated");
	assert_int_equal(noun_entries(w, TOWN, "K24"), 0);
	(void)noun_act(
	    w, COUNTY, "swipe judge %s role=genuine reason=时钟有误", name);
	world_settle(w);
	assert_string_equal(ruling(w, BEIHE), "genuine");
}

static void
a_card_at_two_halls_at_once_is_ruled_on_by_the_county(void **state)
{
	(void)state;
	noun_tell(three_halls, at_two_halls);
}

static void
who_had_time_to_travel_is_not_suspected(void **state)
{
	struct world *w = *state;
	char name[64];

	swipe(w, BEIHE, "morning", name);
	world_wait(w, 3600);
	swipe(w, DINGZHA, "afternoon", name);
	noun_heal(w, HEAL_FROM_BELOW);
	assert_int_equal(noun_entries(w, COUNTY, "K24"), 0);
}

static void
a_card_is_swiped_once_for_each_of_three(void **state)
{
	struct world *w = *state;
	char name[64];

	swipe(w, BEIHE, "morning", name);
	(void)noun_refused(w, BEIHE, "swipe record A1093 slot=morning");
	swipe(w, BEIHE, "leaving", name);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_card_at_two_halls_at_once_is_ruled_on_by_the_county),
	    STORY(who_had_time_to_travel_is_not_suspected),
	    STORY(a_card_is_swiped_once_for_each_of_three),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
