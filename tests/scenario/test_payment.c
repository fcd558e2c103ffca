/*
 * Payments: taken as asked, reduced only as the county granted; what was taken
 * twice stands, and is to be given back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/noun.h"

#define CASE "330421111205-01-20251125-0001-8-0011aabb"

static int
three_halls(void **state)
{
	struct world *w = world_of_three(37);

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
charge(struct world *w, const char *hall, char number[64])
{
	noun_keep(noun_act(w, hall,
		      "payment charge case=" CASE
		      " standard=工本费 amount=1000 payer=王秀英"),
	    "number", number);
}

static void
pay(struct world *w, const char *hall, const char *number)
{
	(void)noun_act(w, hall, "payment pay %s cashier=李明", number);
}

static const char *
shows(struct world *w, const char *hall, const char *number, const char *what)
{
	return noun_shows(w, hall, "payment", number, what);
}

static void
what_is_taken_is_what_is_asked(void **state)
{
	struct world *w = *state;
	char number[64];

	charge(w, BEIHE, number);
	(void)noun_refused(
	    w, BEIHE, "payment pay %s amount=900 cashier=李明", number);
	pay(w, BEIHE, number);
	assert_string_equal(shows(w, BEIHE, number, "collected"), "1000");
	assert_string_equal(shows(w, BEIHE, number, "due"), "0");
	(void)noun_refused(w, BEIHE, "payment pay %s cashier=李明", number);
}

static void
a_slip_said_twice_is_one(void **state)
{
	struct world *w = *state;
	static const char slip[] = "payment charge number=330421111205-99 "
				   "case=" CASE " standard=工本费 amount=1000";

	(void)noun_act(w, BEIHE, slip);
	(void)noun_refused(w, BEIHE, slip);
}

static void
only_what_the_county_granted_is_waived(void **state)
{
	struct world *w = *state;
	char number[64];

	charge(w, BEIHE, number);
	(void)noun_refused(w, BEIHE, "payment waive %s amount=500", number);
	noun_heal(w, HEAL_FROM_BELOW);
	(void)noun_refused(
	    w, TOWN, "payment grant %s amount=500 basis=自行决定", number);
	(void)noun_act(w, COUNTY,
	    "payment grant %s amount=500 basis=善财〔2026〕8号", number);
	world_settle(w);
	(void)noun_refused(w, BEIHE, "payment waive %s amount=501", number);
	(void)noun_act(w, BEIHE, "payment waive %s amount=500", number);
	pay(w, BEIHE, number);
	assert_string_equal(shows(w, BEIHE, number, "collected"), "500");
}

/* The first refund task a hall has: what is to be given back of which slip. */
static json_int_t
refund_task(struct world *w, const char *hall, const char *number)
{
	const json_t *task =
	    json_array_get(world_act(w, hall, "payment refunds"), 0);

	if (task == NULL)
		return 0;
	assert_string_equal(json_member_text(task, "number"), number);
	return json_member_integer(task, "amount", 0);
}

/* K16: one case is paid for at two halls, on two slips. */
static void
paid_at_two_halls(struct world *w, enum heal order)
{
	char village[64], town[64];

	charge(w, BEIHE, village);
	charge(w, TOWN, town);
	pay(w, BEIHE, village);
	world_wait(w, 60);
	pay(w, TOWN, town);
	noun_other_business(w, BEIHE);
	noun_heal(w, order);
	assert_int_equal(noun_entries(w, TOWN, "K16"), 1);
	assert_int_equal(refund_task(w, COUNTY, town), 1000);
	assert_string_equal(shows(w, COUNTY, village, "state"), "paid");
	assert_string_equal(shows(w, COUNTY, town, "state"), "paid");
	(void)noun_act(w, TOWN,
	    "payment refund %s amount=1000 cashier=李明 reason=重复缴费", town);
	world_settle(w);
	assert_int_equal(refund_task(w, COUNTY, town), 0);
	assert_int_equal(noun_entries(w, COUNTY, "K16"), 0);
}

static void
two_payments_for_one_case_stand_and_the_later_is_given_back(void **state)
{
	(void)state;
	noun_tell(three_halls, paid_at_two_halls);
}

/* K16: one slip is paid twice, at the village and at the town. */
static void
one_slip_paid_twice(struct world *w, enum heal order)
{
	char number[64];

	charge(w, BEIHE, number);
	noun_heal(w, HEAL_FROM_BELOW);
	noun_cut(w);
	pay(w, BEIHE, number);
	pay(w, TOWN, number);
	noun_other_business(w, TOWN);
	noun_heal(w, order);
	assert_string_equal(shows(w, BEIHE, number, "collected"), "2000");
	assert_int_equal(refund_task(w, COUNTY, number), 1000);
	assert_int_equal(noun_entries(w, COUNTY, "K16"), 2);
}

static void
one_slip_paid_at_two_halls_is_given_back_once(void **state)
{
	(void)state;
	noun_tell(three_halls, one_slip_paid_twice);
}

static void
no_more_is_given_back_than_was_paid(void **state)
{
	struct world *w = *state;
	char number[64];

	charge(w, BEIHE, number);
	pay(w, BEIHE, number);
	(void)noun_refused(w, BEIHE,
	    "payment refund %s amount=1001 cashier=李明 reason=多收", number);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(what_is_taken_is_what_is_asked),
	    STORY(a_slip_said_twice_is_one),
	    STORY(only_what_the_county_granted_is_waived),
	    cmocka_unit_test(
		two_payments_for_one_case_stand_and_the_later_is_given_back),
	    cmocka_unit_test(one_slip_paid_at_two_halls_is_given_back_once),
	    STORY(no_more_is_given_back_than_was_paid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
