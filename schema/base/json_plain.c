#include "schema/base/json_plain.h"

#include <stdint.h>
#include <string.h>

/* A byte in every byte of a word. */
#define EVERY(byte) ((uint64_t)(byte)*0x0101010101010101U)

/* Nonzero if a byte of the word is below n, which is at most 128. */
static uint64_t
has_less(uint64_t word, uint64_t n)
{
	return (word - EVERY(n)) & ~word & EVERY(0x80);
}

static int
is_plain(unsigned char byte)
{
	return byte >= 0x20 && byte != '"' && byte != '\\';
}

/* Eight at a time while it goes. */
const char *
json_plain_end(const char *at, const char *end)
{
	uint64_t word;

	for (; end - at >= 8; at += 8) {
		memcpy(&word, at, sizeof(word));
		if ((has_less(word, 0x20) | has_less(word ^ EVERY('"'), 1) |
			has_less(word ^ EVERY('\\'), 1)) != 0)
			break;
	}
	while (at < end && is_plain((unsigned char)*at))
		at++;
	return at;
}

int
json_plain_is_ascii(const char *text, size_t len)
{
	unsigned char seen = 0;
	uint64_t words = 0, word;
	size_t i = 0;

	for (; len - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, text + i, sizeof(word));
		words |= word;
	}
	for (; i < len; i++)
		seen |= (unsigned char)text[i];
	return ((words & EVERY(0x80)) | (seen & 0x80)) == 0;
}
