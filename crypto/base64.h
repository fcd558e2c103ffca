/*
 * base64: how sealed bytes and signatures stand in text, by OpenSSL.
 *
 * The standard alphabet, padded, in its one canonical spelling (RFC 4648).
 * None of it is secret; for tokens crypto.h takes the same time whatever it
 * writes.
 */
#ifndef SANJI_CRYPTO_BASE64_H
#define SANJI_CRYPTO_BASE64_H

#include <stddef.h>
#include <stdint.h>

/* Length of the text of so many bytes, without the NUL. */
#define BASE64_LEN(len) (((len) + 2) / 3 * 4)

/* The most bytes a text of that length can be. */
#define BASE64_BYTES_MAX(len) ((len) / 4 * 3)

/* Write BASE64_LEN(len) characters and a NUL. */
void base64_write(const uint8_t *bytes, size_t len, char *out);

/*
 * Write at most BASE64_BYTES_MAX(len) bytes, their number in len_out; -1 if
 * the text is not what base64_write makes of them.
 */
int base64_read(const char *text, size_t len, uint8_t *out, size_t *len_out);

#endif
