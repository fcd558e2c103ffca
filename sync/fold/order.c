#include "sync/fold/order.h"

#include <stdlib.h>

/* A hall's rank; one never admitted is below everybody. */
static unsigned
rank_of(const struct authority *a, size_t hall)
{
	return hall == HALL_UNKNOWN ? AUTHORITY_RANK_MAX : a->halls[hall].rank;
}

static const struct log_name *
log_of(const struct chart *c, const struct fold_event *ev)
{
	return &c->logs[c->branches[ev->at.branch].log].name;
}

static int
compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int
compare_times(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Depth, tier, claimed time, log, seq, id, place. */
static int
compare_copies(const struct chart *c, const struct authority *a,
    const struct fold_event *x, const struct fold_event *y)
{
	int order = compare_numbers(x->depth, y->depth);

	if (order == 0)
		order = compare_numbers(
		    rank_of(a, x->writer), rank_of(a, y->writer));
	if (order == 0)
		order = compare_times(x->written, y->written);
	if (order == 0)
		order = log_name_compare(log_of(c, x), log_of(c, y));
	if (order == 0)
		order = compare_numbers(x->at.seq, y->at.seq);
	if (order == 0)
		order = changeset_id_compare(&x->changeset, &y->changeset);
	return order != 0 ? order : compare_numbers(x->place, y->place);
}

/* Whether the copy at x was known to the change set of y. */
static int
knew(const struct chart *c, const struct fold_event *x,
    const struct fold_event *y)
{
	if (x->at.branch == y->at.branch && x->at.seq == y->at.seq)
		return x->place < y->place;
	return past_contains(&y->past, c, x->at);
}

/* --- what quotes say they knew ------------------------------------------- */

int
order_compare_ids(const void *a, const void *b)
{
	const struct event_id *x = a, *y = b;
	int order = changeset_id_compare(&x->changeset, &y->changeset);

	return order != 0 ? order : compare_numbers(x->place, y->place);
}

static int
past_names(const struct order_past *p, const struct event_id *id)
{
	return p->count > 0 && bsearch(id, p->ids, p->count, sizeof(*id),
				   order_compare_ids) != NULL;
}

/* Whether every copy of event b says that its author knew event a (C2). */
static int
is_named(const struct order *o, size_t a, size_t b)
{
	const struct order_place *p = &o->places[b];

	for (size_t i = 0; i < p->count; i++)
		if (!past_names(&o->pasts[p->copies[i]], &o->events[a].id))
			return 0;
	return 1;
}

/* --- which knew which ---------------------------------------------------- */

/* Whether every copy of b knew a copy of a (RULES C2). */
static int
is_below(const struct order *o, size_t a, size_t b)
{
	const struct order_place *pa = &o->places[a], *pb = &o->places[b];

	for (size_t k = 0; k < pb->count; k++) {
		int found = 0;

		for (size_t i = 0; i < pa->count && !found; i++)
			found = knew(o->chart, &o->events[pa->copies[i]],
			    &o->events[pb->copies[k]]);
		if (!found)
			return 0;
	}
	return 1;
}

/* A quoted event is ordered by what its author knew, not its quotes (C3). */
int
order_is_before(const struct order *o, size_t a, size_t b)
{
	if (a == b)
		return 0;
	if (o->places[b].is_quoted)
		return is_named(o, a, b);
	if (o->places[a].is_quoted && is_named(o, b, a))
		return 0;
	return is_below(o, a, b);
}

int
order_was_known(const struct order *o, size_t a, size_t b)
{
	if (a == b)
		return 0;
	if (o->events[b].is_quote)
		return past_names(&o->pasts[b], &o->events[a].id);
	return knew(o->chart, &o->events[a], &o->events[b]);
}

/* --- ties ---------------------------------------------------------------- */

/* The first of an event's places in the total order. */
static const struct fold_event *
first_place(const struct order *o, size_t a)
{
	const struct order_place *p = &o->places[a];
	const struct fold_event *first = &o->events[p->copies[0]];

	for (size_t i = 1; i < p->count; i++) {
		const struct fold_event *ev = &o->events[p->copies[i]];

		if (compare_copies(o->chart, o->authority, ev, first) < 0)
			first = ev;
	}
	return first;
}

int
order_compare(const struct order *o, size_t a, size_t b)
{
	int order = compare_copies(
	    o->chart, o->authority, first_place(o, a), first_place(o, b));

	return order != 0 ? order : compare_numbers(a, b);
}

int
fold_compare_shown(const struct fold_event *a, const struct fold_event *b)
{
	int order = compare_numbers(b->rank, a->rank);

	if (order == 0)
		order = compare_times(a->time, b->time);
	if (order == 0)
		order = log_name_compare(&a->log, &b->log);
	return order != 0 ? order : order_compare_ids(&a->id, &b->id);
}

int
order_compare_shown(const struct order *o, size_t a, size_t b)
{
	return fold_compare_shown(&o->events[a], &o->events[b]);
}

struct sorting {
	const struct chart *chart;
	const struct authority *authority;
};

static int
compare_for_sort(const void *x, const void *y, void *context)
{
	const struct sorting *s = context;

	return compare_copies(s->chart, s->authority, x, y);
}

void
order_sort(const struct chart *chart, const struct authority *a,
    struct fold_event *events, size_t count)
{
	struct sorting s = {chart, a};

	qsort_r(events, count, sizeof(*events), compare_for_sort, &s);
}
