#include "sync/carry/piece_frame.h"

#include <string.h>

#include "schema/base/reader.h"

static int
malformed(struct err *e)
{
	return err_set(e, ERR_FORMAT, "the other hall sent a malformed %s",
	    "list of pieces");
}

int
piece_hashes_write(
    const struct piece_hash *all, size_t count, struct buf *out, struct err *e)
{
	for (size_t i = 0; i < count; i++)
		if (buf_add(out, all[i].bytes, FRAME_PIECE_HASH_LEN, e) != 0)
			return -1;
	return 0;
}

int
piece_hashes_read(const void *payload, size_t len, size_t max,
    struct piece_hash *all, size_t *count_out, struct err *e)
{
	struct reader r = reader_over(payload, len);
	size_t count = len / FRAME_PIECE_HASH_LEN;

	if (count == 0 || count > max)
		return malformed(e);
	for (size_t i = 0; i < count; i++)
		reader_copy(&r, all[i].bytes, FRAME_PIECE_HASH_LEN);
	*count_out = count;
	return reader_is_finished(&r) ? 0 : malformed(e);
}

int
piece_write(const struct carried_piece *p, struct buf *out, struct err *e)
{
	if (buf_add(out, p->hash.bytes, FRAME_PIECE_HASH_LEN, e) != 0)
		return -1;
	return buf_add(out, p->bytes, p->len, e);
}

int
piece_read(
    const void *payload, size_t len, struct carried_piece *out, struct err *e)
{
	struct reader r = reader_over(payload, len);

	reader_copy(&r, out->hash.bytes, FRAME_PIECE_HASH_LEN);
	out->len = r.left;
	out->bytes = reader_take(&r, r.left);
	return r.failed || out->len > FRAME_PIECE_LEN_MAX ? malformed(e) : 0;
}
