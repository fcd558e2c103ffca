/*
 * reach: how far along a branch another hall may hold it.
 *
 *	branch, hall --> its head; the last change set before a move; nothing
 */
#ifndef SANJI_ENGINE_REACH_H
#define SANJI_ENGINE_REACH_H

#include "sync/engine/engine.h"

/*
 * Whether a hall may hold any change sets of a space, all or a beginning.  A
 * hall that is concerned with it now may hold all; one that was, or that holds
 * a ledger which names it, what was written without knowing of the move
 * (lineage.h).
 */
int reach_is_any(const struct engine *g, const struct space_name *space,
    const struct hall_code *hall);

/* The last change set of the branch it may hold; at most fork_seq if none of
 * the branch's own. */
int reach_of(struct engine *g, uint32_t branch, const struct hall_code *hall,
    uint64_t *out, struct err *e) MUST_CHECK;

#endif
