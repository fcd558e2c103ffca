/*
 * listing: the tree of halls as the root publishes it, members or not.
 *
 *	hall.listed in the root's gazette --> [listing] --> who is above whom
 *
 * Of halls elsewhere in the tree not everybody holds the admissions, but
 * everybody holds the root's gazette.  What must come out the same for all
 * holders of a ledger is asked here.
 */
#ifndef SANJI_FOLD_LISTING_H
#define SANJI_FOLD_LISTING_H

#include "sync/fold/authority.h"
#include "sync/fold/status.h"

/* Take in a listing of that status; events come after all they knew. */
int listing_add(struct authority *a, const struct view *view,
    const struct gazette_event *ev, enum event_status status,
    struct err *e) MUST_CHECK;

/* Whether an event of a gazette knew the hall to be listed under another. */
int listing_was_known(const struct authority *a, const struct view *view,
    const struct gazette_event *ev, const struct hall_code *code,
    const struct hall_code *parent);

/* Release them all. */
void listings_free(struct authority *a);

/* The hall it is listed under now; NULL of the root and of one not listed. */
const struct hall_code *
listing_parent(const struct authority *a, const struct hall_code *code);

/* Steps below the root; AUTHORITY_RANK_MAX if the hall is not listed. */
unsigned listing_rank(const struct authority *a, const struct hall_code *code);

/* Whether a hall is listed further up than another, in its line. */
int listing_is_above(const struct authority *a, const struct hall_code *above,
    const struct hall_code *below);

#endif
