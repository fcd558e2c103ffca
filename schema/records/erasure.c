#include "schema/records/erasure.h"

#include "schema/records/types.h"

/* 个人信息保护法 47, one to five. */
static const char *const grounds[] = {"purpose_ended", "term_ended",
    "consent_withdrawn", "unlawful", "other_law", NULL};

const struct field_type erasure_asked_fields[] = {
    CHOICE("ground", "ground of 个人信息保护法 47", FIELD_REQUIRED, grounds),
    NAMED("basis", "number of the request or order", 0, 100),
    END,
};

const struct field_type erased_fields[] = {
    CHOICE("ground", "ground of 个人信息保护法 47", FIELD_REQUIRED, grounds),
    NAMED("basis", "number of the request or order", 0, 100),
    NAMED("approved_by", "head who approved it", FIELD_REQUIRED, 120),
    END,
};

/* --- to those who hold the ledger no more --------------------------------- */

enum erasure_state {
	ERASURE_NONE,
	ERASURE_PUBLISHED,
	ERASURE_DISPUTED,
};

static const char *const states[] = {"none", "published", "disputed", NULL};

static const struct field_type published_fields[] = {
    CODED("type", "type of what was erased", FIELD_REQUIRED | FIELD_FILLED, 40),
    FORMED("ledger", "hall whose ledger it is in", FIELD_REGION,
	FIELD_REQUIRED | FIELD_FILLED),
    END,
};

static const struct event_type events[] = {
    {PUBLISHED_BY(WRITER_OWN, "erasure.published", "erasure published",
	 STATE(ERASURE_NONE), ERASURE_PUBLISHED, published_fields),
	.erases = ERASES_LEFT, .clause = "个人信息保护法 47"},
    {.kind = NULL},
};

/* In one hall's gazette two events are concurrent where its log forked. */
static const struct pair_rule pairs[] = {
    {PAIR_OF("erasure.published", "erasure.published", PAIR_DUPLICATE,
	"RULES O1", "the same step taken twice counts once")},
    {.first = NULL},
};

static const struct column_type columns[] = {
    {"type", COLUMN_FIELD, NULL, "type"},
    {"ledger", COLUMN_FIELD, NULL, "ledger"},
    {"published_time", COLUMN_TIME, "erasure.published", NULL},
    {.name = NULL},
};

const struct record_type record_erasure = {
    .name = "erasure",
    .meaning = "published erasure",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = ERASURE_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "erasure",
    .columns = columns,
};
