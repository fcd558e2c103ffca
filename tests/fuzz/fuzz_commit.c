/* Whole commits, as an export or a damaged store would show them. */
#include <assert.h>
#include <git2.h>
#include <string.h>

#include "sync/changeset/changeset.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	return git_libgit2_init() < 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct git_id parents[CHANGESET_HEADS_MAX + 1];
	struct buf again = BUF_INIT;
	struct sign_public key;
	struct changeset c;
	struct err e = ERR_INIT;
	size_t count;

	if (changeset_parse_commit(bytes, len, &c, &key, parents, &count, &e) !=
	    0) {
		assert(e.code == ERR_FORMAT || e.code == ERR_LIMIT);
		return 0;
	}
	assert(
	    changeset_commit_bytes(&c, &key, parents, count, &again, &e) == 0);
	assert(again.len == len && memcmp(again.bytes, bytes, len) == 0);
	buf_free(&again);
	changeset_free(&c);
	return 0;
}
