/*
 * The bytes of a stream:
 *
 *	preamble (8)  [stick: 16-bit length, clear header]
 *	handshake messages, each: 16-bit length, message
 *	transport messages, each: 16-bit length, message
 *
 * and of the plain text: type (8 bit), length (32 bit), payload, again and
 * again, cut into transport messages wherever they are full.
 */
#include "sync/carry/channel.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"

/* Longest clear header of a stick. */
#define CLEAR_LEN_MAX 255

#define FRAME_HEAD_LEN 5

static const char preambles[][CHANNEL_PREAMBLE_LEN + 1] = {
    [CHANNEL_LINE] = "sanji/1L",
    [CHANNEL_ENROL] = "sanji/1E",
    [CHANNEL_STICK] = "sanji/1S",
};

static const enum noise_pattern patterns[] = {
    [CHANNEL_LINE] = NOISE_XK,
    [CHANNEL_ENROL] = NOISE_XX,
    [CHANNEL_STICK] = NOISE_X,
};

struct channel {
	enum channel_kind kind;
	enum noise_role role;
	int has_kind;
	int has_clear; /* stick: the clear header was read or written */
	int is_open;
	int needs_confirm; /* ENROL caller: message 3 waits */
	int is_dead;
	struct noise_secret own;
	struct noise_handshake *handshake;
	struct noise_cipher send, receive;
	struct buf clear;
	struct buf input;  /* bytes not yet made a message … */
	size_t input_at;   /* … from here on */
	struct buf plain;  /* plain text not yet made a frame … */
	size_t plain_at;   /* … from here on */
	struct buf output; /* bytes to be carried */
};

static int
begin(struct channel *c, const struct noise_public *remote, struct err *e)
{
	struct buf prologue = BUF_INIT;
	int failed = buf_add(&prologue, preambles[c->kind],
			 CHANNEL_PREAMBLE_LEN, e) != 0 ||
		     buf_add(&prologue, c->clear.bytes, c->clear.len, e) != 0;

	if (!failed)
		c->handshake = noise_handshake_new(patterns[c->kind], c->role,
		    prologue.bytes, prologue.len, &c->own, remote, NULL, e);
	buf_free(&prologue);
	return failed || c->handshake == NULL ? -1 : 0;
}

static void
open_if_over(struct channel *c)
{
	if (!noise_handshake_is_over(c->handshake))
		return;
	noise_handshake_split(c->handshake, &c->send, &c->receive);
	c->is_open = 1;
}

static int
write_handshake(struct channel *c, struct err *e)
{
	struct buf message = BUF_INIT;
	int failed =
	    noise_handshake_write(c->handshake, NULL, 0, &message, e) != 0 ||
	    buf_add_u16(&c->output, (uint16_t)message.len, e) != 0 ||
	    buf_add(&c->output, message.bytes, message.len, e) != 0;

	buf_free(&message);
	if (!failed)
		open_if_over(c);
	return failed ? -1 : 0;
}

static struct channel *
make(enum noise_role role, const struct noise_secret *own, struct err *e)
{
	struct channel *c = calloc(1, sizeof(*c));

	if (c == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	c->role = role;
	c->own = *own;
	return c;
}

static int
write_opening(struct channel *c, struct err *e)
{
	if (buf_add(&c->output, preambles[c->kind], CHANNEL_PREAMBLE_LEN, e) !=
	    0)
		return -1;
	if (c->kind == CHANNEL_STICK &&
	    (buf_add_u16(&c->output, (uint16_t)c->clear.len, e) != 0 ||
		buf_add(&c->output, c->clear.bytes, c->clear.len, e) != 0))
		return -1;
	return write_handshake(c, e);
}

int
channel_call(enum channel_kind kind, const struct noise_secret *own,
    const struct noise_public *remote, const struct buf *clear,
    struct channel **out, struct err *e)
{
	struct channel *c = make(NOISE_INITIATOR, own, e);

	*out = NULL;
	if (c == NULL)
		return -1;
	c->kind = kind;
	c->has_kind = c->has_clear = 1;
	assert(clear == NULL || clear->len <= CLEAR_LEN_MAX);
	if ((clear != NULL &&
		buf_add(&c->clear, clear->bytes, clear->len, e) != 0) ||
	    begin(c, remote, e) != 0 || write_opening(c, e) != 0) {
		channel_free(c);
		return -1;
	}
	*out = c;
	return 0;
}

int
channel_answer(
    const struct noise_secret *own, struct channel **out, struct err *e)
{
	*out = make(NOISE_RESPONDER, own, e);
	return *out == NULL ? -1 : 0;
}

void
channel_free(struct channel *c)
{
	if (c == NULL)
		return;
	noise_handshake_free(c->handshake);
	buf_free(&c->clear);
	buf_free(&c->input);
	buf_free(&c->plain);
	buf_free(&c->output);
	crypto_wipe(c, sizeof(*c));
	free(c);
}

/* --- input --------------------------------------------------------------- */

/* A buffer that never held anything has no bytes to count from. */
static const uint8_t *
front_of(const struct buf *b, size_t at)
{
	return b->bytes == NULL ? NULL : b->bytes + at;
}

static const uint8_t *
input_front(const struct channel *c)
{
	return front_of(&c->input, c->input_at);
}

/* 1: read; 0: not all there yet; -1. */
static int
read_preamble(struct channel *c, struct err *e)
{
	if (c->input.len - c->input_at < CHANNEL_PREAMBLE_LEN)
		return 0;
	for (size_t k = 0; k < COUNT_OF(preambles); k++)
		if (memcmp(input_front(c), preambles[k],
			CHANNEL_PREAMBLE_LEN) == 0) {
			c->kind = (enum channel_kind)k;
			c->has_kind = 1;
			c->has_clear = c->kind != CHANNEL_STICK;
			c->input_at += CHANNEL_PREAMBLE_LEN;
			return c->has_clear ? (begin(c, NULL, e) == 0 ? 1 : -1)
					    : 1;
		}
	return err_set(e, ERR_FORMAT,
	    "this is not sanji's protocol, or another version of it");
}

/* The length in front, once the whole piece is there; 0 before. */
static size_t
piece_len(const struct channel *c)
{
	const uint8_t *front = input_front(c);
	size_t left = c->input.len - c->input_at, len;

	if (left < 2)
		return 0;
	len = (size_t)front[0] << 8 | front[1];
	return left < 2 + len ? 0 : 2 + len;
}

static int
read_clear(struct channel *c, struct err *e)
{
	size_t len = piece_len(c);

	if (c->input.len - c->input_at >= 2 && input_front(c)[0] != 0)
		return err_set(e, ERR_FORMAT,
		    "this file is no stick of sanji's, or it is damaged");
	if (len == 0)
		return 0;
	if (buf_add(&c->clear, input_front(c) + 2, len - 2, e) != 0)
		return -1;
	c->input_at += len;
	c->has_clear = 1;
	return begin(c, NULL, e) == 0 ? 1 : -1;
}

static int
read_handshake(
    struct channel *c, const uint8_t *message, size_t len, struct err *e)
{
	struct buf payload = BUF_INIT;
	int failed =
	    noise_handshake_read(c->handshake, message, len, &payload, e);

	buf_free(&payload);
	if (failed)
		return -1;
	open_if_over(c);
	if (!noise_handshake_is_my_turn(c->handshake))
		return 0;
	if (c->kind == CHANNEL_ENROL && c->role == NOISE_INITIATOR) {
		c->needs_confirm = 1;
		return 0;
	}
	return write_handshake(c, e);
}

static int
read_message(struct channel *c, struct err *e)
{
	size_t len = piece_len(c);
	const uint8_t *message;
	int failed;

	if (len == 0)
		return 0;
	message = input_front(c) + 2;
	if (c->plain.len > CHANNEL_INPUT_MAX)
		return err_set(e, ERR_LIMIT,
		    "the other hall sends faster than it is read");
	failed = c->is_open ? noise_decrypt(
				  &c->receive, message, len - 2, &c->plain, e)
			    : read_handshake(c, message, len - 2, e);
	c->input_at += len;
	return failed ? -1 : 1;
}

static int
read_piece(struct channel *c, struct err *e)
{
	if (!c->has_kind)
		return read_preamble(c, e);
	if (!c->has_clear)
		return read_clear(c, e);
	return read_message(c, e);
}

/* Once for all pieces: many small ones must not cost their square. */
static void
drop_taken(struct buf *b, size_t *at)
{
	buf_drop(b, *at);
	*at = 0;
}

int
channel_input(struct channel *c, const void *bytes, size_t len, struct err *e)
{
	int more;

	if (c->is_dead)
		return err_set(e, ERR_REFUSED, "the line is closed");
	drop_taken(&c->plain, &c->plain_at);
	if (buf_add(&c->input, bytes, len, e) != 0)
		return -1;
	do
		more = read_piece(c, e);
	while (more == 1);
	drop_taken(&c->input, &c->input_at);
	if (more < 0)
		c->is_dead = 1;
	return more;
}

int
channel_next(struct channel *c, enum frame_type *type_out,
    struct buf *payload_out, struct err *e)
{
	const uint8_t *head = front_of(&c->plain, c->plain_at);
	size_t left = c->plain.len - c->plain_at, len;

	buf_clear(payload_out);
	if (left < FRAME_HEAD_LEN)
		return 0;
	len = (size_t)head[1] << 24 | (size_t)head[2] << 16 |
	      (size_t)head[3] << 8 | head[4];
	if (head[0] < FRAME_HELLO || head[0] > FRAME_TYPE_MAX ||
	    len > FRAME_LEN_MAX) {
		c->is_dead = 1;
		return err_set(e, ERR_LIMIT,
		    "the other hall announced a frame of type %d and %zu "
		    "bytes; at most %zu",
		    head[0], len, FRAME_LEN_MAX);
	}
	if (left < FRAME_HEAD_LEN + len)
		return 0;
	*type_out = (enum frame_type)head[0];
	if (buf_add(payload_out, head + FRAME_HEAD_LEN, len, e) != 0)
		return -1;
	c->plain_at += FRAME_HEAD_LEN + len;
	return 1;
}

/* --- output -------------------------------------------------------------- */

static int
send_plain(struct channel *c, const uint8_t *bytes, size_t len, struct err *e)
{
	while (len > 0) {
		size_t part = len < NOISE_PAYLOAD_MAX ? len : NOISE_PAYLOAD_MAX;

		if (buf_add_u16(
			&c->output, (uint16_t)(part + NOISE_TAG_LEN), e) != 0 ||
		    noise_encrypt(&c->send, bytes, part, &c->output, e) != 0)
			return -1;
		bytes += part;
		len -= part;
	}
	return 0;
}

int
channel_send(struct channel *c, enum frame_type type, const void *payload,
    size_t len, struct err *e)
{
	struct buf frame = BUF_INIT;
	int failed;

	assert(c->is_open);
	if (len > FRAME_LEN_MAX)
		return err_set(e, ERR_LIMIT,
		    "a frame of %zu bytes; at most %zu", len, FRAME_LEN_MAX);
	failed = buf_add_u8(&frame, (uint8_t)type, e) != 0 ||
		 buf_add_u32(&frame, (uint32_t)len, e) != 0 ||
		 buf_add(&frame, payload, len, e) != 0 ||
		 send_plain(c, frame.bytes, frame.len, e) != 0;
	buf_free(&frame);
	return failed ? -1 : 0;
}

struct buf *
channel_output(struct channel *c)
{
	return &c->output;
}

int
channel_is_open(const struct channel *c)
{
	return c->is_open;
}

int
channel_has_kind(const struct channel *c)
{
	return c->has_kind;
}

enum channel_kind
channel_kind_of(const struct channel *c)
{
	assert(c->has_kind);
	return c->kind;
}

const struct noise_public *
channel_remote(const struct channel *c)
{
	int is_known = c->is_open || c->needs_confirm ||
		       (c->handshake != NULL && c->role == NOISE_INITIATOR &&
			   c->kind != CHANNEL_ENROL);

	return is_known ? noise_handshake_remote(c->handshake) : NULL;
}

const uint8_t *
channel_hash(const struct channel *c)
{
	return noise_handshake_hash(c->handshake);
}

const struct buf *
channel_clear(const struct channel *c)
{
	return &c->clear;
}

int
channel_confirm(struct channel *c, struct err *e)
{
	assert(c->needs_confirm);
	c->needs_confirm = 0;
	return write_handshake(c, e);
}
