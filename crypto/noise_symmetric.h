/*
 * noise_symmetric: what lies under a Noise handshake (Noise §5.1, §5.2).
 *
 *	DH results, messages --> [chaining key, hash, cipher] --> two ciphers
 *
 * Private to crypto/noise_*.c.
 */
#ifndef SANJI_CRYPTO_NOISE_SYMMETRIC_H
#define SANJI_CRYPTO_NOISE_SYMMETRIC_H

#include <stddef.h>
#include <stdint.h>

#include "crypto/noise.h"
#include "schema/base/macros.h"

/* Begin with a key and the nonce 0. */
void
noise_cipher_start(struct noise_cipher *c, const uint8_t key[NOISE_KEY_LEN]);

/* What the cipher adds to a message: NOISE_TAG_LEN, or 0 while unkeyed. */
size_t noise_cipher_overhead(const struct noise_cipher *c);

/* Whether the last nonce was used (Noise §5.1 reserves the highest). */
int noise_cipher_is_used_up(const struct noise_cipher *c);

/*
 * Encrypt len bytes to out, which takes the overhead as well, and take the
 * next nonce.  The cipher is not used up.  While unkeyed the bytes are
 * copied.
 */
void noise_cipher_seal(struct noise_cipher *c, const uint8_t *ad, size_t ad_len,
    const uint8_t *plain, size_t len, uint8_t *out);

/*
 * Decrypt a message of len bytes to out (the overhead less).  0; or -1 if it
 * is not authentic, too short or the cipher is used up: the nonce stays.
 */
int noise_cipher_open(struct noise_cipher *c, const uint8_t *ad, size_t ad_len,
    const uint8_t *message, size_t len, uint8_t *out) MUST_CHECK;

/* The SymmetricState of Noise §5.2; wipe after use. */
struct noise_symmetric {
	struct noise_cipher cipher;
	uint8_t chaining_key[NOISE_HASH_LEN];
	uint8_t hash[NOISE_HASH_LEN];
};

/* InitializeSymmetric: begin with the protocol's full name. */
void noise_symmetric_start(struct noise_symmetric *s, const char *protocol);

/* MixHash: whatever both sides must have seen alike. */
void noise_symmetric_mix_hash(
    struct noise_symmetric *s, const void *data, size_t len);

/* MixKey: a new cipher from the result of a DH. */
void noise_symmetric_mix_key(
    struct noise_symmetric *s, const uint8_t shared[NOISE_KEY_LEN]);

/* EncryptAndHash, as noise_cipher_seal. */
void noise_symmetric_seal(
    struct noise_symmetric *s, const uint8_t *plain, size_t len, uint8_t *out);

/* DecryptAndHash, as noise_cipher_open. */
int noise_symmetric_open(struct noise_symmetric *s, const uint8_t *message,
    size_t len, uint8_t *out) MUST_CHECK;

/* Split: the initiator sends with first_out, the responder with second_out. */
void noise_symmetric_split(const struct noise_symmetric *s,
    struct noise_cipher *first_out, struct noise_cipher *second_out);

#endif
