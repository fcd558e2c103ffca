/*
 * rate: what a citizen thought of it (满意度评价).
 */
#include <string.h>

#include "node/actions/noun.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/check.h"

/* The channel is a part of the record's name. */
static int
check_channel(const struct action *self, const char *channel, struct err *e)
{
	const struct event_type *et =
	    event_type_of_kind(record_type_of_kind(self->event), self->event);
	json_t *given = json_string(channel);
	int failed =
	    given == NULL
		? err_nomem(e)
		: field_check(field_type_named(et, "channel"), given, e);

	json_decref(given);
	return failed;
}

/* The record is named by case and channel: one rating of each counts. */
static int
give(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *channel = request_text(request, "channel");
	json_t *rows = NULL, *event;
	json_t *row = only_row(
	    a, REPORT_CASE_FIND, request_text(request, "case"), &rows, e);
	struct space_name ledger = {.kind = SPACE_LEDGER};
	char name[RECORD_NAME_MAX];
	int failed =
	    row == NULL ||
	    hall_code_parse(json_member_text(row, "hall"), &ledger.hall) != 0;

	if (failed) {
		json_decref(rows);
		return -1;
	}
	if (channel == NULL)
		channel = "device";
	if (check_channel(self, channel, e) != 0) {
		json_decref(rows);
		return -1;
	}
	(void)snprintf(name, sizeof(name), "%.54s.%.8s",
	    json_member_text(row, "id"), channel);
	event = request_event(self, name, request, e);
	failed = event == NULL ||
		 json_put_take(event, "case",
		     json_incref(json_object_get(row, "id")), e) != 0 ||
		 json_put_take(event, "channel", json_string(channel), e) != 0;
	if (failed)
		json_decref(event);
	else
		failed = write_event_take(a, &ledger, event,
		    json_member_text(row, "number"), request, "rating", e);
	if (!failed)
		*out = json_pack("{s:s,s:s}", "rating", name, "number",
		    json_member_text(row, "number"));
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- judging ---------------------------------------------------------------
 */

/* The rating, or all that one device took within the same moment. */
static json_t *
ratings_like(const struct actor *a, const json_t *row, struct err *e)
{
	struct report_parameter p = {
	    ":record", NULL, json_member_integer(row, "record", 0)};
	json_t *rows = store_report(
	    engine_store(a->engine), REPORT_RATINGS_LIKE, &p, 1, e);

	if (rows != NULL && json_array_size(rows) == 0 &&
	    json_array_append(rows, (json_t *)(uintptr_t)row) != 0) {
		json_decref(rows);
		(void)err_nomem(e);
		return NULL;
	}
	return rows;
}

static int
judge_all(const struct actor *a, const struct action *self, const json_t *rows,
    const json_t *request, struct err *e)
{
	int is_own, failed = 0;
	size_t i;
	json_t *row;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	json_array_foreach (rows, i, row)
		failed =
		    failed || write_about_take(a, "rating", row,
				  request_event(self,
				      json_member_text(row, "id"), request, e),
				  NULL, e) != 0;
	return action_end(a, is_own, failed, e);
}

static int
judge(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *found = NULL, *rows = NULL;
	const json_t *row =
	    noun_find(a, "rating", request_text(request, "rating"), &found, e);
	int failed = row == NULL;

	if (!failed) {
		rows = ratings_like(a, row, e);
		failed =
		    rows == NULL || judge_all(a, self, rows, request, e) != 0;
	}
	if (!failed) {
		*out = json_pack(
		    "{s:I}", "judged", (json_int_t)json_array_size(rows));
		failed = *out == NULL ? err_nomem(e) : 0;
	}
	json_decref(rows);
	json_decref(found);
	return failed ? -1 : 0;
}

static const struct action_parameter judge_parameters[] = {
    {"rating", "case and channel, joined by a dot, or its beginning", 1},
    {NULL, NULL, 0}};

static const struct action_parameter parameters[] = {
    {"case", "number, or beginning of the id", 1}, {NULL, NULL, 0}};

const struct action rate_actions[] = {
    {"rate", "give", "record a citizen's rating, 1 (best) to 5", "rating.given",
	parameters, "case",
	"sanji rate give 330421111205-01-20261123-0001-7 level=1 "
	"channel=tablet",
	give},
    {"rate", "judge", "say what many ratings of one device within a moment are",
	"rating.judged", judge_parameters, "rating",
	"sanji rate judge 330421111205-01-20261123-0001-7-1a2b3c4d.device "
	"verdict=excluded reason=工作人员代评",
	judge},
    {.noun = NULL},
};
