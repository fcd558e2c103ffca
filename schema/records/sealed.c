#include "schema/records/sealed.h"

#include <string.h>

#include "schema/records/record_type.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			     "abcdefghijklmnopqrstuvwxyz0123456789+/";

/* Bits no byte takes are zero, so that it has one spelling. */
static int
ends_well(char last, size_t padding)
{
	size_t value = (size_t)(strchr(digits, last) - digits);

	return (value & (padding == 2 ? 15 : padding == 1 ? 3 : 0)) == 0;
}

int
sealed_is_well_formed(const char *text, size_t len)
{
	size_t count = strspn(text, digits), padding = len - count;

	return len >= FIELD_SEALED_MIN && len <= FIELD_SEALED_MAX &&
	       len % 4 == 0 && padding <= 2 &&
	       strspn(text + count, "=") == padding &&
	       ends_well(text[count - 1], padding);
}
