#include "schema/store/lookup.h"

#include <stdio.h>
#include <string.h>

#include "schema/store/statement.h"

enum {
	LOOKUPS_READ,
	LOOKUP_ADD,
	LOOKUP_NOTE,
	LOOKUP_DROP,
	LOOKUPS_NEW,
	LOOKUPS_COMPARED,
};

const char *const lookup_statements[] = {
    [LOOKUPS_READ] = "SELECT field, hash, seal FROM lookup"
		     " WHERE record = :record",
    [LOOKUP_ADD] = "INSERT INTO lookup (record, field, hash, seal)"
		   " VALUES (:record, :field, :hash, :seal)",
    [LOOKUP_NOTE] = "INSERT OR IGNORE INTO lookup_new (record)"
		    " VALUES (:record)",
    [LOOKUP_DROP] = "DELETE FROM lookup"
		    " WHERE record = :record AND field = :field",
    [LOOKUPS_NEW] = "SELECT count(*) FROM (SELECT 1 FROM lookup_new"
		    " LIMIT :most)",
    [LOOKUPS_COMPARED] = "DELETE FROM lookup_new",
    NULL,
};

static sqlite3_stmt *
about(struct store *s, int which, int64_t record)
{
	sqlite3_stmt *st = statement(s, MODULE_LOOKUP, which);

	bind_integer(st, ":record", record);
	return st;
}

int
store_lookups_read(struct store *s, int64_t record,
    struct store_lookup out[LOOKUP_FIELDS_MAX], size_t *count_out,
    struct err *e)
{
	sqlite3_stmt *st = about(s, LOOKUPS_READ, record);
	size_t count = 0;
	int row;

	while (
	    (row = statement_step(st, e)) == 1 && count < LOOKUP_FIELDS_MAX) {
		struct store_lookup *l = &out[count++];

		(void)snprintf(
		    l->field, sizeof(l->field), "%s", column_text(st, 0));
		l->hash = sqlite3_column_int64(st, 1);
		l->seal = sqlite3_column_int64(st, 2);
	}
	statement_end(st);
	*count_out = count;
	return row < 0 ? -1 : 0;
}

int
store_lookup_add(struct store *s, int64_t record, const struct store_lookup *l,
    struct err *e)
{
	sqlite3_stmt *st = about(s, LOOKUP_ADD, record);

	bind_text(st, ":field", l->field);
	bind_integer(st, ":hash", l->hash);
	bind_integer(st, ":seal", l->seal);
	if (statement_run(st, e) != 0)
		return -1;
	return strcmp(l->field, LOOKUP_COMPARED) == 0
		   ? statement_run(about(s, LOOKUP_NOTE, record), e)
		   : 0;
}

int
store_lookup_drop(
    struct store *s, int64_t record, const char *field, struct err *e)
{
	sqlite3_stmt *st = about(s, LOOKUP_DROP, record);

	bind_text(st, ":field", field);
	return statement_run(st, e);
}

int
store_lookups_compared(struct store *s, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_LOOKUP, LOOKUPS_NEW);
	int64_t count;

	bind_integer(st, ":most", LOOKUPS_NEW_KEPT);
	if (statement_step(st, e) != 1)
		return -1;
	count = sqlite3_column_int64(st, 0);
	statement_end(st);
	return count < LOOKUPS_NEW_KEPT
		   ? 0
		   : statement_run(
			 statement(s, MODULE_LOOKUP, LOOKUPS_COMPARED), e);
}
