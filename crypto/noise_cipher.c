#include "crypto/noise.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "crypto/hash.h"
#include "crypto/noise_symmetric.h"
#include "schema/base/name.h"

static_assert(NOISE_KEY_LEN == crypto_scalarmult_BYTES &&
		  NOISE_KEY_LEN == crypto_scalarmult_SCALARBYTES &&
		  NOISE_KEY_LEN == crypto_aead_chacha20poly1305_ietf_KEYBYTES,
    "one length of keys");
static_assert(NOISE_TAG_LEN == crypto_aead_chacha20poly1305_ietf_ABYTES, "tag");

#define NONCE_LEN crypto_aead_chacha20poly1305_ietf_NPUBBYTES
#define NONCE_RESERVED UINT64_MAX

void
noise_new(struct noise_secret *out)
{
	uint8_t bytes[NOISE_KEY_LEN];

	randombytes_buf(bytes, sizeof(bytes));
	noise_from_bytes(bytes, out);
	sodium_memzero(bytes, sizeof(bytes));
}

void
noise_from_bytes(const uint8_t bytes[NOISE_KEY_LEN], struct noise_secret *out)
{
	int rc;

	memcpy(out->bytes, bytes, NOISE_KEY_LEN);
	rc = crypto_scalarmult_base(out->public.bytes, bytes);
	assert(rc == 0);
}

void
noise_fingerprint(
    const struct noise_public *key, char out[NOISE_FINGERPRINT_MAX])
{
	uint8_t digest[HASH_ID_LEN];
	char *at = out;

	hash_id(key->bytes, NOISE_KEY_LEN, digest);
	for (size_t group = 0; group < 4; group++) {
		if (group > 0)
			*at++ = ' ';
		hex_text(digest + 2 * group, 2, at);
		at += 4;
	}
}

void
noise_cipher_start(struct noise_cipher *c, const uint8_t key[NOISE_KEY_LEN])
{
	memcpy(c->key, key, NOISE_KEY_LEN);
	c->nonce = 0;
	c->keyed = 1;
}

size_t
noise_cipher_overhead(const struct noise_cipher *c)
{
	return c->keyed ? NOISE_TAG_LEN : 0;
}

int
noise_cipher_is_used_up(const struct noise_cipher *c)
{
	return c->nonce == NONCE_RESERVED;
}

/* Noise §12.3: four zero bytes, then the number in little-endian order. */
static void
nonce_bytes(uint64_t nonce, uint8_t out[NONCE_LEN])
{
	memset(out, 0, 4);
	for (size_t i = 0; i < 8; i++)
		out[4 + i] = (uint8_t)(nonce >> (8 * i));
}

void
noise_cipher_seal(struct noise_cipher *c, const uint8_t *ad, size_t ad_len,
    const uint8_t *plain, size_t len, uint8_t *out)
{
	uint8_t nonce[NONCE_LEN];

	if (!c->keyed) {
		if (len > 0)
			memcpy(out, plain, len);
		return;
	}
	assert(!noise_cipher_is_used_up(c));
	nonce_bytes(c->nonce, nonce);
	(void)crypto_aead_chacha20poly1305_ietf_encrypt(
	    out, NULL, plain, len, ad, ad_len, NULL, nonce, c->key);
	c->nonce++;
}

int
noise_cipher_open(struct noise_cipher *c, const uint8_t *ad, size_t ad_len,
    const uint8_t *message, size_t len, uint8_t *out)
{
	uint8_t nonce[NONCE_LEN];

	if (!c->keyed) {
		if (len > 0)
			memcpy(out, message, len);
		return 0;
	}
	if (len < NOISE_TAG_LEN || noise_cipher_is_used_up(c))
		return -1;
	nonce_bytes(c->nonce, nonce);
	if (crypto_aead_chacha20poly1305_ietf_decrypt(
		out, NULL, NULL, message, len, ad, ad_len, nonce, c->key) != 0)
		return -1;
	c->nonce++;
	return 0;
}

int
noise_encrypt(struct noise_cipher *c, const void *plain, size_t len,
    struct buf *out, struct err *e)
{
	uint8_t *to;

	assert(c->keyed);
	if (len > NOISE_PAYLOAD_MAX)
		return err_set(e, ERR_LIMIT,
		    "a record of %zu bytes is too long for the line (most %d)",
		    len, NOISE_PAYLOAD_MAX);
	if (noise_cipher_is_used_up(c))
		return err_set(e, ERR_LIMIT,
		    "this connection has carried all it may; connect again");
	to = buf_reserve(out, len + NOISE_TAG_LEN, e);
	if (to == NULL)
		return -1;
	noise_cipher_seal(c, NULL, 0, plain, len, to);
	out->len += len + NOISE_TAG_LEN;
	out->bytes[out->len] = '\0';
	return 0;
}

int
noise_decrypt(struct noise_cipher *c, const void *message, size_t len,
    struct buf *out, struct err *e)
{
	uint8_t *to;

	assert(c->keyed);
	if (len < NOISE_TAG_LEN || len > NOISE_MESSAGE_MAX)
		return err_set(e, ERR_REFUSED,
		    "a record of %zu bytes cannot be one of this connection; "
		    "hang up and connect again",
		    len);
	to = buf_reserve(out, len - NOISE_TAG_LEN, e);
	if (to == NULL)
		return -1;
	if (noise_cipher_open(c, NULL, 0, message, len, to) != 0)
		return err_set(e, ERR_REFUSED,
		    "a record was changed, lost or repeated on the way; "
		    "hang up and connect again");
	out->len += len - NOISE_TAG_LEN;
	out->bytes[out->len] = '\0';
	return 0;
}
