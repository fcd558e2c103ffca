#include "schema/records/handover.h"

/* Characters of a move's id. */
#define MOVE_ID_MAX 64

/* The latest claimed time a change set may carry: 9999-12-31 in China. */
#define TIME_MAX 253402271999

const struct field_type moved_out_fields[] = {
    {.name = "move",
	.meaning = "id of the move",
	.form = FIELD_CODE,
	.flags = FIELD_REQUIRED | FIELD_FILLED,
	.max = MOVE_ID_MAX},
    {.name = "to",
	.meaning = "hall it is moved to",
	.form = FIELD_REGION,
	.flags = FIELD_REQUIRED},
    {.name = "reason",
	.meaning = "reason",
	.form = FIELD_TEXT,
	.flags = FIELD_PERSONAL,
	.max = 2000},
    {.name = NULL},
};

const struct field_type moved_in_fields[] = {
    {.name = "move",
	.meaning = "id of the move",
	.form = FIELD_CODE,
	.flags = FIELD_REQUIRED | FIELD_FILLED,
	.max = MOVE_ID_MAX},
    {.name = "from",
	.meaning = "hall it is moved from",
	.form = FIELD_REGION,
	.flags = FIELD_REQUIRED},
    {.name = NULL},
};

/*
 * What makes up an event (RULES C1): its id, whose log in which ledger it was
 * first written to and when, and what it says.  Its past is that of its
 * author (RULES C3), as far as it is about the record.
 */
const struct field_type quoted_fields[] = {
    {.name = "event",
	.meaning = "event said again",
	.form = FIELD_EVENT,
	.flags = FIELD_REQUIRED},
    {.name = "ledger",
	.meaning = "hall whose ledger it was written into",
	.form = FIELD_REGION,
	.flags = FIELD_REQUIRED},
    {.name = "log",
	.meaning = "log it was written to",
	.form = FIELD_LOG,
	.flags = FIELD_REQUIRED},
    {.name = "time",
	.meaning = "when it was written",
	.form = FIELD_INTEGER,
	.flags = FIELD_REQUIRED,
	.max = TIME_MAX},
    {.name = "past",
	.meaning = "events its author knew",
	.form = FIELD_EVENT,
	.flags = FIELD_LISTED},
    {.name = "content",
	.meaning = "what it says",
	.form = FIELD_CONTENT,
	.flags = FIELD_REQUIRED},
    {.name = NULL},
};

const struct field_type dropped_fields[] = {
    {.name = "move",
	.meaning = "id of the move",
	.form = FIELD_CODE,
	.flags = FIELD_REQUIRED | FIELD_FILLED,
	.max = MOVE_ID_MAX},
    {.name = NULL},
};
