/*
 * cover: acts the root had receipted before it knew that their author's
 * power had ended (RULES A7).
 *
 *	own receipts that others show, acts that are held --> [cover] -->
 *	covered, as events
 *
 * A root that was put back to an earlier day may revoke without knowing what
 * it had held and stamped.  What it left outside a cut on purpose, knowing
 * it, is not covered.
 */
#ifndef SANJI_ENGINE_COVER_H
#define SANJI_ENGINE_COVER_H

#include "sync/engine/engine.h"

/* Write what there is to write; written_out counts the change sets. */
int engine_cover(struct engine *g, int64_t time_s, size_t *written_out,
    struct err *e) MUST_CHECK;

#endif
