/*
 * What halls say to each other, as bytes: what was written is read back, and
 * nothing is read past its end, beyond its limit or half.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "schema/base/reader.h"
#include "sync/carry/frame.h"
#include "sync/changeset/changeset.h"
#include "tests/fixture/altered.h"
#include "tests/fixture/sample.h"

#define MUST(call) assert_int_equal(call, 0)

static const struct log_name sample_log = {
    .space = {SPACE_GAZETTE, {"330421000000"}},
    .hall = {"330421111205"},
    .life = {UINT32_MAX, UINT64_MAX},
};

/* --- one payload of each kind, and its reader ---------------------------- */

static const struct hello sample_hello = {
    .county = {{1, 2, 3}},
    .hall = {"330421111205"},
    .life = {7, 0x8f3a00000000001c},
    .time = -1795379319,
    .digest = {9, 8, 7},
    .machine = {"0.1.0~rc1", 51200},
};

static struct buf
write_hello(void)
{
	struct buf out = BUF_INIT;

	MUST(hello_write(&sample_hello, &out, NULL));
	return out;
}

static int
read_hello(struct reader *r, struct err *e)
{
	struct hello h;
	size_t len = r->left;

	return hello_read(reader_take(r, len), len, &h, e);
}

static struct buf
write_logs(void)
{
	struct buf out = BUF_INIT;
	struct log_list list = {NULL, 0};

	for (size_t i = 0; i < 3; i++) {
		struct log_name log = sample_log;
		struct log_heads *added;

		log.life.number = (uint32_t)i + 1;
		added = log_list_add(&list, &log, i, NULL);
		assert_non_null(added);
		for (added->count = 0; added->count < i; added->count++)
			added->ids[added->count] = sample_id((uint8_t)i);
	}
	MUST(log_list_write(&list, &out, NULL));
	log_list_free(&list);
	return out;
}

static int
read_logs(struct reader *r, struct err *e)
{
	struct log_list list;
	int failed = log_list_read(r, FRAME_HEADS_MAX, &list, e);

	log_list_free(&list);
	return failed;
}

static struct receipt_mark sample_marks[] = {
    {{"330421000000"}, {SPACE_LEDGER, {"330421111205"}}, 1, 41, {1, 2}},
    {{"330421111000"}, {SPACE_GAZETTE, {"330421000000"}}, UINT32_MAX,
	UINT64_MAX, {0xff}},
};

static struct buf
write_marks(void)
{
	struct receipt_marks marks = {sample_marks, COUNT_OF(sample_marks)};
	struct buf out = BUF_INIT;

	MUST(receipt_marks_write(&marks, &out, NULL));
	return out;
}

static int
read_marks(struct reader *r, struct err *e)
{
	struct receipt_marks marks;
	int failed = receipt_marks_read(r, &marks, e);

	free(marks.marks);
	return failed;
}

static struct buf
write_receipt(void)
{
	static const uint8_t signature[SIGNATURE_LEN] = {0xaa};
	struct buf out = BUF_INIT;

	MUST(receipt_write("{\"receipt\":1}", 13, signature, &out, NULL));
	return out;
}

static int
read_receipt(struct reader *r, struct err *e)
{
	const uint8_t *text, *signature;
	size_t len;

	return receipt_read(r, &text, &len, &signature, e) == 1 ? 0 : -1;
}

static const struct join sample_join = {
    .secret = {5, 5},
    .county = {{1, 2, 3}},
    .hall = {"330421111217"},
    .signing_key = {{6}},
    .proof = {{7}},
};

static struct buf
write_join(void)
{
	struct buf out = BUF_INIT;

	MUST(join_write(&sample_join, &out, NULL));
	return out;
}

static int
read_join(struct reader *r, struct err *e)
{
	struct join j;
	size_t len = r->left;

	return join_read(reader_take(r, len), len, &j, e);
}

static const struct {
	struct buf (*write)(void);
	int (*read)(struct reader *r, struct err *e);
} kinds[] = {
    {write_hello, read_hello},
    {write_logs, read_logs},
    {write_marks, read_marks},
    {write_receipt, read_receipt},
    {write_join, read_join},
};

/* Whether all of the bytes are read as a payload of the kind. */
static int
reads_take(size_t kind, struct buf bytes)
{
	struct reader r = reader_over(bytes.bytes, bytes.len);
	struct err e = ERR_INIT;
	int failed = kinds[kind].read(&r, &e);
	int finished = !failed && reader_is_finished(&r);

	buf_free(&bytes);
	return finished;
}

static void
a_payload_cut_after_any_byte_is_refused(void **state)
{
	(void)state;
	for (size_t kind = 0; kind < COUNT_OF(kinds); kind++) {
		struct buf whole = kinds[kind].write();

		for (size_t len = 0; len < whole.len; len++)
			assert_false(
			    reads_take(kind, altered_cut(&whole, len)));
		assert_true(reads_take(kind, altered_cut(&whole, whole.len)));
		buf_free(&whole);
	}
}

static void
bytes_after_a_payload_are_noticed(void **state)
{
	(void)state;
	for (size_t kind = 0; kind < COUNT_OF(kinds); kind++) {
		struct buf whole = kinds[kind].write();

		for (size_t more = 1; more < 8; more++)
			assert_false(
			    reads_take(kind, altered_put(&whole, whole.len,
						 "\0\0\0\0\0\0\0", more)));
		buf_free(&whole);
	}
}

static void
flipped_bits_and_random_bytes_do_no_harm(void **state)
{
	uint32_t chance = 1;

	(void)state;
	for (size_t kind = 0; kind < COUNT_OF(kinds); kind++) {
		struct buf whole = kinds[kind].write();

		for (size_t bit = 0; bit < 8 * whole.len; bit++)
			(void)reads_take(kind, altered_bit(&whole, bit));
		for (int round = 0; round < 1000; round++) {
			for (size_t i = 0; i < whole.len; i++) {
				chance = chance * 1664525 + 1013904223;
				whole.bytes[i] = (uint8_t)(chance >> 24);
			}
			(void)reads_take(kind, altered_cut(&whole, whole.len));
		}
		buf_free(&whole);
	}
}

/* --- limits -------------------------------------------------------------- */

/* A list of so many logs without heads. */
static struct buf
many_logs(size_t count)
{
	struct log_list list = {calloc(count, sizeof(*list.logs)), count};
	struct buf out = BUF_INIT;

	assert_non_null(list.logs);
	for (size_t i = 0; i < count; i++) {
		list.logs[i].log = sample_log;
		list.logs[i].log.life.tag = i;
	}
	MUST(log_list_write(&list, &out, NULL));
	log_list_free(&list);
	return out;
}

static void
more_logs_than_the_limit_are_refused(void **state)
{
	(void)state;
	assert_false(reads_take(1, many_logs(FRAME_LOGS_MAX + 1)));
	assert_true(reads_take(1, many_logs(1000)));
	assert_true(reads_take(1, many_logs(0)));
}

/* --- order --------------------------------------------------------------- */

/* A list of logs told apart by their tags, each with that many ids. */
static struct log_list
list_of(const uint64_t *tags, size_t count, size_t ids)
{
	struct log_list list = {NULL, 0};

	for (size_t i = 0; i < count; i++) {
		struct log_name log = sample_log;
		struct log_heads *added;

		log.life.tag = tags[i];
		added = log_list_add(&list, &log, ids, NULL);
		assert_non_null(added);
		added->count = ids;
	}
	return list;
}

static int
reads_in_order(const uint64_t *tags, size_t count)
{
	struct log_list list = list_of(tags, count, 0);
	struct buf out = BUF_INIT;

	MUST(log_list_write(&list, &out, NULL));
	log_list_free(&list);
	return reads_take(1, out);
}

static void
a_list_that_is_not_sorted_or_names_a_log_twice_is_refused(void **state)
{
	(void)state;
	assert_true(reads_in_order((uint64_t[]){1, 2, 3}, 3));
	assert_false(reads_in_order((uint64_t[]){1, 3, 2}, 3));
	assert_false(reads_in_order((uint64_t[]){1, 2, 2}, 3));
}

static void
the_newest_word_about_a_log_replaces_the_one_before(void **state)
{
	static const uint64_t expected[] = {1, 2, 3, 4, 5};
	struct log_list old = list_of((uint64_t[]){1, 3, 5}, 3, 1);
	struct log_list newer = list_of((uint64_t[]){2, 3, 4}, 3, 2);

	(void)state;
	MUST(log_list_merge(&old, &newer, NULL));
	assert_int_equal(newer.count, 0);
	assert_int_equal(old.count, COUNT_OF(expected));
	for (size_t i = 0; i < old.count; i++) {
		assert_int_equal(old.logs[i].log.life.tag, expected[i]);
		assert_int_equal(old.logs[i].count, i % 4 == 0 ? 1 : 2);
	}
	log_list_free(&old);
}

static void
lists_do_not_grow_beyond_the_limit_by_being_joined(void **state)
{
	uint64_t *tags = calloc(FRAME_LOGS_MAX, sizeof(*tags));
	struct log_list old, newer;
	struct err e = ERR_INIT;

	(void)state;
	assert_non_null(tags);
	for (size_t i = 0; i < FRAME_LOGS_MAX; i++)
		tags[i] = i;
	old = list_of(tags, FRAME_LOGS_MAX, 0);
	newer = list_of((uint64_t[]){FRAME_LOGS_MAX}, 1, 0);
	assert_int_equal(log_list_merge(&old, &newer, &e), -1);
	assert_int_equal(e.code, ERR_LIMIT);
	log_list_free(&old);
	log_list_free(&newer);
	free(tags);
}

/* --- heads --------------------------------------------------------------- */

static int
reads_heads(size_t count, size_t max)
{
	struct log_list list = {NULL, 0};
	struct log_heads *added = log_list_add(&list, &sample_log, count, NULL);
	struct buf out = BUF_INIT;
	struct reader r;
	int failed;

	assert_non_null(added);
	added->count = count;
	MUST(log_list_write(&list, &out, NULL));
	log_list_free(&list);
	r = reader_over(out.bytes, out.len);
	failed = log_list_read(&r, max, &list, NULL);
	assert_int_equal(list.count, failed ? 0 : 1);
	log_list_free(&list);
	buf_free(&out);
	return !failed;
}

static void
more_heads_of_a_log_than_the_limit_are_refused(void **state)
{
	(void)state;
	assert_false(reads_heads(FRAME_HEADS_MAX + 1, FRAME_HEADS_MAX));
	assert_true(reads_heads(FRAME_HEADS_MAX, FRAME_HEADS_MAX));
	assert_false(reads_heads(FRAME_LOCATOR_MAX + 1, FRAME_LOCATOR_MAX));
	assert_true(reads_heads(FRAME_LOCATOR_MAX, FRAME_LOCATOR_MAX));
}

static struct buf
many_marks(size_t count)
{
	struct receipt_marks marks = {
	    calloc(count + 1, sizeof(*marks.marks)), count};
	struct buf out = BUF_INIT;

	assert_non_null(marks.marks);
	for (size_t i = 0; i < count; i++)
		marks.marks[i] = sample_marks[i % 2];
	MUST(receipt_marks_write(&marks, &out, NULL));
	free(marks.marks);
	return out;
}

static void
more_receipts_than_the_limit_are_refused(void **state)
{
	(void)state;
	assert_false(reads_take(2, many_marks(FRAME_RECEIPTS_MAX + 1)));
	assert_true(reads_take(2, many_marks(FRAME_RECEIPTS_MAX)));
	assert_true(reads_take(2, many_marks(0)));
}

/* The high byte of 12 digits as a number is never used. */
static void
a_number_that_is_no_region_code_is_refused(void **state)
{
	static const size_t places[] = {CHANGESET_ID_LEN, 3, 3, 0, 48};
	static const size_t also[] = {0, 3 + 8, 3 + 8, 0, 0};

	(void)state;
	for (size_t kind = 0; kind < COUNT_OF(kinds); kind++) {
		struct buf whole = kinds[kind].write();

		if (places[kind] != 0)
			assert_false(reads_take(
			    kind, altered_bit(&whole, 8 * places[kind])));
		if (also[kind] != 0)
			assert_false(reads_take(
			    kind, altered_bit(&whole, 8 * also[kind])));
		buf_free(&whole);
	}
}

static void
a_space_that_is_neither_ledger_nor_gazette_is_refused(void **state)
{
	(void)state;
	for (size_t kind = 1; kind <= 2; kind++) {
		struct buf whole = kinds[kind].write();

		for (size_t bit = 1; bit < 8; bit++)
			assert_false(
			    reads_take(kind, altered_bit(&whole, 8 * 2 + bit)));
		buf_free(&whole);
	}
}

static void
an_incarnation_of_number_none_is_refused(void **state)
{
	struct log_list list = {NULL, 0};
	struct log_name log = sample_log;
	struct buf out = BUF_INIT;

	(void)state;
	log.life.number = 0;
	assert_non_null(log_list_add(&list, &log, 0, NULL));
	MUST(log_list_write(&list, &out, NULL));
	log_list_free(&list);
	assert_false(reads_take(1, out));
}

static void
a_refused_list_leaves_nothing_behind(void **state)
{
	struct buf whole = kinds[1].write();
	struct reader r = reader_over(whole.bytes, whole.len - 1);
	struct log_list list;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(log_list_read(&r, FRAME_HEADS_MAX, &list, &e), -1);
	assert_int_equal(e.code, ERR_FORMAT);
	assert_null(list.logs);
	assert_int_equal(list.count, 0);
	buf_free(&whole);
}

/* --- what is read -------------------------------------------------------- */

static void
a_hello_is_read_back(void **state)
{
	struct buf bytes = write_hello();
	struct hello h;

	(void)state;
	MUST(hello_read(bytes.bytes, bytes.len, &h, NULL));
	assert_true(changeset_id_is_same(&h.county, &sample_hello.county));
	assert_true(hall_code_is_same(&h.hall, &sample_hello.hall));
	assert_int_equal(h.life.number, sample_hello.life.number);
	assert_int_equal(h.life.tag, sample_hello.life.tag);
	assert_int_equal(h.time, sample_hello.time);
	assert_memory_equal(h.digest, sample_hello.digest, sizeof(h.digest));
	assert_string_equal(h.machine.version, sample_hello.machine.version);
	assert_int_equal(machine_free(&h.machine), 51200);
	buf_free(&bytes);
}

/* It is shown to people: on terminals and on pages. */
static void
a_version_that_is_no_plain_word_is_refused(void **state)
{
	static const char *const bad[] = {"1.0\n", "0.1 <b>", "\xe4\xb8\x89"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct hello wrong = sample_hello, h;
		struct buf bytes = BUF_INIT;

		memcpy(wrong.machine.version, bad[i], strlen(bad[i]) + 1);
		MUST(hello_write(&wrong, &bytes, NULL));
		assert_int_equal(
		    hello_read(bytes.bytes, bytes.len, &h, NULL), -1);
		buf_free(&bytes);
	}
}

static void
a_hello_from_outside_of_time_is_refused(void **state)
{
	static const int64_t times[] = {INT64_MIN, INT64_MAX,
	    CHANGESET_TIME_MAX + 1, -CHANGESET_TIME_MAX - 1};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(times); i++) {
		struct buf bytes = write_hello();
		struct hello h;

		for (size_t j = 0; j < 8; j++)
			bytes.bytes[52 + j] =
			    (uint8_t)((uint64_t)times[i] >> (56 - 8 * j));
		assert_int_equal(
		    hello_read(bytes.bytes, bytes.len, &h, NULL), -1);
		buf_free(&bytes);
	}
}

static void
a_list_of_logs_is_read_back(void **state)
{
	struct buf bytes = write_logs();
	struct reader r = reader_over(bytes.bytes, bytes.len);
	struct changeset_id id = sample_id(2);
	struct log_list list;

	(void)state;
	MUST(log_list_read(&r, FRAME_HEADS_MAX, &list, NULL));
	assert_true(reader_is_finished(&r));
	assert_int_equal(list.count, 3);
	for (size_t i = 0; i < list.count; i++) {
		struct log_name log = sample_log;

		log.life.number = (uint32_t)i + 1;
		assert_int_equal(log_name_compare(&list.logs[i].log, &log), 0);
		assert_int_equal(list.logs[i].count, i);
	}
	assert_true(changeset_id_is_same(&list.logs[2].ids[1], &id));
	log_list_free(&list);
	buf_free(&bytes);
}

static void
marks_are_read_back(void **state)
{
	struct buf bytes = write_marks();
	struct reader r = reader_over(bytes.bytes, bytes.len);
	struct receipt_marks marks;

	(void)state;
	MUST(receipt_marks_read(&r, &marks, NULL));
	assert_int_equal(marks.count, COUNT_OF(sample_marks));
	for (size_t i = 0; i < marks.count; i++) {
		const struct receipt_mark *a = &marks.marks[i];
		const struct receipt_mark *b = &sample_marks[i];

		assert_true(hall_code_is_same(&a->signer, &b->signer));
		assert_true(space_name_is_same(&a->space, &b->space));
		assert_int_equal(a->incarnation, b->incarnation);
		assert_int_equal(a->counter, b->counter);
		assert_memory_equal(a->digest, b->digest, sizeof(a->digest));
	}
	free(marks.marks);
	buf_free(&bytes);
}

static void
receipts_are_read_back_one_after_the_other(void **state)
{
	uint8_t signature[SIGNATURE_LEN];
	struct buf bytes = BUF_INIT;
	struct reader r;
	const uint8_t *text, *sig;
	size_t len;

	(void)state;
	for (uint8_t i = 0; i < 3; i++) {
		memset(signature, i, sizeof(signature));
		MUST(receipt_write("abc", i, signature, &bytes, NULL));
	}
	r = reader_over(bytes.bytes, bytes.len);
	for (uint8_t i = 0; i < 3; i++) {
		assert_int_equal(receipt_read(&r, &text, &len, &sig, NULL), 1);
		assert_int_equal(len, i);
		assert_memory_equal(text, "abc", len);
		assert_int_equal(sig[0], i);
		assert_int_equal(sig[SIGNATURE_LEN - 1], i);
	}
	assert_int_equal(receipt_read(&r, &text, &len, &sig, NULL), 0);
	buf_free(&bytes);
}

static void
a_join_is_read_back(void **state)
{
	struct buf bytes = write_join();
	struct join j;

	(void)state;
	MUST(join_read(bytes.bytes, bytes.len, &j, NULL));
	assert_memory_equal(j.secret, sample_join.secret, sizeof(j.secret));
	assert_true(changeset_id_is_same(&j.county, &sample_join.county));
	assert_true(hall_code_is_same(&j.hall, &sample_join.hall));
	assert_memory_equal(
	    &j.signing_key, &sample_join.signing_key, SIGN_PUBLIC_LEN);
	assert_memory_equal(&j.proof, &sample_join.proof, SIGNATURE_LEN);
	buf_free(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_payload_cut_after_any_byte_is_refused),
	    cmocka_unit_test(bytes_after_a_payload_are_noticed),
	    cmocka_unit_test(flipped_bits_and_random_bytes_do_no_harm),
	    cmocka_unit_test(more_logs_than_the_limit_are_refused),
	    cmocka_unit_test(
		a_list_that_is_not_sorted_or_names_a_log_twice_is_refused),
	    cmocka_unit_test(
		the_newest_word_about_a_log_replaces_the_one_before),
	    cmocka_unit_test(
		lists_do_not_grow_beyond_the_limit_by_being_joined),
	    cmocka_unit_test(more_heads_of_a_log_than_the_limit_are_refused),
	    cmocka_unit_test(more_receipts_than_the_limit_are_refused),
	    cmocka_unit_test(a_number_that_is_no_region_code_is_refused),
	    cmocka_unit_test(
		a_space_that_is_neither_ledger_nor_gazette_is_refused),
	    cmocka_unit_test(an_incarnation_of_number_none_is_refused),
	    cmocka_unit_test(a_refused_list_leaves_nothing_behind),
	    cmocka_unit_test(a_hello_is_read_back),
	    cmocka_unit_test(a_version_that_is_no_plain_word_is_refused),
	    cmocka_unit_test(a_hello_from_outside_of_time_is_refused),
	    cmocka_unit_test(a_list_of_logs_is_read_back),
	    cmocka_unit_test(marks_are_read_back),
	    cmocka_unit_test(receipts_are_read_back_one_after_the_other),
	    cmocka_unit_test(a_join_is_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
