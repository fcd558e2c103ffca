/*
 * sealing: what an action says of a citizen, sealed before it is signed.
 *
 *	events in clear --[sealing]--> events as they are signed, keys stored
 *
 * Private to engine/.
 */
#ifndef SANJI_ENGINE_SEALING_H
#define SANJI_ENGINE_SEALING_H

#include <jansson.h>

#include "sync/engine/engine.h"

/*
 * Seal the personal fields of events (an array, borrowed) for a space, each
 * value on its own under the key of its record; an event that opens a record
 * gets a new key and says its hash.  Within a transaction.  *out is a new
 * array.  -1 with ERR_FORMAT (a field is not as declared), ERR_REFUSED (the
 * key has not arrived, or was destroyed), ERR_LIMIT.
 */
int sealing_of(struct engine *g, const struct space_name *space,
    const json_t *events, json_t **out, struct err *e) MUST_CHECK;

#endif
