#include "node/actions/catalogue.h"

#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/records/item_fields.h"

#define PUBLISHED "item.published"
#define CODE "code"

const struct event_type *
catalogue_event_type(void)
{
	return event_type_of_kind(record_type_of_kind(PUBLISHED), PUBLISHED);
}

/* --- reading ------------------------------------------------------------- */

int
catalogue_refuse(json_t *refusals, long line, const char *column,
    const struct err *why, struct err *e)
{
	return json_append_take(refusals,
	    json_pack("{s:I,s:s,s:s}", "line", (json_int_t)line, "column",
		column, "text", why->text),
	    e);
}

int
catalogue_add_take(json_t *entries, long line, json_t *item, struct err *e)
{
	return json_append_take(entries,
	    json_pack("{s:I,s:o}", "line", (json_int_t)line, "item", item), e);
}

static int
is_list_of_objects(const json_t *items)
{
	size_t i;
	json_t *item;

	json_array_foreach (items, i, item)
		if (!json_is_object(item))
			return 0;
	return json_is_array(items);
}

json_t *
catalogue_read_items(const json_t *items, struct err *e)
{
	json_t *entries, *item;
	size_t i;

	if (!is_list_of_objects(items)) {
		(void)err_set(e, ERR_FORMAT,
		    "items must be a list of objects like "
		    "{\"code\": …, \"name\": …}");
		return NULL;
	}
	entries = json_array();
	if (entries == NULL)
		(void)err_nomem(e);
	json_array_foreach (items, i, item)
		if (catalogue_add_take(
			entries, (long)i + 1, json_incref(item), e) != 0) {
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

/* What the program says of an item, and nobody else. */
static int
is_filled_in(const char *name)
{
	const struct field_type *f =
	    field_type_named(catalogue_event_type(), name);

	if (f != NULL)
		return f->flags & FIELD_FILLED;
	return strcmp(name, EVENT_DO) == 0 || strcmp(name, EVENT_ON) == 0 ||
	       strcmp(name, EVENT_PERSONAL) == 0;
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
		if (is_filled_in(name))
			return err_set(why, ERR_FORMAT,
			    "%s has no field \"%s\" there", PUBLISHED, name);
	event = catalogue_event(item, 1, why);
	failed = event == NULL
		     ? -1
		     : event_check(catalogue_event_type(), event, why);
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
			failed = catalogue_refuse(
			    refusals, (long)line, CODE, &why, e);
			continue;
		}
		failed = json_put_take(seen, code, json_integer(line), e);
		if (!failed && !has_refusal(refusals, line) &&
		    check_item(item, &why) != 0)
			failed =
			    catalogue_refuse(refusals, (long)line, "", &why, e);
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
	for (const struct field_type *f = catalogue_event_type()->fields;
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
