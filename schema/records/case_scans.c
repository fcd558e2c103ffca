/*
 * The scans of a case: how many it may have, and which are still there.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/case_guard_rules.h"
#include "schema/records/case_type.h"
#include "schema/records/scan.h"
#include "schema/records/standing.h"

static int
is_taken_back(const struct standing *seen, const char *scan)
{
	return standing_last_with(seen, "case.detached", "scan", scan) != NULL;
}

/* Those taken back do not count. */
const struct guard_rule *
case_need_room(const struct standing *seen)
{
	size_t count = 0;

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
	const char *scan = json_member_text(ev->body, "scan");

	for (size_t i = 0; i < seen->count; i++)
		if (strcmp(seen->events[i].type->kind, "case.attached") == 0 &&
		    strcmp(scan_name(seen->events[i].body), scan) == 0)
			return is_taken_back(seen, scan)
				   ? &case_guard_rules[RULE_SCAN]
				   : NULL;
	return &case_guard_rules[RULE_SCAN];
}
