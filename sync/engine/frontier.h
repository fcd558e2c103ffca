/*
 * frontier: what is held here that another hall may hold too, what of the
 * other's is not held here, and what it asks for.
 *
 *	chart, authority --list--> FRONTIER      (what I hold)
 *	peer's FRONTIER --compare--> NEED        (what I lack)
 *	peer's NEED --plan--> change sets in an order that respects
 *	    dependencies, one after the other
 */
#ifndef SANJI_ENGINE_FRONTIER_H
#define SANJI_ENGINE_FRONTIER_H

#include "sync/carry/frame.h"
#include "sync/engine/engine.h"

/*
 * Heads of all logs both this hall and the peer may hold, in one order on
 * all replicas.  peer HALL_UNKNOWN (a caller not known here yet): gazettes
 * only, of this hall and the halls above it.
 */
int frontier_list(struct engine *g, size_t peer, struct log_list *out,
    struct err *e) MUST_CHECK;

/* Receipts about spaces both may hold. */
int frontier_receipts(struct engine *g, size_t peer, struct receipt_marks *out,
    struct err *e) MUST_CHECK;

/*
 * The digest of both and of the keys this hall lacks, as FRONTIER lists them,
 * and of the pieces of scans it lacks: equal digests mean nothing is to be
 * exchanged, for equal halls that lack the same hold the same.
 */
int frontier_digest(
    struct engine *g, size_t peer, uint8_t out[32], struct err *e) MUST_CHECK;

/* Whether the space may be exchanged with peer, as a whole. */
int frontier_is_shared(
    const struct engine *g, const struct space_name *space, size_t peer);

/* Whether any of it may, be it what lies before a move alone (reach.h). */
int frontier_is_shared_in_part(
    const struct engine *g, const struct space_name *space, size_t peer);

/* Up to which change set the branch may be exchanged with peer; at most
 * fork_seq if not at all. */
int frontier_reach(struct engine *g, uint32_t branch, size_t peer,
    uint64_t *out, struct err *e) MUST_CHECK;

/*
 * Of the logs the peer has, those with heads not held here, each with a
 * locator: ids of what is held of it, at growing distance from the heads.
 * Not those of halls whose room of the day is taken up.
 */
int
frontier_compare(struct engine *g, size_t peer, const struct log_list *theirs,
    int64_t time_s, struct log_list *needs_out, struct err *e) MUST_CHECK;

/* --- plans ---------------------------------------------------------------- */

/* Change sets from..to of a branch. */
struct plan_range {
	uint32_t branch;
	uint64_t next;
	uint64_t to;
	unsigned turn;		  /* ranges of a lower one go first */
	int64_t n;		  /* number of the next one */
	struct changeset_id last; /* read before; zero: nothing yet */
};

struct plan {
	struct plan_range *ranges;
	size_t count;
	uint64_t planned; /* change sets when it was made */
	int64_t n;	  /* number of the last one plan_next() gave */
};

void plan_free(struct plan *p);

/* Add what a NEED asks for.  Logs the peer may not hold are left out. */
int plan_add(struct engine *g, struct plan *p, size_t peer,
    const struct log_list *needs, struct err *e) MUST_CHECK;

/* Add what the peer may hold of a branch after a position known to it. */
int plan_add_branch(struct engine *g, struct plan *p, size_t peer,
    uint32_t branch, uint64_t known, struct err *e) MUST_CHECK;

/*
 * The next change set, with message, signature and id, and prev if that was
 * read from the plan: 1, 0 at the end, -1.
 * They come in the order in which they were stored here, each after all it
 * depends on.  Where a hall was moved, gazettes come first, from the root
 * down, so that it is known who may hold a ledger before it comes.
 */
int plan_next(struct engine *g, struct plan *p, struct changeset *out,
    struct err *e) MUST_CHECK;

#endif
