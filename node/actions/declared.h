/*
 * declared: what the actions take, as data for whoever makes a form of it.
 *
 *	actions, record types, access --> [declared] --> JSON
 */
#ifndef SANJI_ACTIONS_DECLARED_H
#define SANJI_ACTIONS_DECLARED_H

#include <jansson.h>
#include <stdint.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

/*
 * The actions one of the roles may do, as an array of
 *
 *	{noun, verb, meaning, kind, subject, exports, fields: [{name, meaning,
 *form, required, listed, personal, min, max, choices, columns}]}
 *
 * with texts in the chosen language; kind is "reads", "lists", "opens" or
 * "writes", a choice {word, meaning}.  A new array, or NULL.
 */
json_t *declared_actions(uint32_t roles, struct err *e) MUST_CHECK;

/* The states of each record type: {type: [{word, meaning}]}. */
json_t *declared_states(struct err *e) MUST_CHECK;

#endif
