/*
 * intake: change sets of a run and the keys that follow them, stored
 * together.
 *
 *	CHANGESETS --> kept --KEYS, or whatever comes next--> engine, at once
 *
 * Keys come in the frame after the change sets they belong to.  Both go into
 * one transaction, so that a receipt is signed once and covers both.
 * Private to engine/.
 */
#ifndef SANJI_ENGINE_INTAKE_H
#define SANJI_ENGINE_INTAKE_H

#include "schema/base/buf.h"
#include "sync/engine/case_keys.h"

struct intake;

/* NULL with ERR_NOMEM.  Freed by intake_free(); NULL is fine. */
struct intake *intake_new(struct err *e) MUST_CHECK;
void intake_free(struct intake *in);

/* Change sets are kept and not stored yet; NULL: no. */
int intake_is_full(const struct intake *in);

/* Unpack a CHANGESETS payload; what was kept must have been stored. */
int intake_keep(
    struct intake *in, const struct buf *payload, struct err *e) MUST_CHECK;

/* Whence and when something comes. */
struct intake_origin {
	int64_t carried; /* sync record */
	int64_t time_s;
};

/*
 * Store what is kept (in may be NULL) and the keys, in one transaction.
 * -1 only if the world failed; then nothing was stored.
 */
int intake_store(struct intake *in, struct engine *g,
    const struct carried_keys *keys, const struct intake_origin *from,
    struct engine_batch_result *out, struct err *e) MUST_CHECK;

#endif
