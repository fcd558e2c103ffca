/*
 * case_search: cases found by what is asked of them, a page at a time, the
 * newest first.
 *
 *	what is asked --> [case_search] --> the way that looks at fewest -->
 *rows
 *
 * What is asked together may be rare though each is common, or the other way
 * round.  So it is counted first, up to a bound, how many cases each thing
 * that has an index would leave; if those are few, they are all looked at,
 * and else all cases from the newest on, until the page is full.
 */
#ifndef SANJI_STORE_CASE_SEARCH_H
#define SANJI_STORE_CASE_SEARCH_H

#include <jansson.h>

#include "schema/store/store.h"

/* Lookups that must all be a case's (lookup in 0002_state.sql). */
#define CASE_SEARCH_HASHES_MAX 3

struct case_search {
	const char *hall;   /* or "" */
	int state;	    /* or -1 */
	const char *item;   /* or "" */
	const char *number; /* part of it, or "" */
	int64_t from, to;   /* received from that moment on, and before */
	/* The last case of the page before, by when it was received; all ones
	 * for the first page. */
	int64_t time, record;
	int64_t hashes[CASE_SEARCH_HASHES_MAX]; /* what is rarest first */
	size_t hash_count;
	int64_t most;
};

/* A page as an array of rows, as in report.h; NULL with what the store fails
 * with. */
json_t *store_case_search(
    struct store *s, const struct case_search *q, struct err *e) MUST_CHECK;

/* How many cases the page and all after it have: all are looked at, a second or
 * more of a million. */
int store_case_count(struct store *s, const struct case_search *q, int64_t *out,
    struct err *e) MUST_CHECK;

/*
 * Put the numbers of cases that came since into the index of parts of numbers,
 * if there are so many: CASE_NUMBERS_MAX of them at most, in a transaction.
 * *taken_out says how many records there were.  Whether it was done or not, a
 * search finds the same; one by one costs an action more than all it writes.
 */
#define CASE_NUMBERS_MAX 2000
int store_case_numbers(struct store *s, int64_t at_least, int64_t *taken_out,
    struct err *e) MUST_CHECK;

#endif
