/*
 * check: is what is stored what was signed?
 *
 * Every change set is written out as a git commit again, read back strictly,
 * compared with its id and git id, and its signature and chain are checked.
 * What a row says besides, since the fold reads it there, must follow from
 * that: its time, its depth and all it depends on.
 */
#ifndef SANJI_ENGINE_CHECK_H
#define SANJI_ENGINE_CHECK_H

#include "schema/base/progress.h"
#include "sync/engine/engine.h"

struct store_position;

struct engine_check_result {
	uint64_t checked;
	uint64_t bad;
	char first_bad[320]; /* which, and why */
};

/* Check all change sets held of a space (0: of all); p may be NULL.  -1 only
 * if the world failed, or p ends it. */
int engine_check(struct engine *g, uint32_t space, const struct progress *p,
    struct engine_check_result *out, struct err *e) MUST_CHECK;

/* Check one, by number; why is said if it is not what was signed. */
#define ENGINE_CHECK_WHY_MAX 320
int engine_check_one(struct engine *g, int64_t n, int *is_good_out,
    char why_out[ENGINE_CHECK_WHY_MAX], struct err *e) MUST_CHECK;

/*
 * Whether a commit, written out, is the change set the row names: its id, git
 * id, signature and place in its log.  ERR_INTEGRITY says which is not right.
 */
int engine_check_commit(const struct store_position *row,
    const struct buf *commit, struct err *e) MUST_CHECK;

/*
 * Put into the row of a change set, and the past stored with it, what follows
 * from its message and those it names.  ERR_INTEGRITY, or ERR_REFUSED, if that
 * cannot be, as when one of those is missing or damaged.
 */
int engine_derive(struct engine *g, const struct buf *message,
    struct store_position *row, struct buf *past, struct err *e) MUST_CHECK;

/*
 * The commit of a stored change set as git would have it: bytes appended to
 * out.  By number; row_out may be NULL.
 */
int engine_commit_bytes(struct engine *g, int64_t n, struct buf *out,
    struct store_position *row_out, struct err *e) MUST_CHECK;

#endif
