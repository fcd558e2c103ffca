/*
 * How delegated powers look to people.
 */
#include <stdio.h>
#include <string.h>

#include "node/cli/cli.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

static const char *
text_of(const json_t *object, const char *name)
{
	const char *text = json_member_text(object, name);

	return text == NULL ? "" : text;
}

/* Words, names and lists of a row as people read them. */
static void
name_row(const struct cli *c, json_t *row)
{
	char items[200] = "";
	json_t *item;
	size_t i;

	json_array_foreach (json_object_get(row, "items"), i, item) {
		size_t len = strlen(items);

		(void)snprintf(items + len, sizeof(items) - len, "%s%s",
		    i == 0 ? "" : ",", json_string_value(item));
	}
	(void)json_object_set_new(row, "items", json_string(items));
	(void)json_object_set_new(
	    row, "mode", json_string(shown_word(text_of(row, "mode"))));
	(void)json_object_set_new(
	    row, "stage", json_string(shown_word(text_of(row, "stage"))));
	if (json_object_get(row, "grantee") != NULL)
		(void)json_object_set_new(row, "grantee",
		    json_string(hall_name(c, text_of(row, "grantee"))));
}

void
show_powers(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"id", "grantee", "items", "mode",
	    "basis", "stage", "valid_to", "granted_time", "revoked_time", NULL};
	static const char *const times[] = {
	    "granted_time", "revoked_time", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	name_times(copy, times);
	json_array_foreach (copy, i, row)
		name_row(c, row);
	print_table(copy, columns, "no powers have been granted");
	json_decref(copy);
}

/* What is kept to find it by says nothing to people. */
static void
drop_inner(json_t *row)
{
	static const char *const names[] = {
	    "events", "record", "answer", "state", "hall"};

	for (size_t i = 0; i < COUNT_OF(names); i++)
		(void)json_object_del(row, names[i]);
}

void
show_power(const struct cli *c, const json_t *power)
{
	static const char *const times[] = {"proposed_time", "applied_time",
	    "approved_time", "published_time", "prepared_time", "granted_time",
	    "suspended_time", "closing_time", "closed_time", "revoked_time",
	    NULL};
	json_t *rows = json_pack("[o]", json_deep_copy(power));
	json_t *row = json_array_get(rows, 0), *event;
	size_t i;

	name_times(rows, times);
	name_row(c, row);
	(void)json_object_set_new(
	    row, "decides", json_string(_(text_of(row, "decides"))));
	(void)json_object_set_new(
	    row, "bears", json_string(_(text_of(row, "bears"))));
	drop_inner(row);
	print_value(row);
	(void)printf("%s:\n", _("events"));
	json_array_foreach (json_object_get(power, "events"), i, event)
		show_event(c, event);
	json_decref(rows);
}

/* --- matrix --------------------------------------------------------------- */

/* A cell: the mode, and the stage if it is not simply in effect. */
static json_t *
cell_of(const json_t *cell)
{
	const char *stage = text_of(cell, "stage");
	const char *mode = shown_word(text_of(cell, "mode"));

	if (strcmp(stage, "in_effect") == 0)
		return json_string(mode);
	return json_sprintf("%s(%s)", mode, shown_word(stage));
}

#define MATRIX_HALLS_MAX 14

/* The halls that have a column; those beyond are left to --json. */
static size_t
list_halls(
    const json_t *matrix, const char *halls[MATRIX_HALLS_MAX + 1], int *left)
{
	const char *item, *hall;
	json_t *line, *cell;
	size_t count = 0, i;

	*left = 0;
	json_object_foreach ((json_t *)(uintptr_t)matrix, item, line)
		json_object_foreach (line, hall, cell) {
			for (i = 0; i < count && strcmp(halls[i], hall) != 0;)
				i++;
			if (i == count && count < MATRIX_HALLS_MAX)
				halls[count++] = hall;
			else if (i == count)
				*left = 1;
		}
	return count;
}

void
show_power_matrix(const struct cli *c, const json_t *matrix)
{
	const char *halls[MATRIX_HALLS_MAX + 1], *item, *hall;
	const char *columns[MATRIX_HALLS_MAX + 2] = {"item"};
	char names[MATRIX_HALLS_MAX][128];
	json_t *rows = json_array(), *line, *cell, *row;
	int left;
	size_t count = list_halls(matrix, halls, &left);

	for (size_t i = 0; i < count; i++) {
		(void)snprintf(
		    names[i], sizeof(names[i]), "%s", hall_name(c, halls[i]));
		columns[i + 1] = names[i];
	}
	columns[count + 1] = NULL;
	json_object_foreach ((json_t *)(uintptr_t)matrix, item, line) {
		row = json_pack("{s:s}", "item", item);
		json_object_foreach (line, hall, cell)
			(void)json_object_set_new(
			    row, hall_name(c, hall), cell_of(cell));
		(void)json_array_append_new(rows, row);
	}
	print_table(rows, columns, "no powers have been granted");
	if (left)
		(void)printf("%s\n", _("more halls are in --json"));
	json_decref(rows);
}

/* --- publication ---------------------------------------------------------- */

/* Of what is entrusted the law says so (行政许可法 24). */
static const char *
publication_of(const json_t *row)
{
	if (json_object_get(row, "published_day") != NULL)
		return text_of(row, "published_day");
	if (json_is_true(json_object_get(row, "published")))
		return _("yes");
	return strcmp(text_of(row, "mode"), "entrusted") == 0
		   ? _("not yet; it has to be")
		   : _("not yet");
}

void
show_publication(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"power", "organ", "items", "mode",
	    "department", "basis", "published", "published_where", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	json_array_foreach (copy, i, row) {
		(void)json_object_set_new(
		    row, "published", json_string(publication_of(row)));
		(void)json_object_set_new(row, "organ",
		    json_string(hall_name(c, text_of(row, "organ"))));
		name_row(c, row);
	}
	print_table(copy, columns, "no powers have been granted");
	json_decref(copy);
}

/* --- taking one back ------------------------------------------------------ */

void
show_power_revoked(const struct cli *c, const json_t *result)
{
	static const char *const columns[] = {
	    "number", "time", "change_set", "becomes", NULL};
	static const char *const times[] = {"time", NULL};
	json_t *copy = json_deep_copy(json_object_get(result, "would_fall"));
	json_t *row;
	size_t i;

	(void)c;
	if (copy == NULL) {
		print_value(result);
		return;
	}
	name_times(copy, times);
	json_array_foreach (copy, i, row)
		(void)json_object_set_new(
		    row, "becomes", json_string(_(text_of(row, "becomes"))));
	print_table(copy, columns, "nothing would fall");
	(void)printf(_("%lld decisions would stand\n"),
	    (long long)json_member_integer(result, "would_stand", 0));
	json_decref(copy);
}

/* --- acts that wait, and violations --------------------------------------- */

static void
show_acts(const struct cli *c, const json_t *rows, const char *empty)
{
	static const char *const columns[] = {"number", "event", "kind",
	    "author", "time", "waited_days", "power", "status", "reason", NULL};
	static const char *const times[] = {"time", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	name_times(copy, times);
	json_array_foreach (copy, i, row) {
		const struct record_type *t =
		    record_type_of_kind(text_of(row, "kind"));
		const struct event_type *et =
		    t == NULL ? NULL
			      : event_type_of_kind(t, text_of(row, "kind"));

		(void)json_object_set_new(row, "event",
		    json_sprintf("%.12s%s", text_of(row, "event"),
			strchr(text_of(row, "event"), '/')));
		(void)json_object_set_new(row, "author",
		    json_string(hall_name(c, text_of(row, "author"))));
		(void)json_object_set_new(
		    row, "status", json_string(_(text_of(row, "status"))));
		(void)json_object_set_new(
		    row, "reason", json_string(_(text_of(row, "reason"))));
		if (et != NULL)
			(void)json_object_set_new(
			    row, "kind", json_string(_(et->meaning)));
	}
	print_table(copy, columns, empty);
	json_decref(copy);
}

void
show_held(const struct cli *c, const json_t *rows)
{
	show_acts(c, rows, "no act waits to be ratified");
}

void
show_violations(const struct cli *c, const json_t *rows)
{
	show_acts(c, rows, "no act was without authority");
}
