/*
 * Decisions: made, and revoked, under a power unless the county acts.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/material_names.h"
#include "schema/base/json.h"
#include "schema/records/day.h"
#include "schema/records/power.h"

/* Whether the power lets this case be decided, as far as it is in effect. */
static int
is_for(const struct actor *a, const char *power, const json_t *row,
    const json_t *opening)
{
	const struct power *p =
	    authority_power(engine_authority(a->engine), power);
	struct power_subject subject = {
	    json_member_text(row, "id"), opening, "item"};

	return p != NULL && p->granted != NULL &&
	       (opening == NULL || power_allows(p->granted, &subject));
}

/* The newest power this hall holds for the case; NULL if there is none. */
static json_t *
power_for(const struct actor *a, const json_t *row, struct err *e)
{
	char day[DAY_TEXT_MAX];
	struct report_parameter p[] = {
	    {":hall", engine_identity(a->engine)->hall.digits, 0},
	    {":item", json_member_text(row, "item"), 0},
	    {":day", day, 0},
	};
	json_t *rows, *opening = case_opening(a, row, e), *power = NULL, *one;
	size_t i;

	day_of(a->now_s, day);
	rows = store_report(
	    engine_store(a->engine), REPORT_POWERS_OF, p, COUNT_OF(p), e);
	json_array_foreach (rows, i, one)
		if (power == NULL &&
		    is_for(a, json_member_text(one, "id"), row, opening))
			power = json_incref(json_object_get(one, "id"));
	json_decref(rows);
	json_decref(opening);
	return power;
}

static int
needs_power(const struct actor *a, const json_t *request)
{
	const struct authority *all = engine_authority(a->engine);

	return json_object_get(request, "power") == NULL &&
	       authority_hall(all, &engine_identity(a->engine)->hall) != 0;
}

/* Name the power, if the operator did not and this hall needs one. */
static int
add_power(const struct actor *a, const json_t *request, const json_t *row,
    json_t *event, struct err *e)
{
	json_t *power;
	int failed = 0;

	if (!needs_power(a, request))
		return 0;
	power = power_for(a, row, e);
	if (power != NULL)
		failed = json_put_take(event, "power", json_incref(power), e);
	json_decref(power);
	return failed;
}

json_t *
case_power(
    const struct actor *a, const json_t *row, int *needs_out, struct err *e)
{
	*needs_out = needs_power(a, NULL);
	return *needs_out ? power_for(a, row, e) : NULL;
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
	int failed = row == NULL || case_ledger(row, &ledger, e) != 0;

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
