#include "schema/store/rows.h"

#include "schema/base/json.h"

static json_t *
cell(sqlite3_stmt *st, int column)
{
	switch (sqlite3_column_type(st, column)) {
	case SQLITE_INTEGER:
		return json_integer(sqlite3_column_int64(st, column));
	case SQLITE_FLOAT:
		return json_real(sqlite3_column_double(st, column));
	default:
		return json_string(column_text(st, column));
	}
}

static json_t *
take_row(sqlite3_stmt *st)
{
	json_t *row = json_object();

	for (int i = 0; row != NULL && i < sqlite3_column_count(st); i++) {
		if (sqlite3_column_type(st, i) == SQLITE_NULL)
			continue;
		if (json_put_take(row, sqlite3_column_name(st, i), cell(st, i),
			NULL) != 0) {
			json_decref(row);
			row = NULL;
		}
	}
	return row;
}

json_t *
rows_collect(sqlite3_stmt *st, json_t *(*make)(sqlite3_stmt *st), struct err *e)
{
	json_t *rows = json_array();
	int row = rows == NULL ? err_nomem(e) : 1;

	while (row == 1 && (row = statement_step(st, e)) == 1)
		if (json_append_take(rows, make(st), e) != 0)
			row = -1;
	statement_end(st);
	if (row < 0) {
		json_decref(rows);
		return NULL;
	}
	return rows;
}

json_t *
rows_read(sqlite3_stmt *st, const struct report_parameter *parameters,
    size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		if (parameters[i].text != NULL)
			bind_text(st, parameters[i].name, parameters[i].text);
		else
			bind_integer(
			    st, parameters[i].name, parameters[i].number);
	}
	return rows_collect(st, take_row, e);
}
