/*
 * quota: how much of what one hall writes is taken in on one day.
 *
 *	author, bytes, day --> taken, or it waits where it is
 *
 * Whoever has the key of a hall could fill the disks of all halls above it with
 * change sets that are all in order.  What is beyond a day's room is neither
 * stored nor refused: it is not asked for before the next day, and the doctor
 * says whose it is.  What a hall and the halls above it wrote themselves is not
 * counted here.  Private to engine/.
 */
#ifndef SANJI_ENGINE_QUOTA_H
#define SANJI_ENGINE_QUOTA_H

#include "sync/engine/engine.h"

/* Take that many bytes of the hall, in the transaction: 1; 0: no room; -1. */
int quota_take(struct engine *g, const struct hall_code *author, size_t len,
    int64_t time_s, struct err *e) MUST_CHECK;

/*
 * The day's room of the hall is taken up: what it surely signed was left out,
 * or anybody could take up its room.
 */
int quota_fill(struct engine *g, const struct hall_code *author, int64_t time_s,
    struct err *e) MUST_CHECK;

/* Whether there is room for more of the hall today: 1, 0, -1. */
int quota_has_room(struct engine *g, const struct hall_code *author,
    int64_t time_s, struct err *e) MUST_CHECK;

#endif
