/*
 * invite: a token with which one machine becomes a hall's, once.
 *
 *	hall, address, hours --> [invite] --> token, and what people compare
 */
#ifndef SANJI_ACTIONS_INVITE_H
#define SANJI_ACTIONS_INVITE_H

#include "node/actions/action.h"
#include "sync/engine/enrol.h"

/* How long a token works if nobody says, and at most, in hours. */
#define INVITE_HOURS_USUAL 24
#define INVITE_HOURS_MAX (24L * 366)

/* Where this hall published that it can be called; "" if nowhere. */
int invite_address(const struct actor *a, char out[TOKEN_ADDRESS_MAX],
    struct err *e) MUST_CHECK;

/*
 * members invite, members replace: {token, hall, name, address, expires,
 * purpose: joins, renews or points; fingerprint, of this hall's keys}.
 */
int invite_member(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);
int invite_replacement(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

extern const struct action_parameter invite_parameters[];
extern const struct action_parameter invite_replacement_parameters[];

#endif
