/*
 * finding: entries of the register that stand in two records, or follow from
 * many (schema/records/finding.h).
 */
#ifndef SANJI_ACTIONS_FINDING_H
#define SANJI_ACTIONS_FINDING_H

#include "node/actions/action.h"

/*
 * All of what is held here: a new array of objects with "type", "number" and
 * "hall" of one record, "against" and "against_author" (number and hall) of
 * the other one if there is one, "class", "situation" and "why".  NULL with
 * what the store fails with.
 */
json_t *finding_list(const struct actor *a, struct err *e) MUST_CHECK;

#endif
