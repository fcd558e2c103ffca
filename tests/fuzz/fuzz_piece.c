/* WANT, OFFER and PIECE payloads; the first byte says which. */
#include <assert.h>
#include <string.h>

#include "sync/carry/piece_frame.h"
#include "tests/fuzz/fuzz.h"

/* What was written again must be the bytes that were read. */
static void
expect_same(struct buf *again, const uint8_t *bytes, size_t len)
{
	assert(again->len == len && memcmp(again->bytes, bytes, len) == 0);
	buf_free(again);
}

static void
hashes(const uint8_t *bytes, size_t len, size_t max)
{
	struct piece_hash all[FRAME_PIECES_OFFERED_MAX];
	struct buf again = BUF_INIT;
	size_t count = 0;

	if (piece_hashes_read(bytes, len, max, all, &count, NULL) != 0)
		return;
	assert(count > 0 && count <= max);
	assert(piece_hashes_write(all, count, &again, NULL) == 0);
	expect_same(&again, bytes, len);
}

static void
piece(const uint8_t *bytes, size_t len)
{
	struct buf again = BUF_INIT;
	struct carried_piece p;

	if (piece_read(bytes, len, &p, NULL) != 0)
		return;
	assert(p.len <= FRAME_PIECE_LEN_MAX);
	assert(piece_write(&p, &again, NULL) == 0);
	expect_same(&again, bytes, len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	if (len == 0)
		return 0;
	switch (bytes[0] % 3) {
	case 0:
		hashes(bytes + 1, len - 1, FRAME_PIECES_WANTED_MAX);
		break;
	case 1:
		hashes(bytes + 1, len - 1, FRAME_PIECES_OFFERED_MAX);
		break;
	default:
		piece(bytes + 1, len - 1);
	}
	return 0;
}
