/*
 * What is sealed opens with its key at its place, and in no other way.  The
 * vectors were worked out with an implementation that shares nothing with
 * libsodium.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/crypto.h"
#include "crypto/seal.h"
#include "tests/fixture/altered.h"

#define NAME "\"王秀英\""
#define SEALED_NAME                                        \
	"QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZX9t6L+zdH+f4ERaU+" \
	"r5xlkpK6rcQTWVOaajH9RQkEI5CxRapJpkZwXYkDtGUWvSkR"
#define SEALED_PIECE                                       \
	"404142434445464748494a4b4c4d4e4f5051525354555657" \
	"a75a641ec6b54d6a8969ce9936c36a8bad659c4f"
#define WRAPPED                                                  \
	"404142434445464748494a4b4c4d4e4f5051525354555657"       \
	"01c8c3f06a92c360a611261e76f03aeb0ff8e92c9992b009a4163e" \
	"ecc0488d1557049a374d0a7ed3caa77d751b267dc1"

static struct case_key key;
static const struct seal_place place = {
    .space = {SPACE_LEDGER, {"330421111205"}},
    .record = "8f3a00000000001c",
    .kind = "case.received",
    .event = 0,
    .field = "name"};
static const struct seal_part part = {.space = {SPACE_LEDGER, {"330421111205"}},
    .record = "8f3a00000000001c",
    .index = 1,
    .count = 3};

static int
start(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(key.bytes); i++)
		key.bytes[i] = (uint8_t)i;
	return crypto_start(NULL);
}

static void
expect_hex(const uint8_t *bytes, size_t len, const char *expected)
{
	char text[256];

	assert_true(len < sizeof(text) / 2);
	hex_text(bytes, len, text);
	assert_string_equal(text, expected);
}

/* What opens there with that key: 1 and the value is as expected, or 0. */
static int
opens(const struct case_key *k, const struct seal_place *at, const char *text,
    size_t len, const char *expected)
{
	struct buf out = BUF_INIT;
	int opened = seal_text_open(k, at, text, len, &out, NULL);

	assert_int_not_equal(opened, -1);
	if (opened)
		assert_string_equal(buf_text(&out), expected);
	else
		assert_int_equal(out.len, 0);
	buf_free(&out);
	return opened;
}

static struct buf
sealed(const struct seal_place *at, const char *value)
{
	struct buf text = BUF_INIT;

	assert_int_equal(
	    seal_text(&key, at, value, strlen(value), &text, NULL), 0);
	return text;
}

static void
a_value_sealed_elsewhere_opens(void **state)
{
	(void)state;
	assert_int_equal(
	    opens(&key, &place, SEALED_NAME, strlen(SEALED_NAME), NAME), 1);
}

static void
a_sealed_value_opens_again_and_never_looks_the_same_twice(void **state)
{
	struct buf one = sealed(&place, NAME), two = sealed(&place, NAME);

	(void)state;
	assert_string_not_equal(buf_text(&one), buf_text(&two));
	assert_int_equal(opens(&key, &place, buf_text(&one), one.len, NAME), 1);
	assert_int_equal(opens(&key, &place, buf_text(&two), two.len, NAME), 1);
	buf_free(&one);
	buf_free(&two);
}

static void
values_of_every_length_open_again(void **state)
{
	char value[300];

	(void)state;
	memset(value, 0, sizeof(value));
	for (size_t len = 0; len < sizeof(value) - 1; len++) {
		struct buf text = sealed(&place, value);

		assert_int_equal(
		    opens(&key, &place, buf_text(&text), text.len, value), 1);
		buf_free(&text);
		value[len] = (char)(len % 2 ? 0x80 : 'x');
	}
}

static void
the_length_tells_only_the_bucket(void **state)
{
	static const struct {
		size_t len, bucket;
	} cases[] = {{0, 32}, {31, 32}, {32, 64}, {63, 64}, {64, 128},
	    {2047, 2048}, {4095, 4096}, {4096, 8192}, {8191, 8192},
	    {8192, 12288}, {SEAL_VALUE_MAX, SEAL_VALUE_MAX + 1}};
	struct buf name = sealed(&place, NAME),
		   number = sealed(&place, "\"11010519491231002X\"");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(seal_bucket(cases[i].len), cases[i].bucket);
	assert_int_equal(name.len, number.len);
	buf_free(&name);
	buf_free(&number);
}

static void
a_value_too_long_to_seal_is_refused(void **state)
{
	char *value = calloc(1, SEAL_VALUE_MAX + 1);
	struct buf out = BUF_INIT;
	struct err e = ERR_INIT;

	(void)state;
	assert_non_null(value);
	assert_int_equal(
	    seal_text(&key, &place, value, SEAL_VALUE_MAX, &out, &e), 0);
	assert_int_equal(
	    seal_text(&key, &place, value, SEAL_VALUE_MAX + 1, &out, &e), -1);
	assert_int_equal(e.code, ERR_LIMIT);
	buf_free(&out);
	free(value);
}

static void
a_sealed_value_opens_at_its_own_place_only(void **state)
{
	struct seal_place others[] = {
	    place, place, place, place, place, place, place};
	size_t len = strlen(SEALED_NAME);

	(void)state;
	others[0].space.kind = SPACE_GAZETTE;
	others[1].space.hall = (struct hall_code){"330421111206"};
	others[2].record = "8f3a00000000001d";
	others[3].kind = "case.amended";
	others[4].event = 1;
	others[5].field = "phone";
	/* The same bytes, cut between the names at another place. */
	others[6].record = "8f3a00000000001ccase";
	others[6].kind = ".received";
	for (size_t i = 0; i < COUNT_OF(others); i++)
		assert_int_equal(
		    opens(&key, &others[i], SEALED_NAME, len, ""), 0);
}

static void
a_sealed_value_opens_with_no_other_key(void **state)
{
	(void)state;
	for (size_t bit = 0; bit < 8 * sizeof(key.bytes); bit++) {
		struct case_key other = key;

		other.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_int_equal(
		    opens(&other, &place, SEALED_NAME, strlen(SEALED_NAME), ""),
		    0);
	}
}

static void
a_sealed_value_cut_off_anywhere_or_altered_does_not_open(void **state)
{
	struct buf whole = BUF_INIT;

	(void)state;
	assert_int_equal(buf_add_text(&whole, SEALED_NAME, NULL), 0);
	for (size_t len = 0; len < whole.len; len++) {
		struct buf cut = altered_cut(&whole, len);

		assert_int_equal(
		    opens(&key, &place, (char *)cut.bytes, len, ""), 0);
		buf_free(&cut);
	}
	for (size_t bit = 0; bit < 8 * whole.len; bit++) {
		struct buf bad = altered_bit(&whole, bit);

		assert_int_equal(
		    opens(&key, &place, (char *)bad.bytes, bad.len, ""), 0);
		buf_free(&bad);
	}
	buf_free(&whole);
}

/* --- pieces -------------------------------------------------------------- */

static int
piece_opens(const struct seal_part *at, const uint8_t *bytes, size_t len)
{
	struct buf out = BUF_INIT;
	int opened = seal_piece_open(&key, at, bytes, len, &out, NULL);

	assert_int_not_equal(opened, -1);
	if (opened)
		assert_string_equal(buf_text(&out), "scan");
	buf_free(&out);
	return opened;
}

static void
a_piece_opens_as_that_part_of_that_record_only(void **state)
{
	struct seal_part others[] = {part, part, part};
	uint8_t bytes[SEAL_ADDS + 4];
	struct buf again = BUF_INIT;

	(void)state;
	assert_int_equal(hex_parse(SEALED_PIECE, sizeof(bytes), bytes), 0);
	assert_int_equal(piece_opens(&part, bytes, sizeof(bytes)), 1);
	others[0].index = 0;
	others[1].count = 4;
	others[2].record = "8f3a00000000001d";
	for (size_t i = 0; i < COUNT_OF(others); i++)
		assert_int_equal(
		    piece_opens(&others[i], bytes, sizeof(bytes)), 0);
	assert_int_equal(seal_piece(&key, &part, "scan", 4, &again, NULL), 0);
	assert_int_equal(again.len, sizeof(bytes));
	assert_int_equal(piece_opens(&part, again.bytes, again.len), 1);
	buf_free(&again);
}

static void
a_piece_cut_off_anywhere_or_altered_does_not_open(void **state)
{
	uint8_t bytes[SEAL_ADDS + 4];

	(void)state;
	assert_int_equal(hex_parse(SEALED_PIECE, sizeof(bytes), bytes), 0);
	for (size_t len = 0; len < sizeof(bytes); len++)
		assert_int_equal(piece_opens(&part, bytes, len), 0);
	for (size_t bit = 0; bit < 8 * sizeof(bytes); bit++) {
		bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_int_equal(piece_opens(&part, bytes, sizeof(bytes)), 0);
		bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

/* --- keys ---------------------------------------------------------------- */

static void
a_key_is_named_by_its_hash(void **state)
{
	struct case_key other;
	struct case_key_hash hash, another;

	(void)state;
	case_key_hash(&key, &hash);
	expect_hex(hash.bytes, sizeof(hash.bytes),
	    "01739b89afd0fe62bc8a3a1ea984e172"
	    "0148125442718a9cb20f8bfcee5cc4b2");
	case_key_new(&other);
	case_key_hash(&other, &another);
	assert_memory_not_equal(&hash, &another, sizeof(hash));
}

/* The keys of a hall whose signing seed is all sevens. */
static void
local_keys(uint8_t byte, struct wrap_key *wrap, struct lookup_key *lookup)
{
	uint8_t seed[SIGN_SEED_LEN];
	struct sign_secret secret;

	memset(seed, byte, sizeof(seed));
	sign_from_seed(seed, &secret);
	local_key_wrap(&secret, wrap);
	local_key_lookup(&secret, lookup);
}

static void
a_hall_derives_its_local_keys_from_its_key_file(void **state)
{
	struct wrap_key wrap;
	struct lookup_key lookup;

	(void)state;
	local_keys(7, &wrap, &lookup);
	expect_hex(wrap.bytes, sizeof(wrap.bytes),
	    "d081721adcce79b7fa7f3ed849d7eced"
	    "8640820863fea70df4b1031e9886ee3f");
	expect_hex(lookup.bytes, sizeof(lookup.bytes),
	    "0ec8b81861b4ca72ea6a11328ed3f529"
	    "7861767be54a4ffce714c331d11dc29f");
}

static int
unwraps(const struct wrapped_key *w, const struct case_key_hash *hash,
    const struct wrap_key *under)
{
	struct case_key out;
	int failed = case_key_unwrap(w, hash, under, &out);

	if (failed)
		memset(out.bytes, 0, sizeof(out.bytes));
	else
		assert_memory_equal(out.bytes, key.bytes, sizeof(key.bytes));
	return !failed;
}

static void
a_wrapped_key_unwraps_at_this_hall_under_its_hash_only(void **state)
{
	struct wrapped_key w, fresh;
	struct case_key_hash hash, other;
	struct wrap_key own, stranger;
	struct lookup_key unused;

	(void)state;
	local_keys(7, &own, &unused);
	local_keys(8, &stranger, &unused);
	case_key_hash(&key, &hash);
	other = hash;
	other.bytes[31] ^= 1;
	assert_int_equal(hex_parse(WRAPPED, WRAPPED_KEY_LEN, w.bytes), 0);
	assert_int_equal(unwraps(&w, &hash, &own), 1);
	assert_int_equal(unwraps(&w, &hash, &stranger), 0);
	assert_int_equal(unwraps(&w, &other, &own), 0);
	case_key_wrap(&key, &hash, &own, &fresh);
	assert_memory_not_equal(&fresh, &w, sizeof(w));
	assert_int_equal(unwraps(&fresh, &hash, &own), 1);
	for (size_t bit = 0; bit < 8 * sizeof(w.bytes); bit++) {
		w.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_int_equal(unwraps(&w, &hash, &own), 0);
		w.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

static void
what_people_are_looked_up_by_says_nothing_without_the_key(void **state)
{
	struct wrap_key unused;
	struct lookup_key own, stranger;
	struct lookup_hash one, two;

	(void)state;
	local_keys(7, &unused, &own);
	local_keys(8, &unused, &stranger);
	local_key_hash(&own, "phone", "13857300001", 11, &one);
	expect_hex(
	    one.bytes, sizeof(one.bytes), "4c59f85c462486954e88543a1dde0d67");
	local_key_hash(&stranger, "phone", "13857300001", 11, &two);
	assert_memory_not_equal(&one, &two, sizeof(one));
	/* The same bytes, cut elsewhere. */
	local_key_hash(&own, "phone1", "3857300001", 10, &two);
	assert_memory_not_equal(&one, &two, sizeof(one));
}

static void
the_query_code_follows_from_key_and_number(void **state)
{
	struct query_code one, two;

	(void)state;
	case_key_query_code(&key, "330421111205-01-20261123-0001-7", &one);
	assert_string_equal(one.digits, "245815");
	case_key_query_code(&key, "330421111205-01-20261123-0002-5", &two);
	assert_string_not_equal(one.digits, two.digits);
	assert_int_equal(strlen(two.digits), QUERY_CODE_LEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_value_sealed_elsewhere_opens),
	    cmocka_unit_test(
		a_sealed_value_opens_again_and_never_looks_the_same_twice),
	    cmocka_unit_test(values_of_every_length_open_again),
	    cmocka_unit_test(the_length_tells_only_the_bucket),
	    cmocka_unit_test(a_value_too_long_to_seal_is_refused),
	    cmocka_unit_test(a_sealed_value_opens_at_its_own_place_only),
	    cmocka_unit_test(a_sealed_value_opens_with_no_other_key),
	    cmocka_unit_test(
		a_sealed_value_cut_off_anywhere_or_altered_does_not_open),
	    cmocka_unit_test(a_piece_opens_as_that_part_of_that_record_only),
	    cmocka_unit_test(a_piece_cut_off_anywhere_or_altered_does_not_open),
	    cmocka_unit_test(a_key_is_named_by_its_hash),
	    cmocka_unit_test(a_hall_derives_its_local_keys_from_its_key_file),
	    cmocka_unit_test(
		a_wrapped_key_unwraps_at_this_hall_under_its_hash_only),
	    cmocka_unit_test(
		what_people_are_looked_up_by_says_nothing_without_the_key),
	    cmocka_unit_test(the_query_code_follows_from_key_and_number),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
