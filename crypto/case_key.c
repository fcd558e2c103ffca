#include "crypto/case_key.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#define NONCE_LEN crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_LEN crypto_aead_xchacha20poly1305_ietf_ABYTES

static_assert(
    CASE_KEY_LEN == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");
static_assert(WRAPPED_KEY_LEN == NONCE_LEN + CASE_KEY_LEN + TAG_LEN, "row");

static const char hash_tag[] = "sanji-case-key-1";
static const char wrap_tag[] = "sanji-wrapped-1";
static const char code_tag[] = "sanji-query-code-1";

void
case_key_new(struct case_key *out)
{
	randombytes_buf(out->bytes, sizeof(out->bytes));
}

void
case_key_wipe(struct case_key *k)
{
	sodium_memzero(k, sizeof(*k));
}

void
case_key_hash(const struct case_key *k, struct case_key_hash *out)
{
	(void)crypto_generichash(out->bytes, sizeof(out->bytes),
	    (const uint8_t *)hash_tag, sizeof(hash_tag) - 1, k->bytes,
	    sizeof(k->bytes));
}

#define BOUND_LEN (sizeof(wrap_tag) - 1 + CASE_KEY_HASH_LEN)

static void
write_bound(const struct case_key_hash *hash, uint8_t out[BOUND_LEN])
{
	memcpy(out, wrap_tag, sizeof(wrap_tag) - 1);
	memcpy(out + sizeof(wrap_tag) - 1, hash->bytes, sizeof(hash->bytes));
}

void
case_key_wrap(const struct case_key *k, const struct case_key_hash *hash,
    const struct wrap_key *under, struct wrapped_key *out)
{
	uint8_t bound[BOUND_LEN];

	write_bound(hash, bound);
	randombytes_buf(out->bytes, NONCE_LEN);
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(out->bytes + NONCE_LEN,
	    NULL, k->bytes, sizeof(k->bytes), bound, sizeof(bound), NULL,
	    out->bytes, under->bytes);
}

int
case_key_unwrap(const struct wrapped_key *w, const struct case_key_hash *hash,
    const struct wrap_key *under, struct case_key *out)
{
	uint8_t bound[BOUND_LEN];

	write_bound(hash, bound);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(out->bytes, NULL, NULL,
		w->bytes + NONCE_LEN, WRAPPED_KEY_LEN - NONCE_LEN, bound,
		sizeof(bound), w->bytes, under->bytes) == 0)
		return 0;
	case_key_wipe(out);
	return -1;
}

void
case_key_query_code(
    const struct case_key *k, const char *number, struct query_code *out)
{
	crypto_generichash_state s;
	uint8_t digest[32];
	uint64_t value = 0;

	(void)crypto_generichash_init(
	    &s, k->bytes, sizeof(k->bytes), sizeof(digest));
	(void)crypto_generichash_update(
	    &s, (const uint8_t *)code_tag, sizeof(code_tag) - 1);
	(void)crypto_generichash_update(
	    &s, (const uint8_t *)number, strlen(number));
	(void)crypto_generichash_final(&s, digest, sizeof(digest));
	for (size_t i = 0; i < sizeof(value); i++)
		value = value << 8 | digest[i];
	for (size_t i = QUERY_CODE_LEN; i > 0; i--, value /= 10)
		out->digits[i - 1] = (char)('0' + value % 10);
	out->digits[QUERY_CODE_LEN] = '\0';
	sodium_memzero(&s, sizeof(s));
	sodium_memzero(digest, sizeof(digest));
}
