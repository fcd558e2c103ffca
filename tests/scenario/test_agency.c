/*
 * Agencies: graded by halls, barred by the county; who is barred is barred.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/noun.h"

#define AGENCY "91330421MA28A00001"

static int
three_halls(void **state)
{
	struct world *w = world_of_three(43);

	noun_heal(w, HEAL_FROM_BELOW);
	(void)noun_act(w, COUNTY, "agency add " AGENCY " name=嘉善安评咨询");
	world_settle(w);
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
expect(struct world *w, const char *hall, const char *grade, const char *barred)
{
	const json_t *row =
	    json_array_get(world_act(w, hall, "agency list"), 0);

	assert_string_equal(json_member_text(row, "grade"), grade);
	assert_string_equal(json_member_text(row, "blacklisted"), barred);
}

static void
expect_everywhere(struct world *w, const char *grade, const char *barred)
{
	expect(w, BEIHE, grade, barred);
	expect(w, TOWN, grade, barred);
	expect(w, COUNTY, grade, barred);
}

/* K22: the town grades while the county bars. */
static void
graded_and_barred(struct world *w, enum heal order)
{
	(void)noun_act(
	    w, COUNTY, "agency blacklist " AGENCY " basis=出具虚假报告");
	world_wait(w, 3600);
	(void)noun_act(w, TOWN, "agency grade " AGENCY " grade=A");
	noun_other_business(w, TOWN);
	noun_heal(w, order);
	expect_everywhere(w, "A", "yes");
	(void)noun_act(w, COUNTY, "agency clear " AGENCY " basis=整改合格");
	world_settle(w);
	expect_everywhere(w, "A", "no");
}

static void
who_is_barred_is_barred_whatever_a_hall_graded_meanwhile(void **state)
{
	(void)state;
	noun_tell(three_halls, graded_and_barred);
}

static void
of_several_grades_the_last_is_shown(void **state)
{
	struct world *w = *state;

	(void)noun_act(w, COUNTY, "agency grade " AGENCY " grade=B");
	world_wait(w, 60);
	(void)noun_act(w, TOWN, "agency grade " AGENCY " grade=C");
	noun_heal(w, HEAL_FROM_BELOW);
	expect_everywhere(w, "C", "no");
}

static void
only_the_county_bars_and_nobody_grades_there_who_is_barred(void **state)
{
	struct world *w = *state;

	(void)noun_refused(
	    w, TOWN, "agency blacklist " AGENCY " basis=出具虚假报告");
	(void)noun_act(
	    w, COUNTY, "agency blacklist " AGENCY " basis=出具虚假报告");
	(void)noun_refused(w, COUNTY, "agency grade " AGENCY " grade=A");
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		who_is_barred_is_barred_whatever_a_hall_graded_meanwhile),
	    STORY(of_several_grades_the_last_is_shown),
	    STORY(only_the_county_bars_and_nobody_grades_there_who_is_barred),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
