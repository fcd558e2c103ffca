/*
 * slot (预约号源): a time at which a hall serves who has booked.
 *
 * Published in the hall's gazette, so that the halls above and below can
 * book for a citizen.  The record's name is the hall's, the day, the time and
 * a running number.  How many have booked is not here: bookings stand in the
 * ledgers (booking.c), and the hall itself places each of them.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/declare.h"
#include "schema/records/slot.h"
#include "schema/records/standing.h"
#include "schema/records/types.h"

static const char *const states[] = {
    "none", "published", "withdrawn", "disputed", NULL};

/* Places kept for what one hall books, so that it can promise them while it
 * hears nobody. */
static const struct field_type reserved_columns[] = {
    FORMED("hall", "hall they are kept for", FIELD_REGION, FIELD_REQUIRED),
    NUMBERED("places", "how many", FIELD_REQUIRED, 1, SLOT_CAPACITY_MAX),
    END,
};

static const struct field_type published_fields[] = {
    FORMED("date", "day", FIELD_DATE, FIELD_REQUIRED),
    CODED("from", "from, as 09:00", FIELD_REQUIRED, 5),
    CODED("to", "to, as 09:30", FIELD_REQUIRED, 5),
    NUMBERED("capacity", "citizens served in it", FIELD_REQUIRED, 1,
	SLOT_CAPACITY_MAX),
    NAMED("window", "window", 0, 120),
    CODED("item", "item it is for", 0, 50),
    {.name = "reserved",
	.meaning = "places kept for other halls",
	.form = FIELD_ROW,
	.flags = FIELD_LISTED,
	.columns = reserved_columns},
    END,
};

static const struct field_type withdrawn_fields[] = {
    NAMED("basis", "what it rests on", 0, 300),
    END,
};

/* "09:00": an hour and a minute that there are. */
static int
is_time_of_day(const char *text)
{
	return strlen(text) == 5 && text[2] == ':' &&
	       strspn(text, "0123456789") == 2 &&
	       strspn(text + 3, "0123456789") == 2 &&
	       strncmp(text, "24", 2) < 0 && text[3] < '6';
}

static json_int_t
reserved_places(const json_t *event)
{
	json_int_t sum = 0;
	json_t *row;
	size_t i;

	json_array_foreach (json_object_get(event, "reserved"), i, row)
		sum += json_member_integer(row, "places", 0);
	return sum;
}

static int
check_published(const json_t *event, struct err *e)
{
	const char *from = json_member_text(event, "from");
	const char *to = json_member_text(event, "to");
	json_int_t capacity = json_member_integer(event, "capacity", 0);

	if (!is_time_of_day(from) || !is_time_of_day(to))
		return err_set(e, ERR_FORMAT,
		    "from \"%s\" to \"%s\" is no time of day; write it as "
		    "09:00",
		    from, to);
	if (strcmp(from, to) >= 0)
		return err_set(e, ERR_FORMAT,
		    "from %s to %s: a slot ends after it begins", from, to);
	if (reserved_places(event) > capacity)
		return err_set(e, ERR_FORMAT,
		    "%lld places are kept for other halls, of %lld; keep fewer",
		    (long long)reserved_places(event), (long long)capacity);
	return 0;
}

/* Published anew, a slot has another size, or goes on. */
static const struct event_type events[] = {
    {PUBLISHED_BY(WRITER_OWN, "slot.published", "published",
	 STATE(SLOT_NONE) | STATE(SLOT_PUBLISHED) | STATE(SLOT_WITHDRAWN),
	 SLOT_PUBLISHED, published_fields),
	.check = check_published},
    {PUBLISHED_BY(WRITER_OWN, "slot.withdrawn", "withdrawn",
	STATE(SLOT_PUBLISHED), SLOT_WITHDRAWN, withdrawn_fields)},
    {.kind = NULL},
};

/* In one hall's gazette two events are concurrent where its log forked. */
static const struct pair_rule pairs[] = {
    {PAIR_OF("slot.withdrawn", "slot.withdrawn", PAIR_DUPLICATE, "RULES O1",
	"the same step taken twice counts once")},
    {PAIR_OF("slot.withdrawn", "slot.published", PAIR_FIRST, "RULES O",
	"nobody is sent to a slot that one of them withdrew")},
    {PAIR_OF("slot.published", "slot.published", PAIR_SHOWN, "RULES O4",
	"of several entries the higher tier's is shown, the others kept")},
    {.first = NULL},
};

static const struct column_type columns[] = {
    {"date", COLUMN_EVENT, "slot.published", "date"},
    {"starts", COLUMN_EVENT, "slot.published", "from"},
    {"ends", COLUMN_EVENT, "slot.published", "to"},
    {"capacity", COLUMN_EVENT, "slot.published", "capacity"},
    {"window", COLUMN_EVENT, "slot.published", "window"},
    {"item", COLUMN_EVENT, "slot.published", "item"},
    {"reserved", COLUMN_EVENT, "slot.published", "reserved"},
    {.name = NULL},
};

const struct record_type record_slot = {
    .name = "slot",
    .meaning = "slot that can be booked",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = SLOT_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "slot",
    .columns = columns,
};
