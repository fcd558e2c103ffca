/*
 * item: the catalogue of what citizens can ask for.
 */
#include "node/actions/item.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/catalogue.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"

/* --- showing ------------------------------------------------------------- */

int
item_unfold(json_t *row, const char *type, struct err *e)
{
	const struct record_type *t = record_type_named(type);
	json_int_t state = json_member_integer(row, "state", 0);
	json_t *item = catalogue_item(row, e);
	int failed = -1;

	if (item != NULL)
		failed = json_object_update(row, item) != 0 ? err_nomem(e) : 0;
	json_decref(item);
	if (failed)
		return -1;
	(void)json_object_del(row, "record");
	return json_put_take(
	    row, "state", json_string(record_state_word(t, state)), e);
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *text = request_text(request, "text");
	struct report_parameter p = {":text", text == NULL ? "" : text, 0};
	json_t *rows =
	    store_report(engine_store(a->engine), REPORT_ITEMS, &p, 1, e);
	json_t *row;
	size_t i;

	(void)self;
	json_array_foreach (rows, i, row)
		if (item_unfold(row, "item", e) != 0) {
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
	const char *code = request_text(request, "code");
	const char *at = request_text(request, "at");
	json_t *rows, *row = only_row(a, REPORT_CATALOGUE, code, &rows, e);
	json_int_t last = json_member_integer(row, "version", 0);
	json_int_t asked = at == NULL ? last : strtoll(at, NULL, 10);
	int failed;

	(void)self;
	if (row == NULL)
		return -1;
	if (asked == last) {
		failed = item_unfold(row, "item", e);
		*out = failed ? NULL : json_incref(row);
	} else {
		failed = item_show_version(a, code, asked, out, e);
	}
	json_decref(rows);
	return failed;
}

/* --- publishing ---------------------------------------------------------- */

static struct space_name
own_gazette(const struct actor *a)
{
	return (struct space_name){
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
}

/* The version that is published, 0 if none is; -1 if the world failed. */
static json_int_t
version_of(const struct actor *a, const char *code, struct err *e)
{
	struct report_parameter p = {":text", code, 0};
	json_t *rows =
	    store_report(engine_store(a->engine), REPORT_CATALOGUE, &p, 1, e);
	json_int_t version =
	    rows == NULL
		? -1
		: json_member_integer(json_array_get(rows, 0), "version", 0);

	json_decref(rows);
	return version;
}

/* What is published must be what the operator saw, if the request says. */
static int
expect_version(const json_t *request, json_int_t version, struct err *e)
{
	const char *typed = request_text(request, "version");
	json_int_t seen =
	    typed != NULL ? strtoll(typed, NULL, 10)
			  : json_member_integer(request, "version", version);

	if (seen == version)
		return 0;
	return err_set(e, ERR_MOVED,
	    "%s %s has changed since it was shown; look at it again", _("item"),
	    request_text(request, "code"));
}

static int
write_take(const struct actor *a, const struct space_name *space, json_t *event,
    const char *code, struct err *e)
{
	return write_event_take(a, space, event, code, NULL, "item", e);
}

/* Its fields, under what the request says itself, and whose it is. */
static int
add_draft(const struct actor *a, const char *code,
    const struct space_name *space, json_t *event, struct err *e)
{
	json_t *fields = item_draft_fields(a, code, space, e);
	int failed = fields == NULL ? -1 : 0;

	if (!failed && json_object_update_missing(event, fields) != 0)
		failed = err_nomem(e);
	json_decref(fields);
	return failed || json_put_take(event, "drafted_by",
			     json_string(space->hall.digits), e) != 0
		   ? -1
		   : 0;
}

/* That the draft is used up. */
static json_t *
draft_published(const char *code, json_int_t version)
{
	return json_pack("{s:s,s:s,s:I}", EVENT_DO, "item_draft.published",
	    EVENT_ON, code, "version", version);
}

static int
publish_version(const struct actor *a, const struct action *self,
    const json_t *request, json_int_t version, struct err *e)
{
	const char *code = request_text(request, "code");
	int has_draft = request_text(request, "draft") != NULL;
	struct space_name gazette = own_gazette(a), draft;
	json_t *event = request_event(self, code, request, e);

	if (event == NULL)
		return -1;
	/* Said by what is done, not by who does it. */
	(void)json_object_del(event, "drafted_by");
	if ((has_draft &&
		(item_draft_space(a, request, "draft", &draft, e) != 0 ||
		    add_draft(a, code, &draft, event, e) != 0)) ||
	    json_put_take(event, "version", json_integer(version), e) != 0) {
		json_decref(event);
		return -1;
	}
	if (write_take(a, &gazette, event, code, e) != 0)
		return -1;
	if (!has_draft)
		return 0;
	return write_take(a, &draft, draft_published(code, version), code, e);
}

/* Looks and writes in one transaction: no version is given out twice. */
static int
publish(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *code = request_text(request, "code");
	json_int_t version;
	int is_own, failed;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	version = version_of(a, code, e);
	failed = version < 0 || expect_version(request, version, e) != 0 ||
		 publish_version(a, self, request, version + 1, e) != 0;
	if (action_end(a, is_own, failed, e) != 0)
		return -1;
	*out = json_pack("{s:s,s:I}", "code", code, "version", version + 1);
	return *out == NULL ? err_nomem(e) : 0;
}

static int
withdraw(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *code = request_text(request, "code");
	struct space_name gazette = own_gazette(a);
	json_int_t version;
	int is_own, failed;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	version = version_of(a, code, e);
	failed = version < 0 || expect_version(request, version, e) != 0 ||
		 write_take(a, &gazette, request_event(self, code, request, e),
		     code, e) != 0;
	if (action_end(a, is_own, failed, e) != 0)
		return -1;
	*out = json_pack("{s:s}", "code", code);
	return *out == NULL ? err_nomem(e) : 0;
}

static const struct action_parameter list_parameters[] = {
    {"text", "part of a name, code or department", 0}, {NULL, NULL, 0}};

static const struct action_parameter code[] = {
    {"code", "item code", 1}, {NULL, NULL, 0}};

static const struct action_parameter show_parameters[] = {
    {"code", "item code", 1}, {"at", "a version, if not the last", 0},
    {NULL, NULL, 0}};

static const struct action_parameter diff_parameters[] = {
    {"code", "item code", 1},
    {"from", "version to compare with; the one before", 0},
    {"to", "version; the last", 0}, {NULL, NULL, 0}};

static const struct action_parameter any_code[] = {
    {"code", "item code", 0}, {NULL, NULL, 0}};

static const struct action_parameter publish_parameters[] = {
    {"code", "item code", 1},
    {"draft", "hall whose draft says what is not said here", 0},
    {NULL, NULL, 0}};

static const struct action_parameter discard_parameters[] = {
    {"code", "item code", 1},
    {"hall", "hall whose draft it is; this one, if left out", 0},
    {NULL, NULL, 0}};

static const struct action_parameter import_parameters[] = {
    {"csv", "a table, as exported", 0},
    {"items", "or a JSON list of items, as exported", PARAMETER_LIST},
    {"check", "yes: only tell what would be refused", 0}, {NULL, NULL, 0}};

static const struct action_parameter export_parameters[] = {
    {"format", "csv (the default) or json", 0}, {NULL, NULL, 0}};

const struct action item_actions[] = {
    {"item", "list", "the published items", NULL, list_parameters, "text",
	"sanji item list 救助", list},
    {"item", "show", "one item", NULL, show_parameters, "code",
	"sanji item show 330421-YB-001 at=1", show},
    {"item", "versions", "the versions of an item, and what changed", NULL,
	code, "code", "sanji item versions 330421-YB-001", item_versions},
    {"item", "diff", "what changed from one version of an item to another",
	NULL, diff_parameters, "code",
	"sanji item diff 330421-YB-001 from=1 to=3", item_diff},
    {"item", "publish", "publish an item, or its next version",
	"item.published", publish_parameters, "code",
	"sanji item publish 330421-YB-001 draft=330421111000 promise_days=1",
	publish},
    {"item", "withdraw", "withdraw an item: it takes no new cases",
	"item.withdrawn", code, "code",
	"sanji item withdraw 330421-YB-001 reason=取消", withdraw},
    {"item", "draft", "draft an item, for the county to publish",
	"item_draft.drafted", code, "code",
	"sanji item draft 330421-YB-001 name=城乡居民医保参保登记 "
	"department=医疗保障局",
	item_draft},
    {"item", "drafts", "the drafts of items", NULL, any_code, "code",
	"sanji item drafts", item_drafts},
    {"item", "discard", "discard a draft of an item", "item_draft.discarded",
	discard_parameters, "code",
	"sanji item discard 330421-YB-001 reason=与上级目录重复", item_discard},
    {"item", "import", "publish the items of a table that changed", NULL,
	import_parameters, NULL, "sanji item import catalogue.csv",
	item_import},
    {"item", "export", "the published items as a table", NULL,
	export_parameters, "format", "sanji item export --format json",
	item_export},
    {.noun = NULL},
};
