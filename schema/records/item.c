/*
 * item (事项): something a citizen can ask for, as the county publishes it.
 *
 * The record's name is the item code, an opaque text of at most 50
 * characters (GB/T 39554.1).  Publishing again makes the next version.
 */
#include "schema/records/types.h"

enum item_state {
	ITEM_NONE,
	ITEM_PUBLISHED,
	ITEM_DISPUTED,
};

static const char *const states[] = {"none", "published", "disputed", NULL};

static const struct field_type published_fields[] = {
    {.name = "name",
	.meaning = "name of the item",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 300},
    {.name = "department",
	.meaning = "deciding department",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 120},
    {.name = "version",
	.meaning = "version of the item",
	.form = FIELD_INTEGER,
	.flags = FIELD_REQUIRED | FIELD_FILLED,
	.min = 1,
	.max = 100000},
    {.name = "statutory_days",
	.meaning = "statutory working days",
	.form = FIELD_INTEGER,
	.flags = FIELD_REQUIRED,
	.min = 0,
	.max = 400},
    {.name = "promise_days",
	.meaning = "promised working days",
	.form = FIELD_INTEGER,
	.flags = FIELD_REQUIRED,
	.min = 0,
	.max = 400},
    {.name = NULL},
};

static const struct event_type events[] = {
    {.kind = "item.published",
	.meaning = "published",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from = STATE(ITEM_NONE) | STATE(ITEM_PUBLISHED),
	.to = ITEM_PUBLISHED,
	.fields = published_fields},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {{.first = NULL}};

static const struct column_type columns[] = {
    {"name", COLUMN_EVENT, "item.published", "name"},
    {"department", COLUMN_EVENT, "item.published", "department"},
    {"version", COLUMN_EVENT, "item.published", "version"},
    {"statutory_days", COLUMN_EVENT, "item.published", "statutory_days"},
    {"promise_days", COLUMN_EVENT, "item.published", "promise_days"},
    {.name = NULL},
};

const struct record_type record_item = {
    .name = "item",
    .meaning = "item",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = ITEM_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "item",
    .columns = columns,
};
