/*
 * forks: the logs held here that forked, as people look at them.
 */
#ifndef SANJI_ENGINE_FORKS_H
#define SANJI_ENGINE_FORKS_H

#include <jansson.h>

#include "sync/engine/engine.h"

/*
 * A list of forks, one object each:
 *
 *	fork      the least id of its siblings
 *	space     "ledger/330421111205"
 *	log       "330421111205/1/8f3a…", within the space
 *	hall      whose log it is
 *	incarnation
 *	follows   seq of the change set they follow; 0: they are the first
 *	ruled     whether a ruling decides it (RULES B2)
 *	siblings  a list: id, change_sets (on that branch, until it forks
 *	          again), first_time, last_time, summary of the first, stands
 *
 * A new reference, or NULL with what the store fails with.
 */
json_t *engine_forks(struct engine *g, struct err *e) MUST_CHECK;

#endif
