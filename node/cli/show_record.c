/*
 * How a record of any kind looks that has no view of its own: each column by
 * what its declaration calls it, words and halls by their names, times as
 * times; then its events.
 */
#include <stdio.h>
#include <string.h>

#include "node/cli/cli.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/base/words.h"
#include "schema/records/day.h"

static const struct column_type *
column_of(const struct record_type *t, const char *name)
{
	for (const struct column_type *c = t->columns; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

/* The first field of that name among all events, or those of one kind. */
static const struct field_type *
field_of(const struct record_type *t, const char *kind, const char *name)
{
	const struct field_type *f = NULL;

	for (const struct event_type *et = t->events;
	     name != NULL && f == NULL && et->kind != NULL; et++)
		if (kind == NULL || strcmp(kind, et->kind) == 0)
			f = field_type_named(et, name);
	return f;
}

static const struct field_type *
personal_field_of(const struct record_type *t, const char *name)
{
	for (const struct event_type *et = t->events; et->kind != NULL; et++) {
		const struct field_type *f = field_type_named(et, name);

		if (f != NULL && f->flags & FIELD_PERSONAL)
			return f;
	}
	return NULL;
}

static const char *
event_word(const struct record_type *t, const char *kind)
{
	const struct event_type *et =
	    kind == NULL ? NULL : event_type_of_kind(t, kind);

	return et == NULL ? NULL : _(et->meaning);
}

static void
print_text(const struct cli *c, const struct field_type *f, const char *text)
{
	char line[FIELD_TEXT_MAX + 1];

	if (f != NULL && f->form == FIELD_REGION) {
		(void)printf("%s\n", hall_name(c, text));
		return;
	}
	text_copy(line, sizeof(line), text, strlen(text));
	(void)printf("%s\n",
	    f != NULL && f->form == FIELD_CHOICE ? shown_word(line) : line);
}

/* What is no text is left to print_value(), with a name of its own. */
static void
print_value_named(const char *label, json_t *value)
{
	json_t *one = json_pack("{s:O}", label, value);

	print_value(one);
	json_decref(one);
}

static void
print_column(const struct cli *c, const struct record_type *t,
    const struct column_type *column, json_t *value)
{
	const struct field_type *f = field_of(t, column->kind, column->field);
	const char *event = event_word(t, column->kind);
	char when[MOMENT_TEXT_MAX];

	if (column->source == COLUMN_TIME && event != NULL) {
		moment_text(json_integer_value(value), when);
		(void)printf("%s: %s\n", event, when);
	} else if (column->source == COLUMN_HALL && event != NULL) {
		(void)printf("%s (%s): %s\n", _("hall"), event,
		    hall_name(c, json_string_value(value)));
	} else if (f != NULL && json_is_string(value)) {
		(void)printf("%s: ", _(f->meaning));
		print_text(c, f, json_string_value(value));
	} else {
		print_value_named(f == NULL ? column->name : f->meaning, value);
	}
}

static void
print_personal(
    const struct cli *c, const struct record_type *t, const json_t *personal)
{
	const char *name;
	json_t *value;

	json_object_foreach ((json_t *)(uintptr_t)personal, name, value) {
		const struct field_type *f = personal_field_of(t, name);

		(void)printf("%s: ", _(f == NULL ? name : f->meaning));
		print_text(c, f, json_string_value(value));
	}
}

static void
print_member(const struct cli *c, const struct record_type *t, const char *name,
    json_t *value)
{
	const struct column_type *column =
	    t == NULL ? NULL : column_of(t, name);

	const char *text = json_string_value(value);

	if (json_is_null(value) ||
	    (strcmp(name, "personal_state") == 0 && strcmp(text, "clear") == 0))
		return;
	if (column != NULL && column->source == COLUMN_PERSONAL &&
	    json_is_object(value))
		print_personal(c, t, value);
	else if (column != NULL)
		print_column(c, t, column, value);
	else if (strcmp(name, "hall") == 0)
		(void)printf("%s: %s\n", _("hall"), hall_name(c, text));
	else
		print_value_named(name, value);
}

void
show_record(const struct cli *c, const char *noun, const json_t *row)
{
	const struct record_type *t = record_type_named(noun);
	const char *name;
	json_t *value, *event;
	size_t i;

	json_object_foreach ((json_t *)(uintptr_t)row, name, value)
		if (strcmp(name, "events") != 0 && strcmp(name, "record") != 0)
			print_member(c, t, name, value);
	(void)printf("%s:\n", _("events"));
	json_array_foreach (json_object_get(row, "events"), i, event)
		show_event(c, event);
}
