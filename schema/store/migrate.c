#include "schema/store/migrate.h"

#include <stdio.h>

#include "schema/store/statement.h"

static int
read_version(sqlite3 *db, int *out, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int failed = -1;

	if (sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &st, NULL) ==
		SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW) {
		*out = sqlite3_column_int(st, 0);
		failed = 0;
	}
	if (failed)
		(void)store_failed(db, e);
	(void)sqlite3_finalize(st);
	return failed;
}

static int
run_one(sqlite3 *db, const struct migration *m, struct err *e)
{
	char version[64];

	(void)snprintf(
	    version, sizeof(version), "PRAGMA user_version = %d", m->number);
	if (sqlite3_exec(db, m->sql, NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_exec(db, version, NULL, NULL, NULL) != SQLITE_OK) {
		(void)store_failed(db, e);
		return err_wrap(e, "schema %s", m->name);
	}
	return 0;
}

/* The version is read again inside: another process may be doing the same. */
static int
run_from(sqlite3 *db, struct err *e)
{
	int version = 0;

	if (sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
		return store_failed(db, e);
	if (read_version(db, &version, e) != 0)
		goto fail;
	for (size_t i = 0; i < migration_count; i++)
		if (migrations[i].number > version &&
		    run_one(db, &migrations[i], e) != 0)
			goto fail;
	if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
		(void)store_failed(db, e);
		goto fail;
	}
	return 0;
fail:
	(void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

int
migrate(sqlite3 *db, struct err *e)
{
	int version = 0, newest = migrations[migration_count - 1].number;

	if (read_version(db, &version, e) != 0)
		return -1;
	if (version > newest)
		return err_set(e, ERR_REFUSED,
		    "hall.db was used by a newer sanji (schema %d, this one "
		    "knows %d); update this program",
		    version, newest);
	return version == newest ? 0 : run_from(db, e);
}
