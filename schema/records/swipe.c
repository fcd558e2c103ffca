/*
 * swipe (考勤): the swipes of one card on one day at one hall.
 *
 * Named by card and day, joined by a dot, so that one card at two halls has
 * one name in two ledgers.  Swipes are only added.  A card that was at two
 * halls faster than anybody travels was swiped for somebody else (代刷), or
 * not: the county rules on it, in both ledgers.
 */
#include "schema/base/json.h"
#include "schema/records/declare.h"
#include "schema/records/link.h"
#include "schema/records/rulings.h"
#include "schema/records/standing.h"
#include "schema/records/types.h"

enum swipe_state {
	SWIPE_NONE,
	SWIPE_RECORDED,
	SWIPE_DISPUTED,
};

static const char *const states[] = {"none", "recorded", "disputed", NULL};

/* 上午上班 · 下午上班 · 下午下班. */
static const char *const slots[] = {"morning", "afternoon", "leaving", NULL};

static const char *const roles[] = {"impersonated", "genuine", NULL};

static const struct field_type recorded_fields[] = {
    CODED("card", "number of the attendance card", FIELD_REQUIRED, 40),
    FORMED("date", "day", FIELD_DATE, FIELD_REQUIRED | FIELD_FILLED),
    CHOICE("slot", "morning, afternoon or leaving", FIELD_REQUIRED, slots),
    END,
};

static const struct field_type judged_fields[] = {
    LINK_FIELDS("impersonated or genuine", roles), END};

static const struct guard_rule guards[] = {
    {"swiped", "this card was swiped for that already (centre rules: 考勤)"},
    {.id = NULL},
};

static const struct guard_rule *
is_new(const struct standing *seen, const struct standing_event *ev)
{
	return standing_last_with(seen, "swipe.recorded", "slot",
		   json_member_text(ev->body, "slot")) == NULL
		   ? NULL
		   : &guards[0];
}

static const struct event_type events[] = {
    {MOVES_BY(HALLS, "swipe.recorded", "swiped",
	 STATE(SWIPE_NONE) | STATE(SWIPE_RECORDED), SWIPE_RECORDED,
	 recorded_fields),
	.guard = is_new},
    LINKED_BY(WRITER_ROOT, "swipe", "ruled on, with another hall's",
	STATE(SWIPE_RECORDED) | STATE(SWIPE_DISPUTED), judged_fields),
    RULINGS("swipe", STATE(SWIPE_RECORDED) | STATE(SWIPE_DISPUTED)),
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {
    {PAIR_OF("swipe.recorded", "swipe.recorded", PAIR_DUPLICATE, "RULES O1",
	 "the same step taken twice counts once"),
	.key = "slot"},
    LINK_PAIRS("swipe", "K24"),
    {.first = NULL},
};

/* [{"slot", "time"}, …] */
static json_t *
swipes(const struct standing *all)
{
	json_t *list = json_array();

	for (size_t i = 0; list != NULL && i < all->count; i++) {
		const struct standing_event *ev = &all->events[i];
		const char *slot = json_member_text(ev->body, "slot");

		if (slot != NULL)
			(void)json_array_append_new(
			    list, json_pack("{s:s,s:I}", "slot", slot, "time",
				      (json_int_t)ev->time));
	}
	return list;
}

static const struct column_type columns[] = {
    {"card", COLUMN_FIELD, NULL, "card"},
    {"date", COLUMN_FIELD, NULL, "date"},
    {"swipes", COLUMN_DERIVED, .derive = swipes},
    {"ruling", COLUMN_EVENT, "swipe.linked", "role"},
    {.name = NULL},
};

const struct record_type record_swipe = {
    .name = "swipe",
    .meaning = "attendance of a day",
    .space = SPACE_LEDGER,
    .states = states,
    .disputed = SWIPE_DISPUTED,
    .events = events,
    .pairs = pairs,
    .guards = guards,
    .table = "swipe",
    .columns = columns,
};
