/*
 * fork (分叉): which branches of a forked log stand, by somebody's word.
 *
 * A log forks when it is written to after a restore that nobody noticed, or
 * by whoever has its key.  A hall above says in its gazette which of the
 * change sets that follow the same one are kept (RULES B2); the record's
 * name is chance.  The hall at the top says so of its own logs, too.
 */
#include "schema/records/types.h"

enum fork_state {
	FORK_NONE,
	FORK_RULED,
	FORK_DISPUTED,
};

static const char *const states[] = {"none", "ruled", "disputed", NULL};

static const struct field_type ruled_fields[] = {
    {.name = "kept",
	.meaning = "change sets on the branches that stand",
	.form = FIELD_FRONTIER,
	.flags = FIELD_REQUIRED | FIELD_FILLED},
    {.name = "reason", .meaning = "reason", .form = FIELD_TEXT, .max = 300},
    {.name = NULL},
};

static const struct event_type events[] = {
    {.kind = "fork.ruled",
	.meaning = "ruled which branches stand",
	.writers = WRITER_OWN,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from = STATE(FORK_NONE) | STATE(FORK_RULED),
	.to = FORK_RULED,
	.fields = ruled_fields},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {
    {"fork.ruled", "fork.ruled", PAIR_BOTH, NULL, "RULES B2",
	"what either keeps stands, until one is written that knew both"},
    {.first = NULL},
};

static const struct column_type columns[] = {
    {"ruled_by", COLUMN_HALL, "fork.ruled", NULL},
    {"ruled_time", COLUMN_TIME, "fork.ruled", NULL},
    {"reason", COLUMN_EVENT, "fork.ruled", "reason"},
    {.name = NULL},
};

const struct record_type record_fork = {
    .name = "fork",
    .meaning = "fork",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = FORK_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "fork",
    .columns = columns,
};
