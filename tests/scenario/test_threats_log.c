/*
 * Attacks on the log (docs/THREATS.md): what a hall that believes would come
 * to, and then that the same bytes come to nothing.
 *
 * 轻信 is a second machine of the hall, with the same disk, that asks nobody
 * anything (tests/fixture/naive.h).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/report.h"
#include "tests/fixture/attempt.h"
#include "tests/fixture/model_hand.h"
#include "tests/fixture/must.h"
#include "tests/fixture/naive.h"
#include "tests/fixture/world.h"

#define LEDGER "ledger/330421111205"
#define NAIVE "轻信"

static char power[64], number[64], case_id[64];

/* A case at 北鹤村, which 姚庄镇 may decide; all have settled. */
static int
a_case_to_decide(void **state)
{
	struct world *w = world_of_three(66);
	const json_t *got;

	got = world_act(w, "嘉善县",
	    "power grant grantee=330421111000 items=330421-YB-001 "
	    "mode=entrusted basis=善政发〔2026〕1号");
	(void)snprintf(
	    power, sizeof(power), "%s", json_member_text(got, "power"));
	got = world_act(w, "北鹤村",
	    "case receive item=330421-YB-001 name=王秀英 "
	    "id_number=11010519491231002X");
	(void)snprintf(
	    number, sizeof(number), "%s", json_member_text(got, "number"));
	(void)snprintf(
	    case_id, sizeof(case_id), "%s", json_member_text(got, "case"));
	world_join(w, "北鹤村", "姚庄镇");
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

/* --- forging ------------------------------------------------------------- */

static struct log_name
log_of(struct world *w, const char *hall, const char *space)
{
	const struct engine_identity *id =
	    engine_identity(world_engine(w, hall));
	struct log_name log = {.hall = id->hall, .life = id->life};

	assert_int_equal(space_name_parse(space, &log.space), 0);
	return log;
}

/* In the name of a hall, with a key, as somebody at another hall knows it. */
static struct changeset
forge_take(struct world *w, const char *at, const struct model_forgery *f,
    json_t *events)
{
	struct changeset c;

	assert_non_null(events);
	model_hand_forge(
	    world_engine(w, at), f, events, world_time(w, at).now_s, &c);
	json_decref(events);
	return c;
}

static json_t *
amended(const char *source)
{
	return json_pack("[{s:s,s:s,s:s}]", "do", "case.amended", "on", case_id,
	    "source", source);
}

/* 姚庄镇 approves it, says who holds that key. */
static struct changeset
approval_signed_with(struct world *w, const struct sign_secret *key)
{
	struct model_forgery f = {log_of(w, "姚庄镇", LEDGER), key, 0};

	return forge_take(w, "北鹤村", &f,
	    json_pack("[{s:s,s:s,s:s,s:s}]", "do", "case.decided", "on",
		case_id, "outcome", "approved", "power", power));
}

static void
make_naive(struct world *w, const char *of)
{
	world_photograph(w, of);
	world_clone(w, of, NAIVE);
}

static const char *
shown(struct world *w, const char *hall)
{
	return world_case(w, hall, number);
}

static json_int_t
quarantined(struct world *w, const char *hall)
{
	json_t *rows = store_report(
	    engine_store(world_engine(w, hall)), REPORT_COUNTS, NULL, 0, NULL);
	json_int_t count =
	    json_member_integer(json_array_get(rows, 0), "quarantined", 0);

	json_decref(rows);
	return count;
}

static struct engine_batch_result
hand(struct world *w, const char *hall, const struct changeset *const *all,
    size_t count)
{
	return checked_take(
	    world_engine(w, hall), all, count, world_time(w, hall).now_s);
}

static void
is_refused(struct world *w, const char *hall, const struct changeset *c,
    const char *why)
{
	json_int_t before = quarantined(w, hall);
	struct engine_batch_result got = hand(w, hall, &c, 1);

	assert_int_equal(got.stored, 0);
	assert_int_equal(got.refused, 1);
	if (strstr(got.why, why) == NULL)
		fail_msg("refused: %s", got.why);
	assert_int_equal(quarantined(w, hall), before + 1);
}

/* Where nobody checks the case is approved. */
static void
works_unchecked_and_is_refused(struct world *w, const struct changeset *c)
{
	make_naive(w, "北鹤村");
	naive_take(world_engine(w, NAIVE), c);
	assert_non_null(strstr(shown(w, NAIVE), "approved decided"));
	is_refused(w, "北鹤村", c, "the signature is not that of");
	assert_string_equal(shown(w, "北鹤村"), "accepted [姚庄镇 嘉善县]");
}

/* --- who signed it (1, 3, 4) --------------------------------------------- */

static void
an_approval_a_stranger_signed_stands_only_where_nobody_checks(void **state)
{
	struct sign_secret stranger;
	struct changeset c;

	sign_new(&stranger);
	c = approval_signed_with(*state, &stranger);
	works_unchecked_and_is_refused(*state, &c);
	changeset_free(&c);
}

/* A member's signature: for one list of keys a good one. */
static void
an_approval_another_member_signed_stands_only_where_nobody_checks(void **state)
{
	struct changeset c =
	    approval_signed_with(*state, &world_keys(*state, "丁栅村")->sign);

	works_unchecked_and_is_refused(*state, &c);
	changeset_free(&c);
}

/*
 * The village signs on top of an approval that nobody signed.  Who asks only
 * for the newest signature, as git does, has it approved.
 */
static void
what_nobody_signed_below_a_signed_head_stands_only_where_nobody_checks(
    void **state)
{
	struct world *w = *state;
	struct sign_secret nobody;
	struct model_forgery f = {
	    log_of(w, "北鹤村", LEDGER), &world_keys(w, "北鹤村")->sign, 0};
	struct changeset below, head;
	const struct changeset *both[] = {&below, &head};
	struct engine_batch_result got;

	sign_new(&nobody);
	below = approval_signed_with(w, &nobody);
	make_naive(w, "北鹤村");
	naive_take(world_engine(w, NAIVE), &below);
	head = forge_take(w, NAIVE, &f, amended("mobile"));
	naive_take(world_engine(w, NAIVE), &head);
	assert_non_null(strstr(shown(w, NAIVE), "approved decided"));
	got = hand(w, "姚庄镇", both, 2);
	assert_int_equal(got.stored, 0);
	assert_int_equal(got.refused, 1);
	assert_int_equal(got.waiting, 1);
	assert_string_equal(shown(w, "姚庄镇"), "accepted [姚庄镇 嘉善县]");
	changeset_free(&below);
	changeset_free(&head);
}

/* --- where it may write (35) --------------------------------------------- */

/*
 * A sibling amends the case; its key and its chain are in order.  Where nobody
 * asks whose ledger that is it is kept and passed on; the fold, which asks
 * again, gives it no effect even there.
 */
static void
a_sibling_writes_into_a_ledger_only_where_nobody_checks(void **state)
{
	struct world *w = *state;
	struct model_forgery f = {
	    log_of(w, "丁栅村", LEDGER), &world_keys(w, "丁栅村")->sign, 0};
	struct changeset c = forge_take(w, "北鹤村", &f, amended("mobile"));
	struct buf before = attempt_dump(w, "姚庄镇"), after;
	char id[CHANGESET_ID_TEXT_MAX];

	changeset_id_text(&c.id, id);
	make_naive(w, "姚庄镇");
	naive_take(world_engine(w, NAIVE), &c);
	after = attempt_dump(w, NAIVE);
	assert_non_null(strstr(buf_text(&after), id));
	assert_non_null(strstr(buf_text(&after), "\"reason\":\"writer\""));
	buf_free(&after);
	is_refused(w, "姚庄镇", &c, "may not write into the ledger");
	after = attempt_dump(w, "姚庄镇");
	assert_string_equal(buf_text(&after), buf_text(&before));
	buf_free(&before);
	buf_free(&after);
	changeset_free(&c);
}

/* --- numbers and branches (7, 9, 12) ------------------------------------- */

static void
a_log_that_jumps_ahead_is_refused(void **state)
{
	static const uint64_t skips[] = {1, 1000, CHANGESET_SEQ_MAX / 2};
	struct world *w = *state;
	struct model_forgery f = {
	    log_of(w, "北鹤村", LEDGER), &world_keys(w, "北鹤村")->sign, 0};

	for (size_t i = 0; i < COUNT_OF(skips); i++) {
		struct changeset c;

		f.skipped = skips[i];
		c = forge_take(w, "北鹤村", &f, amended("mobile"));
		is_refused(w, "姚庄镇", &c, "may not name there");
		changeset_free(&c);
	}
	(void)world_act(w, "北鹤村",
	    "case receive item=330421-YB-001 name=李国强 "
	    "id_number=11010519491231002X");
	world_settle(w);
	world_same(w, LEDGER, "北鹤村", "姚庄镇");
}

/*
 * Two change sets of one number, one told upward first, the other downward.
 * A mirror of git ends with whichever came last (test_threats_stock.c).
 */
static void
two_branches_come_to_the_same_in_either_order(void **state)
{
	struct world *w = *state;
	struct model_forgery f = {
	    log_of(w, "北鹤村", LEDGER), &world_keys(w, "北鹤村")->sign, 0};
	struct changeset one, two;
	const struct changeset *this_way[] = {&one, &two};
	const struct changeset *that_way[] = {&two, &one};
	const json_t *forks;

	one = forge_take(w, "北鹤村", &f, amended("mobile"));
	two = forge_take(w, "北鹤村", &f, amended("computer"));
	for (size_t i = 0; i < 2; i++) {
		(void)hand(w, "姚庄镇", &this_way[i], 1);
		(void)hand(w, "嘉善县", &that_way[i], 1);
	}
	world_same(w, LEDGER, "姚庄镇", "嘉善县");
	forks = json_object_get(world_act(w, "嘉善县", "fork list"), "forks");
	assert_int_equal(json_array_size(forks), 1);
	changeset_free(&one);
	changeset_free(&two);
}

/* Three times the same bytes: stored once, and nothing else moved. */
static void
a_replayed_entry_counts_once(void **state)
{
	struct world *w = *state;
	struct model_forgery f = {
	    log_of(w, "北鹤村", LEDGER), &world_keys(w, "北鹤村")->sign, 0};
	struct changeset c = forge_take(w, "北鹤村", &f, amended("mobile"));
	const struct changeset *thrice[] = {&c, &c, &c};
	struct engine_batch_result got = hand(w, "姚庄镇", thrice, 3);
	struct buf once = attempt_dump(w, "姚庄镇"), again;

	assert_int_equal(got.stored, 1);
	assert_int_equal(got.known, 2);
	got = hand(w, "姚庄镇", thrice, 3);
	assert_int_equal(got.known, 3);
	again = attempt_dump(w, "姚庄镇");
	assert_string_equal(buf_text(&again), buf_text(&once));
	buf_free(&once);
	buf_free(&again);
	changeset_free(&c);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, a_case_to_decide, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(
		an_approval_a_stranger_signed_stands_only_where_nobody_checks),
	    STORY(
		an_approval_another_member_signed_stands_only_where_nobody_checks),
	    STORY(
		what_nobody_signed_below_a_signed_head_stands_only_where_nobody_checks),
	    STORY(a_sibling_writes_into_a_ledger_only_where_nobody_checks),
	    STORY(a_log_that_jumps_ahead_is_refused),
	    STORY(two_branches_come_to_the_same_in_either_order),
	    STORY(a_replayed_entry_counts_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
