/*
 * refusal: why an event that this hall wanted to write was not taken, in
 * words the operator can act on.
 *
 * Private to engine/.
 */
#ifndef SANJI_ENGINE_REFUSAL_H
#define SANJI_ENGINE_REFUSAL_H

#include "sync/engine/inside.h"

/* Say it in *said, as ERR_REFUSED, or as the form that was broken. */
void refusal_say(struct engine *g, uint32_t space, const struct store_event *ev,
    struct err *said);

#endif
