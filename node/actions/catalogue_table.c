/*
 * The catalogue as a table: which columns there are, reading, writing.
 */
#include <stdio.h>
#include <string.h>

#include "node/actions/catalogue.h"
#include "node/actions/catalogue_cell.h"
#include "node/actions/csv.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

#define CODE "code"

/* --- columns ------------------------------------------------------------- */

#define COLUMN_NAME_MAX 64

/* A column of the table: the code, a field, or a member of one. */
struct column {
	const struct field_type *field;	 /* NULL: the code */
	const struct field_type *member; /* of a field that is one row */
};

#define COLUMNS_MAX 64

/* Every column there is, in the order in which they are written. */
static size_t
all_columns(struct column out[COLUMNS_MAX])
{
	size_t count = 1;

	out[0] = (struct column){NULL, NULL};
	for (const struct field_type *f = catalogue_event_type()->fields;
	     f->name; f++) {
		if (f->flags & FIELD_FILLED)
			continue;
		if (f->form != FIELD_ROW || f->flags & FIELD_LISTED) {
			out[count++] = (struct column){f, NULL};
			continue;
		}
		for (const struct field_type *m = f->columns; m->name; m++)
			out[count++] = (struct column){f, m};
	}
	return count;
}

static void
column_name(const struct column *c, char out[COLUMN_NAME_MAX])
{
	(void)snprintf(out, COLUMN_NAME_MAX, "%s%s%s",
	    c->field == NULL ? CODE : c->field->name,
	    c->member == NULL ? "" : ".",
	    c->member == NULL ? "" : c->member->name);
}

static const char *
column_meaning(const struct column *c)
{
	if (c->field == NULL)
		return "item code";
	return c->member == NULL ? c->field->meaning : c->member->meaning;
}

/* What stands above the column: its name, or its meaning in Chinese. */
static void
column_title(const struct column *c, char out[COLUMN_NAME_MAX])
{
	if (words_chosen() == WORDS_EN)
		column_name(c, out);
	else
		(void)snprintf(
		    out, COLUMN_NAME_MAX, "%s", _(column_meaning(c)));
}

/* Whichever language the table was written in. */
static int
is_titled(const struct column *c, const char *title)
{
	char name[COLUMN_NAME_MAX];

	column_name(c, name);
	return strcmp(title, name) == 0 ||
	       strcmp(title, words_in(WORDS_ZH, column_meaning(c))) == 0;
}

static int
find_column(const char *title, struct column *out, struct err *e)
{
	struct column all[COLUMNS_MAX];
	size_t count = all_columns(all);

	for (size_t i = 0; i < count; i++)
		if (is_titled(&all[i], title)) {
			*out = all[i];
			return 0;
		}
	return err_set(e, ERR_FORMAT,
	    "the first line names a column \"%s\", and items have none; see "
	    "`sanji item export`",
	    title);
}

/* --- reading ------------------------------------------------------------- */

static int
is_same_column(const struct column *a, const struct column *b)
{
	return a->field == b->field && a->member == b->member;
}

/* A spreadsheet may write empty cells after the last. */
static size_t
filled_cells(const json_t *row)
{
	size_t count = json_array_size(row);

	while (count > 0 &&
	       json_string_length(json_array_get(row, count - 1)) == 0)
		count--;
	return count;
}

/* The head: which column stands at which place, each once. */
static int
read_head(
    const json_t *row, struct column *columns, size_t *count_out, struct err *e)
{
	size_t count = filled_cells(row);
	int has_code = 0;

	if (count > COLUMNS_MAX)
		return err_set(e, ERR_LIMIT, "line %ld has more than %d cells",
		    1L, COLUMNS_MAX);
	for (size_t i = 0; i < count; i++) {
		const char *title = json_string_value(json_array_get(row, i));

		if (find_column(title, &columns[i], e) != 0)
			return -1;
		for (size_t k = 0; k < i; k++)
			if (is_same_column(&columns[k], &columns[i]))
				return err_set(e, ERR_FORMAT,
				    "the first line names the column \"%s\" "
				    "twice; take one of the two out",
				    title);
		has_code |= columns[i].field == NULL;
	}
	*count_out = count;
	if (!has_code)
		return err_set(e, ERR_FORMAT,
		    "the first line names no column \"%s\"; see `sanji item "
		    "export`",
		    CODE);
	return 0;
}

static int
put_value(json_t *item, const struct column *c, json_t *value, struct err *e)
{
	json_t *row;

	if (c->member == NULL)
		return json_put_take(
		    item, c->field == NULL ? CODE : c->field->name, value, e);
	row = json_object_get(item, c->field->name);
	if (row == NULL) {
		row = json_object();
		if (json_put_take(item, c->field->name, row, e) != 0) {
			json_decref(value);
			return -1;
		}
	}
	return json_put_take(row, c->member->name, value, e);
}

/* A value that cannot be read is refused, and the row goes on. */
static int
read_value(const struct column *c, const char *text, long line, json_t *item,
    json_t *refusals, struct err *e)
{
	struct err why = ERR_INIT;
	char name[COLUMN_NAME_MAX];
	json_t *value;

	if (text[0] == '\0')
		return 0;
	value = c->field == NULL
		    ? json_string(text)
		    : cell_read(c->member ? c->member : c->field, text, &why);
	if (value != NULL)
		return put_value(item, c, value, e);
	column_title(c, name);
	return catalogue_refuse(refusals, line, name, &why, e);
}

static int
read_item(const struct csv *csv, const json_t *row,
    const struct column *columns, size_t count, json_t *item, json_t *refusals,
    struct err *e)
{
	struct err why = ERR_INIT;
	size_t i;
	json_t *cell;

	json_array_foreach (row, i, cell) {
		const char *text = json_string_value(cell);

		if (i < count && read_value(&columns[i], text, csv->row_line,
				     item, refusals, e) != 0)
			return -1;
		if (i < count || text[0] == '\0')
			continue;
		(void)err_set(&why, ERR_FORMAT,
		    "\"%s\" stands beyond the last column; put a cell that "
		    "holds a comma in quotes",
		    text);
		return catalogue_refuse(refusals, csv->row_line, "", &why, e);
	}
	return 0;
}

static int
read_rows(struct csv *csv, json_t *entries, json_t *refusals, struct err *e)
{
	struct column columns[COLUMNS_MAX];
	size_t count = 0;
	json_t *row = NULL;
	int got, is_head = 1;

	while ((got = csv_next(csv, &row, e)) == 1) {
		json_t *item = is_head ? NULL : json_object();
		int failed = is_head ? read_head(row, columns, &count, e)
				     : read_item(csv, row, columns, count, item,
					   refusals, e);

		if (!failed && !is_head)
			failed = catalogue_add_take(
			    entries, csv->row_line, json_incref(item), e);
		json_decref(item);
		json_decref(row);
		if (failed)
			return -1;
		is_head = 0;
	}
	return got;
}

json_t *
catalogue_read_csv(const char *text, json_t *refusals, struct err *e)
{
	json_t *entries = json_array();
	struct csv csv;
	int failed = entries == NULL ? err_nomem(e) : 0;

	csv_open(&csv, text);
	if (!failed)
		failed = read_rows(&csv, entries, refusals, e);
	if (!failed && csv.rows == 0)
		failed = err_set(e, ERR_FORMAT,
		    "the table is empty; see `sanji item export`");
	if (failed) {
		json_decref(entries);
		return NULL;
	}
	return entries;
}

/* --- writing ------------------------------------------------------------- */

/* What an item says in a column, as the text of its cell. */
static int
say_cell(
    const struct column *c, const json_t *item, struct buf *out, struct err *e)
{
	const json_t *value =
	    json_object_get(item, c->field == NULL ? CODE : c->field->name);

	if (c->field == NULL)
		return value == NULL
			   ? 0
			   : buf_add_text(out, json_string_value(value), e);
	if (c->member != NULL)
		value = json_object_get(value, c->member->name);
	return cell_write(c->member ? c->member : c->field, value, out, e);
}

static int
write_cell(const struct column *c, size_t place, const json_t *item,
    struct buf *out, struct err *e)
{
	struct buf cell = BUF_INIT;
	int failed = say_cell(c, item, &cell, e);

	if (!failed)
		failed = csv_add_cell(out, place, buf_text(&cell), e);
	buf_free(&cell);
	return failed;
}

int
catalogue_write_csv(const json_t *items, struct buf *out, struct err *e)
{
	struct column columns[COLUMNS_MAX];
	size_t count = all_columns(columns), i;
	char name[COLUMN_NAME_MAX];
	json_t *item;
	int failed = 0;

	for (size_t k = 0; !failed && k < count; k++) {
		column_title(&columns[k], name);
		failed = csv_add_cell(out, k, name, e);
	}
	if (!failed)
		failed = csv_end_row(out, e);
	json_array_foreach (items, i, item) {
		for (size_t k = 0; !failed && k < count; k++)
			failed = write_cell(&columns[k], k, item, out, e);
		if (!failed)
			failed = csv_end_row(out, e);
	}
	return failed;
}

static int
add_change(const struct column *c, const json_t *before, const json_t *after,
    json_t *changes, struct err *e)
{
	struct buf was = BUF_INIT, is = BUF_INIT;
	char title[COLUMN_NAME_MAX];
	int failed = say_cell(c, before, &was, e) != 0 ||
		     say_cell(c, after, &is, e) != 0;

	column_title(c, title);
	if (!failed && strcmp(buf_text(&was), buf_text(&is)) != 0)
		failed = json_append_take(changes,
		    json_pack("{s:s,s:s,s:s}", "column", title, "before",
			buf_text(&was), "after", buf_text(&is)),
		    e);
	buf_free(&was);
	buf_free(&is);
	return failed;
}

json_t *
catalogue_changes(const json_t *before, const json_t *after, struct err *e)
{
	struct column columns[COLUMNS_MAX];
	size_t count = all_columns(columns);
	json_t *changes = json_array();
	int failed = changes == NULL ? err_nomem(e) : 0;

	for (size_t i = 0; !failed && i < count; i++)
		failed = add_change(&columns[i], before, after, changes, e);
	if (failed) {
		json_decref(changes);
		return NULL;
	}
	return changes;
}
