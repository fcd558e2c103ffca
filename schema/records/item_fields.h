/*
 * item_fields: what is said about an item, in a draft and when published.
 *
 * The words of choices are those of GB/T 39046: item types (A.1), clients
 * (A.4), legal subjects (A.3).  The six standards (审批内容, 材料, 条件,
 * 流程, 时间, 收费) are content, materials, conditions, steps, the two limits
 * and fees; the nine disclosures (九公开) are one row.
 */
#ifndef SANJI_RECORDS_ITEM_FIELDS_H
#define SANJI_RECORDS_ITEM_FIELDS_H

#include "schema/records/record_type.h"

#define ITEM_DAYS_MAX 400
#define ITEM_CODE_MAX 50 /* bytes of an item code (GB/T 39554.1) */

/* Columns of the fields that are rows; each ends with name NULL. */
extern const struct field_type item_material_columns[];
extern const struct field_type item_step_columns[];
extern const struct field_type item_fee_columns[];
extern const struct field_type item_disclosure_columns[];

/* Words of the fields that are choices; each ends with NULL. */
extern const char *const item_types[];
extern const char *const item_clients[];
extern const char *const item_subject_kinds[];
extern const char *const item_tiers[];
extern const char *const item_first_days[];
extern const char *const item_approvals[];
extern const char *const item_listings[];
extern const char *const item_flags[];
extern const char *const item_delegations[];

/* The fields, as initialisers; what publishing asks for has flag `needed`. */
#define ITEM_FIELDS(needed)                                               \
	{.name = "name",                                                  \
	    .meaning = "name of the item",                                \
	    .form = FIELD_TEXT,                                           \
	    .flags = FIELD_REQUIRED,                                      \
	    .max = 300},                                                  \
	    {.name = "type",                                              \
		.meaning = "type of the item (GB/T 39046 A.1)",           \
		.form = FIELD_CHOICE,                                     \
		.choices = item_types},                                   \
	    {.name = "clients",                                           \
		.meaning = "who may ask for it (GB/T 39046 A.4)",         \
		.form = FIELD_CHOICE,                                     \
		.flags = FIELD_LISTED,                                    \
		.choices = item_clients},                                 \
	    {.name = "department",                                        \
		.meaning = "deciding department",                         \
		.form = FIELD_TEXT,                                       \
		.flags = (needed),                                        \
		.max = 120},                                              \
	    {.name = "subject",                                           \
		.meaning = "body that is the legal subject",              \
		.form = FIELD_TEXT,                                       \
		.max = 120},                                              \
	    {.name = "subject_kind",                                      \
		.meaning = "kind of legal subject (GB/T 39046 A.3)",      \
		.form = FIELD_CHOICE,                                     \
		.choices = item_subject_kinds},                           \
	    {.name = "tier",                                              \
		.meaning = "tier that decides",                           \
		.form = FIELD_CHOICE,                                     \
		.choices = item_tiers},                                   \
	    {.name = "received_at",                                       \
		.meaning = "tiers where it can be handed in",             \
		.form = FIELD_CHOICE,                                     \
		.flags = FIELD_LISTED,                                    \
		.choices = item_tiers},                                   \
	    {.name = "basis",                                             \
		.meaning = "legal basis (document number)",               \
		.form = FIELD_TEXT,                                       \
		.max = 2000},                                             \
	    {.name = "content",                                           \
		.meaning = "what is decided",                             \
		.form = FIELD_TEXT,                                       \
		.max = 2000},                                             \
	    {.name = "conditions",                                        \
		.meaning = "conditions to be met",                        \
		.form = FIELD_TEXT,                                       \
		.max = 4000},                                             \
	    {.name = "materials",                                         \
		.meaning = "materials to bring",                          \
		.form = FIELD_ROW,                                        \
		.flags = FIELD_LISTED,                                    \
		.columns = item_material_columns},                        \
	    {.name = "steps",                                             \
		.meaning = "steps of handling",                           \
		.form = FIELD_ROW,                                        \
		.flags = FIELD_LISTED,                                    \
		.columns = item_step_columns},                            \
	    {.name = "statutory_days",                                    \
		.meaning = "statutory working days",                      \
		.form = FIELD_INTEGER,                                    \
		.flags = (needed),                                        \
		.min = 0,                                                 \
		.max = ITEM_DAYS_MAX},                                    \
	    {.name = "promise_days",                                      \
		.meaning = "promised working days",                       \
		.form = FIELD_INTEGER,                                    \
		.flags = (needed),                                        \
		.min = 0,                                                 \
		.max = ITEM_DAYS_MAX},                                    \
	    {.name = "first_day",                                         \
		.meaning = "day on which counting begins",                \
		.form = FIELD_CHOICE,                                     \
		.choices = item_first_days},                              \
	    {.name = "fees",                                              \
		.meaning = "fees",                                        \
		.form = FIELD_ROW,                                        \
		.flags = FIELD_LISTED,                                    \
		.columns = item_fee_columns},                             \
	    {.name = "result",                                            \
		.meaning = "name of the result",                          \
		.form = FIELD_TEXT,                                       \
		.max = 300},                                              \
	    {.name = "approval",                                          \
		.meaning = "manner of approval",                          \
		.form = FIELD_CHOICE,                                     \
		.choices = item_approvals},                               \
	    {.name = "listing",                                           \
		.meaning = "list it stands in",                           \
		.form = FIELD_CHOICE,                                     \
		.choices = item_listings},                                \
	    {.name = "flags",                                             \
		.meaning = "ways of handling",                            \
		.form = FIELD_CHOICE,                                     \
		.flags = FIELD_LISTED,                                    \
		.choices = item_flags},                                   \
	    {.name = "joint_departments",                                 \
		.meaning = "departments that handle it jointly",          \
		.form = FIELD_TEXT,                                       \
		.flags = FIELD_LISTED,                                    \
		.max = 120},                                              \
	    {.name = "joint_halls",                                       \
		.meaning = "halls those departments work in, in order",   \
		.form = FIELD_REGION,                                     \
		.flags = FIELD_LISTED},                                   \
	    {.name = "delegation",                                        \
		.meaning = "mode in which it may be delegated",           \
		.form = FIELD_CHOICE,                                     \
		.choices = item_delegations},                             \
	    {.name = "intermediary",                                      \
		.meaning = "services of intermediaries it needs",         \
		.form = FIELD_TEXT,                                       \
		.max = 300},                                              \
	    {.name = "consultation",                                      \
		.meaning = "telephone for questions",                     \
		.form = FIELD_PHONE},                                     \
	    {.name = "supervision",                                       \
		.meaning = "telephone for complaints",                    \
		.form = FIELD_PHONE},                                     \
	    {.name = "origin",                                            \
		.meaning = "where this entry comes from",                 \
		.form = FIELD_TEXT,                                       \
		.max = 120},                                              \
	{                                                                 \
		.name = "disclosures", .meaning = "the nine disclosures", \
		.form = FIELD_ROW, .flags = (needed),                     \
		.columns = item_disclosure_columns                        \
	}

/* Columns of a projection that show the fields of the events of a kind. */
#define ITEM_COLUMNS(kind)                                                  \
	{"name", COLUMN_EVENT, kind, "name"},                               \
	    {"type", COLUMN_EVENT, kind, "type"},                           \
	    {"clients", COLUMN_EVENT, kind, "clients"},                     \
	    {"department", COLUMN_EVENT, kind, "department"},               \
	    {"subject", COLUMN_EVENT, kind, "subject"},                     \
	    {"subject_kind", COLUMN_EVENT, kind, "subject_kind"},           \
	    {"tier", COLUMN_EVENT, kind, "tier"},                           \
	    {"received_at", COLUMN_EVENT, kind, "received_at"},             \
	    {"basis", COLUMN_EVENT, kind, "basis"},                         \
	    {"content", COLUMN_EVENT, kind, "content"},                     \
	    {"conditions", COLUMN_EVENT, kind, "conditions"},               \
	    {"materials", COLUMN_EVENT, kind, "materials"},                 \
	    {"steps", COLUMN_EVENT, kind, "steps"},                         \
	    {"statutory_days", COLUMN_EVENT, kind, "statutory_days"},       \
	    {"promise_days", COLUMN_EVENT, kind, "promise_days"},           \
	    {"first_day", COLUMN_EVENT, kind, "first_day"},                 \
	    {"fees", COLUMN_EVENT, kind, "fees"},                           \
	    {"result", COLUMN_EVENT, kind, "result"},                       \
	    {"approval", COLUMN_EVENT, kind, "approval"},                   \
	    {"listing", COLUMN_EVENT, kind, "listing"},                     \
	    {"flags", COLUMN_EVENT, kind, "flags"},                         \
	    {"joint_departments", COLUMN_EVENT, kind, "joint_departments"}, \
	    {"joint_halls", COLUMN_EVENT, kind, "joint_halls"},             \
	    {"delegation", COLUMN_EVENT, kind, "delegation"},               \
	    {"intermediary", COLUMN_EVENT, kind, "intermediary"},           \
	    {"consultation", COLUMN_EVENT, kind, "consultation"},           \
	    {"supervision", COLUMN_EVENT, kind, "supervision"},             \
	    {"origin", COLUMN_EVENT, kind, "origin"},                       \
	{                                                                   \
		"disclosures", COLUMN_EVENT, kind, "disclosures"            \
	}

#endif
