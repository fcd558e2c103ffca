#include "schema/records/sealed.h"

#include <string.h>

#include "schema/records/record_type.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			     "abcdefghijklmnopqrstuvwxyz0123456789-_";

int
sealed_is_well_formed(const char *text, size_t len)
{
	size_t left = len % 4; /* digits after the last whole group */
	const char *last;

	if (len < FIELD_SEALED_MIN || len > FIELD_SEALED_MAX || left == 1 ||
	    strspn(text, digits) != len)
		return 0;
	/* Bits no byte takes are zero, so that it has one spelling. */
	last = strchr(digits, text[len - 1]);
	return left == 0 || ((last - digits) & (left == 2 ? 15 : 3)) == 0;
}
