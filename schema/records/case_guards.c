/*
 * What a step of a case needs to have been there, beside its state: asked of
 * what stood in its author's past, so that it is answered alike everywhere.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/case_type.h"
#include "schema/records/scan.h"
#include "schema/records/standing.h"

enum {
	RULE_ACCEPTED,
	RULE_ASKED,
	RULE_PIECES,
	RULE_SHORT,
	RULE_SHORT_OF,
	RULE_PARTS,
	RULE_PART_REFUSED,
	RULE_PART,
	RULE_PART_HALL,
	RULE_EXTENDED_ONCE,
	RULE_EXTENDED_LONG,
	RULE_EXTENSION,
	RULE_CONVERTED,
	RULE_GREEN,
	RULE_DEBT,
	RULE_REVIEW,
	RULE_NOTICE,
	RULE_UNDECIDED,
	RULE_SCANS,
	RULE_SCAN,
};

const struct guard_rule case_guard_rules[] = {
    [RULE_ACCEPTED] = {"accepted",
	"the case was not accepted; accept it first with `sanji case accept`"},
    [RULE_ASKED] = {"asked", "no materials were asked for that are to come"},
    [RULE_PIECES] = {"pieces",
	"not all materials asked for are there; take in what is missing with "
	"`sanji case take` first (行政许可法 32)"},
    [RULE_SHORT] = {"short",
	"materials may follow later only in the green channel, or if the item "
	"tolerates it"},
    [RULE_SHORT_OF] = {"short_of",
	"a material has not come; take it in with `sanji case take`, or "
	"decide outcome=approved_short and name in missing all that has not "
	"come"},
    [RULE_PARTS] = {"parts",
	"not every department has finished its part; see `sanji case show`"},
    [RULE_PART_REFUSED] = {"part_refused",
	"a department refused its part; deny the case, or have the department "
	"finish its part anew"},
    [RULE_PART] = {"part", "that department has no part in this case"},
    [RULE_PART_HALL] = {"part_hall",
	"another hall handles that department's part; each writes only its "
	"own"},
    [RULE_EXTENDED_ONCE] = {"extended_once",
	"the time limit was extended before, and the law allows it once "
	"(行政许可法 42)"},
    [RULE_EXTENDED_LONG] = {"extended_long",
	"an extension is of 10 working days at most, in a joint case of 15 "
	"(行政许可法 42)"},
    [RULE_EXTENSION] = {"extension",
	"an extension needs the approval of the head first: `sanji case "
	"extend` (行政许可法 42)"},
    [RULE_CONVERTED] = {"converted",
	"no promise is longer than the law's limit (行政许可法 42); promise "
	"fewer days"},
    [RULE_GREEN] = {"green", "this case is not in the green channel"},
    [RULE_DEBT] = {"debt", "nothing of that name is owed in this case"},
    [RULE_REVIEW] = {"review", "nobody has asked for a review of this case"},
    [RULE_NOTICE] = {"notice", "this case has no notice of that number"},
    [RULE_UNDECIDED] = {"undecided",
	"no decision stands that could be printed: it waits for somebody, or "
	"was revoked, or there is none"},
    [RULE_SCANS] = {"scans",
	"this case has as many scans as a case may have; scan several pages "
	"into one file, or take one back with `sanji case detach`"},
    [RULE_SCAN] = {"scan",
	"this case has no such scan, or it was taken back before; see `sanji "
	"case attachment`"},
    {.id = NULL},
};

static const char *
text_of(const struct standing_event *ev, const char *field)
{
	return json_member_text(ev->body, field);
}

/* --- materials ------------------------------------------------------------ */

/* Handed in at any hall: the set of what was received only grows. */
static int
is_handed_in(const struct standing *seen, const char *piece)
{
	return standing_last_with(
		   seen, "case.material_received", "piece", piece) != NULL;
}

static int
all_asked_for_is_there(const struct standing *seen)
{
	for (size_t i = 0; i < seen->count; i++) {
		const json_t *pieces =
		    json_object_get(seen->events[i].body, "pieces");
		json_t *piece;
		size_t k;

		if (strcmp(seen->events[i].type->kind,
			"case.supplement_requested") != 0)
			continue;
		json_array_foreach (pieces, k, piece)
			if (!is_handed_in(seen, json_string_value(piece)))
				return 0;
	}
	return 1;
}

/* Whether materials were asked for after they last were complete. */
static int
is_asked(const struct standing *seen)
{
	const struct standing_event *asked =
	    standing_last(seen, "case.supplement_requested");
	const struct standing_event *complete =
	    standing_last(seen, "case.supplement_completed");

	return asked != NULL && (complete == NULL || complete < asked);
}

/*
 * Where another hall went on without knowing that something was asked for,
 * the case is at work, and waits for it all the same.
 */
const struct guard_rule *
case_guard_complete(
    const struct standing *seen, const struct standing_event *ev)
{
	(void)ev;
	if (!is_asked(seen))
		return &case_guard_rules[RULE_ASKED];
	return all_asked_for_is_there(seen) ? NULL
					    : &case_guard_rules[RULE_PIECES];
}

/* Complete materials take a case on only where it was accepted before. */
const struct guard_rule *
case_guard_accepted(
    const struct standing *seen, const struct standing_event *ev)
{
	(void)ev;
	return standing_last(seen, "case.accepted") != NULL
		   ? NULL
		   : &case_guard_rules[RULE_ACCEPTED];
}

/* --- decisions ------------------------------------------------------------ */

static int
is_green(const struct standing *seen)
{
	const struct standing_event *opened =
	    standing_last(seen, "case.green_opened");
	const struct standing_event *closed =
	    standing_last(seen, "case.green_closed");

	return opened != NULL && (closed == NULL || closed < opened);
}

static int
may_follow_later(const struct standing *seen)
{
	const struct standing_event *accepted =
	    standing_last(seen, "case.accepted");
	const char *said =
	    accepted == NULL ? NULL : text_of(accepted, "tolerates_missing");

	return is_green(seen) || (said != NULL && strcmp(said, "yes") == 0);
}

/* The rule by which parts of a joint case keep it from being approved. */
static const struct guard_rule *
find_open_part(const struct standing *seen)
{
	const struct standing_event *accepted =
	    standing_last(seen, "case.accepted");
	const json_t *parts =
	    accepted == NULL ? NULL : json_object_get(accepted->body, "parts");
	json_t *part;
	size_t i;

	json_array_foreach (parts, i, part) {
		const struct standing_event *done =
		    standing_last_with(seen, "case.part_decided", "department",
			json_member_text(part, "department"));

		if (done == NULL)
			return &case_guard_rules[RULE_PARTS];
		if (strcmp(text_of(done, "outcome"), "refused") == 0)
			return &case_guard_rules[RULE_PART_REFUSED];
	}
	return NULL;
}

static int
is_named(const json_t *names, const char *name)
{
	size_t i;
	json_t *named;

	json_array_foreach (names, i, named)
		if (strcmp(json_string_value(named), name) == 0)
			return 1;
	return 0;
}

/*
 * Whether the decision names all that has not come: 准予 says that nothing is
 * missing, 容缺准予 what follows later, which opens the debt.
 */
static int
names_what_is_missing(
    const struct standing *seen, const struct standing_event *ev)
{
	const json_t *missing = json_object_get(ev->body, "missing");
	json_t *asked = case_asked(seen), *name;
	int names_all = 1;
	size_t i;

	json_array_foreach (asked, i, name)
		names_all &= is_named(missing, json_string_value(name));
	json_decref(asked);
	return names_all;
}

const struct guard_rule *
case_guard_decided(const struct standing *seen, const struct standing_event *ev)
{
	const char *outcome = text_of(ev, "outcome");
	int is_short = strcmp(outcome, "approved_short") == 0;
	const struct guard_rule *no;

	if (strcmp(outcome, "denied") == 0)
		return NULL;
	no = find_open_part(seen);
	if (no != NULL)
		return no;
	if (is_short && !may_follow_later(seen))
		return &case_guard_rules[RULE_SHORT];
	if (!is_short && !all_asked_for_is_there(seen))
		return &case_guard_rules[RULE_PIECES];
	return names_what_is_missing(seen, ev)
		   ? NULL
		   : &case_guard_rules[RULE_SHORT_OF];
}

/* --- joint cases ---------------------------------------------------------- */

static const json_t *
part_of(const struct standing *seen, const char *department)
{
	const struct standing_event *accepted =
	    standing_last(seen, "case.accepted");
	const json_t *parts =
	    accepted == NULL ? NULL : json_object_get(accepted->body, "parts");
	json_t *part;
	size_t i;

	json_array_foreach (parts, i, part)
		if (strcmp(json_member_text(part, "department"), department) ==
		    0)
			return part;
	return NULL;
}

const struct guard_rule *
case_guard_part(const struct standing *seen, const struct standing_event *ev)
{
	const json_t *part = part_of(seen, text_of(ev, "department"));
	const char *hall = part == NULL ? NULL : json_member_text(part, "hall");

	if (part == NULL)
		return &case_guard_rules[RULE_PART];
	return hall == NULL || strcmp(hall, ev->hall) == 0
		   ? NULL
		   : &case_guard_rules[RULE_PART_HALL];
}

/* --- the clock ------------------------------------------------------------ */

/* 行政许可法 42: more working days, in a case of one department, and where
 * several handle it together (统一办理, 联合办理, 集中办理). */
#define EXTENSION_DAYS 10
#define EXTENSION_JOINT_DAYS 15

const struct guard_rule *
case_guard_extended(
    const struct standing *seen, const struct standing_event *ev)
{
	int is_joint = standing_says(
	    standing_last(seen, "case.accepted"), "coordination", "joint");
	json_int_t most = is_joint ? EXTENSION_JOINT_DAYS : EXTENSION_DAYS;

	if (standing_last(seen, "case.extended") != NULL)
		return &case_guard_rules[RULE_EXTENDED_ONCE];
	return json_member_integer(ev->body, "days", 0) <= most
		   ? NULL
		   : &case_guard_rules[RULE_EXTENDED_LONG];
}

/* What cannot be done at once is promised within the limit of the law. */
const struct guard_rule *
case_guard_converted(
    const struct standing *seen, const struct standing_event *ev)
{
	const struct standing_event *accepted =
	    standing_last(seen, "case.accepted");
	json_int_t limit =
	    accepted == NULL
		? 0
		: json_member_integer(accepted->body, "statutory_days", 0);

	return limit == 0 ||
		       json_member_integer(ev->body, "promise_days", 0) <= limit
		   ? NULL
		   : &case_guard_rules[RULE_CONVERTED];
}

const struct guard_rule *
case_guard_special(const struct standing *seen, const struct standing_event *ev)
{
	if (strcmp(text_of(ev, "special"), "extension") != 0 ||
	    standing_last(seen, "case.extended") != NULL)
		return NULL;
	return &case_guard_rules[RULE_EXTENSION];
}

/* --- what rests on another fact ------------------------------------------- */

/* Rows signed before the channel was withdrawn are kept. */
const struct guard_rule *
case_guard_green(const struct standing *seen, const struct standing_event *ev)
{
	(void)ev;
	return is_green(seen) ? NULL : &case_guard_rules[RULE_GREEN];
}

/* 先办理再补签 only in the green channel; 先办理后补齐 also where the item
 * lets materials follow. */
const struct guard_rule *
case_guard_owe(const struct standing *seen, const struct standing_event *ev)
{
	if (strcmp(text_of(ev, "debt"), "signature") == 0)
		return case_guard_green(seen, ev);
	return may_follow_later(seen) ? NULL : &case_guard_rules[RULE_SHORT];
}

const struct guard_rule *
case_guard_debt(const struct standing *seen, const struct standing_event *ev)
{
	const char *what = text_of(ev, "what");
	const struct standing_event *decided =
	    standing_last(seen, "case.decided");
	json_t *missing;
	size_t i;

	if (standing_last_with(seen, "case.debt_opened", "what", what) != NULL)
		return NULL;
	/* A decision that let something follow later opened that debt. */
	json_array_foreach (
	    decided == NULL ? NULL : json_object_get(decided->body, "missing"),
	    i, missing)
		if (strcmp(json_string_value(missing), what) == 0)
			return NULL;
	return &case_guard_rules[RULE_DEBT];
}

/* One ruling answers one request. */
const struct guard_rule *
case_guard_review(const struct standing *seen, const struct standing_event *ev)
{
	const struct standing_event *asked =
	    standing_last(seen, "case.review_requested");
	const struct standing_event *upheld =
	    standing_last(seen, "case.review_upheld");
	const struct standing_event *overturned =
	    standing_last(seen, "case.review_overturned");

	(void)ev;
	if (asked == NULL || (upheld != NULL && upheld > asked) ||
	    (overturned != NULL && overturned > asked))
		return &case_guard_rules[RULE_REVIEW];
	return NULL;
}

/* What waits to be ratified, or for a ruling, does not stand. */
const struct guard_rule *
case_guard_issued(const struct standing *seen, const struct standing_event *ev)
{
	if (strcmp(text_of(ev, "kind"), "decision") != 0)
		return NULL;
	return standing_last(seen, "case.decided") != NULL &&
		       standing_last(seen, "case.revoked") == NULL
		   ? NULL
		   : &case_guard_rules[RULE_UNDECIDED];
}

const struct guard_rule *
case_guard_notice(const struct standing *seen, const struct standing_event *ev)
{
	return standing_last_with(seen, "case.notice_issued", "number",
		   text_of(ev, "number")) != NULL
		   ? NULL
		   : &case_guard_rules[RULE_NOTICE];
}

/* --- scans ---------------------------------------------------------------- */

static int
is_taken_back(const struct standing *seen, const char *scan)
{
	return standing_last_with(seen, "case.detached", "scan", scan) != NULL;
}

/* Those taken back do not count. */
const struct guard_rule *
case_guard_attached(
    const struct standing *seen, const struct standing_event *ev)
{
	size_t count = 0;

	(void)ev;
	for (size_t i = 0; i < seen->count; i++)
		count +=
		    strcmp(seen->events[i].type->kind, "case.attached") == 0 &&
		    !is_taken_back(seen, scan_name(seen->events[i].body));
	return count < SCANS_OF_CASE_MAX ? NULL : &case_guard_rules[RULE_SCANS];
}

const struct guard_rule *
case_guard_detached(
    const struct standing *seen, const struct standing_event *ev)
{
	const char *scan = text_of(ev, "scan");

	for (size_t i = 0; i < seen->count; i++)
		if (strcmp(seen->events[i].type->kind, "case.attached") == 0 &&
		    strcmp(scan_name(seen->events[i].body), scan) == 0)
			return is_taken_back(seen, scan)
				   ? &case_guard_rules[RULE_SCAN]
				   : NULL;
	return &case_guard_rules[RULE_SCAN];
}
