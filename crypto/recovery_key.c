#include "crypto/recovery_key.h"

#include <ctype.h>
#include <string.h>

#include "crypto/crypto.h"
#include "crypto/hash.h"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#define LINE_BYTES (SIGN_SEED_LEN / RECOVERY_LINES)
#define LINE_CHARS 16
#define BITS 5
#define CHECK_BITS 15 /* three characters */

/* Eight bytes, one bit of nothing, fifteen bits that check them. */
static void
fill_line(const uint8_t *bytes, unsigned line, uint8_t out[10])
{
	uint8_t checked[LINE_BYTES + 1], digest[HASH_ID_LEN];

	memcpy(checked, bytes, LINE_BYTES);
	checked[LINE_BYTES] = (uint8_t)line;
	hash_id(checked, sizeof(checked), digest);
	memcpy(out, bytes, LINE_BYTES);
	out[LINE_BYTES] = digest[0] & 0x7f;
	out[LINE_BYTES + 1] = digest[1];
	crypto_wipe(checked, sizeof(checked));
}

static unsigned
bits_at(const uint8_t *bytes, unsigned at)
{
	unsigned value = 0;

	for (unsigned i = at; i < at + BITS; i++)
		value = value << 1 | (bytes[i / 8] >> (7 - i % 8) & 1);
	return value;
}

void
recovery_key_line(
    const struct sign_secret *key, unsigned line, char out[RECOVERY_LINE_MAX])
{
	uint8_t bytes[10];
	char *to = out;

	fill_line(key->pair + (size_t)line * LINE_BYTES, line, bytes);
	for (unsigned i = 0; i < LINE_CHARS; i++) {
		*to++ = alphabet[bits_at(bytes, i * BITS)];
		if (i % 4 == 3 && i + 1 < LINE_CHARS)
			*to++ = ' ';
	}
	*to = '\0';
	crypto_wipe(bytes, sizeof(bytes));
}

/* The value of a letter or digit; -1: it stands in no such key. */
static int
value_of(char c)
{
	const char *found;
	int upper = toupper((unsigned char)c);

	if (upper == 'O')
		upper = '0';
	if (upper == 'I' || upper == 'L')
		upper = '1';
	found = upper == '\0' ? NULL : strchr(alphabet, upper);
	return found == NULL ? -1 : (int)(found - alphabet);
}

static void
put_bits(uint8_t *bytes, unsigned at, unsigned value)
{
	for (unsigned i = 0; i < BITS; i++)
		if (value >> (BITS - 1 - i) & 1)
			bytes[(at + i) / 8] |= (uint8_t)(0x80 >> (at + i) % 8);
}

/* The next line of the text: 0, or -1. */
static int
read_line(const char **text, unsigned line, uint8_t *seed)
{
	uint8_t bytes[10] = {0}, again[10];
	unsigned count = 0;
	int is_right;

	for (; count < LINE_CHARS && **text != '\0'; (*text)++) {
		int value = value_of(**text);

		if (value >= 0)
			put_bits(bytes, count++ * BITS, (unsigned)value);
		else if (strchr(" -\t\r\n", **text) == NULL)
			return -1;
	}
	fill_line(bytes, line, again);
	is_right =
	    count == LINE_CHARS && crypto_is_same(bytes, again, sizeof(bytes));
	memcpy(seed, bytes, LINE_BYTES);
	crypto_wipe(bytes, sizeof(bytes));
	crypto_wipe(again, sizeof(again));
	return is_right ? 0 : -1;
}

int
recovery_key_parse(const char *text, struct sign_secret *out, struct err *e)
{
	uint8_t seed[SIGN_SEED_LEN];
	int failed = 0;

	for (unsigned i = 0; i < RECOVERY_LINES && !failed; i++)
		if (read_line(&text, i, seed + (size_t)i * LINE_BYTES) != 0)
			failed = err_set(e, ERR_FORMAT,
			    "line %u of the recovery key is not as it was "
			    "printed; it has four lines of sixteen letters "
			    "and digits",
			    i + 1);
	if (!failed && text[strspn(text, " -\t\r\n")] != '\0')
		failed = err_set(e, ERR_FORMAT,
		    "there is more than the four lines of a recovery key");
	if (!failed)
		sign_from_seed(seed, out);
	crypto_wipe(seed, sizeof(seed));
	return failed;
}
