/*
 * finding: what no fold can see, since it stands in two records.
 *
 *	pair of rows --> [finding] --> whether somebody should look
 *
 * The store finds pairs that have something in common; these say whether it
 * means anything.  A pair is one object, with the columns of the one as a_…
 * and those of the other as b_….  A ruling on both (link.h) ends it.
 */
#ifndef SANJI_RECORDS_FINDING_H
#define SANJI_RECORDS_FINDING_H

#include <jansson.h>

/*
 * Two complaints by one person about one thing are one if each was registered
 * (a_registered_time) before the other one was closed (b_closed_time).
 */
int finding_same_complaint(const json_t *pair);

/*
 * One card at two halls: whether any two swipes of a_swipes and b_swipes, as
 * JSON text of [{"time"}, …], are closer than FINDING_TRAVEL_S.
 */
#define FINDING_TRAVEL_S 1200
int finding_cannot_travel(const json_t *pair);

#endif
