/*
 * The text of a receipt, which is what is signed: one way of writing it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "sync/ledger/receipt.h"
#include "tests/fixture/altered.h"
#include "tests/fixture/sample.h"

#define ID_11 "1111111111111111111111111111111111111111111111111111111111111111"
#define ID_22 "2222222222222222222222222222222222222222222222222222222222222222"
#define ID_33 "3333333333333333333333333333333333333333333333333333333333333333"

static const char golden[] =
    "{\"counter\":41,\"gazettes\":[\"" ID_33 "\"],\"heads\":[\"" ID_11
    "\",\"" ID_22 "\"],\"incarnation\":3,\"receipt\":1,"
    "\"signer\":\"330421111000\",\"space\":\"ledger/330421111205\"}";

static struct buf text;

static int
start(void **state)
{
	(void)state;
	return buf_add_text(&text, golden, NULL);
}

static int
end(void **state)
{
	(void)state;
	buf_free(&text);
	return 0;
}

static int
reads_take(struct buf bytes)
{
	struct receipt r;
	struct err e = ERR_INIT;
	int failed = receipt_parse(bytes.bytes, bytes.len, &r, &e);

	if (failed)
		assert_true(e.code == ERR_FORMAT || e.code == ERR_LIMIT);
	else
		receipt_free(&r);
	buf_free(&bytes);
	return !failed;
}

struct change {
	const char *what;
	const char *with;
};

static void
refuse_changes(const struct change *changes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (reads_take(
			altered(&text, changes[i].what, changes[i].with)))
			fail_msg("%s was read", changes[i].with);
}

static void
members_in_another_order_too_many_or_too_few_are_refused(void **state)
{
	static const struct change changes[] = {
	    {"\"incarnation\":3,\"receipt\":1",
		"\"receipt\":1,\"incarnation\":3"},
	    {"{\"counter\":41,", "{"},
	    {"\"gazettes\":[\"" ID_33 "\"],", ""},
	    {"\"heads\":[\"" ID_11 "\",\"" ID_22 "\"],", ""},
	    {"\"incarnation\":3,", ""},
	    {"\"receipt\":1,", ""},
	    {"\"signer\":\"330421111000\",", ""},
	    {",\"space\":\"ledger/330421111205\"", ""},
	    {"\"receipt\":1", "\"receipt\":1,\"red\":1"},
	    {"\"receipt\":1", "\"receipt\":1,\"receipt\":1"},
	    {"\"counter\":41", "\"colour\":\"red\",\"counter\":41"},
	};

	(void)state;
	refuse_changes(changes, COUNT_OF(changes));
}

static void
the_same_said_in_other_bytes_is_refused(void **state)
{
	static const struct change changes[] = {
	    {"{\"counter\"", "{ \"counter\""},
	    {"\"counter\":41", "\"counter\": 41"},
	    {"\"counter\":41", "\"counter\":41.0"},
	    {"\"counter\":41", "\"counter\":041"},
	    {"\"counter\":41", "\"\\u0063ounter\":41"},
	    {"ledger/", "ledger\\/"},
	    {"205\"}", "205\"}\n"},
	    {"{\"counter\"", " {\"counter\""},
	    {"{\"counter\"", "\n{\"counter\""},
	    {"{\"counter\"", "\xef\xbb\xbf{\"counter\""},
	    {"\",\"2222", "\", \"2222"},
	};
	static const char after[] = " \n{}\0";

	(void)state;
	refuse_changes(changes, COUNT_OF(changes));
	for (size_t i = 0; i < sizeof(after); i++)
		assert_false(
		    reads_take(altered_put(&text, text.len, &after[i], 1)));
}

static void
values_that_are_no_names_or_numbers_are_refused(void **state)
{
	static const struct change changes[] = {
	    {"\"receipt\":1", "\"receipt\":0"},
	    {"\"receipt\":1", "\"receipt\":2"},
	    {"\"receipt\":1", "\"receipt\":\"1\""},
	    {"\"counter\":41", "\"counter\":0"},
	    {"\"counter\":41", "\"counter\":-41"},
	    {"\"counter\":41", "\"counter\":\"41\""},
	    {"\"counter\":41", "\"counter\":9223372036854775808"},
	    {"\"incarnation\":3", "\"incarnation\":0"},
	    {"\"incarnation\":3", "\"incarnation\":-1"},
	    {"\"incarnation\":3", "\"incarnation\":2147483648"},
	    {"\"incarnation\":3", "\"incarnation\":4294967299"},
	    {"\"330421111000\"", "\"33042111100\""},
	    {"\"330421111000\"", "\"3304211110000\""},
	    {"\"330421111000\"", "330421111000"},
	    {"\"330421111000\"", "null"},
	    {"ledger/330421111205", "Ledger/330421111205"},
	    {"ledger/330421111205", "ledger/33042111120"},
	    {"ledger/330421111205", "ledger/330421111205/"},
	    {"\"ledger/330421111205\"", "{}"},
	};

	(void)state;
	refuse_changes(changes, COUNT_OF(changes));
}

static void
heads_that_are_no_ids_are_refused(void **state)
{
	static const struct change changes[] = {
	    {"\"" ID_11 "\"", "1"},
	    {"\"" ID_11 "\"", "null"},
	    {"\"" ID_11 "\"", "[]"},
	    {ID_11, ""},
	    {ID_11, ID_11 "1"},
	    {"11\",", "1G\","},
	    {"[\"" ID_33 "\"]", "\"" ID_33 "\""},
	    {"[\"" ID_33 "\"]", "null"},
	    {"[\"" ID_33 "\"]", "{}"},
	    {"\"" ID_33 "\"", "\"" ID_33 "\","},
	};

	(void)state;
	refuse_changes(changes, COUNT_OF(changes));
}

static void
what_is_no_object_is_no_receipt(void **state)
{
	static const char *const texts[] = {
	    "", "null", "1", "\"receipt\"", "[]", "{}", "{\"receipt\":1}"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct buf b = BUF_INIT;

		assert_int_equal(buf_add_text(&b, texts[i], NULL), 0);
		assert_false(reads_take(b));
	}
}

static void
compose_heads(size_t count, struct buf *out)
{
	struct receipt r = {
	    .signer = {"330421111000"},
	    .incarnation = 1,
	    .counter = 1,
	    .space = {SPACE_LEDGER, {"330421111205"}},
	    .heads = {calloc(count, sizeof(struct changeset_id)), count},
	};

	assert_non_null(r.heads.ids);
	for (size_t i = 0; i < count; i++) {
		r.heads.ids[i].bytes[0] = (uint8_t)(i >> 8);
		r.heads.ids[i].bytes[1] = (uint8_t)i;
	}
	assert_int_equal(receipt_compose(&r, out, NULL), 0);
	receipt_free(&r);
}

static void
more_heads_than_the_limit_are_refused(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	compose_heads(RECEIPT_HEADS_MAX, &out);
	assert_true(reads_take(out));
	out = (struct buf)BUF_INIT;
	compose_heads(RECEIPT_HEADS_MAX + 1, &out);
	assert_false(reads_take(out));
}

static void
a_receipt_cut_after_any_byte_is_refused(void **state)
{
	(void)state;
	for (size_t len = 0; len < text.len; len++)
		assert_false(reads_take(altered_cut(&text, len)));
}

/* What is read of flipped bytes would be written as those bytes. */
static void
a_flipped_bit_never_goes_unseen(void **state)
{
	(void)state;
	for (size_t bit = 0; bit < 8 * text.len; bit++) {
		struct buf bad = altered_bit(&text, bit), again = BUF_INIT;
		struct receipt r;

		if (receipt_parse(bad.bytes, bad.len, &r, NULL) == 0) {
			assert_int_equal(receipt_compose(&r, &again, NULL), 0);
			assert_int_equal(again.len, bad.len);
			assert_memory_equal(again.bytes, bad.bytes, bad.len);
			receipt_free(&r);
		}
		buf_free(&bad);
		buf_free(&again);
	}
}

static void
a_refused_receipt_leaves_nothing_behind(void **state)
{
	struct buf bad = altered(&text, "\"330421111000\"", "\"x\"");
	struct receipt r;

	(void)state;
	assert_int_equal(receipt_parse(bad.bytes, bad.len, &r, NULL), -1);
	assert_null(r.heads.ids);
	assert_null(r.gazettes.ids);
	assert_int_equal(r.heads.count, 0);
	buf_free(&bad);
}

static void
what_was_composed_is_read_back(void **state)
{
	struct receipt r;
	struct buf again = BUF_INIT;
	struct err e = ERR_INIT;

	(void)state;
	if (receipt_parse(text.bytes, text.len, &r, &e) != 0)
		fail_msg("%s", e.text);
	assert_string_equal(r.signer.digits, "330421111000");
	assert_int_equal(r.incarnation, 3);
	assert_int_equal(r.counter, 41);
	assert_int_equal(r.space.kind, SPACE_LEDGER);
	assert_string_equal(r.space.hall.digits, "330421111205");
	assert_int_equal(r.heads.count, 2);
	assert_int_equal(r.gazettes.count, 1);
	assert_int_equal(r.heads.ids[1].bytes[0], 0x22);
	assert_int_equal(receipt_compose(&r, &again, NULL), 0);
	assert_string_equal(buf_text(&again), golden);
	buf_free(&again);
	receipt_free(&r);
}

static void
a_receipt_over_nothing_has_two_empty_lists(void **state)
{
	const struct receipt r = {
	    .signer = {"330421000000"},
	    .incarnation = INT32_MAX,
	    .counter = INT64_MAX,
	    .space = {SPACE_GAZETTE, {"330421000000"}},
	};
	struct buf out = BUF_INIT;

	(void)state;
	assert_int_equal(receipt_compose(&r, &out, NULL), 0);
	assert_string_equal(buf_text(&out),
	    "{\"counter\":9223372036854775807,\"gazettes\":[],\"heads\":[],"
	    "\"incarnation\":2147483647,\"receipt\":1,"
	    "\"signer\":\"330421000000\",\"space\":\"gazette/330421000000\"}");
	assert_true(reads_take(out));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		members_in_another_order_too_many_or_too_few_are_refused),
	    cmocka_unit_test(the_same_said_in_other_bytes_is_refused),
	    cmocka_unit_test(values_that_are_no_names_or_numbers_are_refused),
	    cmocka_unit_test(heads_that_are_no_ids_are_refused),
	    cmocka_unit_test(what_is_no_object_is_no_receipt),
	    cmocka_unit_test(more_heads_than_the_limit_are_refused),
	    cmocka_unit_test(a_receipt_cut_after_any_byte_is_refused),
	    cmocka_unit_test(a_flipped_bit_never_goes_unseen),
	    cmocka_unit_test(a_refused_receipt_leaves_nothing_behind),
	    cmocka_unit_test(what_was_composed_is_read_back),
	    cmocka_unit_test(a_receipt_over_nothing_has_two_empty_lists),
	};

	return cmocka_run_group_tests(tests, start, end);
}
