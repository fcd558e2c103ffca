/*
 * item_draft (事项草稿): what a hall would have published of an item.
 *
 * Departments sort out their items, the county examines and publishes them
 * (部门清理, 集中审核, 统一公布).  So a draft stands in the ledger of the hall
 * that writes it, where the halls above can answer, and may leave out all
 * but the name.  Nothing of it is in force: what is published is the item,
 * in a version of its own (docs/decisions/0010-drafts-in-the-ledger.md).
 */
#include "schema/records/item_fields.h"
#include "schema/records/types.h"

/* Of a draft written anew while the last one was answered, the new shows. */
enum draft_state {
	DRAFT_NONE,
	DRAFT_DISCARDED,
	DRAFT_PUBLISHED,
	DRAFT_DRAFTED,
	DRAFT_DISPUTED,
};

static const char *const states[] = {
    "none", "discarded", "published", "drafted", "disputed", NULL};

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
	.authority = AUTHORITY_MEMBER,
	.effect = EFFECT_MOVES,
	.from = STATE(DRAFT_NONE) | STATE(DRAFT_DISCARDED) |
		STATE(DRAFT_PUBLISHED) | STATE(DRAFT_DRAFTED),
	.to = DRAFT_DRAFTED,
	.fields = drafted_fields},
    {.kind = "item_draft.published",
	.meaning = "published",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_MEMBER,
	.effect = EFFECT_MOVES,
	.from = STATE(DRAFT_DRAFTED),
	.to = DRAFT_PUBLISHED,
	.fields = published_fields},
    {.kind = "item_draft.discarded",
	.meaning = "discarded",
	.writers = WRITER_OWN | WRITER_ABOVE,
	.authority = AUTHORITY_MEMBER,
	.effect = EFFECT_MOVES,
	.from = STATE(DRAFT_DRAFTED),
	.to = DRAFT_DISCARDED,
	.fields = discarded_fields},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {
    {"item_draft.drafted", "item_draft.published", PAIR_BOTH, NULL, "RULES O2",
	"who answered a draft did not know of the next, which waits"},
    {"item_draft.drafted", "item_draft.discarded", PAIR_BOTH, NULL, "RULES O2",
	"who answered a draft did not know of the next, which waits"},
    {"item_draft.published", "item_draft.discarded", PAIR_FIRST, NULL,
	"RULES O2", "what was published is not discarded any more"},
    {"item_draft.discarded", "item_draft.discarded", PAIR_DUPLICATE, NULL,
	"RULES O1", "the same step taken twice counts once"},
    {.first = NULL},
};

static const struct column_type columns[] = {
    ITEM_COLUMNS("item_draft.drafted"),
    {"drafted_time", COLUMN_TIME, "item_draft.drafted", NULL},
    {"version", COLUMN_EVENT, "item_draft.published", "version"},
    {"reason", COLUMN_EVENT, "item_draft.discarded", "reason"},
    {.name = NULL},
};

const struct record_type record_item_draft = {
    .name = "item_draft",
    .meaning = "item draft",
    .space = SPACE_LEDGER,
    .states = states,
    .disputed = DRAFT_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "item_draft",
    .columns = columns,
};
