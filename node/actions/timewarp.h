/*
 * timewarp: times that cannot be right.
 *
 *	change sets held, now --> [timewarp] --> which claim to have been
 *written before what they had seen, or after now
 *
 * Of two clocks that contradict each other it cannot be told which is wrong,
 * so what both say is doubted.  Nothing is out of force because of it (RULES
 * O): deadlines that rest on such times are to be checked, and figures say so.
 */
#ifndef SANJI_ACTIONS_TIMEWARP_H
#define SANJI_ACTIONS_TIMEWARP_H

#include "node/actions/action.h"

/*
 * Change sets whose times contradict others, each by its id in hexadecimal, a
 * new object; NULL with what the store fails with.
 */
json_t *timewarp_doubts(const struct actor *a, struct err *e) MUST_CHECK;

/* Whether the time of any of a case's events ("change_set", "time") is among
 * those, or after now by more than clocks may differ (ENGINE_SKEW_S). */
int timewarp_touches(
    const struct actor *a, const json_t *doubts, const json_t *events);

#endif
