/*
 * A day in three halls: a village cut off, a town that decides, a county
 * that sees it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/world.h"

#define RECEIVE                                           \
	"case receive item=330421-YB-001 name=王秀英 " \
	"id_number=11010519491231002X phone=13857300001"

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

/* The number of the case just received. */
static const char *
received(const json_t *result)
{
	static char number[64];

	(void)snprintf(
	    number, sizeof(number), "%s", json_member_text(result, "number"));
	return number;
}

static void
what_a_village_receives_offline_gets_its_stamps_when_the_line_returns(
    void **state)
{
	struct world *w = *state;
	const char *number = received(world_act(w, "北鹤村", RECEIVE));

	assert_string_equal(world_case(w, "北鹤村", number), "accepted []");
	world_join(w, "北鹤村", "姚庄镇");
	world_settle(w);
	assert_string_equal(
	    world_case(w, "北鹤村", number), "accepted [姚庄镇]");
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
	assert_string_equal(
	    world_case(w, "北鹤村", number), "accepted [姚庄镇 嘉善县]");
	assert_string_equal(
	    world_case(w, "嘉善县", number), "accepted [姚庄镇 嘉善县]");
}

static void
a_town_decides_under_a_power_and_the_result_flows_back(void **state)
{
	struct world *w = *state;
	const char *number = received(world_act(w, "北鹤村", RECEIVE));
	char words[160];

	world_join(w, "北鹤村", "姚庄镇");
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
	(void)snprintf(
	    words, sizeof(words), "case decide %s outcome=approved", number);
	assert_non_null(strstr(world_refused(w, "姚庄镇", words), "no power"));
	(void)world_act(w, "嘉善县",
	    "power grant grantee=330421111000 items=330421-YB-001 "
	    "mode=entrusted basis=善政发〔2026〕1号");
	world_settle(w);
	(void)world_act(w, "姚庄镇", words);
	world_settle(w);
	assert_string_equal(world_case(w, "北鹤村", number),
	    "approved decided [姚庄镇 嘉善县]");
	assert_non_null(strstr(world_refused(w, "嘉善县", words), "decided"));
	world_same(w, "ledger/330421111205", "北鹤村", "姚庄镇");
	world_same(w, "ledger/330421111205", "北鹤村", "嘉善县");
	world_same(w, "gazette/330421000000", "北鹤村", "嘉善县");
}

/* What was rolled back may not be named to whoever is on the line. */
static void
a_refused_action_leaves_the_lines_alone(void **state)
{
	struct world *w = *state;
	const char *number;
	char words[96];

	world_join(w, "北鹤村", "姚庄镇");
	number = received(world_act(w, "北鹤村", RECEIVE));
	world_settle(w);
	(void)snprintf(words, sizeof(words), "case step %s step=审核", number);
	(void)world_act(w, "姚庄镇", words);
	(void)snprintf(words, sizeof(words), "case accept %s", number);
	(void)world_refused(w, "姚庄镇", words);
	world_settle(w);
	assert_string_equal(
	    world_case(w, "北鹤村", number), "handling [姚庄镇]");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		what_a_village_receives_offline_gets_its_stamps_when_the_line_returns,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_town_decides_under_a_power_and_the_result_flows_back,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_refused_action_leaves_the_lines_alone, three_halls, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
