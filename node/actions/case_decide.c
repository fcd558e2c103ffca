/*
 * Decisions: made, and revoked, under a power unless the county acts.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/material_names.h"
#include "schema/base/json.h"

/* Name the power, if the operator did not and this hall needs one. */
static int
add_power(const struct actor *a, const json_t *request, const json_t *row,
    json_t *event, struct err *e)
{
	json_t *power;
	int failed = 0;

	if (json_object_get(request, "power") != NULL || !case_needs_power(a))
		return 0;
	power = case_power(a, row, e);
	if (power != NULL)
		failed = json_put_take(event, "power", json_incref(power), e);
	json_decref(power);
	return failed;
}

/* The event, with the materials that follow later by their names. */
static json_t *
decision_of(const struct actor *a, const struct action *self,
    const json_t *request, const json_t *row, struct err *e)
{
	json_t *opening = case_opening(a, row, e);
	json_t *copy = json_copy((json_t *)(uintptr_t)request), *event = NULL;

	if (copy == NULL)
		(void)err_nomem(e);
	else if (material_names_put(copy, "missing",
		     json_object_get(opening, "pieces"), e) == 0)
		event =
		    request_event(self, json_member_text(row, "id"), copy, e);
	json_decref(copy);
	json_decref(opening);
	return event;
}

int
case_decide(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	json_t *event = NULL;
	struct space_name ledger;
	int failed = row == NULL || case_is_here(a, row, e) != 0 ||
		     case_ledger(row, &ledger, e) != 0;

	if (!failed) {
		event = decision_of(a, self, request, row, e);
		failed =
		    event == NULL || add_power(a, request, row, event, e) != 0;
	}
	if (!failed)
		failed = write_event_take(a, &ledger, json_incref(event),
			     json_member_text(row, "number"), request, "case",
			     e) != 0 ||
			 case_named(row, out, e) != 0;
	if (!failed && json_object_get(event, "power") != NULL)
		failed = json_object_set(*out, "power",
			     json_object_get(event, "power")) != 0
			     ? err_nomem(e)
			     : 0;
	json_decref(event);
	json_decref(rows);
	return failed ? -1 : 0;
}
