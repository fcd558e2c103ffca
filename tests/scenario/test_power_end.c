/*
 * How a power ends: handed back in good order, or taken back at once by a
 * cut that the county chose (RULES A3, A5, A8).
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

#define DAY_S 86400
#define LEDGER "ledger/330421111000"

static char power[64], first[64], second[64];

static int
a_town_with_a_power(void **state)
{
	struct world *w = world_of_three(62);

	world_join(w, "姚庄镇", "嘉善县");
	(void)snprintf(power, sizeof(power), "%s",
	    json_member_text(
		world_act(w, "嘉善县",
		    "power grant grantee=330421111000 items=330421-YB-001 "
		    "mode=entrusted basis=善政发〔2026〕1号"),
		"power"));
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
decide_one(struct world *w, char number[64])
{
	char words[256];

	(void)snprintf(number, 64, "%s",
	    json_member_text(world_act(w, "姚庄镇",
				 "case receive item=330421-YB-001 name=王秀英 "
				 "id_number=11010519491231002X"),
		"number"));
	(void)snprintf(
	    words, sizeof(words), "case decide %s outcome=approved", number);
	(void)world_act(w, "姚庄镇", words);
}

static const json_t *
say(struct world *w, const char *hall, const char *verb, const char *rest)
{
	char words[512];

	(void)snprintf(
	    words, sizeof(words), "power %s power=%s %s", verb, power, rest);
	return world_act(w, hall, words);
}

static void
meet(struct world *w)
{
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
	world_same(w, LEDGER, "姚庄镇", "嘉善县");
}

static void
expect(struct world *w, const char *number, const char *shown)
{
	char stamped[96];

	(void)snprintf(stamped, sizeof(stamped), "%s [嘉善县]", shown);
	assert_string_equal(world_case(w, "嘉善县", number), stamped);
	assert_string_equal(world_case(w, "姚庄镇", number), stamped);
}

static void
expect_stage(struct world *w, const char *stage)
{
	assert_string_equal(
	    json_member_text(say(w, "嘉善县", "show", ""), "stage"), stage);
	assert_string_equal(
	    json_member_text(say(w, "姚庄镇", "show", ""), "stage"), stage);
}

/* --- in good order -------------------------------------------------------- */

static void
taken_back_at_once_good_work_may_be_left_hanging(void **state)
{
	struct world *w = *state;

	world_cut(w, "姚庄镇", "嘉善县");
	decide_one(w, first);
	(void)say(w, "嘉善县", "revoke", "");
	meet(w);
	expect(w, first, "accepted");
}

static void
handed_back_no_good_work_is_left_hanging(void **state)
{
	struct world *w = *state;

	world_cut(w, "姚庄镇", "嘉善县");
	decide_one(w, first);
	(void)say(w, "嘉善县", "close", "reason=调整");
	meet(w);
	expect(w, first, "approved decided");
	expect_stage(w, "taken_back");
}

static void
the_hall_works_on_until_the_last_day(void **state)
{
	struct world *w = *state;

	(void)say(w, "嘉善县", "close", "until=2025-11-26");
	world_settle(w);
	expect_stage(w, "closing");
	world_cut(w, "姚庄镇", "嘉善县");
	world_wait(w, DAY_S);
	decide_one(w, first);
	world_wait(w, DAY_S);
	meet(w);
	expect(w, first, "approved decided");
	expect_stage(w, "taken_back");
}

static void
a_hall_may_hand_back_before_the_last_day_and_then_decides_no_more(void **state)
{
	struct world *w = *state;
	char words[256];

	(void)say(w, "嘉善县", "close", "until=2025-12-31");
	world_settle(w);
	world_cut(w, "姚庄镇", "嘉善县");
	(void)say(w, "姚庄镇", "closed", "");
	(void)snprintf(second, sizeof(second), "%s",
	    json_member_text(world_act(w, "姚庄镇",
				 "case receive item=330421-YB-001 name=李国强 "
				 "id_number=11010519491231002X"),
		"number"));
	(void)snprintf(words, sizeof(words),
	    "case decide %s outcome=approved power=%s", second, power);
	assert_non_null(strstr(world_refused(w, "姚庄镇", words),
	    "has handed the power back (RULES A8)"));
	meet(w);
	expect_stage(w, "taken_back");
}

static void
nobody_hands_back_what_was_not_asked_for(void **state)
{
	char words[96];

	(void)snprintf(words, sizeof(words), "power closed %.60s", power);
	assert_non_null(strstr(world_refused(*state, "姚庄镇", words),
	    "has not asked for the power back"));
}

static void
what_ended_is_granted_again_under_a_new_name(void **state)
{
	struct world *w = *state;
	char old[64];

	(void)say(w, "嘉善县", "revoke", "");
	memcpy(old, power, sizeof(old));
	(void)snprintf(power, sizeof(power), "%s",
	    json_member_text(
		world_act(w, "嘉善县",
		    "power grant grantee=330421111000 items=330421-YB-001 "
		    "mode=entrusted basis=善政发〔2026〕2号"),
		"power"));
	assert_string_not_equal(old, power);
	world_settle(w);
	decide_one(w, first);
	meet(w);
	expect(w, first, "approved decided");
}

/* --- at once -------------------------------------------------------------- */

/* Two decisions the county holds, two days apart. */
static void
two_decisions(struct world *w)
{
	decide_one(w, first);
	world_wait(w, 2 * DAY_S);
	decide_one(w, second);
	world_settle(w);
}

static void
expect_only_the_second_falls(struct world *w, const char *choice)
{
	char words[256];
	const json_t *tried, *fallen;

	(void)snprintf(words, sizeof(words), "%s dry_run=yes", choice);
	tried = say(w, "嘉善县", "revoke", words);
	fallen = json_object_get(tried, "would_fall");
	assert_int_equal(json_array_size(fallen), 1);
	assert_string_equal(
	    json_member_text(json_array_get(fallen, 0), "number"), second);
	assert_string_equal(
	    json_member_text(json_array_get(fallen, 0), "becomes"), "held");
	assert_int_equal(json_member_integer(tried, "would_stand", 0), 1);
	/* Nothing was written. */
	expect_stage(w, "in_effect");
	expect(w, second, "approved decided");
	(void)say(w, "嘉善县", "revoke", choice);
	meet(w);
	expect(w, first, "approved decided");
	expect(w, second, "accepted");
}

static void
the_county_cuts_at_a_day_before_what_it_holds(void **state)
{
	two_decisions(*state);
	expect_only_the_second_falls(*state, "day=2025-11-26");
}

static void
the_county_cuts_before_a_case(void **state)
{
	char choice[96];

	two_decisions(*state);
	(void)snprintf(choice, sizeof(choice), "case=%s", second);
	expect_only_the_second_falls(*state, choice);
}

static void
the_county_cuts_before_a_change_set(void **state)
{
	char choice[128];
	const json_t *rows;

	two_decisions(*state);
	rows = world_act(*state, "嘉善县", "conflicts list all=yes");
	assert_int_equal(json_array_size(rows), 0);
	(void)snprintf(choice, sizeof(choice), "case=%s dry_run=yes", second);
	rows = json_object_get(
	    say(*state, "嘉善县", "revoke", choice), "would_fall");
	(void)snprintf(choice, sizeof(choice), "from=%.12s",
	    json_member_text(json_array_get(rows, 0), "change_set"));
	expect_only_the_second_falls(*state, choice);
}

static void
what_a_cut_would_be_is_said_clearly(void **state)
{
	static const char *const wrong[][2] = {
	    {"day=2025-13-01", "is no day"},
	    {"case=330421-NM-1", "nothing was decided under this power"},
	    {"from=ffff", "not known here"},
	    {"day=2025-11-26 from=ffff", "give one of"},
	};
	char words[256];

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		(void)snprintf(words, sizeof(words),
		    "power revoke power=%.60s %.60s", power, wrong[i][0]);
		assert_non_null(strstr(
		    world_refused(*state, "嘉善县", words), wrong[i][1]));
	}
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, a_town_with_a_power, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(taken_back_at_once_good_work_may_be_left_hanging),
	    STORY(handed_back_no_good_work_is_left_hanging),
	    STORY(the_hall_works_on_until_the_last_day),
	    STORY(
		a_hall_may_hand_back_before_the_last_day_and_then_decides_no_more),
	    STORY(nobody_hands_back_what_was_not_asked_for),
	    STORY(what_ended_is_granted_again_under_a_new_name),
	    STORY(the_county_cuts_at_a_day_before_what_it_holds),
	    STORY(the_county_cuts_before_a_case),
	    STORY(the_county_cuts_before_a_change_set),
	    STORY(what_a_cut_would_be_is_said_clearly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
