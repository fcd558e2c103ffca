/*
 * keyfile_text: the bytes of a key file.
 *
 *	keys, passphrase --> [locked or plain] <--> four lines of text
 *
 * Four lines, of which the first three are in the clear:
 *
 *	sanji key file 1
 *	hall 330421111205
 *	lock argon2id ops 2 memory 67108864 salt <base64>	or: lock none
 *	keys <base64>
 *
 * Locked, the last is a nonce and the two secrets sealed together with the
 * clear lines.  Plain, it is the two secrets and a BLAKE2b-256 over them
 * and the clear lines, against damage.  Private to crypto/keyfile*.c.
 */
#ifndef SANJI_CRYPTO_KEYFILE_TEXT_H
#define SANJI_CRYPTO_KEYFILE_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "crypto/keyfile.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/base/name.h"

#define KEYFILE_SALT_LEN 16
#define KEYFILE_SECRETS_LEN (SIGN_SEED_LEN + NOISE_KEY_LEN)

/* What is around the secrets: a hash, or a nonce (24) and a tag (16). */
#define KEYFILE_PLAIN_LEN (KEYFILE_SECRETS_LEN + 32)
#define KEYFILE_LOCKED_LEN (24 + KEYFILE_SECRETS_LEN + 16)

/* Work a file may ask for; a hostile one must not stop the machine. */
#define KEYFILE_OPS_MAX 16
#define KEYFILE_MEMORY_MAX ((size_t)1024 * 1024 * 1024)

/* Longest text, with the terminating NUL. */
#define KEYFILE_TEXT_MAX 320

struct keyfile_text {
	struct hall_code hall;
	int locked;
	unsigned int ops; /* Argon2id passes; 0 unless locked */
	size_t memory;	  /* bytes of memory for it; 0 unless locked */
	uint8_t salt[KEYFILE_SALT_LEN];
	uint8_t body[KEYFILE_LOCKED_LEN]; /* wipe after use */
};

/*
 * Read len bytes at text, followed by a NUL.  0, or -1 if they are not, byte
 * for byte, what keyfile_text_write() writes, or ask for too much work.
 */
int keyfile_text_parse(
    const char *text, size_t len, struct keyfile_text *out) MUST_CHECK;

/* The text, NUL-terminated; returns its length. */
size_t
keyfile_text_write(const struct keyfile_text *t, char out[KEYFILE_TEXT_MAX]);

/* The keys as they are, guarded against damage only. */
void keyfile_text_fill(struct keyfile_text *t, const struct hall_code *hall,
    const struct keys *keys);

/*
 * The keys locked by the passphrase with this much work; fresh salt and
 * nonce.  -1 with ERR_NOMEM.
 */
int keyfile_text_lock(struct keyfile_text *t, const struct hall_code *hall,
    const struct keys *keys, const char *passphrase, unsigned int ops,
    size_t memory, struct err *e) MUST_CHECK;

/*
 * The keys in t; the passphrase is not looked at unless locked.  -1 with
 * ERR_FORMAT (plain and damaged), ERR_REFUSED (the passphrase is wrong, or
 * something was changed) or ERR_NOMEM.
 */
int keyfile_text_open(const struct keyfile_text *t, const char *passphrase,
    struct keys *keys_out, struct err *e) MUST_CHECK;

#endif
