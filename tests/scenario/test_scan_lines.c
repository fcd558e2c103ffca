/*
 * Scans on lines (K28): each piece once, after everything else, on from the
 * next piece when a line was cut, from whichever hall has it; and what becomes
 * of those that are altered, promised or never come.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/scan.h"
#include "schema/store/report.h"
#include "sync/carry/piece_frame.h"
#include "tests/fixture/caller.h"
#include "tests/fixture/must.h"
#include "tests/fixture/scanned.h"
#include "tests/fixture/noun.h"

#define VILLAGE "北鹤村"
#define OTHER "丁栅村"

#define RECEIVE                                           \
	"case receive item=330421-YB-001 name=王秀英 " \
	"id_number=11010519491231002X"

static const struct scanned three_pieces = {2 * SCAN_PIECE_LEN + 1, 1};
static const struct scanned nine_pieces = {9 * SCAN_PIECE_LEN, 2};

static char number[64];

/* A case at the village. */
static int
begin(void **state)
{
	struct world *w = world_of_three(1);

	(void)snprintf(number, sizeof(number), "%s",
	    json_member_text(world_act(w, VILLAGE, RECEIVE), "number"));
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

/* The village's change sets reach the town, and nothing of a scan. */
static void
tell_without_pieces(struct world *w)
{
	world_trickle(w, VILLAGE, TOWN, 16384);
	assert_true(scanned_count(w, TOWN, "missing_pieces") > 0);
	assert_int_equal(scanned_count(w, TOWN, "pieces"), 0);
}

/* What the last exchange of a hall moved, in bytes both ways. */
static json_int_t
bytes_of_last_sync(struct world *w, const char *hall)
{
	struct report_parameter most = {":most", NULL, 1};
	json_t *rows = store_report(
	    engine_store(world_engine(w, hall)), REPORT_SYNC, &most, 1, NULL);
	const json_t *row = json_array_get(rows, 0);
	json_int_t bytes = json_member_integer(row, "bytes_in", 0) +
			   json_member_integer(row, "bytes_out", 0);

	json_decref(rows);
	return bytes;
}

/* --- room ------------------------------------------------------------------
 */

/*
 * The county, which asks for whatever there is, holds two scans; the town has
 * room for one of each hall, and for what others scan.
 */
static void
a_hall_that_scans_without_end_fills_the_disk_of_nobody(void **state)
{
	struct world *w = *state;
	struct engine *town = world_engine(w, TOWN);

	engine_set_scan_room(town, (int64_t)10 * SCAN_PIECE_LEN);
	scanned_add(w, VILLAGE, number, "户口簿", nine_pieces);
	scanned_add(w, VILLAGE, number, "照片", nine_pieces);
	world_sync(w, VILLAGE, COUNTY);
	assert_int_equal(scanned_count(w, COUNTY, "pieces"), 18);
	world_sync(w, VILLAGE, TOWN);
	assert_int_equal(scanned_count(w, TOWN, "pieces"), 9);
	assert_int_equal(scanned_count(w, TOWN, "missing_pieces"), 0);
	(void)snprintf(number, sizeof(number), "%s",
	    json_member_text(world_act(w, OTHER, RECEIVE), "number"));
	scanned_add(w, OTHER, number, "户口簿", three_pieces);
	world_sync(w, OTHER, TOWN);
	scanned_expect(w, TOWN, number, "1", three_pieces);
	/* Given room, it has them all. */
	engine_set_scan_room(town, ENGINE_SCAN_ROOM);
	MUST(engine_rebuild(town, &e));
	world_sync(w, VILLAGE, TOWN);
	assert_int_equal(scanned_count(w, TOWN, "pieces"), 21);
}

/* --- each once ------------------------------------------------------------ */

static void
a_scan_goes_up_hall_by_hall_each_piece_once(void **state)
{
	struct world *w = *state;
	struct buf wire = BUF_INIT;

	world_tap(w, &wire);
	world_join(w, VILLAGE, TOWN);
	world_join(w, TOWN, COUNTY);
	scanned_add(w, VILLAGE, number, "户口簿", nine_pieces);
	world_settle(w);
	scanned_expect(w, TOWN, number, "1", nine_pieces);
	scanned_expect(w, COUNTY, number, "1", nine_pieces);
	assert_true(wire.len > 2 * nine_pieces.len);
	assert_true(wire.len < 2 * nine_pieces.len + SCAN_PIECE_LEN / 2);
	world_tap(w, NULL);
	buf_free(&wire);
}

static void
a_scan_a_hall_above_adds_goes_down_to_where_the_case_is(void **state)
{
	struct world *w = *state;

	world_sync(w, VILLAGE, TOWN);
	world_sync(w, OTHER, TOWN);
	scanned_add(w, TOWN, number, "现场照片", three_pieces);
	world_sync(w, VILLAGE, TOWN);
	world_sync(w, OTHER, TOWN);
	scanned_expect(w, VILLAGE, number, "1", three_pieces);
	assert_int_equal(scanned_count(w, OTHER, "pieces"), 0);
}

static void
a_line_in_step_costs_as_little_as_before_whether_or_not_both_lack_a_scan(
    void **state)
{
	struct world *w = *state;

	scanned_add(w, VILLAGE, number, "户口簿", nine_pieces);
	world_sync(w, VILLAGE, TOWN);
	world_sync(w, VILLAGE, TOWN);
	assert_true(bytes_of_last_sync(w, VILLAGE) < 1024);
	scanned_add(w, VILLAGE, number, "照片", three_pieces);
	world_trickle(w, VILLAGE, TOWN, 16384);
	world_trickle(w, TOWN, COUNTY, 16384);
	world_sync(w, TOWN, COUNTY);
	assert_int_equal(scanned_count(w, COUNTY, "missing_pieces"), 3);
	assert_int_equal(scanned_count(w, TOWN, "missing_pieces"), 3);
	world_sync(w, TOWN, COUNTY);
	assert_true(bytes_of_last_sync(w, TOWN) < 1024);
}

/* --- cut off -------------------------------------------------------------- */

/* Trickles of 300 KB, in each of which one piece fits. */
static void
a_line_cut_at_every_piece_goes_on_at_the_next(void **state)
{
	struct world *w = *state;
	struct buf wire = BUF_INIT;
	json_int_t held = 0;

	scanned_add(w, VILLAGE, number, "户口簿", nine_pieces);
	tell_without_pieces(w);
	world_tap(w, &wire);
	for (int cuts = 0; held < 9; cuts++) {
		world_trickle(w, VILLAGE, TOWN, 300000);
		assert_int_equal(scanned_count(w, TOWN, "pieces"), ++held);
	}
	scanned_expect(w, TOWN, number, "1", nine_pieces);
	assert_true(wire.len < 9 * 320000);
	world_tap(w, NULL);
	buf_free(&wire);
}

static void
a_change_set_overtakes_a_scan_that_is_underway(void **state)
{
	static const struct scanned whole = {SCAN_LEN_MAX, 3};
	struct world *w = *state;
	char later[64];

	scanned_add(w, VILLAGE, number, "户口簿", whole);
	world_join(w, VILLAGE, TOWN);
	while (scanned_count(w, TOWN, "pieces") < 5)
		world_carry(w, 1);
	(void)snprintf(later, sizeof(later), "%s",
	    json_member_text(world_act(w, VILLAGE, RECEIVE), "number"));
	world_carry(w, 8);
	assert_string_equal(world_case(w, TOWN, later), "accepted [姚庄镇]");
	assert_true(scanned_count(w, TOWN, "missing_pieces") > 60);
	world_settle(w);
	scanned_expect(w, TOWN, number, "1", whole);
}

/* --- K28 ------------------------------------------------------------------ */

static void
k28_a_scan_that_never_comes_is_shown_as_still_to_come(void **state)
{
	struct world *w = *state;

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	tell_without_pieces(w);
	world_sync(w, TOWN, COUNTY);
	assert_string_equal(scanned_at(w, COUNTY, number), "户口簿 0/3");
	assert_int_equal(
	    json_member_integer(
		json_array_get(world_act(w, COUNTY, "case list"), 0),
		"missing_pieces", 0),
	    3);
	assert_non_null(strstr(scanned_unread(w, COUNTY, number, "1"),
	    "北鹤村委会 was the last known to have it"));
	/* Everything else of the case goes its way, and its stamps with it. */
	assert_string_equal(
	    world_case(w, TOWN, number), "accepted [姚庄镇 嘉善县]");
}

/* The town's line to the county is up before the county has it, or after. */
static void
from_another_hall_above(struct world *w, enum heal order)
{
	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	tell_without_pieces(w);
	if (order == HEAL_FROM_ABOVE)
		world_join(w, TOWN, COUNTY);
	noun_other_business(w, VILLAGE);
	world_sync(w, VILLAGE, COUNTY);
	scanned_expect(w, COUNTY, number, "1", three_pieces);
	world_join(w, TOWN, COUNTY);
	world_settle(w);
	scanned_expect(w, TOWN, number, "1", three_pieces);
}

static void
k28_a_scan_is_asked_for_again_from_another_hall_above(void **state)
{
	(void)state;
	noun_tell(begin, from_another_hall_above);
}

/* The county hears of it before the town has it, or only afterwards. */
static void
late(struct world *w, enum heal order)
{
	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	tell_without_pieces(w);
	if (order == HEAL_FROM_ABOVE) {
		world_join(w, TOWN, COUNTY);
		world_settle(w);
		assert_string_equal(
		    scanned_at(w, COUNTY, number), "户口簿 0/3");
	}
	noun_other_business(w, VILLAGE);
	world_sync(w, VILLAGE, TOWN);
	world_join(w, TOWN, COUNTY);
	world_settle(w);
	scanned_expect(w, COUNTY, number, "1", three_pieces);
}

static void
k28_a_scan_that_comes_late_is_offered_to_who_asked_for_it(void **state)
{
	(void)state;
	noun_tell(begin, late);
}

static void
a_piece_is_asked_for_on_one_line_at_a_time(void **state)
{
	struct world *w = *state;
	struct buf wire = BUF_INIT;

	scanned_add(w, VILLAGE, number, "户口簿", nine_pieces);
	tell_without_pieces(w);
	world_sync(w, VILLAGE, COUNTY);
	world_tap(w, &wire);
	world_join(w, VILLAGE, TOWN);
	world_join(w, TOWN, COUNTY);
	world_settle(w);
	scanned_expect(w, TOWN, number, "1", nine_pieces);
	assert_true(wire.len < nine_pieces.len + SCAN_PIECE_LEN / 2);
	world_tap(w, NULL);
	buf_free(&wire);
}

/* --- somebody who says what it likes ---------------------------------------
 */

/* The town lacks a scan; who has the village's key calls it and is asked. */
static void
be_asked(struct world *w, struct caller *c, struct buf *want)
{
	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	tell_without_pieces(w);
	caller_call(c, w, TOWN, VILLAGE);
	assert_int_equal(caller_greet(c, VILLAGE), 0);
	assert_int_equal(caller_list(c, 1, 1), 0);
	caller_hear(c, FRAME_WANT, want);
	assert_int_equal(want->len, 3 * FRAME_PIECE_HASH_LEN);
}

/* Answer piece n of the three with so many bytes. */
static int
answer(struct caller *c, const struct buf *want, size_t n, size_t len)
{
	static const uint8_t bytes[FRAME_PIECE_LEN_MAX];
	struct carried_piece p = {.bytes = bytes, .len = len};
	struct buf payload = BUF_INIT;
	int failed;

	memcpy(p.hash.bytes, want->bytes + n * FRAME_PIECE_HASH_LEN,
	    FRAME_PIECE_HASH_LEN);
	MUST(piece_write(&p, &payload, &e));
	failed = caller_say(c, FRAME_PIECE, payload.bytes, payload.len);
	buf_free(&payload);
	return failed;
}

static void
an_altered_piece_is_put_aside_and_the_others_still_come(void **state)
{
	struct world *w = *state;
	struct buf want = BUF_INIT;
	struct caller c;

	be_asked(w, &c, &want);
	assert_int_equal(answer(&c, &want, 0, FRAME_PIECE_LEN_MAX), 0);
	assert_int_equal(answer(&c, &want, 1, 17), 0);
	assert_int_equal(answer(&c, &want, 2, 0), 0);
	assert_int_equal(scanned_count(w, TOWN, "pieces"), 0);
	assert_int_equal(scanned_count(w, TOWN, "quarantined"), 2);
	assert_int_equal(exchange_totals(c.exchange)->refused, 2);
	assert_non_null(strstr(exchange_outcome(c.exchange), "altered"));
	caller_hang_up(&c);
	buf_free(&want);
	world_sync(w, VILLAGE, TOWN);
	scanned_expect(w, TOWN, number, "1", three_pieces);
}

static void
a_piece_nobody_asked_for_ends_the_line(void **state)
{
	struct world *w = *state;
	struct buf want = BUF_INIT;
	struct caller c;

	be_asked(w, &c, &want);
	assert_int_equal(answer(&c, &want, 1, 17), -1);
	assert_non_null(strstr(c.why.text, "nobody asked for"));
	caller_hang_up(&c);
	buf_free(&want);
	assert_int_equal(scanned_count(w, TOWN, "pieces"), 0);
}

static void
who_promises_a_piece_and_never_sends_it_is_waited_for_no_longer(void **state)
{
	struct world *w = *state;
	struct buf want = BUF_INIT;
	struct caller c;
	struct err e = ERR_INIT;

	be_asked(w, &c, &want);
	assert_false(exchange_is_quiet(c.exchange));
	world_wait(w, 301);
	assert_int_equal(caller_say(&c, FRAME_PING, "room", 4), 0);
	assert_int_equal(exchange_tick(c.exchange, world_time(w, TOWN), &e), 0);
	world_sync(w, VILLAGE, TOWN);
	scanned_expect(w, TOWN, number, "1", three_pieces);
	caller_hang_up(&c);
	buf_free(&want);
}

static void
only_pieces_of_ledgers_a_hall_may_hold_are_handed_out(void **state)
{
	struct world *w = *state;
	struct buf want = BUF_INIT, got = BUF_INIT;
	struct caller c;

	be_asked(w, &c, &want);
	caller_hang_up(&c);
	world_sync(w, VILLAGE, TOWN);
	world_sync(w, OTHER, TOWN);
	caller_call(&c, w, TOWN, OTHER);
	assert_int_equal(caller_greet(&c, OTHER), 0);
	assert_int_equal(caller_say(&c, FRAME_WANT, want.bytes, 32), 0);
	caller_hear(&c, FRAME_PIECE, &got);
	assert_int_equal(got.len, FRAME_PIECE_HASH_LEN);
	caller_hang_up(&c);
	buf_free(&want);
	buf_free(&got);
}

static void
who_asks_without_end_and_who_is_no_member_is_refused(void **state)
{
	static const uint8_t hashes[(FRAME_PIECES_WANTED_MAX + 1) * 32];
	static const enum frame_type types[] = {
	    FRAME_WANT, FRAME_PIECE, FRAME_OFFER};
	struct caller c;

	caller_call(&c, *state, TOWN, VILLAGE);
	assert_int_equal(caller_greet(&c, VILLAGE), 0);
	assert_int_equal(
	    caller_say(&c, FRAME_WANT, hashes, sizeof(hashes)), -1);
	assert_non_null(strstr(c.why.text, "malformed"));
	caller_hang_up(&c);
	for (size_t i = 0; i < COUNT_OF(types); i++) {
		caller_call(&c, *state, TOWN, NULL);
		assert_int_equal(caller_greet(&c, VILLAGE), 0);
		assert_int_equal(caller_say(&c, types[i], hashes, 32), -1);
		assert_non_null(strstr(c.why.text, "only members"));
		caller_hang_up(&c);
	}
}

/* --- a case that moves ------------------------------------------------------
 */

static void
the_scans_of_a_case_that_moves_go_where_it_goes(void **state)
{
	struct world *w = *state;
	char words[128];

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	world_join(w, VILLAGE, TOWN);
	world_join(w, OTHER, TOWN);
	world_settle(w);
	(void)snprintf(words, sizeof(words),
	    "handover case %s to=%s reason=迁居", number, world_code(OTHER));
	(void)world_act(w, TOWN, words);
	world_settle(w);
	scanned_expect(w, OTHER, number, "1", three_pieces);
	scanned_expect(w, TOWN, number, "1", three_pieces);
	assert_int_equal(scanned_count(w, VILLAGE, "pieces"), 0);
	assert_int_equal(scanned_count(w, VILLAGE, "missing_pieces"), 0);
}

static void
a_hall_that_a_case_left_keeps_the_only_copy_of_a_scan_until_it_is_carried(
    void **state)
{
	struct world *w = *state;
	char words[128];

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	tell_without_pieces(w);
	(void)snprintf(words, sizeof(words),
	    "handover case %s to=%s reason=迁居", number, world_code(OTHER));
	(void)world_act(w, TOWN, words);
	world_trickle(w, VILLAGE, TOWN, 30000);
	assert_string_equal(world_case(w, VILLAGE, number), "moved [姚庄镇]");
	assert_int_equal(scanned_count(w, VILLAGE, "pieces"), 3);
	world_sync(w, VILLAGE, TOWN);
	world_sync(w, OTHER, TOWN);
	scanned_expect(w, OTHER, number, "1", three_pieces);
	assert_int_equal(scanned_count(w, VILLAGE, "pieces"), 0);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(a_hall_that_scans_without_end_fills_the_disk_of_nobody),
	    STORY(a_scan_goes_up_hall_by_hall_each_piece_once),
	    STORY(a_scan_a_hall_above_adds_goes_down_to_where_the_case_is),
	    STORY(
		a_line_in_step_costs_as_little_as_before_whether_or_not_both_lack_a_scan),
	    STORY(a_line_cut_at_every_piece_goes_on_at_the_next),
	    STORY(a_change_set_overtakes_a_scan_that_is_underway),
	    STORY(k28_a_scan_that_never_comes_is_shown_as_still_to_come),
	    cmocka_unit_test(
		k28_a_scan_is_asked_for_again_from_another_hall_above),
	    cmocka_unit_test(
		k28_a_scan_that_comes_late_is_offered_to_who_asked_for_it),
	    STORY(a_piece_is_asked_for_on_one_line_at_a_time),
	    STORY(an_altered_piece_is_put_aside_and_the_others_still_come),
	    STORY(a_piece_nobody_asked_for_ends_the_line),
	    STORY(
		who_promises_a_piece_and_never_sends_it_is_waited_for_no_longer),
	    STORY(only_pieces_of_ledgers_a_hall_may_hold_are_handed_out),
	    STORY(who_asks_without_end_and_who_is_no_member_is_refused),
	    STORY(the_scans_of_a_case_that_moves_go_where_it_goes),
	    STORY(
		a_hall_that_a_case_left_keeps_the_only_copy_of_a_scan_until_it_is_carried),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
