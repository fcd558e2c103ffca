/*
 * neighbours: where the halls above can be called.
 *
 *	addresses published, hall.conf --> [neighbours] --> dialer
 */
#ifndef SANJI_LOOP_NEIGHBOURS_H
#define SANJI_LOOP_NEIGHBOURS_H

#include "node/hall_dir.h"
#include "node/loop/dialer.h"

/*
 * Halls above, nearest first: where each has published that it is, or else
 * where hall.conf says, of the hall it names or of the nearest.  -1 with what
 * the store fails with.
 */
int neighbours_learn(
    const struct hall_dir *h, struct dialer *d, struct err *e) MUST_CHECK;

#endif
