/*
 * log: change sets as they are held here, chosen by who, when and what.
 */
#include <stdlib.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/log_acts.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/day.h"
#include "schema/store/inspection.h"
#include "sync/engine/check.h"

#define LOG_LIST_MAX 10000

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

/* The heads a change set was the first of its log to see, and whether it is
 * what was signed. */
static int
put_seen(const struct actor *a, json_t *row, struct err *e)
{
	struct changeset c = {.events = NULL};
	char why[ENGINE_CHECK_WHY_MAX];
	json_t *seen = NULL;
	int is_good = 0;

	if (engine_check_one(a->engine, json_member_integer(row, "n", 0),
		&is_good, why, e) != 0 ||
	    json_put_take(
		row, "signature", json_string(is_good ? "valid" : why), e) != 0)
		return -1;

	if (log_read_changeset(a, json_member_integer(row, "n", 0), &c, e) == 0)
		seen = log_heads_json(a, &c.header.seen, e);
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
		if (log_name_space(row, e) != 0 ||
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

/* The question that looks at fewest change sets. */
static enum inspection
question(const struct report_parameter p[P_COUNT])
{
	if (p[P_NAME].text[0] != '\0')
		return INSPECT_LOG_OF_RECORD;
	if (p[P_STATUS].number > 0)
		return INSPECT_LOG_OF_STATUS;
	return p[P_SINCE].number > 0 && p[P_UNTIL].number > 0
		   ? INSPECT_LOG_OF_DAYS
		   : INSPECT_LOG;
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
		    engine_store(a->engine), question(p), p, P_COUNT, e);
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
	show_parameters, "id", "sanji log show 4cc8c5f2", log_show},
    {.noun = NULL},
};
