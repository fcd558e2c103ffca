#include "schema/store/shape.h"

#include <string.h>

#include "schema/store/migrate.h"
#include "schema/store/statement.h"

/* What ANALYZE adds is SQLite's own. */
static const char all_there_is[] =
    "SELECT name, type || ' ' || tbl_name || ' ' || coalesce(sql, '')"
    " FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name";

/* The next of both: 1 if they are alike, 2 if both ended, 0 if not alike. */
static int
compare_next(sqlite3_stmt *ours, sqlite3_stmt *theirs)
{
	int one = sqlite3_step(ours), other = sqlite3_step(theirs);

	if (one != SQLITE_ROW || other != SQLITE_ROW)
		return one == SQLITE_DONE && other == SQLITE_DONE ? 2 : 0;
	return strcmp(column_text(ours, 0), column_text(theirs, 0)) == 0 &&
	       strcmp(column_text(ours, 1), column_text(theirs, 1)) == 0;
}

static int
compare(sqlite3 *made, sqlite3 *db, struct err *e)
{
	sqlite3_stmt *ours = NULL, *theirs = NULL;
	int same = 1, failed = -1;

	if (sqlite3_prepare_v2(made, all_there_is, -1, &ours, NULL) !=
	    SQLITE_OK) {
		(void)store_failed(made, e);
		goto out;
	}
	if (sqlite3_prepare_v2(db, all_there_is, -1, &theirs, NULL) !=
	    SQLITE_OK) {
		(void)store_failed(db, e);
		goto out;
	}
	while (same == 1)
		same = compare_next(ours, theirs);
	failed = same == 2 ? 0
			   : err_set(e, ERR_INTEGRITY,
				 "hall.db holds what sanji did not put there, "
				 "or lacks something, at \"%s\"; restore it "
				 "from a backup",
				 column_text(theirs, 0));
out:
	(void)sqlite3_finalize(ours);
	(void)sqlite3_finalize(theirs);
	return failed;
}

int
shape_check(sqlite3 *db, struct err *e)
{
	sqlite3 *made = NULL;
	int failed = -1;

	if (sqlite3_open(":memory:", &made) != SQLITE_OK)
		(void)store_failed(made, e);
	else if (migrate(made, e) == 0)
		failed = compare(made, db, e);
	(void)sqlite3_close(made);
	return failed;
}

int
shape_may_trigger(const char *trigger, int action, const char *table)
{
	/* 0002_state.sql has one. */
	return action == SQLITE_INSERT && table != NULL &&
	       strcmp(trigger, "case_file_notices") == 0 &&
	       strcmp(table, "notice_number") == 0;
}
