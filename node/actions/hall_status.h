/*
 * hall_status: one screen about this hall, and what waits at it.
 */
#ifndef SANJI_ACTIONS_HALL_STATUS_H
#define SANJI_ACTIONS_HALL_STATUS_H

#include "node/actions/action.h"

/* Most open cases whose deadlines are worked out to be counted. */
#define HALL_DUE_MAX 2000

/* {hall, name, county, incarnation, counts, last_sync} */
int hall_status(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

/*
 * {received, supplementing, handling, paused, conflicts, held, near, overdue,
 * last_sync}: how much waits for somebody; near and overdue are left out if
 * more than HALL_DUE_MAX cases are open.
 */
int hall_counters(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

#endif
