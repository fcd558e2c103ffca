/*
 * standing: which branch of a forked log stands (RULES B).
 *
 *	chart, cuts, change sets of halls above --> [standing] --> fallen_from
 */
#ifndef SANJI_FOLD_STANDING_H
#define SANJI_FOLD_STANDING_H

#include "sync/fold/authority.h"

/*
 * Set fallen_from of every branch in the space, halls judged from the root
 * down.  Does nothing to a space without forks.  changed_out is 1 if any
 * branch's standing is another than before.
 */
int standing_settle(struct chart *chart, const struct view *view,
    const struct authority *a, uint32_t space, int *changed_out,
    struct err *e) MUST_CHECK;

#endif
