/*
 * Decisions: made, and revoked, under a power unless the county acts.
 */
#include "node/actions/case_acts.h"
#include "schema/base/json.h"

/* The newest power this hall holds for the item; NULL if there is none. */
static json_t *
power_for(const struct actor *a, const char *item, struct err *e)
{
	struct report_parameter p[] = {
	    {":hall", engine_identity(a->engine)->hall.digits, 0},
	    {":item", item, 0},
	};
	json_t *rows = store_report(
	    engine_store(a->engine), REPORT_POWERS_OF, p, COUNT_OF(p), e);
	json_t *power =
	    json_incref(json_object_get(json_array_get(rows, 0), "id"));

	json_decref(rows);
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
	power = power_for(a, json_member_text(row, "item"), e);
	if (power != NULL)
		failed = json_put_take(event, "power", json_incref(power), e);
	json_decref(power);
	return failed;
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
		event = request_event(
		    self, json_member_text(row, "id"), request, e);
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
