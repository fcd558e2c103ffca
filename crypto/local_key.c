#include "crypto/local_key.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static const char wrap_tag[] = "sanji-wrap-1";
static const char lookup_tag[] = "sanji-lookup-1";
static const char audit_tag[] = "sanji-audit-1";

static_assert(LOCAL_KEY_LEN >= crypto_generichash_KEYBYTES_MIN &&
		  LOCAL_KEY_LEN <= crypto_generichash_KEYBYTES_MAX,
    "keys BLAKE2b takes");
static_assert(LOOKUP_HASH_LEN >= crypto_generichash_BYTES_MIN, "hash");

static void
derive(const struct sign_secret *from, const char *tag, size_t len,
    uint8_t out[LOCAL_KEY_LEN])
{
	uint8_t seed[SIGN_SEED_LEN];

	(void)crypto_sign_ed25519_sk_to_seed(seed, from->pair);
	(void)crypto_generichash(
	    out, LOCAL_KEY_LEN, (const uint8_t *)tag, len, seed, sizeof(seed));
	sodium_memzero(seed, sizeof(seed));
}

void
local_key_wrap(const struct sign_secret *from, struct wrap_key *out)
{
	derive(from, wrap_tag, sizeof(wrap_tag) - 1, out->bytes);
}

void
local_key_lookup(const struct sign_secret *from, struct lookup_key *out)
{
	derive(from, lookup_tag, sizeof(lookup_tag) - 1, out->bytes);
}

void
local_key_audit(const struct sign_secret *from, struct audit_key *out)
{
	derive(from, audit_tag, sizeof(audit_tag) - 1, out->bytes);
}

void
local_key_link(const struct audit_key *k, const struct audit_link *before,
    const void *entry, size_t len, struct audit_link *out)
{
	crypto_generichash_state s;

	(void)crypto_generichash_init(
	    &s, k->bytes, sizeof(k->bytes), sizeof(out->bytes));
	(void)crypto_generichash_update(
	    &s, before->bytes, sizeof(before->bytes));
	(void)crypto_generichash_update(&s, entry, len);
	(void)crypto_generichash_final(&s, out->bytes, sizeof(out->bytes));
	sodium_memzero(&s, sizeof(s));
}

void
local_key_hash(const struct lookup_key *k, const char *what, const void *value,
    size_t len, struct lookup_hash *out)
{
	crypto_generichash_state s;
	uint8_t what_len = (uint8_t)strlen(what);

	assert(strlen(what) <= UINT8_MAX);
	(void)crypto_generichash_init(
	    &s, k->bytes, sizeof(k->bytes), sizeof(out->bytes));
	(void)crypto_generichash_update(&s, &what_len, 1);
	(void)crypto_generichash_update(&s, (const uint8_t *)what, what_len);
	(void)crypto_generichash_update(&s, value, len);
	(void)crypto_generichash_final(&s, out->bytes, sizeof(out->bytes));
	sodium_memzero(&s, sizeof(s));
}
