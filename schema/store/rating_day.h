/*
 * rating_day: which ratings count, and how many of each level each hall got on
 * each day, kept while projections are written.
 *
 *	a rating is about to change --> [rating_day] --> taken off
 *	it has changed              --> [rating_day] --> added; and others of
 *						the same device and minute
 *
 * Of which one device took five or more within a minute they wait to be judged
 * and do not count (K15).  It follows from the projections alone, and a rebuild
 * makes it anew.
 */
#ifndef SANJI_STORE_RATING_DAY_H
#define SANJI_STORE_RATING_DAY_H

#include "schema/records/record_type.h"
#include "schema/store/store.h"

#define RATING_DEVICE_MAX 160

/* On which device a rating was given, and when. */
struct rating_place {
	int is_any; /* 0: on none */
	char device[RATING_DEVICE_MAX];
	int64_t time;
};

/* A record of a type is about to be written; of other types than ratings
 * nothing is done. */
struct rating_change {
	int is_rating;
	int64_t record;
	struct rating_place before;
};

int rating_day_begin(struct store *s, const struct record_type *type,
    int64_t record, struct rating_change *out, struct err *e) MUST_CHECK;

/* It was written. */
int rating_day_end(struct store *s, const struct rating_change *change,
    struct err *e) MUST_CHECK;

/* Forget all. */
int rating_day_forget(struct store *s, struct err *e) MUST_CHECK;

/* How many days, and ratings, differ from what a recount says. */
int rating_day_wrong(struct store *s, int64_t *out, struct err *e) MUST_CHECK;

#endif
