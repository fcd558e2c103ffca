/*
 * An emergency: a power is taken back by a cut which may lie before what is
 * held here (RULES A8).  What would become of the grantee's acts can be seen
 * before anything is written: it is written, folded and forgotten again.
 */
#include <stdio.h>
#include <string.h>

#include "node/actions/log_acts.h"
#include "node/actions/power.h"
#include "schema/base/json.h"
#include "schema/records/day.h"
#include "sync/engine/cut.h"

#define DAY_S 86400

/* --- where the cut lies --------------------------------------------------- */

/* The one change set whose id begins like that; the rest of an event's id
 * does not matter. */
static int
find_changeset(const struct actor *a, const char *typed, struct cut_choice *out,
    struct err *e)
{
	json_t *rows = NULL;
	const json_t *row = log_find(a, typed, &rows, e);
	int failed =
	    row == NULL || changeset_id_parse(json_member_text(row, "id"),
			       &out->first_out) != 0;
	if (!failed)
		out->before_s = json_member_integer(row, "time", 0);
	json_decref(rows);
	return failed ? -1 : 0;
}

/* The first act under the power in the case. */
static int
find_act(const struct actor *a, const json_t *power, const char *number,
    struct cut_choice *out, struct err *e)
{
	json_t *acts = power_acts(a, power, e), *act;
	const char *found = NULL;
	int failed = acts == NULL;
	size_t i;

	json_array_foreach (acts, i, act) {
		const char *of = json_member_text(act, "number");

		if (found == NULL && of != NULL && strcmp(of, number) == 0)
			found = json_member_text(act, "change_set");
	}
	if (!failed)
		failed = found == NULL
			     ? err_set(e, ERR_NOT_FOUND,
				   "nothing was decided under this power in "
				   "case \"%s\"",
				   number)
			     : find_changeset(a, found, out, e);
	json_decref(acts);
	return failed ? -1 : 0;
}

/* The first moment of the day in China. */
static int
find_day(const char *typed, struct cut_choice *out, struct err *e)
{
	if (!day_is_valid(typed))
		return err_set(e, ERR_FORMAT,
		    "\"%s\" is no day; write it like 2026-11-23", typed);
	out->before_s = (int64_t)day_number(typed) * DAY_S - DAY_ZONE_S;
	return 0;
}

/* 1 chosen, 0 not, -1. */
static int
choose(const struct actor *a, const json_t *power, const json_t *request,
    struct cut_choice *out, struct err *e)
{
	const char *from = request_text(request, "from");
	const char *number = request_text(request, "case");
	const char *day = request_text(request, "day");
	int failed = 0;

	if ((from != NULL) + (number != NULL) + (day != NULL) > 1)
		return err_set(e, ERR_USAGE,
		    "give one of from, case and day, not several");
	*out = (struct cut_choice){.before_s = INT64_MAX};
	if (from != NULL)
		failed = find_changeset(a, from, out, e);
	else if (number != NULL)
		failed = find_act(a, power, number, out, e);
	else if (day != NULL)
		failed = find_day(day, out, e);
	else
		return 0;
	return failed ? -1 : 1;
}

int
power_put_cut(const struct actor *a, const json_t *power, const json_t *request,
    json_t *event, struct err *e)
{
	struct engine *g = a->engine;
	struct hall_code grantee;
	struct cut_choice choice;
	int chosen = choose(a, power, request, &choice, e);
	json_t *cut;

	if (chosen < 0)
		return -1;
	if (hall_code_parse(json_member_text(power, "grantee"), &grantee) != 0)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	if (json_object_get(event, "cut") == NULL) {
		cut = chosen ? engine_cut_before(g, &grantee, &choice, e)
			     : engine_cut_of(g, &grantee, e);
		if (json_put_take(event, "cut", cut, e) != 0)
			return -1;
	} else {
		chosen = 1;
	}
	return chosen ? json_put_take(
			    event, "held", engine_cut_of(g, &grantee, e), e)
		      : 0;
}

/* --- what it would do ----------------------------------------------------- */

json_t *
power_acts(const struct actor *a, const json_t *power, struct err *e)
{
	struct report_parameter p[] = {
	    {":power", json_member_text(power, "id"), 0},
	    {":hall", json_member_text(power, "grantee"), 0},
	};

	return store_report(
	    engine_store(a->engine), REPORT_POWER_ACTS, p, COUNT_OF(p), e);
}

static int
counts(const json_t *act)
{
	return event_status_is_in_force(
	    (enum event_status)json_member_integer(act, "status", 0));
}

/* An act that was in force before, and is not after. */
static int
add_fallen(json_t *list, json_t *act, struct err *e)
{
	const char *status = event_status_word(
	    (enum event_status)json_member_integer(act, "status", 0));

	return json_put_take(act, "becomes", json_string(status), e) != 0 ||
		       json_array_append(list, act) != 0
		   ? -1
		   : 0;
}

static json_t *
compare(const json_t *before, json_t *after, const char *id, struct err *e)
{
	json_t *fallen = json_array(), *act, *out;
	json_int_t stand = 0;
	int failed = fallen == NULL;
	size_t i;

	json_array_foreach (after, i, act) {
		stand += counts(act);
		if (!failed && counts(json_array_get(before, i)) &&
		    !counts(act))
			failed = add_fallen(fallen, act, e);
	}
	out = failed ? NULL
		     : json_pack("{s:s,s:I,s:O}", "power", id, "would_stand",
			   stand, "would_fall", fallen);
	if (out == NULL)
		(void)err_nomem(e);
	json_decref(fallen);
	return out;
}

int
power_try(const struct actor *a, const json_t *power, json_t *event,
    json_t **out, struct err *e)
{
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	const char *id = json_member_text(power, "id");
	json_t *before = NULL, *after = NULL;
	int failed, is_own;

	if (action_begin(a, &is_own, e) != 0) {
		json_decref(event);
		return -1;
	}
	if (!is_own) {
		json_decref(event);
		return err_set(e, ERR_USAGE,
		    "a dry run takes back what it wrote, so it stands alone, "
		    "and not among other actions");
	}
	before = power_acts(a, power, e);
	failed =
	    write_event_take(a, &gazette, event, id, NULL, "power", e) != 0 ||
	    engine_fold_dirty(a->engine, e) != 0 ||
	    (after = power_acts(a, power, e)) == NULL || before == NULL;
	engine_rollback(a->engine);
	if (!failed)
		*out = compare(before, after, id, e);
	json_decref(before);
	json_decref(after);
	return failed || *out == NULL ? -1 : 0;
}
