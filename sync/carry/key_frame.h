/*
 * key_frame: case keys as they travel, and which are lacking.
 *
 *	keys --write--> KEYS payload --read--> keys
 *	hashes of keys lacking --write--> the end of a FRONTIER --read--> hashes
 *
 * Both are lists by space, to the end of the payload (docs/PROTOCOL.md).
 */
#ifndef SANJI_CARRY_KEY_FRAME_H
#define SANJI_CARRY_KEY_FRAME_H

#include "crypto/case_key.h"
#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/name.h"

/* Most keys of a payload, and most that are asked for in one. */
#define FRAME_KEYS_MAX 8192
#define FRAME_WANTS_MAX 8192

/* Keys on their way.  A zeroed list is empty and ready. */
struct carried_keys {
	struct carried_key {
		struct space_name space;
		struct case_key key;
	} * all;
	size_t count;
	size_t room;
};

/* Wipe and release. */
void carried_keys_free(struct carried_keys *k);

int carried_keys_add(struct carried_keys *k, const struct space_name *space,
    const struct case_key *key, struct err *e) MUST_CHECK;

/* At most FRAME_KEYS_MAX of them. */
int carried_keys_write(
    const struct carried_keys *k, struct buf *out, struct err *e) MUST_CHECK;

struct reader;
int carried_keys_read(
    struct reader *r, struct carried_keys *out, struct err *e) MUST_CHECK;

/* Keys somebody lacks, by their hashes.  A zeroed list is empty and ready. */
struct key_wants {
	struct key_want {
		struct space_name space;
		struct case_key_hash hash;
	} * all;
	size_t count;
	size_t room;
};

void key_wants_free(struct key_wants *w);

int key_wants_add(struct key_wants *w, const struct space_name *space,
    const struct case_key_hash *hash, struct err *e) MUST_CHECK;

/*
 * Written in one order, so that equal lists are equal bytes; of more than
 * FRAME_WANTS_MAX the first ones.
 */
int
key_wants_write(struct key_wants *w, struct buf *out, struct err *e) MUST_CHECK;

int key_wants_read(
    struct reader *r, struct key_wants *out, struct err *e) MUST_CHECK;

#endif
