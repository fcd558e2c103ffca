/*
 * Attacks on delegated authority: a clock set back, an act hidden behind an
 * old frontier, a revocation that is to reach back over good work, and a
 * history made to be slow.  Where it can be shown, the same thing is done
 * first where nothing stands against it.
 *
 * Old but valid data shown for ever: freeze_… in test_power.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "sync/engine/inside.h"
#include "sync/engine/life.h"
#include "tests/fixture/model_hand.h"
#include "tests/fixture/must.h"
#include "tests/fixture/world.h"

#define YEAR_S (365 * INT64_C(86400))
#define LEDGER "ledger/330421111000"

static char power[64];

static int
a_town_with_a_power(void **state)
{
	struct world *w = world_of_three(65);

	(void)snprintf(power, sizeof(power), "%s",
	    json_member_text(
		world_act(w, "嘉善县",
		    "power grant grantee=330421111000 items=330421-YB-001 "
		    "mode=entrusted basis=善政发〔2026〕1号"),
		"power"));
	world_join(w, "姚庄镇", "嘉善县");
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
receive(struct world *w, char number[64], char id[64])
{
	const json_t *case_ = world_act(w, "姚庄镇",
	    "case receive item=330421-YB-001 name=王秀英 "
	    "id_number=11010519491231002X");

	(void)snprintf(number, 64, "%s", json_member_text(case_, "number"));
	(void)snprintf(id, 64, "%s", json_member_text(case_, "case"));
}

static void
decide(struct world *w, const char *number)
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "case decide %s outcome=approved", number);
	(void)world_act(w, "姚庄镇", words);
}

static void
revoke(struct world *w, const char *rest)
{
	char words[192];

	(void)snprintf(
	    words, sizeof(words), "power revoke power=%s %s", power, rest);
	(void)world_act(w, "嘉善县", words);
}

static void
meet(struct world *w)
{
	world_cut(w, "姚庄镇", "嘉善县");
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

/* --- a clock set back ----------------------------------------------------- */

/* What the town claims lies years before the revocation it did not know. */
static void
back_dated_clock(struct world *w, int64_t skew_s)
{
	char number[64], late[64], id[64], words[256];

	receive(w, number, id);
	world_settle(w);
	world_cut(w, "姚庄镇", "嘉善县");
	revoke(w, "");
	world_skew(w, "姚庄镇", skew_s);
	/* Who goes by clocks finds that it was done before the revocation. */
	if (skew_s < 0)
		assert_true(world_time(w, "姚庄镇").now_s <
			    world_time(w, "嘉善县").now_s);
	decide(w, number);
	meet(w);
	expect(w, number, "accepted");
	receive(w, late, id);
	(void)snprintf(words, sizeof(words),
	    "case decide %s outcome=approved power=%s", late, power);
	assert_non_null(
	    strstr(world_refused(w, "姚庄镇", words), "was taken back"));
	world_skew(w, "姚庄镇", 0);
}

static void
a_back_dated_clock_puts_nothing_in_force(void **state)
{
	back_dated_clock(*state, -10 * YEAR_S);
}

static void
a_clock_ahead_puts_nothing_in_force(void **state)
{
	back_dated_clock(*state, 10 * YEAR_S);
}

static void
a_back_dated_clock_makes_no_term_longer(void **state)
{
	struct world *w = *state;
	char number[64], id[64], words[256];

	revoke(w, "");
	(void)world_act(w, "嘉善县",
	    "power grant grantee=330421111000 items=330421-YB-001 "
	    "mode=entrusted basis=善政发〔2026〕2号 valid_to=2025-11-30");
	world_wait(w, 30 * INT64_C(86400));
	(void)world_act(w, "嘉善县",
	    "power propose grantee=330421111000 items=330421-YB-001 "
	    "mode=entrusted");
	world_settle(w);
	/* It knows what the county published a month later. */
	world_skew(w, "姚庄镇", -30 * INT64_C(86400));
	receive(w, number, id);
	(void)snprintf(
	    words, sizeof(words), "case decide %s outcome=approved", number);
	assert_non_null(
	    strstr(world_refused(w, "姚庄镇", words), "is not valid today"));
}

/* --- hidden behind an old frontier ---------------------------------------- */

/* Of the county's gazette, which has one log, as the town holds it. */
static struct changeset_id
newest_of_county(struct world *w)
{
	struct engine *g = world_engine(w, "姚庄镇");
	const struct chart *c = engine_chart(g);
	struct store_position row = {.n = 0};

	for (uint32_t b = 1; b < c->branch_count; b++) {
		const struct space_name *space =
		    &c->spaces[c->logs[c->branches[b].log].space];

		if (space->kind == SPACE_GAZETTE &&
		    strcmp(space->hall.digits, world_code("嘉善县")) == 0)
			assert_int_equal(store_changeset_at(engine_store(g), b,
					     c->branches[b].head_seq, &row,
					     NULL, NULL, NULL),
			    1);
	}
	return row.id;
}

/* The town says by another program that it decided, knowing so much. */
static void
hand_in(struct world *w, const char *case_id, const struct model_known *known)
{
	struct space_name ledger;
	json_t *events = json_pack("[{s:s,s:s,s:s,s:s}]", "do", "case.decided",
	    "on", case_id, "outcome", "approved", "power", power);

	assert_int_equal(space_name_parse(LEDGER, &ledger), 0);
	(void)model_hand_in(world_engine(w, "姚庄镇"), &ledger, events, known,
	    world_time(w, "姚庄镇").now_s);
	json_decref(events);
}

static void
an_act_after_the_revocation_hidden_behind_an_old_frontier_is_held(void **state)
{
	struct world *w = *state;
	char first[64], second[64], first_id[64], second_id[64];
	struct changeset_id old, none;
	struct model_known hiding = {
	    .seen = &none, .gazettes = &old, .gazette_count = 1};

	receive(w, first, first_id);
	receive(w, second, second_id);
	world_settle(w);
	old = newest_of_county(w);
	/* Where nothing was revoked there is nothing to hide. */
	hand_in(w, first_id, &hiding);
	meet(w);
	expect(w, first, "approved decided");
	revoke(w, "");
	world_settle(w);
	hand_in(w, second_id, &hiding);
	meet(w);
	expect(w, first, "approved decided");
	expect(w, second, "accepted");
	assert_int_equal(
	    json_array_size(world_act(w, "嘉善县", "power held")), 1);
}

static void
an_act_that_admits_what_it_knew_is_a_violation(void **state)
{
	struct world *w = *state;
	struct model_known everything = {.seen = NULL};
	const json_t *row;
	char number[64], id[64];

	receive(w, number, id);
	revoke(w, "");
	world_settle(w);
	hand_in(w, id, &everything);
	meet(w);
	expect(w, number, "accepted");
	row = json_array_get(world_act(w, "嘉善县", "power violations"), 0);
	assert_string_equal(json_member_text(row, "status"), "refused");
	assert_string_equal(json_member_text(row, "number"), number);
	assert_int_equal(
	    json_array_size(world_act(w, "嘉善县", "power held")), 0);
}

/* --- back over good work -------------------------------------------------- */

#define GOOD_ACTS 100

static void
a_hundred_good_acts(struct world *w, char numbers[GOOD_ACTS][64])
{
	char id[64];

	for (size_t i = 0; i < GOOD_ACTS; i++) {
		receive(w, numbers[i], id);
		decide(w, numbers[i]);
	}
	world_settle(w);
}

static size_t
count_approved(struct world *w, const char *hall)
{
	const json_t *rows = world_act(
	    w, hall, "case list hall=330421111000 state=decided most=1000");

	return json_array_size(rows);
}

static void
a_revocation_does_not_reach_back_over_a_hundred_good_acts(void **state)
{
	static char numbers[GOOD_ACTS][64];
	struct world *w = *state;

	a_hundred_good_acts(w, numbers);
	revoke(w, "");
	meet(w);
	assert_int_equal(count_approved(w, "嘉善县"), GOOD_ACTS);
	assert_int_equal(count_approved(w, "姚庄镇"), GOOD_ACTS);
	assert_int_equal(
	    json_array_size(world_act(w, "嘉善县", "power held")), 0);
}

/* Even a county that cuts off everything: it has built on them. */
static void
what_the_county_built_on_no_cut_reaches(void **state)
{
	static char numbers[GOOD_ACTS][64];
	struct world *w = *state;
	char words[128];

	a_hundred_good_acts(w, numbers);
	(void)snprintf(words, sizeof(words), "case finish %s", numbers[0]);
	(void)world_act(w, "嘉善县", words);
	world_settle(w);
	revoke(w, "cut={}");
	meet(w);
	assert_int_equal(count_approved(w, "姚庄镇"), GOOD_ACTS - 1);
	expect(w, numbers[0], "approved finished");
	assert_int_equal(
	    json_array_size(world_act(w, "嘉善县", "power held")), 0);
}

/* --- a history made to be slow -------------------------------------------- */

#define LIVES 300

/* As many logs as lives; what is written into them knows nothing of the rest.
 */
static void
amend_in_a_new_life(struct world *w, const char *case_id,
    const struct changeset_id *begin, const struct changeset_id *gazette, int n)
{
	struct engine *g = world_engine(w, "姚庄镇");
	struct model_known known = {.seen = begin,
	    .seen_count = 1,
	    .gazettes = gazette,
	    .gazette_count = 1};
	json_t *events = json_pack("[{s:s,s:s,s:s}]", "do", "case.amended",
	    "on", case_id, "source", n % 2 == 0 ? "mobile" : "computer");
	struct space_name ledger;

	assert_int_equal(space_name_parse(LEDGER, &ledger), 0);
	MUST(engine_open_life(
	    g, LIFE_COPIED, world_time(w, "姚庄镇").now_s, &e));
	(void)model_hand_in(
	    g, &ledger, events, &known, world_time(w, "姚庄镇").now_s);
	json_decref(events);
}

static struct changeset_id
first_of_case(struct world *w, const char *number)
{
	char words[128];
	struct changeset_id id;
	const json_t *shown;

	(void)snprintf(words, sizeof(words), "case show %s", number);
	shown = json_array_get(
	    json_object_get(world_act(w, "姚庄镇", words), "events"), 0);
	assert_int_equal(
	    changeset_id_parse(json_member_text(shown, "change_set"), &id), 0);
	return id;
}

static size_t
count_limited(struct world *w, const char *hall)
{
	const json_t *rows = world_act(w, hall, "conflicts list all=yes");
	size_t i, count = 0;
	json_t *row;

	json_array_foreach (rows, i, row)
		count += strcmp(json_member_text(row, "reason"), "limit") == 0;
	return count;
}

static void
a_history_made_to_be_slow_is_settled_up_to_a_limit(void **state)
{
	struct world *w = *state;
	char number[64], id[64];
	struct changeset_id begin, gazette;

	receive(w, number, id);
	begin = first_of_case(w, number);
	gazette = newest_of_county(w);
	for (int n = 0; n < LIVES; n++)
		amend_in_a_new_life(w, id, &begin, &gazette, n);
	meet(w);
	assert_int_equal(
	    count_limited(w, "嘉善县"), LIVES - FOLD_CONCURRENT_MAX + 2);
	assert_int_equal(
	    count_limited(w, "姚庄镇"), LIVES - FOLD_CONCURRENT_MAX + 2);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, a_town_with_a_power, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(a_back_dated_clock_puts_nothing_in_force),
	    STORY(a_clock_ahead_puts_nothing_in_force),
	    STORY(a_back_dated_clock_makes_no_term_longer),
	    STORY(
		an_act_after_the_revocation_hidden_behind_an_old_frontier_is_held),
	    STORY(an_act_that_admits_what_it_knew_is_a_violation),
	    STORY(a_revocation_does_not_reach_back_over_a_hundred_good_acts),
	    STORY(what_the_county_built_on_no_cut_reaches),
	    STORY(a_history_made_to_be_slow_is_settled_up_to_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
