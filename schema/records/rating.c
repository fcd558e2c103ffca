/*
 * rating (满意度评价): what a citizen thought of it, one per case and channel.
 *
 * The record's name is the case's and the channel, joined by a dot, so two
 * ratings of one case on one channel are two events of one record.  Five
 * levels: GB/T 39046 A.8, GB/T 39734.
 *
 * Nobody who works at a hall may rate.  Many ratings of one device within a
 * moment were given by one hand: figures leave them out until the supervision
 * section has said what they are (K15).
 */
#include "schema/records/declare.h"
#include "schema/records/erasure.h"
#include "schema/records/rulings.h"
#include "schema/records/types.h"

enum rating_state {
	RATING_NONE,
	RATING_GIVEN,
	RATING_DISPUTED,
};

static const char *const states[] = {"none", "given", "disputed", NULL};

static const char *const channels[] = {
    "device", "qr", "tablet", "phone", "sms", "paper", NULL};

static const struct field_type given_fields[] = {
    {.name = "case",
	.meaning = "case rated",
	.form = FIELD_RECORD,
	.flags = FIELD_REQUIRED | FIELD_FILLED},
    {.name = "channel",
	.meaning = "how it was given",
	.form = FIELD_CHOICE,
	.flags = FIELD_REQUIRED,
	.choices = channels},
    {.name = "device",
	.meaning = "number of the device it was given on",
	.form = FIELD_CODE,
	.max = 40},
    {.name = "level",
	.meaning = "1 very satisfied to 5 very dissatisfied",
	.form = FIELD_INTEGER,
	.flags = FIELD_REQUIRED,
	.min = 1,
	.max = 5},
    {.name = "text",
	.meaning = "what the citizen wrote",
	.form = FIELD_TEXT,
	.flags = FIELD_PERSONAL,
	.max = 2000},
    {.name = NULL},
};

static const char *const verdicts[] = {"genuine", "excluded", NULL};

static const struct field_type judged_fields[] = {
    CHOICE("verdict", "genuine or excluded", FIELD_REQUIRED, verdicts),
    WHY,
    END,
};

#define RATING_ANY (STATE(RATING_GIVEN) | STATE(RATING_DISPUTED))

static const struct event_type events[] = {
    {.kind = "rating.given",
	.meaning = "given",
	.writers = WRITER_OWN | WRITER_ABOVE,
	.authority = AUTHORITY_MEMBER,
	.effect = EFFECT_MOVES,
	.from = STATE(RATING_NONE),
	.to = RATING_GIVEN,
	.fields = given_fields},
    {NOTES_BY(WRITER_ROOT, "rating.judged", "judged by the supervision section",
	RATING_ANY, judged_fields)},
    ERASED("rating", RATING_ANY),
    RULINGS("rating", RATING_ANY),
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {
    {PAIR_OF("rating.given", "rating.given", PAIR_DUPLICATE, "RULES O4",
	 "one rating of a case and channel counts, the others are kept"),
	.class = CLASS_AUTO, .situation = "K14"},
    {PAIR_OF("rating.judged", "rating.judged", PAIR_SHOWN, "RULES O4",
	"of several entries the higher tier's is shown, the others kept")},
    {PAIR_WITH_ANY("rating.judged", PAIR_BOTH, "RULES O",
	"facts are kept side by side, none of them is lost")},
    ERASED_PAIRS("rating"),
    {.first = NULL},
};

static const struct column_type columns[] = {
    {"case_name", COLUMN_FIELD, NULL, "case"},
    {"channel", COLUMN_FIELD, NULL, "channel"},
    {"device", COLUMN_FIELD, NULL, "device"},
    {"level", COLUMN_FIELD, NULL, "level"},
    {"verdict", COLUMN_EVENT, "rating.judged", "verdict"},
    {"given_time", COLUMN_TIME, "rating.given", NULL},
    ERASED_COLUMN("rating"),
    {"personal", COLUMN_PERSONAL, NULL, NULL},
    {.name = NULL},
};

const struct record_type record_rating = {
    .name = "rating",
    .meaning = "rating",
    .space = SPACE_LEDGER,
    .states = states,
    .disputed = RATING_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "rating",
    .columns = columns,
};
