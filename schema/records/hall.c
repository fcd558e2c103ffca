/*
 * hall (大厅): the service centres the county has, as it publishes them.
 *
 * The record's name is the 12-digit region code (GB/T 2260, GB/T 10114).
 * A hall that is listed may be invited; only a member (member.c) has keys.
 *
 * The tree is versioned: a hall is renamed, comes under another one, is merged
 * into another or closed, each from a day on.  What was done before that day
 * was done by the hall as it was then, and is counted and printed so (K30).
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/records/day.h"
#include "schema/records/declare.h"
#include "schema/records/types.h"

#define DAY_S 86400

enum hall_state {
	HALL_NONE,
	HALL_LISTED,
	HALL_MERGED,
	HALL_CLOSED,
	HALL_DISPUTED,
};

static const char *const states[] = {
    "none", "listed", "merged", "dissolved", "disputed", NULL};

/* GB/T 39046 A.2: 县 4, 镇 5, 村 6. */
static const char *const tiers[] = {"county", "town", "village", NULL};

#define ANY_STATE                                                       \
	(STATE(HALL_LISTED) | STATE(HALL_MERGED) | STATE(HALL_CLOSED) | \
	    STATE(HALL_DISPUTED))

#define HALL_NAME NAMED("name", "name of the hall", FIELD_REQUIRED, 120)
#define SINCE FORMED("since", "from which day on", FIELD_DATE, 0)
#define BASIS NAMED("basis", "what it rests on", 0, 300)

static const struct field_type listed_fields[] = {
    HALL_NAME,
    CHOICE("tier", "county, town or village", FIELD_REQUIRED, tiers),
    FORMED("parent", "hall above", FIELD_REGION, 0),
    /* What they wrote beyond that, not knowing, waits (RULES A5). */
    FORMED("cut", "how far the halls it leaves had written", FIELD_FRONTIER, 0),
    SINCE,
    BASIS,
    END,
};

static const struct field_type renamed_fields[] = {
    HALL_NAME, SINCE, BASIS, END};

static const struct field_type merged_fields[] = {
    FORMED("into", "hall it goes on in", FIELD_REGION, FIELD_REQUIRED),
    SINCE,
    BASIS,
    END,
};

static const struct field_type closed_fields[] = {SINCE, BASIS, END};
static const struct field_type confirmed_fields[] = {END};
static const struct field_type ruled_fields[] = {
    FORMED("event", "event ruled on", FIELD_EVENT, FIELD_REQUIRED),
    NAMED("reason", "reason", FIELD_REQUIRED, 300), END};

static int
check_merged(const json_t *event, struct err *e)
{
	const char *on = json_member_text(event, EVENT_ON);

	return on == NULL || strcmp(json_member_text(event, "into"), on) != 0
		   ? 0
		   : err_set(e, ERR_FORMAT,
			 "a hall is merged into another one, not into itself");
}

/* Listed anew, a hall comes under another one, or is there again. */
static const struct event_type events[] = {
    {PUBLISHED_BY(WRITER_ROOT, "hall.listed", "listed",
	STATE(HALL_NONE) | STATE(HALL_LISTED) | STATE(HALL_MERGED) |
	    STATE(HALL_CLOSED),
	HALL_LISTED, listed_fields)},
    {PUBLISHED_BY(WRITER_ROOT, "hall.renamed", "renamed", STATE(HALL_LISTED),
	HALL_LISTED, renamed_fields)},
    {PUBLISHED_BY(WRITER_ROOT, "hall.merged", "merged into another",
	 STATE(HALL_LISTED), HALL_MERGED, merged_fields),
	.check = check_merged},
    {PUBLISHED_BY(WRITER_ROOT, "hall.closed", "dissolved", STATE(HALL_LISTED),
	HALL_CLOSED, closed_fields)},
    /* Nothing is new: how old a hall's view of the gazette is can be told
     * by it (RULES A9). */
    {.kind = "hall.confirmed",
	.meaning = "gazette confirmed to be current",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_NOTES,
	.from = STATE(HALL_LISTED),
	.fields = confirmed_fields},
    /* What the hall published without knowing that its key had ended: only
     * its own hall writes into a gazette (RULES A6). */
    {.kind = "hall.ratified",
	.meaning = "ratified what it published",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_NOTES,
	.from = ANY_STATE,
	.fields = ruled_fields},
    {.kind = "hall.annulled",
	.meaning = "annulled what it published",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_NOTES,
	.from = ANY_STATE,
	.fields = ruled_fields},
    {.kind = NULL},
};

/* In one gazette two events are concurrent where the county's log forked. */
static const struct pair_rule pairs[] = {
    {PAIR_WITH_ANY("hall.confirmed", PAIR_BOTH, "RULES O",
	"facts are kept side by side, none of them is lost")},
    {PAIR_WITH_ANY("hall.ratified", PAIR_BOTH, "RULES A6",
	"a ruling stands beside everything; annulling wins where two meet")},
    {PAIR_WITH_ANY("hall.annulled", PAIR_BOTH, "RULES A6",
	"a ruling stands beside everything; annulling wins where two meet")},
    {PAIR_OF("hall.renamed", "hall.renamed", PAIR_SAME, "RULES O3",
	 "one name given twice is one; of two names somebody rules"),
	.field = "name", .class = CLASS_HOLD, .situation = "K30"},
    {PAIR_OF("hall.renamed", "hall.listed", PAIR_BOTH, "RULES O",
	"facts are kept side by side, none of them is lost")},
    {PAIR_OF("hall.merged", "hall.merged", PAIR_SAME, "RULES O3",
	 "a hall goes on in one other hall; of two somebody rules"),
	.field = "into", .class = CLASS_HOLD, .situation = "K30"},
    {PAIR_OF("hall.closed", "hall.closed", PAIR_DUPLICATE, "RULES O1",
	"the same step taken twice counts once")},
    {PAIR_OF("hall.merged", "hall.closed", PAIR_FIRST, "RULES O",
	"a hall that goes on in another is not closed")},
    {PAIR_OF("hall.merged", "hall.renamed", PAIR_BOTH, "RULES O",
	"facts are kept side by side, none of them is lost")},
    {PAIR_OF("hall.closed", "hall.renamed", PAIR_BOTH, "RULES O",
	"facts are kept side by side, none of them is lost")},
    {.first = NULL},
};

/* --- what it was, and since when --------------------------------------------
 */

/* The day an event says, or else the one it was written on. */
static int32_t
day_since(const struct standing_event *ev)
{
	const char *since = json_member_text(ev->body, "since");

	return since != NULL ? day_number(since) : day_number_of(ev->time);
}

static int
put_since(json_t *entry, int32_t day)
{
	char text[DAY_TEXT_MAX];

	day_number_text(day, text);
	return json_object_set_new(entry, "since", json_string(text)) != 0 ||
	       json_object_set_new(entry, "begins",
		   json_integer((json_int_t)day * DAY_S - DAY_ZONE_S)) != 0;
}

/* What the event says goes before what was so until then. */
static json_t *
entry_of(const struct standing_event *ev, const json_t *before)
{
	static const char *const kept[] = {"name", "tier", "parent", "into"};
	json_t *entry = json_pack("{s:s}", "state", states[ev->type->to]);
	int failed = entry == NULL || put_since(entry, day_since(ev));

	for (size_t i = 0; !failed && i < COUNT_OF(kept); i++) {
		json_t *value = json_object_get(ev->body, kept[i]);

		if (value == NULL && strcmp(kept[i], "into") != 0)
			value = json_object_get(before, kept[i]);
		failed = value != NULL &&
			 json_object_set(entry, kept[i], value) != 0;
	}
	if (!failed)
		return entry;
	json_decref(entry);
	return NULL;
}

/*
 * The next event by the day it takes effect, of one day by the order of the
 * fold; after *day and *at, which become its own.  NULL after the last.
 */
static const struct standing_event *
next_by_day(const struct standing *all, int32_t *day, size_t *at)
{
	const struct standing_event *found = NULL;
	int32_t first = 0;
	size_t place = 0;

	for (size_t i = 0; i < all->count; i++) {
		int32_t of = day_since(&all->events[i]);
		int is_later = of > *day || (of == *day && i >= *at);

		if (all->events[i].type->effect != EFFECT_MOVES || !is_later ||
		    (found != NULL && of >= first))
			continue;
		found = &all->events[i];
		first = of;
		place = i + 1;
	}
	*day = first;
	*at = place;
	return found;
}

/* [{"since", "begins", "state", "name", "tier", "parent", "into"}, …] */
static json_t *
history(const struct standing *all)
{
	json_t *list = json_array(), *before = NULL;
	const struct standing_event *ev;
	int32_t day = INT32_MIN;
	size_t at = 0;

	while ((ev = next_by_day(all, &day, &at)) != NULL) {
		json_t *entry = entry_of(ev, before);

		if (entry == NULL || json_array_append_new(list, entry) != 0)
			break;
		before = entry;
	}
	return list;
}

/* Of the last entry, which may be of a day to come. */
static json_t *
last_of(const struct standing *all, const char *member)
{
	json_t *list = history(all);
	size_t count = json_array_size(list);
	json_t *value = json_incref(json_object_get(
	    json_array_get(list, count == 0 ? 0 : count - 1), member));

	json_decref(list);
	return value;
}

static json_t *
last_name(const struct standing *all)
{
	return last_of(all, "name");
}

static json_t *
last_parent(const struct standing *all)
{
	return last_of(all, "parent");
}

static const struct column_type columns[] = {
    {"name", COLUMN_DERIVED, .derive = last_name},
    {"tier", COLUMN_EVENT, "hall.listed", "tier"},
    {"parent", COLUMN_DERIVED, .derive = last_parent},
    {"history", COLUMN_DERIVED, .derive = history},
    {.name = NULL},
};

const struct record_type record_hall = {
    .name = "hall",
    .meaning = "hall",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = HALL_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "hall",
    .columns = columns,
};
