/*
 * item (事项): something a citizen can ask for, as the county publishes it.
 *
 * The record's name is the item code, an opaque text of at most 50
 * characters (GB/T 39554.1).  Publishing again makes the next version, and
 * says everything anew: what a version leaves out, the item has no more.
 * A withdrawn item (取消, 下放停止) takes no new cases until it is published
 * again; cases that name it go on.
 */
#include "schema/base/json.h"
#include "schema/base/words.h"
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

/* A limit of 0 days is one the law leaves open. */
static int
check_limits(const json_t *event, struct err *e)
{
	json_int_t statutory = json_member_integer(event, "statutory_days", 0);
	json_int_t promise = json_member_integer(event, "promise_days", 0);

	if (statutory == 0 || promise <= statutory)
		return 0;
	return err_set(e, ERR_REFUSED,
	    "promise_days is %lld and statutory_days %lld: no promise is "
	    "longer than the statutory limit (行政许可法 42); shorten it",
	    (long long)promise, (long long)statutory);
}

static int
check_disclosures(const json_t *event, struct err *e)
{
	const json_t *said = json_object_get(event, "disclosures");
	const struct field_type *f = item_disclosure_columns;

	for (; f->name != NULL; f++)
		if (json_object_get(said, f->name) == NULL)
			return err_set(e, ERR_REFUSED,
			    "disclosures.%s (%s) is not filled in: all nine "
			    "are public before an item is (九公开, 行政许可法 "
			    "30); write it",
			    f->name, _(f->meaning));
	return 0;
}

static int
check_published(const json_t *event, struct err *e)
{
	if (check_limits(event, e) != 0)
		return -1;
	return check_disclosures(event, e);
}

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
	.check = check_published},
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
