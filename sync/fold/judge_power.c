/*
 * A decision under a power, asked in this order:
 *
 *  1. the grant is known, for this hall, and allows it (RULES A1);
 *  2. the hall had not handed it back itself (A8);
 *  3. the power had not been revoked, nor was it suspended (A2 to A5);
 *  4. its term was not over, and the view not too old (A9).
 *
 * The first that says no decides.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/day.h"
#include "sync/fold/judge.h"

#define DAY_S 86400

/* --- granted (RULES A1) --------------------------------------------------- */

static int
is_granted(const struct view *view, const struct authority *a,
    const struct power *p, const struct act *act,
    const struct power_subject *subject)
{
	return p != NULL && p->at.branch != 0 && act->hall != HALL_UNKNOWN &&
	       hall_code_is_same(&p->grantee, &a->halls[act->hall].code) &&
	       past_contains(act->past, view->chart, p->at) &&
	       power_allows(p->granted, subject);
}

/* Whoever said that it is done with a power does nothing more by it. */
static int
is_handed_back(
    const struct view *view, const struct power *p, const struct act *act)
{
	for (size_t i = 0; i < p->closings.count; i++)
		if (past_contains(
			act->past, view->chart, p->closings.items[i].at))
			return 1;
	return 0;
}

/* --- suspended ------------------------------------------------------------ */

/*
 * As with revocations: what was held when it was suspended stands, what knew
 * of it is refused, the rest held.  A suspension says nothing to an act
 * that knew of the resumption.
 */
static int
judge_suspended(const struct view *view, const struct authority *a,
    const struct power *p, const struct act *act, enum event_status *out,
    struct err *e)
{
	int inside;

	if (judge_is_inside_any(view, act, &p->suspensions, NULL, &inside, e) !=
	    0)
		return -1;
	for (size_t i = 0; !inside && i < p->suspensions.count; i++) {
		const struct revocation *s = &p->suspensions.items[i];
		enum event_status status;

		if (authority_is_lifted(view, p, s, act->past))
			continue;
		if (judge_revoked(view, a, act, s, &status, e) != 0)
			return -1;
		if (status == EVENT_REFUSED || *out == EVENT_OK)
			*out = status;
	}
	return 0;
}

/* --- clocks (RULES A9) ---------------------------------------------------- */

/*
 * Whoever knew that it was later than it claims is judged by that: the clock
 * of a hall set back does not make a term longer.
 */
static int
is_in_term(const json_t *granted, int64_t claimed_s, int64_t known_s)
{
	const char *from = json_member_text(granted, "valid_from");
	const char *to = json_member_text(granted, "valid_to");
	char first[DAY_TEXT_MAX], last[DAY_TEXT_MAX];

	day_of(claimed_s, first);
	day_of(known_s > claimed_s ? known_s : claimed_s, last);
	return (from == NULL || strcmp(first, from) >= 0) &&
	       (to == NULL || strcmp(last, to) <= 0);
}

int
judge_view_age(const struct view *view, const struct authority *a,
    const struct act *act, int64_t *out, struct err *e)
{
	const struct chart *c = view->chart;
	struct space_name gazette = {SPACE_GAZETTE, a->halls[0].code};
	uint32_t space = chart_space(c, &gazette);
	int64_t newest = 0;

	for (uint32_t b = 1; b < c->branch_count; b++) {
		struct position at = {b, 0};
		int64_t time = 0;

		if (c->logs[c->branches[b].log].space != space)
			continue;
		at.seq = past_reach(act->past, c, b);
		if (at.seq <= c->branches[b].fork_seq)
			continue;
		if (view->time_of(view->context, at, &time, e) != 0)
			return -1;
		newest = time > newest ? time : newest;
	}
	*out = act->time - newest;
	return 0;
}

/* A clock can only move an act to held. */
static int
judge_clocks(const struct view *view, const struct authority *a,
    const struct power *p, const struct act *act, enum event_status *out,
    struct err *e)
{
	json_int_t days = json_member_integer(p->granted, "view_days", 0);
	int64_t age = 0;

	if (days == 0 && json_object_get(p->granted, "valid_from") == NULL &&
	    json_object_get(p->granted, "valid_to") == NULL)
		return 0;
	if (judge_view_age(view, a, act, &age, e) != 0)
		return -1;
	if (!is_in_term(p->granted, act->time, act->time - age) ||
	    (days > 0 && age > days * DAY_S))
		*out = EVENT_HELD;
	return 0;
}

/* --- all of it ------------------------------------------------------------ */

int
judge_power(const struct view *view, const struct authority *a,
    const struct act *act, const char *power,
    const struct power_subject *subject, struct power_verdict *out,
    struct err *e)
{
	const struct power *p =
	    power == NULL ? NULL : authority_power(a, power);

	*out = (struct power_verdict){.status = EVENT_OK, .reason = ""};
	if (act->hall == 0)
		return 0;
	if (!is_granted(view, a, p, act, subject)) {
		out->status = EVENT_NOAUTH;
		out->reason = "RULES A1";
		return 0;
	}
	if (is_handed_back(view, p, act)) {
		out->status = EVENT_REFUSED;
		out->reason = "RULES A8";
		return 0;
	}
	if (judge_ended(view, a, act, &p->revocations, NULL, &out->status,
		&out->is_inside_cut, e) != 0)
		return -1;
	if (out->status == EVENT_OK && !out->is_inside_cut &&
	    judge_suspended(view, a, p, act, &out->status, e) != 0)
		return -1;
	if (out->status != EVENT_OK) {
		out->reason = "RULES A5";
		return 0;
	}
	if (judge_clocks(view, a, p, act, &out->status, e) != 0)
		return -1;
	if (out->status != EVENT_OK)
		out->reason = "RULES A9";
	return 0;
}
