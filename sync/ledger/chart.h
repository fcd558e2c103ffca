/*
 * chart: which spaces, logs and branches this node holds, and how logs fork.
 *
 *	store rows --> [chart] --who is on whose chain--> past, fold, carry
 *
 * A log without forks is one branch.  A position, branch and seq, names a
 * change set held here; the numbers are this node's own.
 */
#ifndef SANJI_LEDGER_CHART_H
#define SANJI_LEDGER_CHART_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/base/name.h"
#include "schema/store/store.h"

/* Most branches of one log: a thief with the key may open many. */
#define CHART_BRANCHES_MAX 64

struct position {
	uint32_t branch; /* 0: no position */
	uint64_t seq;
};

struct chart_log {
	uint32_t space;
	struct log_name name;
	uint32_t branch_count;
};

struct chart_branch {
	uint32_t log;
	uint32_t parent;   /* 0: the log's first branch, or a fork at seq 1 */
	uint64_t fork_seq; /* last seq shared with the parent */
	uint64_t head_seq;
	uint64_t fallen_from; /* seq from which it does not stand; 0: stands */
};

/* Arrays indexed by number; element 0 is unused. */
struct chart {
	struct space_name *spaces;
	struct chart_log *logs;
	struct chart_branch *branches;
	uint32_t space_count; /* with element 0 */
	uint32_t log_count;
	uint32_t branch_count;
};

/* Release; a zeroed chart is empty and ready. */
void chart_free(struct chart *c);

/* Fill from the store, replacing what was there. */
int chart_load(struct chart *c, struct store *store, struct err *e) MUST_CHECK;

/* Numbers by name; 0 if not held. */
uint32_t chart_space(const struct chart *c, const struct space_name *name);
uint32_t chart_log(const struct chart *c, const struct log_name *name);

/* As above, adding a row to the store if need be.  Within a transaction. */
int chart_ensure_space(struct chart *c, struct store *store,
    const struct space_name *name, uint32_t *out, struct err *e) MUST_CHECK;
int chart_ensure_log(struct chart *c, struct store *store,
    const struct log_name *name, uint32_t *out, struct err *e) MUST_CHECK;

/*
 * The branch on which a change set with this prev (branch 0: none) goes:
 * prev's own if prev is its head, else a new one.  -1 with ERR_LIMIT when
 * the log has CHART_BRANCHES_MAX branches.
 */
int chart_ensure_branch(struct chart *c, struct store *store, uint32_t log,
    struct position prev, uint32_t *out, struct err *e) MUST_CHECK;

/* Note that a change set was stored at the end of its branch. */
void chart_grow(struct chart *c, struct position at);

/*
 * How far along `branch` the chain below `head` reaches: the seq of its last
 * change set on that branch, 0 if none.
 */
uint64_t
chart_reach(const struct chart *c, struct position head, uint32_t branch);

/* Whether a is b or below it on the same chain. */
int
chart_is_on_chain(const struct chart *c, struct position a, struct position b);

/* The space of a position. */
uint32_t chart_space_of(const struct chart *c, struct position at);

/* Whether the change set stands, as far as forks go (RULES B). */
int chart_is_standing(const struct chart *c, struct position at);

#endif
