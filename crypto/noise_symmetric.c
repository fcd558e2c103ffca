#include "crypto/noise_symmetric.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static_assert(NOISE_HASH_LEN == crypto_generichash_BYTES_MAX, "BLAKE2b");

/* Block of BLAKE2b, for HMAC (Noise §12.8). */
#define BLOCK_LEN 128

static void
hash_start(crypto_generichash_state *state)
{
	(void)crypto_generichash_init(state, NULL, 0, NOISE_HASH_LEN);
}

/* One pass of RFC 2104: the key under a pad, then the data. */
static void
hmac_pass(const uint8_t key[NOISE_HASH_LEN], uint8_t pad, const uint8_t *data,
    size_t len, uint8_t out[NOISE_HASH_LEN])
{
	crypto_generichash_state state;
	uint8_t block[BLOCK_LEN];

	memset(block, pad, sizeof(block));
	for (size_t i = 0; i < NOISE_HASH_LEN; i++)
		block[i] ^= key[i];
	hash_start(&state);
	(void)crypto_generichash_update(&state, block, sizeof(block));
	(void)crypto_generichash_update(&state, data, len);
	(void)crypto_generichash_final(&state, out, NOISE_HASH_LEN);
	sodium_memzero(block, sizeof(block));
	sodium_memzero(&state, sizeof(state));
}

/* RFC 2104, which is not BLAKE2b's own keyed mode. */
static void
hmac(const uint8_t key[NOISE_HASH_LEN], const uint8_t *data, size_t len,
    uint8_t out[NOISE_HASH_LEN])
{
	uint8_t inner[NOISE_HASH_LEN];

	hmac_pass(key, 0x36, data, len, inner);
	hmac_pass(key, 0x5c, inner, sizeof(inner), out);
	sodium_memzero(inner, sizeof(inner));
}

/* HKDF with two outputs (Noise §4.3). */
static void
hkdf(const uint8_t chaining_key[NOISE_HASH_LEN], const uint8_t *input,
    size_t len, uint8_t first_out[NOISE_HASH_LEN],
    uint8_t second_out[NOISE_HASH_LEN])
{
	uint8_t key[NOISE_HASH_LEN], again[NOISE_HASH_LEN + 1];

	hmac(chaining_key, input, len, key);
	again[0] = 1;
	hmac(key, again, 1, first_out);
	memcpy(again, first_out, NOISE_HASH_LEN);
	again[NOISE_HASH_LEN] = 2;
	hmac(key, again, sizeof(again), second_out);
	sodium_memzero(key, sizeof(key));
	sodium_memzero(again, sizeof(again));
}

void
noise_symmetric_start(struct noise_symmetric *s, const char *protocol)
{
	memset(s, 0, sizeof(*s));
	assert(strlen(protocol) <= NOISE_HASH_LEN);
	memcpy(s->hash, protocol, strlen(protocol));
	memcpy(s->chaining_key, s->hash, NOISE_HASH_LEN);
}

void
noise_symmetric_mix_hash(
    struct noise_symmetric *s, const void *data, size_t len)
{
	crypto_generichash_state state;

	hash_start(&state);
	(void)crypto_generichash_update(&state, s->hash, NOISE_HASH_LEN);
	(void)crypto_generichash_update(&state, data, len);
	(void)crypto_generichash_final(&state, s->hash, NOISE_HASH_LEN);
}

void
noise_symmetric_mix_key(
    struct noise_symmetric *s, const uint8_t shared[NOISE_KEY_LEN])
{
	uint8_t next[NOISE_HASH_LEN], key[NOISE_HASH_LEN];

	hkdf(s->chaining_key, shared, NOISE_KEY_LEN, next, key);
	memcpy(s->chaining_key, next, NOISE_HASH_LEN);
	noise_cipher_start(&s->cipher, key);
	sodium_memzero(next, sizeof(next));
	sodium_memzero(key, sizeof(key));
}

void
noise_symmetric_seal(
    struct noise_symmetric *s, const uint8_t *plain, size_t len, uint8_t *out)
{
	size_t overhead = noise_cipher_overhead(&s->cipher);

	noise_cipher_seal(&s->cipher, s->hash, NOISE_HASH_LEN, plain, len, out);
	noise_symmetric_mix_hash(s, out, len + overhead);
}

int
noise_symmetric_open(
    struct noise_symmetric *s, const uint8_t *message, size_t len, uint8_t *out)
{
	if (noise_cipher_open(
		&s->cipher, s->hash, NOISE_HASH_LEN, message, len, out) != 0)
		return -1;
	noise_symmetric_mix_hash(s, message, len);
	return 0;
}

void
noise_symmetric_split(const struct noise_symmetric *s,
    struct noise_cipher *first_out, struct noise_cipher *second_out)
{
	uint8_t first[NOISE_HASH_LEN], second[NOISE_HASH_LEN];

	hkdf(s->chaining_key, NULL, 0, first, second);
	noise_cipher_start(first_out, first);
	noise_cipher_start(second_out, second);
	sodium_memzero(first, sizeof(first));
	sodium_memzero(second, sizeof(second));
}
