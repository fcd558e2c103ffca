#include "schema/store/projection.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/due_day.h"
#include "schema/store/figure_day.h"
#include "schema/store/rating_day.h"
#include "schema/store/statement.h"

/* For each record type, in the order of record_types[]. */
enum {
	PROJECTION_SET,
	PROJECTION_DELETE,
	PROJECTION_READ,
	PROJECTION_FORGET,
	PROJECTION_LIST,
	PROJECTION_COUNT,
	PROJECTION_STATEMENTS,
};

static int
index_of(const struct record_type *type)
{
	int i = 0;

	while (record_types[i] != type)
		i++;
	return i * PROJECTION_STATEMENTS;
}

static int
write_names(const struct record_type *t, const char *before, struct buf *out,
    struct err *e)
{
	for (const struct column_type *c = t->columns; c->name != NULL; c++)
		if (buf_printf(out, e, ", %s%s", before, c->name) != 0)
			return -1;
	return 0;
}

static int
write_set(const struct record_type *t, struct buf *out, struct err *e)
{
	if (buf_printf(out, e, "INSERT OR REPLACE INTO %s (record", t->table) !=
		0 ||
	    write_names(t, "", out, e) != 0 ||
	    buf_add_text(out, ") VALUES (:record", e) != 0 ||
	    write_names(t, ":", out, e) != 0)
		return -1;
	return buf_add_text(out, ")", e);
}

static int
write_read(const struct record_type *t, struct buf *out, struct err *e)
{
	if (buf_add_text(out, "SELECT record", e) != 0 ||
	    write_names(t, "", out, e) != 0)
		return -1;
	return buf_printf(out, e, " FROM %s WHERE record = :record", t->table);
}

/* With what is known of every record, whatever its type: the first so many of
 * each space, which the index of record has in order, of these the first, and
 * then their rows. */
static int
write_list(const struct record_type *t, struct buf *out, struct err *e)
{
	if (buf_add_text(out,
		"SELECT r.id AS record, r.name AS id, r.hall AS hall,"
		" r.state AS state, r.version AS version",
		e) != 0 ||
	    write_names(t, "f.", out, e) != 0)
		return -1;
	return buf_printf(out, e,
	    " FROM (SELECT q.id AS id, q.name AS name, t.hall AS hall,"
	    "  q.state AS state, q.version AS version FROM space t"
	    "  CROSS JOIN record q ON q.id IN (SELECT o.id FROM record o"
	    "  WHERE o.space = t.id AND o.type = '%s' AND o.state > 0"
	    "  AND o.name >= max(:text, :after)"
	    "  AND o.name < :text || char(0x10ffff)"
	    "  AND (o.name > :after OR t.hall > :after_hall)"
	    "  ORDER BY o.name LIMIT :most)"
	    "  ORDER BY q.name, t.hall LIMIT :most) r CROSS JOIN %s f"
	    " ON f.record = r.id ORDER BY r.name, r.hall",
	    t->name, t->table);
}

static int
write_count(const struct record_type *t, struct buf *out, struct err *e)
{
	return buf_printf(out, e,
	    "SELECT count(*) FROM space s CROSS JOIN record o"
	    " ON o.space = s.id AND o.type = '%s' AND o.name >= :text"
	    " AND o.name < :text || char(0x10ffff) WHERE o.state > 0",
	    t->name);
}

int
projection_statement_count(void)
{
	int types = 0;

	while (record_types[types] != NULL)
		types++;
	return types * PROJECTION_STATEMENTS;
}

int
projection_statement(int which, struct buf *out, struct err *e)
{
	const struct record_type *t =
	    record_types[which / PROJECTION_STATEMENTS];

	switch (which % PROJECTION_STATEMENTS) {
	case PROJECTION_SET:
		return write_set(t, out, e);
	case PROJECTION_DELETE:
		return buf_printf(
		    out, e, "DELETE FROM %s WHERE record = :record", t->table);
	case PROJECTION_READ:
		return write_read(t, out, e);
	case PROJECTION_LIST:
		return write_list(t, out, e);
	case PROJECTION_COUNT:
		return write_count(t, out, e);
	default:
		return buf_printf(out, e, "DELETE FROM %s", t->table);
	}
}

/* The columns stand in the statement as declared, after the record. */
static int
bind_value(sqlite3_stmt *st, size_t column, const json_t *value,
    struct buf *text, struct err *e)
{
	int place = (int)column + 2;

	if (json_is_integer(value)) {
		(void)sqlite3_bind_int64(st, place, json_integer_value(value));
	} else if (json_is_string(value)) {
		(void)sqlite3_bind_text64(st, place, json_string_value(value),
		    json_string_length(value), SQLITE_STATIC, SQLITE_UTF8);
	} else if (value != NULL) {
		if (json_write(value, text, e) != 0)
			return -1;
		(void)sqlite3_bind_text64(st, place, buf_text(text), text->len,
		    SQLITE_STATIC, SQLITE_UTF8);
	}
	return 0;
}

static int
write_row(struct store *s, const struct record_type *type, int64_t record,
    json_t *const *values, struct err *e)
{
	struct buf texts[PROJECTION_COLUMNS_MAX] = {BUF_INIT};
	sqlite3_stmt *st = statement(s, MODULE_PROJECTION,
	    index_of(type) +
		(values == NULL ? PROJECTION_DELETE : PROJECTION_SET));
	int failed = 0;
	size_t i = 0;

	bind_integer(st, ":record", record);
	for (; values != NULL && type->columns[i].name != NULL; i++) {
		assert(i < PROJECTION_COLUMNS_MAX);
		if (bind_value(st, i, values[i], &texts[i], e) != 0)
			failed = -1;
	}
	if (!failed)
		failed = statement_run(st, e);
	while (i > 0)
		buf_free(&texts[--i]);
	return failed;
}

int
store_project(struct store *s, const struct record_type *type, int64_t record,
    json_t *const *values, struct err *e)
{
	struct figure_change change;
	struct rating_change rating;

	return figure_day_begin(s, type, record, values, &change, e) != 0 ||
		       rating_day_begin(s, type, record, &rating, e) != 0 ||
		       write_row(s, type, record, values, e) != 0 ||
		       rating_day_end(s, &rating, e) != 0 ||
		       figure_day_end(s, &change, e) != 0 ||
		       (change.is_case && store_due_over(s, record, e) != 0)
		   ? -1
		   : 0;
}

static json_t *
column_value(sqlite3_stmt *st, int column)
{
	if (sqlite3_column_type(st, column) == SQLITE_INTEGER)
		return json_integer(sqlite3_column_int64(st, column));
	return json_string(column_text(st, column));
}

/* The row a statement stands at, without empty columns, from column `from`. */
static json_t *
take_row(sqlite3_stmt *st, int from, struct err *e)
{
	json_t *row = json_object();

	if (row == NULL)
		(void)err_nomem(e);
	for (int i = from; row != NULL && i < sqlite3_column_count(st); i++) {
		if (sqlite3_column_type(st, i) == SQLITE_NULL)
			continue;
		if (json_put_take(row, sqlite3_column_name(st, i),
			column_value(st, i), e) != 0) {
			json_decref(row);
			row = NULL;
		}
	}
	return row;
}

json_t *
store_projected(struct store *s, const struct record_type *type, int64_t record,
    struct err *e)
{
	sqlite3_stmt *st =
	    statement(s, MODULE_PROJECTION, index_of(type) + PROJECTION_READ);
	json_t *row = NULL;
	int got;

	bind_integer(st, ":record", record);
	got = statement_step(st, e);
	if (got == 1)
		row = take_row(st, 1, e);
	else if (got == 0 && (row = json_object()) == NULL)
		(void)err_nomem(e);
	statement_end(st);
	return row;
}

/* The state by its word. */
static int
name_state(const struct record_type *type, json_t *row, struct err *e)
{
	json_int_t state = json_member_integer(row, "state", 0);

	return json_put_take(
	    row, "state", json_string(record_state_word(type, state)), e);
}

json_t *
store_listed(struct store *s, const struct record_type *type,
    const struct store_page *l, struct err *e)
{
	sqlite3_stmt *st =
	    statement(s, MODULE_PROJECTION, index_of(type) + PROJECTION_LIST);
	json_t *rows = json_array(), *row;
	int got = rows == NULL ? err_nomem(e) : 1;

	bind_text(st, ":text", l->beginning);
	bind_text(st, ":after", l->after);
	bind_text(st, ":after_hall", l->after_hall);
	bind_integer(st, ":most", (int64_t)l->most);
	while (got == 1 && (got = statement_step(st, e)) == 1) {
		row = take_row(st, 0, e);
		if (row == NULL || name_state(type, row, e) != 0) {
			json_decref(row);
			got = -1;
		} else if (json_append_take(rows, row, e) != 0) {
			got = -1;
		}
	}
	statement_end(st);
	if (got < 0) {
		json_decref(rows);
		return NULL;
	}
	return rows;
}

int
store_listed_count(struct store *s, const struct record_type *type,
    const char *beginning, int64_t *out, struct err *e)
{
	sqlite3_stmt *st =
	    statement(s, MODULE_PROJECTION, index_of(type) + PROJECTION_COUNT);

	bind_text(st, ":text", beginning);
	if (statement_step(st, e) != 1)
		return -1;
	*out = sqlite3_column_int64(st, 0);
	statement_end(st);
	return 0;
}

int
projections_forget(struct store *s, struct err *e)
{
	for (int t = 0; record_types[t] != NULL; t++)
		if (statement_run(
			statement(s, MODULE_PROJECTION,
			    t * PROJECTION_STATEMENTS + PROJECTION_FORGET),
			e) != 0)
			return -1;
	return figure_day_forget(s, e) != 0 ? -1 : rating_day_forget(s, e);
}
