/*
 * period (考核期): a month's assessment of one hall's windows, as published.
 *
 * Named by hall and month, joined by a dot.  It lists what it counted, so
 * that it never changes: what comes later counts later (score_sheet.h).
 */
#include "schema/records/declare.h"
#include "schema/records/score_sheet.h"
#include "schema/records/types.h"

enum period_state {
	PERIOD_NONE,
	PERIOD_PUBLISHED,
	PERIOD_DISPUTED,
};

static const char *const states[] = {"none", "published", "disputed", NULL};

static const struct field_type sheet_columns[] = {
    NAMED("window", "window", FIELD_REQUIRED, 120),
    NUMBERED("total", "tenths of a point", FIELD_REQUIRED, 0, 10000),
    END,
};

static const struct field_type published_fields[] = {
    FORMED("hall", "hall", FIELD_REGION, FIELD_REQUIRED),
    CODED("period", "month", FIELD_REQUIRED, 20),
    FORMED("counted", "scores that were counted", FIELD_RECORD,
	FIELD_LISTED | FIELD_FILLED),
    FORMED("reversed", "reversals that were counted", FIELD_RECORD,
	FIELD_LISTED | FIELD_FILLED),
    {.name = "sheet",
	.meaning = "what each window came to",
	.form = FIELD_ROW,
	.flags = FIELD_LISTED | FIELD_FILLED,
	.columns = sheet_columns},
    END,
};

static const struct event_type events[] = {
    {PUBLISHED_BY(WRITER_ROOT, "period.published", "published",
	 STATE(PERIOD_NONE), PERIOD_PUBLISHED, published_fields),
	.check = score_check_period},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {{.first = NULL}};

static const struct column_type columns[] = {
    {"hall_code", COLUMN_FIELD, NULL, "hall"},
    {"period", COLUMN_FIELD, NULL, "period"},
    {"counted", COLUMN_FIELD, NULL, "counted"},
    {"reversed", COLUMN_FIELD, NULL, "reversed"},
    {"sheet", COLUMN_FIELD, NULL, "sheet"},
    {"published_time", COLUMN_TIME, "period.published", NULL},
    {.name = NULL},
};

const struct record_type record_period = {
    .name = "period",
    .meaning = "month of assessment",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = PERIOD_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "period",
    .columns = columns,
};
