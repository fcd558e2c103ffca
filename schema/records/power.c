/*
 * power (下放权限): who may decide which items in the county's stead.
 *
 * Granted and revoked in the gazette of the hall at the top; never passed
 * on (行政许可法 24).  What a power lets its grantee do is judged by RULES A,
 * at the position a decision names; this file only says what is written.
 */
#include "schema/records/types.h"

enum power_state {
	POWER_NONE,
	POWER_GRANTED,
	POWER_REVOKED,
	POWER_DISPUTED,
};

static const char *const states[] = {
    "none", "granted", "revoked", "disputed", NULL};

/* 派驻 · 授权 · 委托 · 联办 · 镇派员协助 · 直接交办. */
static const char *const modes[] = {"stationed", "authorised", "entrusted",
    "joint", "assisted", "assigned", NULL};

static const struct field_type granted_fields[] = {
    {.name = "grantee",
	.meaning = "hall that may decide",
	.form = FIELD_REGION,
	.flags = FIELD_REQUIRED},
    {.name = "items",
	.meaning = "item codes",
	.form = FIELD_CODE,
	.flags = FIELD_REQUIRED | FIELD_LISTED,
	.max = 50},
    {.name = "mode",
	.meaning = "mode of delegation",
	.form = FIELD_CHOICE,
	.flags = FIELD_REQUIRED,
	.choices = modes},
    {.name = "basis",
	.meaning = "legal basis (document number)",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 300},
    {.name = "valid_from", .meaning = "first day", .form = FIELD_DATE},
    {.name = "valid_to", .meaning = "last day", .form = FIELD_DATE},
    {.name = NULL},
};

static const struct field_type revoked_fields[] = {
    {.name = "cut",
	.meaning = "how far the grantee's acts stand",
	.form = FIELD_FRONTIER,
	.flags = FIELD_REQUIRED | FIELD_FILLED},
    {.name = "reason", .meaning = "reason", .form = FIELD_TEXT, .max = 300},
    {.name = NULL},
};

static const struct event_type events[] = {
    {.kind = "power.granted",
	.meaning = "granted",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from = STATE(POWER_NONE),
	.to = POWER_GRANTED,
	.fields = granted_fields},
    {.kind = "power.revoked",
	.meaning = "revoked",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from = STATE(POWER_GRANTED),
	.to = POWER_REVOKED,
	.fields = revoked_fields},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {
    {"power.revoked", "power.revoked", PAIR_DUPLICATE, NULL, "RULES A2",
	"a power is revoked once; the cuts of both count"},
    {"power.revoked", "power.granted", PAIR_FIRST, NULL, "RULES A2",
	"a revocation stands over what did not know of it"},
    {.first = NULL},
};

static const struct column_type columns[] = {
    {"grantee", COLUMN_EVENT, "power.granted", "grantee"},
    {"items", COLUMN_EVENT, "power.granted", "items"},
    {"mode", COLUMN_EVENT, "power.granted", "mode"},
    {"basis", COLUMN_EVENT, "power.granted", "basis"},
    {"valid_from", COLUMN_EVENT, "power.granted", "valid_from"},
    {"valid_to", COLUMN_EVENT, "power.granted", "valid_to"},
    {"granted_time", COLUMN_TIME, "power.granted", NULL},
    {"revoked_time", COLUMN_TIME, "power.revoked", NULL},
    {.name = NULL},
};

const struct record_type record_power = {
    .name = "power",
    .meaning = "power",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = POWER_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "power",
    .columns = columns,
};
