/*
 * address (地址): where a hall can be called, as it publishes it itself.
 *
 * The record's name is the hall's region code.  Halls below learn from it
 * whom to call when the hall directly above does not answer.
 */
#include "schema/records/types.h"

enum address_state {
	ADDRESS_NONE,
	ADDRESS_PUBLISHED,
	ADDRESS_DISPUTED,
};

static const char *const states[] = {"none", "published", "disputed", NULL};

static const struct field_type published_fields[] = {
    {.name = "address",
	.meaning = "host and port",
	.form = FIELD_CODE,
	.flags = FIELD_REQUIRED,
	.max = 120},
    {.name = NULL},
};

static const struct event_type events[] = {
    {.kind = "address.published",
	.meaning = "published",
	.writers = WRITER_OWN,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from = STATE(ADDRESS_NONE) | STATE(ADDRESS_PUBLISHED),
	.to = ADDRESS_PUBLISHED,
	.fields = published_fields},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {{.first = NULL}};

static const struct column_type columns[] = {
    {"address", COLUMN_EVENT, "address.published", "address"},
    {.name = NULL},
};

const struct record_type record_address = {
    .name = "address",
    .meaning = "address",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = ADDRESS_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "address",
    .columns = columns,
};
