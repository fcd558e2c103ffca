#include "node/actions/number.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "crypto/crypto.h"
#include "schema/records/day.h"

/* ISO 7064 MOD 11-10 over the digits of the text, up to its end. */
static char
check_digit(const char *text, size_t len)
{
	int product = 10;

	for (size_t i = 0; i < len; i++) {
		int sum;

		if (text[i] < '0' || text[i] > '9')
			continue;
		sum = (product + (text[i] - '0')) % 10;
		product = (sum == 0 ? 10 : sum) * 2 % 11;
	}
	return (char)('0' + (11 - product) % 10);
}

static void
compose(const struct hall_code *hall, uint32_t incarnation, int64_t time_s,
    const char *letter, uint64_t sequence, char out[CASE_NUMBER_MAX])
{
	char day[DAY_TEXT_MAX];
	int len;

	day_of(time_s, day);
	len = snprintf(out, CASE_NUMBER_MAX,
	    "%s-%02" PRIu32 "-%.4s%.2s%.2s-%s%04" PRIu64 "-", hall->digits,
	    incarnation, day, day + 5, day + 8, letter, sequence % 100000000);
	out[len] = check_digit(out, (size_t)len);
	out[len + 1] = '\0';
}

void
case_number(const struct hall_code *hall, uint32_t incarnation, int64_t time_s,
    uint64_t sequence, char out[CASE_NUMBER_MAX])
{
	compose(hall, incarnation, time_s, "", sequence, out);
}

void
record_number(const struct hall_code *hall, uint32_t incarnation,
    int64_t time_s, char letter, uint64_t sequence, char out[CASE_NUMBER_MAX])
{
	const char text[] = {letter, '\0'};

	compose(hall, incarnation, time_s, text, sequence, out);
}

void
notice_number(const struct hall_code *hall, uint32_t incarnation,
    const char *kind, uint64_t sequence, char out[NOTICE_NUMBER_MAX])
{
	(void)snprintf(out, NOTICE_NUMBER_MAX,
	    "%s-%02" PRIu32 "-%.2s-%05" PRIu64, hall->digits, incarnation, kind,
	    sequence);
}

void
case_name(const char *number, char out[RECORD_NAME_MAX])
{
	uint8_t chance[4];
	char text[2 * sizeof(chance) + 1];

	crypto_random(chance, sizeof(chance));
	hex_text(chance, sizeof(chance), text);
	(void)snprintf(out, RECORD_NAME_MAX, "%s-%s", number, text);
}

int
case_number_is_valid(const char *number)
{
	size_t len = strlen(number);

	return len > 2 && len < CASE_NUMBER_MAX && number[len - 2] == '-' &&
	       number[len - 1] == check_digit(number, len - 1);
}
