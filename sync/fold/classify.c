/*
 * The class of an event: what its form, its writer, forks, membership and
 * the power it names make of it, before other events are looked at.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "sync/fold/judge.h"
#include "sync/fold/work.h"

static int
is_authority_act(const struct event_type *t)
{
	return t->authority != AUTHORITY_MEMBER;
}

/* Whether the event's author may write such an event into this space. */
static int
is_writer(const struct work *w, const struct fold_event *ev)
{
	const struct space_name *space = &w->view->chart->spaces[w->space];
	size_t owner = authority_hall(w->authority, &space->hall);
	unsigned may = ev->type->writers;

	if (space->kind != w->type->space)
		return 0;
	if (ev->hall == owner && may & WRITER_OWN)
		return 1;
	if (ev->hall == 0 && may & WRITER_ROOT)
		return 1;
	return may & WRITER_ABOVE &&
	       (authority_is_above(w->authority, ev->hall, owner) ||
		   (ev->hall == 0 && owner == 0));
}

/* The field of the record's opening event that a power must cover. */
static const char *
subject_of(const struct work *w, const struct event_type *t)
{
	for (size_t i = 0; i < w->count; i++) {
		const struct fold_event *ev = &w->events[i];

		if (ev->type != NULL && ev->body != NULL &&
		    ev->type->effect == EFFECT_MOVES &&
		    ev->type->from & STATE(0) && ev->status == EVENT_OK)
			return json_member_text(ev->body, t->covers);
	}
	return NULL;
}

static struct act
act_of(const struct fold_event *ev)
{
	return (struct act){.at = ev->at,
	    .past = &ev->past,
	    .hall = ev->hall,
	    .key = ev->key,
	    .time = ev->time};
}

/* Form and writer: judged from the bytes and the members alone. */
static int
passes_form(struct work *w, size_t i)
{
	struct fold_event *ev = &w->events[i];

	if (ev->type == NULL) {
		work_set(w, i, EVENT_UNKNOWN, "kind", i);
		return 0;
	}
	if (ev->body == NULL || event_check(ev->type, ev->body, NULL) != 0) {
		work_set(w, i, EVENT_REFUSED, "form", i);
		return 0;
	}
	if (!is_writer(w, ev)) {
		work_set(w, i, EVENT_NOAUTH, "writer", i);
		return 0;
	}
	return 1;
}

static int
judge_standing(struct work *w, size_t i, struct err *e)
{
	struct fold_event *ev = &w->events[i];
	struct act act = act_of(ev);
	int stands = chart_is_standing(w->view->chart, ev->at);

	if (!stands && is_authority_act(ev->type)) {
		work_set(w, i, EVENT_FORKED, "RULES B3", i);
		return 0;
	}
	if (judge_member(w->view, w->authority, &act, &ev->status, e) != 0)
		return -1;
	if (ev->status != EVENT_OK)
		work_set(w, i, ev->status,
		    ev->status == EVENT_NOAUTH ? "RULES A1" : "RULES A5", i);
	return 0;
}

static int
judge_decision(struct work *w, size_t i, struct err *e)
{
	struct fold_event *ev = &w->events[i];
	struct act act = act_of(ev);
	int inside;

	if (judge_power(w->view, w->authority, &act,
		json_member_text(ev->body, "power"), subject_of(w, ev->type),
		&ev->status, &inside, e) != 0)
		return -1;
	w->inside_cut[i] = (unsigned char)inside;
	if (ev->status != EVENT_OK)
		work_set(w, i, ev->status,
		    ev->status == EVENT_NOAUTH ? "RULES A1" : "RULES A5", i);
	return 0;
}

int
classify(struct work *w, struct err *e)
{
	for (size_t i = 0; i < w->count; i++) {
		work_set(w, i, EVENT_OK, "", i);
		if (passes_form(w, i) && judge_standing(w, i, e) != 0)
			return -1;
	}
	/* Powers last: what they must cover stands in another event. */
	for (size_t i = 0; i < w->count; i++)
		if (w->events[i].status == EVENT_OK &&
		    w->events[i].type->authority == AUTHORITY_POWER &&
		    judge_decision(w, i, e) != 0)
			return -1;
	return 0;
}
