/*
 * lineage: which halls stood above a hall, as somebody knew.
 *
 *	listings, a past --> [lineage] --> above or not; what a move ends
 *
 * When a hall comes under another one, the halls it leaves go on until they
 * hear of it, and what they wrote stays.  So who may write where is asked of
 * what a change set knew (RULES A1), and what a hall may hold of a space it
 * was once concerned with is what was written without knowing that it is no
 * longer.  A past only grows along a branch, so that is a beginning of it.
 */
#ifndef SANJI_FOLD_LINEAGE_H
#define SANJI_FOLD_LINEAGE_H

#include "sync/fold/judge.h"

/* Most halls that ever stood above one; others are not looked at. */
#define LINEAGE_MAX 64

/* Whether, as the act's author knew, a hall was above another. */
int lineage_knew_above(const struct view *view, const struct authority *a,
    const struct act *act, const struct hall_code *above,
    const struct hall_code *below);

/*
 * Whether it ever was, and nothing in the past says that it no longer is.
 * past NULL: whether it ever was.
 */
int lineage_was_above(const struct view *view, const struct authority *a,
    const struct past *past, const struct hall_code *above,
    const struct hall_code *below);

/* Whether one of the two is above the other, or ever was. */
int lineage_is_related(const struct view *view, const struct authority *a,
    size_t one, size_t other);

/*
 * What became of an act by a hall that its author knew to be above, and that
 * is not any more: ok inside the cut of the move, or sealed; else held, as
 * after a revocation its author did not know (RULES A3 to A5).
 */
int lineage_judge(const struct view *view, const struct authority *a,
    const struct act *act, const struct hall_code *above,
    const struct hall_code *below, enum event_status *out,
    struct err *e) MUST_CHECK;

/*
 * Whether a hall may hold a change set of that space with that past, though it
 * is not concerned with the space any more, or only because a ledger it
 * holds names it: gazettes of halls left behind go where the ledgers go.
 */
int lineage_may_hold(const struct view *view, const struct authority *a,
    const struct past *past, const struct hall_code *hall,
    const struct space_name *space);

/*
 * The most steps below the root that a hall ever was: gazettes are read in
 * this order, since each depends on those of less depth alone.
 */
unsigned lineage_depth(const struct authority *a, const struct hall_code *code);

#endif
