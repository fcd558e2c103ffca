#include "schema/records/id_number.h"

#include <stdio.h>
#include <string.h>

#include "schema/base/macros.h"
#include "schema/records/day.h"

#define ID_NUMBER_LEN 18
#define ID_NUMBER_OLD_LEN 15

/* ISO 7064 MOD 11-2 over the first 17 digits: weight 2^(17-i) mod 11. */
static char
check_character(const char *digits)
{
	static const int weights[] = {
	    7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
	int sum = 0;

	for (size_t i = 0; i < COUNT_OF(weights); i++)
		sum += (digits[i] - '0') * weights[i];
	return "10X98765432"[sum % 11];
}

enum id_number_verdict
id_number_verdict_of(const char *text, char *expected_out)
{
	char day[DAY_TEXT_MAX];
	char expected;

	if (strlen(text) != ID_NUMBER_LEN)
		return ID_NUMBER_LENGTH;
	if (strspn(text, "0123456789") < ID_NUMBER_LEN - 1)
		return ID_NUMBER_DIGITS;
	memcpy(day, text + 6, 4);
	memcpy(day + 5, text + 10, 2);
	memcpy(day + 8, text + 12, 2);
	day[4] = day[7] = '-';
	day[10] = '\0';
	if (!day_is_valid(day))
		return ID_NUMBER_BIRTH;
	expected = check_character(text);
	if (expected_out != NULL)
		*expected_out = expected;
	return text[ID_NUMBER_LEN - 1] == expected ? ID_NUMBER_OK
						   : ID_NUMBER_CHECK;
}

int
id_number_of_old(const char *old, char out[ID_NUMBER_TEXT_MAX])
{
	if (strlen(old) != ID_NUMBER_OLD_LEN ||
	    strspn(old, "0123456789") != ID_NUMBER_OLD_LEN)
		return -1;
	(void)snprintf(out, ID_NUMBER_TEXT_MAX, "%.6s19%.9s?", old, old + 6);
	out[ID_NUMBER_LEN - 1] = check_character(out);
	return id_number_verdict_of(out, NULL) == ID_NUMBER_OK ? 0 : -1;
}
