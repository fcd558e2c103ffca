/*
 * joint_rule (联办责任部门): which department leads joint cases of a kind.
 *
 * The record's name is the kind, a word such as "construction".  What no rule
 * names is led by the department that gives the final approval.
 */
#include "schema/records/types.h"

enum joint_rule_state {
	JOINT_RULE_NONE,
	JOINT_RULE_PUBLISHED,
	JOINT_RULE_DISPUTED,
};

static const char *const states[] = {"none", "published", "disputed", NULL};

static const struct field_type published_fields[] = {
    {.name = "name",
	.meaning = "what the kind is called",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 120},
    {.name = "department",
	.meaning = "department that leads",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 120},
    {.name = NULL},
};

static const struct event_type events[] = {
    {.kind = "joint_rule.published",
	.meaning = "published",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from = STATE(JOINT_RULE_NONE) | STATE(JOINT_RULE_PUBLISHED),
	.to = JOINT_RULE_PUBLISHED,
	.fields = published_fields},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {{.first = NULL}};

static const struct column_type columns[] = {
    {"name", COLUMN_EVENT, "joint_rule.published", "name"},
    {"department", COLUMN_EVENT, "joint_rule.published", "department"},
    {.name = NULL},
};

const struct record_type record_joint_rule = {
    .name = "joint_rule",
    .meaning = "rule for joint cases",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = JOINT_RULE_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "joint_rule",
    .columns = columns,
};
