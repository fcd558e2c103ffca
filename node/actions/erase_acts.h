/*
 * erase_acts: the actions that erase, in two files.
 *
 *	erase.c what is erased, and asked first · erase_status.c who asked for
 *	it, and who has destroyed
 */
#ifndef SANJI_ACTIONS_ERASE_ACTS_H
#define SANJI_ACTIONS_ERASE_ACTS_H

#include "node/actions/action.h"

int erase_requests(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);
int erase_status(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

/* What erasing does not reach, in the language of the program; a new array. */
json_t *erase_out_of_reach(const struct actor *a, struct err *e) MUST_CHECK;

#endif
