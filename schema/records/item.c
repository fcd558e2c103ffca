/*
 * item (事项): something a citizen can ask for, as the county publishes it.
 *
 * The record's name is the item code, an opaque text of at most 50
 * characters (GB/T 39554.1).  Publishing again makes the next version, and
 * says everything anew: what a version leaves out, the item has no more.
 * A withdrawn item (取消, 下放停止) takes no new cases until it is published
 * again; cases that name it go on.
 */
#include "schema/records/item_check.h"
#include "schema/records/item_fields.h"
#include "schema/records/types.h"

enum item_state {
	ITEM_NONE,
	ITEM_PUBLISHED,
	ITEM_WITHDRAWN,
	ITEM_DISPUTED,
};

static const char *const states[] = {
    "none", "published", "withdrawn", "disputed", NULL};

static const struct field_type published_fields[] = {
    ITEM_FIELDS(FIELD_REQUIRED),
    {.name = "version",
	.meaning = "version of the item",
	.form = FIELD_INTEGER,
	.flags = FIELD_REQUIRED | FIELD_FILLED,
	.min = 1,
	.max = 100000},
    {.name = "drafted_by",
	.meaning = "hall that drafted it",
	.form = FIELD_REGION,
	.flags = FIELD_FILLED},
    {.name = NULL},
};

static const struct field_type withdrawn_fields[] = {
    {.name = "reason",
	.meaning = "reason",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 300},
    {.name = "basis",
	.meaning = "legal basis (document number)",
	.form = FIELD_TEXT,
	.max = 300},
    {.name = NULL},
};

static const struct event_type events[] = {
    {.kind = "item.published",
	.meaning = "published",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from =
	    STATE(ITEM_NONE) | STATE(ITEM_PUBLISHED) | STATE(ITEM_WITHDRAWN),
	.to = ITEM_PUBLISHED,
	.fields = published_fields,
	.check = item_check},
    {.kind = "item.withdrawn",
	.meaning = "withdrawn",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from = STATE(ITEM_PUBLISHED),
	.to = ITEM_WITHDRAWN,
	.fields = withdrawn_fields},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {{.first = NULL}};

static const struct column_type columns[] = {
    ITEM_COLUMNS("item.published"),
    {"version", COLUMN_EVENT, "item.published", "version"},
    {"drafted_by", COLUMN_EVENT, "item.published", "drafted_by"},
    {"published_time", COLUMN_TIME, "item.published", NULL},
    {"withdrawn_time", COLUMN_TIME, "item.withdrawn", NULL},
    {"withdrawn_reason", COLUMN_EVENT, "item.withdrawn", "reason"},
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
