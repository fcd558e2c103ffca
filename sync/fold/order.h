/*
 * order: which of a record's events knew which (RULES C2, C3, and ties).
 *
 * Private to fold/.  An event's place in the causal order is that of its
 * change set; once ratified, that of the ratifications (RULES A6); if it is
 * only quoted, what its author knew when it was first written (RULES C3).
 */
#ifndef SANJI_FOLD_ORDER_H
#define SANJI_FOLD_ORDER_H

#include "sync/fold/fold.h"

/* Most ratifications that can give one event its place. */
#define ORDER_RULINGS_MAX 8

/* What the author of a quoted event had known, sorted; none: no quote. */
struct order_past {
	struct event_id *ids;
	size_t count;
};

/* Where an event counts: indexes of the events it stands beside. */
struct order_place {
	const size_t *copies;
	size_t count;
	int is_quoted; /* by quotes alone, each with its order_past */
	size_t rulings[ORDER_RULINGS_MAX];
};

struct order {
	const struct chart *chart;
	const struct authority *authority;
	const struct fold_event *events;
	const struct order_past *pasts; /* one for each event */
	struct order_place *places;	/* likewise */
};

/* Whether event a, in its place, was known to the author of event b in its. */
int order_is_before(const struct order *o, size_t a, size_t b);

/* Whether the author of event b had seen event a, whatever came of either. */
int order_was_known(const struct order *o, size_t a, size_t b);

/*
 * A total order for breaking ties, equal on every replica: depth, tier,
 * claimed time, log, seq, place, of the change set.  Never decides what is
 * in force.
 */
int order_compare(const struct order *o, size_t a, size_t b);

/*
 * The order in which one of several concurrent edits is shown (RULES O4):
 * positive if a is shown over b.  Asked of who wrote an event first.
 */
int order_compare_shown(const struct order *o, size_t a, size_t b);

/* Sort the events into canonical order before places are given. */
void order_sort(const struct chart *chart, const struct authority *a,
    struct fold_event *events, size_t count);

/* For sorting and looking up ids. */
int order_compare_ids(const void *a, const void *b);

#endif
