/*
 * due_day: from which day each open case is near its day, and from which it
 * is late, so that a list of them reads no events.
 *
 *	open cases that changed --> [stale] --> whoever counts days --> [put]
 *	a day of today          --> [search, count] --> rows, the most pressing
 *						     first
 *
 * What is due follows from a case's events and this hall's calendar and is
 * said by deadline.h alone; what stands here is an index of it, the hall's own
 * and in no dump, that can be thrown away.  Each row says of which version of
 * the case and of the calendar it was worked out; what is not of these any
 * more, or of a day that is to come, is stale.
 */
#ifndef SANJI_STORE_DUE_DAY_H
#define SANJI_STORE_DUE_DAY_H

#include <jansson.h>

#include "schema/store/store.h"

/* What days are counted by. */
struct due_basis {
	int64_t calendar; /* grows with every calendar published */
	int32_t today;
};

struct due_day {
	int64_t record, version;
	int32_t due;	       /* by which it is put in order */
	int32_t near_from;     /* near its day from then on, unless late */
	int32_t late_from;     /* late from then on */
	int is_of_today_alone; /* its clock stands, and moves these days */
};

enum due_wish { DUE_ALL, DUE_NEAR_OR_LATE, DUE_LATE };

struct due_search {
	enum due_wish wish;
	const char *hall; /* or "" */
	unsigned states;  /* a set of states, or 0: any that is open */
	/* Who has it in hand; "": nobody; NULL: whoever it is. */
	const char *claimed_by;
	/* Where the page before ended; -1, -1: from the first on. */
	int64_t due, record;
	int64_t most;
};

/* The calendar of today; what day that is says whoever asks. */
int store_due_basis(
    struct store *s, struct due_basis *out, struct err *e) MUST_CHECK;

/* Open cases of which it has to be worked out anew, so many at most: rows as
 * of a list of cases; a new array, or NULL. */
json_t *store_due_stale(struct store *s, const struct due_basis *basis,
    int64_t most, struct err *e) MUST_CHECK;

int store_due_put(struct store *s, const struct due_basis *basis,
    const struct due_day *d, struct err *e) MUST_CHECK;

/* The row of a case was written: what is over is due no more. */
int store_due_over(struct store *s, int64_t record, struct err *e) MUST_CHECK;

/*
 * A page of open cases, the most pressing first, as rows of a list of cases; a
 * new array, or NULL.  As of the day in basis; nothing may be stale.
 */
json_t *store_due_search(struct store *s, const struct due_basis *basis,
    const struct due_search *q, struct err *e) MUST_CHECK;

/* The place of an open case in that order, by its number: 1, 0 if it has none
 * (any more), -1. */
int store_due_place(struct store *s, const char *number, int64_t *due_out,
    int64_t *record_out, struct err *e) MUST_CHECK;

/* How many are late, and how many near and not late. */
int store_due_count(struct store *s, const struct due_basis *basis,
    int64_t *late_out, int64_t *near_out, struct err *e) MUST_CHECK;

#endif
