/*
 * case: what a window does with what a citizen brought.
 */
#include <string.h>

#include "node/actions/nouns.h"
#include "node/actions/number.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/store/node.h"
#include "sync/engine/receipts.h"

/* --- looking up ---------------------------------------------------------- */

/* The row of the case the request names; rows_out keeps it alive. */
static json_t *
find_case(const struct actor *a, const json_t *request, json_t **rows_out,
    struct err *e)
{
	return only_row(
	    a, REPORT_CASE_FIND, request_text(request, "case"), rows_out, e);
}

static int
ledger_of(const json_t *row, struct space_name *out, struct err *e)
{
	const char *hall = json_member_text(row, "hall");

	out->kind = SPACE_LEDGER;
	if (hall == NULL || hall_code_parse(hall, &out->hall) != 0)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	return 0;
}

/* --- receiving ----------------------------------------------------------- */

static int
check_item(const struct actor *a, const char *code, json_int_t *promise_out,
    struct err *e)
{
	json_t *rows, *row;

	if (code == NULL)
		return err_set(e, ERR_FORMAT,
		    "which item? give item=CODE; see `sanji item list`");
	row = only_row(a, REPORT_ITEM, code, &rows, NULL);
	if (row == NULL)
		return err_set(e, ERR_NOT_FOUND,
		    "item \"%s\" is not in the catalogue this hall holds; "
		    "see `sanji item list`",
		    code);
	*promise_out = json_member_integer(row, "promise_days", 0);
	json_decref(rows);
	return 0;
}

static int
next_number(const struct actor *a, char out[CASE_NUMBER_MAX], struct err *e)
{
	const struct engine_identity *id = engine_identity(a->engine);
	uint64_t sequence;

	if (store_node_next_case(engine_store(a->engine), &sequence, e) != 0)
		return -1;
	case_number(&id->hall, id->life.number, a->now_s, sequence, out);
	return 0;
}

/* `accept=no` leaves the case received, for a later decision to accept. */
static int
add_acceptance(const json_t *request, const char *id, json_int_t promise,
    json_t *events, struct err *e)
{
	const char *accept = request_text(request, "accept");

	if (accept != NULL && strcmp(accept, "no") == 0)
		return 0;
	if (accept != NULL && strcmp(accept, "yes") != 0)
		return err_set(e, ERR_FORMAT,
		    "accept is \"%s\"; it must be yes or no", accept);
	return json_append_take(events,
	    json_pack("{s:s,s:s,s:I}", EVENT_DO, "case.accepted", EVENT_ON, id,
		"promise_days", promise),
	    e);
}

static int
write_received(const struct actor *a, const struct action *self,
    const json_t *request, const char *id, const char *number,
    json_int_t promise, struct err *e)
{
	struct space_name ledger = {
	    SPACE_LEDGER, engine_identity(a->engine)->hall};
	char summary[CHANGESET_SUMMARY_MAX];
	json_t *event = request_event(self, id, request, e);
	json_t *events = json_pack("[o]", event);
	int failed =
	    event == NULL || events == NULL ||
	    json_put_take(event, "number", json_string(number), e) != 0 ||
	    add_acceptance(request, id, promise, events, e) != 0;

	if (!failed) {
		(void)snprintf(summary, sizeof(summary), "%s %s %.60s",
		    json_array_size(events) > 1 ? "case.received, accepted"
						: "case.received",
		    number, request_text(request, "item"));
		failed = engine_write(a->engine, &ledger, events, summary,
		    a->now_s, NULL, NULL, e);
	}
	json_decref(events);
	return failed ? -1 : 0;
}

/* The number is used up exactly when the case is stored. */
static int
receive(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	char id[RECORD_ID_MAX], number[CASE_NUMBER_MAX];
	int is_own = !store_is_in_transaction(engine_store(a->engine));
	json_int_t promise = 0;

	if (check_item(a, request_text(request, "item"), &promise, e) != 0)
		return -1;
	new_record_id(id);
	if (is_own && engine_begin(a->engine, e) != 0)
		return -1;
	if (next_number(a, number, e) != 0 ||
	    write_received(a, self, request, id, number, promise, e) != 0) {
		if (is_own)
			engine_rollback(a->engine);
		return -1;
	}
	if (is_own && engine_commit(a->engine, e) != 0)
		return -1;
	*out = json_pack("{s:s,s:s}", "case", id, "number", number);
	return *out == NULL ? err_nomem(e) : 0;
}

/* --- steps --------------------------------------------------------------- */

/* Write the action's event about the case the request names. */
static int
step(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = find_case(a, request, &rows, e);
	struct space_name ledger;
	int failed = row == NULL || ledger_of(row, &ledger, e) != 0;

	if (!failed)
		failed = write_event_take(a, &ledger,
		    request_event(
			self, json_member_text(row, "id"), request, e),
		    json_member_text(row, "number"), request, "case", e);
	if (!failed)
		*out =
		    json_pack("{s:s,s:s}", "case", json_member_text(row, "id"),
			"number", json_member_text(row, "number"));
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- deciding ------------------------------------------------------------ */

/* The newest power this hall holds for the item; NULL if there is none. */
static json_t *
power_for(const struct actor *a, const char *item, struct err *e)
{
	struct report_parameter p[] = {
	    {":hall", engine_identity(a->engine)->hall.digits, 0},
	    {":item", item, 0},
	};
	json_t *rows = store_report(
	    engine_store(a->engine), REPORT_POWERS_OF, p, COUNT_OF(p), e);
	json_t *power =
	    json_incref(json_object_get(json_array_get(rows, 0), "id"));

	json_decref(rows);
	return power;
}

static int
needs_power(const struct actor *a, const json_t *request)
{
	const struct authority *all = engine_authority(a->engine);

	return json_object_get(request, "power") == NULL &&
	       authority_hall(all, &engine_identity(a->engine)->hall) != 0;
}

static int
decide(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = find_case(a, request, &rows, e);
	json_t *event = NULL, *power = NULL;
	struct space_name ledger;
	int failed = row == NULL || ledger_of(row, &ledger, e) != 0;

	if (!failed) {
		event = request_event(
		    self, json_member_text(row, "id"), request, e);
		failed = event == NULL;
	}
	if (!failed && needs_power(a, request)) {
		power = power_for(a, json_member_text(row, "item"), e);
		if (power != NULL)
			failed = json_put_take(
			    event, "power", json_incref(power), e);
	}
	if (!failed)
		failed = write_event_take(a, &ledger, json_incref(event),
		    json_member_text(row, "number"), request, "case", e);
	if (!failed)
		*out = json_pack("{s:s,s:s,s:O*}", "case",
		    json_member_text(row, "id"), "number",
		    json_member_text(row, "number"), "power",
		    json_object_get(event, "power"));
	json_decref(event);
	json_decref(power);
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- showing ------------------------------------------------------------- */

static const char *
status_text(const json_t *row)
{
	return event_status_word(
	    (enum event_status)json_member_integer(row, "status", 0));
}

/* Names for people: the state's word, the events' words, no personal data
 * that is not asked for here. */
static int
describe_events(const struct actor *a, json_t *row, struct err *e)
{
	struct report_parameter p = {
	    ":record", NULL, json_member_integer(row, "record", 0)};
	json_t *events =
	    store_report(engine_store(a->engine), REPORT_CASE_EVENTS, &p, 1, e);
	size_t i;
	json_t *event;

	if (events == NULL)
		return -1;
	json_array_foreach (events, i, event)
		if (json_put_take(event, "status",
			json_string(status_text(event)), e) != 0) {
			json_decref(events);
			return -1;
		}
	return json_put_take(row, "events", events, e);
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

/* One stamp for each hall above the one whose case it is. */
static int
describe_stamps(const struct actor *a, json_t *row, struct err *e)
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

/* The projection keeps the personal fields as one text. */
static int
open_personal(json_t *row, struct err *e)
{
	const char *text = json_member_text(row, "personal");
	json_t *personal =
	    text == NULL ? NULL : json_read(text, strlen(text), NULL);

	return personal == NULL ? 0
				: json_put_take(row, "personal", personal, e);
}

static int
name_state(json_t *row, struct err *e)
{
	const struct record_type *t = record_type_named("case");

	return json_put_take(row, "state",
	    json_string(t->states[json_member_integer(row, "state", 0)]), e);
}

static int
show(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = find_case(a, request, &rows, e);
	int failed = row == NULL || open_personal(row, e) != 0 ||
		     name_state(row, e) != 0 ||
		     describe_events(a, row, e) != 0 ||
		     describe_stamps(a, row, e) != 0;

	(void)self;
	if (!failed)
		*out = json_incref(row);
	json_decref(rows);
	return failed ? -1 : 0;
}

static int
state_number(const char *word)
{
	const struct record_type *t = record_type_named("case");

	for (int i = 0; t->states[i] != NULL; i++)
		if (word != NULL && strcmp(t->states[i], word) == 0)
			return i;
	return -1;
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *hall = request_text(request, "hall");
	const char *state = request_text(request, "state");
	const char *most = request_text(request, "most");
	struct report_parameter p[] = {
	    {":hall", hall == NULL ? "" : hall, 0},
	    {":state", NULL, state_number(state)},
	    {":most", NULL, most == NULL ? 50 : strtoll(most, NULL, 10)},
	};
	size_t i;
	json_t *row;

	(void)self;
	if (state != NULL && p[1].number < 0)
		return err_set(
		    e, ERR_FORMAT, "there is no state \"%s\"", state);
	*out = store_report(
	    engine_store(a->engine), REPORT_CASES, p, COUNT_OF(p), e);
	if (*out == NULL)
		return -1;
	json_array_foreach (*out, i, row)
		if (open_personal(row, e) != 0 || name_state(row, e) != 0)
			return -1;
	return 0;
}

/* --- what there is ------------------------------------------------------- */

static const struct action_parameter which[] = {
    {"case", "number, or beginning of the id", 1}, {NULL, NULL, 0}};

static const struct action_parameter receive_parameters[] = {
    {"accept", "yes (at once) or no (later)", 0}, {NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"hall", "region code of the receiving hall", 0},
    {"state", "only cases in this state", 0},
    {"most", "how many at most (50)", 0}, {NULL, NULL, 0}};

const struct action case_actions[] = {
    {"case", "receive", "take in what a citizen brought, with a number",
	"case.received", receive_parameters, NULL,
	"sanji case receive item=330421-YB-001 name=王秀英 "
	"id_number=11010519491231002X phone=13857300001",
	receive},
    {"case", "accept", "accept a received case", "case.accepted", which, "case",
	"sanji case accept 330421111205-01-20261123-0001-7", step},
    {"case", "amend", "correct what was written down", "case.amended", which,
	"case",
	"sanji case amend 330421111205-01-20261123-0001-7 "
	"phone=13857300002",
	step},
    {"case", "decide", "approve or deny, under a power", "case.decided", which,
	"case",
	"sanji case decide 330421111205-01-20261123-0001-7 outcome=approved",
	decide},
    {"case", "finish", "close a decided case", "case.finished", which, "case",
	"sanji case finish 330421111205-01-20261123-0001-7", step},
    {"case", "deliver", "hand the result to the citizen", "case.delivered",
	which, "case", "sanji case deliver 330421111205-01-20261123-0001-7",
	step},
    {"case", "withdraw", "the citizen takes it back", "case.withdrawn", which,
	"case", "sanji case withdraw 330421111205-01-20261123-0001-7", step},
    {"case", "ratify", "put a held act into force", "case.ratified", which,
	"case",
	"sanji case ratify 330421111205-01-20261123-0001-7 "
	"event=CHANGE_SET/0 reason=追认",
	step},
    {"case", "annul", "keep a held act out of force for good", "case.annulled",
	which, "case",
	"sanji case annul 330421111205-01-20261123-0001-7 "
	"event=CHANGE_SET/0",
	step},
    {"case", "show", "a case, its events and its three stamps", NULL, which,
	"case", "sanji case show 330421111205-01-20261123-0001-7", show},
    {"case", "list", "cases, newest first", NULL, list_parameters, NULL,
	"sanji case list state=accepted", list},
    {.noun = NULL},
};
