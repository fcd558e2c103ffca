/*
 * piece_frame: pieces of scans as they travel, and which are asked for.
 *
 *	hashes --write--> WANT or OFFER payload --read--> hashes
 *	hash, sealed bytes --write--> PIECE payload --read--> hash, sealed bytes
 *
 * A PIECE without bytes says that the piece is not held (docs/PROTOCOL.md).
 */
#ifndef SANJI_CARRY_PIECE_FRAME_H
#define SANJI_CARRY_PIECE_FRAME_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"

#define FRAME_PIECE_HASH_LEN 32

/* Most pieces that are asked for at once: what may be on its way. */
#define FRAME_PIECES_WANTED_MAX 8

/* Most pieces one payload says that they are held. */
#define FRAME_PIECES_OFFERED_MAX 1024

/* Longest sealed piece: 256 KiB, nonce and tag. */
#define FRAME_PIECE_LEN_MAX ((size_t)256 * 1024 + 40)

struct piece_hash {
	uint8_t bytes[FRAME_PIECE_HASH_LEN];
};

int piece_hashes_write(const struct piece_hash *all, size_t count,
    struct buf *out, struct err *e) MUST_CHECK;

/* Read 1 to max hashes into all (room for max). */
int piece_hashes_read(const void *payload, size_t len, size_t max,
    struct piece_hash *all, size_t *count_out, struct err *e) MUST_CHECK;

/* A piece on its way; the bytes lie in the payload. */
struct carried_piece {
	struct piece_hash hash;
	const uint8_t *bytes; /* sealed */
	size_t len;	      /* 0: not held */
};

int piece_write(
    const struct carried_piece *p, struct buf *out, struct err *e) MUST_CHECK;
int piece_read(const void *payload, size_t len, struct carried_piece *out,
    struct err *e) MUST_CHECK;

#endif
