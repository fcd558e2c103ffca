/*
 * One record, step by step:
 *
 *  1. sort the events into the canonical order;
 *  2. classify each by form, writer, forks, membership and power (A, B);
 *  3. apply rulings to held ones (A6, A7);
 *  4. of those in force, find the legal ones and settle pairs (O1 to O3);
 *  5. settle which edits are shown (O4);
 *  6. collect the columns.
 */
#include "sync/fold/fold.h"

#include <stdlib.h>
#include <string.h>

#include "sync/fold/work.h"

int
work_is_before(const struct work *w, size_t i, size_t k)
{
	if (w->is_chain)
		return i < k;
	return w->knows[i * w->live_count + k];
}

void
work_set(struct work *w, size_t event, enum event_status status,
    const char *reason, size_t against)
{
	w->events[event].status = status;
	w->events[event].reason = reason;
	w->events[event].against = against;
}

static void
work_free(struct work *w)
{
	free(w->inside_cut);
	free(w->order.places);
	free(w->live);
	free(w->knows);
}

static int
work_prepare(struct work *w, struct err *e)
{
	w->inside_cut = calloc(w->count + 1, 1);
	w->order.places = calloc(w->count + 1, sizeof(*w->order.places));
	w->live = calloc(w->count + 1, sizeof(*w->live));
	if (!w->inside_cut || !w->order.places || !w->live)
		return err_nomem(e);
	w->order.chart = w->view->chart;
	w->order.authority = w->authority;
	w->order.events = w->events;
	for (size_t i = 0; i < w->count; i++) {
		w->order.places[i].copies[0] = i;
		w->order.places[i].count = 1;
	}
	return 0;
}

static int
compare_live(const void *a, const void *b, void *context)
{
	return order_compare(context, *(const size_t *)a, *(const size_t *)b);
}

static int
is_chain(const struct work *w)
{
	for (size_t i = 1; i < w->live_count; i++)
		if (!order_is_before(&w->order, w->live[i - 1], w->live[i]))
			return 0;
	return 1;
}

/* What is over the limit waits; canonical order makes it the same ones. */
static void
limit_live(struct work *w)
{
	for (size_t i = FOLD_CONCURRENT_MAX; i < w->live_count; i++)
		work_set(w, w->live[i], EVENT_CONFLICT, "limit", w->live[i]);
	if (w->live_count > FOLD_CONCURRENT_MAX)
		w->live_count = FOLD_CONCURRENT_MAX;
}

static int
relate_live(struct work *w, struct err *e)
{
	size_t n = w->live_count;

	w->knows = calloc(n, n);
	if (w->knows == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			w->knows[i * n + k] = (unsigned char)order_is_before(
			    &w->order, w->live[i], w->live[k]);
	return 0;
}

static int
collect_live(struct work *w, struct err *e)
{
	for (size_t i = 0; i < w->count; i++)
		if (w->events[i].status == EVENT_OK &&
		    w->events[i].type->effect != EFFECT_RULES)
			w->live[w->live_count++] = i;
	qsort_r(
	    w->live, w->live_count, sizeof(*w->live), compare_live, &w->order);
	w->is_chain = is_chain(w);
	if (w->is_chain)
		return 0;
	limit_live(w);
	return relate_live(w, e);
}

static int
fold_steps(struct work *w, struct folded *out, struct err *e)
{
	if (work_prepare(w, e) != 0 || classify(w, e) != 0 ||
	    apply_rulings(w, e) != 0 || collect_live(w, e) != 0 ||
	    settle_outcomes(w, e) != 0 || settle_edits(w, e) != 0 ||
	    collect_values(w, out, e) != 0)
		return -1;
	out->state = w->state;
	for (size_t i = 0; i < w->count; i++)
		out->read_only |= w->events[i].status == EVENT_UNKNOWN;
	return 0;
}

int
fold_record(const struct record_type *t, const struct view *view,
    const struct authority *a, uint32_t space, struct fold_event *events,
    size_t count, struct folded *out, struct err *e)
{
	struct work w = {
	    .type = t,
	    .view = view,
	    .authority = a,
	    .space = space,
	    .events = events,
	    .count = count,
	};
	int failed;

	memset(out, 0, sizeof(*out));
	if (count > FOLD_EVENTS_MAX)
		return err_set(e, ERR_LIMIT, "a record of more than %d events",
		    FOLD_EVENTS_MAX);
	order_sort(view->chart, a, events, count);
	failed = fold_steps(&w, out, e);
	work_free(&w);
	if (failed)
		folded_free(out);
	return failed;
}

void
folded_free(struct folded *f)
{
	for (size_t i = 0; i < f->value_count; i++)
		json_decref(f->values[i]);
	memset(f, 0, sizeof(*f));
}
