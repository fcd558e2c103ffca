#include "crypto/sign.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static_assert(SIGN_PUBLIC_LEN == crypto_sign_PUBLICKEYBYTES, "public key");
static_assert(SIGN_SEED_LEN == crypto_sign_SEEDBYTES, "seed");
static_assert(SIGN_PAIR_LEN == crypto_sign_SECRETKEYBYTES, "pair");
static_assert(SIGNATURE_LEN == crypto_sign_BYTES, "signature");

/* RFC 8709 §4: string "ssh-ed25519", string key. */
#define SSH_KEY_TYPE_LEN 19
#define SSH_KEY_LEN (SSH_KEY_TYPE_LEN + SIGN_PUBLIC_LEN)
static const uint8_t ssh_key_type[SSH_KEY_TYPE_LEN] = {0, 0, 0, 11, 's', 's',
    'h', '-', 'e', 'd', '2', '5', '5', '1', '9', 0, 0, 0, SIGN_PUBLIC_LEN};

void
sign_new(struct sign_secret *out)
{
	uint8_t seed[SIGN_SEED_LEN];

	randombytes_buf(seed, sizeof(seed));
	sign_from_seed(seed, out);
	sodium_memzero(seed, sizeof(seed));
}

void
sign_from_seed(const uint8_t seed[SIGN_SEED_LEN], struct sign_secret *out)
{
	(void)crypto_sign_seed_keypair(out->public.bytes, out->pair, seed);
}

void
sign_bytes(const struct sign_secret *key, const void *data, size_t len,
    struct signature *out)
{
	(void)crypto_sign_detached(out->bytes, NULL, data, len, key->pair);
}

int
sign_is_valid(const struct sign_public *key, const void *data, size_t len,
    const struct signature *sig)
{
	return crypto_sign_verify_detached(sig->bytes, data, len, key->bytes) ==
	       0;
}

static void
ssh_key(const struct sign_public *key, uint8_t out[SSH_KEY_LEN])
{
	memcpy(out, ssh_key_type, SSH_KEY_TYPE_LEN);
	memcpy(out + SSH_KEY_TYPE_LEN, key->bytes, SIGN_PUBLIC_LEN);
}

void
sign_fingerprint(const struct sign_public *key, char out[SIGN_FINGERPRINT_MAX])
{
	static const char prefix[] = "SHA256:";
	const size_t prefix_len = sizeof(prefix) - 1;
	uint8_t wire[SSH_KEY_LEN], digest[crypto_hash_sha256_BYTES];

	ssh_key(key, wire);
	(void)crypto_hash_sha256(digest, wire, sizeof(wire));
	memcpy(out, prefix, prefix_len);
	(void)sodium_bin2base64(out + prefix_len,
	    SIGN_FINGERPRINT_MAX - prefix_len, digest, sizeof(digest),
	    sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
}

void
sign_ssh_text(const struct sign_public *key, char out[SIGN_SSH_TEXT_MAX])
{
	static const char prefix[] = "ssh-ed25519 ";
	const size_t prefix_len = sizeof(prefix) - 1;
	uint8_t wire[SSH_KEY_LEN];

	ssh_key(key, wire);
	memcpy(out, prefix, prefix_len);
	(void)sodium_bin2base64(out + prefix_len,
	    SIGN_SSH_TEXT_MAX - prefix_len, wire, sizeof(wire),
	    sodium_base64_VARIANT_ORIGINAL);
}
