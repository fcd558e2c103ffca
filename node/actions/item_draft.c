/*
 * Drafts of items: a hall writes them, the county publishes or discards.
 */
#include <string.h>

#include "node/actions/catalogue.h"
#include "node/actions/item.h"
#include "schema/base/json.h"

int
item_draft_space(const struct actor *a, const json_t *request,
    const char *parameter, struct space_name *out, struct err *e)
{
	const char *hall = request_text(request, parameter);

	*out =
	    (struct space_name){SPACE_LEDGER, engine_identity(a->engine)->hall};
	if (hall != NULL && hall_code_parse(hall, &out->hall) != 0)
		return err_set(e, ERR_FORMAT,
		    "%s \"%s\" is no region code; it has 12 digits", parameter,
		    hall);
	return 0;
}

/* The drafts of an item, or of all; lists and rows as what they are. */
static json_t *
drafts_of(const struct actor *a, const char *code, struct err *e)
{
	struct report_parameter p = {":text", code, 0};
	json_t *rows =
	    store_report(engine_store(a->engine), REPORT_DRAFTS, &p, 1, e);
	json_t *row;
	size_t i;

	json_array_foreach (rows, i, row)
		if (item_unfold(row, "item_draft", e) != 0) {
			json_decref(rows);
			return NULL;
		}
	return rows;
}

json_t *
item_draft_fields(const struct actor *a, const char *code,
    const struct space_name *space, struct err *e)
{
	json_t *rows = drafts_of(a, code, e), *row, *item = NULL;
	size_t i;

	if (rows == NULL)
		return NULL;
	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "hall"), space->hall.digits) ==
			0 &&
		    strcmp(json_member_text(row, "state"), "drafted") == 0) {
			item = catalogue_item(row, e);
			break;
		}
	if (item != NULL)
		(void)json_object_del(item, "code");
	else if (i == json_array_size(rows))
		(void)err_set(e, ERR_NOT_FOUND,
		    "%s has no draft of \"%s\" that waits; see `sanji item "
		    "drafts`",
		    space->hall.digits, code);
	json_decref(rows);
	return item;
}

int
item_drafts(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *code = request_text(request, "code");

	(void)self;
	*out = drafts_of(a, code == NULL ? "" : code, e);
	return *out == NULL ? -1 : 0;
}

static int
write_draft(const struct actor *a, const struct action *self,
    const json_t *request, const struct space_name *space, json_t **out,
    struct err *e)
{
	const char *code = request_text(request, "code");

	if (write_event_take(a, space, request_event(self, code, request, e),
		code, request, "item_draft", e) != 0)
		return -1;
	*out = json_pack("{s:s,s:s}", "code", code, "hall", space->hall.digits);
	return *out == NULL ? err_nomem(e) : 0;
}

int
item_draft(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct space_name own = {
	    SPACE_LEDGER, engine_identity(a->engine)->hall};

	return write_draft(a, self, request, &own, out, e);
}

int
item_discard(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct space_name space;

	if (item_draft_space(a, request, "hall", &space, e) != 0)
		return -1;
	return write_draft(a, self, request, &space, out, e);
}
