/*
 * Edits of fields (RULES O4): what a later edit had seen is overwritten;
 * among concurrent ones the one of the higher tier is shown, then of the
 * later claimed time, then of the greater log name; the others are
 * superseded.  Each field is decided on its own.
 */
#include <stdlib.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "sync/fold/work.h"

json_t *
event_field(const struct fold_event *ev, const char *name, unsigned personal)
{
	const json_t *in = ev->body;

	if (personal)
		in = json_object_get(in, EVENT_PERSONAL);
	return json_object_get(in, name);
}

static int
sets_field(const struct work *w, size_t i, const char *field, unsigned personal)
{
	const struct fold_event *ev = &w->events[w->live[i]];

	return ev->type->effect == EFFECT_EDITS &&
	       ev->status != EVENT_REFUSED && ev->status != EVENT_BLOCKED &&
	       ev->status != EVENT_READDRESSED &&
	       event_field(ev, field, personal) != NULL;
}

/* Nobody who set the field had seen this edit of it. */
static int
is_latest(const struct work *w, size_t i, const char *field, unsigned personal)
{
	for (size_t k = 0; k < w->live_count; k++)
		if (k != i && sets_field(w, k, field, personal) &&
		    work_is_before(w, i, k))
			return 0;
	return 1;
}

static size_t
last_in_chain(const struct work *w, const char *field, unsigned personal)
{
	for (size_t i = w->live_count; i > 0; i--)
		if (sets_field(w, i - 1, field, personal))
			return w->live[i - 1];
	return w->count;
}

size_t
shown_edit(const struct work *w, const char *field, unsigned personal)
{
	size_t shown = w->count;

	if (w->is_chain)
		return last_in_chain(w, field, personal);
	for (size_t i = 0; i < w->live_count; i++) {
		size_t ev = w->live[i];

		if (!sets_field(w, i, field, personal) ||
		    !is_latest(w, i, field, personal))
			continue;
		if (shown == w->count ||
		    order_compare_shown(&w->order, ev, shown) > 0)
			shown = ev;
	}
	return shown;
}

/*
 * An edit is shown if any of its fields is; else superseded if any lost to
 * a concurrent one; else overwritten.
 */
static enum event_status
better(enum event_status a, enum event_status b)
{
	if (a == EVENT_OK || b == EVENT_OK)
		return EVENT_OK;
	return a == EVENT_SUPERSEDED || b == EVENT_SUPERSEDED
		   ? EVENT_SUPERSEDED
		   : EVENT_OVERWRITTEN;
}

static void
settle_field(struct work *w, const struct field_type *f, unsigned char *told)
{
	unsigned personal = f->flags & FIELD_PERSONAL;
	size_t shown = shown_edit(w, f->name, personal);

	for (size_t i = 0; i < w->live_count; i++) {
		size_t ev = w->live[i];
		enum event_status status = EVENT_OVERWRITTEN;

		if (!sets_field(w, i, f->name, personal))
			continue;
		if (ev == shown)
			status = EVENT_OK;
		else if (!w->is_chain && is_latest(w, i, f->name, personal))
			status = EVENT_SUPERSEDED;
		if (told[ev])
			status = better(status, w->events[ev].status);
		told[ev] = 1;
		work_set(w, ev, status, status == EVENT_OK ? "" : "RULES O4",
		    status == EVENT_OK ? ev : shown);
	}
}

int
settle_edits(struct work *w, struct err *e)
{
	unsigned char *told = calloc(1, w->count + 1);

	if (told == NULL)
		return err_nomem(e);
	for (const struct event_type *t = w->type->events; t->kind; t++) {
		if (t->effect != EFFECT_EDITS)
			continue;
		for (const struct field_type *f = t->fields; f->name; f++)
			settle_field(w, f, told);
	}
	free(told);
	return 0;
}
