/*
 * The catalogue from a table, and as one.
 */
#include <stdio.h>
#include <string.h>

#include "node/actions/catalogue.h"
#include "node/actions/item.h"
#include "schema/base/json.h"

/* --- importing ----------------------------------------------------------- */

/* Bytes of events in one change set, well below what one may hold. */
#define PART_LEN_MAX (CHANGESET_LEN_MAX / 2)

/* The state of that name, by its place in schema/records/item.c. */
#define ITEM_PUBLISHED 1

static json_t *
all_rows(const struct actor *a, struct err *e)
{
	struct report_parameter p = {":text", "", 0};

	return store_report(
	    engine_store(a->engine), REPORT_CATALOGUE, &p, 1, e);
}

static int
is_published(const json_t *row)
{
	return json_member_integer(row, "state", 0) == ITEM_PUBLISHED;
}

/* What is published now: {"330421-YB-001": {"item", "version"}, …}. */
static json_t *
all_published(const struct actor *a, struct err *e)
{
	json_t *rows = all_rows(a, e), *row;
	json_t *all = json_object();
	int failed = rows == NULL || all == NULL;
	size_t i;

	json_array_foreach (rows, i, row)
		if (!failed)
			failed =
			    json_put_take(all, json_member_text(row, "code"),
				json_pack("{s:o,s:b,s:O}", "item",
				    catalogue_item(row, e), "stands",
				    is_published(row), "version",
				    json_object_get(row, "version")),
				e);
	json_decref(rows);
	if (failed) {
		json_decref(all);
		return NULL;
	}
	return all;
}

/* An event for every entry that is not published as it stands. */
static json_t *
news(const struct actor *a, const json_t *entries, struct err *e)
{
	json_t *before = all_published(a, e), *events = json_array(), *entry;
	int failed = before == NULL || events == NULL;
	size_t i;

	json_array_foreach (entries, i, entry) {
		const json_t *item = json_object_get(entry, "item");
		const json_t *old =
		    json_object_get(before, json_member_text(item, "code"));

		if (failed)
			break;
		if (json_is_true(json_object_get(old, "stands")) &&
		    json_equal(json_object_get(old, "item"), item))
			continue;
		failed = json_append_take(events,
		    catalogue_event(
			item, json_member_integer(old, "version", 0) + 1, e),
		    e);
	}
	json_decref(before);
	if (failed) {
		json_decref(events);
		return NULL;
	}
	return events;
}

static int
write_part(const struct actor *a, const json_t *part, struct err *e)
{
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	char summary[64];

	if (json_array_size(part) == 0)
		return 0;
	(void)snprintf(summary, sizeof(summary), "item.published, %zu items",
	    json_array_size(part));
	return engine_write(
	    a->engine, &gazette, part, summary, a->now_s, NULL, NULL, e);
}

/* In as many change sets as they need. */
static int
write_parts(const struct actor *a, const json_t *events, struct err *e)
{
	json_t *part = json_array(), *event;
	struct buf text = BUF_INIT;
	int failed = part == NULL ? err_nomem(e) : 0;
	size_t i;

	json_array_foreach (events, i, event) {
		if (!failed)
			failed = json_write(event, &text, e);
		if (!failed &&
		    (text.len > PART_LEN_MAX ||
			json_array_size(part) == CHANGESET_EVENTS_MAX)) {
			failed = write_part(a, part, e);
			(void)json_array_clear(part);
			buf_clear(&text);
			if (!failed)
				failed = json_write(event, &text, e);
		}
		if (!failed && json_array_append(part, event) != 0)
			failed = err_nomem(e);
	}
	if (!failed)
		failed = write_part(a, part, e);
	buf_free(&text);
	json_decref(part);
	return failed;
}

/* All in one transaction, compared within it. */
static int
write_news(
    const struct actor *a, const json_t *entries, json_t **out, struct err *e)
{
	json_t *events;
	size_t count;
	int is_own, failed;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	events = news(a, entries, e);
	failed = events == NULL || write_parts(a, events, e) != 0;
	count = json_array_size(events);
	json_decref(events);
	if (action_end(a, is_own, failed, e) != 0)
		return -1;
	*out = json_pack("{s:I,s:I}", "published", (json_int_t)count,
	    "unchanged", (json_int_t)(json_array_size(entries) - count));
	return *out == NULL ? err_nomem(e) : 0;
}

static json_t *
read_entries(const json_t *request, json_t *refusals, struct err *e)
{
	const char *csv = request_text(request, "csv");
	const json_t *items = json_object_get(request, "items");

	if ((csv == NULL) == (items == NULL)) {
		(void)err_set(e, ERR_USAGE,
		    "%s %s needs %s=…; see `sanji help %s`", "item", "import",
		    "csv", "item");
		return NULL;
	}
	if (csv != NULL && strlen(csv) > CATALOGUE_LEN_MAX) {
		(void)err_set(e, ERR_LIMIT, "more than %zu bytes at once",
		    CATALOGUE_LEN_MAX);
		return NULL;
	}
	return csv != NULL ? catalogue_read_csv(csv, refusals, e)
			   : catalogue_read_items(items, e);
}

static int
say_refused(const json_t *refusals, struct err *e)
{
	const json_t *first = json_array_get(refusals, 0);

	return err_set(e, ERR_REFUSED,
	    "line %lld: %s (lines refused: %zu; nothing was imported)",
	    (long long)json_member_integer(first, "line", 0),
	    json_member_text(first, "text"), json_array_size(refusals));
}

int
item_import(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *check = request_text(request, "check");
	int only_checks = check != NULL && strcmp(check, "yes") == 0;
	json_t *refusals = json_array();
	json_t *entries =
	    refusals == NULL ? NULL : read_entries(request, refusals, e);
	int failed =
	    entries == NULL || catalogue_check(entries, refusals, e) != 0;

	(void)self;
	if (!failed && only_checks)
		*out = json_pack("{s:I,s:O}", "items",
		    (json_int_t)json_array_size(entries), "refused", refusals);
	else if (!failed && json_array_size(refusals) > 0)
		failed = say_refused(refusals, e);
	else if (!failed)
		failed = write_news(a, entries, out, e);
	json_decref(entries);
	json_decref(refusals);
	return failed ? -1 : 0;
}

/* --- exporting ----------------------------------------------------------- */

/* The items that are published, as they would be imported. */
static json_t *
exported(const struct actor *a, struct err *e)
{
	json_t *rows = all_rows(a, e), *row;
	json_t *items = json_array();
	int failed = rows == NULL || items == NULL;
	size_t i;

	json_array_foreach (rows, i, row)
		if (!failed && is_published(row))
			failed =
			    json_append_take(items, catalogue_item(row, e), e);
	json_decref(rows);
	if (failed) {
		json_decref(items);
		return NULL;
	}
	return items;
}

int
item_export(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *format = request_text(request, "format");
	int is_json = format != NULL && strcmp(format, "json") == 0;
	struct buf csv = BUF_INIT;
	json_t *items;
	int failed;

	(void)self;
	if (format != NULL && !is_json && strcmp(format, "csv") != 0)
		return err_set(e, ERR_FORMAT,
		    "%s is \"%s\"; it must be one of: %s", "format", format,
		    "csv, json");
	items = exported(a, e);
	failed = items == NULL ||
		 (!is_json && catalogue_write_csv(items, &csv, e) != 0);
	if (!failed)
		*out = is_json ? json_pack("{s:O}", "items", items)
			       : json_pack("{s:s}", "csv", buf_text(&csv));
	buf_free(&csv);
	json_decref(items);
	return failed ? -1 : 0;
}
