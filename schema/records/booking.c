/*
 * booking (预约): a citizen is to be served in a slot.
 *
 *	requested --> confirmed, or moved to the next slot, or refused
 *
 * It stands in the ledger of the lower of two halls: the one that took it and
 * the one whose slot it is, so that both hold it.  A hall that is cut off
 * takes a request; a place is given by the hall whose slot it is, to whoever
 * it heard of first.  Who got another slot than was asked for, or none, is to
 * be told, and whoever told him says so (K23).
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/declare.h"
#include "schema/records/erasure.h"
#include "schema/records/rulings.h"
#include "schema/records/slot.h"
#include "schema/records/standing.h"
#include "schema/records/types.h"

#define BOOKING_OPEN                                         \
	(STATE(BOOKING_REQUESTED) | STATE(BOOKING_REFUSED) | \
	    STATE(BOOKING_PLACED))
#define BOOKING_ANY \
	(BOOKING_OPEN | STATE(BOOKING_CANCELLED) | STATE(BOOKING_DISPUTED))

static const char *const states[] = {
    "none", "requested", "refused", "placed", "cancelled", "disputed", NULL};

static const char *const ways[] = {"phone", "sms", "in_person", NULL};

#define SLOT_OF(m, more) FORMED("slot", m, FIELD_RECORD, more)

static const struct field_type made_fields[] = {
    CODED("number", "number of the booking", FIELD_REQUIRED | FIELD_FILLED, 50),
    SLOT_OF("slot asked for", FIELD_REQUIRED),
    FORMED("at", "hall whose slot it is", FIELD_REGION,
	FIELD_REQUIRED | FIELD_FILLED),
    CODED("item", "item code", 0, 50),
    NAMED("name", "applicant", FIELD_PERSONAL | FIELD_FINDS | FIELD_REQUIRED,
	120),
    FORMED("phone", "telephone", FIELD_PHONE,
	FIELD_PERSONAL | FIELD_FINDS | FIELD_REQUIRED),
    FORMED("id_number", "identity number", FIELD_ID_NUMBER,
	FIELD_PERSONAL | FIELD_FINDS),
    PERSONAL_TEXT("note", "what is asked for", 2000),
    END,
};

static const struct field_type placed_fields[] = {
    SLOT_OF("slot given", FIELD_REQUIRED), END};

static const struct field_type moved_fields[] = {
    SLOT_OF("slot given", FIELD_REQUIRED),
    FORMED("instead", "slot it is given instead of", FIELD_RECORD,
	FIELD_REQUIRED | FIELD_FILLED),
    END,
};

static const struct field_type refused_fields[] = {
    FORMED("instead", "slot that had no place", FIELD_RECORD,
	FIELD_REQUIRED | FIELD_FILLED),
    END,
};

static const struct field_type told_fields[] = {
    CHOICE("way", "how the citizen was told", FIELD_REQUIRED, ways),
    REASON,
    END,
};

static const struct field_type cancelled_fields[] = {REASON, END};

/* --- guards --------------------------------------------------------------- */

enum {
	RULE_OWNER,
	RULE_TELL,
};

static const struct guard_rule guards[] = {
    [RULE_OWNER] = {"owner",
	"only the hall whose slot it is gives a place (centre rules: 预约)"},
    [RULE_TELL] = {"tell",
	"there is nothing the citizen has to be told (centre rules: 预约)"},
    {.id = NULL},
};

static const struct guard_rule *
is_owner(const struct standing *seen, const struct standing_event *ev)
{
	return standing_says(
		   standing_last(seen, "booking.made"), "at", ev->hall)
		   ? NULL
		   : &guards[RULE_OWNER];
}

/* The last that gave another slot than was asked for, or none; or NULL. */
static const struct standing_event *
last_surprise(const struct standing *s)
{
	const struct standing_event *moved = standing_last(s, "booking.moved");
	const struct standing_event *refused =
	    standing_last(s, "booking.refused");

	return refused == NULL || (moved != NULL && moved > refused) ? moved
								     : refused;
}

static int
is_to_be_told(const struct standing *s)
{
	const struct standing_event *surprise = last_surprise(s);
	const struct standing_event *told = standing_last(s, "booking.told");

	return surprise != NULL && (told == NULL || told < surprise) &&
	       standing_last(s, "booking.cancelled") == NULL;
}

static const struct guard_rule *
has_to_be_told(const struct standing *seen)
{
	return is_to_be_told(seen) ? NULL : &guards[RULE_TELL];
}

/* --- events --------------------------------------------------------------- */

static const struct event_type events[] = {
    {MOVES_BY(HALLS, "booking.made", "asked for", STATE(BOOKING_NONE),
	BOOKING_REQUESTED, made_fields)},
    {MOVES_BY(HALLS, "booking.confirmed", "confirmed", STATE(BOOKING_REQUESTED),
	 BOOKING_PLACED, placed_fields),
	.guard = is_owner},
    {MOVES_BY(HALLS, "booking.moved", "given another slot",
	 STATE(BOOKING_REQUESTED) | STATE(BOOKING_PLACED), BOOKING_PLACED,
	 moved_fields),
	.guard = is_owner},
    {MOVES_BY(HALLS, "booking.refused", "no place left",
	 STATE(BOOKING_REQUESTED) | STATE(BOOKING_PLACED), BOOKING_REFUSED,
	 refused_fields),
	.guard = is_owner},
    {NOTES_BY(HALLS, "booking.told", "citizen told", BOOKING_OPEN, told_fields),
	.need = has_to_be_told},
    {MOVES_BY(HALLS, "booking.cancelled", "cancelled", BOOKING_OPEN,
	BOOKING_CANCELLED, cancelled_fields)},
    ERASED("booking", BOOKING_ANY),
    RULINGS("booking", BOOKING_ANY),
    {.kind = NULL},
};

#define GIVEN "a place that was given to the citizen holds"
#define GOES "who does not come needs no place"

static const struct pair_rule pairs[] = {
    ERASED_PAIRS("booking"),
    {PAIR_OF("booking.confirmed", "booking.confirmed", PAIR_SAME, "RULES O1",
	 "one place given twice is one; with two slots it waits"),
	.field = "slot", .class = CLASS_HOLD, .situation = "K23"},
    {PAIR_OF("booking.moved", "booking.moved", PAIR_SAME, "RULES O1",
	 "one place given twice is one; with two slots it waits"),
	.field = "slot", .class = CLASS_HOLD, .situation = "K23"},
    {PAIR_OF(
	"booking.confirmed", "booking.moved", PAIR_FIRST, "RULES O", GIVEN)},
    {PAIR_OF(
	"booking.confirmed", "booking.refused", PAIR_FIRST, "RULES O", GIVEN)},
    {PAIR_OF("booking.moved", "booking.refused", PAIR_FIRST, "RULES O", GIVEN)},
    {PAIR_OF("booking.refused", "booking.refused", PAIR_DUPLICATE, "RULES O1",
	"the same step taken twice counts once")},
    {PAIR_OF("booking.cancelled", "booking.cancelled", PAIR_DUPLICATE,
	"RULES O1", "the same step taken twice counts once")},
    {PAIR_OF("booking.cancelled", "booking.told", PAIR_BOTH, "RULES O",
	"facts are kept side by side, none of them is lost")},
    {PAIR_WITH_ANY("booking.cancelled", PAIR_FIRST, "RULES O", GOES)},
    {PAIR_WITH_ANY("booking.told", PAIR_BOTH, "RULES O",
	"facts are kept side by side, none of them is lost")},
    {.first = NULL},
};

/* --- columns -------------------------------------------------------------- */

/* The slot the citizen is to come to, or asked for; nothing if there is none.
 */
static json_t *
slot_now(const struct standing *all)
{
	const struct standing_event *last = NULL;

	if (all->state != BOOKING_REQUESTED && all->state != BOOKING_PLACED)
		return NULL;
	for (size_t i = 0; i < all->count; i++)
		if (json_member_text(all->events[i].body, "slot") != NULL)
			last = &all->events[i];
	return last == NULL ? NULL
			    : json_incref(json_object_get(last->body, "slot"));
}

static json_t *
to_tell(const struct standing *all)
{
	return is_to_be_told(all) ? json_string("yes") : NULL;
}

/* When the place was given that the booking has. */
static json_t *
placed_time(const struct standing *all)
{
	for (size_t i = all->count; i > 0; i--)
		if (all->events[i - 1].type->to == BOOKING_PLACED)
			return json_integer(all->events[i - 1].time);
	return NULL;
}

static const struct column_type columns[] = {
    {"number", COLUMN_FIELD, NULL, "number"},
    {"at", COLUMN_FIELD, NULL, "at"},
    {"item", COLUMN_FIELD, NULL, "item"},
    {"asked", COLUMN_EVENT, "booking.made", "slot"},
    {"slot", COLUMN_DERIVED, .derive = slot_now},
    {"to_tell", COLUMN_DERIVED, .derive = to_tell},
    {"made_hall", COLUMN_HALL, "booking.made", NULL},
    {"made_time", COLUMN_TIME, "booking.made", NULL},
    {"placed_time", COLUMN_DERIVED, .derive = placed_time},
    {"told", COLUMN_EVENT, "booking.told", "way"},
    ERASED_COLUMN("booking"),
    {"personal", COLUMN_PERSONAL, NULL, NULL},
    {.name = NULL},
};

const struct record_type record_booking = {
    .name = "booking",
    .meaning = "booking",
    .space = SPACE_LEDGER,
    .states = states,
    .disputed = BOOKING_DISPUTED,
    .events = events,
    .pairs = pairs,
    .guards = guards,
    .table = "booking",
    .columns = columns,
};
