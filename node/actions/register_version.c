#include "node/actions/register_version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/hall_named.h"
#include "node/actions/person.h"
#include "node/actions/register_entry.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"

/* --- whose ---------------------------------------------------------------- */

int
register_version_name(const struct actor *a, json_t *row, struct err *e)
{
	static const char *const members[][2] = {{"hall", "hall_name"},
	    {"author", "author_name"},
	    {"against_author", "against_author_name"}};
	json_int_t time = json_member_integer(row, "time", 0);
	char name[HALL_NAME_MAX];

	for (size_t i = 0; i < COUNT_OF(members); i++) {
		const char *code = json_member_text(row, members[i][0]);

		if (code == NULL)
			continue;
		hall_name_at(a, code, time, name);
		if (json_put_take(row, members[i][1], json_string(name), e) !=
		    0)
			return -1;
	}
	return 0;
}

/* --- knowing what --------------------------------------------------------- */

static int
parse_changeset(const json_t *row, struct changeset_id *out)
{
	struct event_id id;
	const char *text = json_member_text(row, "event");

	if (text == NULL || event_id_parse(text, &id) != 0)
		return -1;
	*out = id.changeset;
	return 0;
}

static json_t *
brief(const json_t *other)
{
	const struct event_type *et = event_type_of_kind(
	    record_type_named(json_member_text(other, "type")),
	    json_member_text(other, "kind"));

	return json_pack("{s:O,s:O,s:O,s:s}", "event",
	    json_object_get(other, "event"), "kind",
	    json_object_get(other, "kind"), "author",
	    json_object_get(other, "author"), "meaning",
	    et == NULL ? json_member_text(other, "kind") : _(et->meaning));
}

/* The events of the record that the author of one knew. */
static json_t *
known_to(
    const struct actor *a, const json_t *row, const json_t *all, struct err *e)
{
	json_t *known = json_array(), *other;
	struct changeset_id author, id;
	int failed = known == NULL || parse_changeset(row, &author) != 0;
	size_t i;

	json_array_foreach (all, i, other) {
		int knew = 0;

		if (failed || other == row)
			continue;
		failed = parse_changeset(other, &id) != 0 ||
			 engine_knew(a->engine, &author, &id, &knew, e) != 0;
		if (!failed && knew)
			failed = json_append_take(known, brief(other), e);
	}
	if (failed) {
		json_decref(known);
		return NULL;
	}
	return known;
}

/* --- saying what ---------------------------------------------------------- */

/* As the case shows it. */
static int
put_body(const struct actor *a, json_t *row, struct err *e)
{
	struct report_parameter p = {
	    ":record", NULL, json_member_integer(row, "record", 0)};
	json_t *events =
	    store_report(engine_store(a->engine), REPORT_CASE_EVENTS, &p, 1, e);
	json_t *event;
	char id[EVENT_ID_TEXT_MAX];
	int failed = events == NULL;
	size_t i;

	json_array_foreach (events, i, event) {
		const char *text = json_member_text(event, "body");

		(void)snprintf(id, sizeof(id), "%s/%lld",
		    json_member_text(event, "change_set"),
		    (long long)json_member_integer(event, "place", 0));
		if (!failed && text != NULL &&
		    strcmp(id, json_member_text(row, "event")) == 0)
			failed =
			    json_put_take(row, "body",
				json_read(text, strlen(text), NULL), e) != 0 ||
			    person_open_body(a, p.number,
				json_object_get(row, "body"),
				json_member_integer(event, "place", 0), e) != 0;
	}
	json_decref(events);
	return failed ? -1 : 0;
}

/* What it says of a field, also of what is personal; NULL: nothing. */
static json_t *
said_of(const json_t *body, const char *name)
{
	json_t *plain = json_object_get(body, name);

	return plain != NULL ? plain
			     : json_object_get(
				   json_object_get(body, EVENT_PERSONAL), name);
}

/* Words of a choice are translated, everything else stays as it was said. */
static json_t *
shown(const struct field_type *f, const json_t *said)
{
	const char *text = json_string_value(said);
	char *written;
	json_t *out;

	if (text != NULL)
		return json_string(f->form == FIELD_CHOICE ? _(text) : text);
	written = json_dumps(said, JSON_ENCODE_ANY | JSON_COMPACT);
	out = written == NULL ? NULL : json_string(written);
	free(written);
	return out;
}

static int
put_fields(json_t *row, struct err *e)
{
	const struct record_type *t =
	    record_type_named(json_member_text(row, "type"));
	const struct event_type *et =
	    t == NULL ? NULL
		      : event_type_of_kind(t, json_member_text(row, "kind"));
	const json_t *body = json_object_get(row, "body"), *said;
	json_t *fields = json_array();
	int failed = fields == NULL ? err_nomem(e) : 0;

	for (const struct field_type *f = et == NULL ? NULL : et->fields;
	     !failed && f != NULL && f->name != NULL; f++)
		if ((said = said_of(body, f->name)) != NULL)
			failed = json_append_take(fields,
			    json_pack("{s:s,s:s,s:o}", "name", f->name,
				"meaning", _(f->meaning), "said",
				shown(f, said)),
			    e);
	if (failed) {
		json_decref(fields);
		return -1;
	}
	return json_put_take(row, "fields", fields, e);
}

int
register_version_complete(
    const struct actor *a, json_t *row, const json_t *all, struct err *e)
{
	json_t *known = known_to(a, row, all, e);

	if (known == NULL || json_put_take(row, "knew", known, e) != 0 ||
	    put_body(a, row, e) != 0 || put_fields(row, e) != 0 ||
	    register_version_name(a, row, e) != 0)
		return -1;
	return register_entry_describe(row, e);
}
