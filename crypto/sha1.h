/*
 * sha1: the name git gives an object (FIPS 180-4).
 *
 * Nothing rests on it: ids are BLAKE2b (hash.h), and what is signed is hashed
 * with SHA-512.  It is here so that stock git finds the commits it is given
 * (docs/decisions/0002-own-commit-encoder.md).
 */
#ifndef SANJI_CRYPTO_SHA1_H
#define SANJI_CRYPTO_SHA1_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/err.h"

#define SHA1_LEN 20

/*
 * The digest of one text after the other, both as bytes.  -1 with ERR_IO
 * (OpenSSL is set up without SHA-1) or ERR_NOMEM.
 */
int sha1_of_two(const void *first, size_t first_len, const void *second,
    size_t second_len, uint8_t out[SHA1_LEN], struct err *e) MUST_CHECK;

#endif
