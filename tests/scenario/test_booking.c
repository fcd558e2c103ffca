/*
 * Booking: who asks for a place that two halls gave away gets the next one,
 * in the order of the hall whose slot it is, and somebody tells him (K23).
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

#define HOUR_S 3600

/* The day after the world's first, 2025-11-25. */
#define MORNING "slot publish date=2025-11-26 window=社保窗口 "

static char first[64], second[64]; /* slots of the town */

static void
publish(struct world *w, const char *hall, const char *rest, char slot[64])
{
	noun_keep(noun_act(w, hall, MORNING "%s", rest), "slot", slot);
}

static int
two_slots_at_the_town(void **state)
{
	struct world *w = world_of_three(61);

	noun_heal(w, HEAL_FROM_BELOW);
	publish(w, TOWN, "from=09:00 to=09:30 capacity=1", first);
	publish(w, TOWN, "from=09:30 to=10:00 capacity=1", second);
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
book(struct world *w, const char *hall, const char *slot, char number[64])
{
	noun_keep(noun_act(w, hall,
		      "booking make %s name=王秀英 phone=13857312345", slot),
	    "number", number);
}

static const char *
shows(struct world *w, const char *hall, const char *number, const char *what)
{
	return noun_shows(w, hall, "booking", number, what);
}

static void
expect(struct world *w, const char *hall, const char *number, const char *state,
    const char *slot)
{
	assert_string_equal(shows(w, hall, number, "state"), state);
	assert_string_equal(shows(w, hall, number, "slot"), slot);
}

/* --- booking at all ---------------------------------------------------------
 */

static void
a_hall_gives_its_own_places_at_once(void **state)
{
	struct world *w = *state;
	char number[64];
	const char *said;

	book(w, TOWN, first, number);
	expect(w, TOWN, number, "placed", first);
	said = noun_refused(
	    w, TOWN, "booking make %s name=李国强 phone=13857300000", first);
	assert_non_null(strstr(said, second));
	(void)noun_refused(w, TOWN, "booking tell %s way=phone", number);
	(void)noun_act(w, TOWN, "booking cancel %s", number);
	book(w, TOWN, first, number);
	expect(w, TOWN, number, "placed", first);
}

static void
a_village_asks_for_a_place_at_the_town_which_gives_it(void **state)
{
	struct world *w = *state;
	char number[64];

	book(w, BEIHE, first, number);
	expect(w, BEIHE, number, "requested", first);
	noun_heal(w, HEAL_FROM_BELOW);
	expect(w, BEIHE, number, "placed", first);
	expect(w, COUNTY, number, "placed", first);
	assert_int_equal(noun_entries(w, TOWN, "K23"), 0);
}

static void
a_town_asks_for_a_place_at_a_village(void **state)
{
	struct world *w = *state;
	char slot[64], number[64];

	publish(w, BEIHE, "from=09:00 to=09:30 capacity=1", slot);
	noun_heal(w, HEAL_FROM_BELOW);
	book(w, TOWN, slot, number);
	world_settle(w);
	expect(w, TOWN, number, "placed", slot);
	world_same(w, "ledger/330421111205", BEIHE, TOWN);
	/* Slots of a sibling are not known there. */
	(void)noun_refused(
	    w, DINGZHA, "booking make %s name=李国强 phone=13857300000", slot);
}

static void
what_is_over_or_withdrawn_is_not_booked(void **state)
{
	struct world *w = *state;

	(void)noun_act(w, TOWN, "slot withdraw %s", second);
	(void)noun_refused(
	    w, TOWN, "booking make %s name=李国强 phone=13857300000", second);
	world_wait(w, 48LL * HOUR_S);
	(void)noun_refused(
	    w, TOWN, "booking make %s name=李国强 phone=13857300000", first);
	assert_int_equal(json_array_size(world_act(w, TOWN, "slot list")), 0);
}

static void
a_slot_begins_before_it_ends_at_times_there_are(void **state)
{
	struct world *w = *state;

	(void)noun_refused(w, TOWN, MORNING "from=09:30 to=09:00 capacity=1");
	(void)noun_refused(w, TOWN, MORNING "from=9点 to=10:00 capacity=1");
	(void)noun_refused(w, TOWN, MORNING "from=24:00 to=24:30 capacity=1");
	(void)noun_refused(w, TOWN,
	    MORNING "from=10:00 to=10:30 capacity=1 "
		    "reserved=[{\"hall\":\"330421111205\",\"places\":2}]");
}

/* --- K23: more asked than there is ------------------------------------------
 */

/* Two villages book the last place; the town hears of 北鹤村 first. */
static void
the_last_place_twice(struct world *w, enum heal order)
{
	char one[64], other[64];

	book(w, BEIHE, first, one);
	book(w, DINGZHA, first, other);
	noun_other_business(w, DINGZHA);
	world_join(w, order == HEAL_FROM_BELOW ? BEIHE : DINGZHA, TOWN);
	world_settle(w);
	noun_heal(w, order);
	expect(
	    w, TOWN, order == HEAL_FROM_BELOW ? one : other, "placed", first);
	expect(w, COUNTY, order == HEAL_FROM_BELOW ? other : one, "placed",
	    second);
	assert_int_equal(noun_entries(w, TOWN, "K23"), 1);
	assert_int_equal(noun_entries(w, COUNTY, "K23"), 1);
	assert_int_equal(
	    noun_entries(w, order == HEAL_FROM_BELOW ? DINGZHA : BEIHE, "K23"),
	    1);
}

static void
who_comes_second_gets_the_next_slot_and_is_told(void **state)
{
	(void)state;
	noun_tell(two_slots_at_the_town, the_last_place_twice);
}

static void
once_told_nothing_is_left_to_do(void **state)
{
	struct world *w = *state;
	char one[64], other[64];

	book(w, BEIHE, first, one);
	book(w, DINGZHA, first, other);
	noun_heal(w, HEAL_FROM_BELOW);
	(void)noun_act(w, DINGZHA, "booking tell %s way=phone", other);
	world_settle(w);
	assert_int_equal(noun_entries(w, COUNTY, "K23"), 0);
	assert_int_equal(
	    json_array_size(world_act(w, TOWN, "booking list tell=yes")), 0);
	assert_string_equal(shows(w, COUNTY, other, "told"), "phone");
}

static void
without_a_next_slot_there_is_none_and_that_is_told_too(void **state)
{
	struct world *w = *state;
	char number[64];

	book(w, BEIHE, second, number);
	book(w, TOWN, second, number);
	book(w, TOWN, first, number);
	book(w, DINGZHA, first, number);
	noun_heal(w, HEAL_FROM_BELOW);
	expect(w, DINGZHA, number, "refused", "");
	assert_int_equal(noun_entries(w, TOWN, "K23"), 2);
}

static void
who_asked_for_a_slot_that_was_withdrawn_meanwhile_gets_the_next(void **state)
{
	struct world *w = *state;
	char number[64], placed[64];

	book(w, BEIHE, first, number);
	(void)noun_act(w, TOWN, "slot withdraw %s basis=停电检修", first);
	noun_heal(w, HEAL_FROM_ABOVE);
	expect(w, BEIHE, number, "placed", second);
	/* And so does who had a place already. */
	publish(w, TOWN, "from=10:00 to=10:30 capacity=1", placed);
	(void)noun_act(w, TOWN, "slot withdraw %s", second);
	expect(w, TOWN, number, "placed", placed);
}

static void
a_slot_made_smaller_moves_who_was_placed_last(void **state)
{
	struct world *w = *state;
	char one[64], other[64];

	(void)noun_act(w, TOWN, "slot publish %s capacity=2", first);
	book(w, TOWN, first, one);
	world_wait(w, 60);
	book(w, TOWN, first, other);
	(void)noun_act(w, TOWN, "slot publish %s capacity=1", first);
	expect(w, TOWN, one, "placed", first);
	expect(w, TOWN, other, "placed", second);
	assert_int_equal(noun_entries(w, TOWN, "K23"), 1);
}

/* Book, and whether the citizen can be promised it at once. */
static int
is_certain(struct world *w, const char *hall, const char *slot, char number[64])
{
	const json_t *made = noun_act(
	    w, hall, "booking make %s name=王秀英 phone=13857312345", slot);
	const json_t *certain = json_object_get(made, "certain");

	noun_keep(made, "number", number);
	return json_is_true(certain);
}

static void
places_kept_for_a_village_are_given_to_nobody_else(void **state)
{
	struct world *w = *state;
	char slot[64], number[64], other[64];

	publish(w, TOWN,
	    "from=11:00 to=11:30 capacity=2 "
	    "reserved=[{\"hall\":\"330421111205\",\"places\":1}]",
	    slot);
	noun_heal(w, HEAL_FROM_BELOW);
	noun_cut(w);
	assert_true(is_certain(w, BEIHE, slot, number));
	/* The next one is not, and a third is not even asked for. */
	assert_false(is_certain(w, BEIHE, slot, other));
	(void)noun_refused(
	    w, BEIHE, "booking make %s name=周红 phone=13857312347", slot);
	(void)noun_act(
	    w, TOWN, "booking make %s name=李国强 phone=13857300000", slot);
	(void)noun_refused(
	    w, TOWN, "booking make %s name=赵敏 phone=13857300001", slot);
	noun_heal(w, HEAL_FROM_BELOW);
	expect(w, BEIHE, number, "placed", slot);
	expect(w, BEIHE, other, "refused", "");
	assert_int_equal(noun_entries(w, TOWN, "K23"), 1);
}

/* --- cancelled meanwhile ----------------------------------------------------
 */

static void
cancelled_meanwhile(struct world *w, enum heal order)
{
	char number[64];

	book(w, BEIHE, first, number);
	world_join(w, BEIHE, TOWN);
	world_join(w, TOWN, COUNTY);
	world_settle(w);
	noun_cut(w);
	(void)noun_act(w, TOWN, "slot withdraw %s", first);
	(void)noun_act(w, BEIHE, "booking cancel %s", number);
	noun_other_business(w, BEIHE);
	noun_heal(w, order);
	expect(w, COUNTY, number, "cancelled", "");
	expect(w, BEIHE, number, "cancelled", "");
	assert_int_equal(noun_entries(w, TOWN, "K23"), 0);
}

static void
who_cancelled_needs_no_other_slot(void **state)
{
	(void)state;
	noun_tell(two_slots_at_the_town, cancelled_meanwhile);
}

/* What a booking says of somebody goes with the rest. */
static void
who_is_erased_is_erased_from_bookings_too(void **state)
{
	struct world *w = *state;
	char number[64];

	noun_keep(noun_act(w, BEIHE,
		      "booking make %s name=王秀英 phone=13857312345 "
		      "id_number=11010519491231002X",
		      first),
	    "number", number);
	noun_heal(w, HEAL_FROM_BELOW);
	assert_non_null(json_object_get(
	    noun_act(w, TOWN, "booking show %s", number), "personal"));
	(void)noun_act(w, COUNTY,
	    "erase person id_number=11010519491231002X ground=term_ended "
	    "approved_by=张主任 yes=yes");
	world_settle(w);
	assert_string_equal(
	    noun_shows(w, TOWN, "booking", number, "state"), "placed");
	assert_true(*shows(w, BEIHE, number, "erased_time") != '\0');
	(void)noun_act(w, BEIHE, "booking cancel %s", number);
}

static void
only_the_hall_whose_slot_it_is_gives_a_place(void **state)
{
	struct world *w = *state;
	struct space_name ledger;
	char id[64];
	json_t *events;
	struct err e = ERR_INIT;

	noun_keep(noun_act(w, BEIHE,
		      "booking make %s name=王秀英 phone=13857312345", first),
	    "booking", id);
	events = json_pack("[{s:s,s:s,s:s}]", "do", "booking.confirmed", "on",
	    id, "slot", first);
	assert_int_equal(space_name_parse("ledger/330421111205", &ledger), 0);
	assert_int_equal(
	    engine_write(world_engine(w, BEIHE), &ledger, events, "said",
		world_time(w, BEIHE).now_s, NULL, NULL, &e),
	    -1);
	assert_non_null(strstr(e.text, "gives a place"));
	json_decref(events);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, two_slots_at_the_town, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(a_hall_gives_its_own_places_at_once),
	    STORY(a_village_asks_for_a_place_at_the_town_which_gives_it),
	    STORY(a_town_asks_for_a_place_at_a_village),
	    STORY(what_is_over_or_withdrawn_is_not_booked),
	    STORY(a_slot_begins_before_it_ends_at_times_there_are),
	    cmocka_unit_test(who_comes_second_gets_the_next_slot_and_is_told),
	    STORY(once_told_nothing_is_left_to_do),
	    STORY(without_a_next_slot_there_is_none_and_that_is_told_too),
	    STORY(
		who_asked_for_a_slot_that_was_withdrawn_meanwhile_gets_the_next),
	    STORY(a_slot_made_smaller_moves_who_was_placed_last),
	    STORY(places_kept_for_a_village_are_given_to_nobody_else),
	    cmocka_unit_test(who_cancelled_needs_no_other_slot),
	    STORY(who_is_erased_is_erased_from_bookings_too),
	    STORY(only_the_hall_whose_slot_it_is_gives_a_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
