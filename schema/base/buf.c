#include "schema/base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
buf_free(struct buf *b)
{
	if (b->bytes != NULL)
		explicit_bzero(b->bytes, b->room);
	free(b->bytes);
	*b = (struct buf)BUF_INIT;
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->bytes != NULL)
		b->bytes[0] = '\0';
}

/*
 * Grow by copying rather than by realloc, which would leave the old bytes,
 * perhaps a citizen's, lying in freed memory.
 */
static int
grow(struct buf *b, size_t room, struct err *e)
{
	uint8_t *bytes = malloc(room);

	if (bytes == NULL)
		return err_nomem(e);
	if (b->bytes != NULL) {
		memcpy(bytes, b->bytes, b->len);
		explicit_bzero(b->bytes, b->room);
		free(b->bytes);
	}
	bytes[b->len] = '\0';
	b->bytes = bytes;
	b->room = room;
	return 0;
}

uint8_t *
buf_reserve(struct buf *b, size_t len, struct err *e)
{
	size_t room = b->room == 0 ? 64 : b->room;

	if (len > BUF_LEN_MAX - b->len) {
		(void)err_set(
		    e, ERR_LIMIT, "more than %zu bytes at once", BUF_LEN_MAX);
		return NULL;
	}
	while (room < b->len + len + 1)
		room *= 2;
	if (room > b->room && grow(b, room, e) != 0)
		return NULL;
	return b->bytes + b->len;
}

int
buf_add(struct buf *b, const void *data, size_t len, struct err *e)
{
	uint8_t *to = buf_reserve(b, len, e);

	if (to == NULL)
		return -1;
	if (len > 0)
		memcpy(to, data, len);
	b->len += len;
	b->bytes[b->len] = '\0';
	return 0;
}

int
buf_add_text(struct buf *b, const char *text, struct err *e)
{
	return buf_add(b, text, strlen(text), e);
}

/* Mostly there is room, and the text is made once. */
int
buf_printf(struct buf *b, struct err *e, const char *format, ...)
{
	size_t room = b->room - b->len;
	va_list args, again;
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(
	    room == 0 ? NULL : (char *)b->bytes + b->len, room, format, args);
	va_end(args);
	assert(len >= 0);
	if ((size_t)len >= room) {
		uint8_t *to = buf_reserve(b, (size_t)len, e);

		if (to == NULL) {
			len = -1;
			if (b->bytes != NULL)
				b->bytes[b->len] = '\0';
		} else {
			(void)vsnprintf(
			    (char *)to, (size_t)len + 1, format, again);
		}
	}
	va_end(again);
	if (len < 0)
		return -1;
	b->len += (size_t)len;
	return 0;
}

static int
add_big_endian(struct buf *b, uint64_t value, size_t len, struct err *e)
{
	uint8_t bytes[8];

	for (size_t i = 0; i < len; i++)
		bytes[i] = (uint8_t)(value >> (8 * (len - 1 - i)));
	return buf_add(b, bytes, len, e);
}

int
buf_add_u8(struct buf *b, uint8_t value, struct err *e)
{
	return add_big_endian(b, value, 1, e);
}

int
buf_add_u16(struct buf *b, uint16_t value, struct err *e)
{
	return add_big_endian(b, value, 2, e);
}

int
buf_add_u32(struct buf *b, uint32_t value, struct err *e)
{
	return add_big_endian(b, value, 4, e);
}

int
buf_add_u64(struct buf *b, uint64_t value, struct err *e)
{
	return add_big_endian(b, value, 8, e);
}

void
buf_drop(struct buf *b, size_t len)
{
	assert(len <= b->len);
	if (len == 0)
		return;
	memmove(b->bytes, b->bytes + len, b->len - len);
	b->len -= len;
	b->bytes[b->len] = '\0';
}

const char *
buf_text(const struct buf *b)
{
	return b->bytes == NULL ? "" : (const char *)b->bytes;
}
