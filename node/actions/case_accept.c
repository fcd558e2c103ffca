/*
 * Accepting a case: its limits, mode and departments come from the item.
 */
#include <stdio.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/case_item.h"
#include "schema/base/json.h"

#define DEPARTMENT_MAX 128 /* bytes of a department's name, with NUL */

/*
 * Who leads: the department the operator names, or the rule for that kind of
 * case, or else the one that gives the final approval, the last.
 */
static int
find_lead(const struct actor *a, const json_t *departments,
    const json_t *request, char out[DEPARTMENT_MAX], struct err *e)
{
	const char *named = request_text(request, "lead");
	const char *kind = request_text(request, "kind");
	json_t *rows = NULL, *rule;
	size_t count = json_array_size(departments);

	if (named == NULL && kind != NULL) {
		rule = only_row(a, REPORT_JOINT_RULES, kind, &rows, e);
		if (rule == NULL)
			return -1;
		named = json_member_text(rule, "department");
	}
	if (named == NULL)
		named =
		    json_string_value(json_array_get(departments, count - 1));
	(void)snprintf(out, DEPARTMENT_MAX, "%s", named);
	json_decref(rows);
	return 0;
}

/* {"department", "role", "promise_days", "hall"}: of the item's i-th. */
static json_t *
part_of(const json_t *item, size_t i, const char *lead)
{
	json_t *name =
	    json_array_get(json_object_get(item, "joint_departments"), i);
	const char *role =
	    strcmp(lead, json_string_value(name)) == 0 ? "lead" : "joint";

	return json_pack("{s:O,s:s,s:O,s:O*}", "department", name, "role", role,
	    "promise_days", json_object_get(item, "promise_days"), "hall",
	    json_array_get(json_object_get(item, "joint_halls"), i));
}

/* The departments of a joint case. */
static json_t *
parts_of(const struct actor *a, const json_t *item, const json_t *request,
    struct err *e)
{
	const json_t *departments = json_object_get(item, "joint_departments");
	char lead[DEPARTMENT_MAX];
	json_t *parts = json_array();
	int failed =
	    parts == NULL || find_lead(a, departments, request, lead, e) != 0;

	for (size_t i = 0; !failed && i < json_array_size(departments); i++)
		failed =
		    json_append_take(parts, part_of(item, i, lead), e) != 0;
	if (failed) {
		json_decref(parts);
		return NULL;
	}
	return parts;
}

/* What the catalogue promises everybody, a window cannot promise less of. */
static int
check_promise(const json_t *event, json_int_t promise, struct err *e)
{
	json_int_t days = json_member_integer(event, "promise_days", promise);

	return days <= promise
		   ? 0
		   : err_set(e, ERR_FORMAT,
			 "the item promises %lld working days, so a case "
			 "cannot promise %lld; leave promise_days out, or "
			 "promise fewer",
			 (long long)promise, (long long)days);
}

static int
put_terms(const struct actor *a, const json_t *item, const json_t *request,
    json_t *event, struct err *e)
{
	int is_joint =
	    json_array_size(json_object_get(item, "joint_departments")) > 1;
	int is_immediate = case_item_has(item, "immediate") && !is_joint;
	json_int_t promise =
	    is_immediate ? 0 : json_member_integer(item, "promise_days", 0);
	int failed = json_object_set(event, "item_version",
			 json_object_get(item, "version")) != 0 ||
		     json_object_set(event, "statutory_days",
			 json_object_get(item, "statutory_days")) != 0 ||
		     check_promise(event,
			 json_member_integer(item, "promise_days", 0), e) != 0;

	if (!failed && json_object_get(event, "promise_days") == NULL)
		failed = json_put_take(
		    event, "promise_days", json_integer(promise), e);
	if (!failed && json_object_get(event, "mode") == NULL)
		failed = json_put_take(event, "mode",
		    json_string(is_immediate ? "immediate" : "promise"), e);
	if (!failed && json_object_get(event, "first_day") == NULL &&
	    json_object_get(item, "first_day") != NULL)
		failed = json_object_set(
		    event, "first_day", json_object_get(item, "first_day"));
	if (!failed && case_item_has(item, "tolerates_missing"))
		failed = json_put_take(
		    event, "tolerates_missing", json_string("yes"), e);
	if (!failed && is_joint)
		failed = json_put_take(
		    event, "coordination", json_string("joint"), e);
	if (!failed && is_joint && json_object_get(event, "parts") == NULL)
		failed = json_put_take(
		    event, "parts", parts_of(a, item, request, e), e);
	return failed ? -1 : 0;
}

json_t *
case_acceptance(const struct actor *a, const json_t *item,
    const json_t *request, const char *id, struct err *e)
{
	const struct action self = {.event = "case.accepted"};
	json_t *event = request_event(&self, id, request, e);

	if (event != NULL && put_terms(a, item, request, event, e) != 0) {
		json_decref(event);
		return NULL;
	}
	return event;
}

int
case_accept(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	json_t *item = NULL;
	struct space_name ledger;
	int failed = row == NULL || case_is_here(a, row, e) != 0 ||
		     case_ledger(row, &ledger, e) != 0;

	(void)self;
	if (!failed) {
		item = case_item_of(a, row, e);
		failed = item == NULL;
	}
	if (!failed)
		failed = write_event_take(a, &ledger,
			     case_acceptance(a, item, request,
				 json_member_text(row, "id"), e),
			     json_member_text(row, "number"), request, "case",
			     e) != 0 ||
			 case_named(row, out, e) != 0;
	json_decref(item);
	json_decref(rows);
	return failed ? -1 : 0;
}
