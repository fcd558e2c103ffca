/*
 * json: one way to read JSON and one way to write it, both the library's
 * (docs/decisions/0021-json-by-the-library.md).
 *
 * Reading is strict (UTF-8, no duplicate members, nothing after the value).
 * Writing is canonical: members sorted by name, no white space, so equal
 * values are equal bytes.
 */
#ifndef SANJI_BASE_JSON_H
#define SANJI_BASE_JSON_H

#include <jansson.h>
#include <stddef.h>

#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"

/* Longest JSON text read from outside. */
#define JSON_TEXT_MAX ((size_t)1024 * 1024)

/*
 * The object or array in text[0..len).  A new reference; NULL with
 * ERR_FORMAT (the text says where) or ERR_LIMIT.
 */
json_t *json_read(const char *text, size_t len, struct err *e) MUST_CHECK;

/* Append value's canonical text.  -1 with ERR_NOMEM or ERR_LIMIT. */
int json_write(const json_t *value, struct buf *out, struct err *e) MUST_CHECK;

/*
 * Append text as a JSON string, with its quotes.  Errors as json_write, and
 * ERR_FORMAT if it is no UTF-8.
 */
int
json_write_string(const char *text, struct buf *out, struct err *e) MUST_CHECK;

/* The string member of an object, or NULL if it is not there or no string. */
const char *json_member_text(const json_t *object, const char *name);

/* The integer member of an object, or otherwise the given value. */
json_int_t json_member_integer(
    const json_t *object, const char *name, json_int_t otherwise);

/*
 * Put a new value (reference taken, NULL counts as no memory) into object.
 * -1 with ERR_NOMEM.
 */
int json_put_take(
    json_t *object, const char *name, json_t *value, struct err *e) MUST_CHECK;

/* Append a new value (reference taken) to an array.  -1 with ERR_NOMEM. */
int json_append_take(json_t *array, json_t *value, struct err *e) MUST_CHECK;

#endif
