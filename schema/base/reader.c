#include "schema/base/reader.h"

#include <string.h>

struct reader
reader_over(const void *data, size_t len)
{
	return (struct reader){.at = data, .left = len, .failed = 0};
}

const uint8_t *
reader_take(struct reader *r, size_t len)
{
	const uint8_t *here = r->at;

	if (r->failed || len > r->left) {
		r->failed = 1;
		return NULL;
	}
	r->at += len;
	r->left -= len;
	return here;
}

static uint64_t
big_endian(struct reader *r, size_t len)
{
	const uint8_t *bytes = reader_take(r, len);
	uint64_t value = 0;

	for (size_t i = 0; bytes != NULL && i < len; i++)
		value = value << 8 | bytes[i];
	return value;
}

uint8_t
reader_u8(struct reader *r)
{
	return (uint8_t)big_endian(r, 1);
}

uint16_t
reader_u16(struct reader *r)
{
	return (uint16_t)big_endian(r, 2);
}

uint32_t
reader_u32(struct reader *r)
{
	return (uint32_t)big_endian(r, 4);
}

uint64_t
reader_u64(struct reader *r)
{
	return big_endian(r, 8);
}

void
reader_copy(struct reader *r, void *out, size_t len)
{
	const uint8_t *bytes = reader_take(r, len);

	if (bytes == NULL)
		memset(out, 0, len);
	else
		memcpy(out, bytes, len);
}

int
reader_is_finished(const struct reader *r)
{
	return !r->failed && r->left == 0;
}
