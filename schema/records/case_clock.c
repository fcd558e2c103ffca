#include "schema/records/case_clock.h"

#include <string.h>

#include "schema/base/json.h"
#include "schema/records/day.h"

static int
says(const json_t *body, const char *name, const char *word)
{
	const char *said = json_member_text(body, name);

	return said != NULL && strcmp(said, word) == 0;
}

static int32_t
days_of(const json_t *body, const char *name)
{
	return (int32_t)json_member_integer(body, name, 0);
}

static int32_t
special_of(const json_t *body)
{
	return says(body, "special", "extension") ? CLOCK_PAUSE_EXTENSION
						  : CLOCK_PAUSE_OTHER;
}

/* -1: this paper promises no day. */
static int32_t
printed_day(const json_t *body)
{
	const char *due = json_member_text(body, "due_date");

	return due == NULL ? -1 : day_number(due);
}

static void
set_terms(const json_t *body, struct deadline_terms *terms)
{
	terms->promise_days = days_of(body, "promise_days");
	terms->statutory_days = days_of(body, "statutory_days");
	terms->first = says(body, "first_day", "same") ? DEADLINE_FIRST_SAME
						       : DEADLINE_FIRST_NEXT;
}

/* The event of the clock that a kind is; 0 if it is none. */
static int
clock_event_of(const char *kind, const json_t *body, struct clock_event *out)
{
	static const struct {
		const char *kind;
		enum clock_kind clock;
		const char *days; /* field the number stands in, or NULL */
	} kinds[] = {
	    {"case.received", CLOCK_RECEIVED, NULL},
	    {"case.accepted", CLOCK_ACCEPTED, NULL},
	    {"case.supplement_requested", CLOCK_ASKED, NULL},
	    {"case.supplement_completed", CLOCK_SUPPLEMENTED, NULL},
	    {"case.special_started", CLOCK_PAUSED, NULL},
	    {"case.special_ended", CLOCK_RESUMED, NULL},
	    {"case.extended", CLOCK_EXTENDED, "days"},
	    {"case.converted", CLOCK_CONVERTED, "promise_days"},
	    {"case.urged", CLOCK_QUICKENED, "promise_days"},
	    {"case.notice_issued", CLOCK_PRINTED, NULL},
	    {"case.decided", CLOCK_FINISHED, NULL},
	    {"case.declined", CLOCK_RETURNED, NULL},
	    {"case.returned", CLOCK_RETURNED, NULL},
	    {"case.withdrawn", CLOCK_WITHDRAWN, NULL},
	    {"case.pulled_back", CLOCK_WITHDRAWN, NULL},
	};

	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		if (strcmp(kinds[i].kind, kind) != 0)
			continue;
		out->kind = kinds[i].clock;
		out->number =
		    kinds[i].days == NULL ? 0 : days_of(body, kinds[i].days);
		if (out->kind == CLOCK_PAUSED)
			out->number = special_of(body);
		if (out->kind == CLOCK_PRINTED)
			out->number = printed_day(body);
		if (out->kind == CLOCK_QUICKENED &&
		    json_object_get(body, "promise_days") == NULL)
			return 0;
		return out->kind != CLOCK_PRINTED || out->number >= 0;
	}
	return 0;
}

/* What a department promised for its part; else what the case promises. */
static void
set_part_terms(
    const json_t *body, const char *department, struct deadline_terms *terms)
{
	json_t *part;
	size_t i;

	json_array_foreach (json_object_get(body, "parts"), i, part)
		if (says(part, "department", department) &&
		    json_object_get(part, "promise_days") != NULL)
			terms->promise_days = days_of(part, "promise_days");
}

/* The event of the clock of a part: what was printed promises the whole. */
static int
part_event_of(const char *kind, const json_t *body, const char *department,
    struct clock_event *out)
{
	if (kind != NULL && strcmp(kind, "case.part_decided") == 0 &&
	    says(body, "department", department)) {
		*out = (struct clock_event){.kind = CLOCK_FINISHED};
		return 1;
	}
	return clock_event_of(kind, body, out) && out->kind != CLOCK_PRINTED;
}

/* A return that a review overturned never stopped the clock. */
static void
forget_returns(struct case_clock *c)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->count; i++)
		if (c->events[i].kind != CLOCK_RETURNED)
			c->events[kept++] = c->events[i];
	c->count = kept;
}

static int
is_duplicate(const json_t *event)
{
	return says(event, "status", "duplicate");
}

/* Whether a duplicate is of the same step as that event, which counts. */
static int
is_of(const json_t *duplicate, const json_t *event)
{
	const char *id = json_member_text(event, "change_set");

	return is_duplicate(duplicate) && id != NULL &&
	       says(duplicate, "against_change_set", id) &&
	       json_member_integer(duplicate, "against_place", -1) ==
		   json_member_integer(event, "place", 0);
}

/*
 * The day of a step: of one that was taken at several halls, the earliest,
 * since the citizen need not wait for the others.
 */
static int32_t
day_of_step(const json_t *events, const json_t *event)
{
	int32_t day = day_number_of(json_member_integer(event, "time", 0));
	size_t i;
	json_t *other;

	json_array_foreach (events, i, other) {
		int32_t also =
		    day_number_of(json_member_integer(other, "time", 0));

		if (is_of(other, event) && also < day)
			day = also;
	}
	return day;
}

static void
read_event(struct case_clock *c, const json_t *events, const json_t *event,
    const char *department, int32_t *special)
{
	const char *kind = json_member_text(event, "kind");
	const json_t *body = json_object_get(event, "body");
	struct clock_event *next = &c->events[c->count];

	if (kind != NULL && strcmp(kind, "case.review_overturned") == 0)
		forget_returns(c);
	if (kind == NULL || is_duplicate(event) || c->count == CASE_CLOCK_MAX ||
	    !(department == NULL ? clock_event_of(kind, body, next)
				 : part_event_of(kind, body, department, next)))
		return;
	if (next->kind == CLOCK_ACCEPTED)
		set_terms(body, &c->terms);
	if (next->kind == CLOCK_ACCEPTED && department != NULL)
		set_part_terms(body, department, &c->terms);
	if (next->kind == CLOCK_PAUSED)
		*special = next->number;
	if (next->kind == CLOCK_RESUMED)
		next->number = *special;
	next->day = day_of_step(events, event);
	c->count++;
}

static void
read_events(
    const json_t *events, const char *department, struct case_clock *out)
{
	int32_t special = CLOCK_PAUSE_OTHER;
	size_t i;
	json_t *event;

	memset(out, 0, sizeof(*out));
	json_array_foreach (events, i, event)
		read_event(out, events, event, department, &special);
}

void
case_clock_read(const json_t *events, struct case_clock *out)
{
	read_events(events, NULL, out);
}

void
case_clock_read_part(
    const json_t *events, const char *department, struct case_clock *out)
{
	read_events(events, department, out);
}
