/*
 * hall: the tree of halls the county publishes.
 */
#include <string.h>

#include "node/actions/hall_move.h"
#include "node/actions/hall_named.h"
#include "node/actions/hall_status.h"
#include "node/actions/hall_tree.h"
#include "node/actions/noun.h"
#include "node/actions/nouns.h"
#include "node/address.h"
#include "schema/base/json.h"
#include "schema/records/day.h"

#define DAY_S 86400

/* --- looking ---------------------------------------------------------------
 */

/* The last second of a day in China; of today, if none was given. */
static int
read_day(const struct actor *a, const char *day, int64_t *out, struct err *e)
{
	if (day != NULL && !day_is_valid(day))
		return err_set(e, ERR_FORMAT,
		    "\"%s\" is no day; write it as 2026-11-23", day);
	*out = day == NULL
		   ? a->now_s
		   : ((int64_t)day_number(day) + 1) * DAY_S - DAY_ZONE_S - 1;
	return 0;
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *text = request_text(request, "text");
	struct report_parameter p[] = {
	    {":text", text == NULL ? "" : text, 0}, {":at", NULL, 0}};

	(void)self;
	if (read_day(a, request_text(request, "at"), &p[1].number, e) != 0)
		return -1;
	*out = store_report(
	    engine_store(a->engine), REPORT_HALLS, p, COUNT_OF(p), e);
	return *out == NULL ? -1 : 0;
}

/* As it is today, and what it was before. */
static int
show(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	struct hall_code code;
	json_t *rows = NULL, *row;
	const char *history;
	int failed;

	(void)self;
	if (hall_named(a, request_text(request, "hall"), &code, e) != 0)
		return -1;
	row = noun_find(a, "hall", code.digits, &rows, e);
	if (row == NULL)
		return -1;
	history = json_member_text(row, "history");
	failed = hall_at(a, code.digits, a->now_s, out, e) != 0 ||
		 json_put_take(*out, "history",
		     json_read(history, strlen(history), e), e) != 0;
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- the tree --------------------------------------------------------------
 */

static int
add(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *code = request_text(request, "code");
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	struct hall_code parsed;

	if (hall_code_parse(code, &parsed) != 0)
		return err_set(e, ERR_FORMAT,
		    "%s \"%s\" is no region code; it has 12 digits", "code",
		    code);
	if (hall_check_parent(a, code, request_text(request, "parent"), e) != 0)
		return -1;
	*out = json_pack("{s:s}", "code", code);
	return write_event_take(a, &gazette,
	    request_event(self, code, request, e), code, request, "hall", e);
}

/* --- what changes in it ----------------------------------------------------
 */

/* The hall the request names, and the event's hall in that field, by code. */
static json_t *
change_of(const struct actor *a, const struct action *self,
    const json_t *request, const char *field, struct hall_code *out,
    struct err *e)
{
	struct hall_code other;
	json_t *copy = json_copy((json_t *)(uintptr_t)request), *event = NULL;
	const char *named = field == NULL ? NULL : request_text(request, field);
	int failed = copy == NULL ? err_nomem(e) : 0;

	if (!failed)
		failed =
		    hall_named(a, request_text(request, "hall"), out, e) != 0 ||
		    (named != NULL && hall_named(a, named, &other, e) != 0);
	if (!failed && named != NULL)
		failed =
		    json_put_take(copy, field, json_string(other.digits), e);
	if (!failed)
		event = request_event(self, out->digits, copy, e);
	json_decref(copy);
	return event;
}

/* Renamed, merged into another, or closed: one event in the gazette. */
static int
change(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	struct hall_code hall;
	json_t *event = change_of(a, self, request, "into", &hall, e);

	if (event == NULL || write_event_take(a, &gazette, event, hall.digits,
				 request, "hall", e) != 0)
		return -1;
	return hall_at(a, hall.digits, a->now_s, out, e);
}

/* Where this hall can be called; the halls below learn it. */
static int
publish_address(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *code = engine_identity(a->engine)->hall.digits;
	const char *address = request_text(request, "address");
	struct address unused;
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};

	if (address != NULL && address_parse(address, &unused, e) != 0)
		return -1;
	*out = json_pack("{s:s,s:s*}", "hall", code, "address", address);
	return write_event_take(a, &gazette,
	    request_event(self, code, request, e),
	    address == NULL ? "" : address, request, "address", e);
}

/* Code, name, tier, parent: one line of the tree. */
static json_t *
event_of_line(const struct actor *a, char *line, struct err *e)
{
	char *code = strsep(&line, ","), *name = strsep(&line, ",");
	char *tier = strsep(&line, ","), *parent = strsep(&line, ",\r");
	struct hall_code parsed;
	json_t *event;

	if (parent == NULL || hall_code_parse(code, &parsed) != 0) {
		(void)err_set(e, ERR_FORMAT,
		    "\"%s\" is no line of a hall tree; it reads "
		    "code,name,tier,parent",
		    code);
		return NULL;
	}
	if (parent[0] != '\0' && hall_check_parent(a, code, parent, e) != 0)
		return NULL;
	event = json_pack("{s:s,s:s,s:s,s:s}", "do", "hall.listed", "on", code,
	    "name", name, "tier", tier);
	if (event == NULL ||
	    (parent[0] != '\0' &&
		json_put_take(event, "parent", json_string(parent), e) != 0)) {
		json_decref(event);
		(void)err_nomem(e);
		return NULL;
	}
	return event;
}

static int
write_tree(const struct actor *a, const json_t *events, struct err *e)
{
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	char summary[64];

	(void)snprintf(summary, sizeof(summary), "hall.listed, %zu halls",
	    json_array_size(events));
	return engine_write(
	    a->engine, &gazette, events, summary, a->now_s, NULL, NULL, e);
}

/* The whole tree as one change set, from the text of a CSV file. */
static int
import_tree(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *csv = request_text(request, "csv");
	char *copy = strdup(csv == NULL ? "" : csv), *rest = copy, *line;
	json_t *events = json_array(), *event;
	int failed = copy == NULL || events == NULL ? err_nomem(e) : 0;

	(void)self;
	while (!failed && (line = strsep(&rest, "\n")) != NULL) {
		if (line[0] == '\0' || strncmp(line, "code,", 5) == 0)
			continue;
		event = event_of_line(a, line, e);
		failed =
		    event == NULL ? -1 : json_append_take(events, event, e);
	}
	if (!failed && json_array_size(events) == 0)
		failed = err_set(e, ERR_FORMAT,
		    "the hall tree is empty; it reads code,name,tier,parent, "
		    "a line each");
	if (!failed)
		failed = write_tree(a, events, e);
	if (!failed)
		*out = json_pack(
		    "{s:I}", "halls", (json_int_t)json_array_size(events));
	json_decref(events);
	free(copy);
	return failed;
}

static const struct action_parameter no_parameters[] = {{NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"text", "part of a name or code", 0},
    {"at", "as they were on that day", 0}, {NULL, NULL, 0}};

static const struct action_parameter which[] = {
    {"hall", "code or name of the hall", 1}, {NULL, NULL, 0}};

static const struct action_parameter add_parameters[] = {
    {"code", "region code of the hall", 1}, {NULL, NULL, 0}};

static const struct action_parameter import_parameters[] = {
    {"csv", "lines of code,name,tier,parent", 1}, {NULL, NULL, 0}};

static const struct action_parameter move_parameters[] = {
    {"hall", "code or name of the hall", 1}, {"to", "hall it comes under", 1},
    {"since", "from which day on", 0}, {"basis", "what it rests on", 0},
    {NULL, NULL, 0}};

static const struct action_parameter nothing[] = {{NULL, NULL, 0}};

const struct action hall_actions[] = {
    {"hall", "list", "the halls the county has", NULL, list_parameters, "text",
	"sanji hall list 姚庄", list},
    {"hall", "show", "a hall, and what it was before", NULL, which, "hall",
	"sanji hall show 330421111205", show},
    {"hall", "add", "list one more hall", "hall.listed", add_parameters, "code",
	"sanji hall add 330421111299 name=新村 tier=village "
	"parent=330421111000",
	add},
    {"hall", "rename", "give a hall another name, from a day on",
	"hall.renamed", which, "hall",
	"sanji hall rename 330421111205 name=北鹤社区 since=2027-01-01 "
	"basis=善政函〔2026〕20号",
	change},
    {"hall", "move", "put a hall under another one", NULL, move_parameters,
	"hall",
	"sanji hall move 330421111205 to=西塘镇 basis=善政函〔2026〕20号",
	hall_move},
    {"hall", "merge", "let a hall go on in another one, from a day on",
	"hall.merged", which, "hall",
	"sanji hall merge 330421111205 into=丁栅村 since=2027-01-01", change},
    {"hall", "close", "close a hall, from a day on", "hall.closed", which,
	"hall", "sanji hall close 330421111205 since=2027-01-01", change},
    {"hall", "import", "publish the county's hall tree", NULL,
	import_parameters, "csv", "sanji hall import csv=\"$(cat halls.csv)\"",
	import_tree},
    {"hall", "address", "publish where this hall can be called",
	"address.published", no_parameters, "address",
	"sanji hall address 10.20.1.7:7421", publish_address},
    {"hall", "status", "one screen about this hall", NULL, nothing, NULL,
	"sanji hall status", hall_status},
    {"hall", "tree", "how fresh what is known of each hall is", NULL, nothing,
	NULL, "sanji hall tree", hall_tree},
    {"hall", "counters", "how much waits for somebody here", NULL, nothing,
	NULL, "sanji hall counters", hall_counters},
    {"hall", "outbox", "what was saved here and no hall above has yet", NULL,
	nothing, NULL, "sanji hall outbox", hall_outbox},
    {.noun = NULL},
};
