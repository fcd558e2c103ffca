/*
 * crypto: what must be done once before anything else here is called.
 */
#ifndef SANJI_CRYPTO_CRYPTO_H
#define SANJI_CRYPTO_CRYPTO_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

/* Prepare libsodium.  -1 with ERR_IO if the system gives no randomness. */
int crypto_start(struct err *e) MUST_CHECK;

/*
 * len unpredictable bytes.  This is the only source of chance in the
 * program; a test that wants to repeat itself replaces libsodium's source
 * (randombytes_set_implementation).
 */
void crypto_random(void *out, size_t len);

/* Whether len bytes are equal, in a time that does not depend on them. */
int crypto_is_same(const void *a, const void *b, size_t len);

/* Overwrite a secret so that the compiler cannot leave it out. */
void crypto_wipe(void *secret, size_t len);

/*
 * URL-safe base64 without padding: the text form of tokens.  out takes
 * CRYPTO_BASE64_LEN(len) bytes with the NUL.
 */
#define CRYPTO_BASE64_LEN(len) (((len)*4 + 2) / 3 + 1)
void crypto_base64_text(const uint8_t *bytes, size_t len, char *out);

/* At most room bytes from text; the length in len_out; 0, or -1. */
int crypto_base64_parse(
    const char *text, uint8_t *out, size_t room, size_t *len_out) MUST_CHECK;

#endif
