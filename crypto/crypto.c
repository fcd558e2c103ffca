#include "crypto/crypto.h"

#include <sodium.h>
#include <string.h>

int
crypto_start(struct err *e)
{
	if (sodium_init() < 0)
		return err_set(e, ERR_IO,
		    "the system gives no random numbers, so no key is safe; "
		    "restart the machine");
	return 0;
}

void
crypto_random(void *out, size_t len)
{
	randombytes_buf(out, len);
}

int
crypto_is_same(const void *a, const void *b, size_t len)
{
	return sodium_memcmp(a, b, len) == 0;
}

void
crypto_wipe(void *secret, size_t len)
{
	sodium_memzero(secret, len);
}

void
crypto_base64_text(const uint8_t *bytes, size_t len, char *out)
{
	(void)sodium_bin2base64(out, CRYPTO_BASE64_LEN(len), bytes, len,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

int
crypto_base64_parse(
    const char *text, uint8_t *out, size_t room, size_t *len_out)
{
	return sodium_base642bin(out, room, text, strlen(text), NULL, len_out,
	    NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
