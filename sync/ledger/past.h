/*
 * past: everything a change set depends on, as the heads of its chains.
 *
 *	past(prev), past of each seen, past of each gazette --join--> past
 *
 * RULES "past(c)"; a log may have several heads in it (RULES F1).  Held as a
 * sorted list of positions none of which lies below another.
 */
#ifndef SANJI_LEDGER_PAST_H
#define SANJI_LEDGER_PAST_H

#include "schema/base/buf.h"
#include "sync/ledger/chart.h"

struct past {
	struct position *heads;
	size_t count;
	size_t room;
};

#define PAST_INIT          \
	{                  \
		NULL, 0, 0 \
	}

/* Most heads a past may have. */
#define PAST_HEADS_MAX 4096

/* Release; a zeroed past is empty and ready. */
void past_free(struct past *p);

/* Forget the heads, keep the memory. */
void past_clear(struct past *p);

/* Whether the change set at the position is in it. */
int
past_contains(const struct past *p, const struct chart *c, struct position at);

/* How far it reaches along a branch (chart_reach over all heads). */
uint64_t
past_reach(const struct past *p, const struct chart *c, uint32_t branch);

/* Take in a position with its chain, or all of another past. */
int past_add(struct past *p, const struct chart *c, struct position at,
    struct err *e) MUST_CHECK;
int past_join(struct past *p, const struct chart *c, const struct past *other,
    struct err *e) MUST_CHECK;

/* The form in which it is stored: pairs of LEB128 numbers. */
int past_write(const struct past *p, struct buf *out, struct err *e) MUST_CHECK;
int past_read(struct past *p, const struct chart *c, const void *bytes,
    size_t len, struct err *e) MUST_CHECK;

#endif
