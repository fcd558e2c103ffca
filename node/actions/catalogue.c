#include "node/actions/catalogue.h"

#include <stdio.h>
#include <string.h>

#include "node/actions/catalogue_cell.h"
#include "node/actions/csv.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"
#include "schema/records/item_fields.h"

#define PUBLISHED "item.published"
#define CODE "code"

static const struct event_type *
published(void)
{
	return event_type_of_kind(record_type_of_kind(PUBLISHED), PUBLISHED);
}

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
	for (const struct field_type *f = published()->fields; f->name; f++) {
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
		return _("item code");
	return _(c->member == NULL ? c->field->meaning : c->member->meaning);
}

static int
find_column(const char *title, struct column *out)
{
	struct column all[COLUMNS_MAX];
	size_t count = all_columns(all);
	char name[COLUMN_NAME_MAX];

	for (size_t i = 0; i < count; i++) {
		column_name(&all[i], name);
		if (strcmp(title, name) == 0 ||
		    strcmp(title, column_meaning(&all[i])) == 0) {
			*out = all[i];
			return 0;
		}
	}
	return -1;
}

/* --- reading ------------------------------------------------------------- */

static int
refuse(json_t *refusals, long line, const char *column, const struct err *why,
    struct err *e)
{
	return json_append_take(refusals,
	    json_pack("{s:I,s:s,s:s}", "line", (json_int_t)line, "column",
		column, "text", why->text),
	    e);
}

/* The head: which column stands at which place. */
static int
read_head(
    const json_t *row, struct column *columns, size_t *count_out, struct err *e)
{
	int has_code = 0;
	size_t i;
	json_t *cell;

	if (json_array_size(row) > COLUMNS_MAX)
		return err_set(e, ERR_LIMIT, "line %ld has more than %d cells",
		    1L, COLUMNS_MAX);
	json_array_foreach (row, i, cell) {
		if (find_column(json_string_value(cell), &columns[i]) != 0)
			return err_set(e, ERR_FORMAT,
			    "the first line names a column \"%s\", and items "
			    "have none; see `sanji item export`",
			    json_string_value(cell));
		has_code |= columns[i].field == NULL;
	}
	*count_out = i;
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
	column_name(c, name);
	return refuse(refusals, line, name, &why, e);
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
		return refuse(refusals, csv->row_line, "", &why, e);
	}
	return 0;
}

/* {"line": 3, "item": {…}}; takes the item. */
static int
add_entry(json_t *entries, long line, json_t *item, struct err *e)
{
	return json_append_take(entries,
	    json_pack("{s:I,s:o}", "line", (json_int_t)line, "item", item), e);
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
			failed = add_entry(
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

json_t *
catalogue_read_items(const json_t *items, struct err *e)
{
	json_t *entries = json_array(), *item;
	size_t i;

	if (entries == NULL)
		(void)err_nomem(e);
	json_array_foreach (items, i, item) {
		if (!json_is_object(item))
			(void)err_set(e, ERR_FORMAT,
			    "items must be a list of objects like "
			    "{\"code\": …, \"name\": …}");
		else if (add_entry(
			     entries, (long)i + 1, json_incref(item), e) == 0)
			continue;
		json_decref(entries);
		return NULL;
	}
	return entries;
}

/* --- checking ------------------------------------------------------------ */

json_t *
catalogue_event(const json_t *item, json_int_t version, struct err *e)
{
	json_t *event = json_copy((json_t *)(uintptr_t)item);
	json_t *code = json_incref(json_object_get(item, CODE));

	if (event == NULL || json_object_del(event, CODE) != 0 ||
	    json_put_take(event, EVENT_DO, json_string(PUBLISHED), e) != 0 ||
	    json_put_take(event, EVENT_ON, code, e) != 0 ||
	    json_put_take(event, "version", json_integer(version), e) != 0) {
		json_decref(event);
		(void)err_nomem(e);
		return NULL;
	}
	return event;
}

static int
check_code(const char *code, const json_t *seen, struct err *why)
{
	if (code == NULL)
		return err_set(why, ERR_FORMAT,
		    "the item has no code; every item needs one of its own");
	if (!record_name_is_valid(code) || strlen(code) > ITEM_CODE_MAX)
		return err_set(why, ERR_FORMAT,
		    "code \"%s\": 1 to %d letters, digits, points and hyphens "
		    "(GB/T 39554.1)",
		    code, ITEM_CODE_MAX);
	if (json_object_get(seen, code) != NULL)
		return err_set(why, ERR_FORMAT,
		    "code \"%s\" stands in line %lld already; take one of the "
		    "two out",
		    code,
		    (long long)json_integer_value(json_object_get(seen, code)));
	return 0;
}

static int
is_own_member(const char *name)
{
	return strcmp(name, EVENT_DO) == 0 || strcmp(name, EVENT_ON) == 0 ||
	       strcmp(name, EVENT_PERSONAL) == 0 ||
	       strcmp(name, "version") == 0;
}

/* What the fold will ask, and that nothing stands there unasked for. */
static int
check_item(const json_t *item, struct err *why)
{
	const char *name;
	json_t *value, *event;
	int failed;

	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_foreach ((json_t *)(uintptr_t)item, name, value)
		if (is_own_member(name))
			return err_set(why, ERR_FORMAT,
			    "%s has no field \"%s\" there", PUBLISHED, name);
	event = catalogue_event(item, 1, why);
	failed = event == NULL ? -1 : event_check(published(), event, why);
	json_decref(event);
	return failed;
}

static int
has_refusal(const json_t *refusals, json_int_t line)
{
	size_t i;
	json_t *refusal;

	json_array_foreach (refusals, i, refusal)
		if (json_member_integer(refusal, "line", 0) == line)
			return 1;
	return 0;
}

/* A line of which something could not be read is not complained of twice. */
int
catalogue_check(const json_t *entries, json_t *refusals, struct err *e)
{
	json_t *seen = json_object(), *entry;
	int failed = seen == NULL ? err_nomem(e) : 0;
	size_t i;

	json_array_foreach (entries, i, entry) {
		json_int_t line = json_member_integer(entry, "line", 0);
		const json_t *item = json_object_get(entry, "item");
		const char *code = json_member_text(item, CODE);
		struct err why = ERR_INIT;

		if (failed)
			break;
		if (check_code(code, seen, &why) != 0) {
			failed = refuse(refusals, (long)line, CODE, &why, e);
			continue;
		}
		failed = json_put_take(seen, code, json_integer(line), e);
		if (!failed && !has_refusal(refusals, line) &&
		    check_item(item, &why) != 0)
			failed = refuse(refusals, (long)line, "", &why, e);
	}
	json_decref(seen);
	return failed;
}

/* --- writing ------------------------------------------------------------- */

/* The store keeps lists and rows as text. */
static json_t *
stored_value(const struct field_type *f, json_t *cell, struct err *e)
{
	const char *text = json_string_value(cell);

	if (text != NULL && (f->form == FIELD_ROW || f->flags & FIELD_LISTED))
		return json_read(text, strlen(text), e);
	return json_incref(cell);
}

json_t *
catalogue_item(const json_t *row, struct err *e)
{
	json_t *item = json_pack("{s:O}", CODE, json_object_get(row, CODE));

	if (item == NULL)
		(void)err_nomem(e);
	for (const struct field_type *f = published()->fields;
	     item != NULL && f->name != NULL; f++) {
		json_t *cell = json_object_get(row, f->name);

		if (cell == NULL || f->flags & FIELD_FILLED)
			continue;
		if (json_put_take(item, f->name, stored_value(f, cell, e), e) !=
		    0) {
			json_decref(item);
			return NULL;
		}
	}
	return item;
}

static int
write_cell(const struct column *c, size_t place, const json_t *item,
    struct buf *out, struct err *e)
{
	const json_t *value =
	    json_object_get(item, c->field == NULL ? CODE : c->field->name);
	struct buf cell = BUF_INIT;
	int failed;

	if (c->field == NULL)
		return csv_add_cell(out, place, json_string_value(value), e);
	if (c->member != NULL)
		value = json_object_get(value, c->member->name);
	failed = cell_write(c->member ? c->member : c->field, value, &cell, e);
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
		column_name(&columns[k], name);
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
