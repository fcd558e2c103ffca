/*
 * item_draft (事项草稿): what a department would have published of an item.
 *
 * It stands in the gazette of the hall that drafts it, under the item's
 * code, and may leave everything out but the name.  Nothing of it is in
 * force: what is published is the item, in a version of its own
 * (部门清理, 集中审核, 统一公布).
 */
#include "schema/records/item_fields.h"
#include "schema/records/types.h"

enum draft_state {
	DRAFT_NONE,
	DRAFT_DRAFTED,
	DRAFT_PUBLISHED,
	DRAFT_DISCARDED,
	DRAFT_DISPUTED,
};

static const char *const states[] = {
    "none", "drafted", "published", "discarded", "disputed", NULL};

static const struct field_type drafted_fields[] = {
    ITEM_FIELDS(0),
    {.name = NULL},
};

static const struct field_type published_fields[] = {
    {.name = "version",
	.meaning = "version of the item",
	.form = FIELD_INTEGER,
	.flags = FIELD_REQUIRED | FIELD_FILLED,
	.min = 1,
	.max = 100000},
    {.name = NULL},
};

static const struct field_type discarded_fields[] = {
    {.name = "reason", .meaning = "reason", .form = FIELD_TEXT, .max = 300},
    {.name = NULL},
};

/* A draft can be written anew at any time, each time as a whole. */
static const struct event_type events[] = {
    {.kind = "item_draft.drafted",
	.meaning = "drafted",
	.writers = WRITER_OWN,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from = STATE(DRAFT_NONE) | STATE(DRAFT_DRAFTED) |
		STATE(DRAFT_PUBLISHED) | STATE(DRAFT_DISCARDED),
	.to = DRAFT_DRAFTED,
	.fields = drafted_fields},
    {.kind = "item_draft.published",
	.meaning = "published",
	.writers = WRITER_OWN,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from = STATE(DRAFT_DRAFTED),
	.to = DRAFT_PUBLISHED,
	.fields = published_fields},
    {.kind = "item_draft.discarded",
	.meaning = "discarded",
	.writers = WRITER_OWN,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from = STATE(DRAFT_DRAFTED),
	.to = DRAFT_DISCARDED,
	.fields = discarded_fields},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {{.first = NULL}};

static const struct column_type columns[] = {
    ITEM_COLUMNS("item_draft.drafted"),
    {"drafted_time", COLUMN_TIME, "item_draft.drafted", NULL},
    {.name = NULL},
};

const struct record_type record_item_draft = {
    .name = "item_draft",
    .meaning = "item draft",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = DRAFT_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "item_draft",
    .columns = columns,
};
