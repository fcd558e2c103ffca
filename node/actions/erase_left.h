/*
 * erase_left: halls that hold a beginning of a ledger from before its hall came
 * under another one, and what is erased in it later.
 *
 *	ledger --> [is_holder] --> halls that it left
 *	<type>.erased in it --[publish]--> erasure.published, at the hall above
 *both
 */
#ifndef SANJI_ACTIONS_ERASE_LEFT_H
#define SANJI_ACTIONS_ERASE_LEFT_H

#include "node/actions/action.h"

/* Whether a hall (its number in authority) holds a beginning of the ledger of
 * another that has left it. */
int erase_left_is_holder(const struct actor *a, size_t hall, size_t owner);

/*
 * Publish, in this hall's gazette, what was erased in ledgers of which it is
 * the lowest hall above both the owner and one that was left; add how many to
 * *written.
 */
int erase_left_publish(
    const struct actor *a, size_t *written, struct err *e) MUST_CHECK;

#endif
