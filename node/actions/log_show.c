/*
 * A change set in full: who wrote it knowing what, how it came, who holds it,
 * and what became of its events.
 */
#include <stdlib.h>
#include <string.h>

#include "node/actions/log_acts.h"
#include "node/actions/register_entry.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/store/inspection.h"
#include "schema/store/log.h"
#include "sync/engine/check.h"
#include "sync/engine/receipts.h"

/* --- names ------------------------------------------------------------------
 */

static json_t *
space_json(int kind, const char *hall)
{
	return json_sprintf("%s/%s", kind == 0 ? "ledger" : "gazette", hall);
}

int
log_name_space(json_t *row, struct err *e)
{
	json_t *name =
	    space_json((int)json_member_integer(row, "space_kind", 0),
		json_member_text(row, "space_hall"));

	(void)json_object_del(row, "space_kind");
	(void)json_object_del(row, "space_hall");
	return json_put_take(row, "space", name, e);
}

/* What a change set names: whose log of which space, how far. */
static json_t *
position_json(const struct engine *g, const struct store_position *at)
{
	const struct chart *c = engine_chart(g);
	const struct chart_log *log = &c->logs[c->branches[at->branch].log];
	char id[CHANGESET_ID_TEXT_MAX];

	changeset_id_text(&at->id, id);
	return json_pack("{s:s,s:s,s:o,s:I,s:I}", "id", id, "hall",
	    log->name.hall.digits, "space",
	    space_json(log->name.space.kind == SPACE_LEDGER ? 0 : 1,
		log->name.space.hall.digits),
	    "incarnation", (json_int_t)log->name.life.number, "seq",
	    (json_int_t)at->seq);
}

json_t *
log_heads_json(
    const struct actor *a, const struct changeset_heads *heads, struct err *e)
{
	json_t *list = json_array();
	int failed = list == NULL ? err_nomem(e) : 0;

	for (size_t i = 0; i < heads->count && !failed; i++) {
		struct store_position at;
		int found = store_changeset_find(engine_store(a->engine),
		    &heads->ids[i], &at, NULL, NULL, e);

		if (found == 1)
			failed = json_append_take(
			    list, position_json(a->engine, &at), e);
		else
			failed = found < 0;
	}
	if (failed) {
		json_decref(list);
		return NULL;
	}
	return list;
}

int
log_read_changeset(
    const struct actor *a, json_int_t n, struct changeset *out, struct err *e)
{
	struct buf message = BUF_INIT;
	struct store_position at;
	int found = store_changeset_numbered(
	    engine_store(a->engine), n, &at, NULL, &message, e);
	int failed = found != 1 ||
		     changeset_parse(message.bytes, message.len, out, e) != 0;

	buf_free(&message);
	return failed ? -1 : 0;
}

/* --- one in full ------------------------------------------------------------
 */

/* The ids an id may be that begins with these digits. */
static int
range_of(const char *digits, size_t len, struct changeset_id *low,
    struct changeset_id *high)
{
	char from[CHANGESET_ID_TEXT_MAX], to[CHANGESET_ID_TEXT_MAX];

	if (len < 4 || len >= CHANGESET_ID_TEXT_MAX)
		return -1;
	memset(from, '0', sizeof(from));
	memset(to, 'f', sizeof(to));
	memcpy(from, digits, len);
	memcpy(to, digits, len);
	from[sizeof(from) - 1] = to[sizeof(to) - 1] = '\0';
	return changeset_id_parse(from, low) != 0 ||
		       changeset_id_parse(to, high) != 0
		   ? -1
		   : 0;
}

json_t *
log_find(
    const struct actor *a, const char *typed, json_t **rows_out, struct err *e)
{
	struct changeset_id low, high;

	*rows_out = NULL;
	if (range_of(typed, strcspn(typed, "/"), &low, &high) != 0) {
		(void)err_set(e, ERR_FORMAT,
		    "\"%s\" is no id of a change set: at least 4 digits of it, "
		    "0 to 9 and a to f; see `sanji log`",
		    typed);
		return NULL;
	}
	*rows_out =
	    store_changesets_between(engine_store(a->engine), &low, &high, e);
	if (*rows_out != NULL && json_array_size(*rows_out) == 1)
		return json_array_get(*rows_out, 0);
	if (*rows_out != NULL)
		(void)err_set(e, ERR_NOT_FOUND,
		    json_array_size(*rows_out) == 0
			? "\"%s\" is not known here; check it for a mistyped "
			  "character"
			: "\"%s\" fits several; write more of it",
		    typed);
	json_decref(*rows_out);
	*rows_out = NULL;
	return NULL;
}

/* What an event says in clear, and the names of what is sealed. */
static int
put_said(json_t *event, const struct changeset *c, size_t place, struct err *e)
{
	const struct event_line *line = &c->events[place];
	const char *text = buf_text(&c->message) + line->offset, *field;
	json_t *body = json_read(text, line->len, NULL);
	json_t *sealed = json_array(), *value;
	int failed = sealed == NULL ? err_nomem(e) : 0;

	json_object_foreach (
	    json_object_get(body, EVENT_PERSONAL), field, value)
		failed = failed ||
			 json_append_take(sealed, json_string(field), e) != 0;
	(void)json_object_del(body, EVENT_PERSONAL);
	if (body == NULL)
		body = json_object();
	if (failed) {
		json_decref(body);
		json_decref(sealed);
		return -1;
	}
	return json_put_take(event, "body", body, e) != 0
		   ? -1
		   : json_put_take(event, "sealed", sealed, e);
}

static int
put_events(const struct actor *a, json_t *row, const struct changeset *c,
    struct err *e)
{
	struct report_parameter p = {
	    ":n", NULL, json_member_integer(row, "n", 0)};
	json_t *events =
	    store_report(engine_store(a->engine), REPORT_REGISTER_IN, &p, 1, e);
	json_t *event;
	int failed = events == NULL;
	size_t i;

	json_array_foreach (events, i, event) {
		const char *id = json_member_text(event, "event");
		const char *slash = id == NULL ? NULL : strchr(id, '/');
		size_t place =
		    slash == NULL ? 0 : (size_t)strtoul(slash + 1, NULL, 10);

		failed = failed || place >= c->event_count ||
			 put_said(event, c, place, e) != 0 ||
			 register_entry_describe(event, e) != 0;
		(void)json_object_del(event, "record");
	}
	if (failed) {
		json_decref(events);
		return -1;
	}
	return json_put_take(row, "events", events, e);
}

/* Who has signed that they hold it: the hall of the space and those above. */
static int
put_holders(const struct actor *a, json_t *row, const struct changeset *c,
    const struct changeset_id *id, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	size_t hall = authority_hall(all, &c->header.log.space.hall);
	json_t *holders = json_array();
	int failed = holders == NULL ? err_nomem(e) : 0;

	while (!failed && hall != HALL_UNKNOWN) {
		enum engine_stamp stamp;

		failed = engine_stamp_of(a->engine, id, hall, &stamp, e);
		if (!failed)
			failed = json_append_take(holders,
			    json_pack("{s:s,s:s,s:b}", "hall",
				all->halls[hall].code.digits, "name",
				all->halls[hall].name, "held",
				stamp != STAMP_NONE),
			    e);
		hall = hall == 0 ? HALL_UNKNOWN : all->halls[hall].parent;
	}
	if (failed) {
		json_decref(holders);
		return -1;
	}
	return json_put_take(row, "holders", holders, e);
}

static int
put_header(const struct actor *a, json_t *row, const struct changeset *c,
    struct err *e)
{
	const struct header *h = &c->header;
	char prev[CHANGESET_ID_TEXT_MAX];
	json_t *seen = log_heads_json(a, &h->seen, e);
	json_t *gazettes =
	    seen == NULL ? NULL : log_heads_json(a, &h->gazettes, e);

	changeset_id_text(&h->prev, prev);
	if (gazettes == NULL) {
		json_decref(seen);
		return -1;
	}
	return json_put_take(row, "seen", seen, e) != 0 ||
		       json_put_take(row, "gazettes", gazettes, e) != 0 ||
		       json_put_take(
			   row, "author", json_string(h->author), e) != 0 ||
		       json_put_take(row, "rules",
			   json_integer((json_int_t)h->rules), e) != 0 ||
		       (h->seq > 1 && json_put_take(row, "prev",
					  json_string(prev), e) != 0)
		   ? -1
		   : 0;
}

static int
describe(const struct actor *a, json_t *row, struct err *e)
{
	json_int_t n = json_member_integer(row, "n", 0);
	struct changeset c = {.events = NULL};
	struct changeset_id id;
	char why[ENGINE_CHECK_WHY_MAX];
	int is_good = 0;
	int failed =
	    changeset_id_parse(json_member_text(row, "id"), &id) != 0 ||
	    log_read_changeset(a, n, &c, e) != 0 ||
	    engine_check_one(a->engine, n, &is_good, why, e) != 0 ||
	    log_name_space(row, e) != 0 || put_header(a, row, &c, e) != 0 ||
	    put_holders(a, row, &c, &id, e) != 0 ||
	    put_events(a, row, &c, e) != 0 ||
	    json_put_take(
		row, "signature", json_string(is_good ? "valid" : why), e) != 0;

	changeset_free(&c);
	return failed ? -1 : 0;
}

int
log_show(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL;
	json_t *row = log_find(a, request_text(request, "id"), &rows, e);
	int failed = row == NULL || describe(a, row, e) != 0;

	(void)self;
	if (!failed)
		*out = json_incref(row);
	json_decref(rows);
	return failed ? -1 : 0;
}
