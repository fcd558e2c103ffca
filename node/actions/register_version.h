/*
 * register_version: one of the events that did not know of each other, as
 * people compare them: who, where, when, knowing what, saying what.
 */
#ifndef SANJI_ACTIONS_REGISTER_VERSION_H
#define SANJI_ACTIONS_REGISTER_VERSION_H

#include "node/actions/action.h"

/*
 * Put into a row of REPORT_REGISTER_OF, of which `all` are all: "knew", the
 * events of the record its author knew; "body", opened; "fields", what it
 * says, each with its meaning; and what the register says of it.
 */
int register_version_complete(const struct actor *a, json_t *row,
    const json_t *all, struct err *e) MUST_CHECK;

/* Put the names of the halls of a row: "hall_name", "author_name",
 * "against_author_name", as they were called then. */
int register_version_name(
    const struct actor *a, json_t *row, struct err *e) MUST_CHECK;

#endif
