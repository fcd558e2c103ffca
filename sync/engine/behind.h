/*
 * behind: how far other halls are behind this one, by what they signed.
 *
 *	chart, receipts --> [behind] --> change sets not receipted, of each hall
 */
#ifndef SANJI_ENGINE_BEHIND_H
#define SANJI_ENGINE_BEHIND_H

#include "sync/engine/engine.h"

/*
 * How many change sets are held here that a hall may hold too, did not write
 * and has not signed that it holds (RULES R1): counts[i] for the hall of that
 * index in authority, count of them.  This hall's own is 0.  -1 with
 * ERR_NOMEM or what the store fails with.
 */
int engine_behind(
    struct engine *g, uint64_t *counts, size_t count, struct err *e) MUST_CHECK;

#endif
