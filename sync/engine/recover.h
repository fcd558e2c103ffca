/*
 * recover: the county by its recovery key.
 *
 *	recovery key, fresh keys, what is held --> member.recovered, and once
 *	the ledgers are back member.ended
 */
#ifndef SANJI_ENGINE_RECOVER_H
#define SANJI_ENGINE_RECOVER_H

#include "sync/engine/cut.h"
#include "sync/engine/engine.h"

/*
 * Name the engine's keys as the county's, in a new incarnation: of what other
 * keys of the county wrote into its gazette stands what the cut has inside,
 * which is what is held here, as chosen (NULL: all).  -1 with ERR_REFUSED if
 * it is not the county's recovery key, or this is not the county.
 */
int engine_recover(struct engine *g, const struct sign_secret *recovery,
    const struct cut_choice *choice, int64_t time_s, struct err *e) MUST_CHECK;

/*
 * End those other keys in ledgers, too, cut at what is held here, as chosen.
 * Only a key that was recovered may.  Does nothing if it was done.
 */
int engine_end_others(struct engine *g, const struct cut_choice *choice,
    int64_t time_s, struct err *e) MUST_CHECK;

#endif
