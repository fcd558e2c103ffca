/* Pieces of scans as they travel: golden bytes, cut off and altered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/records/scan.h"
#include "sync/carry/frame.h"
#include "sync/carry/piece_frame.h"
#include "tests/fixture/must.h"

static const char sealed[] = "nonce, ciphertext and tag";

static struct piece_hash
hash_of(uint8_t byte)
{
	struct piece_hash h;

	memset(h.bytes, byte, sizeof(h.bytes));
	return h;
}

static struct buf
piece_with(size_t len)
{
	struct carried_piece p = {.hash = hash_of(0xa1),
	    .bytes = (const uint8_t *)sealed,
	    .len = len};
	struct buf out = BUF_INIT;

	MUST(piece_write(&p, &out, &e));
	return out;
}

static void
a_piece_is_its_hash_and_its_bytes(void **state)
{
	struct buf payload = piece_with(sizeof(sealed));
	struct carried_piece p;

	(void)state;
	assert_int_equal(payload.len, 32 + sizeof(sealed));
	assert_int_equal(payload.bytes[31], 0xa1);
	assert_memory_equal(payload.bytes + 32, sealed, sizeof(sealed));
	MUST(piece_read(payload.bytes, payload.len, &p, &e));
	assert_int_equal(p.len, sizeof(sealed));
	assert_ptr_equal(p.bytes, payload.bytes + 32);
	assert_int_equal(p.hash.bytes[0], 0xa1);
	buf_free(&payload);
}

static void
a_piece_without_bytes_is_one_that_is_not_held(void **state)
{
	struct buf payload = piece_with(0);
	struct carried_piece p;

	(void)state;
	assert_int_equal(payload.len, 32);
	MUST(piece_read(payload.bytes, payload.len, &p, &e));
	assert_int_equal(p.len, 0);
	buf_free(&payload);
}

/* Where it is cut, it is a shorter piece, whose hash no longer fits. */
static void
a_piece_cut_off_within_its_hash_is_malformed(void **state)
{
	struct buf payload = piece_with(sizeof(sealed));
	struct carried_piece p;

	(void)state;
	for (size_t len = 0; len < payload.len; len++) {
		int failed = piece_read(payload.bytes, len, &p, NULL);

		assert_int_equal(failed, len < 32 ? -1 : 0);
		if (!failed)
			assert_int_equal(p.len, len - 32);
	}
	buf_free(&payload);
}

static void
a_piece_is_as_long_as_a_sealed_one_may_be_and_fits_a_frame(void **state)
{
	static uint8_t payload[32 + FRAME_PIECE_LEN_MAX + 1];
	struct carried_piece p;

	(void)state;
	assert_int_equal(FRAME_PIECE_LEN_MAX, SCAN_PIECE_LEN + 40);
	assert_true(sizeof(payload) < FRAME_LEN_MAX);
	MUST(piece_read(payload, sizeof(payload) - 1, &p, &e));
	assert_int_equal(piece_read(payload, sizeof(payload), &p, NULL), -1);
}

static void
hashes_are_listed_one_after_the_other(void **state)
{
	struct piece_hash all[] = {hash_of(1), hash_of(2)}, got[2];
	struct buf payload = BUF_INIT;
	size_t count = 0;

	(void)state;
	MUST(piece_hashes_write(all, 2, &payload, &e));
	assert_int_equal(payload.len, 64);
	MUST(piece_hashes_read(payload.bytes, payload.len, 2, got, &count, &e));
	assert_int_equal(count, 2);
	assert_memory_equal(got, all, sizeof(all));
	for (size_t len = 0; len < payload.len; len++)
		assert_int_equal(
		    piece_hashes_read(payload.bytes, len, 2, got, &count, NULL),
		    len == 32 ? 0 : -1);
	assert_int_equal(
	    piece_hashes_read(payload.bytes, 64, 1, got, &count, NULL), -1);
	buf_free(&payload);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_piece_is_its_hash_and_its_bytes),
	    cmocka_unit_test(a_piece_without_bytes_is_one_that_is_not_held),
	    cmocka_unit_test(a_piece_cut_off_within_its_hash_is_malformed),
	    cmocka_unit_test(
		a_piece_is_as_long_as_a_sealed_one_may_be_and_fits_a_frame),
	    cmocka_unit_test(hashes_are_listed_one_after_the_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
