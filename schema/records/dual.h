/*
 * dual: one application received at two halls (两头受理).
 *
 *	two cases of one applicant and item --> [dual] --> which keeps its
 *number
 *
 * No fold sees two ledgers, so the lowest hall that holds both rules on it,
 * by an event in each (case.linked).  This is what its ruling says; a person
 * may say otherwise later.
 */
#ifndef SANJI_RECORDS_DUAL_H
#define SANJI_RECORDS_DUAL_H

#include <jansson.h>

/*
 * Whether the second of two rows of cases, of one applicant and item, in
 * order of reception, is the same application again: it was received before
 * the first was over.
 */
int dual_is_again(const json_t *first, const json_t *second);

/*
 * Whether a keeps its number, and b becomes another name of it: who received
 * it first, as halls claim, and else the lower number.  Never both ways.
 */
int dual_keeps(const json_t *a, const json_t *b);

#endif
