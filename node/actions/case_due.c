/*
 * What is due of a case, worked out from its events and the calendar this
 * hall holds; stored nowhere.
 */
#include <string.h>

#include "node/actions/calendar.h"
#include "node/actions/case_acts.h"
#include "node/actions/hall_named.h"
#include "node/actions/timewarp.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/case_clock.h"
#include "schema/records/day.h"

static int
is_in_force(const json_t *event)
{
	const char *status = json_member_text(event, "status");

	return strcmp(status, event_status_word(EVENT_OK)) == 0 ||
	       strcmp(status, event_status_word(EVENT_DUPLICATE)) == 0;
}

json_t *
case_in_force(const json_t *row, struct err *e)
{
	json_t *counting = json_array(), *event;
	int failed = counting == NULL;
	size_t i;

	json_array_foreach (json_object_get(row, "events"), i, event)
		if (!failed && is_in_force(event))
			failed = json_array_append(counting, event) != 0;
	if (failed) {
		json_decref(counting);
		(void)err_nomem(e);
		return NULL;
	}
	return counting;
}

static int
put_day(json_t *to, const char *name, int32_t day, struct err *e)
{
	char text[DAY_TEXT_MAX];

	if (day == DAY_NONE)
		return 0;
	day_number_text(day, text);
	return json_put_take(to, name, json_string(text), e);
}

static json_t *
deadline_json(const struct deadline *d, struct err *e)
{
	static const char *const states[] = {
	    [DEADLINE_NONE] = "none",
	    [DEADLINE_RUNNING] = "running",
	    [DEADLINE_PAUSED] = "paused",
	    [DEADLINE_DONE] = "done",
	};
	json_t *out =
	    json_pack("{s:s,s:i,s:i,s:i,s:i,s:b,s:b,s:b,s:b,s:b}", "state",
		states[d->state], "promise_days", d->promise_days, "used_days",
		d->used_days, "paused_days", d->paused_days, "left_days",
		d->left_days, "overdue", d->is_overdue, "statutory_overdue",
		d->is_statutory_overdue, "near_due", d->is_near_due,
		"told_twice", d->asked_count > 1, "assumed", d->is_assumed);

	if (out == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	if (put_day(out, "started", d->started, e) != 0 ||
	    put_day(out, "promise_due", d->promise_due, e) != 0 ||
	    put_day(out, "statutory_due", d->statutory_due, e) != 0 ||
	    put_day(out, "printed_due", d->printed_due, e) != 0 ||
	    put_day(out, "supervised_due", d->supervised_due, e) != 0 ||
	    put_day(out, "return_due", d->return_due, e) != 0) {
		json_decref(out);
		return NULL;
	}
	return out;
}

/* What is due, and whether a time it rests on is doubted. */
struct due {
	struct deadline d;
	int is_doubtful;
};

int
case_days_read(const struct actor *a, struct case_days *out, struct err *e)
{
	*out = (struct case_days){.calendar = calendar_read(a, e)};
	out->doubts = out->calendar == NULL ? NULL : timewarp_doubts(a, e);
	return out->doubts == NULL ? -1 : 0;
}

void
case_days_free(struct case_days *d)
{
	json_decref(d->doubts);
	workday_calendar_free(d->calendar);
}

/* As of today, of a row that has its events. */
static int
due_as_of(const struct actor *a, const struct case_days *days,
    const json_t *row, struct due *out, struct err *e)
{
	json_t *counting = case_in_force(row, e);
	struct case_clock clock;

	if (counting == NULL)
		return -1;
	case_clock_read(counting, &clock);
	deadline_of(days->calendar, &clock.terms, clock.events, clock.count,
	    day_number_of(a->now_s), &out->d);
	out->is_doubtful = timewarp_touches(a, days->doubts, counting);
	json_decref(counting);
	return 0;
}

static int
put_deadline(json_t *row, const struct due *due, struct err *e)
{
	json_t *out = deadline_json(&due->d, e);

	if (out != NULL && json_put_take(out, "doubtful",
			       json_boolean(due->is_doubtful), e) != 0) {
		json_decref(out);
		return -1;
	}
	return out == NULL ? -1 : json_put_take(row, "deadline", out, e);
}

int
case_put_deadline_by(const struct actor *a, const struct case_days *days,
    json_t *row, struct err *e)
{
	struct due due;

	return due_as_of(a, days, row, &due, e) != 0 ||
		       put_deadline(row, &due, e) != 0
		   ? -1
		   : 0;
}

int
case_put_deadline(const struct actor *a, json_t *row, struct err *e)
{
	struct case_days days;
	int failed = case_days_read(a, &days, e) != 0 ||
		     case_put_deadline_by(a, &days, row, e) != 0;

	case_days_free(&days);
	return failed ? -1 : 0;
}

/* --- the parts of a joint case -------------------------------------------- */

/* The body of the last of some events of a kind about a department. */
static const json_t *
last_about(const json_t *events, const char *kind, const char *department)
{
	for (size_t i = json_array_size(events); i > 0; i--) {
		const json_t *event = json_array_get(events, i - 1);
		const json_t *body = json_object_get(event, "body");
		const char *about = json_member_text(body, "department");

		if (strcmp(json_member_text(event, "kind"), kind) == 0 &&
		    about != NULL && strcmp(about, department) == 0)
			return body;
	}
	return NULL;
}

static int
put_part_deadline(const struct actor *a, const struct case_days *days,
    const json_t *counting, json_t *part, struct err *e)
{
	struct case_clock clock;
	struct due due = {
	    .is_doubtful = timewarp_touches(a, days->doubts, counting)};

	case_clock_read_part(
	    counting, json_member_text(part, "department"), &clock);
	deadline_of(days->calendar, &clock.terms, clock.events, clock.count,
	    day_number_of(a->now_s), &due.d);
	return put_deadline(part, &due, e);
}

/* Where it is handled: as assigned later, else as the acceptance says. */
static int
put_part_hall(
    const struct actor *a, const json_t *counting, json_t *part, struct err *e)
{
	json_t *assigned =
	    json_object_get(last_about(counting, "case.lead_assigned",
				json_member_text(part, "department")),
		"hall");
	char name[HALL_NAME_MAX];

	if (assigned != NULL && json_object_set(part, "hall", assigned) != 0)
		return err_nomem(e);
	if (json_object_get(part, "hall") == NULL)
		return 0;
	hall_name_at(a, json_member_text(part, "hall"), a->now_s, name);
	return json_put_take(part, "hall_name", json_string(name), e);
}

/* Whether it has begun, and what came of it. */
static int
put_part_state(const json_t *counting, json_t *part, struct err *e)
{
	const char *department = json_member_text(part, "department");
	json_t *outcome = json_object_get(
	    last_about(counting, "case.part_decided", department), "outcome");
	int has_begun =
	    last_about(counting, "case.part_accepted", department) != NULL;
	const char *meaning = outcome != NULL ? _(json_string_value(outcome))
			      : has_begun     ? _("not finished")
					      : _("not taken in yet");

	if (outcome != NULL && json_object_set(part, "outcome", outcome) != 0)
		return err_nomem(e);
	return json_put_take(part, "taken_in", json_boolean(has_begun), e) !=
			   0 ||
		       json_put_take(
			   part, "state_meaning", json_string(meaning), e) != 0
		   ? -1
		   : 0;
}

/* The parts the last acceptance names, a new array; NULL: none. */
static json_t *
parts_named(const json_t *counting)
{
	for (size_t i = json_array_size(counting); i > 0; i--) {
		const json_t *event = json_array_get(counting, i - 1);

		if (strcmp(json_member_text(event, "kind"), "case.accepted") ==
		    0)
			return json_deep_copy(json_object_get(
			    json_object_get(event, "body"), "parts"));
	}
	return NULL;
}

int
case_put_parts(const struct actor *a, json_t *row, struct err *e)
{
	json_t *counting = case_in_force(row, e), *part;
	json_t *parts = counting == NULL ? NULL : parts_named(counting);
	struct case_days days = {0};
	int failed = counting == NULL ||
		     (parts != NULL && case_days_read(a, &days, e) != 0);
	size_t i;

	json_array_foreach (parts, i, part)
		if (!failed)
			failed =
			    put_part_hall(a, counting, part, e) != 0 ||
			    put_part_state(counting, part, e) != 0 ||
			    put_part_deadline(a, &days, counting, part, e) != 0;
	case_days_free(&days);
	json_decref(counting);
	if (!failed && parts != NULL)
		return json_put_take(row, "parts", parts, e);
	json_decref(parts);
	return failed ? -1 : 0;
}
