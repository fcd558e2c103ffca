/*
 * What nodes do by themselves: a case that was not handled the same day
 * becomes a promised one, a return that crossed with a material is reviewed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/disclosed.h"
#include "tests/fixture/noun.h"

#define DAY_S 86400

static char number[64];

/* And an item that is handled at once. */
static int
three_halls_in_step(void **state)
{
	struct world *w = world_of_three(31);

	world_join(w, "北鹤村", "姚庄镇");
	world_join(w, "姚庄镇", "嘉善县");
	(void)world_act(w, "嘉善县",
	    "item publish 330421-MZ-001 name=老年证 department=民政局 "
	    "statutory_days=20 promise_days=0 flags=immediate " DISCLOSED_WORD);
	world_settle(w);
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
receive(struct world *w, const char *item)
{
	char words[160];

	(void)snprintf(words, sizeof(words),
	    "case receive item=%s name=王秀英 id_number=11010519491231002X",
	    item);
	(void)snprintf(number, sizeof(number), "%s",
	    json_member_text(world_act(w, "北鹤村", words), "number"));
}

static void
act(struct world *w, const char *hall, const char *verb, const char *rest)
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "case %s %s %s", verb, number, rest);
	(void)world_act(w, hall, words);
}

static const json_t *
shown(struct world *w, const char *hall)
{
	char words[96];

	(void)snprintf(words, sizeof(words), "case show %s", number);
	return world_act(w, hall, words);
}

static size_t
count_events(struct world *w, const char *hall, const char *kind)
{
	const json_t *events = json_object_get(shown(w, hall), "events");
	size_t i, count = 0;
	json_t *event;

	json_array_foreach (events, i, event)
		count += strcmp(json_member_text(event, "kind"), kind) == 0;
	return count;
}

static void
what_was_not_handled_the_same_day_becomes_a_promise(void **state)
{
	struct world *w = *state;

	receive(w, "330421-MZ-001");
	world_settle(w);
	assert_string_equal(
	    json_member_text(shown(w, "嘉善县"), "mode"), "immediate");
	world_wait(w, DAY_S);
	world_settle(w);
	assert_string_equal(
	    json_member_text(shown(w, "嘉善县"), "mode"), "promise");
	assert_int_equal(
	    json_member_integer(json_object_get(shown(w, "嘉善县"), "deadline"),
		"promise_days", 0),
	    1);
	world_settle(w);
	assert_int_equal(count_events(w, "嘉善县", "case.converted"), 1);
}

static void
what_was_handled_the_same_day_stays_what_it_was(void **state)
{
	struct world *w = *state;

	receive(w, "330421-MZ-001");
	world_settle(w);
	act(w, "嘉善县", "decide", "outcome=approved");
	world_settle(w);
	world_wait(w, DAY_S);
	world_settle(w);
	assert_string_equal(
	    json_member_text(shown(w, "北鹤村"), "mode"), "immediate");
}

static void
return_and_material_cross(struct world *w, enum heal order)
{
	receive(w, "330421-YB-001");
	world_settle(w);
	noun_cut(w);
	act(w, "嘉善县", "return", "reason=缺户口簿");
	act(w, "北鹤村", "take", "piece=户口簿");
	noun_other_business(w, "北鹤村");
	noun_heal(w, order);
	assert_string_equal(
	    json_member_text(shown(w, "北鹤村"), "state"), "returned");
	assert_int_equal(count_events(w, "北鹤村", "case.review_requested"), 1);
	act(w, "嘉善县", "overturn", "reason=材料已收");
	world_settle(w);
	assert_string_equal(
	    json_member_text(shown(w, "北鹤村"), "state"), "received");
	world_same(w, "ledger/330421111205", "北鹤村", "嘉善县");
}

static void
a_return_that_crossed_with_a_material_is_reviewed(void **state)
{
	(void)state;
	noun_tell(three_halls_in_step, return_and_material_cross);
}

static void
a_return_that_crossed_with_nothing_is_left_alone(void **state)
{
	struct world *w = *state;

	receive(w, "330421-YB-001");
	world_settle(w);
	act(w, "嘉善县", "return", "reason=缺户口簿");
	world_settle(w);
	act(w, "北鹤村", "take", "piece=户口簿");
	world_settle(w);
	assert_int_equal(count_events(w, "嘉善县", "case.review_requested"), 0);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls_in_step, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(what_was_not_handled_the_same_day_becomes_a_promise),
	    STORY(what_was_handled_the_same_day_stays_what_it_was),
	    cmocka_unit_test(a_return_that_crossed_with_a_material_is_reviewed),
	    STORY(a_return_that_crossed_with_nothing_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
