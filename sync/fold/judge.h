/*
 * judge: whether a change set, and a decision in it, has authority (RULES A).
 *
 * All verdicts are about the change set's own past and about cuts and seals,
 * never about "now" and never about who arrived first.
 */
#ifndef SANJI_FOLD_JUDGE_H
#define SANJI_FOLD_JUDGE_H

#include "schema/records/power.h"
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

/* What the power a decision names makes of it. */
struct power_verdict {
	enum event_status status; /* ok, noauth, refused or held */
	const char *reason;	  /* the rule, "" if ok */
	int is_inside_cut;	  /* it stands because of that (RULES O3) */
};

/* By that power (NULL: it names none); the root needs none. */
int judge_power(const struct view *view, const struct authority *a,
    const struct act *act, const char *power,
    const struct power_subject *subject, struct power_verdict *out,
    struct err *e) MUST_CHECK;

/*
 * How old the act's view of the root's gazette was, in seconds: by the claimed
 * times of the act and of the newest change set there that it knew.
 */
int judge_view_age(const struct view *view, const struct authority *a,
    const struct act *act, int64_t *out, struct err *e) MUST_CHECK;

/* --- for judge_power.c ---------------------------------------------------- */

/* What one revocation does to an act outside it (A4, A5). */
int judge_revoked(const struct view *view, const struct authority *a,
    const struct act *act, const struct revocation *r, enum event_status *out,
    struct err *e) MUST_CHECK;

/* Inside any that counts (A2, A3); key: of a member's, else NULL. */
int judge_is_inside_any(const struct view *view, const struct act *act,
    const struct revocation_list *list, const uint8_t *key, int *out,
    struct err *e) MUST_CHECK;

/* What all that count do to an act; *out is ok before. */
int judge_ended(const struct view *view, const struct authority *a,
    const struct act *act, const struct revocation_list *list,
    const uint8_t *key, enum event_status *out, int *inside_out,
    struct err *e) MUST_CHECK;

#endif
