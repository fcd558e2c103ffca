/*
 * Scans on sticks: last, in both directions, left out where the receiver is
 * known to have them, and harmless however the file was copied.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "crypto/hash.h"
#include "schema/base/json.h"
#include "schema/records/scan.h"
#include "schema/store/piece.h"
#include "sync/carry/channel.h"
#include "sync/carry/piece_frame.h"
#include "tests/fixture/bundled.h"
#include "tests/fixture/must.h"
#include "tests/fixture/scanned.h"
#include "tests/fixture/world.h"

#define COUNTY "嘉善县"
#define TOWN "姚庄镇"
#define VILLAGE "北鹤村"
#define NOW_S 1764000000

static const struct scanned three_pieces = {2 * SCAN_PIECE_LEN + 1, 1};

static char number[64];

/* A case at the village. */
static int
begin(void **state)
{
	struct world *w = world_of_three(1);

	(void)snprintf(number, sizeof(number), "%s",
	    json_member_text(world_act(w, VILLAGE,
				 "case receive item=330421-YB-001 name=王秀英 "
				 "id_number=11010519491231002X"),
		"number"));
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static struct buf
written(struct world *w, const char *from, const char *to,
    enum stick_scans scans, struct stick_totals *totals)
{
	struct buf bytes = BUF_INIT;

	*totals = bundled(world_engine(w, from), world_keys(w, from),
	    world_code(to), NOW_S, scans, &bytes);
	assert_int_equal(totals->bytes, bytes.len);
	return bytes;
}

static struct stick_result
taken(struct world *w, const char *to, const void *bytes, size_t len)
{
	return bundled_taken(world_engine(w, to), world_keys(w, to),
	    (struct span){bytes, len}, STICK_TAKE, NOW_S);
}

/* A stick that arrives; what was on it, and what it brought. */
static struct stick_totals
carried(struct world *w, const char *from, const char *to,
    struct stick_result *got_out)
{
	struct stick_totals totals;
	struct buf bytes = written(w, from, to, STICK_WITH_SCANS, &totals);

	*got_out = taken(w, to, bytes.bytes, bytes.len);
	assert_true(got_out->is_whole);
	buf_free(&bytes);
	return totals;
}

static void
a_scan_goes_up_by_stick_and_not_twice_once_it_is_answered(void **state)
{
	struct world *w = *state;
	struct stick_result got;

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	assert_int_equal(carried(w, VILLAGE, TOWN, &got).pieces, 3);
	assert_int_equal(got.pieces, 3);
	scanned_expect(w, TOWN, number, "1", three_pieces);
	/* Nobody has said that it arrived. */
	assert_int_equal(carried(w, VILLAGE, TOWN, &got).pieces, 3);
	assert_int_equal(got.pieces, 0);
	assert_int_equal(carried(w, TOWN, VILLAGE, &got).pieces, 0);
	assert_int_equal(carried(w, VILLAGE, TOWN, &got).pieces, 0);
	assert_int_equal(carried(w, TOWN, COUNTY, &got).pieces, 3);
	scanned_expect(w, COUNTY, number, "1", three_pieces);
}

static void
what_a_line_brought_is_on_no_stick(void **state)
{
	struct world *w = *state;
	struct stick_result got;

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	world_sync(w, VILLAGE, TOWN);
	assert_int_equal(carried(w, VILLAGE, TOWN, &got).pieces, 0);
	assert_int_equal(carried(w, TOWN, VILLAGE, &got).pieces, 0);
}

static void
a_scan_a_hall_above_adds_comes_down_by_stick(void **state)
{
	struct world *w = *state;
	struct stick_result got;

	world_sync(w, VILLAGE, TOWN);
	scanned_add(w, TOWN, number, "现场照片", three_pieces);
	assert_int_equal(carried(w, TOWN, VILLAGE, &got).pieces, 3);
	scanned_expect(w, VILLAGE, number, "1", three_pieces);
}

static void
scans_can_be_left_out_and_it_is_said_how_many(void **state)
{
	struct world *w = *state;
	struct stick_totals totals;
	struct stick_result got;
	struct buf bytes;

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	bytes = written(w, VILLAGE, TOWN, STICK_WITHOUT_SCANS, &totals);
	assert_int_equal(totals.pieces, 0);
	assert_int_equal(totals.left, 3);
	assert_true(bytes.len < 16384);
	got = taken(w, TOWN, bytes.bytes, bytes.len);
	assert_true(got.is_whole);
	buf_free(&bytes);
	assert_string_equal(scanned_at(w, TOWN, number), "户口簿 0/3");
}

static void
a_stick_cut_off_gives_what_was_whole_before(void **state)
{
	struct world *w = *state;
	struct stick_totals totals;
	struct stick_result got;
	struct buf bytes;

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	bytes = written(w, VILLAGE, TOWN, STICK_WITH_SCANS, &totals);
	got = taken(w, TOWN, bytes.bytes, bytes.len / 2);
	assert_false(got.is_whole);
	assert_int_equal(got.pieces, 0);
	assert_string_equal(scanned_at(w, TOWN, number), "户口簿 0/3");
	got = taken(w, TOWN, bytes.bytes, bytes.len - SCAN_PIECE_LEN / 2);
	assert_int_equal(got.pieces, 1);
	got = taken(w, TOWN, bytes.bytes, bytes.len);
	assert_int_equal(got.pieces, 2);
	scanned_expect(w, TOWN, number, "1", three_pieces);
	buf_free(&bytes);
}

static void
pretending_stores_no_piece(void **state)
{
	struct world *w = *state;
	struct stick_totals totals;
	struct stick_result got;
	struct buf bytes;

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	bytes = written(w, VILLAGE, TOWN, STICK_WITH_SCANS, &totals);
	got = bundled_taken(world_engine(w, TOWN), world_keys(w, TOWN),
	    (struct span){bytes.bytes, bytes.len}, STICK_PRETEND, NOW_S);
	assert_int_equal(got.pieces, 3);
	assert_int_equal(scanned_count(w, TOWN, "pieces"), 0);
	buf_free(&bytes);
}

/* The hall loses its pieces, as after a restore from a backup. */
static void
lose_pieces(struct world *w, const char *hall)
{
	char words[128];
	int64_t record;

	(void)snprintf(words, sizeof(words), "case show %s", number);
	record = json_member_integer(world_act(w, hall, words), "record", 0);
	MUST(store_pieces_forget(
	    engine_store(world_engine(w, hall)), record, &e));
	MUST(engine_rebuild(world_engine(w, hall), &e));
	assert_int_equal(scanned_count(w, hall, "pieces"), 0);
	assert_int_equal(scanned_count(w, hall, "missing_pieces"), 3);
}

static void
a_hall_that_lost_a_scan_says_so_and_gets_it_again(void **state)
{
	struct world *w = *state;
	struct stick_result got;

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	world_sync(w, VILLAGE, TOWN);
	lose_pieces(w, TOWN);
	assert_int_equal(carried(w, VILLAGE, TOWN, &got).pieces, 0);
	(void)carried(w, TOWN, VILLAGE, &got);
	assert_int_equal(carried(w, VILLAGE, TOWN, &got).pieces, 3);
	scanned_expect(w, TOWN, number, "1", three_pieces);
	lose_pieces(w, TOWN);
	world_sync(w, VILLAGE, TOWN);
	scanned_expect(w, TOWN, number, "1", three_pieces);
}

/* --- a stick somebody made up -----------------------------------------------
 */

/* With the village's key, for the town: HELLO and one piece. */
static struct buf
made_up(struct world *w, const struct carried_piece *p)
{
	struct hello h = {
	    .county = engine_identity(world_engine(w, TOWN))->county,
	    .life = {1, 1}};
	struct buf clear = BUF_INIT, payload = BUF_INIT, out;
	struct channel *c = NULL;

	assert_int_equal(hall_code_parse(world_code(VILLAGE), &h.hall), 0);
	MUST(buf_add_text(&clear, world_code(TOWN), &e));
	MUST(channel_call(CHANNEL_STICK, &world_keys(w, VILLAGE)->transport,
	    &world_keys(w, TOWN)->transport.public, &clear, &c, &e));
	MUST(hello_write(&h, &payload, &e));
	MUST(channel_send(c, FRAME_HELLO, payload.bytes, payload.len, &e));
	buf_clear(&payload);
	MUST(piece_write(p, &payload, &e));
	MUST(channel_send(c, FRAME_PIECE, payload.bytes, payload.len, &e));
	out = *channel_output(c);
	*channel_output(c) = (struct buf)BUF_INIT;
	channel_free(c);
	buf_free(&clear);
	buf_free(&payload);
	return out;
}

/* The hash of the first piece of the village's scan. */
static void
first_hash(struct world *w, uint8_t out[HASH_ID_LEN])
{
	char words[128];
	const json_t *one;

	(void)snprintf(words, sizeof(words), "case show %s", number);
	one = json_array_get(
	    json_object_get(world_act(w, VILLAGE, words), "attachments"), 0);
	assert_int_equal(
	    hex_parse(json_member_text(one, "scan"), HASH_ID_LEN, out), 0);
}

static void
an_altered_piece_is_put_aside(void **state)
{
	static const uint8_t bytes[SCAN_PIECE_LEN + 40];
	static const size_t lens[] = {sizeof(bytes), 17, 0};
	struct carried_piece p = {.bytes = bytes};
	struct world *w = *state;
	struct stick_result got;

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	world_trickle(w, VILLAGE, TOWN, 16384);
	first_hash(w, p.hash.bytes);
	for (size_t i = 0; i < COUNT_OF(lens); i++) {
		struct buf stick;

		p.len = lens[i];
		stick = made_up(w, &p);
		got = taken(w, TOWN, stick.bytes, stick.len);
		assert_int_equal(got.refused, 1);
		assert_non_null(strstr(got.why, "altered"));
		buf_free(&stick);
	}
	assert_int_equal(scanned_count(w, TOWN, "pieces"), 0);
	assert_int_equal(scanned_count(w, TOWN, "quarantined"), 3);
}

static void
a_piece_of_a_case_nobody_knows_is_passed_over(void **state)
{
	struct world *w = *state;
	struct carried_piece p = {.bytes = (const uint8_t *)"sealed", .len = 6};
	struct stick_result got;
	struct buf stick;

	hash_id(p.bytes, p.len, p.hash.bytes);
	stick = made_up(w, &p);
	got = taken(w, TOWN, stick.bytes, stick.len);
	assert_int_equal(got.pieces, 0);
	assert_int_equal(got.refused, 0);
	assert_int_equal(scanned_count(w, TOWN, "pieces"), 0);
	buf_free(&stick);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(a_scan_goes_up_by_stick_and_not_twice_once_it_is_answered),
	    STORY(what_a_line_brought_is_on_no_stick),
	    STORY(a_scan_a_hall_above_adds_comes_down_by_stick),
	    STORY(scans_can_be_left_out_and_it_is_said_how_many),
	    STORY(a_stick_cut_off_gives_what_was_whole_before),
	    STORY(pretending_stores_no_piece),
	    STORY(a_hall_that_lost_a_scan_says_so_and_gets_it_again),
	    STORY(an_altered_piece_is_put_aside),
	    STORY(a_piece_of_a_case_nobody_knows_is_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
