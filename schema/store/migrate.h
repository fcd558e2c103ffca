/*
 * migrate: the tables as schema/sql/ describes them, brought up to date.
 *
 * Private to schema/store.  The build makes migrations[] from the .sql files
 * in the order of their numbers; user_version says how many were run.
 */
#ifndef SANJI_STORE_MIGRATE_H
#define SANJI_STORE_MIGRATE_H

#include <sqlite3.h>
#include <stddef.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

struct migration {
	int number;
	const char *name;
	const char *sql;
};

extern const struct migration migrations[];
extern const size_t migration_count;

/*
 * Run the migrations the database has not seen, each with its user_version
 * in one transaction.  -1 with ERR_IO, ERR_BUSY, or ERR_REFUSED if a newer
 * program has been at it.
 */
int migrate(sqlite3 *db, struct err *e) MUST_CHECK;

#endif
