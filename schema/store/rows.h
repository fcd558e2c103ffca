/*
 * rows: what a statement says, as JSON.
 *
 * Used by the modules of the store that answer questions, by nobody else.
 */
#ifndef SANJI_STORE_ROWS_H
#define SANJI_STORE_ROWS_H

#include <jansson.h>

#include "schema/store/report.h"
#include "schema/store/statement.h"

/*
 * Run it, end it: an array of what make() makes of each row.  A new
 * reference, or NULL.
 */
json_t *rows_collect(sqlite3_stmt *st, json_t *(*make)(sqlite3_stmt *st),
    struct err *e) MUST_CHECK;

/*
 * Bind the parameters, run it, end it: an array of objects, whose members
 * are the columns; what is NULL has none.  A new reference, or NULL.
 */
json_t *rows_read(sqlite3_stmt *st, const struct report_parameter *parameters,
    size_t count, struct err *e) MUST_CHECK;

#endif
