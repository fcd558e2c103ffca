#include "schema/records/finding.h"

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
