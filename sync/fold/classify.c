/*
 * The class of an event: what its form, its writer, forks, membership and
 * the power it names make of it, before other events are looked at.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "sync/fold/gazette_ruling.h"
#include "sync/fold/judge.h"
#include "sync/fold/lineage.h"
#include "sync/fold/listing.h"
#include "sync/fold/work.h"

static int
is_authority_act(const struct event_type *t)
{
	return t->authority != AUTHORITY_MEMBER;
}

int
work_knew_above(const struct work *w, const struct fold_event *ev, size_t below)
{
	const struct authority *a = w->authority;
	struct act act = {.at = ev->at, .past = &ev->past};

	if (below == HALL_UNKNOWN || ev->writer == HALL_UNKNOWN)
		return 0;
	if (ev->writer == 0 || !a->has_moved)
		return authority_is_above(a, ev->writer, below);
	return lineage_knew_above(w->view, a, &act, &a->halls[ev->writer].code,
	    &a->halls[below].code);
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
	if (ev->writer == owner && may & WRITER_OWN)
		return 1;
	if (ev->writer == 0 && may & WRITER_ROOT)
		return 1;
	return may & WRITER_ABOVE && (work_knew_above(w, ev, owner) ||
					 (ev->writer == 0 && owner == 0));
}

/* The other ledger an event concerns, by the hall whose it is. */
static const char *
other_ledger(const struct fold_event *ev)
{
	switch (ev->type->effect) {
	case EFFECT_LEAVES:
		return json_member_text(ev->body, "to");
	case EFFECT_ENTERS:
		return json_member_text(ev->body, "from");
	default:
		return json_member_text(ev->body, "ledger");
	}
}

/*
 * A hall above the owner is trusted to stand above the other ledger, too:
 * not every holder of this one could tell.  The owner must.
 */
static int
may_join_ledgers(const struct work *w, const struct fold_event *ev)
{
	const struct space_name *space = &w->view->chart->spaces[w->space];
	struct hall_code other;

	if (ev->writer != authority_hall(w->authority, &space->hall))
		return 1;
	return hall_code_parse(other_ledger(ev), &other) == 0 &&
	       (hall_code_is_same(&space->hall, &other) ||
		   listing_is_above(w->authority, &space->hall, &other));
}

/* What a power must allow: this record, by the event that opened it. */
static struct power_subject
subject_of(const struct work *w, const struct fold_event *decision)
{
	struct power_subject out = {.covers = decision->type->covers,
	    .record = json_member_text(decision->body, EVENT_ON)};

	for (size_t i = 0; i < w->count && out.opening == NULL; i++) {
		const struct fold_event *ev = &w->events[i];

		if (ev->type != NULL && ev->body != NULL &&
		    event_type_opens(ev->type) && ev->status == EVENT_OK)
			out.opening = ev->body;
	}
	return out;
}

static struct act
act_of(const struct fold_event *ev)
{
	return (struct act){.at = ev->at,
	    .past = &ev->past,
	    .hall = ev->writer,
	    .key = ev->key,
	    .time = ev->written};
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
	if (ev->body == NULL ||
	    event_check_sealed(ev->type, ev->body, NULL) != 0) {
		work_set(w, i, EVENT_REFUSED, "form", i);
		return 0;
	}
	if (!is_writer(w, ev) || (ev->type->authority == AUTHORITY_LEDGERS &&
				     !may_join_ledgers(w, ev))) {
		work_set(w, i, EVENT_NOAUTH, "writer", i);
		return 0;
	}
	return 1;
}

/* By a hall that the space's hall had left when it did not know yet. */
static int
judge_line(struct work *w, size_t i, struct err *e)
{
	struct fold_event *ev = &w->events[i];
	const struct authority *a = w->authority;
	const struct space_name *space = &w->view->chart->spaces[w->space];
	size_t owner = authority_hall(a, &space->hall);
	struct act act = act_of(ev);
	enum event_status status;

	if (!a->has_moved || ev->status != EVENT_OK || ev->writer == owner ||
	    authority_is_above(a, ev->writer, owner))
		return 0;
	if (lineage_judge(w->view, a, &act, &a->halls[ev->writer].code,
		&space->hall, &status, e) != 0)
		return -1;
	if (status != EVENT_OK)
		work_set(w, i, status, "RULES A5", i);
	return 0;
}

/* What is held in a gazette the root rules on in its own. */
static int
judge_ruled(struct work *w, size_t i, struct err *e)
{
	const struct fold_event *ev = &w->events[i];
	enum event_status status;

	if (ev->status != EVENT_HELD || ev->writer == 0 ||
	    w->view->chart->spaces[w->space].kind != SPACE_GAZETTE)
		return 0;
	if (gazette_ruling_on(
		w->authority, w->view, ev->at, ev->place, &status, e) != 0)
		return -1;
	if (status != EVENT_HELD)
		work_set(w, i, status, "RULES A6", i);
	return 0;
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
	return judge_ruled(w, i, e);
}

/*
 * A quote says an act again.  A hall cannot do so for one above it, nor, if
 * the act rests on a power, for any other; only the root can (RULES H2).
 */
static int
is_theirs_to_say(const struct work *w, const struct fold_event *ev)
{
	const struct hall *writer;

	if (ev->writer == 0)
		return 1;
	if (ev->writer == HALL_UNKNOWN)
		return 0;
	writer = &w->authority->halls[ev->writer];
	if (ev->type->authority == AUTHORITY_POWER)
		return hall_code_is_same(&writer->code, &ev->log.hall);
	return writer->rank <= ev->rank;
}

/* In place of the quote, from here on, stands what it quotes. */
static int
judge_quote(struct work *w, size_t i, struct err *e)
{
	struct fold_event *ev = &w->events[i];

	if (ev->type->effect != EFFECT_QUOTES)
		return 0;
	if (copies_open_quote(w, i, e) != 0)
		return -1;
	if (ev->is_quote && !is_theirs_to_say(w, ev))
		work_set(w, i, EVENT_AWAITED, "RULES H2", i);
	return 0;
}

static int
judge_decision(struct work *w, size_t i, struct err *e)
{
	struct fold_event *ev = &w->events[i];
	struct act act = act_of(ev);
	struct power_subject subject = subject_of(w, ev);
	struct power_verdict v;

	if (judge_power(w->view, w->authority, &act,
		json_member_text(ev->body, "power"), &subject, &v, e) != 0)
		return -1;
	w->inside_cut[i] = (unsigned char)v.is_inside_cut;
	work_set(w, i, v.status, v.reason, i);
	return 0;
}

/* All that can be said of an event by itself. */
static int
judge_alone(struct work *w, size_t i, struct err *e)
{
	work_set(w, i, EVENT_OK, "", i);
	if (!passes_form(w, i))
		return 0;
	if (judge_standing(w, i, e) != 0 || judge_line(w, i, e) != 0)
		return -1;
	return judge_quote(w, i, e);
}

int
classify(struct work *w, struct err *e)
{
	copies_begin(w);
	for (size_t i = 0; i < w->count; i++)
		if (judge_alone(w, i, e) != 0)
			return -1;
	/* Powers last: what they must cover stands in another event. */
	for (size_t i = 0; i < w->count; i++)
		if (w->events[i].status == EVENT_OK &&
		    w->events[i].type->authority == AUTHORITY_POWER &&
		    judge_decision(w, i, e) != 0)
			return -1;
	for (size_t i = 0; i < w->count; i++)
		w->events[i].class = w->events[i].status;
	return 0;
}
