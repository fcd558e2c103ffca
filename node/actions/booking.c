/*
 * booking: a citizen books a time, here or at a hall above or below.
 */
#include <string.h>

#include "node/actions/booking_place.h"
#include "node/actions/noun.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/slot.h"

/* --- booking ---------------------------------------------------------------
 */

/* The ledger of the lower of this hall and the one whose slot it is. */
static int
choose_ledger(const struct actor *a, const json_t *slot, struct space_name *out,
    struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	const struct hall_code *self = &engine_identity(a->engine)->hall;
	struct hall_code owner;
	size_t me = authority_hall(all, self), at;

	if (hall_code_parse(json_member_text(slot, "hall"), &owner) != 0)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	at = authority_hall(all, &owner);
	*out = (struct space_name){SPACE_LEDGER, *self};
	if (at == me || authority_is_above(all, at, me))
		return 0;
	out->hall = owner;
	if (authority_is_above(all, me, at))
		return 0;
	return err_set(e, ERR_REFUSED,
	    "that hall is neither above nor below this one; let a hall above "
	    "both book it");
}

/* Of the slots of a hall that are to come. */
static int
check_place(const json_t *slot, const json_t *later, struct err *e)
{
	const json_t *next = slot_next(later, slot);

	if (!slot_is_among(later, slot))
		return err_set(
		    e, ERR_REFUSED, "that slot is over; see `sanji slot list`");
	/* What waits for an answer will take a place, too. */
	if (slot_has_place(slot) && json_member_integer(slot, "free", 0) >
					json_member_integer(slot, "waiting", 0))
		return 0;
	return err_set(e, ERR_REFUSED,
	    "that slot has no place left, as far as is known here; the next "
	    "one that has: %s",
	    next == NULL ? "-" : json_member_text(next, "slot"));
}

/* What is known to be full, over or withdrawn is not asked for. */
static int
check_slot(const struct actor *a, const json_t *slot, struct err *e)
{
	char now[SLOT_MOMENT_MAX];
	json_t *later;
	int failed;

	if (json_member_integer(slot, "state", 0) != SLOT_PUBLISHED)
		return err_set(e, ERR_REFUSED,
		    "that slot was withdrawn; see `sanji slot list`");
	slot_moment(a->now_s, now);
	later = slot_rows(a, "", json_member_text(slot, "hall"), now,
	    engine_identity(a->engine)->hall.digits, e);
	failed = later == NULL ? -1 : check_place(slot, later, e);
	json_decref(later);
	return failed;
}

static json_t *
request_for(const struct action *self, const json_t *request,
    const json_t *slot, const char *number, const char *id, struct err *e)
{
	json_t *event = request_event(self, id, request, e);

	if (event == NULL ||
	    json_put_take(event, "number", json_string(number), e) != 0 ||
	    json_put_take(event, "at",
		json_incref(json_object_get(slot, "hall")), e) != 0) {
		json_decref(event);
		return NULL;
	}
	return event;
}

static int
write_request(const struct actor *a, const struct action *self,
    const json_t *request, const json_t *slot, char id[RECORD_NAME_MAX],
    struct err *e)
{
	char number[CASE_NUMBER_MAX];
	struct space_name ledger;
	size_t placed = 0;

	if (choose_ledger(a, slot, &ledger, e) != 0 ||
	    check_slot(a, slot, e) != 0 ||
	    noun_number(a, "booking", 'Y', number, e) != 0)
		return -1;
	case_name(number, id);
	return write_event_take(a, &ledger,
		   request_for(self, request, slot, number, id, e), number,
		   NULL, "booking", e) != 0 ||
		       booking_place_all(a, &placed, e) != 0
		   ? -1
		   : 0;
}

/*
 * What became of it at once: placed by this hall, or to be by another; and
 * whether it is certain, since a place was kept for this hall.
 */
static int
tell(const struct actor *a, const char *id, int is_kept, json_t **out,
    struct err *e)
{
	json_t *rows = NULL;
	const json_t *row = noun_find(a, "booking", id, &rows, e);

	if (row == NULL)
		return -1;
	*out = json_pack("{s:s,s:O,s:O,s:O*,s:b}", "booking", id, "number",
	    json_object_get(row, "number"), "state",
	    json_object_get(row, "state"), "slot", json_object_get(row, "slot"),
	    "certain",
	    is_kept || strcmp(json_member_text(row, "state"), "placed") == 0);
	json_decref(rows);
	return *out == NULL ? err_nomem(e) : 0;
}

static int
make(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *name = request_text(request, "slot");
	char id[RECORD_NAME_MAX];
	json_t *rows;
	int is_own, failed;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	rows = slot_rows(
	    a, name, "", "", engine_identity(a->engine)->hall.digits, e);
	failed = rows == NULL;
	if (!failed && json_array_size(rows) != 1)
		failed = err_set(e, ERR_NOT_FOUND,
		    "no slot \"%s\" is known here; see `sanji slot list`",
		    name);
	if (!failed)
		failed = write_request(
		    a, self, request, json_array_get(rows, 0), id, e);
	if (!failed)
		failed = tell(a, id,
		    json_member_integer(json_array_get(rows, 0), "kept", 0) > 0,
		    out, e);
	json_decref(rows);
	return action_end(a, is_own, failed, e);
}

/* --- listing ---------------------------------------------------------------
 */

static int
is_meant(const json_t *row, const char *column, const char *text)
{
	const char *said = json_member_text(row, column);

	return text == NULL || (said != NULL && strcmp(said, text) == 0);
}

/* Of a page, those that are meant, until there are as many as wanted. */
static int
keep_meant(const json_t *rows, const json_t *request, size_t wanted,
    json_t *kept, struct err *e)
{
	json_t *row;
	size_t i;

	json_array_foreach (rows, i, row)
		if (json_array_size(kept) < wanted &&
		    is_meant(row, "to_tell", request_text(request, "tell")) &&
		    is_meant(row, "slot", request_text(request, "slot")) &&
		    json_array_append(kept, row) != 0)
			return err_nomem(e);
	return 0;
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *most = request_text(request, "most");
	size_t wanted = most == NULL ? NOUN_LIST_MAX : strtoul(most, NULL, 10);
	size_t got = NOUN_LIST_MAX;
	json_t *asked = json_copy((json_t *)(uintptr_t)request);
	json_t *kept = json_array(), *rows = NULL;
	int failed = asked == NULL || kept == NULL ? err_nomem(e) : 0;

	/* Whole pages are looked through; of a wrong number noun_list()
	 * complains. */
	if (wanted >= 1 && wanted <= NOUN_LIST_MAX)
		(void)json_object_del(asked, "most");
	do {
		failed = failed || noun_list(a, self, asked, &rows, e) != 0 ||
			 keep_meant(rows, request, wanted, kept, e) != 0;
		got = json_array_size(rows);
		if (!failed && got > 0)
			failed = json_put_take(asked, "after",
			    noun_after(json_array_get(rows, got - 1)), e);
		json_decref(rows);
		rows = NULL;
	} while (
	    !failed && got == NOUN_LIST_MAX && json_array_size(kept) < wanted);
	json_decref(asked);
	if (failed) {
		json_decref(kept);
		return -1;
	}
	*out = kept;
	return 0;
}

static const struct action_parameter make_parameters[] = {
    {"slot", "name of the slot", 1}, {NULL, NULL, 0}};

static const struct action_parameter which[] = {
    {"booking", "number of the booking", 1}, {NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"text", "beginning of the number", 0},
    {"slot", "name of the slot they are for", 0},
    {"tell", "yes: those whose citizens are to be told something", 0},
    NOUN_PAGE, {NULL, NULL, 0}};

const struct action booking_actions[] = {
    {"booking", "make", "book a slot for a citizen", "booking.made",
	make_parameters, "slot",
	"sanji booking make 330421111000-20261128-0900-01-0001 name=王秀英 "
	"phone=13857312345",
	make},
    {"booking", "tell", "the citizen was told of another slot, or of none",
	"booking.told", which, "booking",
	"sanji booking tell 330421111205-01-20261123-Y0001-3 way=phone",
	noun_step},
    {"booking", "cancel", "the citizen does not come", "booking.cancelled",
	which, "booking",
	"sanji booking cancel 330421111205-01-20261123-Y0001-3", noun_step},
    {"booking", "show", "a booking, and what became of it", NULL, which,
	"booking", "sanji booking show 330421111205-01-20261123-Y0001-3",
	noun_show},
    {"booking", "list", "bookings, by number", NULL, list_parameters, "text",
	"sanji booking list tell=yes", list},
    {.noun = NULL},
};
