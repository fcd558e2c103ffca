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

/* The code of the national exchange of cases that a state has which few cases
 * are in. */
static const struct {
	const char *state;
	int64_t code;
} codes[] = {
    {"received", 1},
    {"supplementing", 6},
    {"supplemented", 7},
    {"accepted", 3},
    {"handling", 8},
    {"special", 9},
    {"special_ended", 10},
    {"disputed", 8},
    {"withdrawn", 2},
    {"returned", 13},
    {"pulled_back", 14},
    {"revoked", 15},
};

/* 0 of the others. */
static int64_t
code_of(const char *state)
{
	for (size_t i = 0; i < COUNT_OF(codes); i++)
		if (state != NULL && strcmp(codes[i].state, state) == 0)
			return codes[i].code;
	return 0;
}

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

/* Of REPORT_CASES_BY_CODE; REPORT_CASES has no code. */
enum {
	CHOSEN_HALL,
	CHOSEN_STATE,
	CHOSEN_ITEM,
	CHOSEN_NUMBER,
	CHOSEN_MOST,
	CHOSEN_FROM,
	CHOSEN_TO,
	CHOSEN_TIME,
	CHOSEN_RECORD,
	CHOSEN_CODE,
	CHOSEN_COUNT,
};

/* Where the page before ended: at that case. */
static int
begin_after(const struct actor *a, const char *after,
    struct report_parameter *p, struct err *e)
{
	json_t *rows, *row;

	if (after == NULL)
		return 0;
	row = only_row(a, REPORT_CASE_FIND, after, &rows, e);
	if (row == NULL)
		return err_in_field(e, "after");
	p[CHOSEN_TIME].number = json_member_integer(row, "received_time", 0);
	p[CHOSEN_RECORD].number = json_member_integer(row, "record", 0);
	json_decref(rows);
	return 0;
}

static json_t *
find_page(const struct actor *a, const json_t *request,
    const struct report_parameter *p, struct err *e)
{
	struct store *s = engine_store(a->engine);

	if (person_is_asked_for(request))
		return person_cases(a, request, p, CHOSEN_CODE, e);
	if (p[CHOSEN_CODE].number != 0)
		return store_report(
		    s, REPORT_CASES_BY_CODE, p, CHOSEN_COUNT, e);
	return store_report(s, REPORT_CASES, p, CHOSEN_CODE, e);
}

static json_t *
find_chosen(const struct actor *a, const json_t *request, struct err *e)
{
	const char *most = request_text(request, "most");
	const char *state = request_text(request, "state");
	struct report_parameter p[CHOSEN_COUNT] = {
	    {":hall", text_or_empty(request, "hall"), 0},
	    {":state", NULL, state_number(state)},
	    {":item", text_or_empty(request, "item"), 0},
	    {":number", text_or_empty(request, "number"), 0},
	    {":most", NULL,
		most == NULL ? ROWS_USUAL : strtoll(most, NULL, 10)},
	    {":from", NULL, 0},
	    {":to", NULL, INT64_MAX},
	    {":time", NULL, INT64_MAX},
	    {":record", NULL, INT64_MAX},
	    {":code", NULL, code_of(state)},
	};

	if (read_day(request, "from", 0, 0, &p[CHOSEN_FROM].number, e) != 0 ||
	    read_day(request, "to", 1, INT64_MAX, &p[CHOSEN_TO].number, e) !=
		0 ||
	    begin_after(a, request_text(request, "after"), p, e) != 0)
		return NULL;
	return find_page(a, request, p, e);
}

/* All that is due stands on one page, found by the hall at most. */
static int
check_alone_with_due(const json_t *request, struct err *e)
{
	static const char *const others[] = {"state", "item", "number", "from",
	    "to", "id_number", "phone", "name", "most", "after"};

	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (request_text(request, others[i]) != NULL) {
			(void)err_set(e, ERR_USAGE,
			    "due and %s cannot be asked for together; leave "
			    "one of them out",
			    others[i]);
			return err_in_field(e, others[i]);
		}
	return 0;
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
	return due == NULL ? 0 : check_alone_with_due(request, e);
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
