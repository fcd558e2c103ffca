/*
 * Disks written back, copied and stolen: what was lost comes back, what a
 * citizen brought stands, and what nobody can vouch for waits.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "crypto/sshsig.h"
#include "schema/base/json.h"
#include "sync/engine/receipts.h"
#include "sync/ledger/receipt.h"
#include "tests/fixture/disclosed.h"
#include "tests/fixture/must.h"
#include "tests/fixture/noun.h"

#define VILLAGE "北鹤村"

static int
three_halls(void **state)
{
	*state = world_of_three(11);
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

struct number {
	char text[64];
};

static struct number
receive(struct world *w, const char *hall, const char *name)
{
	char words[200];
	struct number n;

	(void)snprintf(words, sizeof(words),
	    "case receive item=330421-YB-001 name=%s "
	    "id_number=11010519491231002X",
	    name);
	(void)snprintf(n.text, sizeof(n.text), "%s",
	    json_member_text(world_act(w, hall, words), "number"));
	return n;
}

static uint32_t
life(struct world *w, const char *hall)
{
	return engine_identity(world_engine(w, hall))->life.number;
}

static void
up(struct world *w)
{
	world_sync(w, VILLAGE, TOWN);
	world_sync(w, TOWN, COUNTY);
	world_sync(w, VILLAGE, TOWN);
}

/* The lines return in an order; from above, the county hears of it first. */
static void
heal(struct world *w, enum heal order)
{
	if (order == HEAL_FROM_ABOVE) {
		world_sync(w, VILLAGE, COUNTY);
		world_sync(w, TOWN, COUNTY);
	}
	up(w);
}

static const char *const everywhere = "accepted [姚庄镇 嘉善县]";

static void
what_was_lost_comes_back_as_it_was(void **state)
{
	struct world *w = *state;
	struct number lost, next;

	world_photograph(w, VILLAGE);
	lost = receive(w, VILLAGE, "王秀英");
	up(w);
	world_write_back(w, VILLAGE);
	world_sync(w, VILLAGE, TOWN);
	assert_int_equal(life(w, VILLAGE), 2);
	next = receive(w, VILLAGE, "李国强");
	assert_string_not_equal(next.text, lost.text);
	up(w);
	assert_string_equal(world_case(w, VILLAGE, lost.text), everywhere);
	assert_string_equal(world_case(w, VILLAGE, next.text), everywhere);
}

/* A day later, so that the two numbers are not of one day. */
static struct number
write_before_it_knows(struct world *w, const char *hall)
{
	world_write_back(w, hall);
	world_wait(w, (int64_t)24 * 3600);
	return receive(w, hall, "陈建华");
}

static void
two_branches(struct world *w, enum heal order)
{
	struct number lost, before;

	world_photograph(w, VILLAGE);
	lost = receive(w, VILLAGE, "王秀英");
	up(w);
	before = write_before_it_knows(w, VILLAGE);
	noun_other_business(w, VILLAGE);
	heal(w, order);
	assert_int_equal(life(w, VILLAGE), 2);
	assert_string_equal(world_case(w, VILLAGE, lost.text), everywhere);
	assert_string_equal(world_case(w, VILLAGE, before.text), everywhere);
	assert_string_equal(world_case(w, COUNTY, before.text), everywhere);
}

static void
what_citizens_brought_stands_on_both_branches(void **state)
{
	(void)state;
	noun_tell(three_halls, two_branches);
}

static const json_t *
only_fork(struct world *w, const char *hall)
{
	const json_t *out = world_act(w, hall, "fork list");

	assert_int_equal(json_array_size(json_object_get(out, "forks")), 1);
	return json_array_get(json_object_get(out, "forks"), 0);
}

static size_t
standing(const json_t *fork)
{
	size_t i, count = 0;
	json_t *row;

	json_array_foreach (json_object_get(fork, "siblings"), i, row)
		count += json_is_true(json_object_get(row, "stands"));
	return count;
}

static void
a_hall_above_rules_which_branches_stand_and_may_change_its_mind(void **state)
{
	struct world *w = *state;
	char words[200];

	world_photograph(w, VILLAGE);
	(void)receive(w, VILLAGE, "王秀英");
	world_sync(w, VILLAGE, TOWN);
	(void)write_before_it_knows(w, VILLAGE);
	world_sync(w, VILLAGE, TOWN);
	assert_int_equal(standing(only_fork(w, TOWN)), 0);
	(void)snprintf(words, sizeof(words), "fork rule %.12s reason=x",
	    json_member_text(only_fork(w, TOWN), "fork"));
	assert_non_null(strstr(world_refused(w, VILLAGE, words), "above it"));
	(void)world_act(w, TOWN, words);
	assert_int_equal(standing(only_fork(w, TOWN)), 1);
	(void)snprintf(words, sizeof(words),
	    "fork rule %.12s keep=all reason=y",
	    json_member_text(only_fork(w, TOWN), "fork"));
	(void)world_act(w, TOWN, words);
	assert_int_equal(standing(only_fork(w, TOWN)), 2);
	up(w);
	assert_int_equal(standing(only_fork(w, COUNTY)), 2);
	assert_int_equal(standing(only_fork(w, VILLAGE)), 2);
}

static void
publish(struct world *w, const char *code)
{
	char words[600];

	(void)snprintf(words, sizeof(words),
	    "item publish %s name=生育登记 department=卫生健康局 "
	    "statutory_days=20 promise_days=1 " DISCLOSED_WORD,
	    code);
	(void)world_act(w, COUNTY, words);
}

static void
the_county_restored_keeps_all_its_branches(void **state)
{
	struct world *w = *state;

	world_photograph(w, COUNTY);
	publish(w, "330421-YB-002");
	world_sync(w, TOWN, COUNTY);
	world_write_back(w, COUNTY);
	publish(w, "330421-YB-003");
	world_sync(w, TOWN, COUNTY);
	assert_int_equal(life(w, COUNTY), 2);
	world_sync(w, TOWN, COUNTY);
	assert_int_equal(standing(only_fork(w, TOWN)), 2);
	(void)world_act(w, TOWN, "item show 330421-YB-002");
	(void)world_act(w, TOWN, "item show 330421-YB-003");
	world_same(w, "gazette/330421000000", TOWN, COUNTY);
}

static size_t
alive_at(struct world *w, const char *hall)
{
	return json_array_size(
	    json_object_get(world_act(w, hall, "fork list"), "alive"));
}

static void
two_machines(struct world *w, enum heal order)
{
	struct number one, other;

	world_photograph(w, VILLAGE);
	world_clone(w, VILLAGE, "副本");
	one = receive(w, VILLAGE, "王秀英");
	up(w);
	world_wait(w, (int64_t)24 * 3600);
	(void)receive(w, "副本", "李国强");
	world_sync(w, "副本", TOWN);
	other = receive(w, "副本", "徐志明");
	(void)receive(w, VILLAGE, "周玉兰");
	noun_other_business(w, TOWN);
	if (order == HEAL_FROM_BELOW)
		world_sync(w, "副本", TOWN);
	heal(w, order);
	world_wait(w, 3600);
	(void)receive(w, VILLAGE, "沈美华");
	(void)receive(w, "副本", "马文斌");
	world_sync(w, "副本", TOWN);
	up(w);
	world_sync(w, "副本", TOWN);
	assert_true(alive_at(w, TOWN) > 0);
	assert_true(alive_at(w, COUNTY) > 0);
	assert_string_not_equal(one.text, other.text);
	assert_string_equal(world_case(w, VILLAGE, other.text), everywhere);
	assert_true(life(w, VILLAGE) < 6 && life(w, "副本") < 6);
}

static void
two_machines_of_one_hall_are_seen_at_every_hall_above(void **state)
{
	(void)state;
	noun_tell(three_halls, two_machines);
}

/* --- a thief ------------------------------------------------------------- */

static void
grant(struct world *w, const char *grantee)
{
	char words[200];

	(void)snprintf(words, sizeof(words),
	    "power grant grantee=%s items=330421-YB-001 mode=entrusted "
	    "basis=善政发〔2026〕1号",
	    world_code(grantee));
	(void)world_act(w, COUNTY, words);
	world_sync(w, TOWN, COUNTY);
}

/*
 * The thief holds the town's disk and key, decides the town's case and is
 * first at the county.  The town's own decision is on the other branch: neither
 * is in force until the county rules.
 */
static void
a_stolen_key_decides_nothing_on_a_branch_nobody_vouches_for(void **state)
{
	struct world *w = *state;
	struct number n;
	char words[200];
	const json_t *fork;

	grant(w, TOWN);
	n = receive(w, TOWN, "王秀英");
	world_sync(w, TOWN, COUNTY);
	world_photograph(w, TOWN);
	world_clone(w, TOWN, "窃贼");
	(void)snprintf(words, sizeof(words),
	    "case decide %s outcome=denied reason=x", n.text);
	(void)world_act(w, "窃贼", words);
	world_sync(w, "窃贼", COUNTY);
	world_wait(w, 3600);
	(void)snprintf(
	    words, sizeof(words), "case decide %s outcome=approved", n.text);
	(void)world_act(w, TOWN, words);
	world_sync(w, TOWN, COUNTY);
	fork = only_fork(w, COUNTY);
	assert_int_equal(standing(fork), 0);
	assert_null(strstr(world_case(w, COUNTY, n.text), "approved"));
	assert_null(strstr(world_case(w, COUNTY, n.text), "denied"));
}

/*
 * The village's machine is stolen.  What the town had built on stands, though
 * the cut lies before it; what the thief writes waits wherever it arrives.
 */
static void
what_a_hall_above_built_on_stands_when_the_key_below_is_ended(void **state)
{
	struct world *w = *state;
	struct number good = receive(w, VILLAGE, "王秀英");
	char words[200];

	up(w);
	grant(w, TOWN);
	(void)snprintf(
	    words, sizeof(words), "case decide %s outcome=approved", good.text);
	(void)world_act(w, TOWN, words);
	world_photograph(w, VILLAGE);
	world_clone(w, VILLAGE, "窃贼");
	(void)snprintf(words, sizeof(words),
	    "members revoke %s reason=被盗 since=2025-11-01",
	    world_code(VILLAGE));
	(void)world_act(w, TOWN, words);
	(void)receive(w, "窃贼", "无人");
	world_sync(w, "窃贼", COUNTY);
	assert_int_equal(
	    json_array_size(world_act(w, COUNTY, "conflicts list")), 0);
	world_sync(w, TOWN, COUNTY);
	assert_non_null(strstr(world_case(w, COUNTY, good.text), "approved"));
	assert_true(
	    json_array_size(world_act(w, COUNTY, "conflicts list")) > 0);
	assert_true(json_array_size(world_act(w, TOWN, "conflicts list")) > 0);
}

/* --- fast-forward (RULES R1) --------------------------------------------- */

/* A receipt of the town's that holds nothing new, with the highest counter. */
static void
sign_the_highest(struct world *w, uint32_t incarnation)
{
	struct engine *g = world_engine(w, VILLAGE);
	struct receipt r = {.incarnation = incarnation,
	    .counter = INT64_MAX,
	    .space.kind = SPACE_LEDGER};
	struct changeset_id held = engine_identity(g)->county;
	struct buf text = BUF_INIT;
	struct signature sig;
	int kept = 0;

	assert_int_equal(hall_code_parse(world_code(TOWN), &r.signer), 0);
	r.space.hall = engine_identity(g)->hall;
	r.heads = (struct changeset_heads){&held, 1};
	MUST(receipt_compose(&r, &text, &e));
	sshsig_sign(&world_keys(w, TOWN)->sign, SSHSIG_RECEIPT, text.bytes,
	    text.len, &sig);
	MUST(engine_take_receipt(g, text.bytes, text.len, &sig, 0, &kept, &e));
	assert_true(kept);
	buf_free(&text);
}

/* The hall is shown it, and goes on in the next incarnation (RULES R2). */
static void
the_highest_counter_is_outrun_by_the_next_incarnation(void **state)
{
	struct world *w = *state;
	struct number n = receive(w, VILLAGE, "王秀英");

	up(w);
	sign_the_highest(w, 1);
	(void)receive(w, VILLAGE, "李国强");
	up(w);
	assert_int_equal(life(w, TOWN), 2);
	assert_string_equal(world_case(w, VILLAGE, n.text), everywhere);
}

static void
who_stole_a_key_and_signed_the_highest_receipt_is_outrun_by_other_keys(
    void **state)
{
	struct world *w = *state;
	struct number n = receive(w, VILLAGE, "王秀英");

	up(w);
	assert_string_equal(world_case(w, VILLAGE, n.text), everywhere);
	sign_the_highest(w, INT32_MAX);
	(void)receive(w, VILLAGE, "李国强");
	up(w);
	/* The attack: whatever the town signs now is older. */
	assert_string_equal(
	    world_case(w, VILLAGE, n.text), "accepted [嘉善县]");
	world_rotate(w, TOWN);
	(void)receive(w, VILLAGE, "陈建华");
	world_sync(w, VILLAGE, COUNTY);
	up(w);
	assert_string_equal(world_case(w, VILLAGE, n.text), everywhere);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		what_was_lost_comes_back_as_it_was, three_halls, end),
	    cmocka_unit_test(what_citizens_brought_stands_on_both_branches),
	    cmocka_unit_test_setup_teardown(
		a_hall_above_rules_which_branches_stand_and_may_change_its_mind,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		the_county_restored_keeps_all_its_branches, three_halls, end),
	    cmocka_unit_test(
		two_machines_of_one_hall_are_seen_at_every_hall_above),
	    cmocka_unit_test_setup_teardown(
		a_stolen_key_decides_nothing_on_a_branch_nobody_vouches_for,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		what_a_hall_above_built_on_stands_when_the_key_below_is_ended,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		the_highest_counter_is_outrun_by_the_next_incarnation,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		who_stole_a_key_and_signed_the_highest_receipt_is_outrun_by_other_keys,
		three_halls, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
