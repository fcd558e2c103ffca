/*
 * dual: rulings on what was received at two halls (schema/records/dual.h).
 */
#ifndef SANJI_ACTIONS_DUAL_H
#define SANJI_ACTIONS_DUAL_H

#include "node/actions/action.h"

/*
 * Rule on every pair that nobody has ruled on and of which this hall is the
 * lowest that holds both ledgers.  Adds to *written.
 */
int dual_rule(const struct actor *a, size_t *written, struct err *e) MUST_CHECK;

/* `sanji case link`: a person rules, or rules anew. */
int dual_link(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

#endif
