/*
 * settle: which events of a set stand, and the state they add up to.
 *
 *	a set of live events, pairs --> [settle] --> standing, waiting, state
 *
 * Private to fold/.  Asked once for what each author had seen, and once for
 * all.
 */
#ifndef SANJI_FOLD_SETTLE_H
#define SANJI_FOLD_SETTLE_H

#include "sync/fold/pairs.h"

struct settled {
	struct live_set in;	/* what was looked at */
	struct live_set stands; /* neither a loser nor blocked */
	struct live_set waits;	/* in a conflict */
	struct live_set away;	/* did not know that the record left (H3) */
	unsigned state;
};

/* Settle the events of out->in. */
void settle_set(struct work *w, const struct pairs *p, struct settled *out);

/* The event by which the record left without i; live_count if there is none. */
size_t
settle_left_without(const struct work *w, const struct settled *s, size_t i);

/* Lay out what stands in a set (work.h). */
struct standing settle_lay_out(struct work *w, const struct settled *s);

/* What i gives way to in the set; live_count if to nothing. */
size_t
settle_winner(const struct pairs *p, const struct live_set *in, size_t i);

#endif
