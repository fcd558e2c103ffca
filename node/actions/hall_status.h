/*
 * hall_status: one screen about this hall, and what waits at it.
 */
#ifndef SANJI_ACTIONS_HALL_STATUS_H
#define SANJI_ACTIONS_HALL_STATUS_H

#include "node/actions/action.h"

/* {hall, name, county, incarnation, counts, last_sync} */
int hall_status(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

/*
 * {received, supplementing, handling, paused, conflicts, held, near, overdue,
 * outbox, last_sync}: how much waits for somebody.
 */
int hall_counters(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

/* Most change sets that are looked at to say what waits. */
#define HALL_OUTBOX_MAX 2000

/*
 * What was written here and a hall above has not signed for (RULES R3):
 * {change_sets, bytes, more, above: [{hall, name}], records: [{type, meaning,
 * number, hall, item, state, since, change_sets, stamps: [{hall, name,
 * held}]}]}; more if as much may wait before that.
 */
int hall_outbox(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

/* Put how many change sets wait into counters: "outbox"; nothing in a hall
 * that has none above. */
int hall_put_outbox(
    const struct actor *a, json_t *counters, struct err *e) MUST_CHECK;

#endif
