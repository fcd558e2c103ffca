/*
 * What a step of a case may say, beside what it needs (case_needs.c): asked of
 * what stood in its author's past, so that it is answered alike everywhere.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/case_guard_rules.h"
#include "schema/records/case_type.h"
#include "schema/records/standing.h"

static const char *
text_of(const struct standing_event *ev, const char *field)
{
	return json_member_text(ev->body, field);
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

/* --- what the item asks for ------------------------------------------------
 */

/* The row of a material among those of the item, as the window found it. */
static const json_t *
piece_of(const struct standing *seen, const char *name)
{
	const struct standing_event *received =
	    standing_last(seen, "case.received");
	const json_t *pieces =
	    received == NULL ? NULL : json_object_get(received->body, "pieces");
	json_t *piece;
	size_t i;

	json_array_foreach (pieces, i, piece)
		if (strcmp(json_member_text(piece, "name"), name) == 0)
			return piece;
	return NULL;
}

/* Items that name no materials leave it to the window what it needs. */
static int
names_no_materials(const struct standing *seen)
{
	const struct standing_event *received =
	    standing_last(seen, "case.received");

	return received == NULL ||
	       json_object_get(received->body, "pieces") == NULL;
}

const struct guard_rule *
case_guard_asked(const struct standing *seen, const struct standing_event *ev)
{
	json_t *name;
	size_t i;

	if (names_no_materials(seen))
		return NULL;
	json_array_foreach (json_object_get(ev->body, "pieces"), i, name)
		if (piece_of(seen, json_string_value(name)) == NULL)
			return &case_guard_rules[RULE_NOT_OF_ITEM];
	return NULL;
}

static int
is_asked_for(const struct standing *seen, const char *name)
{
	for (size_t i = 0; i < seen->count; i++)
		if (strcmp(seen->events[i].type->kind,
			"case.supplement_requested") == 0 &&
		    is_named(
			json_object_get(seen->events[i].body, "pieces"), name))
			return 1;
	return 0;
}

const struct guard_rule *
case_guard_taken(const struct standing *seen, const struct standing_event *ev)
{
	const char *name = text_of(ev, "piece");

	return names_no_materials(seen) || piece_of(seen, name) != NULL ||
		       is_asked_for(seen, name)
		   ? NULL
		   : &case_guard_rules[RULE_NOT_OF_ITEM];
}

/* --- decisions ------------------------------------------------------------ */

static int
may_follow_later(const struct standing *seen)
{
	const struct standing_event *accepted =
	    standing_last(seen, "case.accepted");
	const char *said =
	    accepted == NULL ? NULL : text_of(accepted, "tolerates_missing");

	return case_need_green(seen) == NULL ||
	       (said != NULL && strcmp(said, "yes") == 0);
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
	no = case_open_part(seen);
	if (no != NULL)
		return no;
	if (is_short && !may_follow_later(seen))
		return &case_guard_rules[RULE_SHORT];
	if (!is_short && !case_has_all_asked_for(seen))
		return &case_guard_rules[RULE_PIECES];
	return names_what_is_missing(seen, ev)
		   ? NULL
		   : &case_guard_rules[RULE_SHORT_OF];
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

	return json_member_integer(ev->body, "days", 0) <= most
		   ? NULL
		   : &case_guard_rules[RULE_EXTENDED_LONG];
}

/* What was promised: at acceptance, or when it could not be done at once. */
static json_int_t
promised_days(const struct standing *seen)
{
	const struct standing_event *by = standing_last(seen, "case.converted");

	if (by == NULL)
		by = standing_last(seen, "case.accepted");
	return by == NULL ? -1
			  : json_member_integer(by->body, "promise_days", 0);
}

const struct guard_rule *
case_guard_urged(const struct standing *seen, const struct standing_event *ev)
{
	json_int_t promised = promised_days(seen);

	return promised < 0 || json_member_integer(
				   ev->body, "promise_days", 0) <= promised
		   ? NULL
		   : &case_guard_rules[RULE_URGED];
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

/* 先办理再补签 only in the green channel; 先办理后补齐 also where the item
 * lets materials follow. */
const struct guard_rule *
case_guard_owe(const struct standing *seen, const struct standing_event *ev)
{
	if (strcmp(text_of(ev, "debt"), "signature") == 0)
		return case_need_green(seen);
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
