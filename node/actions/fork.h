/*
 * fork: logs that forked, and incarnations that live at once, as the actions
 * and the status see them.
 */
#ifndef SANJI_ACTIONS_FORK_H
#define SANJI_ACTIONS_FORK_H

#include "node/actions/action.h"

/*
 * Pairs of incarnations of one hall of which the earlier one went on writing
 * after the later one had begun, by what both claim (RULES D2): hall, earlier,
 * later (numbers), since, last_time.  It is no error of the data: somebody
 * must look for the second machine.  A new reference, or NULL.
 */
json_t *fork_alive(const struct actor *a, struct err *e) MUST_CHECK;

/* How many forks nobody settled. */
int
fork_count_open(const struct actor *a, size_t *out, struct err *e) MUST_CHECK;

/*
 * The hall at the top, whose own log of an earlier incarnation has forked: it
 * keeps all branches, since nobody stands above it (RULES B2).  Adds to
 * *written what it wrote.
 */
int
fork_keep_own(const struct actor *a, size_t *written, struct err *e) MUST_CHECK;

#endif
