/*
 * Who asked to be erased, what was erased, and which halls have destroyed it.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/erase_acts.h"
#include "node/actions/erase_left.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/store/inspection.h"
#include "sync/engine/receipts.h"

/* Most erasures listed at once. */
#define ERASED_LIST_MAX 200

/* --- out of reach --------------------------------------------------------- */

/* Sticks kept whole until an earlier one comes may hold a key that nobody
 * has seen yet; it is refused when they are opened. */
static json_t *
waiting_sticks(const struct actor *a, struct err *e)
{
	json_t *rows =
	    store_inspect(engine_store(a->engine), INSPECT_STICKS, NULL, 0, e);
	size_t count = json_array_size(rows);

	json_decref(rows);
	return count == 0
		   ? json_array()
		   : json_pack("[o]",
			 json_sprintf(_("%zu sticks that wait here for an "
					"earlier one: bring that"),
			     count));
}

json_t *
erase_out_of_reach(const struct actor *a, struct err *e)
{
	json_t *lines = waiting_sticks(a, e);
	json_t *always = json_pack("[s,s,s]",
	    _("sticks that were written before: destroy them"),
	    _("backups and copies of hall.db: erase again after a restore, "
	      "which happens by itself at the first contact with another "
	      "hall, and let old backups run out"),
	    _("papers that were printed, and files that were exported"));

	if (json_array_extend(lines, always) != 0) {
		json_decref(lines);
		lines = NULL;
		(void)err_nomem(e);
	}
	json_decref(always);
	return lines;
}

/* --- who has asked for it ------------------------------------------------- */

int
erase_requests(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const struct record_type *t = record_type_named("case");
	json_t *rows = store_inspect(
	    engine_store(a->engine), INSPECT_ERASURE_ASKED, NULL, 0, e);
	json_t *row;
	size_t i;

	(void)self, (void)request;
	json_array_foreach (rows, i, row)
		if (json_put_take(row, "state",
			json_string(record_state_word(
			    t, json_member_integer(row, "state", 0))),
			e) != 0) {
			json_decref(rows);
			return -1;
		}
	*out = rows;
	return rows == NULL ? -1 : 0;
}

/* --- who has destroyed -----------------------------------------------------
 */

static int
is_erasure(const json_t *event, const json_t *body)
{
	const json_t *content = json_object_get(body, "content");
	const char *kind = content == NULL ? json_member_text(event, "kind")
					   : json_member_text(content, "do");
	const struct record_type *t =
	    kind == NULL ? NULL : record_type_of_kind(kind);
	const struct event_type *et =
	    t == NULL ? NULL : event_type_of_kind(t, kind);

	return et != NULL && et->erases == ERASES_RECORD &&
	       event_status_is_in_force(
		   (enum event_status)json_member_integer(event, "status", 0));
}

/* The first event of a record that erases it, with its body; else NULL. */
static json_t *
find_erasure(const json_t *events, json_t **body_out)
{
	size_t i;
	json_t *event;

	json_array_foreach (events, i, event) {
		const char *text = json_member_text(event, "body");
		json_t *body = json_read(text, strlen(text), NULL);

		if (body != NULL && is_erasure(event, body)) {
			*body_out = body;
			return event;
		}
		json_decref(body);
	}
	*body_out = NULL;
	return NULL;
}

static int
is_listed(const json_t *halls, const char *code)
{
	size_t i;
	json_t *one;

	json_array_foreach (halls, i, one)
		if (strcmp(json_member_text(one, "hall"), code) == 0)
			return 1;
	return 0;
}

static int
describe_hall(const struct actor *a, const char *change_set, size_t hall,
    json_t *halls, struct err *e)
{
	const struct hall *h = &engine_authority(a->engine)->halls[hall];
	enum engine_stamp stamp = STAMP_NONE;
	struct changeset_id id;

	if (change_set != NULL &&
	    (changeset_id_parse(change_set, &id) != 0 ||
		engine_stamp_of(a->engine, &id, hall, &stamp, e) != 0))
		return -1;
	return json_append_take(halls,
	    json_pack("{s:s,s:s,s:b}", "hall", h->code.digits, "name", h->name,
		"destroyed", stamp != STAMP_NONE),
	    e);
}

/* Halls the ledger's hall has left: they hear of it by the gazette of a hall
 * above both, and not before it stands there. */
static int
describe_former(const struct actor *a, const json_t *row, size_t owner,
    json_t *halls, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	struct report_parameter p = {":name", json_member_text(row, "id"), 0};
	json_t *told = store_inspect(
	    engine_store(a->engine), INSPECT_ERASED_TOLD, &p, 1, e);
	const char *change_set =
	    json_member_text(json_array_get(told, 0), "change_set");
	int failed = told == NULL;

	for (size_t i = 0; all->has_moved && i < all->hall_count; i++)
		if (!failed && erase_left_is_holder(a, i, owner))
			failed = describe_hall(a, change_set, i, halls, e);
	json_decref(told);
	return failed;
}

/*
 * A hall that signed that it holds the event has destroyed its keys: it did
 * so in the transaction that stored the event (RULES R1).
 */
static int
describe_halls(
    const struct actor *a, json_t *row, const json_t *event, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	json_t *halls = json_array();
	struct hall_code owner;
	size_t hall, i;
	int failed = halls == NULL ? err_nomem(e) : 0;

	if (failed ||
	    hall_code_parse(json_member_text(row, "hall"), &owner) != 0)
		return -1;
	hall = authority_hall(all, &owner);
	for (i = hall; !failed && i != HALL_UNKNOWN;
	     i = i == 0 ? HALL_UNKNOWN : all->halls[i].parent)
		failed = describe_hall(
		    a, json_member_text(event, "change_set"), i, halls, e);
	if (!failed && hall != HALL_UNKNOWN)
		failed = describe_former(a, row, hall, halls, e);
	if (failed) {
		json_decref(halls);
		return -1;
	}
	return json_put_take(row, "halls", halls, e);
}

/* Halls it was handed over from, which are not above it now: they dropped
 * what is personal when it left them, and said so. */
static int
describe_left(const struct actor *a, json_t *row, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	json_t *halls = json_object_get(row, "halls"), *left;
	struct report_parameter p[] = {
	    {":type", json_member_text(row, "type"), 0},
	    {":name", json_member_text(row, "id"), 0},
	    {":hall", json_member_text(row, "hall"), 0}};
	json_t *rows = store_inspect(
	    engine_store(a->engine), INSPECT_LEFT, p, COUNT_OF(p), e);
	int failed = rows == NULL;
	size_t i;

	json_array_foreach (rows, i, left) {
		struct hall_code code;
		size_t hall =
		    hall_code_parse(json_member_text(left, "hall"), &code) != 0
			? HALL_UNKNOWN
			: authority_hall(all, &code);

		if (failed || hall == HALL_UNKNOWN ||
		    is_listed(halls, code.digits))
			continue;
		failed = json_append_take(halls,
		    json_pack("{s:s,s:s,s:b}", "hall", code.digits, "name",
			all->halls[hall].name, "destroyed",
			json_member_integer(left, "destroyed", 0) != 0),
		    e);
	}
	json_decref(rows);
	return failed ? -1 : 0;
}

static int
describe(const struct actor *a, json_t *row, struct err *e)
{
	struct report_parameter p = {
	    ":record", NULL, json_member_integer(row, "record", 0)};
	json_t *events =
	    store_report(engine_store(a->engine), REPORT_CASE_EVENTS, &p, 1, e);
	json_t *body = NULL, *event = find_erasure(events, &body);
	const json_t *said = json_object_get(body, "content");
	int failed = events == NULL;

	if (said == NULL)
		said = body;
	if (event != NULL)
		failed = json_object_set(
			     row, "by", json_object_get(event, "hall")) != 0 ||
			 json_object_set(row, "ground",
			     json_object_get(said, "ground")) != 0 ||
			 json_object_set(row, "approved_by",
			     json_object_get(said, "approved_by")) != 0 ||
			 describe_halls(a, row, event, e) != 0 ||
			 describe_left(a, row, e) != 0;
	(void)json_object_del(row, "record");
	(void)json_object_del(row, "state");
	json_decref(body);
	json_decref(events);
	return failed ? -1 : 0;
}

int
erase_status(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *found = NULL, *row = NULL, *rows;
	struct report_parameter p[] = {
	    {":text", "", 0}, {":most", NULL, ERASED_LIST_MAX}};
	int failed = 0;
	size_t i;

	(void)self;
	if (request_text(request, "case") != NULL) {
		row = case_find(a, request, &found, e);
		if (row == NULL)
			return -1;
		p[0].text = json_member_text(row, "id");
	}
	rows = store_inspect(
	    engine_store(a->engine), INSPECT_ERASED, p, COUNT_OF(p), e);
	json_array_foreach (rows, i, row)
		failed = failed || describe(a, row, e) != 0;
	json_decref(found);
	if (rows == NULL || failed) {
		json_decref(rows);
		return -1;
	}
	*out = json_pack("{s:o,s:o}", "erased", rows, "out_of_reach",
	    erase_out_of_reach(a, e));
	return *out == NULL ? err_nomem(e) : 0;
}
