/*
 * receipts: signing what is held here, keeping what others signed, and the
 * stamps that follow (RULES R).
 */
#ifndef SANJI_ENGINE_RECEIPTS_H
#define SANJI_ENGINE_RECEIPTS_H

#include "sync/engine/engine.h"

/*
 * A receipt covers a change set only with the keys it and all below it
 * commit to (RULES R1).
 */
enum receipt_extent {
	RECEIPT_WHOLE, /* spaces in which no key is lacking, the others not
			  at all: their keys are on the way */
	RECEIPT_REACH, /* as far as each branch is whole */
};

/*
 * Sign receipts for the marked spaces (an array by space number, NULL: all)
 * whose heads differ from this hall's newest receipt.  Within a
 * transaction: they count once it is committed.
 */
int engine_sign_receipts(struct engine *g, const unsigned char *spaces,
    size_t space_count, enum receipt_extent extent, struct err *e) MUST_CHECK;

/* The same for all spaces, as far as they reach, in a transaction of its own
 * unless one is open. */
int engine_sign_all(struct engine *g, struct err *e) MUST_CHECK;

/* The same, if something is lacking: what is whole is not to wait for it. */
int engine_sign_whole(struct engine *g, struct err *e) MUST_CHECK;

/*
 * Keep a receipt that came from elsewhere if it is well-formed, about a
 * space held here, signed by a member that may hold it, and newer than what
 * is kept.  What the signer's newest key signed is newer than what an older
 * one did, whatever their counters: who stole a key may have used the
 * highest.  kept_out is 1 if so.  Something else is dropped without harm: -1
 * only if the world failed.
 *
 * One of this hall's own that it has not signed, as far as it knows, opens a
 * new incarnation (RULES R2).
 */
int engine_take_receipt(struct engine *g, const void *text, size_t len,
    const struct signature *sig, int64_t time_s, int *kept_out,
    struct err *e) MUST_CHECK;

/* What a stamp says of one hall and one change set. */
enum engine_stamp {
	STAMP_NONE,   /* no receipt covers it */
	STAMP_HELD,   /* the hall signed that it holds it */
	STAMP_AUTHOR, /* the hall wrote it, or it is this hall */
};

/* Whether a hall has receipted the change set (RULES R3). */
int engine_stamp_of(struct engine *g, const struct changeset_id *changeset,
    size_t hall, enum engine_stamp *out, struct err *e) MUST_CHECK;

#endif
