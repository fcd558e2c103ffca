/*
 * slot: at which times this hall serves who has booked.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "node/actions/booking_place.h"
#include "node/actions/noun.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/store/node.h"

/* --- publishing ------------------------------------------------------------
 */

/* The hall, the day, the time, the incarnation and a running number. */
static int
name_slot(const struct actor *a, const json_t *event, char out[RECORD_NAME_MAX],
    struct err *e)
{
	const struct engine_identity *id = engine_identity(a->engine);
	const char *day = json_member_text(event, "date");
	const char *from = json_member_text(event, "from");
	uint64_t sequence;

	if (store_node_next_of(engine_store(a->engine), "slot", &sequence, e) !=
	    0)
		return -1;
	(void)snprintf(out, RECORD_NAME_MAX,
	    "%s-%.4s%.2s%.2s-%.2s%.2s-%02" PRIu32 "-%04" PRIu64,
	    id->hall.digits, day, day + 5, day + 8, from, from + 3,
	    id->life.number, sequence);
	return 0;
}

/* What stands in a row; a list stands there as its text. */
static json_t *
field_of_row(const json_t *slot, const char *name, struct err *e)
{
	const char *text = json_member_text(slot, name);

	return strcmp(name, "reserved") == 0 && text != NULL
		   ? json_read(text, strlen(text), e)
		   : json_incref(json_object_get(slot, name));
}

/* What the operator left out of a slot that is published anew stays. */
static int
keep_fields(
    const struct actor *a, const char *name, json_t *event, struct err *e)
{
	static const char *const kept[] = {
	    "date", "from", "to", "capacity", "window", "item", "reserved"};
	json_t *rows = slot_rows(
	    a, name, engine_identity(a->engine)->hall.digits, "", "", e);
	const json_t *slot = json_array_get(rows, 0);
	int failed = rows == NULL;

	if (!failed && slot == NULL)
		failed = err_set(e, ERR_NOT_FOUND,
		    "this hall has no slot \"%s\"; see `sanji slot list`",
		    name);
	for (size_t i = 0; !failed && i < COUNT_OF(kept); i++)
		if (json_object_get(slot, kept[i]) != NULL &&
		    json_object_get(event, kept[i]) == NULL)
			failed = json_put_take(
			    event, kept[i], field_of_row(slot, kept[i], e), e);
	json_decref(rows);
	return failed ? -1 : 0;
}

/* A new slot has a day and a time before it can be named. */
static int
check_new(const json_t *event, struct err *e)
{
	static const char *const needed[] = {"date", "from"};

	for (size_t i = 0; i < COUNT_OF(needed); i++) {
		const char *text = json_member_text(event, needed[i]);

		if (text == NULL || strlen(text) < 5)
			return err_set(e, ERR_USAGE,
			    "a new slot needs date=2026-11-28 from=09:00 "
			    "to=09:30 capacity=4");
	}
	return 0;
}

static int
publish(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *given = request_text(request, "slot");
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	char name[RECORD_NAME_MAX];
	json_t *event;
	int is_own, failed;
	size_t placed = 0;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	event = request_event(self, given == NULL ? "-" : given, request, e);
	failed = event == NULL;
	if (!failed && given != NULL) {
		(void)snprintf(name, sizeof(name), "%s", given);
		failed = keep_fields(a, name, event, e);
	} else if (!failed) {
		failed = check_new(event, e) != 0 ||
			 name_slot(a, event, name, e) != 0 ||
			 json_object_set_new(
			     event, EVENT_ON, json_string(name)) != 0;
	}
	if (failed)
		json_decref(event);
	else
		failed = write_event_take(a, &gazette, event, name, request,
			     "slot", e) != 0 ||
			 booking_place_all(a, &placed, e) != 0;
	if (action_end(a, is_own, failed, e) != 0)
		return -1;
	*out = json_pack("{s:s}", "slot", name);
	return *out == NULL ? err_nomem(e) : 0;
}

/* Who had a place in it gets the next one at once. */
static int
withdraw(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	int is_own, failed;
	size_t placed = 0;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	failed = noun_publish(a, self, request, out, e) != 0 ||
		 booking_place_all(a, &placed, e) != 0;
	if (!failed)
		failed = json_put_take(
		    *out, "moved", json_integer((json_int_t)placed), e);
	return action_end(a, is_own, failed, e);
}

/* --- listing ---------------------------------------------------------------
 */

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *hall = request_text(request, "hall");
	const char *all = request_text(request, "all");
	char now[SLOT_MOMENT_MAX];

	(void)self;
	slot_moment(a->now_s, now);
	*out = slot_rows(a, "", hall == NULL ? "" : hall,
	    all != NULL && strcmp(all, "yes") == 0 ? "" : now,
	    engine_identity(a->engine)->hall.digits, e);
	return *out == NULL ? -1 : 0;
}

static const struct action_parameter publish_parameters[] = {
    {"slot", "name of one that is published anew", 0}, {NULL, NULL, 0}};

static const struct action_parameter which[] = {
    {"slot", "name of the slot", 1}, {NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"hall", "region code of the hall", 0},
    {"all", "yes: also those that are over", 0}, {NULL, NULL, 0}};

const struct action slot_actions[] = {
    {"slot", "publish", "let citizens book a time at this hall",
	"slot.published", publish_parameters, "slot",
	"sanji slot publish date=2026-11-28 from=09:00 to=09:30 capacity=4 "
	"window=社保窗口",
	publish},
    {"slot", "withdraw", "serve nobody then; who booked gets the next slot",
	"slot.withdrawn", which, "slot",
	"sanji slot withdraw 330421111000-20261128-0900-01-0001 basis=停电检修",
	withdraw},
    {"slot", "list", "times that can be booked, and how many places are left",
	NULL, list_parameters, "hall", "sanji slot list 330421111000", list},
    {.noun = NULL},
};
