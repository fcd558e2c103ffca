/*
 * complaint (投诉): what somebody says against a window or a hall.
 *
 *	registered --> classified --> ruled --> answered --> closed
 *
 * Taken in at any hall, orally, by telephone or in writing; the county rules
 * on it: verified, unfounded, or dropped by who complained.  Written ones are
 * answered in writing.  One that was registered twice is linked (link.h):
 * both are kept and answered, one is investigated.
 *
 * What follows for a member of staff never comes about by itself: how many
 * verified complaints there are may be another number tomorrow, when a hall
 * that was cut off is back.  The county confirms each, with what it held of
 * which hall at that moment.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/declare.h"
#include "schema/records/erasure.h"
#include "schema/records/link.h"
#include "schema/records/rulings.h"
#include "schema/records/standing.h"
#include "schema/records/types.h"

enum complaint_state {
	COMPLAINT_NONE,
	COMPLAINT_REGISTERED,
	COMPLAINT_CLASSIFIED,
	COMPLAINT_RULED,
	COMPLAINT_ANSWERED,
	COMPLAINT_CLOSED,
	COMPLAINT_DISPUTED,
};

#define COMPLAINT_OPEN \
	(STATE(COMPLAINT_REGISTERED) | STATE(COMPLAINT_CLASSIFIED))
#define COMPLAINT_ANY                                                          \
	(COMPLAINT_OPEN | STATE(COMPLAINT_RULED) | STATE(COMPLAINT_ANSWERED) | \
	    STATE(COMPLAINT_CLOSED) | STATE(COMPLAINT_DISPUTED))

static const char *const states[] = {"none", "registered", "classified",
    "ruled", "answered", "closed", "disputed", NULL};

static const char *const forms[] = {"oral", "phone", "written", NULL};
static const char *const subjects[] = {"overdue", "other", NULL};
static const char *const classes[] = {"simple", "complex", NULL};
static const char *const findings[] = {
    "verified", "unfounded", "dropped", NULL};

/* --- fields --------------------------------------------------------------- */

static const struct field_type registered_fields[] = {
    CODED(
	"number", "number of the complaint", FIELD_REQUIRED | FIELD_FILLED, 50),
    CHOICE("form", "oral, by telephone or in writing", FIELD_REQUIRED, forms),
    CHOICE("about", "a promise that is overdue, or other", 0, subjects),
    FORMED("against", "hall complained about", FIELD_REGION, 0),
    NAMED("department", "department complained about", 0, 120),
    FORMED("case", "case complained about", FIELD_RECORD, 0),
    DAYS("promise_days", "working days until it is answered"),
    NAMED("complainant", "who complains", FIELD_PERSONAL | FIELD_FINDS, 120),
    FORMED("phone", "telephone", FIELD_PHONE, FIELD_PERSONAL | FIELD_FINDS),
    PERSONAL_TEXT("person", "member of staff complained about", 120),
    NAMED("content", "what it says", FIELD_PERSONAL | FIELD_REQUIRED, 4000),
    END,
};

static const struct field_type classified_fields[] = {
    CHOICE("class", "simple, or complex", FIELD_REQUIRED, classes),
    NAMED("handler", "department that investigates", 0, 120),
    DAYS("promise_days", "working days until it is answered"),
    END,
};

static const struct field_type ruled_fields[] = {
    CHOICE(
	"finding", "verified, unfounded or dropped", FIELD_REQUIRED, findings),
    FORMED("staff", "member of staff it was verified of", FIELD_RECORD, 0),
    WHY,
    END,
};

static const struct field_type answered_fields[] = {
    CHOICE("form", "oral, by telephone or in writing", FIELD_REQUIRED, forms),
    NAMED("answer", "what was answered", FIELD_PERSONAL | FIELD_REQUIRED, 4000),
    END,
};

static const struct field_type reason_fields[] = {REASON, END};

static const struct field_type complete_columns[] = {
    FORMED("hall", "hall", FIELD_REGION, FIELD_REQUIRED),
    NUMBERED("to", "time of the last that is held of it", 0, 0,
	INT64_C(253402271999)),
    END,
};

static const struct field_type confirmed_fields[] = {
    NUMBERED("strike", "how many of this member of staff are confirmed",
	FIELD_REQUIRED | FIELD_FILLED, 1, 100),
    {.name = "complete",
	.meaning = "what was held of each hall",
	.form = FIELD_ROW,
	.flags = FIELD_REQUIRED | FIELD_FILLED | FIELD_LISTED,
	.columns = complete_columns},
    REASON,
    END,
};

/* A promise that is overdue is one of a case; all else is against somebody. */
static int
check_registered(const json_t *event, struct err *e)
{
	const char *about = json_member_text(event, "about");

	if (about != NULL && strcmp(about, "overdue") == 0 &&
	    json_object_get(event, "case") == NULL)
		return err_set(e, ERR_FORMAT,
		    "a promise that is overdue is one of a case: give case=…");
	if (json_object_get(event, "against") == NULL &&
	    json_object_get(event, "department") == NULL &&
	    json_object_get(event, "case") == NULL)
		return err_set(e, ERR_FORMAT,
		    "say what it is about: against=HALL, department=… or "
		    "case=…");
	return 0;
}

static int
check_ruled(const json_t *event, struct err *e)
{
	if (json_object_get(event, "staff") != NULL &&
	    strcmp(json_member_text(event, "finding"), "verified") != 0)
		return err_set(e, ERR_FORMAT,
		    "only what is verified is verified of a member of staff");
	return 0;
}

/* --- guards --------------------------------------------------------------- */

enum {
	RULE_IN_WRITING,
	RULE_UNRULED,
	RULE_UNANSWERED,
	RULE_ALIAS,
	RULE_NOBODY,
};

static const struct guard_rule guards[] = {
    [RULE_IN_WRITING] = {"in_writing",
	"a written complaint has to be answered in writing: form=written "
	"(centre rules: 投诉)"},
    [RULE_UNRULED] = {"unruled",
	"the county has not ruled on it yet: `sanji complaint rule` (centre "
	"rules: 投诉)"},
    [RULE_UNANSWERED] = {"unanswered",
	"it has to be answered first: `sanji complaint answer` (centre "
	"rules: 投诉)"},
    [RULE_ALIAS] = {"another_name",
	"this is another name of a complaint; act on that one (`sanji "
	"complaint show`; centre rules: 二次投诉)"},
    [RULE_NOBODY] = {"nobody",
	"it was verified of no member of staff, so nothing follows for one "
	"(centre rules: 投诉)"},
    {.id = NULL},
};

static const struct guard_rule *
is_investigated(const struct standing *seen)
{
	return link_is_alias(seen) ? &guards[RULE_ALIAS] : NULL;
}

static const struct guard_rule *
may_be_answered(const struct standing *seen, const struct standing_event *ev)
{
	const struct standing_event *registered =
	    standing_last(seen, "complaint.registered");

	if (!link_is_alias(seen) &&
	    standing_last(seen, "complaint.found") == NULL)
		return &guards[RULE_UNRULED];
	if (standing_says(registered, "form", "written") &&
	    !standing_says(ev, "form", "written"))
		return &guards[RULE_IN_WRITING];
	return NULL;
}

static const struct guard_rule *
may_be_closed(const struct standing *seen)
{
	if (standing_last(seen, "complaint.answered") == NULL &&
	    !standing_says(
		standing_last(seen, "complaint.found"), "finding", "dropped"))
		return &guards[RULE_UNANSWERED];
	return NULL;
}

static const struct guard_rule *
may_be_confirmed(const struct standing *seen)
{
	const struct standing_event *ruled =
	    standing_last(seen, "complaint.found");

	if (link_is_alias(seen))
		return &guards[RULE_ALIAS];
	return ruled == NULL || json_object_get(ruled->body, "staff") == NULL
		   ? &guards[RULE_NOBODY]
		   : NULL;
}

/* --- events --------------------------------------------------------------- */

static const struct event_type events[] = {
    {MOVES_BY(HALLS, "complaint.registered", "registered",
	 STATE(COMPLAINT_NONE), COMPLAINT_REGISTERED, registered_fields),
	.check = check_registered},
    {MOVES_BY(HALLS, "complaint.classified", "classified", COMPLAINT_OPEN,
	 COMPLAINT_CLASSIFIED, classified_fields),
	.need = is_investigated},
    {MOVES_BY(WRITER_ROOT, "complaint.found", "found", COMPLAINT_OPEN,
	 COMPLAINT_RULED, ruled_fields),
	.check = check_ruled, .need = is_investigated},
    {MOVES_BY(HALLS, "complaint.answered", "answered",
	 COMPLAINT_OPEN | STATE(COMPLAINT_RULED), COMPLAINT_ANSWERED,
	 answered_fields),
	.guard = may_be_answered},
    {MOVES_BY(HALLS, "complaint.closed", "closed",
	 STATE(COMPLAINT_RULED) | STATE(COMPLAINT_ANSWERED), COMPLAINT_CLOSED,
	 reason_fields),
	.need = may_be_closed},
    {NOTES_BY(WRITER_ROOT, "complaint.confirmed",
	 "confirmed against a member of staff",
	 STATE(COMPLAINT_RULED) | STATE(COMPLAINT_ANSWERED) |
	     STATE(COMPLAINT_CLOSED),
	 confirmed_fields),
	.need = may_be_confirmed},
    LINKED("complaint", "found to be registered twice", COMPLAINT_ANY,
	link_fields),
    ERASED("complaint", STATE(COMPLAINT_CLOSED)),
    RULINGS("complaint", COMPLAINT_ANY),
    {.kind = NULL},
};

/* --- pairs ---------------------------------------------------------------- */

#define BUILT_ON "a repeated step does not touch what was built on the first"

static const struct pair_rule pairs[] = {
    ERASED_PAIRS("complaint"),
    {PAIR_OF("complaint.classified", "complaint.classified", PAIR_SHOWN,
	"RULES O4",
	"of several entries the higher tier's is shown, the others kept")},
    {PAIR_OF("complaint.classified", "complaint.found", PAIR_BOTH, "RULES O1",
	BUILT_ON)},
    {PAIR_OF("complaint.classified", "complaint.answered", PAIR_BOTH,
	"RULES O1", BUILT_ON)},
    {PAIR_OF("complaint.found", "complaint.found", PAIR_SAME, "RULES O3",
	 "equal rulings count once; different ones wait"),
	.field = "finding", .class = CLASS_HOLD},
    {PAIR_OF("complaint.found", "complaint.answered", PAIR_BOTH, "RULES O1",
	BUILT_ON)},
    {PAIR_OF("complaint.answered", "complaint.answered", PAIR_BOTH, "RULES O",
	"each answer was given and is kept")},
    {PAIR_OF("complaint.answered", "complaint.closed", PAIR_BOTH, "RULES O1",
	BUILT_ON)},
    {PAIR_OF("complaint.classified", "complaint.closed", PAIR_BOTH, "RULES O1",
	BUILT_ON)},
    {PAIR_OF("complaint.found", "complaint.closed", PAIR_BOTH, "RULES O",
	 "who closed it did not know that it was ruled on; the finding holds"),
	.class = CLASS_FLAG},
    {PAIR_OF("complaint.closed", "complaint.closed", PAIR_DUPLICATE, "RULES O1",
	"the same step taken twice counts once")},
    {PAIR_OF("complaint.confirmed", "complaint.confirmed", PAIR_DUPLICATE,
	"RULES O1", "the same step taken twice counts once")},
    /* What was investigated before somebody saw that it was known already. */
    LINK_PAIRS("complaint", "K18"),
    {PAIR_WITH_ANY("complaint.confirmed", PAIR_BOTH, "RULES O",
	"facts are kept side by side, none of them is lost")},
    {.first = NULL},
};

/* --- columns -------------------------------------------------------------- */

/* The investigator's word goes before that of who took it in. */
static json_t *
promise_days(const struct standing *all)
{
	const struct standing_event *ev =
	    standing_last(all, "complaint.classified");

	if (ev == NULL || json_object_get(ev->body, "promise_days") == NULL)
		ev = standing_last(all, "complaint.registered");
	return ev == NULL
		   ? NULL
		   : json_incref(json_object_get(ev->body, "promise_days"));
}

/* 一次投诉, 查实通报; 二次投诉, 查实下岗. */
static json_t *
consequence(const struct standing *all)
{
	const struct standing_event *ev =
	    standing_last(all, "complaint.confirmed");

	if (ev == NULL)
		return NULL;
	return json_string(json_member_integer(ev->body, "strike", 0) > 1
			       ? "suspended"
			       : "criticised");
}

static const struct column_type columns[] = {
    {"number", COLUMN_FIELD, NULL, "number"},
    {"form", COLUMN_EVENT, "complaint.registered", "form"},
    {"about", COLUMN_FIELD, NULL, "about"},
    {"against", COLUMN_FIELD, NULL, "against"},
    {"department", COLUMN_FIELD, NULL, "department"},
    {"case_name", COLUMN_FIELD, NULL, "case"},
    {"registered_time", COLUMN_TIME, "complaint.registered", NULL},
    {"registered_hall", COLUMN_HALL, "complaint.registered", NULL},
    {"promise_days", COLUMN_DERIVED, .derive = promise_days},
    {"class", COLUMN_EVENT, "complaint.classified", "class"},
    {"handler", COLUMN_EVENT, "complaint.classified", "handler"},
    {"finding", COLUMN_EVENT, "complaint.found", "finding"},
    {"staff", COLUMN_EVENT, "complaint.found", "staff"},
    {"ruled_time", COLUMN_TIME, "complaint.found", NULL},
    {"answered_form", COLUMN_EVENT, "complaint.answered", "form"},
    {"answered_time", COLUMN_TIME, "complaint.answered", NULL},
    {"closed_time", COLUMN_TIME, "complaint.closed", NULL},
    {"strike", COLUMN_EVENT, "complaint.confirmed", "strike"},
    {"consequence", COLUMN_DERIVED, .derive = consequence},
    {"confirmed_time", COLUMN_TIME, "complaint.confirmed", NULL},
    {"alias_of", COLUMN_DERIVED, .derive = link_alias_of},
    ERASED_COLUMN("complaint"),
    {"personal", COLUMN_PERSONAL, NULL, NULL},
    {.name = NULL},
};

const struct record_type record_complaint = {
    .name = "complaint",
    .meaning = "complaint",
    .space = SPACE_LEDGER,
    .states = states,
    .disputed = COMPLAINT_DISPUTED,
    .events = events,
    .pairs = pairs,
    .guards = guards,
    .table = "complaint",
    .columns = columns,
};
