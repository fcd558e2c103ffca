/*
 * Steps of a case and facts about it: one event each, as declared.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/material_names.h"
#include "schema/base/json.h"
#include "schema/records/case_type.h"
#include "schema/records/day.h"

/* Write the action's event about the case the request names. */
int
case_step(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	int failed =
	    row == NULL || case_is_here(a, row, e) != 0 ||
	    write_about_take(a, "case", row,
		request_event(self, json_member_text(row, "id"), request, e),
		request, e) != 0 ||
	    case_named(row, out, e) != 0;

	json_decref(rows);
	return failed ? -1 : 0;
}

/* A day to bring something by that is over helps nobody. */
static int
check_by(const struct actor *a, const json_t *request, struct err *e)
{
	const char *by = request_text(request, "by");
	char today[DAY_TEXT_MAX];

	day_of(a->now_s, today);
	if (by == NULL || !day_is_valid(by) || strcmp(by, today) >= 0)
		return 0;
	(void)err_set(e, ERR_FORMAT,
	    "%s is %s, which is over; today is %s, name a later day", "by", by,
	    today);
	return err_in_field(e, "by");
}

/* What is asked for: the materials named, or all that have not come. */
static int
put_asked(
    json_t *request, const json_t *row, const json_t *opening, struct err *e)
{
	json_t *lacking;

	if (json_object_get(request, "pieces") != NULL)
		return material_names_put(
		    request, "pieces", json_object_get(opening, "pieces"), e);
	lacking = case_names(row, "asked", e);
	if (lacking == NULL)
		return -1;
	if (json_array_size(lacking) > 0)
		return json_put_take(request, "pieces", lacking, e);
	json_decref(lacking);
	return 0;
}

/* 补正: what is missing, all at once, by the names the item has for it. */
int
case_ask(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	json_t *opening = row == NULL ? NULL : case_opening(a, row, e);
	json_t *copy = json_copy((json_t *)(uintptr_t)request);
	int failed = row == NULL || check_by(a, request, e) != 0;

	if (!failed)
		failed = copy == NULL ? err_nomem(e)
				      : put_asked(copy, row, opening, e);
	if (!failed)
		failed = case_step(a, self, copy, out, e);
	json_decref(copy);
	json_decref(opening);
	json_decref(rows);
	return failed ? -1 : 0;
}

const char *
case_withdrawal(const json_t *row)
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
	back.event = case_withdrawal(row);
	json_decref(rows);
	return case_step(a, &back, request, out, e);
}
