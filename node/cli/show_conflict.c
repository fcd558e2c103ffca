/*
 * How the register of conflicts looks to people.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/cli/cli.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/base/words.h"
#include "schema/records/day.h"

static const char *
text_of(const json_t *object, const char *name)
{
	const char *text = json_member_text(object, name);

	return text == NULL ? "" : text;
}

/* The kind of an event in words; what is unknown as one clean line. */
static const char *
kind_word(const char *kind)
{
	static char line[EVENT_KIND_MAX];
	const struct record_type *t = record_type_of_kind(kind);
	const struct event_type *et =
	    t == NULL ? NULL : event_type_of_kind(t, kind);

	if (et != NULL)
		return _(et->meaning);
	text_copy(line, sizeof(line), kind, strlen(kind));
	return line;
}

/* The case's number; what has none is called by its name. */
static const char *
label_of(const json_t *entry)
{
	const char *number = text_of(entry, "number");

	return number[0] != '\0' ? number : text_of(entry, "id");
}

static void
print_side(const struct cli *c, const json_t *entry, const char *time,
    const char *author, const char *kind)
{
	char when[MOMENT_TEXT_MAX] = "";

	if (json_is_integer(json_object_get(entry, time)))
		moment_text(json_member_integer(entry, time, 0), when);
	(void)printf("%s  %s  %s", when, hall_name(c, text_of(entry, author)),
	    kind_word(text_of(entry, kind)));
}

/* "4cc8c5f28033/0" is enough to name it by. */
static void
print_short_id(const char *event)
{
	const char *slash = strchr(event, '/');

	if (slash != NULL)
		(void)printf("  %.12s%s", event, slash);
}

static void
print_entry(const struct cli *c, const json_t *entry)
{
	(void)printf("%s  %s%s%s\n", label_of(entry),
	    _(text_of(entry, "class")),
	    text_of(entry, "situation")[0] != '\0' ? " " : "",
	    text_of(entry, "situation"));
	(void)printf("    ");
	print_side(c, entry, "time", "author", "kind");
	(void)printf("  %s", shown_word(text_of(entry, "status")));
	print_short_id(text_of(entry, "event"));
	if (text_of(entry, "against")[0] != '\0') {
		(void)printf("\n    %s ", _("beside"));
		print_side(
		    c, entry, "against_time", "against_author", "against_kind");
		print_short_id(text_of(entry, "against"));
	}
	(void)printf("\n    %s\n", _(text_of(entry, "why")));
}

void
show_conflicts(const struct cli *c, const json_t *rows)
{
	size_t i;
	json_t *entry;

	if (json_array_size(rows) == 0)
		(void)printf("%s\n", _("nothing waits for a ruling"));
	json_array_foreach (rows, i, entry)
		print_entry(c, entry);
}

/* --- one entry
 * ------------------------------------------------------------------
 */

/* A field by its name, or what it means; what it says as one clean line. */
static void
print_field(const struct event_type *et, const char *name, const json_t *value)
{
	const struct field_type *f =
	    et == NULL ? NULL : field_type_named(et, name);
	char line[FIELD_TEXT_MAX + 1];
	char *text = json_is_string(value)
			 ? strdup(shown_word(json_string_value(value)))
			 : json_dumps(value, JSON_ENCODE_ANY);

	if (f != NULL && text != NULL) {
		text_copy(line, sizeof(line), text, strlen(text));
		(void)printf("    %s: %s\n",
		    _(name) == name && words_chosen() != WORDS_EN
			? _(f->meaning)
			: shown_word(name),
		    line);
	}
	free(text);
}

/* Everything an event says, field by field. */
static void
print_body(const json_t *version)
{
	const char *kind = text_of(version, "kind");
	const struct record_type *t = record_type_of_kind(kind);
	const struct event_type *et =
	    t == NULL ? NULL : event_type_of_kind(t, kind);
	const json_t *body = json_object_get(version, "body");
	const char *name;
	json_t *value;

	json_object_foreach ((json_t *)(uintptr_t)body, name, value)
		print_field(et, name, value);
	json_object_foreach (json_object_get(body, "personal"), name, value)
		print_field(et, name, value);
}

static void
print_version(const struct cli *c, const json_t *version)
{
	size_t i;
	json_t *known;

	(void)printf("\n");
	print_side(c, version, "time", "author", "kind");
	(void)printf("  %s\n  %s\n", shown_word(text_of(version, "status")),
	    text_of(version, "event"));
	print_body(version);
	(void)printf("    %s:", _("knew"));
	json_array_foreach (json_object_get(version, "knew"), i, known)
		(void)printf("%s %s (%s)", i > 0 ? "," : "",
		    kind_word(text_of(known, "kind")),
		    hall_name(c, text_of(known, "author")));
	(void)printf("\n");
}

void
show_conflict(const struct cli *c, const json_t *entry)
{
	size_t i;
	json_t *version;

	(void)printf("%s  %s: %s\n", label_of(entry),
	    _(text_of(entry, "class")), _(text_of(entry, "why")));
	json_array_foreach (json_object_get(entry, "versions"), i, version)
		print_version(c, version);
}
