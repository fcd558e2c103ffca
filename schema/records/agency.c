/*
 * agency (中介机构): bodies that prepare what citizens hand in, how halls
 * grade them, and which may not work in the county's halls.
 *
 * The record's name is the body's credit code.  Each hall grades in its own
 * gazette; only the county bars one and clears it.  One that is barred stays
 * so whatever anybody grades: being barred is asked before any grade, in this
 * record and over all gazettes (REPORT_AGENCIES).
 */
#include "schema/records/declare.h"
#include "schema/records/types.h"

enum agency_state {
	AGENCY_NONE,
	AGENCY_LISTED,
	AGENCY_GRADED,
	AGENCY_CLEARED,
	AGENCY_BLACKLISTED,
	AGENCY_DISPUTED,
};

#define AGENCY_AT_WORK \
	(STATE(AGENCY_LISTED) | STATE(AGENCY_GRADED) | STATE(AGENCY_CLEARED))

static const char *const states[] = {
    "none", "listed", "graded", "cleared", "blacklisted", "disputed", NULL};

static const char *const grades[] = {"A", "B", "C", "D", NULL};

static const struct field_type listed_fields[] = {
    NAMED("name", "name of the agency", FIELD_REQUIRED, 300),
    NAMED("service", "what it does", 0, 300),
    END,
};

static const struct field_type graded_fields[] = {
    CHOICE("grade", "grade, A the best", FIELD_REQUIRED, grades),
    NAMED("basis", "what it rests on", 0, 300),
    END,
};

static const struct field_type basis_fields[] = {
    NAMED("basis", "what it rests on", FIELD_REQUIRED, 300),
    END,
};

static const struct event_type events[] = {
    {PUBLISHED_BY(WRITER_OWN, "agency.listed", "listed",
	STATE(AGENCY_NONE) | AGENCY_AT_WORK, AGENCY_LISTED, listed_fields)},
    {PUBLISHED_BY(WRITER_OWN, "agency.graded", "graded",
	STATE(AGENCY_NONE) | AGENCY_AT_WORK, AGENCY_GRADED, graded_fields)},
    {PUBLISHED_BY(WRITER_ROOT, "agency.blacklisted", "blacklisted",
	STATE(AGENCY_NONE) | AGENCY_AT_WORK, AGENCY_BLACKLISTED, basis_fields)},
    {PUBLISHED_BY(WRITER_ROOT, "agency.cleared", "cleared",
	STATE(AGENCY_BLACKLISTED), AGENCY_CLEARED, basis_fields)},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {
    {PAIR_WITH_ANY("agency.blacklisted", PAIR_FIRST, "RULES O",
	 "who is barred is barred, whatever anybody graded meanwhile"),
	.situation = "K22"},
    {PAIR_OF("agency.graded", "agency.graded", PAIR_SHOWN, "RULES O4",
	"of several entries the higher tier's is shown, the others kept")},
    {PAIR_OF("agency.listed", "agency.listed", PAIR_SHOWN, "RULES O4",
	"of several entries the higher tier's is shown, the others kept")},
    {PAIR_OF("agency.cleared", "agency.cleared", PAIR_DUPLICATE, "RULES O1",
	"the same step taken twice counts once")},
    {PAIR_WITH_ANY("agency.cleared", PAIR_BOTH, "RULES O",
	"facts are kept side by side, none of them is lost")},
    {PAIR_OF("agency.listed", "agency.graded", PAIR_BOTH, "RULES O",
	"facts are kept side by side, none of them is lost")},
    {.first = NULL},
};

static json_t *
is_barred(const struct standing *all)
{
	return json_string(all->state == AGENCY_BLACKLISTED ? "yes" : "no");
}

static const struct column_type columns[] = {
    {"name", COLUMN_EVENT, "agency.listed", "name"},
    {"service", COLUMN_EVENT, "agency.listed", "service"},
    {"grade", COLUMN_EVENT, "agency.graded", "grade"},
    {"graded_time", COLUMN_TIME, "agency.graded", NULL},
    {"blacklisted", COLUMN_DERIVED, .derive = is_barred},
    {"basis", COLUMN_EVENT, "agency.blacklisted", "basis"},
    {.name = NULL},
};

const struct record_type record_agency = {
    .name = "agency",
    .meaning = "intermediary body",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = AGENCY_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "agency",
    .columns = columns,
};
