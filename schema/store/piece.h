/*
 * piece: sealed pieces of scans as rows, and which are still to come.
 *
 *	event --note--> a piece there is, missing unless it is held
 *	piece, written here or from elsewhere --hold--> bytes, missing no longer
 *	keys of a record destroyed --forget--> neither
 *
 * A piece is named by the BLAKE2b-256 of its sealed bytes; whoever hands one
 * in has compared them.
 */
#ifndef SANJI_STORE_PIECE_H
#define SANJI_STORE_PIECE_H

#include <stdint.h>

#include "schema/base/buf.h"
#include "schema/store/store.h"

#define STORE_PIECE_HASH_LEN 32

/* A piece that an event says there is. */
struct store_piece {
	int64_t changeset; /* the event's, and its place there */
	uint32_t place;
	uint32_t number; /* of the piece in its scan, from 0 */
	int64_t record;
	uint32_t space;
	size_t len; /* sealed */
	uint8_t hash[STORE_PIECE_HASH_LEN];
	struct hall_code writer; /* of the event */
	int has_room; /* 0: it is neither counted nor missing, nobody asks */
};

int store_piece_note(
    struct store *s, const struct store_piece *p, struct err *e) MUST_CHECK;

/* Sealed bytes of scans that a hall said there are, as far as counted. */
int store_scan_room(struct store *s, const struct hall_code *writer,
    int64_t *bytes_out, struct err *e) MUST_CHECK;

/* Keep the bytes of a piece; it is missing no longer. */
int store_piece_hold(struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN],
    struct span bytes, struct err *e) MUST_CHECK;

/* The sealed bytes, appended (out may be NULL): 1; 0: not held; -1. */
int store_piece_read(struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN],
    struct buf *out, struct err *e) MUST_CHECK;

/*
 * Forget the pieces of a record: they are missing no longer, and what no
 * other record says is deleted.
 */
int
store_pieces_forget(struct store *s, int64_t record, struct err *e) MUST_CHECK;

/* A piece that is not held here. */
struct store_missing_piece {
	int64_t id; /* rises in the order in which events came */
	uint32_t space;
	size_t len; /* sealed */
	uint8_t hash[STORE_PIECE_HASH_LEN];
};

/* The next missing piece above an id, whose event is no violation: 1, 0, -1. */
int store_missing_piece_next(struct store *s, int64_t above,
    struct store_missing_piece *out, struct err *e) MUST_CHECK;

/* Whether a piece is missing, in whatever space; *out is one of them. */
int store_missing_piece_find(struct store *s,
    const uint8_t hash[STORE_PIECE_HASH_LEN], struct store_missing_piece *out,
    struct err *e) MUST_CHECK;

/* A piece that is held, of a scan in some space. */
struct store_held_piece {
	int64_t id; /* rises in the order in which pieces came */
	uint8_t hash[STORE_PIECE_HASH_LEN];
};

/*
 * The next above an id that an event says and another hall is not known to
 * hold: 1, 0, -1.
 */
int store_held_piece_next(struct store *s, int64_t above,
    const struct hall_code *hall, struct store_held_piece *out,
    struct err *e) MUST_CHECK;

/* The id of the piece that came last; 0 if there is none. */
int store_held_piece_last(
    struct store *s, int64_t *id_out, struct err *e) MUST_CHECK;

/* The next space above one in which an event says the piece: 1, 0, -1. */
int store_piece_space(struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN],
    uint32_t above, uint32_t *out, struct err *e) MUST_CHECK;

/* Note that another hall holds a piece. */
int store_piece_is_at(struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN],
    const struct hall_code *hall, int64_t time_s, struct err *e) MUST_CHECK;

/*
 * Whether a piece of a record is held here, of no other record, and no other
 * hall is known to hold it: 1, 0, -1.  The record is owing then as soon as
 * that is known of a piece of it.
 */
int store_pieces_are_only_here(
    struct store *s, int64_t record, struct err *e) MUST_CHECK;

/* Another hall asks for it: it has it no longer. */
int
store_piece_is_not_at(struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN],
    const struct hall_code *hall, struct err *e) MUST_CHECK;

/* Of the pieces held here that another hall is known to hold, the max that
 * were learned last; room for max. */
int store_pieces_at(struct store *s, const struct hall_code *hall, size_t max,
    uint8_t (*out)[STORE_PIECE_HASH_LEN], size_t *count_out,
    struct err *e) MUST_CHECK;

/* The hall that was last known to hold a piece: 1, 0: none, -1. */
int
store_piece_last_at(struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN],
    struct hall_code *out, struct err *e) MUST_CHECK;

#endif
