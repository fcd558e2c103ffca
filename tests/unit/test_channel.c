/*
 * Frames in and out of a stream: what comes out is what went in, or nothing,
 * whatever somebody on the way does to the bytes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"
#include "sync/carry/channel.h"
#include "tests/fixture/framed.h"
#include "tests/fixture/must.h"
#include "tests/fixture/seeded.h"

static struct noise_secret village, town, stranger;

static int
start(void **state)
{
	(void)state;
	if (crypto_start(NULL) != 0)
		return -1;
	seeded_random(1);
	noise_new(&village);
	noise_new(&town);
	noise_new(&stranger);
	return 0;
}

/* --- two ends ------------------------------------------------------------ */

struct ends {
	struct channel *caller, *called;
};

static void
hang_up(struct ends *x)
{
	channel_free(x->caller);
	channel_free(x->called);
}

static void
dial(struct ends *x, enum channel_kind kind)
{
	MUST(channel_call(kind, &village,
	    kind == CHANNEL_ENROL ? NULL : &town.public, NULL, &x->caller, &e));
	MUST(channel_answer(&town, &x->called, &e));
}

/* Hand over all there is, so many bytes at a time; -1 if it is refused. */
static int
carry(struct channel *from, struct channel *to, size_t piece)
{
	struct buf *out = channel_output(from);
	struct err said = ERR_INIT;
	size_t at = 0;
	int failed = 0;

	while (at < out->len && !failed) {
		size_t len = out->len - at < piece ? out->len - at : piece;

		failed = channel_input(to, out->bytes + at, len, &said);
		at += len;
	}
	buf_clear(out);
	return failed;
}

static int
shake_hands(struct ends *x, size_t piece)
{
	while (channel_output(x->caller)->len > 0 ||
	       channel_output(x->called)->len > 0)
		if (carry(x->caller, x->called, piece) != 0 ||
		    carry(x->called, x->caller, piece) != 0)
			return -1;
	return 0;
}

static void
open_line(struct ends *x, size_t piece)
{
	dial(x, CHANNEL_LINE);
	assert_int_equal(shake_hands(x, piece), 0);
	assert_true(channel_is_open(x->caller));
	assert_true(channel_is_open(x->called));
}

/* --- what is no stream of ours ------------------------------------------- */

static void
another_protocol_is_refused_at_its_eighth_byte(void **state)
{
	static const char *const greetings[] = {"GET / HT", "SSH-2.0-",
	    "sanji/2L", "sanji/1X", "sanji/1l", "SANJI/1L", " sanji/1",
	    "\x16\x03\x01\x02\x01\x01\xfc\x03"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(greetings); i++) {
		struct channel *c = NULL;
		struct err said = ERR_INIT;

		MUST(channel_answer(&town, &c, &e));
		MUST(channel_input(c, greetings[i], 7, &e));
		assert_false(channel_has_kind(c));
		assert_int_equal(
		    channel_input(c, greetings[i] + 7, 1, &said), -1);
		assert_int_equal(said.code, ERR_FORMAT);
		assert_int_equal(channel_input(c, "sanji/1L", 8, &said), -1);
		assert_int_equal(said.code, ERR_REFUSED);
		assert_int_equal(channel_output(c)->len, 0);
		channel_free(c);
	}
}

static void
who_calls_another_key_is_not_answered(void **state)
{
	struct ends x = {NULL, NULL};

	(void)state;
	MUST(channel_call(
	    CHANNEL_LINE, &village, &stranger.public, NULL, &x.caller, &e));
	MUST(channel_answer(&town, &x.called, &e));
	assert_int_equal(carry(x.caller, x.called, SIZE_MAX), -1);
	assert_int_equal(channel_output(x.called)->len, 0);
	assert_false(channel_is_open(x.called));
	hang_up(&x);
}

static void
random_bytes_after_the_preamble_are_refused(void **state)
{
	static const char *const preambles[] = {
	    "sanji/1L", "sanji/1E", "sanji/1S"};
	uint8_t bytes[2000];

	(void)state;
	for (int round = 0; round < 60; round++) {
		struct channel *c = NULL;
		struct err said = ERR_INIT;

		MUST(channel_answer(&town, &c, &e));
		crypto_random(bytes, sizeof(bytes));
		bytes[0] = 0;
		MUST(channel_input(c, preambles[round % 3], 8, &e));
		if (channel_input(c, bytes, sizeof(bytes), &said) != 0)
			assert_true(said.code == ERR_REFUSED ||
				    said.code == ERR_FORMAT);
		assert_int_equal(channel_is_open(c) && round % 3 != 1, 0);
		framed_expect_none(c);
		channel_free(c);
	}
}

/* --- a caller who keeps the handshake and no other rule ------------------ */

struct rogue {
	struct channel *called;
	struct noise_cipher send;
};

static void
put_piece(struct buf *out, const struct buf *message)
{
	MUST(buf_add_u16(out, (uint16_t)message->len, &e));
	MUST(buf_add(out, message->bytes, message->len, &e));
}

static void
rogue_says(struct rogue *r, struct noise_handshake *h, const char *before)
{
	struct buf message = BUF_INIT, out = BUF_INIT;

	MUST(buf_add_text(&out, before, &e));
	MUST(noise_handshake_write(h, NULL, 0, &message, &e));
	put_piece(&out, &message);
	MUST(channel_input(r->called, out.bytes, out.len, &e));
	buf_free(&message);
	buf_free(&out);
}

static void
rogue_calls(struct rogue *r)
{
	struct noise_handshake *h;
	struct noise_cipher unused;
	struct buf *answer, payload = BUF_INIT;

	MUST(channel_answer(&town, &r->called, &e));
	h = noise_handshake_new(NOISE_XK, NOISE_INITIATOR, "sanji/1L", 8,
	    &village, &town.public, NULL, NULL);
	assert_non_null(h);
	rogue_says(r, h, "sanji/1L");
	answer = channel_output(r->called);
	MUST(noise_handshake_read(
	    h, answer->bytes + 2, answer->len - 2, &payload, &e));
	buf_free(&payload);
	rogue_says(r, h, "");
	noise_handshake_split(h, &r->send, &unused);
	noise_handshake_free(h);
	assert_true(channel_is_open(r->called));
}

static int
rogue_sends(struct rogue *r, const void *plain, size_t len, struct err *said)
{
	struct buf message = BUF_INIT, out = BUF_INIT;
	int failed;

	MUST(noise_encrypt(&r->send, plain, len, &message, &e));
	put_piece(&out, &message);
	failed = channel_input(r->called, out.bytes, out.len, said);
	buf_free(&message);
	buf_free(&out);
	return failed;
}

static size_t
heap_bytes(void)
{
	struct mallinfo2 m = mallinfo2();

	return m.uordblks + m.hblkhd;
}

static void
a_frame_too_long_or_of_no_type_is_refused_at_its_head(void **state)
{
	static const uint8_t heads[][5] = {
	    {FRAME_CHANGESETS, 0xff, 0xff, 0xff, 0xff},
	    {FRAME_CHANGESETS, 0x80, 0, 0, 0},
	    {FRAME_CHANGESETS, 0, 0x10, 0, 1},
	    {0, 0, 0, 0, 0},
	    {FRAME_TYPE_MAX + 1, 0, 0, 0, 0},
	    {0xff, 0, 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		struct rogue r;
		struct buf payload = BUF_INIT;
		enum frame_type type;
		struct err said = ERR_INIT;
		size_t before;

		rogue_calls(&r);
		MUST(rogue_sends(&r, heads[i], 5, &e));
		before = heap_bytes();
		assert_int_equal(
		    channel_next(r.called, &type, &payload, &said), -1);
		assert_int_equal(said.code, ERR_LIMIT);
		assert_true(heap_bytes() < before + 4096);
		assert_int_equal(rogue_sends(&r, "", 0, &said), -1);
		assert_int_equal(
		    channel_next(r.called, &type, &payload, &said), -1);
		channel_free(r.called);
	}
}

static void
a_frame_comes_out_when_its_last_byte_is_there(void **state)
{
	static const uint8_t frame[] = {FRAME_PING, 0, 0, 0, 3, 'a', 'b', 'c'};
	struct buf payload = BUF_INIT;
	enum frame_type type;
	struct rogue r;

	(void)state;
	rogue_calls(&r);
	for (size_t i = 0; i < sizeof(frame); i++) {
		framed_expect_none(r.called);
		MUST(rogue_sends(&r, &frame[i], 1, &e));
		MUST(rogue_sends(&r, "", 0, &e));
	}
	assert_int_equal(channel_next(r.called, &type, &payload, NULL), 1);
	assert_string_equal(buf_text(&payload), "abc");
	buf_free(&payload);
	channel_free(r.called);
}

static void
who_sends_more_than_is_read_is_refused(void **state)
{
	static uint8_t plain[NOISE_PAYLOAD_MAX];
	struct rogue r;
	struct err said = ERR_INIT;
	size_t sent = 0;

	(void)state;
	rogue_calls(&r);
	while (rogue_sends(&r, plain, sizeof(plain), &said) == 0)
		sent += sizeof(plain);
	assert_int_equal(said.code, ERR_LIMIT);
	assert_true(sent > FRAME_LEN_MAX);
	assert_true(sent <= CHANNEL_INPUT_MAX + sizeof(plain));
	channel_free(r.called);
}

static void
a_message_that_comes_twice_is_refused(void **state)
{
	struct ends x;
	struct buf copy = BUF_INIT, *out;
	struct err said = ERR_INIT;

	(void)state;
	open_line(&x, SIZE_MAX);
	framed_send(x.caller, FRAME_PING, 10, 1);
	out = channel_output(x.caller);
	MUST(buf_add(&copy, out->bytes, out->len, &e));
	assert_int_equal(carry(x.caller, x.called, SIZE_MAX), 0);
	framed_expect(x.called, FRAME_PING, 10, 1);
	assert_int_equal(
	    channel_input(x.called, copy.bytes, copy.len, &said), -1);
	assert_int_equal(said.code, ERR_REFUSED);
	framed_expect_none(x.called);
	buf_free(&copy);
	hang_up(&x);
}

static void
a_message_left_out_is_noticed_at_the_next(void **state)
{
	struct ends x;

	(void)state;
	open_line(&x, SIZE_MAX);
	framed_send(x.caller, FRAME_PING, 10, 1);
	buf_clear(channel_output(x.caller));
	framed_send(x.caller, FRAME_PONG, 10, 2);
	assert_int_equal(carry(x.caller, x.called, SIZE_MAX), -1);
	framed_expect_none(x.called);
	hang_up(&x);
}

static void
a_frame_longer_than_the_limit_is_not_sent(void **state)
{
	struct ends x;
	struct err said = ERR_INIT;
	uint8_t *bytes = framed_bytes(FRAME_LEN_MAX + 1, 0);

	(void)state;
	open_line(&x, SIZE_MAX);
	assert_int_equal(channel_send(x.caller, FRAME_CHANGESETS, bytes,
			     FRAME_LEN_MAX + 1, &said),
	    -1);
	assert_int_equal(said.code, ERR_LIMIT);
	assert_int_equal(channel_output(x.caller)->len, 0);
	free(bytes);
	hang_up(&x);
}

/* --- somebody on the way ------------------------------------------------- */

struct tamper {
	size_t at; /* byte of the stream from the caller */
	uint8_t mask;
	size_t passed;
};

/* As carry(), with one byte changed on the way. */
static int
carry_tampered(struct ends *x, struct tamper *t)
{
	struct buf *out = channel_output(x->caller);

	if (t->at >= t->passed && t->at < t->passed + out->len)
		out->bytes[t->at - t->passed] ^= t->mask;
	t->passed += out->len;
	return carry(x->caller, x->called, SIZE_MAX);
}

/* A whole conversation; how many of the frames arrived. */
static size_t
converse(struct tamper *t)
{
	struct ends x;
	size_t count;

	dial(&x, CHANNEL_LINE);
	while (channel_output(x.caller)->len > 0 &&
	       carry_tampered(&x, t) == 0 &&
	       carry(x.called, x.caller, SIZE_MAX) == 0)
		;
	if (channel_is_open(x.caller)) {
		framed_send_all(x.caller);
		(void)carry_tampered(&x, t);
	}
	if (channel_is_open(x.called))
		assert_memory_equal(channel_remote(x.called), &village.public,
		    sizeof(village.public));
	count = framed_take_all(x.called);
	hang_up(&x);
	return count;
}

static void
a_changed_byte_never_makes_another_frame(void **state)
{
	static const uint8_t masks[] = {1, 0x80, 'L' ^ 'E', 'L' ^ 'S'};
	struct tamper none = {SIZE_MAX, 0, 0};

	(void)state;
	assert_int_equal(converse(&none), FRAMED_COUNT);
	for (size_t at = 0; at < none.passed; at++) {
		struct tamper t = {at, masks[at % COUNT_OF(masks)], 0};

		assert_true(converse(&t) < FRAMED_COUNT);
	}
	for (size_t i = 0; i < COUNT_OF(masks); i++) {
		struct tamper t = {CHANNEL_PREAMBLE_LEN - 1, masks[i], 0};

		assert_int_equal(converse(&t), 0);
	}
}

/* --- lines --------------------------------------------------------------- */

static void
a_line_opens_whatever_pieces_the_bytes_come_in(void **state)
{
	static const size_t pieces[] = {1, 2, 7, 64, SIZE_MAX};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pieces); i++) {
		struct ends x;

		open_line(&x, pieces[i]);
		assert_int_equal(channel_kind_of(x.called), CHANNEL_LINE);
		assert_memory_equal(channel_remote(x.called), &village.public,
		    sizeof(village.public));
		assert_memory_equal(channel_hash(x.caller),
		    channel_hash(x.called), NOISE_HASH_LEN);
		hang_up(&x);
	}
}

static void
frames_of_all_sizes_arrive_both_ways(void **state)
{
	static const size_t sizes[] = {0, 1, NOISE_PAYLOAD_MAX - 5,
	    NOISE_PAYLOAD_MAX - 4, NOISE_PAYLOAD_MAX, NOISE_PAYLOAD_MAX + 1,
	    2 * NOISE_PAYLOAD_MAX - 5, FRAME_LEN_MAX};
	struct ends x;

	(void)state;
	assert_int_equal(NOISE_PAYLOAD_MAX, 65519);
	open_line(&x, SIZE_MAX);
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		framed_send(x.caller, FRAME_CHANGESETS, sizes[i], 3);
		assert_int_equal(carry(x.caller, x.called, 100000), 0);
		framed_expect(x.called, FRAME_CHANGESETS, sizes[i], 3);
		framed_send(x.called, FRAME_RECEIPTS, sizes[i], 4);
		assert_int_equal(carry(x.called, x.caller, 100000), 0);
		framed_expect(x.caller, FRAME_RECEIPTS, sizes[i], 4);
	}
	framed_expect_none(x.caller);
	framed_expect_none(x.called);
	hang_up(&x);
}

static void
small_frames_follow_each_other(void **state)
{
	struct ends x;

	(void)state;
	open_line(&x, SIZE_MAX);
	framed_send_all(x.caller);
	assert_int_equal(carry(x.caller, x.called, 1), 0);
	assert_int_equal(framed_take_all(x.called), FRAMED_COUNT);
	hang_up(&x);
}

/* --- enrolment ----------------------------------------------------------- */

static void
who_enrols_shows_its_key_only_after_it_has_seen_the_other_s(void **state)
{
	struct ends x;

	(void)state;
	dial(&x, CHANNEL_ENROL);
	assert_null(channel_remote(x.caller));
	assert_int_equal(shake_hands(&x, SIZE_MAX), 0);
	assert_memory_equal(
	    channel_remote(x.caller), &town.public, sizeof(town.public));
	assert_null(channel_remote(x.called));
	assert_false(channel_is_open(x.caller));
	assert_false(channel_is_open(x.called));
	hang_up(&x);
}

static void
an_enrolment_opens_when_it_is_confirmed(void **state)
{
	struct ends x;

	(void)state;
	dial(&x, CHANNEL_ENROL);
	assert_int_equal(shake_hands(&x, 3), 0);
	MUST(channel_confirm(x.caller, &e));
	assert_int_equal(shake_hands(&x, 3), 0);
	assert_true(channel_is_open(x.called));
	assert_int_equal(channel_kind_of(x.called), CHANNEL_ENROL);
	assert_memory_equal(
	    channel_remote(x.called), &village.public, sizeof(village.public));
	assert_memory_equal(
	    channel_hash(x.caller), channel_hash(x.called), NOISE_HASH_LEN);
	framed_send_all(x.caller);
	assert_int_equal(carry(x.caller, x.called, SIZE_MAX), 0);
	assert_int_equal(framed_take_all(x.called), FRAMED_COUNT);
	framed_send_all(x.called);
	assert_int_equal(carry(x.called, x.caller, SIZE_MAX), 0);
	assert_int_equal(framed_take_all(x.caller), FRAMED_COUNT);
	hang_up(&x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(another_protocol_is_refused_at_its_eighth_byte),
	    cmocka_unit_test(who_calls_another_key_is_not_answered),
	    cmocka_unit_test(random_bytes_after_the_preamble_are_refused),
	    cmocka_unit_test(
		a_frame_too_long_or_of_no_type_is_refused_at_its_head),
	    cmocka_unit_test(a_frame_comes_out_when_its_last_byte_is_there),
	    cmocka_unit_test(who_sends_more_than_is_read_is_refused),
	    cmocka_unit_test(a_message_that_comes_twice_is_refused),
	    cmocka_unit_test(a_message_left_out_is_noticed_at_the_next),
	    cmocka_unit_test(a_frame_longer_than_the_limit_is_not_sent),
	    cmocka_unit_test(a_changed_byte_never_makes_another_frame),
	    cmocka_unit_test(a_line_opens_whatever_pieces_the_bytes_come_in),
	    cmocka_unit_test(frames_of_all_sizes_arrive_both_ways),
	    cmocka_unit_test(small_frames_follow_each_other),
	    cmocka_unit_test(
		who_enrols_shows_its_key_only_after_it_has_seen_the_other_s),
	    cmocka_unit_test(an_enrolment_opens_when_it_is_confirmed),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
