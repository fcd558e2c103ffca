/*
 * hall (大厅): the service centres the county has, as it publishes them.
 *
 * The record's name is the 12-digit region code (GB/T 2260, GB/T 10114).
 * A hall that is listed may be invited; only a member (member.c) has keys.
 */
#include "schema/records/types.h"

enum hall_state {
	HALL_NONE,
	HALL_LISTED,
	HALL_DISPUTED,
};

static const char *const states[] = {"none", "listed", "disputed", NULL};

/* GB/T 39046 A.2: 县 4, 镇 5, 村 6. */
static const char *const tiers[] = {"county", "town", "village", NULL};

static const struct field_type listed_fields[] = {
    {.name = "name",
	.meaning = "name of the hall",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 120},
    {.name = "tier",
	.meaning = "county, town or village",
	.form = FIELD_CHOICE,
	.flags = FIELD_REQUIRED,
	.choices = tiers},
    {.name = "parent", .meaning = "hall above", .form = FIELD_REGION},
    {.name = NULL},
};

static const struct field_type confirmed_fields[] = {{.name = NULL}};

static const struct event_type events[] = {
    {.kind = "hall.listed",
	.meaning = "listed",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from = STATE(HALL_NONE) | STATE(HALL_LISTED),
	.to = HALL_LISTED,
	.fields = listed_fields},
    /* Nothing is new: how old a hall's view of the gazette is can be told
     * by it (RULES A9). */
    {.kind = "hall.confirmed",
	.meaning = "gazette confirmed to be current",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_NOTES,
	.from = STATE(HALL_LISTED),
	.fields = confirmed_fields},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {
    {"hall.confirmed", NULL, PAIR_BOTH, NULL, "RULES O",
	"facts are kept side by side, none of them is lost"},
    {.first = NULL},
};

static const struct column_type columns[] = {
    {"name", COLUMN_EVENT, "hall.listed", "name"},
    {"tier", COLUMN_EVENT, "hall.listed", "tier"},
    {"parent", COLUMN_EVENT, "hall.listed", "parent"},
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
