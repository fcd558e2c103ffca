/*
 * The parts of a joint case (联办): one for each department, written by the
 * hall that department works in and by no other.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/case_guard_rules.h"
#include "schema/records/case_type.h"
#include "schema/records/standing.h"

static const json_t *
parts_of(const struct standing *seen)
{
	const struct standing_event *accepted =
	    standing_last(seen, "case.accepted");

	return accepted == NULL ? NULL
				: json_object_get(accepted->body, "parts");
}

static const json_t *
part_of(const struct standing *seen, const char *department)
{
	json_t *part;
	size_t i;

	json_array_foreach (parts_of(seen), i, part)
		if (strcmp(json_member_text(part, "department"), department) ==
		    0)
			return part;
	return NULL;
}

/* --- whose a part is ------------------------------------------------------ */

/* Where a hall above last said that this department works; or NULL. */
static const char *
assigned_hall(const struct standing *seen, const char *department)
{
	for (size_t i = seen->count; i > 0; i--) {
		const struct standing_event *ev = &seen->events[i - 1];

		if (strcmp(ev->type->kind, "case.lead_assigned") == 0 &&
		    standing_says(ev, "department", department) &&
		    json_object_get(ev->body, "hall") != NULL)
			return json_member_text(ev->body, "hall");
	}
	return NULL;
}

static const char *
named_hall(const struct standing *seen, const char *department)
{
	const char *hall = assigned_hall(seen, department);

	return hall != NULL
		   ? hall
		   : json_member_text(part_of(seen, department), "hall");
}

/*
 * The hall that writes a department's part: the one a hall above assigned or
 * the acceptance names for it; else the one named for the department that
 * leads; else the hall whose ledger the case is in.
 */
static const char *
writer_of_part(const struct standing *seen, const char *department,
    const struct standing_event *ev)
{
	const char *hall = named_hall(seen, department);
	json_t *lead = case_lead(seen);

	if (hall == NULL && lead != NULL)
		hall = named_hall(seen, json_string_value(lead));
	json_decref(lead);
	return hall != NULL ? hall : ev->home;
}

const struct guard_rule *
case_need_parts(const struct standing *seen)
{
	return json_array_size(parts_of(seen)) > 0
		   ? NULL
		   : &case_guard_rules[RULE_PART];
}

const struct guard_rule *
case_guard_part(const struct standing *seen, const struct standing_event *ev)
{
	const char *department = json_member_text(ev->body, "department");

	if (part_of(seen, department) == NULL)
		return &case_guard_rules[RULE_PART];
	return strcmp(writer_of_part(seen, department, ev), ev->hall) == 0
		   ? NULL
		   : &case_guard_rules[RULE_PART_HALL];
}

/* Who leads takes part; before acceptance nobody knows yet who does. */
const struct guard_rule *
case_guard_lead(const struct standing *seen, const struct standing_event *ev)
{
	if (standing_last(seen, "case.accepted") == NULL)
		return NULL;
	return part_of(seen, json_member_text(ev->body, "department")) != NULL
		   ? NULL
		   : &case_guard_rules[RULE_PART];
}

/* --- what the case comes to ----------------------------------------------- */

const struct guard_rule *
case_open_part(const struct standing *seen)
{
	json_t *part;
	size_t i;

	json_array_foreach (parts_of(seen), i, part) {
		const struct standing_event *done =
		    standing_last_with(seen, "case.part_decided", "department",
			json_member_text(part, "department"));

		if (done == NULL)
			return &case_guard_rules[RULE_PARTS];
		if (standing_says(done, "outcome", "refused"))
			return &case_guard_rules[RULE_PART_REFUSED];
	}
	return NULL;
}
