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
	ALIKE_ADD,
	ALIKE_DROP,
	ALIKE_WRONG,
};

/* Pairs of people that their rows x and y make alike. */
#define ALIKE                                                           \
	"SELECT DISTINCT min(x.record, y.record) AS one,"               \
	" max(x.record, y.record) AS other FROM record p"               \
	" CROSS JOIN lookup x ON x.record = p.id"                       \
	" CROSS JOIN lookup y ON y.hash = x.hash AND y.field = x.field" \
	"  AND y.record <> x.record"                                    \
	" CROSS JOIN record q ON q.id = y.record AND q.type = 'person'" \
	" WHERE p.type = 'person' AND (x.field = 'id_number'"           \
	"  OR (x.field = 'phone' AND (SELECT hash FROM lookup"          \
	"   WHERE record = x.record AND field = 'name') = (SELECT hash" \
	"   FROM lookup WHERE record = y.record AND field = 'name')))"

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
    [ALIKE_ADD] = "INSERT OR IGNORE INTO person_alike (one, other) " ALIKE
		  " AND p.id = :record AND x.field <> :but",
    [ALIKE_DROP] = "DELETE FROM person_alike"
		   " WHERE one = :record OR other = :record",
    [ALIKE_WRONG] =
	"WITH pair (one, other) AS MATERIALIZED (" ALIKE ")"
	" SELECT (SELECT count(*) FROM (SELECT one, other FROM pair"
	" EXCEPT SELECT one, other FROM person_alike))"
	" + (SELECT count(*) FROM (SELECT one, other FROM person_alike"
	" EXCEPT SELECT one, other FROM pair))",
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

/* The pairs a row of a record makes, or if field is NULL all its rows; a
 * telephone that many have is looked at only with it or a name. */
static int
add_alike(struct store *s, int64_t record, const char *field, struct err *e)
{
	sqlite3_stmt *st;
	const char *but = "";

	if (field != NULL && strcmp(field, "id_number") == 0)
		but = "phone";
	else if (field != NULL && strcmp(field, "phone") != 0 &&
		 strcmp(field, "name") != 0)
		return 0;
	st = about(s, ALIKE_ADD, record);
	bind_text(st, ":but", but);
	return statement_run(st, e);
}

int
store_lookup_add(struct store *s, int64_t record, const struct store_lookup *l,
    struct err *e)
{
	sqlite3_stmt *st = about(s, LOOKUP_ADD, record);

	bind_text(st, ":field", l->field);
	bind_integer(st, ":hash", l->hash);
	bind_integer(st, ":seal", l->seal);
	if (statement_run(st, e) != 0 || add_alike(s, record, l->field, e) != 0)
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
	return statement_run(st, e) != 0 ||
		       statement_run(about(s, ALIKE_DROP, record), e) != 0
		   ? -1
		   : add_alike(s, record, NULL, e);
}

int
store_persons_alike_wrong(struct store *s, int64_t *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_LOOKUP, ALIKE_WRONG);

	if (statement_step(st, e) != 1)
		return -1;
	*out = sqlite3_column_int64(st, 0);
	statement_end(st);
	return 0;
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
