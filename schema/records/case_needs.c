/*
 * What has to have been there before a step of a case, whatever the step says:
 * asked of what stood in its author's past, so that it is answered alike
 * everywhere, and of what stands now, to tell what may be done.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/case_guard_rules.h"
#include "schema/records/case_type.h"
#include "schema/records/standing.h"

/* --- materials ------------------------------------------------------------ */

/* Handed in at any hall: the set of what was received only grows. */
static int
is_handed_in(const struct standing *seen, const char *piece)
{
	return standing_last_with(
		   seen, "case.material_received", "piece", piece) != NULL;
}

int
case_has_all_asked_for(const struct standing *seen)
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
case_need_pieces(const struct standing *seen)
{
	if (!is_asked(seen))
		return &case_guard_rules[RULE_ASKED];
	return case_has_all_asked_for(seen) ? NULL
					    : &case_guard_rules[RULE_PIECES];
}

/* Without its main documents there is nothing to accept (退回件, 补办件). */
const struct guard_rule *
case_need_main(const struct standing *seen)
{
	const struct standing_event *received =
	    standing_last(seen, "case.received");
	const json_t *pieces =
	    received == NULL ? NULL : json_object_get(received->body, "pieces");
	json_t *piece;
	size_t i;

	json_array_foreach (pieces, i, piece) {
		const char *main = json_member_text(piece, "main");

		if (main != NULL && strcmp(main, "yes") == 0 &&
		    strcmp(json_member_text(piece, "state"), "supplied") != 0 &&
		    !is_handed_in(seen, json_member_text(piece, "name")))
			return &case_guard_rules[RULE_MAIN];
	}
	return NULL;
}

/* Complete materials take a case on only where it was accepted before. */
const struct guard_rule *
case_need_accepted(const struct standing *seen)
{
	return standing_last(seen, "case.accepted") != NULL
		   ? NULL
		   : &case_guard_rules[RULE_ACCEPTED];
}

/* --- the clock ------------------------------------------------------------ */

const struct guard_rule *
case_need_one_extension(const struct standing *seen)
{
	return standing_last(seen, "case.extended") == NULL
		   ? NULL
		   : &case_guard_rules[RULE_EXTENDED_ONCE];
}

const struct guard_rule *
case_need_immediate(const struct standing *seen)
{
	const struct standing_event *accepted =
	    standing_last(seen, "case.accepted");

	return standing_says(accepted, "mode", "immediate") &&
		       standing_last(seen, "case.converted") == NULL
		   ? NULL
		   : &case_guard_rules[RULE_PROMISED];
}

/* --- what rests on another fact ------------------------------------------- */

/* Rows signed before the channel was withdrawn are kept. */
const struct guard_rule *
case_need_green(const struct standing *seen)
{
	const struct standing_event *opened =
	    standing_last(seen, "case.green_opened");
	const struct standing_event *closed =
	    standing_last(seen, "case.green_closed");

	return opened != NULL && (closed == NULL || closed < opened)
		   ? NULL
		   : &case_guard_rules[RULE_GREEN];
}

/* One ruling answers one request. */
const struct guard_rule *
case_need_review(const struct standing *seen)
{
	const struct standing_event *asked =
	    standing_last(seen, "case.review_requested");
	const struct standing_event *upheld =
	    standing_last(seen, "case.review_upheld");
	const struct standing_event *overturned =
	    standing_last(seen, "case.review_overturned");

	if (asked == NULL || (upheld != NULL && upheld > asked) ||
	    (overturned != NULL && overturned > asked))
		return &case_guard_rules[RULE_REVIEW];
	return NULL;
}
