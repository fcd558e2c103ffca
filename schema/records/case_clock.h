/*
 * case_clock: the clock of a case, from its events.
 *
 *	events in force, in order --> [case_clock] --> deadline.h's input
 *
 * Pure.  What is due is derived wherever it is asked for and stored nowhere,
 * so every hall that holds the events and the calendar says the same.
 */
#ifndef SANJI_RECORDS_CASE_CLOCK_H
#define SANJI_RECORDS_CASE_CLOCK_H

#include <jansson.h>

#include "schema/records/deadline.h"

/* Most events of one case that move its clock; later ones are left out. */
#define CASE_CLOCK_MAX 256

struct case_clock {
	struct deadline_terms terms;
	struct clock_event events[CASE_CLOCK_MAX];
	size_t count;
};

/*
 * Read the clock from events, an array of {"kind", "time", "body"} that are
 * in force, each after what its author knew.  Of several of one step (with
 * "status": "duplicate" and, in "against_change_set" and "against_place",
 * the one that counts, named by its "change_set" and "place") the earliest
 * day is taken.  What is no event of a clock is passed over.
 */
void case_clock_read(const json_t *events, struct case_clock *out);

/*
 * The same for the part a department has in a joint case: what it promised
 * runs from the acceptance of the case, which the citizen knows, stops when
 * that of the case does, and ends when the department finishes its part.
 */
void case_clock_read_part(
    const json_t *events, const char *department, struct case_clock *out);

#endif
