#include "crypto/hash.h"

#include <sodium.h>

void
hash_id(const void *data, size_t len, uint8_t out[HASH_ID_LEN])
{
	(void)crypto_generichash(out, HASH_ID_LEN, data, len, NULL, 0);
}

void
hash_sha512(const void *data, size_t len, uint8_t out[HASH_SHA512_LEN])
{
	(void)crypto_hash_sha512(out, data, len);
}
