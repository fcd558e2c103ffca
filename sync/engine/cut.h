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

#endif
