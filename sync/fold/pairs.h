/*
 * pairs: what the declared rules, and rulings, say of two concurrent events.
 *
 *	live events, declared pairs, rulings --> [pairs] --> who gives way
 *
 * Private to fold/.  The declared rule of each concurrent pair is looked up
 * once for a fold; which rulings count depends on the set looked at, since
 * legality is asked of what an author had seen.
 */
#ifndef SANJI_FOLD_PAIRS_H
#define SANJI_FOLD_PAIRS_H

#include "sync/fold/work.h"

struct pairs {
	const struct work *work;
	/* [i * live_count + k]: of concurrent events, else NULL; and whether
	 * i is the one it names first. */
	const struct pair_rule **rules;
	unsigned char *is_first;
	/* Rulings on pairs: live events, and what each names. */
	struct chosen {
		size_t ruling;
		size_t event;
	} * chosen;
	size_t chosen_count;
};

/* Prepare; to be freed also if it failed. */
int
pairs_prepare(struct pairs *p, const struct work *w, struct err *e) MUST_CHECK;
void pairs_free(struct pairs *p);

/* The rule of a concurrent pair. */
const struct pair_rule *pairs_rule(const struct pairs *p, size_t i, size_t k);

/*
 * The ruling in a set that says which of two concurrent events stands, and
 * in i_stands_out which way; live_count if there is none.
 */
size_t pairs_ruling(const struct pairs *p, const struct live_set *in, size_t i,
    size_t k, int *i_stands_out);

/* Whether a ruling left two concurrent events as they are. */
int pairs_is_kept(const struct pairs *p, size_t i, size_t k);

/* Whether i gives way to k, among the events of a set. */
int pairs_gives_way(
    const struct pairs *p, const struct live_set *in, size_t i, size_t k);

/* Whether neither of two may stand before somebody rules. */
int pairs_is_conflict(
    const struct pairs *p, const struct live_set *in, size_t i, size_t k);

/* Whether two are the same step, of which one counts. */
int pairs_is_same_step(const struct pairs *p, size_t i, size_t k);

#endif
