/*
 * hall_tree: every hall as this one sees it.
 */
#ifndef SANJI_ACTIONS_HALL_TREE_H
#define SANJI_ACTIONS_HALL_TREE_H

#include "node/actions/action.h"

/* Not heard of for so long, a hall is late, or silent. */
#define HALL_FRESH_S INT64_C(86400)
#define HALL_SILENT_S (INT64_C(3) * 86400)

/*
 * All halls listed, each with self, member, revoked; heard_time, the later of
 * what it wrote last and when it was met last (0: never); freshness: outside
 * (no member), never, fresh, late or silent; lacking, the change sets held
 * here that it has not signed that it holds; met_time; skew, of its clock
 * within a week, in seconds; and pieces_waiting, those of scans of its ledger
 * that have not come.
 */
int hall_tree(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

#endif
