/*
 * case_key: the secret a record's personal fields are sealed with.
 *
 *	chance --new--> key --hash--> what the opening event commits to
 *	key --wrap, under a key of this hall's--> a row that says nothing
 *
 * Each record that says something personal has its own key, so that one
 * person can be erased by destroying one.  Keys travel beside the log, never
 * in it (docs/PROTOCOL.md).
 */
#ifndef SANJI_CRYPTO_CASE_KEY_H
#define SANJI_CRYPTO_CASE_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "crypto/local_key.h"
#include "schema/base/macros.h"

#define CASE_KEY_LEN 32
#define CASE_KEY_HASH_LEN 32

/* Wipe after use. */
struct case_key {
	uint8_t bytes[CASE_KEY_LEN];
};

/* BLAKE2b-256 over a tag and the key: names the key and gives nothing away. */
struct case_key_hash {
	uint8_t bytes[CASE_KEY_HASH_LEN];
};

/* A case key as it lies on this hall's disk: nonce, sealed key, tag. */
#define WRAPPED_KEY_LEN 72
struct wrapped_key {
	uint8_t bytes[WRAPPED_KEY_LEN];
};

/* A new key from crypto_random(). */
void case_key_new(struct case_key *out);

/* Overwrite. */
void case_key_wipe(struct case_key *k);

/* What an opening event commits to. */
void case_key_hash(const struct case_key *k, struct case_key_hash *out);

/* Seal the key under this hall's, bound to its hash. */
void case_key_wrap(const struct case_key *k, const struct case_key_hash *hash,
    const struct wrap_key *under, struct wrapped_key *out);

/*
 * The key again.  0, or -1: not wrapped under this key, or not the key of
 * that hash, or altered; out is wiped then.
 */
int
case_key_unwrap(const struct wrapped_key *w, const struct case_key_hash *hash,
    const struct wrap_key *under, struct case_key *out) MUST_CHECK;

/*
 * The six digits printed on the slip of the case with this number: whoever
 * shows both may ask how the case stands.  They are worked out from the key
 * wherever it is held, and stored nowhere.
 */
#define QUERY_CODE_LEN 6
struct query_code {
	char digits[QUERY_CODE_LEN + 1];
};
void case_key_query_code(
    const struct case_key *k, const char *number, struct query_code *out);

#endif
