/*
 * figure_day: how many cases each hall received, accepted, decided … on each
 * day, and decided under each power, kept while projections are written.
 *
 *	a case or a rating is about to change --> [figure_day] --> taken off
 *	it has changed                        --> [figure_day] --> added
 *
 * Counting all cases takes seconds among a million; a figure is a sum over
 * days.  It follows from the projections alone, and a rebuild makes it anew.
 */
#ifndef SANJI_STORE_FIGURE_DAY_H
#define SANJI_STORE_FIGURE_DAY_H

#include <jansson.h>

#include "schema/records/record_type.h"
#include "schema/store/store.h"

/* The cases a change of a projection concerns. */
struct figure_change {
	int is_case, is_rating;
	int64_t record;
	/* The case's name a rating had, and has. */
	char before[RECORD_NAME_MAX], after[RECORD_NAME_MAX];
};

/* Begin with a record whose row is to have these values, NULL: none; what is
 * counted of it now is taken off. */
int figure_day_begin(struct store *s, const struct record_type *type,
    int64_t record, json_t *const *values, struct figure_change *out,
    struct err *e) MUST_CHECK;

/* Its row is written: what is counted of it now is added. */
int figure_day_end(struct store *s, const struct figure_change *change,
    struct err *e) MUST_CHECK;

/* Forget all. */
int figure_day_forget(struct store *s, struct err *e) MUST_CHECK;

/* How many days, and powers, differ from what a recount says. */
int figure_day_wrong(struct store *s, int64_t *out, struct err *e) MUST_CHECK;

#endif
