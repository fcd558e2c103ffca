#include "schema/records/finding.h"

#include <string.h>

#include "schema/base/json.h"

#define NEVER (INT64_C(1) << 62)

int
finding_same_complaint(const json_t *pair)
{
	return json_member_integer(pair, "b_registered_time", 0) <=
		   json_member_integer(pair, "a_closed_time", NEVER) &&
	       json_member_integer(pair, "a_registered_time", 0) <=
		   json_member_integer(pair, "b_closed_time", NEVER);
}

static int
is_too_close(const json_t *a, const json_t *b)
{
	json_int_t apart = json_member_integer(a, "time", 0) -
			   json_member_integer(b, "time", 0);

	return apart > -FINDING_TRAVEL_S && apart < FINDING_TRAVEL_S;
}

static json_t *
open_list(const json_t *pair, const char *member)
{
	const char *text = json_member_text(pair, member);

	return text == NULL ? NULL : json_read(text, strlen(text), NULL);
}

int
finding_cannot_travel(const json_t *pair)
{
	json_t *here = open_list(pair, "a_swipes");
	json_t *there = open_list(pair, "b_swipes");
	json_t *a, *b;
	size_t i, k;
	int found = 0;

	json_array_foreach (here, i, a)
		json_array_foreach (there, k, b)
			found |= is_too_close(a, b);
	json_decref(here);
	json_decref(there);
	return found;
}
