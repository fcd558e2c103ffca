/*
 * projection: one plain table for each record type, for people's questions.
 *
 *	folded values --> [projection] --> columns as the record type declares
 */
#ifndef SANJI_STORE_PROJECTION_H
#define SANJI_STORE_PROJECTION_H

#include <jansson.h>

#include "schema/base/buf.h"
#include "schema/records/record_type.h"
#include "schema/store/store.h"

/* Columns a projection may have. */
#define PROJECTION_COLUMNS_MAX 48

/* The text of one of the statements about projections (statement.h). */
int projection_statement_count(void);
int projection_statement(int which, struct buf *out, struct err *e) MUST_CHECK;

/*
 * Set a record's row: values[i] for columns[i], NULL for none; lists and
 * objects are stored as canonical JSON.  values NULL: delete the row.
 */
int store_project(struct store *s, const struct record_type *type,
    int64_t record, json_t *const *values, struct err *e) MUST_CHECK;

/* The row as an object, without empty columns; NULL with *e on error. */
json_t *store_projected(struct store *s, const struct record_type *type,
    int64_t record, struct err *e) MUST_CHECK;

/* Which records are listed; texts may be "". */
struct store_page {
	const char *beginning; /* of their names */
	/* The name and the hall of the last one already listed. */
	const char *after, *after_hall;
	size_t most;
};

/*
 * The records of a type in the order of their names and halls: an array of the
 * rows with "record", "id" (the name), "hall" (of the space), "state" (a word)
 * and "version".  NULL with what the store fails with.
 */
json_t *store_listed(struct store *s, const struct record_type *type,
    const struct store_page *l, struct err *e) MUST_CHECK;

/* How many there are on all pages. */
int store_listed_count(struct store *s, const struct record_type *type,
    const char *beginning, int64_t *out, struct err *e) MUST_CHECK;

/* Empty all projection tables. */
int projections_forget(struct store *s, struct err *e) MUST_CHECK;

#endif
