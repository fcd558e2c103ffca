/*
 * cut: how far a hall's logs reach here, as a revocation writes it.
 */
#ifndef SANJI_ENGINE_CUT_H
#define SANJI_ENGINE_CUT_H

#include <jansson.h>

#include "sync/engine/engine.h"

/*
 * A frontier {"<space> <log>": [ids]} over all logs of the hall held here
 * (RULES A8).  A new reference, or NULL.
 */
json_t *engine_cut_of(
    struct engine *g, const struct hall_code *hall, struct err *e) MUST_CHECK;

/*
 * How far the halls above one, but the root, have written in its ledger and in
 * those of halls below it, as it stands when that hall comes under another.
 */
json_t *engine_cut_above(
    struct engine *g, const struct hall_code *hall, struct err *e) MUST_CHECK;

/* Where a cut lies, if it is to lie before what is held. */
struct cut_choice {
	/* In each log what claims this time, and all after it, is outside. */
	int64_t before_s;
	/* In its log this one is the first outside, whatever its time; it is
	 * held here; all 0: none. */
	struct changeset_id first_out;
};

/* The same, as chosen. */
json_t *engine_cut_before(struct engine *g, const struct hall_code *hall,
    const struct cut_choice *choice, struct err *e) MUST_CHECK;

#endif
