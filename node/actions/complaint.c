/*
 * complaint: taken in at a window, ruled on by the county, answered.
 */
#include <string.h>

#include "node/actions/calendar.h"
#include "node/actions/noun.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/day.h"

/* Working days to an answer, unless who takes it in says otherwise. */
#define PROMISE_DAYS 5

/* --- taken in --------------------------------------------------------------
 */

static json_t *
registration(const struct actor *a, const struct action *self,
    const json_t *request, const char *number, const char *id, struct err *e)
{
	json_t *event = request_event(self, id, request, e);

	if (event == NULL ||
	    json_put_take(event, "number", json_string(number), e) != 0 ||
	    (json_object_get(event, "promise_days") == NULL &&
		json_put_take(event, "promise_days", json_integer(PROMISE_DAYS),
		    e) != 0) ||
	    noun_name_case(a, request, event, e) != 0) {
		json_decref(event);
		return NULL;
	}
	return event;
}

static int
take_in(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	char number[CASE_NUMBER_MAX], id[RECORD_NAME_MAX];
	struct space_name ledger = {
	    SPACE_LEDGER, engine_identity(a->engine)->hall};
	int is_own, failed;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	failed = noun_number(a, "complaint", 'T', number, e);
	if (!failed) {
		case_name(number, id);
		failed = write_event_take(a, &ledger,
		    registration(a, self, request, number, id, e), number, NULL,
		    "complaint", e);
	}
	if (action_end(a, is_own, failed, e) != 0)
		return -1;
	*out = json_pack("{s:s,s:s}", "complaint", id, "number", number);
	return *out == NULL ? err_nomem(e) : 0;
}

/* --- what follows for a member of staff ------------------------------------
 */

/* How many are confirmed already, and how many were verified. */
static json_t *
strikes_of(const struct actor *a, const char *staff, struct err *e)
{
	struct report_parameter p = {":staff", staff, 0};

	return store_report(engine_store(a->engine), REPORT_STRIKES, &p, 1, e);
}

/* Up to when this hall holds what each hall wrote. */
static json_t *
completeness(const struct actor *a, struct err *e)
{
	json_t *rows =
	    store_report(engine_store(a->engine), REPORT_HELD_TO, NULL, 0, e);
	json_t *list = json_array(), *row;
	int failed = rows == NULL || list == NULL;
	size_t i;

	json_array_foreach (rows, i, row)
		if (!failed)
			failed = json_append_take(list,
			    json_pack("{s:O,s:O*}", "hall",
				json_object_get(row, "hall"), "to",
				json_object_get(row, "to")),
			    e);
	json_decref(rows);
	if (failed) {
		json_decref(list);
		return NULL;
	}
	return list;
}

static json_t *
confirmation(const struct actor *a, const struct action *self,
    const json_t *request, const json_t *row, struct err *e)
{
	const char *staff = json_member_text(row, "staff");
	json_t *strikes = strikes_of(a, staff == NULL ? "" : staff, e);
	json_int_t before =
	    json_member_integer(json_array_get(strikes, 0), "confirmed", 0);
	json_t *event =
	    strikes == NULL
		? NULL
		: request_event(self, json_member_text(row, "id"), request, e);

	json_decref(strikes);
	if (event == NULL ||
	    json_put_take(event, "strike", json_integer(before + 1), e) != 0 ||
	    json_put_take(event, "complete", completeness(a, e), e) != 0) {
		json_decref(event);
		return NULL;
	}
	return event;
}

static int
confirm(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows = NULL;
	json_t *row = noun_find(
	    a, "complaint", request_text(request, "complaint"), &rows, e);
	int failed =
	    row == NULL ||
	    write_about_take(a, "complaint", row,
		confirmation(a, self, request, row, e), request, e) != 0 ||
	    noun_named("complaint", row, out, e) != 0;

	json_decref(rows);
	return failed ? -1 : 0;
}

static int
strikes(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	(void)self, (void)request;
	*out = strikes_of(a, "", e);
	return *out == NULL ? -1 : 0;
}

/* --- shown -----------------------------------------------------------------
 */

/* By when it is to be answered, and whether that has passed. */
static int
put_due(json_t *row, const struct calendar *c, int64_t now_s, struct err *e)
{
	int32_t from =
	    day_number_of(json_member_integer(row, "registered_time", 0));
	int days = (int)json_member_integer(row, "promise_days", 0);
	int32_t due = workday_add(c, from, days, NULL);
	int is_open = json_object_get(row, "answered_time") == NULL &&
		      json_object_get(row, "closed_time") == NULL;
	char text[DAY_TEXT_MAX];

	day_number_text(due, text);
	return json_put_take(row, "due", json_string(text), e) != 0 ||
		       json_put_take(row, "overdue",
			   json_boolean(is_open && day_number_of(now_s) > due),
			   e) != 0
		   ? -1
		   : 0;
}

static int
put_all_due(const struct actor *a, json_t *rows, struct err *e)
{
	struct calendar *c = calendar_read(a, e);
	int failed = c == NULL;
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (!failed)
			failed = put_due(row, c, a->now_s, e);
	workday_calendar_free(c);
	return failed ? -1 : 0;
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	return noun_list(a, self, request, out, e) != 0
		   ? -1
		   : put_all_due(a, *out, e);
}

static int
show(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows;
	int failed;

	if (noun_show(a, self, request, out, e) != 0)
		return -1;
	rows = json_pack("[O]", *out);
	failed = rows == NULL ? err_nomem(e) : put_all_due(a, rows, e);
	json_decref(rows);
	return failed;
}

/* --- what there is ---------------------------------------------------------
 */

static const struct action_parameter none[] = {{NULL, NULL, 0}};

static const struct action_parameter which[] = {
    {"complaint", "number of the complaint", 1}, {NULL, NULL, 0}};

static const struct action_parameter link_parameters[] = {
    {"complaint", "number of the complaint", 1},
    {"other", "number of the other one", 1},
    {"role", "keeps (its number), alias (of the other) or separate", 1},
    {"reason", "reason", 1}, {NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"text", "beginning of the number", 0}, NOUN_PAGE, {NULL, NULL, 0}};

const struct action complaint_actions[] = {
    {"complaint", "register", "take in a complaint, with a number",
	"complaint.registered", none, NULL,
	"sanji complaint register form=phone against=330421111205 "
	"content=周六无人值守",
	take_in},
    {"complaint", "classify", "say who investigates, and how long it may take",
	"complaint.classified", which, "complaint",
	"sanji complaint classify 330421111205-01-20261123-T0001-7 "
	"class=simple",
	noun_step},
    {"complaint", "rule", "the county rules on it", "complaint.found", which,
	"complaint",
	"sanji complaint rule 330421111205-01-20261123-T0001-7 "
	"finding=verified staff=330421111205-003 reason=监控属实",
	noun_step},
    {"complaint", "answer", "answer who complained", "complaint.answered",
	which, "complaint",
	"sanji complaint answer 330421111205-01-20261123-T0001-7 form=written "
	"answer=已核实并整改",
	noun_step},
    {"complaint", "close", "close it", "complaint.closed", which, "complaint",
	"sanji complaint close 330421111205-01-20261123-T0001-7", noun_step},
    {"complaint", "confirm", "let it follow for the member of staff",
	"complaint.confirmed", which, "complaint",
	"sanji complaint confirm 330421111205-01-20261123-T0001-7", confirm},
    {"complaint", "strikes",
	"members of staff by complaints verified and confirmed", NULL, none,
	NULL, "sanji complaint strikes", strikes},
    {"complaint", "link", "say that it was registered twice, or was not", NULL,
	link_parameters, "complaint",
	"sanji complaint link 330421111205-01-20261123-T0001-7 "
	"other=330421111000-01-20261123-T0004-2 role=alias "
	"reason=同一人同一事",
	noun_link},
    {"complaint", "show", "a complaint, its events, by when it is answered",
	NULL, which, "complaint",
	"sanji complaint show 330421111205-01-20261123-T0001-7", show},
    {"complaint", "list", "complaints, by number", NULL, list_parameters,
	"text", "sanji complaint list 330421111205", list},
    {.noun = NULL},
};
