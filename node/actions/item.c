/*
 * item: the catalogue of what citizens can ask for.
 */
#include <stdio.h>
#include <string.h>

#include "node/actions/catalogue.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"

/* --- showing ------------------------------------------------------------- */

/* The state of a row by its word. */
static int
name_state(json_t *row, const char *type, struct err *e)
{
	const struct record_type *t = record_type_named(type);
	json_int_t state = json_member_integer(row, "state", 0);

	return json_put_take(row, "state", json_string(t->states[state]), e);
}

static json_t *
report_of(
    const struct actor *a, enum report which, const char *text, struct err *e)
{
	struct report_parameter p = {":text", text, 0};

	return store_report(engine_store(a->engine), which, &p, 1, e);
}

/* Lists and rows of a row of the store as what they are, not as text. */
static int
unfold(json_t *row, const char *type, struct err *e)
{
	json_t *item = catalogue_item(row, e);
	int failed = item == NULL ? -1 : json_object_update(row, item);

	json_decref(item);
	return failed ? err_nomem(e) : name_state(row, type, e);
}

static json_t *
unfolded(const struct actor *a, enum report which, const char *text,
    const char *type, struct err *e)
{
	json_t *rows = report_of(a, which, text, e), *row;
	size_t i;

	json_array_foreach (rows, i, row)
		if (unfold(row, type, e) != 0) {
			json_decref(rows);
			return NULL;
		}
	return rows;
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows =
	    store_report(engine_store(a->engine), REPORT_ITEMS, NULL, 0, e);
	json_t *row;
	size_t i;

	(void)self, (void)request;
	json_array_foreach (rows, i, row)
		if (unfold(row, "item", e) != 0) {
			json_decref(rows);
			return -1;
		}
	*out = rows;
	return rows == NULL ? -1 : 0;
}

static int
show(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows, *row;
	int failed;

	(void)self;
	row = only_row(
	    a, REPORT_CATALOGUE, request_text(request, "code"), &rows, e);
	if (row == NULL)
		return -1;
	failed = unfold(row, "item", e);
	if (!failed)
		*out = json_incref(row);
	json_decref(rows);
	return failed;
}

static int
drafts(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *code = request_text(request, "code");

	(void)self;
	*out = unfolded(
	    a, REPORT_DRAFTS, code == NULL ? "" : code, "item_draft", e);
	return *out == NULL ? -1 : 0;
}

/* --- publishing ---------------------------------------------------------- */

static struct space_name
own_gazette(const struct actor *a)
{
	return (struct space_name){
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
}

/* The version after the one that is published, or 1. */
static json_int_t
next_version(const struct actor *a, const char *code)
{
	json_t *rows = NULL;
	json_t *row = only_row(a, REPORT_CATALOGUE, code, &rows, NULL);
	json_int_t version =
	    row == NULL ? 1 : json_member_integer(row, "version", 0) + 1;

	json_decref(rows);
	return version;
}

/* What this hall's draft says, under what the event says itself. */
static int
add_draft(const struct actor *a, const char *code, json_t *event, struct err *e)
{
	const char *hall = engine_identity(a->engine)->hall.digits;
	json_t *rows = unfolded(a, REPORT_DRAFTS, code, "item_draft", e);
	json_t *row, *item = NULL;
	int failed = rows == NULL ? -1 : 0;
	size_t i;

	json_array_foreach (rows, i, row)
		if (item == NULL &&
		    strcmp(json_member_text(row, "hall"), hall) == 0 &&
		    strcmp(json_member_text(row, "state"), "drafted") == 0)
			item = catalogue_item(row, e);
	if (!failed && item == NULL)
		failed = err_set(e, ERR_NOT_FOUND,
		    "this hall has no draft of \"%s\"; see `sanji item drafts`",
		    code);
	if (!failed && (json_object_del(item, "code") != 0 ||
			   json_object_update_missing(event, item) != 0))
		failed = err_nomem(e);
	json_decref(item);
	json_decref(rows);
	return failed;
}

/* The events of publishing: the item, and that its draft is used up. */
static json_t *
publishing(const struct actor *a, const struct action *self,
    const json_t *request, json_int_t version, struct err *e)
{
	const char *code = request_text(request, "code");
	const char *draft = request_text(request, "draft");
	json_t *event = request_event(self, code, request, e);
	json_t *events = json_pack("[o]", event);
	int failed = events == NULL || json_put_take(event, "version",
					   json_integer(version), e) != 0;

	if (draft != NULL && strcmp(draft, "no") != 0 &&
	    strcmp(draft, "yes") != 0 && !failed)
		failed = err_set(e, ERR_FORMAT,
		    "draft is \"%s\"; it must be yes or no", draft);
	if (draft != NULL && strcmp(draft, "yes") == 0 && !failed)
		failed = add_draft(a, code, event, e) != 0 ||
			 json_append_take(events,
			     json_pack("{s:s,s:s,s:I}", EVENT_DO,
				 "item_draft.published", EVENT_ON, code,
				 "version", version),
			     e) != 0;
	if (failed) {
		json_decref(events);
		return NULL;
	}
	return events;
}

static int
publish(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *code = request_text(request, "code");
	struct space_name gazette = own_gazette(a);
	json_int_t version = next_version(a, code);
	json_t *events = publishing(a, self, request, version, e);
	char summary[CHANGESET_SUMMARY_MAX];
	int failed;

	if (events == NULL)
		return -1;
	(void)snprintf(
	    summary, sizeof(summary), "%s %.150s", self->event, code);
	failed = engine_write(
	    a->engine, &gazette, events, summary, a->now_s, NULL, NULL, e);
	json_decref(events);
	if (!failed)
		*out = json_pack("{s:s,s:I}", "code", code, "version", version);
	return failed;
}

static int
write_one(const struct actor *a, const struct action *self,
    const json_t *request, const char *type, json_t **out, struct err *e)
{
	const char *code = request_text(request, "code");
	struct space_name gazette = own_gazette(a);

	if (write_event_take(a, &gazette, request_event(self, code, request, e),
		code, request, type, e) != 0)
		return -1;
	*out = json_pack("{s:s}", "code", code);
	return 0;
}

static int
withdraw(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	return write_one(a, self, request, "item", out, e);
}

/* Drafting and discarding. */
static int
write_draft(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	return write_one(a, self, request, "item_draft", out, e);
}

/* --- importing and exporting --------------------------------------------- */

/* Bytes of events in one change set, well below what one may hold. */
#define PART_LEN_MAX (CHANGESET_LEN_MAX / 2)

/* What is published now: {"330421-YB-001": {"item", "version"}, …}. */
static json_t *
all_published(const struct actor *a, struct err *e)
{
	json_t *rows = report_of(a, REPORT_CATALOGUE, "", e), *row;
	json_t *all = json_object();
	int failed = rows == NULL || all == NULL;
	size_t i;

	json_array_foreach (rows, i, row) {
		int stands = json_member_integer(row, "state", 0) == 1;

		if (!failed)
			failed =
			    json_put_take(all, json_member_text(row, "code"),
				json_pack("{s:o,s:b,s:O}", "item",
				    catalogue_item(row, e), "stands", stands,
				    "version", json_object_get(row, "version")),
				e);
	}
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
	struct space_name gazette = own_gazette(a);
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
	int failed;

	if (engine_begin(a->engine, e) != 0)
		return -1;
	events = news(a, entries, e);
	failed = events == NULL || write_parts(a, events, e) != 0;
	count = json_array_size(events);
	json_decref(events);
	if (failed) {
		engine_rollback(a->engine);
		return -1;
	}
	*out = json_pack("{s:I,s:I}", "published", (json_int_t)count,
	    "unchanged", (json_int_t)(json_array_size(entries) - count));
	return engine_commit(a->engine, e);
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

static int
import(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
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

/* The items that are published, as they would be imported. */
static json_t *
exported(const struct actor *a, struct err *e)
{
	json_t *rows = report_of(a, REPORT_CATALOGUE, "", e), *row;
	json_t *items = json_array();
	int failed = rows == NULL || items == NULL;
	size_t i;

	json_array_foreach (rows, i, row)
		if (!failed && json_member_integer(row, "state", 0) == 1)
			failed =
			    json_append_take(items, catalogue_item(row, e), e);
	json_decref(rows);
	if (failed) {
		json_decref(items);
		return NULL;
	}
	return items;
}

static int
export_items(const struct actor *a, const struct action *self,
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

static const struct action_parameter none[] = {{NULL, NULL, 0}};

static const struct action_parameter code[] = {
    {"code", "item code", 1}, {NULL, NULL, 0}};

static const struct action_parameter any_code[] = {
    {"code", "item code", 0}, {NULL, NULL, 0}};

static const struct action_parameter publish_parameters[] = {
    {"code", "item code", 1},
    {"draft", "yes: what this hall's draft says, where nothing else is said",
	0},
    {NULL, NULL, 0}};

static const struct action_parameter import_parameters[] = {
    {"csv", "a table, as exported", 0},
    {"items", "or a JSON list of items, as exported", 0},
    {"check", "yes: only tell what would be refused", 0}, {NULL, NULL, 0}};

static const struct action_parameter export_parameters[] = {
    {"format", "csv (the default) or json", 0}, {NULL, NULL, 0}};

const struct action item_actions[] = {
    {"item", "list", "the published items", NULL, none, NULL, "sanji item list",
	list},
    {"item", "show", "one item", NULL, code, "code",
	"sanji item show 330421-YB-001", show},
    {"item", "publish", "publish an item, or its next version",
	"item.published", publish_parameters, "code",
	"sanji item publish 330421-YB-001 draft=yes promise_days=1", publish},
    {"item", "withdraw", "withdraw an item: it takes no new cases",
	"item.withdrawn", code, "code",
	"sanji item withdraw 330421-YB-001 reason=取消", withdraw},
    {"item", "draft", "draft an item, for the county to publish",
	"item_draft.drafted", code, "code",
	"sanji item draft 330421-YB-001 name=城乡居民医保参保登记 "
	"department=医疗保障局",
	write_draft},
    {"item", "drafts", "the drafts of items", NULL, any_code, "code",
	"sanji item drafts", drafts},
    {"item", "discard", "discard this hall's draft of an item",
	"item_draft.discarded", code, "code",
	"sanji item discard 330421-YB-001", write_draft},
    {"item", "import", "publish the items of a table that changed", NULL,
	import_parameters, NULL, "sanji item import catalogue.csv", import},
    {"item", "export", "the published items as a table", NULL,
	export_parameters, "format", "sanji item export --format json",
	export_items},
    {.noun = NULL},
};
