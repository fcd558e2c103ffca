/*
 * handover (移交): records go on in another ledger (RULES H).
 *
 *	record here --engine_move--> moved_out here, quotes and moved_in there
 *	what arrived late, half moves --engine_tend--> quotes, the other half
 */
#ifndef SANJI_ENGINE_HANDOVER_H
#define SANJI_ENGINE_HANDOVER_H

#include "sync/engine/engine.h"

struct engine_move {
	struct space_name from;
	struct hall_code to;
	const char *type;   /* of the record */
	const char *record; /* its name */
	const char *label;  /* what the change set's first line calls it */
	const char *reason; /* or NULL */
	int64_t version;    /* as the operator was shown it; -1: not asked */
};

/*
 * Move a record that is in the ledger `from` to that of the hall `to`: both
 * halves in one transaction.  -1 with ERR_NOT_FOUND, ERR_REFUSED (which hall
 * has to do it, or why it cannot be moved), ERR_MOVED, or what engine_write()
 * fails with.
 */
int engine_move(struct engine *g, const struct engine_move *m, int64_t time_s,
    struct err *e) MUST_CHECK;

/* Records looked at in one transaction by engine_tend(). */
#define ENGINE_TEND_SLICE 64

struct engine_tended {
	size_t written; /* change sets */
	int left;	/* 1 if more records may wait */
};

/*
 * Write what this hall owes to records that have moved: acts that did not
 * know of the move (RULES H3), acts that wait for it to say them again
 * (H2), halves of moves that are missing (H4), and that it has dropped the
 * personal data of what left its own ledger.  Nothing if it may not write.
 */
int engine_tend(struct engine *g, int64_t time_s, struct engine_tended *out,
    struct err *e) MUST_CHECK;

/* All there is. */
int engine_tend_all(struct engine *g, int64_t time_s, size_t *written_out,
    struct err *e) MUST_CHECK;

#endif
