/*
 * What is shown of a case: state, facets, events, stamps, what is due.
 */
#include <stdlib.h>
#include <string.h>

#include "node/actions/attachment.h"
#include "node/actions/case_acts.h"
#include "node/actions/hall_named.h"
#include "node/actions/person.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "sync/engine/receipts.h"

static const char *
status_text(const json_t *row)
{
	return event_status_word(
	    (enum event_status)json_member_integer(row, "status", 0));
}

/* What the event says, as JSON, and its status by its word; one that is no
 * JSON says nothing. */
static int
read_body(json_t *event, struct err *e)
{
	const char *text = json_member_text(event, "body");
	json_t *body =
	    text == NULL ? NULL : json_read(text, strlen(text), NULL);

	if (body == NULL)
		body = json_object();
	return json_put_take(event, "body", body, e) != 0 ||
		       json_put_take(event, "status",
			   json_string(status_text(event)), e) != 0
		   ? -1
		   : 0;
}

/* Whether the author of one event knew another, or they are the same. */
static int
knew(const struct actor *a, const json_t *author, const json_t *other,
    int *knew_out, struct err *e)
{
	struct changeset_id x, y;

	if (changeset_id_parse(json_member_text(author, "change_set"), &x) !=
		0 ||
	    changeset_id_parse(json_member_text(other, "change_set"), &y) != 0)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	if (!changeset_id_is_same(&x, &y))
		return engine_knew(a->engine, &x, &y, knew_out, e);
	*knew_out = json_member_integer(other, "place", 0) <=
		    json_member_integer(author, "place", 0);
	return 0;
}

static int
closes_file(const json_t *event)
{
	return strcmp(json_member_text(event, "kind"), "case.archived") == 0 &&
	       strcmp(json_member_text(event, "status"),
		   event_status_word(EVENT_OK)) == 0;
}

/* What whoever closed the file had not seen is in a further volume. */
static int
put_volume(
    const struct actor *a, const json_t *events, json_t *event, struct err *e)
{
	json_int_t volume = 1;
	json_t *other;
	size_t i;

	json_array_foreach (events, i, other) {
		int is_in = 1;

		if (closes_file(other) && knew(a, other, event, &is_in, e) != 0)
			return -1;
		volume += !is_in;
	}
	return json_put_take(event, "volume", json_integer(volume), e);
}

static int
put_volumes(const struct actor *a, const json_t *events, struct err *e)
{
	size_t i;
	json_t *event;

	json_array_foreach (events, i, event)
		if (put_volume(a, events, event, e) != 0)
			return -1;
	return 0;
}

/* What happened to a case, in order, with what each event says; new. */
static json_t *
read_events(const struct actor *a, const json_t *row, struct err *e)
{
	struct report_parameter p = {
	    ":record", NULL, json_member_integer(row, "record", 0)};
	json_t *events =
	    store_report(engine_store(a->engine), REPORT_CASE_EVENTS, &p, 1, e);
	int failed = events == NULL;
	size_t i;
	json_t *event;

	json_array_foreach (events, i, event)
		if (!failed)
			failed = read_body(event, e);
	if (!failed)
		return events;
	json_decref(events);
	return NULL;
}

/* Put them into the row, with what is quoted in them; takes them. */
static int
put_events(json_t *row, json_t *events, struct err *e)
{
	if (case_open_quotes(events, e) == 0)
		return json_put_take(row, "events", events, e);
	json_decref(events);
	return -1;
}

int
case_put_clock(const struct actor *a, json_t *row, struct err *e)
{
	json_t *events = read_events(a, row, e);

	return events == NULL ? -1 : put_events(row, events, e);
}

int
case_put_events(const struct actor *a, json_t *row, struct err *e)
{
	json_int_t record = json_member_integer(row, "record", 0);
	json_t *events = read_events(a, row, e);
	int failed = events == NULL;
	size_t i;
	json_t *event;

	json_array_foreach (events, i, event)
		if (!failed)
			failed = person_open_body(a, record,
			    json_object_get(event, "body"),
			    json_member_integer(event, "place", 0), e);
	if (!failed)
		failed = put_volumes(a, events, e);
	if (!failed)
		return put_events(row, events, e);
	json_decref(events);
	return -1;
}

static json_t *
stamp_json(enum engine_stamp stamp)
{
	return stamp == STAMP_NONE ? json_false() : json_true();
}

/*
 * A case is stamped by a hall if the last of its change sets is: whoever
 * holds that holds all before it.
 */
static int
stamps_of(const struct actor *a, const json_t *row, size_t hall,
    enum engine_stamp *out, struct err *e)
{
	const json_t *events = json_object_get(row, "events");
	size_t i;
	json_t *event;

	*out = STAMP_HELD;
	json_array_foreach (events, i, event) {
		struct changeset_id id;
		enum engine_stamp stamp = STAMP_NONE;
		char lower[CHANGESET_ID_TEXT_MAX];

		(void)snprintf(lower, sizeof(lower), "%s",
		    json_member_text(event, "change_set"));
		if (changeset_id_parse(lower, &id) == 0 &&
		    engine_stamp_of(a->engine, &id, hall, &stamp, e) != 0)
			return -1;
		if (stamp == STAMP_NONE)
			*out = STAMP_NONE;
	}
	return 0;
}

int
case_put_stamps(const struct actor *a, json_t *row, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	json_t *stamps = json_array();
	struct hall_code owner;
	size_t hall;

	if (stamps == NULL ||
	    hall_code_parse(json_member_text(row, "hall"), &owner) != 0)
		return err_nomem(e);
	hall = authority_hall(all, &owner);
	while (hall != HALL_UNKNOWN && hall != 0) {
		enum engine_stamp stamp;

		hall = all->halls[hall].parent;
		if (stamps_of(a, row, hall, &stamp, e) != 0 ||
		    json_append_take(stamps,
			json_pack("{s:s,s:s,s:o}", "hall",
			    all->halls[hall].code.digits, "name",
			    all->halls[hall].name, "held", stamp_json(stamp)),
			e) != 0) {
			json_decref(stamps);
			return -1;
		}
	}
	return json_put_take(row, "stamps", stamps, e);
}

int
case_open_columns(json_t *row, struct err *e)
{
	static const char *const lists[] = {"asked", "missing"};
	const struct record_type *t = record_type_named("case");
	int failed = json_put_take(row, "state",
	    json_string(
		record_state_word(t, json_member_integer(row, "state", 0))),
	    e);

	for (size_t i = 0; i < COUNT_OF(lists) && !failed; i++) {
		json_t *names = case_names(row, lists[i], e);

		failed = names == NULL ||
			 json_put_take(row, lists[i], names, e) != 0;
	}
	return failed ? -1 : 0;
}

/* What people read of an event: its kind, who wrote it, its status. */
static int
name_event(
    const struct actor *a, const char *type, json_t *event, struct err *e)
{
	const struct event_type *et = event_type_of_kind(
	    record_type_named(type), json_member_text(event, "kind"));
	char hall[HALL_NAME_MAX];

	hall_name_at(a, json_member_text(event, "hall"),
	    json_member_integer(event, "time", 0), hall);
	return json_put_take(event, "hall_name", json_string(hall), e) != 0 ||
		       json_put_take(event, "status_meaning",
			   json_string(_(json_member_text(event, "status"))),
			   e) != 0 ||
		       (et != NULL && json_put_take(event, "meaning",
					  json_string(_(et->meaning)), e) != 0)
		   ? -1
		   : 0;
}

int
case_name_events(
    const struct actor *a, const char *type, const json_t *row, struct err *e)
{
	size_t i;
	json_t *event;

	json_array_foreach (json_object_get(row, "events"), i, event)
		if (name_event(a, type, event, e) != 0)
			return -1;
	return 0;
}

int
case_show(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	int failed = row == NULL || person_open_row(a, row, e) != 0 ||
		     case_open_columns(row, e) != 0 ||
		     case_put_events(a, row, e) != 0 ||
		     case_name_events(a, "case", row, e) != 0 ||
		     attachment_put(a, row, e) != 0 ||
		     case_put_deadline(a, row, e) != 0 ||
		     case_put_parts(a, row, e) != 0 ||
		     case_put_query_code(a, row, e) != 0 ||
		     case_put_stamps(a, row, e) != 0;

	(void)self;
	if (!failed)
		*out = json_incref(row);
	json_decref(rows);
	return failed ? -1 : 0;
}
