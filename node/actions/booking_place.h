/*
 * booking_place: the hall whose slots they are gives the places.
 *
 *	bookings that wait, slots --> [booking_place] --> confirmed, moved
 *	    to the next free slot, or refused: an event each
 */
#ifndef SANJI_ACTIONS_BOOKING_PLACE_H
#define SANJI_ACTIONS_BOOKING_PLACE_H

#include "node/actions/action.h"

/* How a moment is compared with the beginning of a slot: "2026-11-28 09:00". */
#define SLOT_MOMENT_MAX 17
void slot_moment(int64_t time_s, char out[SLOT_MOMENT_MAX]);

/*
 * Slots held here as an array, by their beginning: one by its name, or (name
 * "") those of a hall ("": of all) that begin at that moment or later.  "free"
 * is what is left for bookings that hall `asks` takes, as far as is known here;
 * "waiting" how many have no answer yet, "kept" how many more that hall may
 * promise whoever else books.
 */
json_t *slot_rows(const struct actor *a, const char *name, const char *hall,
    const char *moment, const char *asks, struct err *e) MUST_CHECK;

/* Whether a row of the above is published and has a place. */
int slot_has_place(const json_t *slot);

/* Whether a slot is one of those rows. */
int slot_is_among(const json_t *rows, const json_t *slot);

/*
 * Of rows in order, the first with a place that serves the same as `slot` and
 * begins after it; NULL if there is none.
 */
const json_t *slot_next(const json_t *rows, const json_t *slot);

/*
 * Give a place to every booking of a slot of this hall that has none, in the
 * order in which this hall heard of them: the one asked for, or the next free
 * one, or none.  Who had a place in a slot that was withdrawn or made smaller
 * gets the next one likewise.  *written grows with the events written.
 */
int booking_place_all(
    const struct actor *a, size_t *written, struct err *e) MUST_CHECK;

#endif
