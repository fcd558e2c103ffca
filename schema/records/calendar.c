/*
 * calendar (工作日历): the days of one year on which weekday and working
 * day part, as the county publishes them from the State Council's notice.
 *
 * The record's name is the year.  Every limit in the county is counted with
 * it (行政许可法 art. 82: working days, without statutory holidays), so a
 * year that is published again moves every date that was computed from it,
 * at all halls alike.
 */
#include "schema/records/types.h"

enum calendar_state {
	CALENDAR_NONE,
	CALENDAR_PUBLISHED,
	CALENDAR_DISPUTED,
};

static const char *const states[] = {"none", "published", "disputed", NULL};

/* A weekday without work; a Saturday or Sunday worked in exchange (调休). */
static const char *const kinds[] = {"holiday", "workday", NULL};

static const struct field_type day_columns[] = {
    {.name = "date",
	.meaning = "day",
	.form = FIELD_DATE,
	.flags = FIELD_REQUIRED},
    {.name = "kind",
	.meaning = "holiday or workday",
	.form = FIELD_CHOICE,
	.flags = FIELD_REQUIRED,
	.choices = kinds},
    {.name = "name",
	.meaning = "name of the holiday",
	.form = FIELD_TEXT,
	.max = 120},
    {.name = NULL},
};

static const struct field_type published_fields[] = {
    {.name = "days",
	.meaning = "holidays, and weekends that are worked",
	.form = FIELD_ROW,
	.flags = FIELD_REQUIRED | FIELD_LISTED,
	.columns = day_columns},
    {.name = "version",
	.meaning = "version of the calendar",
	.form = FIELD_INTEGER,
	.flags = FIELD_REQUIRED | FIELD_FILLED,
	.min = 1,
	.max = 100000},
    {.name = "basis",
	.meaning = "legal basis (document number)",
	.form = FIELD_TEXT,
	.max = 300},
    {.name = NULL},
};

static const struct event_type events[] = {
    {.kind = "calendar.published",
	.meaning = "published",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from = STATE(CALENDAR_NONE) | STATE(CALENDAR_PUBLISHED),
	.to = CALENDAR_PUBLISHED,
	.fields = published_fields},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {{.first = NULL}};

static const struct column_type columns[] = {
    {"days", COLUMN_EVENT, "calendar.published", "days"},
    {"version", COLUMN_EVENT, "calendar.published", "version"},
    {"basis", COLUMN_EVENT, "calendar.published", "basis"},
    {.name = NULL},
};

const struct record_type record_calendar = {
    .name = "calendar",
    .meaning = "calendar",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = CALENDAR_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "calendar",
    .columns = columns,
};
