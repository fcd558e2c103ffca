/*
 * dump: the state of a space as text, for comparing replicas byte by byte.
 *
 * The same change sets give the same bytes on every replica (RULES P1).
 * Lines, each a JSON value: the space, its change sets by id, its events by
 * id with status and reason, its records by type and name with their values.
 */
#ifndef SANJI_ENGINE_DUMP_H
#define SANJI_ENGINE_DUMP_H

#include "schema/base/buf.h"
#include "sync/engine/engine.h"

/* Append the dump of one space; all that is dirty must have been folded. */
int engine_dump_space(struct engine *g, const struct space_name *space,
    struct buf *out, struct err *e) MUST_CHECK;

/* Append the dumps of all spaces held, ordered by name. */
int engine_dump(struct engine *g, struct buf *out, struct err *e) MUST_CHECK;

#endif
