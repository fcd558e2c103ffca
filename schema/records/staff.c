/*
 * staff (人员): who works at a hall, and who no longer does.
 *
 * Appointed in the gazette of the hall; disabled there or in that of a hall
 * above.  The record's name is the number a person works under at any window
 * (经办人), the same in every gazette.  What somebody went on doing while the
 * hall could not hear that it was over is done: it is in force, and somebody
 * looks at it, once the lease that was given has passed (K25).
 */
#include "schema/base/json.h"
#include "schema/records/declare.h"
#include "schema/records/standing.h"
#include "schema/records/types.h"

#define DAY_S 86400

enum staff_state {
	STAFF_NONE,
	STAFF_APPOINTED,
	STAFF_DISABLED,
	STAFF_DISPUTED,
};

static const char *const states[] = {
    "none", "appointed", "disabled", "disputed", NULL};

static const struct field_type appointed_fields[] = {
    NAMED("name", "name of the member of staff", FIELD_REQUIRED, 120),
    CODED("card", "number of the attendance card", 0, 40),
    NAMED("window", "window", 0, 120),
    END,
};

/* Most days for which nobody looks at what was done without knowing of it. */
#define LEASE_DAYS_MAX 30

static const struct field_type disabled_fields[] = {
    NAMED("basis", "what it rests on", 0, 300),
    NUMBERED("lease_days",
	"days for which what is done without knowing of it needs no look", 0, 0,
	LEASE_DAYS_MAX),
    END,
};

static const struct event_type events[] = {
    {PUBLISHED_BY(WRITER_OWN, "staff.appointed", "appointed",
	STATE(STAFF_NONE) | STATE(STAFF_APPOINTED) | STATE(STAFF_DISABLED),
	STAFF_APPOINTED, appointed_fields)},
    {PUBLISHED_BY(WRITER_OWN, "staff.disabled", "disabled",
	STATE(STAFF_NONE) | STATE(STAFF_APPOINTED), STAFF_DISABLED,
	disabled_fields)},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {
    {PAIR_OF("staff.disabled", "staff.disabled", PAIR_DUPLICATE, "RULES O1",
	"the same step taken twice counts once")},
    {PAIR_OF("staff.disabled", "staff.appointed", PAIR_FIRST, "RULES O",
	"who is disabled is disabled, until somebody who knows it appoints "
	"again")},
    {.first = NULL},
};

/* Nothing once the person was appointed again. */
static json_t *
disabled_time(const struct standing *all)
{
	const struct standing_event *ev = standing_last(all, "staff.disabled");

	return all->state == STAFF_DISABLED && ev != NULL
		   ? json_integer(ev->time)
		   : NULL;
}

/* From when on somebody looks at what is done all the same. */
static json_t *
doubtful_time(const struct standing *all)
{
	const struct standing_event *ev = standing_last(all, "staff.disabled");

	return all->state == STAFF_DISABLED && ev != NULL
		   ? json_integer(
			 ev->time +
			 json_member_integer(ev->body, "lease_days", 0) * DAY_S)
		   : NULL;
}

static const struct column_type columns[] = {
    {"name", COLUMN_EVENT, "staff.appointed", "name"},
    {"card", COLUMN_EVENT, "staff.appointed", "card"},
    {"window", COLUMN_EVENT, "staff.appointed", "window"},
    {"appointed_time", COLUMN_TIME, "staff.appointed", NULL},
    {"disabled_time", COLUMN_DERIVED, .derive = disabled_time},
    {"doubtful_time", COLUMN_DERIVED, .derive = doubtful_time},
    {.name = NULL},
};

const struct record_type record_staff = {
    .name = "staff",
    .meaning = "member of staff",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = STAFF_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "staff",
    .columns = columns,
};
