/*
 * Which cases there are: by what they are asked for, a page at a time, and if
 * wished with what is due of each and which halls hold it.
 */
#include <stdlib.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/person.h"
#include "schema/base/json.h"
#include "schema/records/day.h"

#define DAY_S 86400
#define ROWS_USUAL 50

static int
state_number(const char *word)
{
	const struct record_type *t = record_type_named("case");

	for (int i = 0; t->states[i] != NULL; i++)
		if (word != NULL && strcmp(t->states[i], word) == 0)
			return i;
	return -1;
}

static const char *
text_or_empty(const json_t *request, const char *name)
{
	const char *text = request_text(request, name);

	return text == NULL ? "" : text;
}

/* The first second of a day in China, so many days later. */
static int
read_day(const json_t *request, const char *name, int days_later,
    int64_t otherwise, int64_t *out, struct err *e)
{
	const char *day = request_text(request, name);

	*out = otherwise;
	if (day == NULL)
		return 0;
	if (!day_is_valid(day))
		return err_set(e, ERR_FORMAT,
		    "\"%s\" is no day; write it as 2026-11-23", day);
	*out = ((int64_t)day_number(day) + days_later) * DAY_S - DAY_ZONE_S;
	return 0;
}

static json_t *
find_chosen(const struct actor *a, const json_t *request, struct err *e)
{
	const char *most = request_text(request, "most");
	struct report_parameter p[] = {
	    {":hall", text_or_empty(request, "hall"), 0},
	    {":state", NULL, state_number(request_text(request, "state"))},
	    {":item", text_or_empty(request, "item"), 0},
	    {":number", text_or_empty(request, "number"), 0},
	    {":after", text_or_empty(request, "after"), 0},
	    {":most", NULL,
		most == NULL ? ROWS_USUAL : strtoll(most, NULL, 10)},
	    {":from", NULL, 0},
	    {":to", NULL, 0},
	};
	size_t count = COUNT_OF(p);

	if (read_day(request, "from", 0, 0, &p[count - 2].number, e) != 0 ||
	    read_day(request, "to", 1, INT64_MAX, &p[count - 1].number, e) != 0)
		return NULL;
	return person_is_asked_for(request)
		   ? person_cases(a, request, p, count, e)
		   : store_report(
			 engine_store(a->engine), REPORT_CASES, p, count, e);
}

static int
check_request(const json_t *request, struct err *e)
{
	const char *state = request_text(request, "state");
	const char *due = request_text(request, "due");

	if (due != NULL && strcmp(due, "overdue") != 0 &&
	    strcmp(due, "near") != 0)
		return err_set(e, ERR_FORMAT,
		    "%s is \"%s\"; it must be one of: %s", "due", due,
		    "overdue, near");
	if (state != NULL && state_number(state) < 0)
		return err_set(
		    e, ERR_FORMAT, "there is no state \"%s\"", state);
	return 0;
}

/* Whether somebody has to look at one of the events. */
static int
is_in_conflict(const json_t *row)
{
	const json_t *events = json_object_get(row, "events");
	size_t i;
	json_t *event;

	json_array_foreach (events, i, event)
		if (strcmp(json_member_text(event, "status"),
			event_status_word(EVENT_CONFLICT)) == 0)
			return 1;
	return 0;
}

static int
put_details(const struct actor *a, json_t *row, struct err *e)
{
	if (case_put_events(a, row, e) != 0 ||
	    (json_object_get(row, "deadline") == NULL &&
		case_put_deadline(a, row, e) != 0) ||
	    case_put_stamps(a, row, e) != 0 ||
	    json_put_take(
		row, "conflict", json_boolean(is_in_conflict(row)), e) != 0)
		return -1;
	return json_object_del(row, "events") != 0 ? err_nomem(e) : 0;
}

int
case_list(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *due = request_text(request, "due");
	const char *details = request_text(request, "details");
	size_t i;
	json_t *row;

	(void)self;
	if (check_request(request, e) != 0)
		return -1;
	*out = due == NULL ? find_chosen(a, request, e)
			   : case_list_due(a, request_text(request, "hall"),
				 strcmp(due, "near") == 0, e);
	if (*out == NULL)
		return -1;
	json_array_foreach (*out, i, row)
		if (person_open_row(a, row, e) != 0 ||
		    case_open_columns(row, e) != 0 ||
		    (details != NULL && strcmp(details, "yes") == 0 &&
			put_details(a, row, e) != 0))
			return -1;
	return 0;
}
