/*
 * Complaints: taken in at any hall, ruled on by the county, answered in the
 * form they came in; registered twice they are one, and what follows for a
 * member of staff waits for the county.
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
	struct world *w = world_of_three(31);

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
complain(struct world *w, const char *hall, const char *form, char number[64])
{
	noun_keep(
	    noun_act(w, hall,
		"complaint register form=%s against=330421111205 "
		"complainant=王秀英 phone=13857300001 content=周六无人值守",
		form),
	    "number", number);
}

static void
rule(struct world *w, const char *number, const char *finding)
{
	(void)noun_act(
	    w, COUNTY, "complaint rule %s %s reason=监控属实", number, finding);
}

static void
a_written_complaint_is_answered_in_writing(void **state)
{
	struct world *w = *state;
	char number[64];

	complain(w, BEIHE, "written", number);
	noun_heal(w, HEAL_FROM_BELOW);
	(void)noun_refused(
	    w, BEIHE, "complaint answer %s form=written answer=已整改", number);
	rule(w, number, "finding=verified");
	world_settle(w);
	assert_non_null(
	    strstr(noun_refused(w, BEIHE,
		       "complaint answer %s form=oral answer=已整改", number),
		"form=written"));
	(void)noun_refused(w, BEIHE, "complaint close %s", number);
	(void)noun_act(
	    w, BEIHE, "complaint answer %s form=written answer=已整改", number);
	(void)noun_act(w, BEIHE, "complaint close %s", number);
	world_settle(w);
	assert_string_equal(
	    noun_shows(w, COUNTY, "complaint", number, "state"), "closed");
}

static void
only_the_county_rules_on_it(void **state)
{
	struct world *w = *state;
	char number[64];

	complain(w, BEIHE, "oral", number);
	noun_heal(w, HEAL_FROM_BELOW);
	(void)noun_refused(
	    w, TOWN, "complaint rule %s finding=unfounded reason=不实", number);
}

static void
it_is_due_in_five_working_days_unless_the_investigator_says_else(void **state)
{
	struct world *w = *state;
	char number[64];

	complain(w, BEIHE, "phone", number); /* on Tuesday 2025-11-25 */
	assert_string_equal(
	    noun_shows(w, BEIHE, "complaint", number, "overdue"), "false");
	(void)noun_act(w, BEIHE,
	    "complaint classify %s class=complex promise_days=10", number);
	assert_string_equal(
	    noun_shows(w, BEIHE, "complaint", number, "promise_days"), "10");
	world_wait(w, INT64_C(30) * 86400);
	assert_string_equal(
	    noun_shows(w, BEIHE, "complaint", number, "overdue"), "true");
}

static void
a_promise_that_is_overdue_is_one_of_a_case(void **state)
{
	struct world *w = *state;

	assert_non_null(strstr(
	    noun_refused(w, BEIHE,
		"complaint register form=oral about=overdue content=超期未办"),
	    "case="));
}

/* K18: one complaint at two halls, whatever line returns first. */
static void
registered_at_two_halls(struct world *w, enum heal order)
{
	char village[64], town[64];

	complain(w, BEIHE, "phone", village);
	complain(w, TOWN, "phone", town);
	noun_other_business(w, BEIHE);
	noun_heal(w, order);
	assert_int_equal(noun_entries(w, TOWN, "K18"), 1);
	assert_int_equal(noun_entries(w, COUNTY, "K18"), 1);
	(void)noun_act(w, COUNTY,
	    "complaint link %s other=%s role=alias reason=同一事", village,
	    town);
	world_settle(w);
	assert_int_equal(noun_entries(w, TOWN, "K18"), 0);
	assert_string_equal(
	    noun_shows(w, BEIHE, "complaint", village, "alias_of"), town);
	(void)noun_refused(w, COUNTY,
	    "complaint rule %s finding=verified reason=属实", village);
	rule(w, town, "finding=unfounded");
	world_settle(w);
	(void)noun_act(
	    w, BEIHE, "complaint answer %s form=phone answer=已并案", village);
	(void)noun_act(w, COUNTY,
	    "complaint link %s other=%s role=separate reason=两件事", village,
	    town);
	world_settle(w);
	assert_string_equal(
	    noun_shows(w, BEIHE, "complaint", village, "alias_of"), "");
}

static void
one_registered_twice_is_linked_and_investigated_once(void **state)
{
	(void)state;
	noun_tell(three_halls, registered_at_two_halls);
}

/* K19: a second strike comes with a line that was down. */
static void
a_second_strike(struct world *w, enum heal order)
{
	static const char verified[] =
	    "finding=verified staff=330421111205-003";
	char first[64], second[64];
	const json_t *strikes;

	complain(w, TOWN, "oral", first);
	complain(w, BEIHE, "phone", second);
	world_sync(w, TOWN, COUNTY);
	rule(w, first, verified);
	(void)noun_act(w, COUNTY, "complaint confirm %s", first);
	assert_string_equal(
	    noun_shows(w, COUNTY, "complaint", first, "consequence"),
	    "criticised");
	noun_other_business(w, BEIHE);
	noun_heal(w, order);
	rule(w, second, verified);
	world_settle(w);
	strikes = world_act(w, COUNTY, "complaint strikes");
	assert_int_equal(
	    json_member_integer(json_array_get(strikes, 0), "verified", 0), 2);
	assert_int_equal(
	    json_member_integer(json_array_get(strikes, 0), "confirmed", 0), 1);
	assert_int_equal(noun_entries(w, COUNTY, "K19"), 1);
	assert_string_equal(
	    noun_shows(w, BEIHE, "complaint", second, "consequence"), "");
	(void)noun_refused(w, TOWN, "complaint confirm %s", second);
	(void)noun_act(w, COUNTY, "complaint confirm %s", second);
	world_settle(w);
	assert_string_equal(
	    noun_shows(w, BEIHE, "complaint", second, "consequence"),
	    "suspended");
	assert_int_equal(noun_entries(w, COUNTY, "K19"), 0);
}

static void
a_second_strike_waits_for_the_county_to_confirm_it(void **state)
{
	(void)state;
	noun_tell(three_halls, a_second_strike);
}

static void
a_confirmation_says_what_was_held_of_each_hall(void **state)
{
	struct world *w = *state;
	char number[64];
	const json_t *events, *body;

	complain(w, TOWN, "oral", number);
	world_sync(w, TOWN, COUNTY);
	rule(w, number, "finding=verified staff=330421111205-003");
	(void)noun_act(w, COUNTY, "complaint confirm %s", number);
	events = json_object_get(
	    noun_act(w, COUNTY, "complaint show %s", number), "events");
	body = json_object_get(json_array_get(events, 2), "body");
	assert_true(json_array_size(json_object_get(body, "complete")) > 100);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(a_written_complaint_is_answered_in_writing),
	    STORY(only_the_county_rules_on_it),
	    STORY(
		it_is_due_in_five_working_days_unless_the_investigator_says_else),
	    STORY(a_promise_that_is_overdue_is_one_of_a_case),
	    cmocka_unit_test(
		one_registered_twice_is_linked_and_investigated_once),
	    cmocka_unit_test(
		a_second_strike_waits_for_the_county_to_confirm_it),
	    STORY(a_confirmation_says_what_was_held_of_each_hall),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
