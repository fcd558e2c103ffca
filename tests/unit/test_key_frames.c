/*
 * Keys and lists of wanted keys as bytes: what was written is read back, and
 * nothing is read past its end, beyond its limit or half.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/reader.h"
#include "sync/carry/key_frame.h"
#include "tests/fixture/altered.h"
#include "tests/fixture/must.h"

#define GROUP_HEAD 11
#define ITEM_LEN 32

static const struct space_name village = {SPACE_LEDGER, {"330421111205"}};
static const struct space_name town = {SPACE_LEDGER, {"330421111000"}};

static struct case_key
sample_key(uint8_t byte)
{
	struct case_key key;

	memset(key.bytes, byte, sizeof(key.bytes));
	return key;
}

/* Two keys of the village, one of the town. */
static struct carried_keys
sample_keys(void)
{
	struct carried_keys keys = {NULL, 0, 0};
	struct case_key one = sample_key(1), two = sample_key(2),
			three = sample_key(3);

	MUST(carried_keys_add(&keys, &village, &one, &e));
	MUST(carried_keys_add(&keys, &village, &two, &e));
	MUST(carried_keys_add(&keys, &town, &three, &e));
	return keys;
}

static struct buf
written(void)
{
	struct carried_keys keys = sample_keys();
	struct buf out = BUF_INIT;

	MUST(carried_keys_write(&keys, &out, &e));
	carried_keys_free(&keys);
	return out;
}

/* How many keys are read; -1: refused, and nothing is left behind. */
static int
read_take(struct buf bytes)
{
	struct reader r = reader_over(bytes.bytes, bytes.len);
	struct carried_keys keys;
	int failed = carried_keys_read(&r, &keys, NULL);
	int count = (int)keys.count;

	if (failed)
		assert_null(keys.all);
	carried_keys_free(&keys);
	buf_free(&bytes);
	return failed ? -1 : count;
}

static void
keys_are_read_back(void **state)
{
	struct carried_keys sent = sample_keys(), got;
	struct buf bytes = written();
	struct reader r = reader_over(bytes.bytes, bytes.len);

	(void)state;
	assert_int_equal(bytes.len, 2 * GROUP_HEAD + 3 * ITEM_LEN);
	MUST(carried_keys_read(&r, &got, &e));
	assert_int_equal(got.count, sent.count);
	for (size_t i = 0; i < got.count; i++) {
		assert_true(
		    space_name_is_same(&got.all[i].space, &sent.all[i].space));
		assert_memory_equal(
		    &got.all[i].key, &sent.all[i].key, ITEM_LEN);
	}
	carried_keys_free(&sent);
	carried_keys_free(&got);
	buf_free(&bytes);
}

static void
keys_cut_off_within_a_group_are_refused(void **state)
{
	struct buf whole = written();
	size_t boundary = GROUP_HEAD + 2 * ITEM_LEN;

	(void)state;
	for (size_t len = 0; len <= whole.len; len++) {
		int expected = len == 0		  ? 0
			       : len == boundary  ? 2
			       : len == whole.len ? 3
						  : -1;

		assert_int_equal(read_take(altered_cut(&whole, len)), expected);
	}
	buf_free(&whole);
}

static void
flipped_bits_do_no_harm(void **state)
{
	struct buf whole = written();

	(void)state;
	for (size_t bit = 0; bit < 8 * whole.len; bit++)
		(void)read_take(altered_bit(&whole, bit));
	/* A group of none, and a space that is neither. */
	whole.bytes[10] = 0;
	assert_int_equal(read_take(altered_cut(&whole, whole.len)), -1);
	whole.bytes[10] = 2;
	whole.bytes[0] = 2;
	assert_int_equal(read_take(altered_cut(&whole, whole.len)), -1);
	buf_free(&whole);
}

static struct buf
many(size_t count)
{
	struct carried_keys keys = {NULL, 0, 0};
	struct case_key key = sample_key(9);
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < count; i++)
		MUST(carried_keys_add(&keys, &village, &key, &e));
	MUST(carried_keys_write(&keys, &out, &e));
	carried_keys_free(&keys);
	return out;
}

static void
more_keys_than_the_limit_are_refused(void **state)
{
	struct buf most = many(FRAME_KEYS_MAX), one = many(1);

	(void)state;
	assert_int_equal(
	    read_take(altered_cut(&most, most.len)), FRAME_KEYS_MAX);
	assert_int_equal(
	    read_take(altered_put(&most, most.len, one.bytes, one.len)), -1);
	buf_free(&most);
	buf_free(&one);
}

/* --- wants --------------------------------------------------------------- */

static void
add_want(struct key_wants *w, const struct space_name *space, uint8_t byte)
{
	struct case_key_hash hash;

	memset(hash.bytes, byte, sizeof(hash.bytes));
	MUST(key_wants_add(w, space, &hash, &e));
}

static void
equal_lists_of_wants_are_equal_bytes_in_whatever_order(void **state)
{
	struct key_wants one = {NULL, 0, 0}, two = {NULL, 0, 0}, got;
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct reader r;

	(void)state;
	add_want(&one, &village, 7);
	add_want(&one, &town, 8);
	add_want(&one, &village, 5);
	add_want(&two, &town, 8);
	add_want(&two, &village, 5);
	add_want(&two, &village, 7);
	MUST(key_wants_write(&one, &a, &e));
	MUST(key_wants_write(&two, &b, &e));
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.bytes, b.bytes, a.len);
	r = reader_over(a.bytes, a.len);
	MUST(key_wants_read(&r, &got, &e));
	assert_int_equal(got.count, 3);
	assert_int_equal(got.all[0].hash.bytes[0], 8);
	assert_int_equal(got.all[2].hash.bytes[31], 7);
	key_wants_free(&one);
	key_wants_free(&two);
	key_wants_free(&got);
	buf_free(&a);
	buf_free(&b);
}

static int
reads_wants(const struct buf *from, size_t len)
{
	struct buf bytes = altered_cut(from, len);
	struct reader r = reader_over(bytes.bytes, bytes.len);
	struct key_wants got;
	int failed = key_wants_read(&r, &got, NULL);

	key_wants_free(&got);
	buf_free(&bytes);
	return !failed;
}

static void
wants_beyond_the_limit_are_left_for_the_next_time(void **state)
{
	struct key_wants w = {NULL, 0, 0};
	struct buf out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < FRAME_WANTS_MAX + 10; i++)
		add_want(&w, &village, (uint8_t)i);
	MUST(key_wants_write(&w, &out, &e));
	assert_int_equal(out.len, GROUP_HEAD + FRAME_WANTS_MAX * ITEM_LEN);
	assert_true(reads_wants(&out, out.len));
	for (size_t len = 1; len < 3 * ITEM_LEN; len++)
		assert_false(reads_wants(&out, len));
	key_wants_free(&w);
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keys_are_read_back),
	    cmocka_unit_test(keys_cut_off_within_a_group_are_refused),
	    cmocka_unit_test(flipped_bits_do_no_harm),
	    cmocka_unit_test(more_keys_than_the_limit_are_refused),
	    cmocka_unit_test(
		equal_lists_of_wants_are_equal_bytes_in_whatever_order),
	    cmocka_unit_test(wants_beyond_the_limit_are_left_for_the_next_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
