/*
 * log: change sets as they are held here, and one of them in full: who wrote
 * it knowing what, how it came, who holds it, and what became of its events.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/nouns.h"
#include "node/actions/register_entry.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/records/day.h"
#include "schema/store/inspection.h"
#include "schema/store/log.h"
#include "sync/engine/check.h"
#include "sync/engine/receipts.h"

#define LOG_LIST_MAX 10000

/* --- names ------------------------------------------------------------------
 */

static json_t *
space_json(int kind, const char *hall)
{
	return json_sprintf("%s/%s", kind == 0 ? "ledger" : "gazette", hall);
}

/* "space" in place of the two columns a space has in the store. */
static int
name_space(json_t *row, struct err *e)
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

static json_t *
heads_json(
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

/* The change set of that number, parsed: for changeset_free(). */
static int
read_changeset(
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

/* --- listing ----------------------------------------------------------------
 */

static int
moment_of(const json_t *request, const char *name, int days_more, int64_t *out,
    struct err *e)
{
	const char *text = request_text(request, name);

	if (text == NULL)
		return 0;
	if (!day_is_valid(text))
		return err_set(e, ERR_FORMAT,
		    "%s is \"%s\"; it must be a day as YYYY-MM-DD", name, text);
	*out = (int64_t)(day_number(text) + days_more) * 86400 - DAY_ZONE_S;
	return 0;
}

static int
find_status(const char *word, int64_t *out, struct err *e)
{
	*out = -1;
	for (int s = EVENT_OK; word != NULL && s <= EVENT_AWAITED; s++)
		if (strcmp(word, event_status_word((enum event_status)s)) == 0)
			*out = s;
	if (word == NULL || *out >= 0)
		return 0;
	return err_set(e, ERR_FORMAT, "there is no status \"%s\"", word);
}

static int
find_space(const struct actor *a, const char *text, int64_t *out, struct err *e)
{
	struct space_name name;

	*out = 0;
	if (text == NULL)
		return 0;
	if (space_name_parse(text, &name) == 0)
		*out = chart_space(engine_chart(a->engine), &name);
	return *out != 0 ? 0
			 : err_set(e, ERR_NOT_FOUND,
			       "this hall does not hold %s", text);
}

/* The heads a change set was the first of its log to see. */
static int
put_seen(const struct actor *a, json_t *row, struct err *e)
{
	struct changeset c = {.events = NULL};
	json_t *seen = NULL;

	if (read_changeset(a, json_member_integer(row, "n", 0), &c, e) == 0)
		seen = heads_json(a, &c.header.seen, e);
	changeset_free(&c);
	return seen == NULL ? -1 : json_put_take(row, "seen", seen, e);
}

static int
describe_rows(
    const struct actor *a, json_t *rows, int wants_seen, struct err *e)
{
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (name_space(row, e) != 0 ||
		    (wants_seen && put_seen(a, row, e) != 0))
			return -1;
	return 0;
}

enum {
	P_SPACE,
	P_HALL,
	P_SINCE,
	P_UNTIL,
	P_TYPE,
	P_NAME,
	P_KIND,
	P_STATUS,
	P_MOST,
	P_COUNT,
};

static const char *
text_or_all(const json_t *request, const char *name)
{
	const char *text = request_text(request, name);

	return text == NULL ? "" : text;
}

static int
read_filters(const struct actor *a, const json_t *request,
    struct report_parameter p[P_COUNT], struct err *e)
{
	const char *most = request_text(request, "most");

	p[P_SPACE] = (struct report_parameter){":space", NULL, 0};
	p[P_HALL] =
	    (struct report_parameter){":hall", text_or_all(request, "hall"), 0};
	p[P_SINCE] = (struct report_parameter){":since", NULL, 0};
	p[P_UNTIL] = (struct report_parameter){":until", NULL, 0};
	p[P_TYPE] = (struct report_parameter){":type", "case", 0};
	p[P_NAME] = (struct report_parameter){":name", "", 0};
	p[P_KIND] =
	    (struct report_parameter){":kind", text_or_all(request, "kind"), 0};
	p[P_STATUS] = (struct report_parameter){":status", NULL, -1};
	p[P_MOST] = (struct report_parameter){
	    ":most", NULL, most == NULL ? 30 : strtoll(most, NULL, 10)};
	if (p[P_MOST].number < 1 || p[P_MOST].number > LOG_LIST_MAX)
		return err_set(e, ERR_USAGE,
		    "most is a whole number from 1 to %d", LOG_LIST_MAX);
	return moment_of(request, "day", 0, &p[P_SINCE].number, e) != 0 ||
		       moment_of(request, "day", 1, &p[P_UNTIL].number, e) !=
			   0 ||
		       moment_of(request, "since", 0, &p[P_SINCE].number, e) !=
			   0 ||
		       moment_of(request, "until", 1, &p[P_UNTIL].number, e) !=
			   0 ||
		       find_status(request_text(request, "status"),
			   &p[P_STATUS].number, e) != 0 ||
		       find_space(a, request_text(request, "space"),
			   &p[P_SPACE].number, e) != 0
		   ? -1
		   : 0;
}

/* A case by its number; a record of another type by its whole name. */
static int
find_record(const struct actor *a, const json_t *request, json_t **rows,
    struct report_parameter p[P_COUNT], struct err *e)
{
	const char *type = request_text(request, "type");
	json_t *row;

	if (request_text(request, "case") == NULL)
		return 0;
	if (type != NULL && record_type_named(type) == NULL)
		return err_set(
		    e, ERR_FORMAT, "there is no record type \"%s\"", type);
	if (type != NULL) {
		p[P_TYPE].text = type;
		p[P_NAME].text = request_text(request, "case");
		return 0;
	}
	row = case_find(a, request, rows, e);
	if (row == NULL)
		return -1;
	p[P_NAME].text = json_member_text(row, "id");
	return 0;
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *graph = request_text(request, "graph");
	struct report_parameter p[P_COUNT];
	json_t *found = NULL, *rows = NULL;
	int failed = read_filters(a, request, p, e) != 0 ||
		     find_record(a, request, &found, p, e) != 0;

	(void)self;
	if (!failed)
		rows = store_inspect(
		    engine_store(a->engine), INSPECT_LOG, p, P_COUNT, e);
	json_decref(found);
	if (rows == NULL ||
	    describe_rows(
		a, rows, graph != NULL && strcmp(graph, "yes") == 0, e) != 0) {
		json_decref(rows);
		return -1;
	}
	*out = rows;
	return 0;
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

/* The only row that is meant, in a new array. */
static json_t *
find_changeset(
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
	json_t *seen = heads_json(a, &h->seen, e);
	json_t *gazettes = seen == NULL ? NULL : heads_json(a, &h->gazettes, e);

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
	    read_changeset(a, n, &c, e) != 0 ||
	    engine_check_one(a->engine, n, &is_good, why, e) != 0 ||
	    name_space(row, e) != 0 || put_header(a, row, &c, e) != 0 ||
	    put_holders(a, row, &c, &id, e) != 0 ||
	    put_events(a, row, &c, e) != 0 ||
	    json_put_take(
		row, "signature", json_string(is_good ? "valid" : why), e) != 0;

	changeset_free(&c);
	return failed ? -1 : 0;
}

static int
show(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows = NULL;
	json_t *row = find_changeset(a, request_text(request, "id"), &rows, e);
	int failed = row == NULL || describe(a, row, e) != 0;

	(void)self;
	if (!failed)
		*out = json_incref(row);
	json_decref(rows);
	return failed ? -1 : 0;
}

static const struct action_parameter list_parameters[] = {
    {"space", "ledger/CODE or gazette/CODE", 0},
    {"hall", "region code of the author", 0}, {"day", "one day, YYYY-MM-DD", 0},
    {"since", "first day", 0}, {"until", "last day", 0},
    {"case", "number of a case, or with type= the name of a record", 0},
    {"type", "type of the record", 0},
    {"kind", "kind of event: case, or case.decided", 0},
    {"status", "with an event of that status: held, conflict …", 0},
    {"graph", "yes: with what each was the first to see", 0},
    {"most", "how many at most (30)", 0}, {NULL, NULL, 0}};

static const struct action_parameter show_parameters[] = {
    {"id", "beginning of its id, or an event's", 1}, {NULL, NULL, 0}};

const struct action log_actions[] = {
    {"log", "list", "change sets held here, newest first", NULL,
	list_parameters, NULL,
	"sanji log list day=2026-11-23 kind=case.decided", list},
    {"log", "show",
	"a change set: who wrote it knowing what, what became of it", NULL,
	show_parameters, "id", "sanji log show 4cc8c5f2", show},
    {.noun = NULL},
};
