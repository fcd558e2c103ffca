/*
 * People are found by number, telephone and name, wherever the key of their
 * case is held; and what moves or is erased is found no longer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/case_key.h"
#include "sync/engine/inside.h"
#include "sync/engine/lookups.h"
#include "tests/fixture/erased.h"
#include "tests/fixture/keyless.h"
#include "tests/fixture/must.h"
#include "tests/fixture/world.h"

#define TOWN "姚庄镇"
#define VILLAGE "北鹤村"
#define OTHER "丁栅村"
#define NOW_S 1764000000

#define WANG "name=王秀英 id_number=11010519491231002X"
#define LI "name=李国强 id_number=440524188001010014"

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

static const char *
received(struct world *w, const char *hall, const char *who, char out[64])
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "case receive item=330421-YB-001 %s", who);
	(void)snprintf(out, 64, "%s",
	    json_member_text(world_act(w, hall, words), "number"));
	return out;
}

static void
act(struct world *w, const char *hall, const char *verb, const char *number,
    const char *rest)
{
	char words[256];

	(void)snprintf(words, sizeof(words), "%s %s %s", verb, number, rest);
	(void)world_act(w, hall, words);
}

/* How many cases a hall finds. */
static size_t
found(struct world *w, const char *hall, const char *by)
{
	char words[256];

	(void)snprintf(words, sizeof(words), "case list %s", by);
	return json_array_size(world_act(w, hall, words));
}

static const char *
state_at(struct world *w, const char *hall, const char *number)
{
	char words[128];

	(void)snprintf(words, sizeof(words), "case show %s", number);
	return json_member_text(world_act(w, hall, words), "personal_state");
}

static void
a_person_is_found_by_number_telephone_and_name(void **state)
{
	struct world *w = *state;
	char number[64];

	(void)received(w, VILLAGE, WANG " phone=0573-84022001", number);
	(void)received(w, VILLAGE, LI " phone=13857300002", number);
	world_sync(w, VILLAGE, TOWN);
	assert_int_equal(found(w, TOWN, "id_number=11010519491231002X"), 1);
	assert_int_equal(found(w, TOWN, "id_number=11010519491231002x"), 1);
	assert_int_equal(found(w, TOWN, "phone=057384022001"), 1);
	assert_int_equal(found(w, TOWN, "phone=0573-8402-2001"), 1);
	assert_int_equal(found(w, TOWN, "name=李国强"), 1);
	assert_int_equal(found(w, TOWN, "name=李国"), 0);
	assert_int_equal(found(w, TOWN, "name=13857300002"), 0);
	assert_int_equal(found(w, TOWN, "name=李国强 phone=13857300002"), 1);
	assert_int_equal(found(w, TOWN, "name=李国强 phone=057384022001"), 0);
	assert_int_equal(found(w, TOWN, "name=李国强 state=delivered"), 0);
}

static void
what_is_corrected_is_found_by_the_new_value_only(void **state)
{
	struct world *w = *state;
	char number[64];

	(void)received(w, VILLAGE, WANG " phone=13857300001", number);
	act(w, VILLAGE, "case amend", number, "phone=13857300009");
	assert_int_equal(found(w, VILLAGE, "phone=13857300001"), 0);
	assert_int_equal(found(w, VILLAGE, "phone=13857300009"), 1);
	assert_int_equal(found(w, VILLAGE, "name=王秀英"), 1);
	MUST(engine_rebuild(world_engine(w, VILLAGE), &e));
	assert_int_equal(found(w, VILLAGE, "phone=13857300001"), 0);
	assert_int_equal(found(w, VILLAGE, "phone=13857300009"), 1);
}

static void
a_case_is_found_once_its_key_has_come(void **state)
{
	struct world *w = *state;
	char number[64];

	(void)received(w, VILLAGE, WANG, number);
	keyless_send(w, VILLAGE, TOWN);
	assert_int_equal(found(w, TOWN, "name=王秀英"), 0);
	world_sync(w, VILLAGE, TOWN);
	assert_int_equal(found(w, TOWN, "name=王秀英"), 1);
}

static void
who_is_erased_is_found_no_longer(void **state)
{
	struct world *w = *state;
	struct engine *g;
	char number[64];
	const json_t *row;

	(void)received(w, VILLAGE, WANG, number);
	row = json_array_get(world_act(w, VILLAGE, "case list name=王秀英"), 0);
	g = world_engine(w, VILLAGE);
	erased_here(g, json_member_integer(row, "record", 0));
	assert_int_equal(found(w, VILLAGE, "name=王秀英"), 0);
	MUST(engine_rebuild(g, &e));
	assert_int_equal(found(w, VILLAGE, "name=王秀英"), 0);
	assert_string_equal(state_at(w, VILLAGE, number), "erased");
}

static void
two_halls_hash_a_number_differently(void **state)
{
	struct world *w = *state;
	int64_t here, there, again;

	MUST(lookups_of(
	    world_engine(w, VILLAGE), "phone", "13857300001", &here, &e));
	MUST(lookups_of(
	    world_engine(w, VILLAGE), "phone", "138-5730 0001", &again, &e));
	MUST(lookups_of(
	    world_engine(w, TOWN), "phone", "13857300001", &there, &e));
	assert_true(here == again);
	assert_true(here != there);
}

/* --- what moves ---------------------------------------------------------- */

static void
join_all(struct world *w)
{
	world_join(w, VILLAGE, TOWN);
	world_join(w, OTHER, TOWN);
	world_settle(w);
}

static void
a_hall_that_a_case_left_can_read_it_no_longer(void **state)
{
	struct world *w = *state;
	char number[64];

	join_all(w);
	(void)received(w, VILLAGE, WANG, number);
	world_settle(w);
	act(w, TOWN, "handover case", number, "to=丁栅村 reason=迁居");
	world_settle(w);
	assert_string_equal(state_at(w, OTHER, number), "clear");
	assert_int_equal(found(w, OTHER, "name=王秀英"), 1);
	assert_int_equal(found(w, VILLAGE, "name=王秀英"), 0);
	assert_int_equal(
	    store_any_missing_key(engine_store(world_engine(w, VILLAGE)), NULL),
	    0);
	MUST(engine_rebuild(world_engine(w, VILLAGE), &e));
	assert_int_equal(found(w, VILLAGE, "name=王秀英"), 0);
}

static void
a_case_that_comes_back_can_be_read_again(void **state)
{
	struct world *w = *state;
	char number[64];

	join_all(w);
	(void)received(w, VILLAGE, WANG, number);
	world_settle(w);
	act(w, TOWN, "handover case", number, "to=丁栅村 reason=迁居");
	world_settle(w);
	act(w, OTHER, "case amend", number, "phone=13857300007");
	world_settle(w);
	act(w, TOWN, "handover case", number, "to=北鹤村 reason=迁回");
	world_settle(w);
	assert_string_equal(state_at(w, VILLAGE, number), "clear");
	assert_int_equal(found(w, VILLAGE, "name=王秀英"), 1);
	assert_int_equal(found(w, VILLAGE, "phone=13857300007"), 1);
	assert_int_equal(found(w, OTHER, "name=王秀英"), 0);
}

static void
a_case_whose_key_is_lacking_cannot_be_moved(void **state)
{
	struct world *w = *state;
	char number[64], words[160];

	(void)received(w, VILLAGE, WANG, number);
	keyless_send(w, VILLAGE, TOWN);
	(void)snprintf(words, sizeof(words),
	    "handover case %s to=丁栅村 reason=迁居", number);
	assert_non_null(
	    strstr(world_refused(w, TOWN, words), "has not arrived here"));
}

static void
all_cases_of_a_person_move_by_the_identity_number(void **state)
{
	struct world *w = *state;
	char number[64];

	join_all(w);
	(void)received(w, VILLAGE, WANG, number);
	(void)received(w, VILLAGE, LI, number);
	(void)received(w, VILLAGE, WANG, number);
	world_settle(w);
	(void)world_act(w, TOWN,
	    "handover person id_number=11010519491231002X to=丁栅村 "
	    "reason=迁居");
	world_settle(w);
	assert_int_equal(found(w, OTHER, "name=王秀英"), 2);
	assert_int_equal(found(w, OTHER, "name=李国强"), 0);
	assert_int_equal(found(w, VILLAGE, "name=李国强"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		a_person_is_found_by_number_telephone_and_name, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		what_is_corrected_is_found_by_the_new_value_only, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		a_case_is_found_once_its_key_has_come, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		who_is_erased_is_found_no_longer, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		two_halls_hash_a_number_differently, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_hall_that_a_case_left_can_read_it_no_longer, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		a_case_that_comes_back_can_be_read_again, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_case_whose_key_is_lacking_cannot_be_moved, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		all_cases_of_a_person_move_by_the_identity_number, three_halls,
		end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
