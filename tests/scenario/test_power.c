/*
 * Delegated powers (下放权限): their life in two gazettes, what they allow,
 * and what clocks may do to an act under one.
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
#define ITEM "items=330421-YB-001 "
#define TOWN "grantee=330421111000 "

static char power[64], number[64];

static int
a_town_on_the_line(void **state)
{
	struct world *w = world_of_three(61);

	world_join(w, "姚庄镇", "嘉善县");
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

/* A verb about the power there is. */
static void
say(struct world *w, const char *hall, const char *verb, const char *rest)
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "power %s power=%s %s", verb, power, rest);
	(void)world_act(w, hall, words);
	world_settle(w);
}

static void
give(struct world *w, const char *verb, const char *rest)
{
	char words[300];

	(void)snprintf(
	    words, sizeof(words), "power %s " TOWN ITEM "%s", verb, rest);
	(void)snprintf(power, sizeof(power), "%s",
	    json_member_text(world_act(w, "嘉善县", words), "power"));
	world_settle(w);
}

static void
expect_stage(struct world *w, const char *hall, const char *stage)
{
	char words[160];

	(void)snprintf(words, sizeof(words), "power show %s", power);
	assert_string_equal(
	    json_member_text(world_act(w, hall, words), "stage"), stage);
}

/* A case at the town, accepted. */
static void
a_case(struct world *w, const char *more)
{
	char words[300];

	(void)snprintf(words, sizeof(words),
	    "case receive item=330421-YB-001 name=王秀英 "
	    "id_number=11010519491231002X %s",
	    more);
	(void)snprintf(number, sizeof(number), "%s",
	    json_member_text(world_act(w, "姚庄镇", words), "number"));
	world_settle(w);
}

static const char *
decide_words(void)
{
	static char words[128];

	(void)snprintf(
	    words, sizeof(words), "case decide %s outcome=approved", number);
	return words;
}

static void
the_town_decides(struct world *w)
{
	(void)world_act(w, "姚庄镇", decide_words());
	world_settle(w);
	assert_string_equal(
	    world_case(w, "嘉善县", number), "approved decided [嘉善县]");
}

static void
the_town_may_not_decide(struct world *w, const char *why)
{
	assert_non_null(
	    strstr(world_refused(w, "姚庄镇", decide_words()), why));
}

/* --- its life ------------------------------------------------------------- */

static void
a_power_goes_from_the_list_to_effect_and_back(void **state)
{
	struct world *w = *state;

	give(w, "propose", "mode=entrusted");
	expect_stage(w, "姚庄镇", "proposed");
	say(w, "姚庄镇", "apply", "");
	expect_stage(w, "嘉善县", "applied");
	say(w, "嘉善县", "approve", "number=善政发〔2026〕1号");
	say(w, "嘉善县", "publish", "where=县政府网站 day=2025-11-24");
	say(w, "姚庄镇", "prepare", "staff=张敏");
	expect_stage(w, "嘉善县", "prepared");
	a_case(w, "");
	the_town_may_not_decide(w, "no power that covers it");
	say(w, "嘉善县", "grant", "");
	expect_stage(w, "姚庄镇", "in_effect");
	the_town_decides(w);
	say(w, "嘉善县", "revoke", "reason=调整");
	expect_stage(w, "姚庄镇", "taken_back");
	assert_string_equal(
	    world_case(w, "姚庄镇", number), "approved decided [嘉善县]");
}

static void
what_was_not_approved_is_not_granted(void **state)
{
	char words[160];

	give(*state, "propose", "mode=entrusted");
	(void)snprintf(words, sizeof(words),
	    "power grant power=%s basis=善政发〔2026〕1号", power);
	assert_non_null(strstr(
	    world_refused(*state, "嘉善县", words), "not possible, since"));
}

static void
a_grantee_passes_nothing_on(void **state)
{
	struct world *w = *state;

	give(w, "grant", "mode=entrusted basis=善政发〔2026〕1号");
	assert_non_null(strstr(world_refused(w, "姚庄镇",
				   "power grant grantee=330421111205 " ITEM
				   "mode=entrusted basis=姚政发〔2026〕1号"),
	    "may not write that there"));
}

static void
entrusted_powers_are_listed_until_they_are_public(void **state)
{
	struct world *w = *state;
	const json_t *row;

	give(w, "grant", "mode=entrusted basis=善政发〔2026〕1号");
	row = json_array_get(world_act(w, "姚庄镇", "power publication"), 0);
	assert_true(json_is_false(json_object_get(row, "published")));
	assert_string_equal(json_member_text(row, "organ"), "330421111000");
	say(w, "嘉善县", "publish", "where=县政府网站");
	row = json_array_get(world_act(w, "姚庄镇", "power publication"), 0);
	assert_true(json_is_true(json_object_get(row, "published")));
}

static void
the_matrix_has_a_cell_for_each_item_and_hall(void **state)
{
	struct world *w = *state;
	const json_t *cell;

	give(w, "grant",
	    "mode=authorised basis=善政发〔2026〕1号 valid_to=2025-12-01");
	cell = json_object_get(
	    json_object_get(
		world_act(w, "嘉善县", "power matrix"), "330421-YB-001"),
	    "330421111000");
	assert_string_equal(json_member_text(cell, "mode"), "authorised");
	assert_string_equal(json_member_text(cell, "stage"), "expiring");
	assert_int_equal(json_array_size(world_act(
			     w, "嘉善县", "power list stage=expiring")),
	    1);
}

/* --- suspended ------------------------------------------------------------ */

static void
nothing_is_decided_while_a_power_is_suspended(void **state)
{
	struct world *w = *state;

	give(w, "grant", "mode=entrusted basis=善政发〔2026〕1号");
	a_case(w, "");
	say(w, "嘉善县", "suspend", "reason=整改");
	expect_stage(w, "姚庄镇", "suspended");
	the_town_may_not_decide(w, "is suspended (RULES A5)");
	say(w, "嘉善县", "resume", "");
	the_town_decides(w);
}

static void
what_did_not_know_of_a_suspension_is_held_for_good(void **state)
{
	struct world *w = *state;

	give(w, "grant", "mode=entrusted basis=善政发〔2026〕1号");
	a_case(w, "");
	world_cut(w, "姚庄镇", "嘉善县");
	say(w, "嘉善县", "suspend", "reason=整改");
	(void)world_act(w, "姚庄镇", decide_words());
	say(w, "嘉善县", "resume", "");
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
	assert_string_equal(
	    world_case(w, "姚庄镇", number), "accepted [嘉善县]");
	/* Now it knows that the power may be used again. */
	the_town_decides(w);
}

/* --- limits --------------------------------------------------------------- */

static void
a_decision_keeps_within_the_ceiling(void **state)
{
	struct world *w = *state;

	give(w, "grant",
	    "mode=entrusted basis=善政发〔2026〕1号 amount_max=500000");
	a_case(w, "");
	the_town_may_not_decide(w, "no power that covers it");
	a_case(w, "amount=500001");
	the_town_may_not_decide(w, "no power that covers it");
	a_case(w, "amount=500000");
	the_town_decides(w);
}

static void
a_decision_keeps_to_the_kinds_of_applicants(void **state)
{
	struct world *w = *state;

	give(w, "grant",
	    "mode=entrusted basis=善政发〔2026〕1号 subjects=company,other");
	a_case(w, "subject=person");
	the_town_may_not_decide(w, "no power that covers it");
	a_case(w, "subject=company");
	the_town_decides(w);
}

static void
a_power_for_one_case_decides_no_other(void **state)
{
	struct world *w = *state;
	char words[160];

	a_case(w, "");
	(void)snprintf(words, sizeof(words),
	    "mode=assigned basis=善政发〔2026〕1号 case=%s", number);
	give(w, "grant", words);
	the_town_decides(w);
	a_case(w, "");
	the_town_may_not_decide(w, "no power that covers it");
}

static void
who_only_assists_does_not_decide(void **state)
{
	struct world *w = *state;

	give(w, "grant", "mode=assisted basis=善政发〔2026〕1号");
	a_case(w, "");
	the_town_may_not_decide(w, "no power that covers it");
	(void)world_act(w, "嘉善县", decide_words());
}

/* --- clocks (RULES A9) ---------------------------------------------------- */

static void
an_expired_power_decides_nothing_but_cases_are_accepted(void **state)
{
	struct world *w = *state;

	give(w, "grant",
	    "mode=entrusted basis=善政发〔2026〕1号 valid_to=2025-11-25");
	world_wait(w, 2 * DAY_S);
	a_case(w, "");
	the_town_may_not_decide(w, "is not valid today");
}

/* Old but valid data shown for ever (indefinite freeze). */
static void
freeze_is_not_noticed_without_a_limit(void **state)
{
	struct world *w = *state;

	give(w, "grant", "mode=entrusted basis=善政发〔2026〕1号");
	world_cut(w, "姚庄镇", "嘉善县");
	world_wait(w, 400 * DAY_S);
	a_case(w, "");
	(void)world_act(w, "姚庄镇", decide_words());
}

static void
freeze_a_view_too_old_decides_nothing_but_cases_are_accepted(void **state)
{
	struct world *w = *state;

	give(w, "grant", "mode=entrusted basis=善政发〔2026〕1号 view_days=3");
	world_cut(w, "姚庄镇", "嘉善县");
	world_wait(w, 5 * DAY_S);
	assert_int_equal(
	    json_member_integer(
		world_act(w, "姚庄镇", "hall status"), "view_age_s", 0) /
		DAY_S,
	    5);
	a_case(w, "");
	the_town_may_not_decide(
	    w, "gazette is 5 days old, and this power allows 3");
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
	the_town_decides(w);
}

static void
a_county_with_nothing_new_says_so(void **state)
{
	struct world *w = *state;

	give(w, "grant", "mode=entrusted basis=善政发〔2026〕1号 view_days=3");
	for (int day = 0; day < 30; day++) {
		world_wait(w, DAY_S);
		world_settle(w);
	}
	a_case(w, "");
	the_town_decides(w);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, a_town_on_the_line, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(a_power_goes_from_the_list_to_effect_and_back),
	    STORY(what_was_not_approved_is_not_granted),
	    STORY(a_grantee_passes_nothing_on),
	    STORY(entrusted_powers_are_listed_until_they_are_public),
	    STORY(the_matrix_has_a_cell_for_each_item_and_hall),
	    STORY(nothing_is_decided_while_a_power_is_suspended),
	    STORY(what_did_not_know_of_a_suspension_is_held_for_good),
	    STORY(a_decision_keeps_within_the_ceiling),
	    STORY(a_decision_keeps_to_the_kinds_of_applicants),
	    STORY(a_power_for_one_case_decides_no_other),
	    STORY(who_only_assists_does_not_decide),
	    STORY(an_expired_power_decides_nothing_but_cases_are_accepted),
	    STORY(freeze_is_not_noticed_without_a_limit),
	    STORY(freeze_a_view_too_old_decides_nothing_but_cases_are_accepted),
	    STORY(a_county_with_nothing_new_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
