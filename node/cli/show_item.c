/*
 * How an item, and what halls draft of items, look to people.
 */
#include <stdio.h>
#include <string.h>

#include "node/cli/cli.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/base/words.h"
#include "schema/records/day.h"
#include "schema/records/record_type.h"

#define ROW_COLUMNS_MAX 16

/* A value as one line: choices by their word, lists with commas. */
static void
print_one(const struct field_type *f, const json_t *value)
{
	const char *text = json_string_value(value);
	char line[FIELD_TEXT_MAX + 1];

	if (f->form == FIELD_INTEGER) {
		(void)printf("%lld", (long long)json_integer_value(value));
		return;
	}
	if (text == NULL)
		return;
	if (f->form == FIELD_CHOICE)
		text = _(text);
	text_copy(line, sizeof(line), text, strlen(text));
	(void)printf("%s", line);
}

static void
print_line(const struct field_type *f, const json_t *value)
{
	size_t i;
	json_t *one;

	if (value == NULL)
		return;
	(void)printf("%s: ", _(f->meaning));
	if (!(f->flags & FIELD_LISTED))
		print_one(f, value);
	json_array_foreach (value, i, one) {
		if (i > 0)
			(void)printf(", ");
		print_one(f, one);
	}
	(void)printf("\n");
}

/* The rows under what their members mean, choices by their word. */
static json_t *
rows_by_meaning(const struct field_type *f, const json_t *rows)
{
	json_t *out = json_array(), *row;
	size_t i;

	json_array_foreach (rows, i, row) {
		json_t *named = json_object();

		for (const struct field_type *m = f->columns; m->name; m++) {
			json_t *value = json_object_get(row, m->name);

			if (m->form == FIELD_CHOICE && value != NULL)
				(void)json_object_set_new(named, m->meaning,
				    json_string(_(json_string_value(value))));
			else
				(void)json_object_set(named, m->meaning, value);
		}
		(void)json_array_append_new(out, named);
	}
	return out;
}

static void
print_rows(const struct field_type *f, const json_t *rows)
{
	const char *columns[ROW_COLUMNS_MAX] = {NULL};
	json_t *named;
	size_t count = 0;

	if (rows == NULL)
		return;
	for (const struct field_type *m = f->columns;
	     m->name != NULL && count + 1 < ROW_COLUMNS_MAX; m++)
		columns[count++] = m->meaning;
	named = rows_by_meaning(f, rows);
	(void)printf("\n── %s ──\n", _(f->meaning));
	print_table(named, columns, "nothing yet");
	json_decref(named);
}

/* The nine disclosures, as they hang on the wall. */
static void
print_members(const struct field_type *f, const json_t *row)
{
	(void)printf("\n── %s ──\n", _(f->meaning));
	for (const struct field_type *m = f->columns; m->name != NULL; m++)
		print_line(m, json_object_get(row, m->name));
}

static const struct field_type *
item_fields(void)
{
	const struct record_type *t = record_type_named("item");

	return event_type_of_kind(t, "item.published")->fields;
}

/* "330421-YB-001  withdrawn, version 2"; who drafted it, why it went. */
static void
print_standing(const struct cli *c, const json_t *item)
{
	const char *drafter = json_member_text(item, "drafted_by");
	const char *why = json_member_text(item, "withdrawn_reason");
	char line[FIELD_TEXT_MAX + 1];

	(void)printf("%s  %s, %s %lld\n", json_member_text(item, "code"),
	    _(json_member_text(item, "state")), _("version"),
	    (long long)json_member_integer(item, "version", 0));
	if (drafter != NULL)
		(void)printf("%s: %s\n", _("hall that drafted it"),
		    hall_name(c, drafter));
	if (why == NULL)
		return;
	text_copy(line, sizeof(line), why, strlen(why));
	(void)printf("%s: %s\n", _("reason"), line);
}

void
show_item(const struct cli *c, const json_t *item)
{
	const struct field_type *f = item_fields();

	print_standing(c, item);
	for (; f->name != NULL; f++)
		if (f->form != FIELD_ROW && !(f->flags & FIELD_FILLED))
			print_line(f, json_object_get(item, f->name));
	for (f = item_fields(); f->name != NULL; f++) {
		const json_t *value = json_object_get(item, f->name);

		if (f->form == FIELD_ROW && f->flags & FIELD_LISTED)
			print_rows(f, value);
		else if (f->form == FIELD_ROW)
			print_members(f, value);
	}
}

void
show_items(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"code", "name", "department",
	    "state", "version", "statutory_days", "promise_days", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	(void)c;
	json_array_foreach (copy, i, row)
		(void)json_object_set_new(row, "state",
		    json_string(_(json_member_text(row, "state"))));
	print_table(copy, columns, "no items have been published");
	json_decref(copy);
}

void
show_versions(const struct cli *c, const json_t *rows)
{
	char when[MOMENT_TEXT_MAX];
	size_t i, k;
	json_t *row, *title;

	json_array_foreach (rows, i, row) {
		const char *drafter = json_member_text(row, "drafted_by");

		moment_text(
		    json_member_integer(row, "published_time", 0), when);
		(void)printf("%s %lld  %s", _("version"),
		    (long long)json_member_integer(row, "version", 0), when);
		if (drafter != NULL)
			(void)printf("  %s: %s", _("hall that drafted it"),
			    hall_name(c, drafter));
		(void)printf("\n");
		json_array_foreach (json_object_get(row, "changed"), k, title)
			(void)printf("    %s\n", json_string_value(title));
	}
}

/* "- what it said" and "+ what it says", line by line. */
static void
print_changed(const char *sign, const char *text)
{
	char line[FIELD_TEXT_MAX + 1];

	for (; *text != '\0';
	     text += strcspn(text, "\n"), text += *text == '\n') {
		text_copy(line, sizeof(line), text, strcspn(text, "\n"));
		(void)printf("%s %s\n", sign, line);
	}
}

void
show_diff(const struct cli *c, const json_t *rows)
{
	size_t i;
	json_t *row;

	(void)c;
	json_array_foreach (rows, i, row) {
		(void)printf("── %s ──\n", json_member_text(row, "column"));
		print_changed("-", json_member_text(row, "before"));
		print_changed("+", json_member_text(row, "after"));
	}
}

void
show_drafts(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"code", "name", "hall", "state",
	    "drafted_time", "version", "reason", NULL};
	static const char *const times[] = {"drafted_time", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	name_times(copy, times);
	json_array_foreach (copy, i, row) {
		(void)json_object_set_new(row, "state",
		    json_string(_(json_member_text(row, "state"))));
		(void)json_object_set_new(row, "hall",
		    json_string(hall_name(c, json_member_text(row, "hall"))));
	}
	print_table(copy, columns, "no items have been drafted");
	json_decref(copy);
}
