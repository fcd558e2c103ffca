/*
 * Steps of a case and facts about it: one event each, as declared.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "schema/base/json.h"
#include "schema/records/case_type.h"

/* Write the action's event about the case the request names. */
int
case_step(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	int failed =
	    row == NULL ||
	    write_about_take(a, "case", row,
		request_event(self, json_member_text(row, "id"), request, e),
		request, e) != 0 ||
	    case_named(row, out, e) != 0;

	json_decref(rows);
	return failed ? -1 : 0;
}

/* Before acceptance a citizen withdraws, after it pulls back (撤件, 撤回). */
static const char *
withdrawal_of(const json_t *row)
{
	int is_accepted =
	    json_is_integer(json_object_get(row, "accepted_time"));

	/* A review that overturned a return took the acceptance back, too. */
	return !is_accepted ||
		       json_member_integer(row, "state", 0) == CASE_RECEIVED
		   ? "case.withdrawn"
		   : "case.pulled_back";
}

int
case_withdraw(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	struct action back = *self;

	if (row == NULL)
		return -1;
	back.event = withdrawal_of(row);
	json_decref(rows);
	return case_step(a, &back, request, out, e);
}
