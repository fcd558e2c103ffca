/*
 * Events that are quoted: what a quote says, and which copies are of one
 * event (RULES C1, C2).
 *
 * An event's class is that of its best copy; that one stands for it in all
 * that follows, and the copies of the same class give it its place.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "sync/fold/listing.h"
#include "sync/fold/work.h"

/* --- what a quote says --------------------------------------------------- */

void
copies_begin(struct work *w)
{
	for (size_t i = 0; i < w->count; i++) {
		struct fold_event *ev = &w->events[i];
		const struct chart *c = w->view->chart;

		ev->is_quote = 0;
		ev->id = (struct event_id){ev->changeset, ev->place};
		ev->log = c->logs[c->branches[ev->at.branch].log].name;
		ev->hall = ev->writer;
		ev->rank = ev->writer == HALL_UNKNOWN
			       ? AUTHORITY_RANK_MAX
			       : w->authority->halls[ev->writer].rank;
		ev->time = ev->written;
	}
}

static int
read_past(const json_t *list, struct order_past *out, struct err *e)
{
	size_t i;
	json_t *text;

	out->ids = calloc(json_array_size(list) + 1, sizeof(*out->ids));
	if (out->ids == NULL)
		return err_nomem(e);
	json_array_foreach (list, i, text)
		if (event_id_parse(
			json_string_value(text), &out->ids[out->count]) == 0)
			out->count++;
	qsort(out->ids, out->count, sizeof(*out->ids), order_compare_ids);
	return 0;
}

static int
read_origin(const struct work *w, struct fold_event *ev)
{
	struct space_name space = {.kind = w->type->space};

	if (hall_code_parse(
		json_member_text(ev->body, "ledger"), &space.hall) != 0 ||
	    log_name_parse(
		json_member_text(ev->body, "log"), &space, &ev->log) != 0 ||
	    event_id_parse(json_member_text(ev->body, "event"), &ev->id) != 0)
		return -1;
	ev->time = json_member_integer(ev->body, "time", 0);
	ev->hall = authority_hall(w->authority, &ev->log.hall);
	ev->rank = listing_rank(w->authority, &ev->log.hall);
	ev->is_quote = 1;
	return 0;
}

int
fold_can_be_quoted(const struct event_type *t)
{
	switch (t->effect) {
	case EFFECT_MOVES:
	case EFFECT_NOTES:
	case EFFECT_EDITS:
		return 1;
	case EFFECT_RULES:
		return ruling_is_on_pairs(t);
	default:
		return 0;
	}
}

/* A quote is of another event of the same record. */
static int
is_of_record(const json_t *quote, const json_t *content)
{
	return strcmp(json_member_text(quote, EVENT_ON),
		   json_member_text(content, EVENT_ON)) == 0;
}

int
copies_open_quote(struct work *w, size_t i, struct err *e)
{
	struct fold_event *ev = &w->events[i];
	json_t *content = json_object_get(ev->body, "content");
	const struct event_type *type =
	    event_type_of_kind(w->type, json_member_text(content, EVENT_DO));

	if (type == NULL) {
		work_set(w, i, EVENT_UNKNOWN, "kind", i);
		return 0;
	}
	if (!fold_can_be_quoted(type) || !is_of_record(ev->body, content) ||
	    event_check_sealed(type, content, NULL) != 0 ||
	    read_origin(w, ev) != 0) {
		work_set(w, i, EVENT_REFUSED, "form", i);
		return 0;
	}
	if (read_past(json_object_get(ev->body, "past"), &w->pasts[i], e) != 0)
		return -1;
	(void)json_incref(content);
	json_decref(ev->body);
	ev->body = content;
	ev->type = type;
	return 0;
}

/* --- copies of one event ------------------------------------------------- */

/* How good a copy is (RULES C2). */
static int
grade_of(const struct fold_event *ev)
{
	switch (ev->class) {
	case EVENT_OK:
		return 5;
	case EVENT_HELD:
		return 4;
	case EVENT_AWAITED:
		return 3;
	case EVENT_FORKED:
		return 2;
	case EVENT_REFUSED:
		return 1;
	default:
		return 0;
	}
}

/* The copies of a record's events, those of one event beside each other. */
struct joining {
	struct work *work;
	struct buf *texts; /* of what each says */
	size_t *sorted;
	size_t *leader; /* for each: the copy that stands for it */
};

static int
joining_make(struct joining *j, struct err *e)
{
	const struct work *w = j->work;

	j->texts = calloc(w->count, sizeof(*j->texts));
	j->sorted = calloc(w->count, sizeof(*j->sorted));
	j->leader = calloc(w->count, sizeof(*j->leader));
	if (!j->texts || !j->sorted || !j->leader)
		return err_nomem(e);
	for (size_t i = 0; i < w->count; i++) {
		j->sorted[i] = i;
		if (w->events[i].body != NULL &&
		    json_write(w->events[i].body, &j->texts[i], e) != 0)
			return -1;
	}
	return 0;
}

static void
joining_free(struct joining *j)
{
	for (size_t i = 0; j->texts != NULL && i < j->work->total; i++)
		buf_free(&j->texts[i]);
	free(j->texts);
	free(j->sorted);
	free(j->leader);
}

/* Same id, and as far as its author's log says it, the same content (C1). */
static int
compare_origin(const struct fold_event *x, const struct fold_event *y)
{
	int order = order_compare_ids(&x->id, &y->id);

	if (order == 0)
		order = (x->time > y->time) - (x->time < y->time);
	return order != 0 ? order : log_name_compare(&x->log, &y->log);
}

int
fold_is_same_event(const struct fold_event *a, const struct fold_event *b)
{
	return compare_origin(a, b) == 0 && json_equal(a->body, b->body);
}

static int
compare_said(const struct joining *j, size_t a, size_t b)
{
	int order = compare_origin(&j->work->events[a], &j->work->events[b]);

	return order != 0
		   ? order
		   : strcmp(buf_text(&j->texts[a]), buf_text(&j->texts[b]));
}

static int
compare_for_sort(const void *a, const void *b, void *context)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int order = compare_said(context, x, y);

	return order != 0 ? order : (x > y) - (x < y);
}

/* Copies of one event, in canonical order: they follow the best, the first
 * of several. */
static void
lead(struct joining *j, size_t from, size_t to)
{
	const struct fold_event *events = j->work->events;
	size_t best = j->sorted[from];

	for (size_t i = from + 1; i < to; i++)
		if (grade_of(&events[j->sorted[i]]) > grade_of(&events[best]))
			best = j->sorted[i];
	for (size_t i = from; i < to; i++)
		j->leader[j->sorted[i]] = best;
}

static void
find_leaders(struct joining *j)
{
	size_t from = 0, count = j->work->count;

	qsort_r(j->sorted, count, sizeof(*j->sorted), compare_for_sort, j);
	for (size_t to = 1; to <= count; to++) {
		if (to < count &&
		    compare_said(j, j->sorted[from], j->sorted[to]) == 0)
			continue;
		lead(j, from, to);
		from = to;
	}
}

/* --- leaders first ------------------------------------------------------- */

struct arranged {
	struct fold_event *events;
	struct order_past *pasts;
	unsigned char *inside_cut;
	size_t *now; /* where each is, by where it was */
};

static int
arranged_make(struct arranged *a, size_t count, struct err *e)
{
	a->events = calloc(count, sizeof(*a->events));
	a->pasts = calloc(count, sizeof(*a->pasts));
	a->inside_cut = calloc(count, 1);
	a->now = calloc(count, sizeof(*a->now));
	return a->events && a->pasts && a->inside_cut && a->now ? 0
								: err_nomem(e);
}

static void
arranged_free(struct arranged *a)
{
	free(a->events);
	free(a->pasts);
	free(a->inside_cut);
	free(a->now);
}

/* Leaders keep their order, and so do the others, after them. */
static size_t
arrange(struct work *w, const size_t *leader, struct arranged *a)
{
	size_t count = 0, leaders;

	for (int others = 0; others < 2; others++) {
		leaders = others == 0 ? 0 : count;
		for (size_t i = 0; i < w->count; i++) {
			if ((leader[i] != i) != others)
				continue;
			a->events[count] = w->events[i];
			a->pasts[count] = w->pasts[i];
			a->inside_cut[count] = w->inside_cut[i];
			a->now[i] = count++;
		}
	}
	memcpy(w->events, a->events, count * sizeof(*a->events));
	memcpy(w->pasts, a->pasts, count * sizeof(*a->pasts));
	memcpy(w->inside_cut, a->inside_cut, count);
	return leaders;
}

static int
counts_for_place(const struct work *w, size_t i)
{
	return grade_of(&w->events[i]) == grade_of(&w->events[w->leader[i]]);
}

/* Give each leader the copies as good as itself for its place (RULES C2). */
static void
place_leaders(struct work *w)
{
	struct order_place *places = w->order.places;
	size_t used = 0;

	for (size_t i = 0; i < w->total; i++)
		places[w->leader[i]].count += (size_t)counts_for_place(w, i);
	for (size_t i = 0; i < w->count; i++) {
		places[i].copies = w->copies + used;
		places[i].is_quoted = 1;
		used += places[i].count;
		places[i].count = 0;
	}
	for (size_t i = 0; i < w->total; i++) {
		struct order_place *p = &places[w->leader[i]];

		if (!counts_for_place(w, i))
			continue;
		w->copies[(size_t)(p->copies - w->copies) + p->count++] = i;
		p->is_quoted &= w->events[i].is_quote;
		w->inside_cut[w->leader[i]] |= w->inside_cut[i];
	}
}

static int
has_quotes(const struct work *w)
{
	for (size_t i = 0; i < w->count; i++)
		if (w->events[i].is_quote)
			return 1;
	return 0;
}

static void
place_alone(struct work *w)
{
	for (size_t i = 0; i < w->count; i++) {
		w->copies[i] = w->leader[i] = i;
		w->order.places[i].copies = &w->copies[i];
		w->order.places[i].count = 1;
	}
}

static void
follow(struct work *w, const size_t *leader, const size_t *now)
{
	for (size_t i = 0; i < w->total; i++)
		w->leader[now[i]] = now[leader[i]];
}

int
copies_join(struct work *w, struct err *e)
{
	struct joining j = {.work = w};
	struct arranged a = {.events = NULL};
	int failed;

	if (!has_quotes(w)) {
		place_alone(w);
		return 0;
	}
	failed =
	    joining_make(&j, e) != 0 || arranged_make(&a, w->count, e) != 0;
	if (!failed) {
		find_leaders(&j);
		w->count = arrange(w, j.leader, &a);
		follow(w, j.leader, a.now);
		place_leaders(w);
	}
	arranged_free(&a);
	joining_free(&j);
	return failed ? -1 : 0;
}

/* Copies as good as the leader share its fate; others say what they are. */
void
copies_tell(struct work *w)
{
	for (size_t i = w->count; i < w->total; i++) {
		struct fold_event *ev = &w->events[i];
		const struct fold_event *to = &w->events[w->leader[i]];

		if (counts_for_place(w, i)) {
			ev->status = to->status;
			ev->reason = to->reason;
			ev->against =
			    to->against == w->leader[i] ? i : to->against;
		} else {
			work_set(w, i, ev->status, "RULES C2", w->leader[i]);
		}
	}
}
