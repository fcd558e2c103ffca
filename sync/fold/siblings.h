/*
 * siblings: the change sets of one log that follow the same one, and what is
 * said about which of them stands (RULES B).
 */
#ifndef SANJI_FOLD_SIBLINGS_H
#define SANJI_FOLD_SIBLINGS_H

#include "sync/fold/authority.h"

struct siblings {
	struct position at[CHART_BRANCHES_MAX];
	size_t count;
	uint64_t chosen; /* set of indexes */
};

/* All change sets that follow (parent, fork_seq) in the log. */
void siblings_find(const struct chart *c, uint32_t log, uint32_t parent,
    uint64_t fork_seq, struct siblings *out);

/*
 * Whether the change set at `at` is by that hall, stands, and its author was
 * a member.  Its past is left in *past.
 */
int siblings_are_judged_by(const struct view *view, const struct authority *a,
    size_t hall, struct position at, struct past *past, int *out,
    struct err *e) MUST_CHECK;

/* --- explicit rulings (RULES B2) ----------------------------------------- */

/* A fork.ruled, whether it counts or not. */
struct fork_ruling {
	struct position at;
	struct hall_code by;
	struct incarnation life; /* in which it was written */
	struct past past;
	struct cut kept;
};

/* Take one in. */
int fork_ruling_add(struct authority *a, const struct view *view,
    const struct gazette_event *ev, const struct hall_code *by,
    struct err *e) MUST_CHECK;

void fork_rulings_free(struct authority *a);

/*
 * Put into s->chosen what the highest hall keeps that ruled on these siblings
 * of a log: a hall above its author, or if its author is the root, the root
 * in a later incarnation than the log's.  A ruling is about a fork if it
 * keeps one of the siblings at least; of several by one hall those count that
 * no other of them knew.  0 chosen: nobody ruled.
 */
int fork_rulings_choose(const struct view *view, const struct authority *a,
    const struct log_name *log, struct siblings *s, struct err *e) MUST_CHECK;

#endif
