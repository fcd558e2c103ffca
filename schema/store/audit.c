#include "schema/store/audit.h"

#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/rows.h"
#include "schema/store/statement.h"

enum {
	AUDIT_ENDS,
	AUDIT_PUT_ENDS,
	AUDIT_ADD,
	AUDIT_GET,
	AUDIT_LAST,
	AUDIT_DROP,
	AUDIT_LIST,
};

const char *const audit_statements[] = {
    [AUDIT_ENDS] = "SELECT first, last, before, seal FROM access_audit_ends",
    [AUDIT_PUT_ENDS] = "INSERT INTO access_audit_ends"
		       " (one, first, last, before, seal)"
		       " VALUES (1, :first, :last, :before, :seal)"
		       " ON CONFLICT DO UPDATE SET first = excluded.first,"
		       " last = excluded.last, before = excluded.before,"
		       " seal = excluded.seal",
    [AUDIT_ADD] = "INSERT INTO access_audit"
		  " (n, time, who, what, about, why, link)"
		  " VALUES (:n, :time, :who, :what, :about, :why, :link)",
    [AUDIT_GET] = "SELECT time, who, what, about, why, link"
		  " FROM access_audit WHERE n = :n",
    [AUDIT_LAST] = "SELECT ifnull(max(n), 0) FROM access_audit",
    [AUDIT_DROP] = "DELETE FROM access_audit WHERE n < :n",
    [AUDIT_LIST] = "SELECT n, time, who, what, about, why FROM access_audit"
		   " WHERE (:who = '' OR who = :who)"
		   " AND (:about = '' OR about = :about)"
		   " ORDER BY n DESC LIMIT :most",
    NULL,
};

static sqlite3_stmt *
audit_statement(struct store *s, int which)
{
	return statement(s, MODULE_AUDIT, which);
}

int
store_audit_ends(struct store *s, struct store_audit_ends *out, struct err *e)
{
	sqlite3_stmt *st = audit_statement(s, AUDIT_ENDS);
	int row = statement_step(st, e), failed = 0;

	memset(out, 0, sizeof(*out));
	out->first = 1;
	if (row != 1)
		return row;
	out->first = sqlite3_column_int64(st, 0);
	out->last = sqlite3_column_int64(st, 1);
	failed = column_copy(st, 2, out->before, STORE_LINK_LEN, e) != 0 ||
		 column_copy(st, 3, out->seal, STORE_LINK_LEN, e) != 0;
	statement_end(st);
	return failed ? -1 : 1;
}

int
store_audit_put_ends(
    struct store *s, const struct store_audit_ends *ends, struct err *e)
{
	sqlite3_stmt *st = audit_statement(s, AUDIT_PUT_ENDS);

	bind_integer(st, ":first", ends->first);
	bind_integer(st, ":last", ends->last);
	bind_blob(st, ":before", ends->before, STORE_LINK_LEN);
	bind_blob(st, ":seal", ends->seal, STORE_LINK_LEN);
	return statement_run(st, e);
}

int
store_audit_add(struct store *s, const struct store_audit *row, struct err *e)
{
	sqlite3_stmt *st = audit_statement(s, AUDIT_ADD);

	bind_integer(st, ":n", row->n);
	bind_integer(st, ":time", row->time_s);
	bind_text(st, ":who", row->who);
	bind_text(st, ":what", row->what);
	bind_text(st, ":about", row->about);
	bind_text(st, ":why", row->why);
	bind_blob(st, ":link", row->link, STORE_LINK_LEN);
	return statement_run(st, e);
}

static void
take_text(sqlite3_stmt *st, int column, char out[AUDIT_TEXT_MAX])
{
	(void)snprintf(out, AUDIT_TEXT_MAX, "%s", column_text(st, column));
}

int
store_audit_get(
    struct store *s, int64_t n, struct store_audit *out, struct err *e)
{
	sqlite3_stmt *st = audit_statement(s, AUDIT_GET);
	int row, failed;

	memset(out, 0, sizeof(*out));
	out->n = n;
	bind_integer(st, ":n", n);
	row = statement_step(st, e);
	if (row != 1)
		return row;
	out->time_s = sqlite3_column_int64(st, 0);
	take_text(st, 1, out->who);
	take_text(st, 2, out->what);
	take_text(st, 3, out->about);
	take_text(st, 4, out->why);
	failed = column_copy(st, 5, out->link, STORE_LINK_LEN, e);
	statement_end(st);
	return failed ? -1 : 1;
}

int
store_audit_last(struct store *s, int64_t *out, struct err *e)
{
	sqlite3_stmt *st = audit_statement(s, AUDIT_LAST);
	int row = statement_step(st, e);

	if (row == 1)
		*out = sqlite3_column_int64(st, 0);
	statement_end(st);
	return row == 1 ? 0 : -1;
}

int
store_audit_drop(struct store *s, int64_t n, struct err *e)
{
	sqlite3_stmt *st = audit_statement(s, AUDIT_DROP);

	bind_integer(st, ":n", n);
	return statement_run(st, e);
}

/* A new object of a row of the list. */
static json_t *
entry_of(sqlite3_stmt *st)
{
	return json_pack("{s:I,s:I,s:s,s:s,s:s,s:s}", "n",
	    (json_int_t)sqlite3_column_int64(st, 0), "time",
	    (json_int_t)sqlite3_column_int64(st, 1), "who", column_text(st, 2),
	    "what", column_text(st, 3), "about", column_text(st, 4), "why",
	    column_text(st, 5));
}

json_t *
store_audit_list(struct store *s, const char *who, const char *about,
    int64_t most, struct err *e)
{
	sqlite3_stmt *st = audit_statement(s, AUDIT_LIST);

	bind_text(st, ":who", who);
	bind_text(st, ":about", about);
	bind_integer(st, ":most", most);
	return rows_collect(st, entry_of, e);
}
