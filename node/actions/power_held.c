/*
 * Acts that wait to be ratified (待追认, RULES A5, A6), and violations.
 *
 * An act that waits stops what would follow from it, and its paper is not
 * printed.  Paper that was handed over stands until the decision is revoked
 * with a reason (行政许可法 69), so such an act is ratified and then revoked,
 * and not annulled.
 */
#include <stdio.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/notice_acts.h"
#include "node/actions/power.h"
#include "node/actions/register_entry.h"
#include "node/actions/register_version.h"
#include "schema/base/json.h"
#include "schema/records/check.h"

#define DAY_S 86400

/* --- lists ---------------------------------------------------------------- */

/* Its age in whole days, and what the register says of it. */
static int
complete(const struct actor *a, json_t *rows, struct err *e)
{
	json_t *row;
	size_t i;

	json_array_foreach (rows, i, row) {
		int64_t age = a->now_s - json_member_integer(row, "time", 0);

		if (register_version_name(a, row, e) != 0 ||
		    register_entry_describe(row, e) != 0 ||
		    json_put_take(row, "waited_days",
			json_integer(age < 0 ? 0 : age / DAY_S), e) != 0)
			return -1;
	}
	return 0;
}

static int
list(const struct actor *a, enum report which, const struct report_parameter *p,
    size_t count, json_t **out, struct err *e)
{
	json_t *rows =
	    store_report(engine_store(a->engine), which, p, count, e);

	if (rows == NULL || complete(a, rows, e) != 0) {
		json_decref(rows);
		return -1;
	}
	*out = rows;
	return 0;
}

/* Of one power, by the beginning of its id, or of all. */
static int
list_held(const struct actor *a, const char *typed, json_t **out, struct err *e)
{
	json_t *rows = NULL;
	const json_t *power =
	    typed == NULL ? NULL : power_find(a, typed, &rows, e);
	struct report_parameter p = {
	    ":power", power == NULL ? "" : json_member_text(power, "id"), 0};
	int failed = (typed != NULL && power == NULL) ||
		     list(a, REPORT_HELD, &p, 1, out, e) != 0;

	json_decref(rows);
	return failed ? -1 : 0;
}

int
power_held(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	(void)self;
	return list_held(a, request_text(request, "power"), out, e);
}

int
power_violations(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	(void)self, (void)request;
	return list(a, REPORT_VIOLATIONS, NULL, 0, out, e);
}

/* --- paper that was handed over ------------------------------------------- */

/* Whether the notice of that number tells of the decision. */
static int
is_of_decision(const json_t *row, const char *number)
{
	json_t *event;
	size_t i;

	json_array_foreach (json_object_get(row, "events"), i, event)
		if (case_event_is(event, "case.notice_issued") &&
		    strcmp(case_event_text(event, "number"), number) == 0)
			return strcmp(case_event_text(event, "kind"),
				   "decision") == 0;
	return 0;
}

/* Handed over before it was known that the act would have to wait. */
static int
was_handed_over(const json_t *row)
{
	json_t *event;
	size_t i;

	json_array_foreach (json_object_get(row, "events"), i, event) {
		if (case_event_is(event, "case.delivered"))
			return 1;
		if (case_event_is(event, "case.notice_delivered") &&
		    is_of_decision(row, case_event_text(event, "number")))
			return 1;
	}
	return 0;
}

int
power_may_annul(const struct actor *a, const json_t *act, struct err *e)
{
	json_t *row;
	int failed, is_paper;

	if (strcmp(json_member_text(act, "kind"), "case.decided") != 0)
		return 0;
	row = json_pack("{s:O}", "record", json_object_get(act, "record"));
	failed = row == NULL ? err_nomem(e) : case_put_events(a, row, e);
	is_paper = !failed && was_handed_over(row);
	json_decref(row);
	if (is_paper)
		failed = err_set(e, ERR_REFUSED,
		    "the paper of case %s has been handed over and stands "
		    "until it is revoked: ratify the decision, and then "
		    "`sanji case revoke` it with a reason",
		    row_label(act));
	return failed ? -1 : 0;
}

/* --- ruling --------------------------------------------------------------- */

/* Whether an event's id begins as typed, "4cc8c5f2" or "4cc8c5f2/0". */
static int
is_meant(const json_t *row, const char *typed)
{
	const char *event = json_member_text(row, "event");
	size_t len = strcspn(typed, "/");
	const char *place = strchr(event, '/');

	return strncmp(event, typed, len) == 0 &&
	       (typed[len] == '\0' ||
		   (place != NULL && strcmp(place, typed + len) == 0));
}

/* Leave those the operator means: one event, or what was listed. */
static int
choose_event(json_t *rows, const char *typed, struct err *e)
{
	size_t i = 0;
	json_t *row;

	while (typed != NULL && (row = json_array_get(rows, i)) != NULL)
		if (is_meant(row, typed))
			i++;
		else
			(void)json_array_remove(rows, i);
	if (json_array_size(rows) == 0)
		return err_set(e, ERR_NOT_FOUND,
		    "no such act waits to be ratified; see `sanji power "
		    "held`");
	if (typed != NULL && json_array_size(rows) > 1)
		return err_set(e, ERR_NOT_FOUND,
		    "\"%s\" fits several; write more of it", typed);
	return 0;
}

static int
rule_on(const struct actor *a, const char *verb, const json_t *row,
    const char *reason, struct err *e)
{
	struct space_name ledger = {.kind = SPACE_LEDGER};
	const char *type = json_member_text(row, "type");
	char kind[EVENT_KIND_MAX];
	json_t *event;

	if (hall_code_parse(json_member_text(row, "hall"), &ledger.hall) != 0)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	(void)snprintf(kind, sizeof(kind), "%s.%s", type,
	    strcmp(verb, "annul") == 0 ? "annulled" : "ratified");
	event = json_pack("{s:s,s:s,s:s,s:{s:s}}", EVENT_DO, kind, EVENT_ON,
	    json_member_text(row, "id"), "event",
	    json_member_text(row, "event"), EVENT_PERSONAL, "reason", reason);
	if (event == NULL)
		return err_nomem(e);
	return write_event_take(
	    a, &ledger, event, row_label(row), NULL, type, e);
}

/* All of them, or none. */
static int
rule_on_all(const struct actor *a, const char *verb, const json_t *rows,
    const char *reason, struct err *e)
{
	int is_own, failed;
	json_t *row;
	size_t i;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	failed = 0;
	json_array_foreach (rows, i, row) {
		if (!failed && strcmp(verb, "annul") == 0)
			failed = power_may_annul(a, row, e);
		if (!failed)
			failed = rule_on(a, verb, row, reason, e);
	}
	return action_end(a, is_own, failed, e);
}

int
power_rule(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *event = request_text(request, "event");
	const char *power = request_text(request, "power");
	json_t *rows = NULL;
	int failed;

	if ((event == NULL) == (power == NULL))
		return err_set(e, ERR_USAGE,
		    "say which acts: event=ID, or power=ID for all that wait "
		    "under it");
	failed = list_held(a, power, &rows, e) != 0 ||
		 choose_event(rows, event, e) != 0 ||
		 rule_on_all(a, self->verb, rows,
		     request_text(request, "reason"), e) != 0;
	if (!failed)
		*out = json_pack("{s:s,s:I}", "ruling", self->verb, "acts",
		    (json_int_t)json_array_size(rows));
	json_decref(rows);
	return failed ? -1 : 0;
}
