/*
 * mend: what a disk forgot comes back from other halls.
 *
 *	hall.db --find--> damaged rows --put aside--> quarantine
 *	     and noted, so that the next exchange or stick brings them again
 *
 * A change set keeps its place: the same id can come again and nothing else.
 * Until then it is not passed on, and no receipt covers it.  A key or a piece
 * of a scan is missing as if it had never come.
 */
#ifndef SANJI_ENGINE_MEND_H
#define SANJI_ENGINE_MEND_H

#include "sync/engine/engine.h"

struct mend_result {
	uint64_t renamed;    /* change sets that only had lost their name, or
			      * the time, depth and past that follow */
	uint64_t changesets; /* damaged, to come again */
	uint64_t keys;	     /* of cases, the same; none if locked */
	uint64_t pieces;     /* of scans, the same */
};

/*
 * Look at everything, in one transaction, and note what is damaged.  What is
 * only here is not to be had again: it stays noted.  -1 if the world failed.
 */
int engine_mend(struct engine *g, int64_t time_s, struct mend_result *out,
    struct err *e) MUST_CHECK;

/* Change sets that are damaged and have not come again. */
int engine_any_damage(struct engine *g, int *out, struct err *e) MUST_CHECK;

/*
 * A change set that is held came again, resolved and named: if it is damaged
 * here, put it in its place.  1: done, its signature is still to be checked;
 * 0: it is whole; -1.
 */
struct ready;
int mend_changeset(
    struct engine *g, const struct ready *r, struct err *e) MUST_CHECK;

/* State made with damaged change sets is made again once none is left. */
int mend_finish(struct engine *g, struct err *e) MUST_CHECK;

#endif
