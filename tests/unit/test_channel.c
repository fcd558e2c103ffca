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
#include "tests/fixture/seeded.h"

#define MUST(call)                                 \
	do {                                       \
		struct err must = ERR_INIT;        \
		if ((call) != 0)                   \
			fail_msg("%s", must.text); \
	} while (0)

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
	    kind == CHANNEL_ENROL ? NULL : &town.public, NULL, &x->caller,
	    &must));
	MUST(channel_answer(&town, &x->called, &must));
}

/* Hand over all there is, so many bytes at a time; -1 if it is refused. */
static int
carry(struct channel *from, struct channel *to, size_t piece)
{
	struct buf *out = channel_output(from);
	struct err e = ERR_INIT;
	size_t at = 0;
	int failed = 0;

	while (at < out->len && !failed) {
		size_t len = out->len - at < piece ? out->len - at : piece;

		failed = channel_input(to, out->bytes + at, len, &e);
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

/* Bytes that say which frame they are of. */
static uint8_t *
filled(size_t len, uint8_t seed)
{
	uint8_t *bytes = malloc(len + 1);

	assert_non_null(bytes);
	for (size_t i = 0; i < len; i++)
		bytes[i] = (uint8_t)(i * 31 + seed);
	return bytes;
}

static void
send_filled(struct channel *c, enum frame_type type, size_t len, uint8_t seed)
{
	uint8_t *bytes = filled(len, seed);

	MUST(channel_send(c, type, bytes, len, &must));
	free(bytes);
}

static void
expect_filled(struct channel *c, enum frame_type type, size_t len, uint8_t seed)
{
	struct buf payload = BUF_INIT;
	uint8_t *bytes = filled(len, seed);
	enum frame_type got;

	assert_int_equal(channel_next(c, &got, &payload, NULL), 1);
	assert_int_equal(got, type);
	assert_int_equal(payload.len, len);
	if (len > 0)
		assert_memory_equal(payload.bytes, bytes, len);
	free(bytes);
	buf_free(&payload);
}

static void
expect_no_frame(struct channel *c)
{
	struct buf payload = BUF_INIT;
	enum frame_type got;

	assert_int_equal(channel_next(c, &got, &payload, NULL), 0);
	buf_free(&payload);
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
		struct err e = ERR_INIT;

		MUST(channel_answer(&town, &c, &must));
		MUST(channel_input(c, greetings[i], 7, &must));
		assert_false(channel_has_kind(c));
		assert_int_equal(channel_input(c, greetings[i] + 7, 1, &e), -1);
		assert_int_equal(e.code, ERR_FORMAT);
		assert_int_equal(channel_input(c, "sanji/1L", 8, &e), -1);
		assert_int_equal(e.code, ERR_REFUSED);
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
	    CHANNEL_LINE, &village, &stranger.public, NULL, &x.caller, &must));
	MUST(channel_answer(&town, &x.called, &must));
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
		struct err e = ERR_INIT;

		MUST(channel_answer(&town, &c, &must));
		crypto_random(bytes, sizeof(bytes));
		bytes[0] = 0;
		MUST(channel_input(c, preambles[round % 3], 8, &must));
		if (channel_input(c, bytes, sizeof(bytes), &e) != 0)
			assert_true(
			    e.code == ERR_REFUSED || e.code == ERR_FORMAT);
		assert_int_equal(channel_is_open(c) && round % 3 != 1, 0);
		expect_no_frame(c);
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
	MUST(buf_add_u16(out, (uint16_t)message->len, &must));
	MUST(buf_add(out, message->bytes, message->len, &must));
}

static void
rogue_says(struct rogue *r, struct noise_handshake *h, const char *before)
{
	struct buf message = BUF_INIT, out = BUF_INIT;

	MUST(buf_add_text(&out, before, &must));
	MUST(noise_handshake_write(h, NULL, 0, &message, &must));
	put_piece(&out, &message);
	MUST(channel_input(r->called, out.bytes, out.len, &must));
	buf_free(&message);
	buf_free(&out);
}

static void
rogue_calls(struct rogue *r)
{
	struct noise_handshake *h;
	struct noise_cipher unused;
	struct buf *answer, payload = BUF_INIT;

	MUST(channel_answer(&town, &r->called, &must));
	h = noise_handshake_new(NOISE_XK, NOISE_INITIATOR, "sanji/1L", 8,
	    &village, &town.public, NULL, NULL);
	assert_non_null(h);
	rogue_says(r, h, "sanji/1L");
	answer = channel_output(r->called);
	MUST(noise_handshake_read(
	    h, answer->bytes + 2, answer->len - 2, &payload, &must));
	buf_free(&payload);
	rogue_says(r, h, "");
	noise_handshake_split(h, &r->send, &unused);
	noise_handshake_free(h);
	assert_true(channel_is_open(r->called));
}

static int
rogue_sends(struct rogue *r, const void *plain, size_t len, struct err *e)
{
	struct buf message = BUF_INIT, out = BUF_INIT;
	int failed;

	MUST(noise_encrypt(&r->send, plain, len, &message, &must));
	put_piece(&out, &message);
	failed = channel_input(r->called, out.bytes, out.len, e);
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
	    {FRAME_END + 1, 0, 0, 0, 0},
	    {0xff, 0, 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		struct rogue r;
		struct buf payload = BUF_INIT;
		enum frame_type type;
		struct err e = ERR_INIT;
		size_t before;

		rogue_calls(&r);
		MUST(rogue_sends(&r, heads[i], 5, &must));
		before = heap_bytes();
		assert_int_equal(
		    channel_next(r.called, &type, &payload, &e), -1);
		assert_int_equal(e.code, ERR_LIMIT);
		assert_true(heap_bytes() < before + 4096);
		assert_int_equal(rogue_sends(&r, "", 0, &e), -1);
		assert_int_equal(
		    channel_next(r.called, &type, &payload, &e), -1);
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
		expect_no_frame(r.called);
		MUST(rogue_sends(&r, &frame[i], 1, &must));
		MUST(rogue_sends(&r, "", 0, &must));
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
	struct err e = ERR_INIT;
	size_t sent = 0;

	(void)state;
	rogue_calls(&r);
	while (rogue_sends(&r, plain, sizeof(plain), &e) == 0)
		sent += sizeof(plain);
	assert_int_equal(e.code, ERR_LIMIT);
	assert_true(sent > FRAME_LEN_MAX);
	assert_true(sent <= CHANNEL_INPUT_MAX + sizeof(plain));
	channel_free(r.called);
}

static void
a_message_that_comes_twice_is_refused(void **state)
{
	struct ends x;
	struct buf copy = BUF_INIT, *out;
	struct err e = ERR_INIT;

	(void)state;
	open_line(&x, SIZE_MAX);
	send_filled(x.caller, FRAME_PING, 10, 1);
	out = channel_output(x.caller);
	MUST(buf_add(&copy, out->bytes, out->len, &must));
	assert_int_equal(carry(x.caller, x.called, SIZE_MAX), 0);
	expect_filled(x.called, FRAME_PING, 10, 1);
	assert_int_equal(channel_input(x.called, copy.bytes, copy.len, &e), -1);
	assert_int_equal(e.code, ERR_REFUSED);
	expect_no_frame(x.called);
	buf_free(&copy);
	hang_up(&x);
}

static void
a_message_left_out_is_noticed_at_the_next(void **state)
{
	struct ends x;

	(void)state;
	open_line(&x, SIZE_MAX);
	send_filled(x.caller, FRAME_PING, 10, 1);
	buf_clear(channel_output(x.caller));
	send_filled(x.caller, FRAME_PONG, 10, 2);
	assert_int_equal(carry(x.caller, x.called, SIZE_MAX), -1);
	expect_no_frame(x.called);
	hang_up(&x);
}

static void
a_frame_longer_than_the_limit_is_not_sent(void **state)
{
	struct ends x;
	struct err e = ERR_INIT;
	uint8_t *bytes = filled(FRAME_LEN_MAX + 1, 0);

	(void)state;
	open_line(&x, SIZE_MAX);
	assert_int_equal(channel_send(x.caller, FRAME_CHANGESETS, bytes,
			     FRAME_LEN_MAX + 1, &e),
	    -1);
	assert_int_equal(e.code, ERR_LIMIT);
	assert_int_equal(channel_output(x.caller)->len, 0);
	free(bytes);
	hang_up(&x);
}

/* --- somebody on the way ------------------------------------------------- */

#define FRAMES 3

/* Frames that came out, each of which must be the one that was sent. */
static size_t
take_prefix(struct channel *c)
{
	struct buf payload = BUF_INIT;
	enum frame_type type;
	size_t count = 0;

	while (channel_next(c, &type, &payload, NULL) == 1) {
		uint8_t *bytes = filled(count * 7, (uint8_t)count);

		assert_true(count < FRAMES);
		assert_int_equal(type, FRAME_HELLO + count);
		assert_int_equal(payload.len, count * 7);
		if (payload.len > 0)
			assert_memory_equal(payload.bytes, bytes, payload.len);
		free(bytes);
		count++;
	}
	buf_free(&payload);
	return count;
}

static void
send_frames(struct channel *c)
{
	for (size_t i = 0; i < FRAMES; i++)
		send_filled(
		    c, (enum frame_type)(FRAME_HELLO + i), i * 7, (uint8_t)i);
}

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
		send_frames(x.caller);
		(void)carry_tampered(&x, t);
	}
	if (channel_is_open(x.called))
		assert_memory_equal(channel_remote(x.called), &village.public,
		    sizeof(village.public));
	count = take_prefix(x.called);
	hang_up(&x);
	return count;
}

static void
a_changed_byte_never_makes_another_frame(void **state)
{
	static const uint8_t masks[] = {1, 0x80, 'L' ^ 'E', 'L' ^ 'S'};
	struct tamper none = {SIZE_MAX, 0, 0};

	(void)state;
	assert_int_equal(converse(&none), FRAMES);
	for (size_t at = 0; at < none.passed; at++) {
		struct tamper t = {at, masks[at % COUNT_OF(masks)], 0};

		assert_true(converse(&t) < FRAMES);
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
		send_filled(x.caller, FRAME_CHANGESETS, sizes[i], 3);
		assert_int_equal(carry(x.caller, x.called, 100000), 0);
		expect_filled(x.called, FRAME_CHANGESETS, sizes[i], 3);
		send_filled(x.called, FRAME_RECEIPTS, sizes[i], 4);
		assert_int_equal(carry(x.called, x.caller, 100000), 0);
		expect_filled(x.caller, FRAME_RECEIPTS, sizes[i], 4);
	}
	expect_no_frame(x.caller);
	expect_no_frame(x.called);
	hang_up(&x);
}

static void
small_frames_follow_each_other(void **state)
{
	struct ends x;

	(void)state;
	open_line(&x, SIZE_MAX);
	send_frames(x.caller);
	assert_int_equal(carry(x.caller, x.called, 1), 0);
	assert_int_equal(take_prefix(x.called), FRAMES);
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
	MUST(channel_confirm(x.caller, &must));
	assert_int_equal(shake_hands(&x, 3), 0);
	assert_true(channel_is_open(x.called));
	assert_int_equal(channel_kind_of(x.called), CHANNEL_ENROL);
	assert_memory_equal(
	    channel_remote(x.called), &village.public, sizeof(village.public));
	assert_memory_equal(
	    channel_hash(x.caller), channel_hash(x.called), NOISE_HASH_LEN);
	send_frames(x.caller);
	assert_int_equal(carry(x.caller, x.called, SIZE_MAX), 0);
	assert_int_equal(take_prefix(x.called), FRAMES);
	send_frames(x.called);
	assert_int_equal(carry(x.called, x.caller, SIZE_MAX), 0);
	assert_int_equal(take_prefix(x.caller), FRAMES);
	hang_up(&x);
}

/* --- sticks -------------------------------------------------------------- */

/* A stick for the town, with FRAMES frames; the caller frees. */
static struct buf
make_stick(const char *clear_text)
{
	struct channel *c = NULL;
	struct buf clear = BUF_INIT, out;

	MUST(buf_add_text(&clear, clear_text, &must));
	MUST(channel_call(
	    CHANNEL_STICK, &village, &town.public, &clear, &c, &must));
	assert_true(channel_is_open(c));
	send_frames(c);
	out = *channel_output(c);
	*channel_output(c) = (struct buf)BUF_INIT;
	channel_free(c);
	buf_free(&clear);
	return out;
}

static size_t
frames_of(const struct noise_secret *reader, const void *bytes, size_t len,
    int *refused_out)
{
	struct channel *c = NULL;
	struct err e = ERR_INIT;
	size_t count;

	MUST(channel_answer(reader, &c, &must));
	*refused_out = channel_input(c, bytes, len, &e) != 0;
	count = take_prefix(c);
	channel_free(c);
	return count;
}

static void
a_stick_for_another_hall_is_refused(void **state)
{
	struct buf stick = make_stick("330421111000");
	int refused;

	(void)state;
	assert_int_equal(
	    frames_of(&stranger, stick.bytes, stick.len, &refused), 0);
	assert_true(refused);
	buf_free(&stick);
}

static void
a_stick_with_another_clear_header_is_refused(void **state)
{
	struct buf stick = make_stick("330421111000");
	int refused;

	(void)state;
	for (size_t at = 0; at < 12; at++) {
		uint8_t *byte = &stick.bytes[CHANNEL_PREAMBLE_LEN + 2 + at];

		*byte ^= 1;
		assert_int_equal(
		    frames_of(&town, stick.bytes, stick.len, &refused), 0);
		assert_true(refused);
		*byte ^= 1;
	}
	buf_free(&stick);
}

static void
a_stick_cut_after_any_byte_gives_the_first_frames_only(void **state)
{
	struct buf stick = make_stick("330421111000");
	size_t before = 0;
	int refused;

	(void)state;
	for (size_t len = 0; len <= stick.len; len++) {
		size_t count = frames_of(&town, stick.bytes, len, &refused);

		assert_false(refused);
		assert_true(count >= before);
		assert_int_equal(count == FRAMES, len == stick.len);
		before = count;
	}
	buf_free(&stick);
}

static void
a_stick_with_a_changed_byte_gives_the_first_frames_only(void **state)
{
	struct buf stick = make_stick("330421111000");
	int refused;

	(void)state;
	for (size_t at = 0; at < stick.len; at++)
		for (unsigned bit = 0; bit < 8; bit += 7) {
			stick.bytes[at] ^= (uint8_t)(1U << bit);
			assert_true(frames_of(&town, stick.bytes, stick.len,
					&refused) < FRAMES);
			stick.bytes[at] ^= (uint8_t)(1U << bit);
		}
	buf_free(&stick);
}

static void
what_comes_after_a_stick_is_refused(void **state)
{
	struct buf stick = make_stick("330421111000");
	int refused;

	(void)state;
	MUST(buf_add(&stick, "\0\1x", 3, &must));
	assert_int_equal(
	    frames_of(&town, stick.bytes, stick.len, &refused), FRAMES);
	assert_true(refused);
	buf_free(&stick);
}

static void
the_clear_header_of_a_stick_can_be_read_by_anybody(void **state)
{
	struct buf stick = make_stick("330421111000");
	struct channel *c = NULL;

	(void)state;
	MUST(channel_answer(&stranger, &c, &must));
	MUST(channel_input(
	    c, stick.bytes, CHANNEL_PREAMBLE_LEN + 2 + 12, &must));
	assert_int_equal(channel_kind_of(c), CHANNEL_STICK);
	assert_string_equal(buf_text(channel_clear(c)), "330421111000");
	channel_free(c);
	buf_free(&stick);
}

static void
a_stick_says_whose_it_is_once_it_is_read(void **state)
{
	struct buf stick = make_stick("");
	struct channel *c = NULL;

	(void)state;
	MUST(channel_answer(&town, &c, &must));
	assert_null(channel_remote(c));
	MUST(channel_input(c, stick.bytes, stick.len, &must));
	assert_memory_equal(
	    channel_remote(c), &village.public, sizeof(village.public));
	assert_int_equal(take_prefix(c), FRAMES);
	channel_free(c);
	buf_free(&stick);
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
	    cmocka_unit_test(a_stick_for_another_hall_is_refused),
	    cmocka_unit_test(a_stick_with_another_clear_header_is_refused),
	    cmocka_unit_test(
		a_stick_cut_after_any_byte_gives_the_first_frames_only),
	    cmocka_unit_test(
		a_stick_with_a_changed_byte_gives_the_first_frames_only),
	    cmocka_unit_test(what_comes_after_a_stick_is_refused),
	    cmocka_unit_test(
		the_clear_header_of_a_stick_can_be_read_by_anybody),
	    cmocka_unit_test(a_stick_says_whose_it_is_once_it_is_read),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
