/*
 * said: what a member says, as frames.
 *
 *	bytes: type (8), length (16), payload, again and again
 *
 * The handshake is real and the key a member's; the rest is the input's.
 */
#ifndef SANJI_FUZZ_SAID_H
#define SANJI_FUZZ_SAID_H

#include "schema/base/reader.h"
#include "sync/carry/frame.h"

struct said {
	enum frame_type type;
	const uint8_t *payload;
	size_t len;
};

/* The next frame of the input: 1, or 0 at its end. */
static inline int
said_next(struct reader *r, struct said *out)
{
	size_t len;

	out->type =
	    (enum frame_type)(FRAME_HELLO + reader_u8(r) % FRAME_TYPE_MAX);
	len = reader_u16(r);
	out->len = len < r->left ? len : r->left;
	out->payload = reader_take(r, out->len);
	return !r->failed;
}

#endif
