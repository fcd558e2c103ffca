/*
 * A hall restored or copied: each life gives numbers of its own, and should
 * one number be given twice all the same, both cases stand (K26).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "sync/engine/life.h"
#include "tests/fixture/must.h"
#include "tests/fixture/noun.h"

#define RECEIVE                                           \
	"case receive item=330421-YB-001 name=王秀英 " \
	"document=passport document_number=E0000001"

static int
three_halls(void **state)
{
	struct world *w = world_of_three(71);

	noun_heal(w, HEAL_FROM_BELOW);
	noun_cut(w);
	*state = w;
	return 0;
}

static void
restore(struct world *w, const char *hall)
{
	MUST(engine_open_life(world_engine(w, hall), LIFE_RESTORED,
	    world_time(w, hall).now_s, &e));
}

static void
many_lives(struct world *w, enum heal order)
{
	char first[64], later[64];

	noun_keep(noun_act(w, BEIHE, RECEIVE), "number", first);
	for (int i = 0; i < 120; i++)
		restore(w, BEIHE);
	noun_keep(noun_act(w, BEIHE, RECEIVE), "number", later);
	assert_non_null(strstr(first, "330421111205-01-"));
	assert_non_null(strstr(later, "330421111205-121-"));
	noun_other_business(w, BEIHE);
	noun_heal(w, order);
	(void)noun_act(w, COUNTY, "case show %s", first);
	(void)noun_act(w, COUNTY, "case show %s", later);
	assert_int_equal(noun_entries(w, COUNTY, "K26"), 0);
}

static void
each_life_of_a_hall_numbers_for_itself(void **state)
{
	(void)state;
	noun_tell(three_halls, many_lives);
}

/* As a copied disk does it that cannot know: the same number once more. */
static void
give_again(struct world *w, const char *number, char id[64])
{
	struct space_name ledger;
	json_t *events;

	(void)snprintf(id, 64, "%.50s-0000beef", number);
	events = json_pack("[{s:s,s:s,s:s,s:s,s:i,s:s,s:{s:s,s:s}}]", "do",
	    "case.received", "on", id, "number", number, "item",
	    "330421-YB-001", "item_version", 1, "document", "passport",
	    "personal", "name", "李国强", "document_number", "E0000002");
	assert_int_equal(space_name_parse("ledger/330421111205", &ledger), 0);
	MUST(engine_write(world_engine(w, BEIHE), &ledger, events, "again",
	    world_time(w, BEIHE).now_s, NULL, NULL, &e));
	json_decref(events);
}

/* The slip of each leads its citizen to his own case. */
static void
expect_own_case(
    struct world *w, const char *number, const char *id, const char *case_state)
{
	char code[16];

	(void)snprintf(code, sizeof(code), "%s",
	    json_member_text(
		noun_act(w, TOWN, "case show %s", id), "query_code"));
	assert_string_equal(
	    json_member_text(
		noun_act(w, TOWN, "case track number=%s code=%s", number, code),
		"state"),
	    case_state);
}

static void
one_number_twice(struct world *w, enum heal order)
{
	char number[64], one[64], other[64];
	const json_t *got = noun_act(w, BEIHE, RECEIVE);

	noun_keep(got, "case", one);
	noun_keep(got, "number", number);
	restore(w, BEIHE);
	give_again(w, number, other);
	noun_other_business(w, BEIHE);
	noun_heal(w, order);
	assert_int_equal(noun_entries(w, BEIHE, "K26"), 1);
	assert_int_equal(noun_entries(w, COUNTY, "K26"), 1);
	expect_own_case(w, number, one, "accepted");
	expect_own_case(w, number, other, "received");
	(void)noun_act(w, TOWN,
	    "case link %s other=%s role=separate reason=副本重号", one, other);
	world_settle(w);
	assert_int_equal(noun_entries(w, BEIHE, "K26"), 0);
	assert_int_equal(noun_entries(w, COUNTY, "K26"), 0);
}

static void
two_cases_of_one_number_stand_and_are_told_apart(void **state)
{
	(void)state;
	noun_tell(three_halls, one_number_twice);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_life_of_a_hall_numbers_for_itself),
	    cmocka_unit_test(two_cases_of_one_number_stand_and_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
