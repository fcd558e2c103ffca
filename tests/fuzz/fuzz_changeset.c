/*
 * Messages of change sets, whole and packed: what is accepted whole packs
 * and unpacks to the same bytes.
 */
#include <assert.h>
#include <string.h>

#include "sync/changeset/changeset.h"
#include "tests/fuzz/fuzz.h"

static const struct changeset_id some = {{1, 2, 3}};

static void
unpack(const void *packed, size_t len, const struct changeset_id *prev,
    const struct buf *expected)
{
	struct changeset c;
	struct err e = ERR_INIT;
	int failed = changeset_open(packed, len, &c, &e) != 0 ||
		     changeset_complete(packed, len, prev, &c, &e) != 0;

	assert(!failed || e.code == ERR_FORMAT || e.code == ERR_LIMIT);
	if (expected != NULL) {
		assert(!failed);
		assert(c.message.len == expected->len);
		assert(memcmp(c.message.bytes, expected->bytes,
			   expected->len) == 0);
	}
	changeset_free(&c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct changeset c;
	struct buf packed = BUF_INIT;
	struct err e = ERR_INIT;

	if (changeset_parse(bytes, len, &c, &e) == 0) {
		assert(c.message.len == len);
		for (size_t i = 0; i < c.event_count; i++)
			assert(c.events[i].offset + c.events[i].len < len);
		assert(changeset_pack(&c, &packed, &e) == 0);
		unpack(packed.bytes, packed.len, &c.header.prev, &c.message);
		buf_free(&packed);
		changeset_free(&c);
	} else {
		assert(e.code == ERR_FORMAT || e.code == ERR_LIMIT);
	}
	unpack(bytes, len, &some, NULL);
	return 0;
}
