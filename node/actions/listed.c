#include "node/actions/listed.h"

#include <string.h>

#include "node/actions/access.h"
#include "node/actions/case_acts.h"
#include "node/actions/hall_named.h"
#include "node/actions/noun.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/base/words.h"
#include "schema/records/day.h"

/* Most columns of a table made of a record type's declaration. */
#define COLUMNS_MAX 64

#define MEMBER_MAX 64

/* --- which ---------------------------------------------------------------- */

static const struct listed_list *
find_list(const struct action *action)
{
	for (const struct listed_list *l = listed_lists; l->noun != NULL; l++)
		if (strcmp(l->noun, action->noun) == 0 &&
		    strcmp(l->verb, action->verb) == 0)
			return l;
	return NULL;
}

/* Items by halls, and no list of rows. */
static int
is_matrix(const struct action *action)
{
	return strcmp(action->noun, "power") == 0 &&
	       strcmp(action->verb, "matrix") == 0;
}

int
listed_is(const struct action *action)
{
	enum access_kind kind = access_kind_of(action->noun, action->verb);

	if (kind != ACCESS_READS && kind != ACCESS_LISTS)
		return 0;
	return find_list(action) != NULL || is_matrix(action) ||
	       action->run == noun_list;
}

const char *
listed_member(const struct action *action)
{
	const struct listed_list *l = find_list(action);

	return l == NULL ? NULL : l->rows;
}

json_t *
listed_rows(const struct action *action, const json_t *answer)
{
	const char *member = listed_member(action);
	json_t *rows = member == NULL ? (json_t *)(uintptr_t)answer
				      : json_object_get(answer, member);

	return json_is_array(rows) || is_matrix(action) ? rows : NULL;
}

/* --- pages ---------------------------------------------------------------- */

static int
takes_after(const struct action *action)
{
	for (const struct action_parameter *p = action->parameters;
	     p != NULL && p->name != NULL; p++)
		if (strcmp(p->name, "after") == 0)
			return 1;
	return 0;
}

json_t *
listed_after(const struct action *action)
{
	const struct listed_list *l = find_list(action);

	if (!listed_is(action) || !takes_after(action))
		return NULL;
	return l == NULL || l->after == NULL ? json_pack("[s,s]", "id", "hall")
					     : json_pack("[s]", l->after);
}

int
listed_count(const struct actor *a, const struct action *action,
    const json_t *request, int64_t *out, struct err *e)
{
	*out = 0;
	if (action->run == noun_list)
		return noun_count(a, action, request, out, e);
	return action->run == case_list ? case_list_count(a, request, out, e)
					: 0;
}

int
listed_go_on(const struct action *action, const json_t *last, json_t *request,
    struct err *e)
{
	const struct listed_list *l = find_list(action);

	if (l == NULL || l->after == NULL)
		return json_put_take(request, "after", noun_after(last), e);
	return json_object_set(
		   request, "after", json_object_get(last, l->after)) != 0
		   ? err_nomem(e)
		   : 0;
}

/* --- columns of a record type --------------------------------------------- */

struct chosen {
	struct listed_column columns[COLUMNS_MAX + 1];
	char members[COLUMNS_MAX][MEMBER_MAX];
	size_t count;
};

static void
choose(struct chosen *c, const char *meaning, const char *member,
    enum listed_form form)
{
	if (meaning == NULL || c->count == COLUMNS_MAX)
		return;
	text_copy(c->members[c->count], MEMBER_MAX, member, strlen(member));
	c->columns[c->count] = (struct listed_column){
	    .meaning = meaning, c->members[c->count], form};
	c->count++;
}

static const struct field_type *
find_field(const struct record_type *t, const char *kind, const char *name)
{
	const struct event_type *et =
	    kind == NULL ? t->events : event_type_of_kind(t, kind);
	const struct field_type *f;

	for (; et != NULL && et->kind != NULL; et++) {
		f = field_type_named(et, name);
		if (f != NULL || kind != NULL)
			return f;
	}
	return NULL;
}

static void
choose_field(struct chosen *c, const struct field_type *f, const char *member)
{
	if (f != NULL)
		choose(c, f->meaning, member,
		    f->choices != NULL ? LISTED_WORD : LISTED_PLAIN);
}

/* What is derived is named nowhere, and stays away. */
static void
choose_column(struct chosen *c, const struct record_type *t,
    const struct column_type *col)
{
	const struct event_type *et =
	    col->kind == NULL ? NULL : event_type_of_kind(t, col->kind);

	switch (col->source) {
	case COLUMN_FIELD:
	case COLUMN_EVENT:
		choose_field(
		    c, find_field(t, col->kind, col->field), col->name);
		break;
	case COLUMN_TIME:
		choose(
		    c, et == NULL ? NULL : et->meaning, col->name, LISTED_TIME);
		break;
	case COLUMN_HALL:
	case COLUMN_LEDGER:
	case COLUMN_PERSONAL:
	case COLUMN_DERIVED:
		break;
	}
}

/* People, as the opening event has them. */
static void
choose_people(struct chosen *c, const struct record_type *t)
{
	char member[MEMBER_MAX];

	for (const struct field_type *f = t->events->fields;
	     f != NULL && f->name != NULL; f++) {
		if (!(f->flags & FIELD_PERSONAL))
			continue;
		(void)snprintf(member, sizeof(member), "personal.%s", f->name);
		choose_field(c, f, member);
	}
}

static const struct listed_column ends[] = {
    {.meaning = "number of the record", "id", LISTED_PLAIN},
    {.meaning = "code of the hall", "hall", LISTED_PLAIN},
    {.meaning = "name of the hall", "hall", LISTED_HALL},
    {.meaning = "state", "state", LISTED_WORD},
};

static void
choose_of_type(struct chosen *c, const struct record_type *t)
{
	for (size_t i = 0; i < COUNT_OF(ends); i++)
		choose(c, ends[i].meaning, ends[i].member, ends[i].form);
	choose_people(c, t);
	for (const struct column_type *col = t->columns; col->name != NULL;
	     col++)
		choose_column(c, t, col);
}

/* --- cells ---------------------------------------------------------------- */

/* By a path of two names at most. */
static const json_t *
member_at(const json_t *row, const char *path)
{
	const char *dot = strchr(path, '.');
	char first[MEMBER_MAX];

	if (dot == NULL)
		return json_object_get(row, path);
	text_copy(first, sizeof(first), path, (size_t)(dot - path));
	return json_object_get(json_object_get(row, first), dot + 1);
}

static const char *
word_meaning(const json_t *value)
{
	const char *text = json_string_value(value);

	return text == NULL || text[0] == '\0' ? "" : _(text);
}

/* Several in one cell. */
static json_t *
joined(const json_t *values, enum listed_form form)
{
	json_t *all = json_string(""), *longer, *value;
	size_t i;

	json_array_foreach (values, i, value) {
		longer = json_sprintf("%s%s%s", json_string_value(all),
		    i == 0 ? "" : "、",
		    form == LISTED_WORD	    ? word_meaning(value)
		    : json_is_string(value) ? json_string_value(value)
					    : "");
		json_decref(all);
		all = longer;
	}
	return all;
}

static json_t *
plain_cell(const json_t *value, enum listed_form form)
{
	if (json_is_array(value))
		return joined(value, form);
	if (json_is_boolean(value))
		return json_string(json_is_true(value) ? _("yes") : _("no"));
	if (form == LISTED_WORD)
		return json_string(word_meaning(value));
	if (json_is_string(value) || json_is_integer(value))
		return json_incref((json_t *)(uintptr_t)value);
	return json_string("");
}

static json_t *
cell_of(const struct actor *a, const json_t *row, const struct listed_column *c,
    const json_t *items)
{
	const json_t *value = member_at(row, c->member), *name;
	char text[HALL_NAME_MAX] = "";

	switch (c->form) {
	case LISTED_TIME:
		if (json_integer_value(value) != 0)
			moment_text(json_integer_value(value), text);
		return json_string(text);
	case LISTED_HALL:
		if (json_is_string(value))
			hall_name_at(
			    a, json_string_value(value), a->now_s, text);
		return json_string(text);
	case LISTED_ITEM:
		name = json_is_string(value)
			   ? json_object_get(items, json_string_value(value))
			   : NULL;
		return plain_cell(name, LISTED_PLAIN);
	case LISTED_PLAIN:
	case LISTED_WORD:
		break;
	}
	return plain_cell(value, c->form);
}

/* --- names of items ------------------------------------------------------- */

/* {code: name} of the catalogue. */
static json_t *
item_names(const struct actor *a, struct err *e)
{
	json_t *request = json_pack("{s:s}", "do", "item.list");
	json_t *rows = NULL, *row, *names = json_object();
	int failed = names == NULL || request == NULL ||
		     action_perform(a, request, &rows, e) != 0;
	size_t i;

	json_decref(request);
	if (failed) {
		json_decref(names);
		return NULL;
	}
	json_array_foreach (rows, i, row)
		(void)json_object_set(names, json_member_text(row, "code"),
		    json_object_get(row, "name"));
	json_decref(rows);
	return names;
}

static int
names_items(const struct listed_column *columns)
{
	for (; columns->meaning != NULL; columns++)
		if (columns->form == LISTED_ITEM)
			return 1;
	return 0;
}

/* --- the table ------------------------------------------------------------ */

static int
add_headings(json_t *table, const struct listed_column *columns, struct err *e)
{
	json_t *cells = json_array();

	for (const struct listed_column *c = columns; c->meaning != NULL; c++)
		(void)json_array_append_new(cells, json_string(_(c->meaning)));
	return json_append_take(table, cells, e);
}

static int
add_row(const struct actor *a, json_t *table,
    const struct listed_column *columns, const json_t *row, const json_t *items,
    struct err *e)
{
	json_t *cells = json_array();
	int failed = cells == NULL;

	for (const struct listed_column *c = columns;
	     !failed && c->meaning != NULL; c++)
		failed = json_array_append_new(
			     cells, cell_of(a, row, c, items)) != 0;
	if (failed) {
		json_decref(cells);
		return err_nomem(e);
	}
	return json_append_take(table, cells, e);
}

static int
fill(const struct actor *a, json_t *table, const struct listed_column *columns,
    const json_t *rows, struct err *e)
{
	json_t *items = names_items(columns) ? item_names(a, e) : json_object();
	json_t *row;
	int failed = items == NULL || add_headings(table, columns, e) != 0;
	size_t i;

	json_array_foreach (rows, i, row)
		failed =
		    failed || add_row(a, table, columns, row, items, e) != 0;
	json_decref(items);
	return failed ? -1 : 0;
}

/* --- items by halls ------------------------------------------------------- */

/* The halls that stand in some line: {code: name}. */
static json_t *
halls_of(const struct actor *a, const json_t *matrix)
{
	json_t *halls = json_object(), *line, *cell;
	const char *item, *code;
	char name[HALL_NAME_MAX];

	json_object_foreach ((json_t *)(uintptr_t)matrix, item, line)
		json_object_foreach (line, code, cell) {
			hall_name_at(a, code, a->now_s, name);
			(void)json_object_set_new(
			    halls, code, json_string(name));
		}
	return halls;
}

static json_t *
power_cell(const json_t *power)
{
	if (power == NULL)
		return json_string("");
	return json_sprintf("%s · %s",
	    word_meaning(json_object_get(power, "mode")),
	    word_meaning(json_object_get(power, "stage")));
}

static json_t *
matrix_line(const char *item, const json_t *items, const json_t *line,
    const json_t *halls)
{
	const json_t *name = json_object_get(items, item);
	json_t *cells = json_pack(
	    "[s,s]", item, name == NULL ? "" : json_string_value(name));
	const char *code;
	json_t *hall;

	json_object_foreach ((json_t *)(uintptr_t)halls, code, hall)
		(void)json_array_append_new(
		    cells, power_cell(json_object_get(line, code)));
	return cells;
}

static int
fill_matrix(
    const struct actor *a, json_t *table, const json_t *matrix, struct err *e)
{
	json_t *items = item_names(a, e), *halls = halls_of(a, matrix);
	json_t *headings =
	    json_pack("[s,s]", _("code of the item"), _("name of the item"));
	json_t *line, *name;
	const char *item, *code;
	int failed = items == NULL || halls == NULL;

	json_object_foreach (halls, code, name)
		(void)json_array_append(headings, name);
	if (json_append_take(table, headings, e) != 0)
		failed = 1;
	json_object_foreach ((json_t *)(uintptr_t)matrix, item, line)
		failed = failed ||
			 json_append_take(table,
			     matrix_line(item, items, line, halls), e) != 0;
	json_decref(items);
	json_decref(halls);
	return failed ? -1 : 0;
}

json_t *
listed_columns(const struct action *action)
{
	static const char *const forms[] = {
	    [LISTED_PLAIN] = "plain",
	    [LISTED_TIME] = "time",
	    [LISTED_WORD] = "word",
	    [LISTED_HALL] = "hall",
	    [LISTED_ITEM] = "item",
	};
	const struct listed_list *l = find_list(action);
	const struct listed_column *column = l == NULL ? NULL : l->columns;
	struct chosen c = {.count = 0};
	json_t *all = is_matrix(action) ? NULL : json_array();

	if (column == NULL && all != NULL)
		choose_of_type(&c, record_type_named(action->noun));
	if (column == NULL)
		column = c.columns;
	for (; all != NULL && column->meaning != NULL; column++)
		if (json_array_append_new(
			all, json_pack("{s:s,s:s,s:s}", "meaning",
				 _(column->meaning), "member", column->member,
				 "form", forms[column->form])) != 0) {
			json_decref(all);
			all = NULL;
		}
	return all;
}

json_t *
listed_table(const struct actor *a, const struct action *action,
    const json_t *rows, struct err *e)
{
	const struct listed_list *l = find_list(action);
	const struct listed_column *own = l == NULL ? NULL : l->columns;
	struct chosen c = {.count = 0};
	json_t *table = json_array();
	int failed = table == NULL ? err_nomem(e) : 0;

	if (own == NULL && !is_matrix(action))
		choose_of_type(&c, record_type_named(action->noun));
	if (!failed)
		failed = is_matrix(action)
			     ? fill_matrix(a, table, rows, e)
			     : fill(a, table, own == NULL ? c.columns : own,
				   rows, e);
	if (!failed)
		return table;
	json_decref(table);
	return NULL;
}
