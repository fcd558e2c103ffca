/*
 * Payload: count (16 bit), clear length (32), compressed length (32), the
 * compressed bytes, then count signatures.  Clear bytes: for each change
 * set a flag (8 bit: 1 without prev, 0 whole), a length (32), the message.
 */
#include "sync/carry/pack.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "schema/base/reader.h"

/* Fast and small: what is sent once is not worth a second's work. */
#define LEVEL 3

struct packer {
	ZSTD_CCtx *stream;
	struct buf clear;
	struct buf signatures;
	size_t count;
	int has_last;
	struct changeset_id last; /* added before, in this frame */
};

struct packer *
packer_new(struct err *e)
{
	struct packer *p = calloc(1, sizeof(*p));

	if (p != NULL)
		p->stream = ZSTD_createCCtx();
	if (p == NULL || p->stream == NULL) {
		free(p);
		(void)err_nomem(e);
		return NULL;
	}
	(void)ZSTD_CCtx_setParameter(p->stream, ZSTD_c_compressionLevel, LEVEL);
	(void)ZSTD_CCtx_setParameter(
	    p->stream, ZSTD_c_windowLog, PACK_WINDOW_LOG);
	(void)ZSTD_CCtx_setParameter(p->stream, ZSTD_c_checksumFlag, 0);
	return p;
}

void
packer_free(struct packer *p)
{
	if (p == NULL)
		return;
	(void)ZSTD_freeCCtx(p->stream);
	buf_free(&p->clear);
	buf_free(&p->signatures);
	free(p);
}

int
packer_add(struct packer *p, const struct changeset *c, struct err *e)
{
	struct buf message = BUF_INIT;
	int is_packed =
	    c->header.seq == 1 ||
	    (p->has_last && changeset_id_is_same(&p->last, &c->header.prev));
	int failed =
	    is_packed ? changeset_pack(c, &message, e)
		      : buf_add(&message, c->message.bytes, c->message.len, e);

	if (failed || buf_add_u8(&p->clear, (uint8_t)is_packed, e) != 0 ||
	    buf_add_u32(&p->clear, (uint32_t)message.len, e) != 0 ||
	    buf_add(&p->clear, message.bytes, message.len, e) != 0 ||
	    buf_add(&p->signatures, c->signature.bytes, SIGNATURE_LEN, e) != 0)
		failed = -1;
	p->count++;
	p->has_last = 1;
	p->last = c->id;
	buf_free(&message);
	return failed;
}

int
packer_is_full(const struct packer *p)
{
	return p->clear.len >= PACK_CLEAR_LEN || p->count >= PACK_COUNT_MAX;
}

size_t
packer_count(const struct packer *p)
{
	return p->count;
}

static int
compress(struct packer *p, struct buf *out, struct err *e)
{
	size_t bound = ZSTD_compressBound(p->clear.len) + 1024;
	uint8_t *room = buf_reserve(out, bound, e);
	ZSTD_inBuffer in = {p->clear.bytes, p->clear.len, 0};
	ZSTD_outBuffer to = {room, bound, 0};
	size_t left = 1;

	if (room == NULL)
		return -1;
	while (left != 0) {
		left = ZSTD_compressStream2(p->stream, &to, &in, ZSTD_e_flush);
		if (ZSTD_isError(left) || to.pos == to.size)
			return err_set(e, ERR_LIMIT, "compression failed: %s",
			    ZSTD_getErrorName(left));
	}
	out->len += to.pos;
	return 0;
}

int
packer_flush(struct packer *p, struct buf *payload_out, struct err *e)
{
	struct buf compressed = BUF_INIT;
	int failed =
	    compress(p, &compressed, e) != 0 ||
	    buf_add_u16(payload_out, (uint16_t)p->count, e) != 0 ||
	    buf_add_u32(payload_out, (uint32_t)p->clear.len, e) != 0 ||
	    buf_add_u32(payload_out, (uint32_t)compressed.len, e) != 0 ||
	    buf_add(payload_out, compressed.bytes, compressed.len, e) != 0 ||
	    buf_add(payload_out, p->signatures.bytes, p->signatures.len, e) !=
		0;

	buf_free(&compressed);
	buf_clear(&p->clear);
	buf_clear(&p->signatures);
	p->count = 0;
	p->has_last = 0;
	return failed ? -1 : 0;
}

/* --- reading ------------------------------------------------------------- */

struct unpacker {
	ZSTD_DCtx *stream;
	struct buf clear;
};

struct unpacker *
unpacker_new(struct err *e)
{
	struct unpacker *u = calloc(1, sizeof(*u));

	if (u != NULL)
		u->stream = ZSTD_createDCtx();
	if (u == NULL || u->stream == NULL) {
		free(u);
		(void)err_nomem(e);
		return NULL;
	}
	(void)ZSTD_DCtx_setParameter(
	    u->stream, ZSTD_d_windowLogMax, PACK_WINDOW_LOG);
	return u;
}

void
unpacker_free(struct unpacker *u)
{
	if (u == NULL)
		return;
	(void)ZSTD_freeDCtx(u->stream);
	buf_free(&u->clear);
	free(u);
}

static int
malformed(struct err *e)
{
	return err_set(
	    e, ERR_FORMAT, "the other hall sent malformed change sets");
}

/* Exactly clear_len bytes, never more, whatever the stream would give. */
static int
expand(struct unpacker *u, const uint8_t *bytes, size_t len, size_t clear_len,
    struct err *e)
{
	uint8_t *room;
	ZSTD_inBuffer in = {bytes, len, 0};
	ZSTD_outBuffer to = {NULL, clear_len, 0};

	buf_clear(&u->clear);
	room = buf_reserve(&u->clear, clear_len + 1, e);
	if (room == NULL)
		return -1;
	to.dst = room;
	while (in.pos < in.size) {
		size_t before = in.pos + to.pos;
		size_t left = ZSTD_decompressStream(u->stream, &to, &in);

		if (ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation)
			return err_nomem(e);
		if (ZSTD_isError(left) || in.pos + to.pos == before)
			return malformed(e);
	}
	if (to.pos != clear_len)
		return malformed(e);
	u->clear.len = clear_len;
	return 0;
}

static int
take_one(struct reader *clear, struct reader *signatures, struct unpacked *out,
    struct err *e)
{
	uint8_t flag = reader_u8(clear);

	out->is_packed = flag == 1;
	out->len = reader_u32(clear);
	out->message = reader_take(clear, out->len);
	reader_copy(signatures, out->signature.bytes, SIGNATURE_LEN);
	return flag > 1 || clear->failed || signatures->failed ? malformed(e)
							       : 0;
}

int
unpacker_read(struct unpacker *u, const void *payload, size_t len,
    struct unpacked out[PACK_COUNT_MAX], size_t *count_out, struct err *e)
{
	struct reader r = reader_over(payload, len), clear;
	size_t count = reader_u16(&r);
	size_t clear_len = reader_u32(&r);
	size_t packed_len = reader_u32(&r);
	const uint8_t *packed = reader_take(&r, packed_len);

	*count_out = 0;
	if (r.failed || count > PACK_COUNT_MAX || clear_len > PACK_CLEAR_MAX)
		return malformed(e);
	if (expand(u, packed, packed_len, clear_len, e) != 0)
		return -1;
	clear = reader_over(u->clear.bytes, clear_len);
	for (size_t i = 0; i < count; i++)
		if (take_one(&clear, &r, &out[i], e) != 0)
			return -1;
	if (!reader_is_finished(&clear) || !reader_is_finished(&r))
		return malformed(e);
	*count_out = count;
	return 0;
}
