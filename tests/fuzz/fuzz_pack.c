/*
 * Payloads of CHANGESETS, one run of them: a zstd stream that must give what
 * was announced and never more.  Each payload behind a 16-bit length.
 */
#include <assert.h>

#include "schema/base/reader.h"
#include "sync/carry/pack.h"
#include "tests/fuzz/fuzz.h"

/* Every byte that is handed out can be read; what it says is text or not. */
static size_t
count_lines(const struct unpacked *u)
{
	size_t count = 0;

	for (size_t i = 0; i < u->len; i++)
		count += u->message[i] == '\n';
	return count;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct reader r = reader_over(bytes, len);
	struct unpacker *u = unpacker_new(NULL);
	int failed = 0;

	assert(u != NULL);
	while (!failed && r.left > 2) {
		struct unpacked out[PACK_COUNT_MAX];
		size_t size = reader_u16(&r), count, clear = 0;
		const uint8_t *payload;

		size = size < r.left ? size : r.left;
		payload = reader_take(&r, size);
		failed = unpacker_read(u, payload, size, out, &count, NULL);
		for (size_t i = 0; !failed && i < count; i++) {
			assert(count_lines(&out[i]) <= out[i].len);
			clear += out[i].len;
		}
		assert(clear <= PACK_CLEAR_MAX);
	}
	unpacker_free(u);
	return 0;
}
