/*
 * seal: what only those who hold the case key can read.
 *
 *	a value, where it stands --seal_text--> text in an event
 *	a piece of a scan, its number --seal_piece--> bytes beside the log
 *
 * XChaCha20-Poly1305 with a random nonce.  Where it stands is authenticated
 * with it, so that a sealed value moved to another case, event or field does
 * not open.  Values are padded before they are sealed: their length says
 * little (docs/PROTOCOL.md has the bytes).
 */
#ifndef SANJI_CRYPTO_SEAL_H
#define SANJI_CRYPTO_SEAL_H

#include "crypto/case_key.h"
#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/name.h"

/* Longest value that is sealed, in bytes. */
#define SEAL_VALUE_MAX ((size_t)24 * 1024 - 1)

/* Nonce and tag: what a seal adds. */
#define SEAL_ADDS 40

/*
 * Where a value stands.  Names are at most 255 bytes long; nothing opens at
 * a place with a longer one.
 */
struct seal_place {
	const char *record; /* its name */
	const char *kind;   /* of the event */
	const char *field;
	uint32_t event; /* its place in the change set */
	struct space_name space;
};

/* Which piece of an attachment. */
struct seal_part {
	struct space_name space;
	const char *record;
	uint32_t index; /* from 0 */
	uint32_t count;
};

/*
 * The length a value is padded to: the least of 32, 64, 128 … 4096 and the
 * multiples of 4096 that is longer than it.
 */
size_t seal_bucket(size_t len);

/*
 * Append the sealed value as base64.  -1 with
 * ERR_LIMIT (len > SEAL_VALUE_MAX) or ERR_NOMEM.
 */
int seal_text(const struct case_key *k, const struct seal_place *place,
    const void *value, size_t len, struct buf *out, struct err *e) MUST_CHECK;

/*
 * Append the value again.  1; 0: not sealed with this key for this place,
 * or altered; -1 with ERR_NOMEM.
 */
int seal_text_open(const struct case_key *k, const struct seal_place *place,
    const char *text, size_t len, struct buf *out, struct err *e) MUST_CHECK;

/* The same for a piece of an attachment, as bytes and without padding. */
int seal_piece(const struct case_key *k, const struct seal_part *part,
    const void *piece, size_t len, struct buf *out, struct err *e) MUST_CHECK;
int seal_piece_open(const struct case_key *k, const struct seal_part *part,
    const void *sealed, size_t len, struct buf *out, struct err *e) MUST_CHECK;

#endif
