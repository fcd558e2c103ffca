#include "crypto/hash.h"

#include <openssl/evp.h>
#include <sodium.h>

void
hash_id(const void *data, size_t len, uint8_t out[HASH_ID_LEN])
{
	(void)crypto_generichash(out, HASH_ID_LEN, data, len, NULL, 0);
}

/* OpenSSL's is several times as fast, where its configuration leaves it. */
void
hash_sha512(const void *data, size_t len, uint8_t out[HASH_SHA512_LEN])
{
	if (EVP_Digest(data, len, out, NULL, EVP_sha512(), NULL) != 1)
		(void)crypto_hash_sha512(out, data, len);
}
