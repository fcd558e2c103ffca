/*
 * revoking: the events that end the keys of a hall.
 */
#ifndef SANJI_ENGINE_REVOKING_H
#define SANJI_ENGINE_REVOKING_H

#include <jansson.h>

#include "sync/engine/engine.h"

/*
 * A list of member.revoked, one for each key of the hall that is not revoked,
 * all with one cut over all its logs: at what is held here, or at what is
 * claimed to be from before a time (0: all that is held).  A new reference,
 * or NULL.
 */
json_t *revocations_of(struct engine *g, const struct hall_code *hall,
    const char *reason, int64_t before_s, struct err *e) MUST_CHECK;

#endif
