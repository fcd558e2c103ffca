/*
 * The digests everything is named by, and the text form of tokens.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/base64.h"
#include "crypto/crypto.h"
#include "crypto/hash.h"
#include "crypto/sha1.h"
#include "schema/base/name.h"
#include "tests/fixture/must.h"

static int
start(void **state)
{
	(void)state;
	return crypto_start(NULL);
}

static void
expect_hex(const uint8_t *bytes, size_t len, const char *expected)
{
	char text[2 * HASH_SHA512_LEN + 1];

	hex_text(bytes, len, text);
	assert_string_equal(text, expected);
}

static void
base64_that_is_not_ours_is_refused(void **state)
{
	/* padding, the other alphabet, white space, stray bits, one digit */
	static const char *const texts[] = {
	    "AAE=", "_-+/", "AA AA", "AAE\n", "AAF", "A", "AA\xc3"};
	uint8_t out[8];
	size_t len;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		assert_int_equal(
		    crypto_base64_parse(texts[i], out, sizeof(out), &len), -1);
}

static void
base64_longer_than_the_room_is_refused(void **state)
{
	uint8_t out[3];
	size_t len;

	(void)state;
	assert_int_equal(crypto_base64_parse("AAECAw", out, 3, &len), -1);
	assert_int_equal(crypto_base64_parse("AAEC", out, 3, &len), 0);
	assert_int_equal(len, 3);
}

static void
base64_comes_back_as_the_same_bytes_at_every_length(void **state)
{
	uint8_t bytes[64], again[64];
	char text[CRYPTO_BASE64_LEN(sizeof(bytes))];

	(void)state;
	crypto_random(bytes, sizeof(bytes));
	for (size_t len = 0; len <= sizeof(bytes); len++) {
		size_t found = 99;

		crypto_base64_text(bytes, len, text);
		assert_int_equal(strlen(text) + 1, CRYPTO_BASE64_LEN(len));
		assert_int_equal(
		    crypto_base64_parse(text, again, sizeof(again), &found), 0);
		assert_int_equal(found, len);
		assert_memory_equal(bytes, again, len);
	}
}

static void
padded_base64_comes_back_at_every_length_and_is_refused_cut(void **state)
{
	uint8_t bytes[200], again[sizeof(bytes) + 2];
	char text[BASE64_LEN(sizeof(bytes)) + 1];
	size_t found;

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i * 37);
	for (size_t len = 0; len <= sizeof(bytes); len++) {
		size_t text_len = BASE64_LEN(len);

		base64_write(bytes, len, text);
		assert_int_equal(strlen(text), text_len);
		assert_int_equal(base64_read(text, text_len, again, &found), 0);
		assert_int_equal(found, len);
		assert_memory_equal(bytes, again, len);
		for (size_t cut = 1; cut < 4 && cut < text_len; cut++)
			assert_int_equal(
			    base64_read(text, text_len - cut, again, &found),
			    -1);
	}
}

static void
padded_base64_has_one_spelling(void **state)
{
	/* no padding, too much, within, white space, stray bits */
	static const char *const others[] = {"AAE",
	    "====", "A===", "A=A=", "=AAA", "AAE=AAE=", " AAE", "AAE\n",
	    "AAEC\n\n\n\n", "AAF=", "AB==", "-_AA", "AA\xc3\xa4"};
	uint8_t out[8];
	size_t len;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(others); i++)
		assert_int_equal(
		    base64_read(others[i], strlen(others[i]), out, &len), -1);
}

/* Every byte at every place, and the same bytes only of the same text. */
static void
padded_base64_altered_is_refused_or_of_other_bytes(void **state)
{
	static const char text[] = "AAECAw==";
	uint8_t bytes[6], out[6];
	size_t len, other;

	(void)state;
	assert_int_equal(base64_read(text, strlen(text), bytes, &len), 0);
	for (size_t i = 0; i < 256 * strlen(text); i++) {
		char altered[] = "AAECAw==";

		altered[i / 256] = (char)(i % 256);
		if (strcmp(altered, text) != 0 &&
		    base64_read(altered, strlen(text), out, &other) == 0)
			assert_true(
			    other != len || memcmp(bytes, out, len) != 0);
	}
}

static void
bytes_that_differ_anywhere_are_not_the_same(void **state)
{
	uint8_t a[32] = {0}, b[32] = {0};

	(void)state;
	assert_true(crypto_is_same(a, b, sizeof(a)));
	for (size_t bit = 0; bit < 8 * sizeof(b); bit++) {
		b[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_false(crypto_is_same(a, b, sizeof(a)));
		b[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

static void
a_wiped_secret_is_zeroes_and_chance_does_not_repeat(void **state)
{
	uint8_t a[32], b[32];
	static const uint8_t zeroes[32];

	(void)state;
	crypto_random(a, sizeof(a));
	crypto_random(b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
	crypto_wipe(a, sizeof(a));
	assert_memory_equal(a, zeroes, sizeof(a));
}

/* As `b2sum -l 256` says. */
static void
an_id_is_blake2b_of_256_bits(void **state)
{
	uint8_t out[HASH_ID_LEN];

	(void)state;
	hash_id("", 0, out);
	expect_hex(out, sizeof(out),
	    "0e5751c026e543b2e8ab2eb06099daa1"
	    "d1e5df47778f7787faab45cdf12fe3a8");
	hash_id("abc", 3, out);
	expect_hex(out, sizeof(out),
	    "bddd813c634239723171ef3fee98579b"
	    "94964e3bb1cb3e427262c8c068d52319");
}

/* FIPS 180-4, the example of one block. */
static void
sha512_is_sha512(void **state)
{
	uint8_t out[HASH_SHA512_LEN];

	(void)state;
	hash_sha512("abc", 3, out);
	expect_hex(out, sizeof(out),
	    "ddaf35a193617abacc417349ae204131"
	    "12e6fa4e89a97ea20a9eeee64b55d39a"
	    "2192992a274fc1a836ba3c23a3feebbd"
	    "454d4423643ce80e2a9ac94fa54ca49f");
}

/* FIPS 180-4, the examples of one block, of two, and of none. */
static void
sha1_is_sha1(void **state)
{
	static const char two[] =
	    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
	uint8_t out[SHA1_LEN];

	(void)state;
	MUST(sha1_of_two("ab", 2, "c", 1, out, NULL));
	expect_hex(
	    out, sizeof(out), "a9993e364706816aba3e25717850c26c9cd0d89d");
	MUST(sha1_of_two(two, 20, two + 20, strlen(two) - 20, out, NULL));
	expect_hex(
	    out, sizeof(out), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
	MUST(sha1_of_two(NULL, 0, NULL, 0, out, NULL));
	expect_hex(
	    out, sizeof(out), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

/* The digest of all digests of so many letters a, as Python's hashlib. */
static void
sha1_ends_its_last_block_at_every_length(void **state)
{
	uint8_t all[200][SHA1_LEN], out[SHA1_LEN];
	char text[200];

	(void)state;
	memset(text, 'a', sizeof(text));
	for (size_t len = 0; len < sizeof(text); len++)
		MUST(sha1_of_two(text, len / 3, text + len / 3, len - len / 3,
		    all[len], NULL));
	MUST(sha1_of_two(all, sizeof(all), NULL, 0, out, NULL));
	expect_hex(
	    out, sizeof(out), "8a18f04bac7c86cfcffa6a93e5cb21ae0159deac");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(base64_that_is_not_ours_is_refused),
	    cmocka_unit_test(
		padded_base64_comes_back_at_every_length_and_is_refused_cut),
	    cmocka_unit_test(padded_base64_has_one_spelling),
	    cmocka_unit_test(
		padded_base64_altered_is_refused_or_of_other_bytes),
	    cmocka_unit_test(base64_longer_than_the_room_is_refused),
	    cmocka_unit_test(
		base64_comes_back_as_the_same_bytes_at_every_length),
	    cmocka_unit_test(bytes_that_differ_anywhere_are_not_the_same),
	    cmocka_unit_test(
		a_wiped_secret_is_zeroes_and_chance_does_not_repeat),
	    cmocka_unit_test(an_id_is_blake2b_of_256_bits),
	    cmocka_unit_test(sha512_is_sha512),
	    cmocka_unit_test(sha1_is_sha1),
	    cmocka_unit_test(sha1_ends_its_last_block_at_every_length),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
