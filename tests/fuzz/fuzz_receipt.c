/* Receipts: there is one way to write one. */
#include <assert.h>
#include <string.h>

#include "sync/ledger/receipt.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct receipt r;
	struct buf again = BUF_INIT;

	if (receipt_parse(bytes, len, &r, NULL) != 0)
		return 0;
	assert(receipt_compose(&r, &again, NULL) == 0);
	assert(again.len == len && memcmp(again.bytes, bytes, len) == 0);
	assert(r.counter >= 1 && r.incarnation >= 1);
	buf_free(&again);
	receipt_free(&r);
	return 0;
}
