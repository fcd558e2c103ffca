/*
 * life: the incarnations of this hall (RULES D, F6).
 *
 *	a restore, a copy, a longer log elsewhere --> [life] --> a new
 *	incarnation, before anything is written
 *
 * What the old incarnation wrote comes back from other halls as its log and
 * is never written again under other ids.
 */
#ifndef SANJI_ENGINE_LIFE_H
#define SANJI_ENGINE_LIFE_H

#include "sync/carry/frame.h"
#include "sync/engine/engine.h"

/* Highest number of an incarnation this hall opens: that of receipts. */
#define LIFE_NUMBER_MAX 2147483647U

/* Why an incarnation was opened; stored by its word. */
enum life_reason {
	LIFE_RESTORED,	/* the restore command */
	LIFE_COPIED,	/* the life token does not fit, or the place */
	LIFE_BEHIND,	/* a hall above knows a longer log of this one */
	LIFE_FOREIGN,	/* life_is_ended_by() */
	LIFE_RECOVERED, /* the recovery key named its key */
	LIFE_RECEIPT,	/* a receipt of its own that it had not signed */
};

const char *life_reason_word(enum life_reason reason);

/*
 * Open the next incarnation: a number above all that are known of this hall,
 * a fresh tag.  In the transaction that is open, or in one of its own.
 */
int engine_open_life(struct engine *g, enum life_reason reason, int64_t time_s,
    struct err *e) MUST_CHECK;

/*
 * A change set of that log came in: whether this incarnation ends by it.  It
 * does if the log is its own, since it did not write that, or if another
 * incarnation has its number, since numbers on paper tell them apart by it:
 * then the one with the smaller tag goes on to the next, and one that has
 * written nothing goes on whatever it finds.
 */
int life_is_ended_by(const struct engine *g, const struct log_name *log);

/*
 * A hall above has said which heads it holds: whether one of them is of the
 * log this incarnation writes, and not held here (RULES D1).
 */
int life_is_behind(struct engine *g, const struct log_list *theirs, int *out,
    struct err *e) MUST_CHECK;

#endif
