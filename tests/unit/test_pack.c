/*
 * Change sets as frames carry them: they come out as they went in, and no
 * frame makes its reader take up more memory than it may.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "sync/carry/frame.h"
#include "sync/carry/pack.h"
#include "tests/fixture/altered.h"
#include "tests/fixture/sample.h"

#define MUST(call) assert_int_equal(call, 0)
#define CHAIN_LEN 300

static struct changeset chain[CHAIN_LEN];

static int
start(void **state)
{
	(void)state;
	(void)git_libgit2_init();
	sample_chain(CHAIN_LEN, chain);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	for (size_t i = 0; i < CHAIN_LEN; i++)
		changeset_free(&chain[i]);
	(void)git_libgit2_shutdown();
	return 0;
}

/* A frame with change sets from..to of the chain. */
static struct buf
pack_into(struct packer *p, size_t from, size_t to)
{
	struct buf out = BUF_INIT;

	for (size_t i = from; i < to; i++)
		MUST(packer_add(p, &chain[i], NULL));
	assert_int_equal(packer_count(p), to - from);
	MUST(packer_flush(p, &out, NULL));
	assert_int_equal(packer_count(p), 0);
	return out;
}

static struct buf
pack(size_t from, size_t to)
{
	struct packer *p = packer_new(NULL);
	struct buf out = pack_into(p, from, to);

	packer_free(p);
	return out;
}

/* What an unpacker without a past says to the bytes. */
static enum err_code
unpack_take(struct buf payload)
{
	struct unpacker *u = unpacker_new(NULL);
	struct unpacked out[PACK_COUNT_MAX];
	struct err e = ERR_INIT;
	size_t count;
	int failed =
	    unpacker_read(u, payload.bytes, payload.len, out, &count, &e);

	assert_int_equal(failed, e.code == ERR_NONE ? 0 : -1);
	if (failed)
		assert_int_equal(count, 0);
	unpacker_free(u);
	buf_free(&payload);
	return e.code;
}

static int
is_refused(enum err_code code)
{
	return code == ERR_FORMAT || code == ERR_LIMIT;
}

/* --- payloads made by hand ----------------------------------------------- */

struct claim {
	uint16_t count;
	uint32_t clear_len;
	uint32_t packed_len;
};

static struct buf
payload_of(struct claim c, const void *packed, size_t len)
{
	struct buf out = BUF_INIT;

	MUST(buf_add_u16(&out, c.count, NULL));
	MUST(buf_add_u32(&out, c.clear_len, NULL));
	MUST(buf_add_u32(&out, c.packed_len, NULL));
	MUST(buf_add(&out, packed, len, NULL));
	return out;
}

/* Compressed with any window and level. */
static struct buf
compressed(const void *clear, size_t len, int window_log)
{
	ZSTD_CCtx *z = ZSTD_createCCtx();
	struct buf out = BUF_INIT;
	size_t room = ZSTD_compressBound(len), got;

	assert_non_null(z);
	assert_non_null(buf_reserve(&out, room, NULL));
	(void)ZSTD_CCtx_setParameter(z, ZSTD_c_windowLog, window_log);
	(void)ZSTD_CCtx_setParameter(z, ZSTD_c_contentSizeFlag, 0);
	got = ZSTD_compress2(z, out.bytes, room, clear, len);
	assert_false(ZSTD_isError(got));
	out.len = got;
	(void)ZSTD_freeCCtx(z);
	return out;
}

/* Zeroes, compressed, under a claim of how many there are. */
static enum err_code
unpack_zeroes(size_t len, uint32_t claimed, int window_log)
{
	uint8_t *clear = calloc(1, len);
	struct buf z, payload;

	assert_non_null(clear);
	z = compressed(clear, len, window_log);
	free(clear);
	payload = payload_of(
	    (struct claim){0, claimed, (uint32_t)z.len}, z.bytes, z.len);
	buf_free(&z);
	return unpack_take(payload);
}

static void
a_claim_of_more_than_may_be_expanded_is_refused(void **state)
{
	static const uint32_t claims[] = {
	    PACK_CLEAR_MAX + 1, 1U << 24, INT32_MAX, UINT32_MAX};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(claims); i++)
		assert_true(is_refused(unpack_take(
		    payload_of((struct claim){1, claims[i], 4}, "abcd", 4))));
}

static void
a_claim_of_more_compressed_bytes_than_there_are_is_refused(void **state)
{
	static const uint32_t claims[] = {5, 1000, INT32_MAX, UINT32_MAX};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(claims); i++)
		assert_true(is_refused(unpack_take(
		    payload_of((struct claim){1, 4, claims[i]}, "abcd", 4))));
}

static void
more_change_sets_than_fit_a_frame_are_refused(void **state)
{
	struct buf whole = pack(0, 1);

	(void)state;
	assert_int_equal(whole.bytes[1], 1);
	whole.bytes[0] = PACK_COUNT_MAX >> 8;
	whole.bytes[1] = (PACK_COUNT_MAX & 0xff) + 1;
	assert_true(is_refused(unpack_take(whole)));
}

/* How much zstd as it comes makes of it, a part at a time. */
static size_t
expanded_by_zstd(const struct buf *z)
{
	static uint8_t part[1 << 17];
	ZSTD_DStream *d = ZSTD_createDStream();
	ZSTD_inBuffer in = {z->bytes, z->len, 0};
	size_t len = 0, left = 1;

	assert_non_null(d);
	while (left != 0) {
		ZSTD_outBuffer out = {part, sizeof(part), 0};

		left = ZSTD_decompressStream(d, &out, &in);
		assert_false(ZSTD_isError(left));
		len += out.pos;
	}
	ZSTD_freeDStream(d);
	return len;
}

/* 12 KB of zstd that would become 128 MB, and do where nobody asks. */
static void
a_bomb_is_refused(void **state)
{
	size_t len = (size_t)128 << 20;
	uint8_t *clear = calloc(1, len);
	struct buf z;

	(void)state;
	assert_non_null(clear);
	z = compressed(clear, len, PACK_WINDOW_LOG);
	free(clear);
	assert_true(z.len < (size_t)16 << 10);
	assert_int_equal(expanded_by_zstd(&z), len);
	assert_true(is_refused(unpack_take(
	    payload_of((struct claim){1, PACK_CLEAR_MAX, (uint32_t)z.len},
		z.bytes, z.len))));
	buf_free(&z);
}

static void
a_stream_of_another_length_than_claimed_is_refused(void **state)
{
	(void)state;
	assert_true(is_refused(unpack_zeroes(1000, 999, 10)));
	assert_true(is_refused(unpack_zeroes(1000, 1001, 10)));
	assert_true(is_refused(unpack_zeroes(1000, 0, 10)));
	assert_true(is_refused(unpack_zeroes(
	    PACK_CLEAR_MAX + 1, PACK_CLEAR_MAX, PACK_WINDOW_LOG)));
}

static void
a_larger_window_than_ours_is_refused(void **state)
{
	struct buf z = BUF_INIT;
	uint8_t *clear = calloc(1, PACK_CLEAR_MAX);

	(void)state;
	assert_non_null(clear);
	for (int log = PACK_WINDOW_LOG + 1; log <= 24; log++) {
		z = compressed(clear, PACK_CLEAR_MAX, log);
		assert_true(is_refused(unpack_take(payload_of(
		    (struct claim){0, PACK_CLEAR_MAX, (uint32_t)z.len}, z.bytes,
		    z.len))));
		buf_free(&z);
	}
	free(clear);
}

/* A head that asks for a window of gigabytes costs nothing. */
static void
a_claim_of_an_enormous_window_is_refused(void **state)
{
	static const uint8_t head[] = {
	    0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8 /* 2^31 bytes */, 0x01, 0, 0};

	(void)state;
	assert_true(is_refused(unpack_take(payload_of(
	    (struct claim){0, 0, sizeof(head)}, head, sizeof(head)))));
}

static void
bytes_that_are_no_change_sets_are_refused(void **state)
{
	static const char clear[] = "\1\0\0\0\2ab\1\0\0\0\5c";
	struct buf z = compressed(clear, sizeof(clear) - 1, 10);
	struct buf payload =
	    payload_of((struct claim){2, sizeof(clear) - 1, (uint32_t)z.len},
		z.bytes, z.len);
	static const uint8_t signatures[2 * SIGNATURE_LEN];

	(void)state;
	MUST(buf_add(&payload, signatures, sizeof(signatures), NULL));
	assert_true(is_refused(unpack_take(payload)));
	buf_free(&z);
}

/* --- damage -------------------------------------------------------------- */

static void
a_frame_cut_after_any_byte_is_refused(void **state)
{
	struct buf whole = pack(0, 3);

	(void)state;
	for (size_t len = 0; len < whole.len; len++)
		assert_true(is_refused(unpack_take(altered_cut(&whole, len))));
	assert_int_equal(unpack_take(altered_cut(&whole, whole.len)), ERR_NONE);
	buf_free(&whole);
}

static void
bytes_after_a_frame_are_refused(void **state)
{
	struct buf whole = pack(0, 3);

	(void)state;
	assert_true(
	    is_refused(unpack_take(altered_put(&whole, whole.len, "\0", 1))));
	buf_free(&whole);
}

static void
flipped_bits_and_random_bytes_do_no_harm(void **state)
{
	struct buf whole = pack(0, 3);
	uint32_t chance = 1;

	(void)state;
	for (size_t bit = 0; bit < 8 * whole.len; bit++)
		(void)unpack_take(altered_bit(&whole, bit));
	for (int round = 0; round < 300; round++) {
		for (size_t i = 10; i < whole.len; i++) {
			chance = chance * 1664525 + 1013904223;
			whole.bytes[i] = (uint8_t)(chance >> 24);
		}
		(void)unpack_take(altered_cut(&whole, whole.len));
	}
	buf_free(&whole);
}

/* --- what is carried ----------------------------------------------------- */

struct carried {
	struct unpacker *unpacker;
	size_t at; /* place in the chain of the next */
};

/* Take a frame, putting each prev back, and compare. */
static void
take_frame(struct carried *c, struct buf payload)
{
	struct unpacked in[PACK_COUNT_MAX];
	struct err e = ERR_INIT;
	size_t count;

	if (unpacker_read(
		c->unpacker, payload.bytes, payload.len, in, &count, &e) != 0)
		fail_msg("%s", e.text);
	for (size_t i = 0; i < count; i++, c->at++) {
		const struct changeset *wanted = &chain[c->at];
		struct changeset got;

		assert_int_equal(in[i].is_packed, i > 0 || c->at == 0);
		MUST(in[i].is_packed
			 ? sample_unpack(in[i].message, in[i].len,
			       &wanted->header.prev, &got, &e)
			 : changeset_parse(in[i].message, in[i].len, &got, &e));
		assert_int_equal(got.message.len, wanted->message.len);
		assert_memory_equal(
		    got.message.bytes, wanted->message.bytes, got.message.len);
		assert_memory_equal(
		    &in[i].signature, &wanted->signature, SIGNATURE_LEN);
		changeset_free(&got);
	}
	buf_free(&payload);
}

static void
three_hundred_change_sets_come_out_as_they_went_in(void **state)
{
	struct carried c = {unpacker_new(NULL), 0};
	struct packer *p = packer_new(NULL);
	size_t frames = 0;

	(void)state;
	for (size_t i = 0; i < CHAIN_LEN; i++) {
		struct buf out = BUF_INIT;

		MUST(packer_add(p, &chain[i], NULL));
		if (!packer_is_full(p) && i + 1 < CHAIN_LEN)
			continue;
		MUST(packer_flush(p, &out, NULL));
		take_frame(&c, out);
		frames++;
	}
	assert_int_equal(c.at, CHAIN_LEN);
	assert_int_equal(frames, 2);
	packer_free(p);
	unpacker_free(c.unpacker);
}

/* A frame is flushed whole: it can be used before the next one comes. */
static void
frames_of_any_size_follow_each_other_in_one_run(void **state)
{
	static const size_t sizes[] = {1, 0, 2, 100, 1, 1, 195};
	struct carried c = {unpacker_new(NULL), 0};
	struct packer *p = packer_new(NULL);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++)
		take_frame(&c, pack_into(p, c.at, c.at + sizes[i]));
	assert_int_equal(c.at, CHAIN_LEN);
	packer_free(p);
	unpacker_free(c.unpacker);
}

static void
a_run_that_begins_in_the_middle_names_its_prev(void **state)
{
	struct carried c = {unpacker_new(NULL), 7};

	(void)state;
	take_frame(&c, pack(7, 20));
	assert_int_equal(c.at, 20);
	unpacker_free(c.unpacker);
}

static void
the_largest_change_set_fits_a_frame(void **state)
{
	struct header h = sample_header(1);
	struct changeset c;
	struct packer *p = packer_new(NULL);
	struct buf out = BUF_INIT;
	char *event = malloc(65537);
	const char *list[3];

	(void)state;
	assert_non_null(event);
	for (size_t i = 0; i < 65536; i++)
		event[i] = (char)('0' + i * i % 61);
	memcpy(event, "{\"a\":\"", 6);
	memcpy(event + 65534, "\"}", 3);
	for (size_t i = 0; i < COUNT_OF(list); i++)
		list[i] = event;
	sample_changeset(&h, list, COUNT_OF(list), &c);
	MUST(packer_add(p, &c, NULL));
	assert_true(packer_is_full(p));
	MUST(packer_flush(p, &out, NULL));
	assert_true(out.len < FRAME_LEN_MAX);
	assert_int_equal(unpack_take(out), ERR_NONE);
	packer_free(p);
	changeset_free(&c);
	free(event);
}

static void
a_packer_is_full_by_number_or_by_bytes(void **state)
{
	struct packer *p = packer_new(NULL);

	(void)state;
	assert_false(packer_is_full(p));
	for (size_t i = 0; i + 1 < PACK_COUNT_MAX; i++)
		MUST(packer_add(p, &chain[i], NULL));
	assert_false(packer_is_full(p));
	MUST(packer_add(p, &chain[PACK_COUNT_MAX - 1], NULL));
	assert_true(packer_is_full(p));
	packer_free(p);
	packer_free(NULL);
	unpacker_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_claim_of_more_than_may_be_expanded_is_refused),
	    cmocka_unit_test(
		a_claim_of_more_compressed_bytes_than_there_are_is_refused),
	    cmocka_unit_test(more_change_sets_than_fit_a_frame_are_refused),
	    cmocka_unit_test(a_bomb_is_refused),
	    cmocka_unit_test(
		a_stream_of_another_length_than_claimed_is_refused),
	    cmocka_unit_test(a_larger_window_than_ours_is_refused),
	    cmocka_unit_test(a_claim_of_an_enormous_window_is_refused),
	    cmocka_unit_test(bytes_that_are_no_change_sets_are_refused),
	    cmocka_unit_test(a_frame_cut_after_any_byte_is_refused),
	    cmocka_unit_test(bytes_after_a_frame_are_refused),
	    cmocka_unit_test(flipped_bits_and_random_bytes_do_no_harm),
	    cmocka_unit_test(
		three_hundred_change_sets_come_out_as_they_went_in),
	    cmocka_unit_test(frames_of_any_size_follow_each_other_in_one_run),
	    cmocka_unit_test(a_run_that_begins_in_the_middle_names_its_prev),
	    cmocka_unit_test(the_largest_change_set_fits_a_frame),
	    cmocka_unit_test(a_packer_is_full_by_number_or_by_bytes),
	};

	return cmocka_run_group_tests(tests, start, end);
}
