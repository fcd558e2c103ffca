/*
 * sign: Ed25519, as raw keys and signatures.
 */
#ifndef SANJI_CRYPTO_SIGN_H
#define SANJI_CRYPTO_SIGN_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/macros.h"

#define SIGN_PUBLIC_LEN 32
#define SIGN_SEED_LEN 32
#define SIGNATURE_LEN 64

struct sign_public {
	uint8_t bytes[SIGN_PUBLIC_LEN];
};

/*
 * The pair is what libsodium signs with: the seed, which is the whole secret,
 * and the public key derived from it.  Only sign_new() and sign_from_seed()
 * write it: signing with a public key that is not the seed's own gives the
 * secret away.  Wipe after use.
 */
#define SIGN_PAIR_LEN 64
struct sign_secret {
	uint8_t pair[SIGN_PAIR_LEN];
	struct sign_public public;
};

struct signature {
	uint8_t bytes[SIGNATURE_LEN];
};

/* A new key from crypto_random(). */
void sign_new(struct sign_secret *out);

/* The key that belongs to a seed. */
void sign_from_seed(const uint8_t seed[SIGN_SEED_LEN], struct sign_secret *out);

/* Sign len bytes. */
void sign_bytes(const struct sign_secret *key, const void *data, size_t len,
    struct signature *out);

/*
 * Whether sig is key's signature over the bytes.  Small-order keys and
 * signatures with S >= L are never valid, so there is no second form of a
 * valid signature that can be made without the key.
 */
int sign_is_valid(const struct sign_public *key, const void *data, size_t len,
    const struct signature *sig);

/*
 * "SHA256:" and the unpadded base64 of the SHA-256 over the key's SSH wire
 * form, as `ssh-keygen -l` prints it.
 */
#define SIGN_FINGERPRINT_MAX 51
void
sign_fingerprint(const struct sign_public *key, char out[SIGN_FINGERPRINT_MAX]);

/* "ssh-ed25519 AAAA…", as in an allowed-signers file. */
#define SIGN_SSH_TEXT_MAX 81
void sign_ssh_text(const struct sign_public *key, char out[SIGN_SSH_TEXT_MAX]);

#endif
