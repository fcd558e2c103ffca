/*
 * hall_move: a hall comes under another one.
 *
 *	hall.listed, with how far the halls it leaves had written --> gazette
 *
 * Its ledger, its keys and its numbers stay its own; who holds the ledger
 * from then on, and may write into it, follows from the listing (lineage.h).
 */
#ifndef SANJI_ACTIONS_HALL_MOVE_H
#define SANJI_ACTIONS_HALL_MOVE_H

#include "node/actions/action.h"

/* sanji hall move HALL to=HALL [since=DAY] [basis=TEXT] */
int hall_move(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e) MUST_CHECK;

/*
 * Whether a hall may be listed like that: -1 with ERR_REFUSED if it is listed
 * under another one already, which is left by `hall move` alone.
 */
int hall_check_parent(const struct actor *a, const char *code,
    const char *parent, struct err *e) MUST_CHECK;

#endif
