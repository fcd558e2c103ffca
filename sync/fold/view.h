/*
 * view: what the fold may ask about change sets other than a record's own.
 *
 * The fold is pure: the same set of change sets gives the same answer.  The
 * engine answers from the store; only forks, cuts, seals and the
 * age of a hall's view ask.
 */
#ifndef SANJI_FOLD_VIEW_H
#define SANJI_FOLD_VIEW_H

#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/base/name.h"
#include "sync/ledger/past.h"

/* Length of a signing key, as events carry it in hexadecimal. */
#define VIEW_KEY_LEN 32

struct view {
	const struct chart *chart;
	void *context;
	/* 1 and the position, 0 if not held, -1 on error. */
	int (*find)(void *context, const struct changeset_id *id,
	    struct position *out, struct err *e);
	/* The past of the change set at a position and the key it is signed
	 * with; both outs may be NULL. */
	int (*look)(void *context, struct position at, struct past *past_out,
	    uint8_t key_out[VIEW_KEY_LEN], struct err *e);
	/* The claimed time of the change set at a position. */
	int (*time_of)(
	    void *context, struct position at, int64_t *out, struct err *e);
};

#endif
