#include "schema/records/item_fields.h"

/* GB/T 39046 A.1: 01 to 10, and 20. */
const char *const item_types[] = {"licence", "penalty", "coercion", "levy",
    "payment", "inspection", "confirmation", "reward", "adjudication",
    "other_power", "public_service", NULL};

/* GB/T 39046 A.4: 1 to 6. */
const char *const item_clients[] = {"natural_person", "enterprise",
    "institution", "social_organisation", "administrative_body", "other", NULL};

/* GB/T 39046 A.3: 法定机关, 授权组织, 受委托组织. */
const char *const item_subject_kinds[] = {
    "statutory_body", "authorised_body", "entrusted_body", NULL};

const char *const item_tiers[] = {"county", "town", "village", NULL};

/* Day 1 of the clock: the working day after acceptance (as if nothing were
 * said), or the day itself. */
const char *const item_first_days[] = {"next", "same", NULL};

/* 核准 · 备案 · 承诺. */
const char *const item_approvals[] = {"examined", "filed", "committed", NULL};

/* 正向清单 · 负面清单. */
const char *const item_listings[] = {"positive", "negative", NULL};

/* 即办 · 绿色通道 · 联办 · 一审一核 · 既受理又办理 · 全程代办 · 可下放 · 容缺 ·
 * 可预约. */
const char *const item_flags[] = {"immediate", "green_channel", "joint",
    "one_review", "received_and_handled", "agency", "delegable",
    "tolerates_missing", "by_appointment", NULL};

/* As a power's mode: 派驻 · 授权 · 委托 · 联办 · 镇派员协助 · 直接交办. */
const char *const item_delegations[] = {"stationed", "authorised", "entrusted",
    "joint", "assisted", "assigned", NULL};

static const char *const yes_no[] = {"yes", "no", NULL};

static const char *const weights[] = {"core", "secondary", NULL};

const struct field_type item_material_columns[] = {
    {.name = "name",
	.meaning = "name of the material",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 300},
    {.name = "main",
	.meaning = "whether it is a main document",
	.form = FIELD_CHOICE,
	.choices = yes_no},
    {.name = "originals",
	.meaning = "originals",
	.form = FIELD_INTEGER,
	.min = 0,
	.max = 99},
    {.name = "copies",
	.meaning = "copies",
	.form = FIELD_INTEGER,
	.min = 0,
	.max = 99},
    {.name = "mandatory",
	.meaning = "whether it must be brought",
	.form = FIELD_CHOICE,
	.choices = yes_no},
    {.name = "weight",
	.meaning = "core or secondary",
	.form = FIELD_CHOICE,
	.choices = weights},
    {.name = NULL},
};

const struct field_type item_step_columns[] = {
    {.name = "name",
	.meaning = "name of the step",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 120},
    {.name = "role",
	.meaning = "who takes the step",
	.form = FIELD_TEXT,
	.max = 120},
    {.name = "days",
	.meaning = "working days of the step",
	.form = FIELD_INTEGER,
	.min = 0,
	.max = ITEM_DAYS_MAX},
    {.name = NULL},
};

const struct field_type item_fee_columns[] = {
    {.name = "name",
	.meaning = "name of the fee",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 120},
    {.name = "amount",
	.meaning = "amount in fen",
	.form = FIELD_INTEGER,
	.flags = FIELD_REQUIRED,
	.min = 0,
	.max = 100000000000},
    {.name = "basis",
	.meaning = "basis of the fee",
	.form = FIELD_TEXT,
	.max = 300},
    {.name = NULL},
};

/* In the order in which they hang on the wall. */
const struct field_type item_disclosure_columns[] = {
    {.name = "item",
	.meaning = "what the item is",
	.form = FIELD_TEXT,
	.max = 2000},
    {.name = "basis",
	.meaning = "what it is based on",
	.form = FIELD_TEXT,
	.max = 2000},
    {.name = "conditions",
	.meaning = "who may apply",
	.form = FIELD_TEXT,
	.max = 2000},
    {.name = "materials",
	.meaning = "what to bring",
	.form = FIELD_TEXT,
	.max = 2000},
    {.name = "procedure",
	.meaning = "how it is handled",
	.form = FIELD_TEXT,
	.max = 2000},
    {.name = "time_limit",
	.meaning = "how long it takes",
	.form = FIELD_TEXT,
	.max = 2000},
    {.name = "fees",
	.meaning = "what it costs, and why",
	.form = FIELD_TEXT,
	.max = 2000},
    {.name = "window",
	.meaning = "where to go",
	.form = FIELD_TEXT,
	.max = 2000},
    {.name = "complaints",
	.meaning = "where to complain",
	.form = FIELD_TEXT,
	.max = 2000},
    {.name = NULL},
};
