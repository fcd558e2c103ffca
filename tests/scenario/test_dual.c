/*
 * One application received at two halls (两头受理): found and ruled on by the
 * lowest hall that holds both ledgers, so that it counts once; what the
 * citizen was given at either goes on working; a person may rule otherwise.
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

static int
three_halls(void **state)
{
	*state = world_of_three(23);
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

/* A citizen asks for medical insurance; the number is to be kept. */
static void
receive(struct world *w, const char *hall, char number[64])
{
	(void)snprintf(number, 64, "%s",
	    json_member_text(world_act(w, hall,
				 "case receive item=330421-YB-001 name=王秀英 "
				 "id_number=11010519491231002X"),
		"number"));
}

static const json_t *
shown(struct world *w, const char *hall, const char *number)
{
	char words[96];

	(void)snprintf(words, sizeof(words), "case show %s", number);
	return world_act(w, hall, words);
}

/* The number a case is another name of, at a hall. */
static const char *
alias_of(struct world *w, const char *hall, const char *number)
{
	static char alias[64];
	const char *text = json_member_text(shown(w, hall, number), "alias_of");

	(void)snprintf(alias, sizeof(alias), "%s", text == NULL ? "" : text);
	return alias;
}

static size_t
count_links(struct world *w, const char *hall, const char *number)
{
	const json_t *events =
	    json_object_get(shown(w, hall, number), "events");
	size_t i, count = 0;
	json_t *event;

	json_array_foreach (events, i, event)
		count +=
		    strcmp(json_member_text(event, "kind"), "case.linked") == 0;
	return count;
}

static void
join_all(struct world *w)
{
	world_join(w, BEIHE, TOWN);
	world_join(w, DINGZHA, TOWN);
	world_join(w, TOWN, COUNTY);
	world_settle(w);
}

static void
received_at_village_and_town(struct world *w, enum heal order)
{
	char village[64], town[64];

	receive(w, BEIHE, village);
	world_wait(w, 3600);
	receive(w, TOWN, town);
	noun_other_business(w, BEIHE);
	noun_heal(w, order);
	assert_string_equal(alias_of(w, TOWN, town), village);
	assert_string_equal(alias_of(w, COUNTY, town), village);
	assert_string_equal(alias_of(w, BEIHE, village), "");
}

static void
a_case_received_at_village_and_town_keeps_the_first_number(void **state)
{
	(void)state;
	noun_tell(three_halls, received_at_village_and_town);
}

static void
received_at_two_villages(struct world *w, enum heal order)
{
	char beihe[64], dingzha[64];

	receive(w, BEIHE, beihe);
	world_wait(w, 60);
	receive(w, DINGZHA, dingzha);
	noun_other_business(w, DINGZHA);
	noun_heal(w, order);
	assert_string_equal(alias_of(w, DINGZHA, dingzha), beihe);
	assert_int_equal(count_links(w, COUNTY, beihe), 1);
	assert_int_equal(count_links(w, COUNTY, dingzha), 1);
	world_settle(w);
	assert_int_equal(count_links(w, COUNTY, beihe), 1);
}

static void
two_villages_are_ruled_on_by_their_town_once(void **state)
{
	(void)state;
	noun_tell(three_halls, received_at_two_villages);
}

static void
the_village_the_town_hears_of_last_may_be_the_first(void **state)
{
	struct world *w = *state;
	char beihe[64], dingzha[64];

	receive(w, BEIHE, beihe);
	world_wait(w, 60);
	receive(w, DINGZHA, dingzha);
	world_sync(w, DINGZHA, TOWN);
	world_sync(w, TOWN, COUNTY);
	world_sync(w, BEIHE, TOWN);
	join_all(w);
	assert_string_equal(alias_of(w, DINGZHA, dingzha), beihe);
	world_same(w, "ledger/330421111205", BEIHE, COUNTY);
	world_same(w, "ledger/330421111217", DINGZHA, COUNTY);
}

static void
another_item_or_another_person_is_another_case(void **state)
{
	struct world *w = *state;
	char beihe[64];

	receive(w, BEIHE, beihe);
	(void)world_act(w, DINGZHA,
	    "case receive item=330421-YB-001 name=李国强 "
	    "id_number=440524188001010014");
	join_all(w);
	assert_int_equal(count_links(w, COUNTY, beihe), 0);
}

static void
who_asks_again_when_the_first_is_over_has_a_new_case(void **state)
{
	struct world *w = *state;
	char first[64], second[64], words[128];

	receive(w, BEIHE, first);
	join_all(w);
	(void)snprintf(
	    words, sizeof(words), "case decide %s outcome=approved", first);
	(void)world_act(w, COUNTY, words);
	world_settle(w);
	world_wait(w, 86400);
	receive(w, DINGZHA, second);
	world_settle(w);
	assert_int_equal(count_links(w, COUNTY, second), 0);
}

static void
a_person_may_rule_that_they_are_two(void **state)
{
	struct world *w = *state;
	char beihe[64], dingzha[64], words[256];

	receive(w, BEIHE, beihe);
	world_wait(w, 60);
	receive(w, DINGZHA, dingzha);
	join_all(w);
	assert_int_equal(
	    json_array_size(world_act(w, TOWN, "conflicts list")), 2);
	(void)snprintf(words, sizeof(words),
	    "case link %s other=%s role=separate reason=两次申请", dingzha,
	    beihe);
	(void)world_act(w, COUNTY, words);
	world_settle(w);
	assert_string_equal(alias_of(w, DINGZHA, dingzha), "");
	assert_string_equal(alias_of(w, TOWN, dingzha), "");
	assert_int_equal(
	    json_array_size(world_act(w, TOWN, "conflicts list")), 0);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_case_received_at_village_and_town_keeps_the_first_number),
	    cmocka_unit_test(two_villages_are_ruled_on_by_their_town_once),
	    STORY(the_village_the_town_hears_of_last_may_be_the_first),
	    STORY(another_item_or_another_person_is_another_case),
	    STORY(who_asks_again_when_the_first_is_over_has_a_new_case),
	    STORY(a_person_may_rule_that_they_are_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
