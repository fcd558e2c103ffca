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

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "schema/records/standing.h"
#include "sync/fold/work.h"

int
work_is_before(const struct work *w, size_t i, size_t k)
{
	if (w->is_chain)
		return i < k;
	return live_set_has(&w->before[k], i);
}

static struct standing_event
standing_of(const struct work *w, size_t i)
{
	const struct fold_event *ev = &w->events[w->live[i]];

	return (struct standing_event){.type = ev->type,
	    .body = ev->body,
	    .hall = ev->log.hall.digits,
	    .home = ev->log.space.hall.digits,
	    .time = ev->time};
}

void
work_lay_out(struct work *w, size_t i, struct standing *seen)
{
	struct standing_event ev = standing_of(w, i);

	standing_add(seen, w->standing, &ev);
}

const struct guard_rule *
work_ask_guard(const struct work *w, size_t i, const struct standing *seen)
{
	struct standing_event ev = standing_of(w, i);
	const struct guard_rule *no =
	    ev.type->need == NULL ? NULL : ev.type->need(seen);

	return no != NULL || ev.type->guard == NULL ? no
						    : ev.type->guard(seen, &ev);
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
	for (size_t i = 0; w->pasts != NULL && i < w->total; i++)
		free(w->pasts[i].ids);
	free(w->pasts);
	free(w->copies);
	free(w->leader);
	free(w->inside_cut);
	free(w->order.places);
	free(w->live);
	free(w->before);
	free(w->standing);
}

static int
work_prepare(struct work *w, struct err *e)
{
	w->total = w->count;
	w->inside_cut = calloc(w->count + 1, 1);
	w->pasts = calloc(w->count + 1, sizeof(*w->pasts));
	w->copies = calloc(w->count + 1, sizeof(*w->copies));
	w->leader = calloc(w->count + 1, sizeof(*w->leader));
	w->order.places = calloc(w->count + 1, sizeof(*w->order.places));
	w->live = calloc(w->count + 1, sizeof(*w->live));
	if (!w->inside_cut || !w->pasts || !w->copies || !w->leader ||
	    !w->order.places || !w->live)
		return err_nomem(e);
	w->order.chart = w->view->chart;
	w->order.authority = w->authority;
	w->order.events = w->events;
	w->order.pasts = w->pasts;
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

	w->before = calloc(3 * n, sizeof(*w->before));
	if (w->before == NULL)
		return err_nomem(e);
	w->after = w->before + n;
	w->beside = w->after + n;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			if (order_is_before(
				&w->order, w->live[i], w->live[k])) {
				live_set_add(&w->before[k], i);
				live_set_add(&w->after[i], k);
			}
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			if (k != i && !live_set_has(&w->before[i], k) &&
			    !live_set_has(&w->after[i], k))
				live_set_add(&w->beside[i], k);
	return 0;
}

struct counted {
	size_t event;
	size_t known; /* live events its author knew */
};

static int
compare_counted(const void *a, const void *b, void *context)
{
	const struct counted *x = a, *y = b;

	if (x->known != y->known)
		return x->known < y->known ? -1 : 1;
	return order_compare(context, x->event, y->event);
}

static int
has_quoted(const struct work *w)
{
	for (size_t i = 0; i < w->live_count; i++)
		if (w->order.places[w->live[i]].is_quoted)
			return 1;
	return 0;
}

/*
 * A quote may come before that of an event its author knew: what an event
 * was built on has to be settled before it.
 */
static int
sort_by_past(struct work *w, struct err *e)
{
	size_t n = w->live_count;
	struct counted *all = calloc(n, sizeof(*all));

	if (all == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < n; i++) {
		all[i].event = w->live[i];
		for (size_t k = 0; k < n; k++)
			all[i].known += (size_t)order_is_before(
			    &w->order, w->live[k], w->live[i]);
	}
	qsort_r(all, n, sizeof(*all), compare_counted, &w->order);
	for (size_t i = 0; i < n; i++)
		w->live[i] = all[i].event;
	free(all);
	return 0;
}

/* What moves, notes or edits, and rulings on events beside each other. */
static int
is_live(const struct fold_event *ev)
{
	return ev->status == EVENT_OK && (ev->type->effect != EFFECT_RULES ||
					     ruling_is_on_pairs(ev->type));
}

static int
collect_live(struct work *w, struct err *e)
{
	for (size_t i = 0; i < w->count; i++)
		if (is_live(&w->events[i]))
			w->live[w->live_count++] = i;
	w->standing = calloc(w->live_count + 1, sizeof(*w->standing));
	if (w->standing == NULL)
		return err_nomem(e);
	qsort_r(
	    w->live, w->live_count, sizeof(*w->live), compare_live, &w->order);
	w->is_chain = is_chain(w);
	if (w->is_chain)
		return 0;
	limit_live(w);
	if (has_quoted(w) && sort_by_past(w, e) != 0)
		return -1;
	return relate_live(w, e);
}

static int
fold_steps(struct work *w, struct folded *out, struct err *e)
{
	if (work_prepare(w, e) != 0 || classify(w, e) != 0 ||
	    copies_join(w, e) != 0 || apply_rulings(w, e) != 0 ||
	    collect_live(w, e) != 0 || settle_outcomes(w, e) != 0 ||
	    settle_edits(w, e) != 0 || collect_values(w, out, e) != 0)
		return -1;
	copies_tell(w);
	out->state = w->state;
	for (size_t i = 0; i < w->total; i++)
		out->read_only |= w->events[i].status == EVENT_UNKNOWN;
	return 0;
}

static int
relate(const struct work *w, struct fold_relation *out, struct err *e)
{
	size_t n = w->count;

	if (n > FOLD_RELATED_MAX)
		return err_set(e, ERR_LIMIT,
		    "a record of %zu events is too long to be moved (at most "
		    "%d)",
		    n, FOLD_RELATED_MAX);
	out->count = n;
	out->before = calloc(n * n + 1, 1);
	if (out->before == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			out->before[i * n + k] =
			    (unsigned char)order_is_before(&w->order, i, k);
	return 0;
}

int
fold_related(const struct record_type *t, const struct view *view,
    const struct authority *a, uint32_t space, struct fold_event *events,
    size_t count, struct folded *out, struct fold_relation *relation_out,
    struct err *e)
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
	failed = fold_steps(&w, out, e) != 0 ||
		 (relation_out != NULL && relate(&w, relation_out, e) != 0);
	work_free(&w);
	if (failed)
		folded_free(out);
	return failed ? -1 : 0;
}

int
fold_record(const struct record_type *t, const struct view *view,
    const struct authority *a, uint32_t space, struct fold_event *events,
    size_t count, struct folded *out, struct err *e)
{
	return fold_related(t, view, a, space, events, count, out, NULL, e);
}

void
folded_free(struct folded *f)
{
	for (size_t i = 0; i < f->value_count; i++)
		json_decref(f->values[i]);
	memset(f, 0, sizeof(*f));
}

void
fold_relation_free(struct fold_relation *r)
{
	free(r->before);
	*r = (struct fold_relation){.count = 0};
}
