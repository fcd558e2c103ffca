#include "crypto/base64.h"

#include <assert.h>
#include <limits.h>
#include <openssl/evp.h>
#include <string.h>

/* Bytes written at once when a text is held against its one spelling. */
#define PART_LEN 48

void
base64_write(const uint8_t *bytes, size_t len, char *out)
{
	assert(len <= INT_MAX / 2);
	(void)EVP_EncodeBlock((unsigned char *)out, bytes, (int)len);
}

/* OpenSSL reads more than one spelling. */
static int
is_written_so(const uint8_t *bytes, size_t len, const char *text)
{
	char part[BASE64_LEN(PART_LEN) + 1];

	for (size_t at = 0; at < len; at += PART_LEN) {
		size_t left = len - at < PART_LEN ? len - at : PART_LEN;

		base64_write(bytes + at, left, part);
		if (memcmp(part, text + BASE64_LEN(at), BASE64_LEN(left)) != 0)
			return 0;
	}
	return 1;
}

/* What is padding for OpenSSL are bytes, too: zeroes. */
static size_t
padding_of(const char *text, size_t len)
{
	if (len == 0 || text[len - 1] != '=')
		return 0;
	return text[len - 2] == '=' ? 2 : 1;
}

int
base64_read(const char *text, size_t len, uint8_t *out, size_t *len_out)
{
	*len_out = 0;
	if (len % 4 != 0 || len > INT_MAX)
		return -1;
	if (len == 0)
		return 0;
	if (EVP_DecodeBlock(out, (const unsigned char *)text, (int)len) !=
	    (int)BASE64_BYTES_MAX(len))
		return -1;
	*len_out = BASE64_BYTES_MAX(len) - padding_of(text, len);
	return is_written_so(out, *len_out, text) ? 0 : -1;
}
