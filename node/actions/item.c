/*
 * item: the catalogue of what citizens can ask for.
 */
#include "node/actions/nouns.h"
#include "schema/base/json.h"

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	(void)self, (void)request;
	*out = store_report(engine_store(a->engine), REPORT_ITEMS, NULL, 0, e);
	return *out == NULL ? -1 : 0;
}

static int
show(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows, *row;

	(void)self;
	row = only_row(a, REPORT_ITEM, request_text(request, "code"), &rows, e);
	*out = json_incref(row);
	json_decref(rows);
	return row == NULL ? -1 : 0;
}

/* The version after the one that is published, or 1. */
static json_int_t
next_version(const struct actor *a, const char *code)
{
	json_t *rows = NULL;
	json_t *row = only_row(a, REPORT_ITEM, code, &rows, NULL);
	json_int_t version =
	    row == NULL ? 1 : json_member_integer(row, "version", 0) + 1;

	json_decref(rows);
	return version;
}

static int
publish(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *code = request_text(request, "code");
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	json_t *event = request_event(self, code, request, e);
	json_int_t version = next_version(a, code);

	if (event == NULL ||
	    json_put_take(event, "version", json_integer(version), e) != 0) {
		json_decref(event);
		return -1;
	}
	if (write_event_take(a, &gazette, event, code, NULL, "item", e) != 0)
		return -1;
	*out = json_pack("{s:s,s:I}", "code", code, "version", version);
	return 0;
}

static const struct action_parameter none[] = {{NULL, NULL, 0}};

static const struct action_parameter code[] = {
    {"code", "item code", 1}, {NULL, NULL, 0}};

const struct action item_actions[] = {
    {"item", "list", "the published items", NULL, none, NULL, "sanji item list",
	list},
    {"item", "show", "one item", NULL, code, "code",
	"sanji item show 330421-YB-001", show},
    {"item", "publish", "publish an item, or its next version",
	"item.published", code, "code",
	"sanji item publish 330421-YB-001 name=城乡居民医保参保登记 "
	"department=医疗保障局 statutory_days=20 promise_days=1",
	publish},
    {.noun = NULL},
};
