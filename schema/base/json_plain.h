/*
 * json_plain: runs of bytes that stand in a JSON string as they are.  Private
 * to what reads and writes JSON.
 */
#ifndef SANJI_BASE_JSON_PLAIN_H
#define SANJI_BASE_JSON_PLAIN_H

#include <stddef.h>

/* The first byte from `at` on that must be escaped or ends a string, or end. */
const char *json_plain_end(const char *at, const char *end);

/* Whether no byte is of a character beyond ASCII. */
int json_plain_is_ascii(const char *text, size_t len);

#endif
