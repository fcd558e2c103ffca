#include "schema/records/dual.h"

#include <string.h>

#include "schema/base/json.h"

int
dual_is_again(const json_t *first, const json_t *second)
{
	json_int_t over =
	    json_member_integer(first, "over_time", INT64_C(1) << 62);

	return json_member_integer(second, "received_time", 0) <= over;
}

int
dual_keeps(const json_t *a, const json_t *b)
{
	json_int_t x = json_member_integer(a, "received_time", 0);
	json_int_t y = json_member_integer(b, "received_time", 0);

	if (x != y)
		return x < y;
	return strcmp(json_member_text(a, "number"),
		   json_member_text(b, "number")) < 0;
}
