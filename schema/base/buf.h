/*
 * buf: bytes that grow.
 *
 * A zeroed struct buf is empty and ready.  The bytes are always followed by
 * a NUL that is not counted, so that text can be used where it lies.
 */
#ifndef SANJI_BASE_BUF_H
#define SANJI_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

struct buf {
	uint8_t *bytes; /* owned; NULL while empty */
	size_t len;	/* bytes in use */
	size_t room;	/* bytes allocated */
};

#define BUF_INIT           \
	{                  \
		NULL, 0, 0 \
	}

/* Largest buffer anybody may make; a larger one is ERR_LIMIT. */
#define BUF_LEN_MAX ((size_t)512 * 1024 * 1024)

/* Wipe and release; b is empty and ready afterwards. */
void buf_free(struct buf *b);

/* Forget the bytes, keep the memory. */
void buf_clear(struct buf *b);

/* Append len bytes.  -1 with ERR_NOMEM or ERR_LIMIT; b is unchanged then. */
int
buf_add(struct buf *b, const void *data, size_t len, struct err *e) MUST_CHECK;

/* Append the text without its NUL.  Errors as buf_add. */
int buf_add_text(struct buf *b, const char *text, struct err *e) MUST_CHECK;

/* Append formatted text; the format is not translated.  Errors as buf_add. */
int buf_printf(struct buf *b, struct err *e, const char *format, ...)
    PRINTF_LIKE(3, 4) MUST_CHECK;

/* Append big-endian integers.  Errors as buf_add. */
int buf_add_u8(struct buf *b, uint8_t value, struct err *e) MUST_CHECK;
int buf_add_u16(struct buf *b, uint16_t value, struct err *e) MUST_CHECK;
int buf_add_u32(struct buf *b, uint32_t value, struct err *e) MUST_CHECK;
int buf_add_u64(struct buf *b, uint64_t value, struct err *e) MUST_CHECK;

/*
 * Make room for len more bytes and return where they go; the caller writes
 * them and adds to b->len.  NULL with ERR_NOMEM or ERR_LIMIT.
 */
uint8_t *buf_reserve(struct buf *b, size_t len, struct err *e) MUST_CHECK;

/* Drop the first len bytes (len <= b->len), moving the rest down. */
void buf_drop(struct buf *b, size_t len);

/* The bytes as text; "" while empty.  Valid until the next change of b. */
const char *buf_text(const struct buf *b);

#endif
