/*
 * judge: whether a change set, and a decision in it, has authority (RULES A).
 *
 * All verdicts are about the change set's own past and about cuts and seals,
 * never about "now" and never about who arrived first.
 */
#ifndef SANJI_FOLD_JUDGE_H
#define SANJI_FOLD_JUDGE_H

#include "sync/fold/authority.h"
#include "sync/fold/status.h"

/* A change set before the judge. */
struct act {
	struct position at;
	const struct past *past;
	size_t hall; /* index in authority, or HALL_UNKNOWN */
	const uint8_t *key;
	int64_t time;
};

/* Whether the act lies at or below a head of the cut that is held (A2). */
int judge_is_inside(const struct view *view, const struct act *act,
    const struct cut *cut, int *out, struct err *e) MUST_CHECK;

/*
 * The status its author's membership gives the change set: ok, noauth,
 * refused or held.  Forks are not asked (chart_is_standing).
 */
int judge_member(const struct view *view, const struct authority *a,
    const struct act *act, enum event_status *out, struct err *e) MUST_CHECK;

/*
 * The status the power gives a decision in the change set: ok, noauth,
 * refused or held.  subject is what the power must cover.  inside_cut_out
 * is 1 if it stands because it lies inside a cut (RULES O3).
 */
int judge_power(const struct view *view, const struct authority *a,
    const struct act *act, const char *power, const char *subject,
    enum event_status *out, int *inside_cut_out, struct err *e) MUST_CHECK;

#endif
