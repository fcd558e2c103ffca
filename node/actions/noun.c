#include "node/actions/noun.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/link.h"
#include "node/actions/person.h"
#include "schema/base/json.h"
#include "schema/store/node.h"
#include "schema/store/projection.h"

static const char *
id_of(const json_t *rows, size_t i)
{
	return json_member_text(json_array_get(rows, i), "id");
}

/* One row only, or first of them, by its whole name, the one that is meant. */
static int
is_clear(const json_t *rows, const char *name)
{
	if (name[0] == '\0' || json_array_size(rows) == 0)
		return 0;
	return json_array_size(rows) == 1 ||
	       (strcmp(id_of(rows, 0), name) == 0 &&
		   strcmp(id_of(rows, 1), name) != 0);
}

json_t *
noun_find(const struct actor *a, const char *type, const char *name,
    json_t **rows_out, struct err *e)
{
	struct store_page named = {name, "", "", 2};
	json_t *rows = store_listed(
	    engine_store(a->engine), record_type_named(type), &named, e);

	*rows_out = rows;
	if (rows == NULL)
		return NULL;
	if (is_clear(rows, name))
		return json_array_get(rows, 0);
	(void)err_set(e, ERR_NOT_FOUND,
	    json_array_size(rows) == 0
		? "\"%s\" is not known here; check it for a mistyped character"
		: "\"%s\" fits several; write more of it",
	    name);
	json_decref(rows);
	*rows_out = NULL;
	return NULL;
}

int
noun_named(const char *type, const json_t *row, json_t **out, struct err *e)
{
	*out = json_pack("{s:s,s:s}", type, json_member_text(row, "id"),
	    "number", row_label(row));
	return *out == NULL ? err_nomem(e) : 0;
}

int
noun_number(const struct actor *a, const char *type, char letter,
    char out[CASE_NUMBER_MAX], struct err *e)
{
	const struct engine_identity *id = engine_identity(a->engine);
	uint64_t sequence;

	if (store_node_next_of(engine_store(a->engine), type, &sequence, e) !=
	    0)
		return -1;
	record_number(
	    &id->hall, id->life.number, a->now_s, letter, sequence, out);
	return 0;
}

int
noun_name_case(
    const struct actor *a, const json_t *request, json_t *event, struct err *e)
{
	const char *typed = request_text(request, "case");
	json_t *rows = NULL;
	const json_t *row =
	    typed == NULL ? NULL
			  : only_row(a, REPORT_CASE_FIND, typed, &rows, NULL);
	int failed = row != NULL && json_object_set(event, "case",
					json_object_get(row, "id")) != 0
			 ? err_nomem(e)
			 : 0;

	json_decref(rows);
	return failed;
}

int
noun_step(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL;
	json_t *row = noun_find(
	    a, self->noun, request_text(request, self->noun), &rows, e);
	int failed =
	    row == NULL ||
	    write_about_take(a, self->noun, row,
		request_event(self, json_member_text(row, "id"), request, e),
		request, e) != 0 ||
	    noun_named(self->noun, row, out, e) != 0;

	json_decref(rows);
	return failed ? -1 : 0;
}

int
noun_publish(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *name = request_text(request, self->noun);
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};

	if (write_event_take(a, &gazette, request_event(self, name, request, e),
		name, request, self->noun, e) != 0)
		return -1;
	*out = json_pack("{s:s}", self->noun, name);
	return *out == NULL ? err_nomem(e) : 0;
}

int
noun_link(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *others = NULL;
	json_t *one = noun_find(
	    a, self->noun, request_text(request, self->noun), &rows, e);
	json_t *other = one == NULL
			    ? NULL
			    : noun_find(a, self->noun,
				  request_text(request, "other"), &others, e);
	struct link l = {.type = self->noun,
	    .one = one,
	    .other = other,
	    .role = request_text(request, "role"),
	    .reason = request_text(request, "reason")};
	int failed = other == NULL || link_write(a, &l, e) != 0 ||
		     noun_named(self->noun, one, out, e) != 0;

	json_decref(rows);
	json_decref(others);
	return failed ? -1 : 0;
}

/* Which of them, of which page; the id of `after` is copied. */
static int
read_listing(const json_t *request, char after[RECORD_NAME_MAX],
    struct store_page *out, struct err *e)
{
	const char *text = request_text(request, "text");
	const char *last = request_text(request, "after");
	const char *most = request_text(request, "most");
	const char *hall = last == NULL ? NULL : strrchr(last, '@');

	after[0] = '\0';
	*out = (struct store_page){text == NULL ? "" : text, after,
	    hall == NULL ? "" : hall + 1, NOUN_LIST_MAX};
	if (hall != NULL)
		(void)snprintf(
		    after, RECORD_NAME_MAX, "%.*s", (int)(hall - last), last);
	if (last != NULL && hall == NULL) {
		(void)err_set(e, ERR_FORMAT,
		    "after is an id, @ and the code of its hall, as "
		    "8f3a00c1@330421111205");
		return err_in_field(e, "after");
	}
	if (most != NULL)
		out->most = strtoul(most, NULL, 10);
	if (out->most >= 1 && out->most <= NOUN_LIST_MAX)
		return 0;
	(void)err_set(
	    e, ERR_USAGE, "most is a whole number from 1 to %d", NOUN_LIST_MAX);
	return err_in_field(e, "most");
}

int
noun_count(const struct actor *a, const struct action *self,
    const json_t *request, int64_t *out, struct err *e)
{
	const char *text = request_text(request, "text");

	return store_listed_count(engine_store(a->engine),
	    record_type_named(self->noun), text == NULL ? "" : text, out, e);
}

json_t *
noun_after(const json_t *row)
{
	return json_sprintf("%s@%s", json_member_text(row, "id"),
	    json_member_text(row, "hall"));
}

int
noun_list(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	char after[RECORD_NAME_MAX];
	struct store_page l;
	json_t *rows, *row;
	size_t i;

	if (read_listing(request, after, &l, e) != 0)
		return -1;
	rows = store_listed(
	    engine_store(a->engine), record_type_named(self->noun), &l, e);
	if (rows == NULL)
		return -1;
	json_array_foreach (rows, i, row)
		if (person_open_row(a, row, e) != 0) {
			json_decref(rows);
			return -1;
		}
	*out = rows;
	return 0;
}

int
noun_show(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL;
	json_t *row = noun_find(
	    a, self->noun, request_text(request, self->noun), &rows, e);
	int failed = row == NULL || person_open_row(a, row, e) != 0 ||
		     case_put_events(a, row, e) != 0;

	if (!failed)
		*out = json_incref(row);
	json_decref(rows);
	return failed ? -1 : 0;
}
