/*
 * shape: whether hall.db has the tables, indices, views and triggers that
 * schema/sql/ makes, and no others.
 *
 * Private to schema/store.  Whoever can write the file can plant a trigger in
 * it, or a view in the place of a table.
 */
#ifndef SANJI_STORE_SHAPE_H
#define SANJI_STORE_SHAPE_H

#include <sqlite3.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

/*
 * Compare with a database made now.  -1 with ERR_INTEGRITY (what is another,
 * by name), or what the database fails with.
 */
int shape_check(sqlite3 *db, struct err *e) MUST_CHECK;

/* Of a statement within a trigger: whether it is one of ours (sqlite3's
 * authorizer: the action, and its table). */
int shape_may_trigger(const char *trigger, int action, const char *table);

#endif
