/*
 * standing: the events that stand, laid out for guards and derived columns,
 * and what they ask of them.
 */
#ifndef SANJI_RECORDS_STANDING_H
#define SANJI_RECORDS_STANDING_H

#include "schema/records/record_type.h"

/*
 * Add an event to those laid out in room, which is as long as there are
 * events to add and is given each time.
 */
void standing_add(struct standing *s, struct standing_event *room,
    const struct standing_event *ev);

/* The last event of a kind, or NULL. */
const struct standing_event *
standing_last(const struct standing *s, const char *kind);

/* The last of a kind whose field is that text, which may be NULL; or NULL. */
const struct standing_event *standing_last_with(const struct standing *s,
    const char *kind, const char *field, const char *text);

/* Whether the event, which may be NULL, has that text in the field. */
int standing_says(
    const struct standing_event *ev, const char *field, const char *text);

/* The sum of an integer field over all events of a kind. */
json_int_t
standing_sum(const struct standing *s, const char *kind, const char *field);

#endif
