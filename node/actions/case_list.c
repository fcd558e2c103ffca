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

/* Where the page before ended: at that case. */
static int
begin_after(const struct actor *a, const char *after, struct case_search *q,
    struct err *e)
{
	json_t *rows, *row;

	if (after == NULL)
		return 0;
	row = only_row(a, REPORT_CASE_FIND, after, &rows, e);
	if (row == NULL)
		return err_in_field(e, "after");
	q->time = json_member_integer(row, "received_time", 0);
	q->record = json_member_integer(row, "record", 0);
	json_decref(rows);
	return 0;
}

static int64_t
most_of(const json_t *request)
{
	const char *most = request_text(request, "most");

	return most == NULL ? ROWS_USUAL : strtoll(most, NULL, 10);
}

static json_t *
find_due(const struct actor *a, const json_t *request, struct err *e)
{
	struct due_search q = {
	    .wish = strcmp(request_text(request, "due"), "near") == 0
			? DUE_NEAR_OR_LATE
			: DUE_LATE,
	    .hall = text_or_empty(request, "hall"),
	    .most = most_of(request),
	};

	return case_due_begin_after(a, request_text(request, "after"), &q, e) ==
		       0
		   ? case_list_due(a, &q, e)
		   : NULL;
}

static int
read_chosen(const struct actor *a, const json_t *request, struct case_search *q,
    struct err *e)
{
	*q = (struct case_search){
	    .hall = text_or_empty(request, "hall"),
	    .state = state_number(request_text(request, "state")),
	    .item = text_or_empty(request, "item"),
	    .number = text_or_empty(request, "number"),
	    .time = INT64_MAX,
	    .record = INT64_MAX,
	    .most = most_of(request),
	};

	return read_day(request, "from", 0, 0, &q->from, e) != 0 ||
		       read_day(request, "to", 1, INT64_MAX, &q->to, e) != 0 ||
		       begin_after(a, request_text(request, "after"), q, e) !=
			   0 ||
		       person_hashes(a, request, q, e) != 0
		   ? -1
		   : 0;
}

static json_t *
find_chosen(const struct actor *a, const json_t *request, struct err *e)
{
	struct case_search q;

	return read_chosen(a, request, &q, e) == 0
		   ? store_case_search(engine_store(a->engine), &q, e)
		   : NULL;
}

int
case_list_count(
    const struct actor *a, const json_t *request, int64_t *out, struct err *e)
{
	struct case_search q;

	*out = 0;
	if (request_text(request, "due") != NULL)
		return 0;
	return read_chosen(a, request, &q, e) != 0
		   ? -1
		   : store_case_count(engine_store(a->engine), &q, out, e);
}

/* What is due is found by the hall at most. */
static int
check_alone_with_due(const json_t *request, struct err *e)
{
	static const char *const others[] = {"state", "item", "number", "from",
	    "to", "id_number", "phone", "name"};

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
put_details(const struct actor *a, const struct case_days *days, json_t *row,
    struct err *e)
{
	if (case_put_clock(a, row, e) != 0 ||
	    (json_object_get(row, "deadline") == NULL &&
		case_put_deadline_by(a, days, row, e) != 0) ||
	    case_put_stamps(a, row, e) != 0 ||
	    json_put_take(
		row, "conflict", json_boolean(is_in_conflict(row)), e) != 0)
		return -1;
	return json_object_del(row, "events") != 0 ? err_nomem(e) : 0;
}

/* What the page shows of each beside what stands in its row. */
static int
put_all_details(const struct actor *a, json_t *rows, struct err *e)
{
	struct case_days days;
	int failed = case_days_read(a, &days, e) != 0;
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (!failed)
			failed = put_details(a, &days, row, e) != 0;
	case_days_free(&days);
	return failed ? -1 : 0;
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
	*out =
	    due == NULL ? find_chosen(a, request, e) : find_due(a, request, e);
	if (*out == NULL)
		return -1;
	json_array_foreach (*out, i, row)
		if (person_open_row(a, row, e) != 0 ||
		    case_open_columns(row, e) != 0)
			return -1;
	return details != NULL && strcmp(details, "yes") == 0
		   ? put_all_details(a, *out, e)
		   : 0;
}
