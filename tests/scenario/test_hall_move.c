/*
 * A village comes under another town: its ledger, keys and numbers stay its
 * own, the new town gets all of it, the old one keeps what it had; and what
 * the old town did without knowing waits for the county.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "sync/engine/dump.h"
#include "tests/fixture/bundled.h"
#include "tests/fixture/must.h"
#include "tests/fixture/noun.h"

#define OTHER "西塘镇"
#define LEDGER "ledger/330421111205"
#define MOVE "hall move 北鹤村 to=西塘镇 basis=善政函〔2025〕20号"

static char power[64];

static void
sync_with(struct world *w, const char *child, const char *above)
{
	world_sync(w, child, above);
}

/* One village case each, both towns may decide, and all are in step. */
static int
two_towns(void **state)
{
	struct world *w = world_of_three(71);

	world_enrol(w, OTHER);
	noun_keep(noun_act(w, COUNTY,
		      "power grant grantee=330421111000 items=330421-YB-001 "
		      "mode=entrusted basis=善政发〔2025〕1号"),
	    "power", power);
	(void)noun_act(w, COUNTY,
	    "power grant grantee=%s items=330421-YB-001 mode=entrusted "
	    "basis=善政发〔2025〕2号",
	    world_code(OTHER));
	sync_with(w, OTHER, COUNTY);
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
receive(struct world *w, char number[64])
{
	static unsigned people;

	noun_keep(noun_act(w, BEIHE,
		      "case receive item=330421-YB-001 name=王秀英 "
		      "document=passport document_number=H%08u",
		      people++),
	    "number", number);
}

/* A case everybody above the village holds, not decided yet. */
static void
receive_and_carry(struct world *w, char number[64])
{
	receive(w, number);
	sync_with(w, BEIHE, TOWN);
	sync_with(w, TOWN, COUNTY);
}

static void
move(struct world *w)
{
	assert_string_equal(
	    json_member_text(noun_act(w, COUNTY, MOVE), "parent"),
	    world_code(OTHER));
}

static const char *
state_at(struct world *w, const char *hall, const char *number)
{
	return json_member_text(
	    noun_act(w, hall, "case show %s", number), "state");
}

static void
rebuilt_is_the_same(struct world *w, const char *hall)
{
	struct buf before = BUF_INIT, after = BUF_INIT;

	MUST(engine_dump(world_engine(w, hall), &before, &e));
	MUST(engine_rebuild(world_engine(w, hall), &e));
	MUST(engine_dump(world_engine(w, hall), &after, &e));
	assert_string_equal(buf_text(&before), buf_text(&after));
	buf_free(&before);
	buf_free(&after);
}

/* How many events of the case wait for the county. */
static size_t
held_of(struct world *w, const char *hall)
{
	const json_t *rows = world_act(w, hall, "conflicts list");
	size_t i, count = 0;
	json_t *row;

	json_array_foreach (rows, i, row)
		count += strcmp(json_member_text(row, "status"), "held") == 0;
	return count;
}

/* --- who holds what --------------------------------------------------------
 */

/* The other town and the village hear of it in either order. */
static void
hear_of_it(struct world *w, enum heal order)
{
	if (order == HEAL_FROM_ABOVE) {
		sync_with(w, OTHER, COUNTY);
		sync_with(w, BEIHE, OTHER);
	} else {
		sync_with(w, TOWN, COUNTY);
		sync_with(w, BEIHE, TOWN);
		sync_with(w, BEIHE, COUNTY);
		sync_with(w, OTHER, COUNTY);
	}
}

static void
goes_on_under_the_other(struct world *w, enum heal order)
{
	char before[64], meanwhile[64], after[64];

	receive_and_carry(w, before);
	move(w);
	receive(w, meanwhile);
	noun_other_business(w, BEIHE);
	hear_of_it(w, order);
	receive(w, after);
	sync_with(w, BEIHE, OTHER);
	(void)noun_act(w, OTHER, "case decide %s outcome=approved", before);
	sync_with(w, BEIHE, OTHER);
	sync_with(w, OTHER, COUNTY);
	sync_with(w, TOWN, COUNTY);
	sync_with(w, BEIHE, TOWN);
	sync_with(w, BEIHE, OTHER);
	assert_string_equal(state_at(w, BEIHE, before), "decided");
	world_same(w, LEDGER, BEIHE, OTHER);
	world_same(w, LEDGER, BEIHE, COUNTY);
	/* What it was told before it knew of the move, and no more. */
	assert_string_equal(state_at(w, TOWN, before), "accepted");
	(void)noun_refused(w, TOWN, "case show %s", after);
	assert_string_equal(
	    world_case(w, BEIHE, after), "accepted [西塘镇 嘉善县]");
	rebuilt_is_the_same(w, OTHER);
	rebuilt_is_the_same(w, TOWN);
}

static void
a_moved_village_goes_on_and_the_new_town_holds_all_of_it(void **state)
{
	(void)state;
	noun_tell(two_towns, goes_on_under_the_other);
}

static void
a_line_that_is_up_carries_the_ledger_to_the_new_town_at_once(void **state)
{
	struct world *w = *state;
	char number[64];

	receive_and_carry(w, number);
	world_join(w, OTHER, COUNTY);
	world_settle(w);
	move(w);
	world_settle(w);
	assert_string_equal(state_at(w, OTHER, number), "accepted");
	world_same(w, LEDGER, OTHER, COUNTY);
}

static void
take_stick(struct world *w, const char *hall, const struct buf *stick)
{
	(void)bundled_taken(world_engine(w, hall), world_keys(w, hall),
	    (struct span){stick->bytes, stick->len}, STICK_TAKE,
	    world_time(w, hall).now_s);
}

static void
write_stick(struct world *w, const char *from, const char *to, struct buf *out)
{
	(void)bundled(world_engine(w, from), world_keys(w, from),
	    world_code(to), world_time(w, from).now_s, STICK_WITH_SCANS, out);
}

static void
carry(struct world *w, const char *from, const char *to)
{
	struct buf stick = BUF_INIT;

	write_stick(w, from, to, &stick);
	take_stick(w, to, &stick);
	buf_free(&stick);
}

static void
sticks_do_it_as_lines_do(void **state)
{
	struct world *w = *state;
	char before[64], after[64];

	receive_and_carry(w, before);
	move(w);
	carry(w, COUNTY, OTHER);
	carry(w, COUNTY, BEIHE);
	receive(w, after);
	carry(w, BEIHE, OTHER);
	carry(w, BEIHE, TOWN);
	assert_string_equal(state_at(w, OTHER, before), "accepted");
	assert_string_equal(state_at(w, OTHER, after), "accepted");
	(void)noun_refused(w, TOWN, "case show %s", after);
	world_same(w, LEDGER, BEIHE, OTHER);
}

static void
its_keys_do_not_hang_on_the_town_it_left(void **state)
{
	struct world *w = *state;
	char number[64];

	receive_and_carry(w, number);
	move(w);
	hear_of_it(w, HEAL_FROM_ABOVE);
	receive(w, number);
	sync_with(w, TOWN, COUNTY);
	(void)noun_refused(w, TOWN, "members revoke 330421111205 reason=x");
	/* As if that town had never admitted anybody. */
	(void)noun_act(w, COUNTY,
	    "members revoke 330421111000 reason=被盗 since=2020-01-01");
	sync_with(w, OTHER, COUNTY);
	sync_with(w, BEIHE, OTHER);
	receive(w, number);
	sync_with(w, BEIHE, OTHER);
	assert_string_equal(state_at(w, OTHER, number), "accepted");
	(void)noun_act(w, OTHER, "members revoke 330421111205 reason=被盗");
	sync_with(w, OTHER, COUNTY);
	assert_string_equal(state_at(w, COUNTY, number), "accepted");
	/* Only that town's own admissions wait. */
	assert_int_equal(held_of(w, COUNTY), 2);
}

/* --- what the old town does ------------------------------------------------
 */

static void
decide(struct world *w, const char *hall, const char *number)
{
	(void)noun_act(w, hall, "case decide %s outcome=approved", number);
}

static void
what_the_old_town_decided_before_stands_and_later_it_may_not(void **state)
{
	struct world *w = *state;
	char before[64], other[64];

	receive_and_carry(w, before);
	receive_and_carry(w, other);
	decide(w, TOWN, before);
	sync_with(w, TOWN, COUNTY);
	move(w);
	sync_with(w, TOWN, COUNTY);
	sync_with(w, OTHER, COUNTY);
	(void)noun_refused(w, TOWN, "case decide %s outcome=approved", other);
	assert_string_equal(state_at(w, COUNTY, before), "decided");
	assert_string_equal(state_at(w, OTHER, before), "decided");
	assert_int_equal(held_of(w, COUNTY), 0);
	rebuilt_is_the_same(w, COUNTY);
}

static void
what_it_decided_without_knowing_waits_until_the_county_rules(void **state)
{
	struct world *w = *state;
	char number[64];

	receive_and_carry(w, number);
	move(w);
	decide(w, TOWN, number);
	sync_with(w, OTHER, COUNTY);
	sync_with(w, TOWN, COUNTY);
	sync_with(w, OTHER, COUNTY);
	assert_true(held_of(w, COUNTY) > 0);
	assert_int_equal(held_of(w, COUNTY), held_of(w, OTHER));
	assert_string_equal(state_at(w, OTHER, number), "accepted");
	(void)noun_act(
	    w, COUNTY, "power ratify power=%s reason=情况属实", power);
	sync_with(w, OTHER, COUNTY);
	assert_string_equal(state_at(w, OTHER, number), "decided");
	assert_int_equal(held_of(w, OTHER), 0);
	world_same(w, LEDGER, OTHER, COUNTY);
	rebuilt_is_the_same(w, OTHER);
}

/* --- there and back --------------------------------------------------------
 */

static void
a_village_that_comes_back_is_held_whole_by_the_first_town_again(void **state)
{
	struct world *w = *state;
	char away[64], number[64];

	receive_and_carry(w, number);
	move(w);
	hear_of_it(w, HEAL_FROM_ABOVE);
	receive(w, away);
	sync_with(w, BEIHE, OTHER);
	sync_with(w, OTHER, COUNTY);
	(void)noun_act(w, COUNTY, "hall move 北鹤村 to=姚庄镇");
	sync_with(w, TOWN, COUNTY);
	sync_with(w, BEIHE, TOWN);
	decide(w, TOWN, away);
	sync_with(w, BEIHE, TOWN);
	sync_with(w, TOWN, COUNTY);
	world_same(w, LEDGER, BEIHE, TOWN);
	world_same(w, LEDGER, BEIHE, COUNTY);
	assert_string_equal(state_at(w, BEIHE, away), "decided");
	assert_int_equal(held_of(w, COUNTY), 0);
}

/* --- nonsense --------------------------------------------------------------
 */

/* --- erasing (ADR 0024) ----------------------------------------------------
 */

static const char *
said_of_person_at(struct world *w, const char *hall, const char *number)
{
	return json_member_text(
	    noun_act(w, hall, "case show %s", number), "personal_state");
}

/* What the county knows of one hall's keys of what was erased. */
static int
has_destroyed(struct world *w, const char *hall, const char *number)
{
	const json_t *row = json_array_get(
	    json_object_get(
		noun_act(w, COUNTY, "erase status %s", number), "erased"),
	    0);
	size_t i;
	json_t *one;

	json_array_foreach (json_object_get(row, "halls"), i, one)
		if (strcmp(json_member_text(one, "hall"), world_code(hall)) ==
		    0)
			return json_is_true(json_object_get(one, "destroyed"));
	fail_msg("%s is not among those that hold it", hall);
	return 0;
}

static void
erase_at(struct world *w, const char *hall, const char *number)
{
	(void)noun_act(w, hall,
	    "erase case %s ground=consent_withdrawn approved_by=张主任 --yes",
	    number);
}

/* A case the old town holds as well, withdrawn after the village has left. */
static void
withdraw_after_the_move(struct world *w, char number[64])
{
	receive_and_carry(w, number);
	move(w);
	hear_of_it(w, HEAL_FROM_ABOVE);
	(void)noun_act(w, BEIHE, "case withdraw %s", number);
	sync_with(w, BEIHE, OTHER);
	sync_with(w, OTHER, COUNTY);
}

static void
the_town_that_was_left_destroys_what_it_had_as_well(void **state)
{
	struct world *w = *state;
	char number[64], other[64];

	receive_and_carry(w, other);
	withdraw_after_the_move(w, number);
	erase_at(w, COUNTY, number);
	world_settle(w);
	assert_false(has_destroyed(w, TOWN, number));
	assert_string_equal(said_of_person_at(w, TOWN, number), "clear");
	sync_with(w, TOWN, COUNTY);
	assert_string_equal(said_of_person_at(w, TOWN, number), "erased");
	assert_string_equal(said_of_person_at(w, TOWN, other), "clear");
	assert_true(has_destroyed(w, TOWN, number));
	rebuilt_is_the_same(w, TOWN);
}

/* The new town may erase; the old one does not hold its gazette, and hears it
 * of the county. */
static void
what_the_new_town_erases_the_county_passes_on(void **state)
{
	struct world *w = *state;
	char number[64];

	withdraw_after_the_move(w, number);
	erase_at(w, OTHER, number);
	sync_with(w, OTHER, COUNTY);
	sync_with(w, TOWN, COUNTY);
	assert_string_equal(said_of_person_at(w, TOWN, number), "erased");
	assert_true(has_destroyed(w, TOWN, number));
}

/* The old town does not hold the case: it is on a stick that the village wrote
 * before it heard of the move. */
static void
withdraw_with_a_stick_under_way(
    struct world *w, char number[64], struct buf *stick)
{
	receive(w, number);
	write_stick(w, BEIHE, TOWN, stick);
	move(w);
	sync_with(w, OTHER, COUNTY);
	sync_with(w, BEIHE, OTHER);
	(void)noun_act(w, BEIHE, "case withdraw %s", number);
	sync_with(w, BEIHE, OTHER);
	sync_with(w, OTHER, COUNTY);
}

static void
a_stick_for_the_town_that_was_left_brings_no_key_back(void **state)
{
	struct world *w = *state;
	struct buf late = BUF_INIT;
	char number[64];

	withdraw_with_a_stick_under_way(w, number, &late);
	erase_at(w, COUNTY, number);
	take_stick(w, TOWN, &late);
	assert_string_equal(said_of_person_at(w, TOWN, number), "clear");
	world_settle(w);
	sync_with(w, TOWN, COUNTY);
	assert_string_equal(said_of_person_at(w, TOWN, number), "erased");
	take_stick(w, TOWN, &late);
	assert_string_equal(said_of_person_at(w, TOWN, number), "erased");
	buf_free(&late);
}

static int
has_heard_of_erasing(struct world *w, const char *hall)
{
	return json_array_size(noun_act(w, hall, "log list kind=erasure")) > 0;
}

/* More than goes into one message. */
static void
publish_much(struct world *w)
{
	for (int i = 0; i < 520; i++)
		(void)noun_act(w, COUNTY,
		    "slot publish date=2026-%02d-%02d from=%02d:00 to=%02d:30 "
		    "capacity=1",
		    1 + i / 200, 1 + i / 10 % 20, 8 + i % 10, 8 + i % 10);
}

/* The county has much to say, and the line is cut before it has said it all:
 * the town knows what was erased, and has nothing of the case yet. */
static void
a_case_that_comes_after_its_erasure_was_published_is_erased_too(void **state)
{
	struct world *w = *state;
	struct buf late = BUF_INIT;
	char number[64];

	withdraw_with_a_stick_under_way(w, number, &late);
	erase_at(w, COUNTY, number);
	world_settle(w);
	publish_much(w);
	for (size_t bytes = 10000; !has_heard_of_erasing(w, TOWN);
	     bytes += 10000)
		world_trickle(w, TOWN, COUNTY, bytes);
	(void)noun_refused(w, TOWN, "case show %s", number);
	take_stick(w, TOWN, &late);
	assert_string_equal(said_of_person_at(w, TOWN, number), "erased");
	buf_free(&late);
}

/* A backup of the old town, from before: erased again at the first contact. */
static void
a_backup_of_the_town_that_was_left_is_erased_again(void **state)
{
	struct world *w = *state;
	char number[64];

	withdraw_after_the_move(w, number);
	world_photograph(w, TOWN);
	erase_at(w, COUNTY, number);
	world_settle(w);
	sync_with(w, TOWN, COUNTY);
	world_put_back(w, TOWN);
	assert_string_equal(said_of_person_at(w, TOWN, number), "clear");
	sync_with(w, TOWN, COUNTY);
	assert_string_equal(said_of_person_at(w, TOWN, number), "erased");
}

static void
a_tree_that_makes_no_sense_is_refused(void **state)
{
	struct world *w = *state;

	(void)noun_refused(w, COUNTY, "hall move 北鹤村 to=北鹤村");
	(void)noun_refused(w, COUNTY, "hall move 北鹤村 to=丁栅村");
	(void)noun_refused(w, COUNTY, "hall move 北鹤村 to=姚庄镇");
	(void)noun_refused(w, COUNTY, "hall move 姚庄镇 to=北鹤村");
	(void)noun_refused(w, COUNTY, "hall move 姚庄镇 to=西塘镇");
	(void)noun_refused(w, COUNTY, "hall move 嘉善县 to=姚庄镇");
	(void)noun_refused(w, COUNTY, MOVE " since=2099-01-01");
	(void)noun_refused(w, TOWN, MOVE);
	(void)noun_refused(w, COUNTY,
	    "hall add 330421111205 name=北鹤村 tier=village parent=%s",
	    world_code(OTHER));
	(void)noun_act(w, COUNTY, "hall close 丁栅村 since=2025-11-25");
	(void)noun_refused(w, COUNTY, "hall move 丁栅村 to=西塘镇");
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, two_towns, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_moved_village_goes_on_and_the_new_town_holds_all_of_it),
	    STORY(a_line_that_is_up_carries_the_ledger_to_the_new_town_at_once),
	    STORY(sticks_do_it_as_lines_do),
	    STORY(its_keys_do_not_hang_on_the_town_it_left),
	    STORY(what_the_old_town_decided_before_stands_and_later_it_may_not),
	    STORY(what_it_decided_without_knowing_waits_until_the_county_rules),
	    STORY(
		a_village_that_comes_back_is_held_whole_by_the_first_town_again),
	    STORY(the_town_that_was_left_destroys_what_it_had_as_well),
	    STORY(what_the_new_town_erases_the_county_passes_on),
	    STORY(a_stick_for_the_town_that_was_left_brings_no_key_back),
	    STORY(
		a_case_that_comes_after_its_erasure_was_published_is_erased_too),
	    STORY(a_backup_of_the_town_that_was_left_is_erased_again),
	    STORY(a_tree_that_makes_no_sense_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
