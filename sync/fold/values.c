/*
 * The columns of the projection, from the events in force.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "sync/fold/work.h"

size_t
opening_event(const struct work *w)
{
	for (size_t i = 0; i < w->live_count; i++) {
		const struct fold_event *ev = &w->events[w->live[i]];

		if (event_type_opens(ev->type) &&
		    event_status_is_in_force(ev->status))
			return w->live[i];
	}
	return w->count;
}

/* The last event of a kind that counts, or the event count. */
static size_t
counting_event(const struct work *w, const char *kind)
{
	for (size_t i = w->live_count; i > 0; i--) {
		const struct fold_event *ev = &w->events[w->live[i - 1]];

		if (ev->status == EVENT_OK && strcmp(ev->type->kind, kind) == 0)
			return w->live[i - 1];
	}
	return w->count;
}

/* The event a field is shown from, or the event count. */
static size_t
shown_event(const struct work *w, const char *field, unsigned personal)
{
	size_t from = shown_edit(w, field, personal);

	return from == w->count ? opening_event(w) : from;
}

static json_t *
field_value(const struct work *w, const char *field)
{
	size_t from = shown_event(w, field, 0);

	return from == w->count ? NULL
				: event_field(&w->events[from], field, 0);
}

/* The list of an event, made if it has none yet. */
static json_t *
list_of_event(const struct fold_event *ev, json_t *all, struct err *e)
{
	struct event_id id = {ev->changeset, ev->place};
	char name[EVENT_ID_TEXT_MAX];
	json_t *list;

	event_id_text(&id, name);
	list = json_object_get(all, name);
	if (list != NULL)
		return list;
	list = json_array();
	return json_put_take(all, name, list, e) == 0 ? list : NULL;
}

/* A field under the event it is shown from, if that says it. */
static int
put_shown(const struct work *w, const char *field, json_t *all, struct err *e)
{
	size_t from = shown_event(w, field, FIELD_PERSONAL);
	json_t *list;

	if (from == w->count ||
	    event_field(&w->events[from], field, FIELD_PERSONAL) == NULL)
		return 0;
	list = list_of_event(&w->events[from], all, e);
	return list == NULL ? -1
			    : json_append_take(list, json_string(field), e);
}

/* The last live event of an effect that counts; live_count if none does. */
static size_t
last_of_effect(const struct work *w, enum event_effect effect)
{
	for (size_t i = w->live_count; i > 0; i--) {
		const struct fold_event *ev = &w->events[w->live[i - 1]];

		if (ev->status == EVENT_OK && ev->type->effect == effect)
			return i - 1;
	}
	return w->live_count;
}

/* The record left, and the hall it left has dropped what is personal. */
static int
is_dropped(const struct work *w)
{
	size_t left = last_of_effect(w, EFFECT_LEAVES);
	size_t dropped = last_of_effect(w, EFFECT_DROPS);

	return left != w->live_count && dropped != w->live_count &&
	       w->state == w->events[w->live[left]].type->to &&
	       work_is_before(w, left, dropped);
}

/*
 * All personal fields of the opening event, as edited: not the sealed values,
 * which stand in the log, but where: {"9f…/0": ["name", "phone"]}.
 */
static json_t *
personal_value(const struct work *w, struct err *e)
{
	json_t *all = json_object();
	size_t opening = is_dropped(w) ? w->count : opening_event(w);
	const struct event_type *t =
	    opening == w->count ? NULL : w->events[opening].type;
	int failed = all == NULL ? err_nomem(e) : 0;

	for (const struct field_type *f = t ? t->fields : NULL;
	     f != NULL && f->name != NULL; f++)
		if (!failed && f->flags & FIELD_PERSONAL)
			failed = put_shown(w, f->name, all, e);
	if (!failed)
		return all;
	json_decref(all);
	return NULL;
}

static json_t *
event_value(const struct work *w, const struct column_type *c)
{
	size_t i = counting_event(w, c->kind);
	const struct fold_event *ev;

	if (i == w->count)
		return NULL;
	ev = &w->events[i];
	/* Where to, only as long as it is away. */
	if (ev->type->effect == EFFECT_LEAVES && w->state != ev->type->to)
		return NULL;
	switch (c->source) {
	case COLUMN_TIME:
		return json_integer(ev->time);
	case COLUMN_HALL:
		return json_string(ev->log.hall.digits);
	case COLUMN_LEDGER:
		return json_string(ev->log.space.hall.digits);
	default:
		return json_incref(event_field(ev, c->field, 0));
	}
}

/* All that stands, for the columns a type derives. */
static struct standing
lay_out_all(struct work *w)
{
	struct standing all = {.events = w->standing, .state = w->state};

	for (size_t i = 0; i < w->live_count; i++)
		if (w->events[w->live[i]].status == EVENT_OK)
			work_lay_out(w, i, &all);
	return all;
}

int
collect_values(struct work *w, struct folded *out, struct err *e)
{
	struct standing all = lay_out_all(w);

	for (const struct column_type *c = w->type->columns; c->name; c++) {
		json_t **value = &out->values[out->value_count++];

		switch (c->source) {
		case COLUMN_DERIVED:
			*value = c->derive(&all);
			break;
		case COLUMN_FIELD:
			*value = json_incref(field_value(w, c->field));
			break;
		case COLUMN_PERSONAL:
			*value = personal_value(w, e);
			if (*value == NULL)
				return -1;
			break;
		default:
			*value = event_value(w, c);
		}
	}
	return 0;
}
