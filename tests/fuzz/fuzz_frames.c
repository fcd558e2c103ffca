/* Payloads of frames; the first byte says which. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "schema/base/reader.h"
#include "sync/carry/frame.h"
#include "tests/fuzz/fuzz.h"

/* What was written again must be the bytes that were read. */
static void
expect_same(struct buf *again, const uint8_t *bytes, size_t len)
{
	assert(again->len == len && memcmp(again->bytes, bytes, len) == 0);
	buf_free(again);
}

static void
hello(const uint8_t *bytes, size_t len)
{
	struct buf again = BUF_INIT;
	struct hello h;

	if (hello_read(bytes, len, &h, NULL) != 0)
		return;
	assert(hello_write(&h, &again, NULL) == 0);
	expect_same(&again, bytes, len);
}

static void
join(const uint8_t *bytes, size_t len)
{
	struct buf again = BUF_INIT;
	struct join j;

	if (join_read(bytes, len, &j, NULL) != 0)
		return;
	assert(join_write(&j, &again, NULL) == 0);
	expect_same(&again, bytes, len);
}

static void
frontier(const uint8_t *bytes, size_t len)
{
	struct reader r = reader_over(bytes, len);
	struct log_list logs = {NULL, 0}, none = {NULL, 0};
	struct receipt_marks marks = {NULL, 0};
	struct buf again = BUF_INIT;

	if (log_list_read(&r, FRAME_HEADS_MAX, &logs, NULL) == 0 &&
	    receipt_marks_read(&r, &marks, NULL) == 0) {
		assert(log_list_merge(&logs, &none, NULL) == 0);
		assert(log_list_write(&logs, &again, NULL) == 0);
		assert(receipt_marks_write(&marks, &again, NULL) == 0);
		expect_same(&again, bytes, len - r.left);
	}
	log_list_free(&logs);
	free(marks.marks);
}

static void
receipts(const uint8_t *bytes, size_t len)
{
	struct reader r = reader_over(bytes, len);
	const uint8_t *text, *signature;
	size_t text_len, sum = 0;

	while (receipt_read(&r, &text, &text_len, &signature, NULL) == 1) {
		assert(text >= bytes && text + text_len == signature);
		sum += 2 + text_len + SIGNATURE_LEN;
	}
	assert(sum <= len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static void (*const readers[])(const uint8_t *, size_t) = {
	    hello, join, frontier, receipts};

	if (len > 0)
		readers[bytes[0] % 4](bytes + 1, len - 1);
	return 0;
}
