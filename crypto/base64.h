/*
 * base64: how sealed bytes stand in an event.
 *
 * URL-safe, without padding, in the one canonical spelling.  What is written
 * with it is no secret, so it takes tables where crypto.h, for tokens, takes
 * the same time whatever it writes.
 */
#ifndef SANJI_CRYPTO_BASE64_H
#define SANJI_CRYPTO_BASE64_H

#include <stddef.h>
#include <stdint.h>

/* Length of the text of so many bytes, without NUL. */
#define BASE64_LEN(len) (((len)*4 + 2) / 3)

/* Bytes of a text of that length. */
#define BASE64_BYTES(len) ((len) / 4 * 3 + (len) % 4 * 3 / 4)

/* Write BASE64_LEN(len) digits; no NUL. */
void base64_write(const uint8_t *bytes, size_t len, char *out);

/* Write BASE64_BYTES(len) bytes; -1 if the text is not one we write. */
int base64_read(const char *text, size_t len, uint8_t *out);

#endif
