/*
 * score (窗口考核): what a window loses or gains in its monthly assessment.
 *
 * Records are never changed: one that was wrong is reversed by a counter
 * event.  The record's name follows from the incident (category, window, day,
 * case, evidence), so two inspectors who write down one incident write one
 * record.  In which month it counts is derived (score_sheet.h): what comes
 * after the month was published goes into the next one.
 */
#include "schema/records/declare.h"
#include "schema/records/erasure.h"
#include "schema/records/rulings.h"
#include "schema/records/score_sheet.h"
#include "schema/records/types.h"

enum score_state {
	SCORE_NONE,
	SCORE_RECORDED,
	SCORE_REVERSED,
	SCORE_DISPUTED,
};

#define SCORE_ANY \
	(STATE(SCORE_RECORDED) | STATE(SCORE_REVERSED) | STATE(SCORE_DISPUTED))

static const char *const states[] = {
    "none", "recorded", "reversed", "disputed", NULL};

static const struct field_type recorded_fields[] = {
    CHOICE("category", "what it is about", FIELD_REQUIRED, score_categories),
    NAMED("window", "window", FIELD_REQUIRED, 120),
    NUMBERED("points", "tenths of a point, negative to deduct", FIELD_REQUIRED,
	-1000, 1000),
    FORMED("date", "day of the incident", FIELD_DATE, FIELD_REQUIRED),
    FORMED("case", "case it was about", FIELD_RECORD, 0),
    FORMED("evidence", "hash of the evidence", FIELD_KEY, 0),
    CODED("period", "month it is recorded for", FIELD_REQUIRED | FIELD_FILLED,
	20),
    REASON,
    END,
};

static const struct field_type reversed_fields[] = {WHY, END};

static const struct event_type events[] = {
    {MOVES_BY(HALLS, "score.recorded", "recorded", STATE(SCORE_NONE),
	 SCORE_RECORDED, recorded_fields),
	.check = score_check_period},
    {MOVES_BY(HALLS, "score.reversed", "reversed", STATE(SCORE_RECORDED),
	SCORE_REVERSED, reversed_fields)},
    ERASED("score", SCORE_ANY),
    RULINGS("score", SCORE_ANY),
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {
    ERASED_PAIRS("score"),
    {PAIR_OF("score.recorded", "score.recorded", PAIR_DUPLICATE, "RULES O1",
	 "one incident counts once, whoever wrote it down"),
	.situation = "K17"},
    {PAIR_OF("score.recorded", "score.reversed", PAIR_BOTH, "RULES O1",
	"what was reversed stays so, whoever wrote it down as well")},
    {PAIR_OF("score.reversed", "score.reversed", PAIR_DUPLICATE, "RULES O1",
	"the same step taken twice counts once")},
    {.first = NULL},
};

static const struct column_type columns[] = {
    {"category", COLUMN_EVENT, "score.recorded", "category"},
    {"window", COLUMN_EVENT, "score.recorded", "window"},
    {"points", COLUMN_EVENT, "score.recorded", "points"},
    {"date", COLUMN_EVENT, "score.recorded", "date"},
    {"case_name", COLUMN_EVENT, "score.recorded", "case"},
    {"evidence", COLUMN_EVENT, "score.recorded", "evidence"},
    {"period", COLUMN_EVENT, "score.recorded", "period"},
    {"recorded_time", COLUMN_TIME, "score.recorded", NULL},
    {"reversed_time", COLUMN_TIME, "score.reversed", NULL},
    ERASED_COLUMN("score"),
    {"personal", COLUMN_PERSONAL, NULL, NULL},
    {.name = NULL},
};

const struct record_type record_score = {
    .name = "score",
    .meaning = "score of a window",
    .space = SPACE_LEDGER,
    .states = states,
    .disputed = SCORE_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "score",
    .columns = columns,
};
