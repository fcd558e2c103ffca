/*
 * The register of conflicts: what halls did without knowing of each other,
 * who rules on it, and that a ruling settles what its author had seen and
 * can be undone by a later one.
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

static char number[64];

static int
a_case_that_town_and_county_may_decide(void **state)
{
	struct world *w = world_of_three(11);

	world_join(w, "北鹤村", "姚庄镇");
	world_join(w, "姚庄镇", "嘉善县");
	(void)snprintf(number, sizeof(number), "%s",
	    json_member_text(
		world_act(w, "北鹤村",
		    "case receive item=330421-YB-001 name=王秀英 "
		    "id_number=11010519491231002X phone=13857300001"),
		"number"));
	(void)world_act(w, "嘉善县",
	    "power grant grantee=330421111000 items=330421-YB-001 "
	    "mode=entrusted basis=善政发〔2026〕1号");
	world_settle(w);
	world_cut(w, "北鹤村", "姚庄镇");
	world_cut(w, "姚庄镇", "嘉善县");
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
act(struct world *w, const char *hall, const char *verb, const char *rest)
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "case %s %s %s", verb, number, rest);
	(void)world_act(w, hall, words);
}

static void
heal(struct world *w)
{
	world_join(w, "北鹤村", "姚庄镇");
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
}

/* The event of the register that a hall wrote, of a kind. */
static const char *
entry_by(struct world *w, const char *at, const char *author, const char *kind)
{
	static char event[EVENT_ID_TEXT_MAX];
	const json_t *rows = world_act(w, at, "conflicts list all=yes");
	json_t *row;
	size_t i;

	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "author"),
			world_code(author)) == 0 &&
		    strcmp(json_member_text(row, "kind"), kind) == 0)
			(void)snprintf(event, sizeof(event), "%s",
			    json_member_text(row, "event"));
	return event;
}

static size_t
open_entries(struct world *w, const char *at)
{
	return json_array_size(world_act(w, at, "conflicts list"));
}

static void
resolve(struct world *w, const char *at, const char *event, const char *as)
{
	char words[256];

	(void)snprintf(words, sizeof(words),
	    "conflicts resolve %s as=%s reason=依据批复", event, as);
	(void)world_act(w, at, words);
}

static void
expect_everywhere(struct world *w, const char *shown)
{
	static const char *const halls[] = {"北鹤村", "姚庄镇", "嘉善县"};

	for (size_t i = 0; i < 3; i++)
		assert_string_equal(world_case(w, halls[i], number), shown);
	world_same(w, "ledger/330421111205", "北鹤村", "姚庄镇");
	world_same(w, "ledger/330421111205", "北鹤村", "嘉善县");
}

static void
two_different_decisions(struct world *w)
{
	act(w, "姚庄镇", "decide", "outcome=approved");
	act(w, "嘉善县", "decide", "outcome=denied reason=不符");
	heal(w);
}

static void
the_county_rules_which_of_two_decisions_stands(void **state)
{
	struct world *w = *state;

	two_different_decisions(w);
	assert_int_equal(open_entries(w, "北鹤村"), 2);
	resolve(w, "嘉善县", entry_by(w, "嘉善县", "姚庄镇", "case.decided"),
	    "stands");
	world_settle(w);
	assert_int_equal(open_entries(w, "北鹤村"), 0);
	expect_everywhere(w, "approved decided [姚庄镇 嘉善县]");
	act(w, "北鹤村", "finish", "");
	world_settle(w);
	expect_everywhere(w, "approved finished [姚庄镇 嘉善县]");
}

static void
a_later_ruling_undoes_an_earlier_one(void **state)
{
	struct world *w = *state;

	two_different_decisions(w);
	resolve(w, "嘉善县", entry_by(w, "嘉善县", "姚庄镇", "case.decided"),
	    "stands");
	resolve(w, "嘉善县", entry_by(w, "嘉善县", "嘉善县", "case.decided"),
	    "stands");
	world_settle(w);
	expect_everywhere(w, "denied decided [姚庄镇 嘉善县]");
}

static void
only_the_county_rules_on_decisions(void **state)
{
	struct world *w = *state;

	char words[160];

	two_different_decisions(w);
	(void)snprintf(words, sizeof(words),
	    "conflicts resolve %s as=stands reason=以本镇为准",
	    entry_by(w, "姚庄镇", "姚庄镇", "case.decided"));
	assert_non_null(strstr(world_refused(w, "姚庄镇", words),
	    "only the topmost hall rules on decisions"));
	expect_everywhere(w, "disputed [姚庄镇 嘉善县]");
}

static void
an_entry_says_who_wrote_what_knowing_what(void **state)
{
	struct world *w = *state;
	char words[128];
	const json_t *entry, *versions;

	two_different_decisions(w);
	(void)snprintf(words, sizeof(words), "conflicts show %s",
	    entry_by(w, "嘉善县", "姚庄镇", "case.decided"));
	entry = world_act(w, "嘉善县", words);
	versions = json_object_get(entry, "versions");
	assert_string_equal(json_member_text(entry, "situation"), "K4");
	assert_int_equal(json_array_size(versions), 2);
	for (size_t i = 0; i < 2; i++) {
		const json_t *v = json_array_get(versions, i);

		/* Received and accepted; not the other decision. */
		assert_int_equal(
		    json_array_size(json_object_get(v, "knew")), 2);
		assert_non_null(
		    json_object_get(json_object_get(v, "body"), "outcome"));
	}
}

static void
a_withdrawal_that_lost_stays_in_the_register_until_somebody_looked(void **state)
{
	struct world *w = *state;

	act(w, "北鹤村", "withdraw", "");
	act(w, "姚庄镇", "decide", "outcome=approved");
	heal(w);
	assert_int_equal(open_entries(w, "姚庄镇"), 1);
	resolve(w, "姚庄镇",
	    entry_by(w, "姚庄镇", "北鹤村", "case.pulled_back"), "is");
	world_settle(w);
	assert_int_equal(open_entries(w, "嘉善县"), 0);
	expect_everywhere(w, "approved decided [姚庄镇 嘉善县]");
}

static void
what_a_rule_decided_by_itself_can_be_overruled(void **state)
{
	struct world *w = *state;

	act(w, "北鹤村", "withdraw", "");
	act(w, "姚庄镇", "decide", "outcome=approved");
	heal(w);
	resolve(w, "嘉善县",
	    entry_by(w, "嘉善县", "北鹤村", "case.pulled_back"), "stands");
	world_settle(w);
	expect_everywhere(w, "pulled_back [姚庄镇 嘉善县]");
}

static void
a_ruling_does_not_reach_what_its_author_had_not_seen(void **state)
{
	struct world *w = *state;

	act(w, "北鹤村", "withdraw", "");
	act(w, "姚庄镇", "decide", "outcome=approved");
	act(w, "嘉善县", "decide", "outcome=denied reason=不符");
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
	resolve(w, "嘉善县", entry_by(w, "嘉善县", "嘉善县", "case.decided"),
	    "stands");
	assert_int_equal(open_entries(w, "嘉善县"), 0);
	world_join(w, "北鹤村", "姚庄镇");
	world_settle(w);
	expect_everywhere(w, "denied decided [姚庄镇 嘉善县]");
	assert_int_equal(open_entries(w, "嘉善县"), 1);
}

#define STORY(f)                         \
	cmocka_unit_test_setup_teardown( \
	    f, a_case_that_town_and_county_may_decide, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(the_county_rules_which_of_two_decisions_stands),
	    STORY(a_later_ruling_undoes_an_earlier_one),
	    STORY(only_the_county_rules_on_decisions),
	    STORY(an_entry_says_who_wrote_what_knowing_what),
	    STORY(
		a_withdrawal_that_lost_stays_in_the_register_until_somebody_looked),
	    STORY(what_a_rule_decided_by_itself_can_be_overruled),
	    STORY(a_ruling_does_not_reach_what_its_author_had_not_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
