/*
 * Ed25519: what is not a signature, what is, and how keys are shown.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/crypto.h"
#include "crypto/sign.h"
#include "schema/base/name.h"

static const char message[] = "case accept 330421-NM-017";
#define MESSAGE_LEN (sizeof(message) - 1)

static int
start(void **state)
{
	(void)state;
	return crypto_start(NULL);
}

static struct sign_secret
key_from_hex(const char *seed_hex)
{
	uint8_t seed[SIGN_SEED_LEN];
	struct sign_secret key;

	assert_int_equal(hex_parse(seed_hex, sizeof(seed), seed), 0);
	sign_from_seed(seed, &key);
	return key;
}

static void
flip(void *bytes, size_t bit)
{
	((uint8_t *)bytes)[bit / 8] ^= (uint8_t)(1 << bit % 8);
}

static void
a_signature_with_any_bit_flipped_is_refused(void **state)
{
	struct sign_secret key;
	struct signature sig;

	(void)state;
	sign_new(&key);
	sign_bytes(&key, message, MESSAGE_LEN, &sig);
	for (size_t bit = 0; bit < 8 * sizeof(sig); bit++) {
		flip(&sig, bit);
		assert_false(
		    sign_is_valid(&key.public, message, MESSAGE_LEN, &sig));
		flip(&sig, bit);
	}
	assert_true(sign_is_valid(&key.public, message, MESSAGE_LEN, &sig));
}

static void
a_message_with_any_bit_flipped_is_refused(void **state)
{
	char changed[sizeof(message)];
	struct sign_secret key;
	struct signature sig;

	(void)state;
	sign_new(&key);
	sign_bytes(&key, message, MESSAGE_LEN, &sig);
	for (size_t bit = 0; bit < 8 * MESSAGE_LEN; bit++) {
		memcpy(changed, message, sizeof(message));
		flip(changed, bit);
		assert_false(
		    sign_is_valid(&key.public, changed, MESSAGE_LEN, &sig));
	}
	assert_false(
	    sign_is_valid(&key.public, message, MESSAGE_LEN - 1, &sig));
}

static void
a_key_with_any_bit_flipped_does_not_verify(void **state)
{
	struct sign_secret key;
	struct signature sig;

	(void)state;
	sign_new(&key);
	sign_bytes(&key, message, MESSAGE_LEN, &sig);
	for (size_t bit = 0; bit < 8 * SIGN_PUBLIC_LEN; bit++) {
		flip(&key.public, bit);
		assert_false(
		    sign_is_valid(&key.public, message, MESSAGE_LEN, &sig));
		flip(&key.public, bit);
	}
}

/* S + L is as good as S to a verifier that does not look. */
static void
a_signature_with_s_plus_the_group_order_is_refused(void **state)
{
	static const uint8_t order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63,
	    0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
	    0x14, [31] = 0x10};
	struct sign_secret key;
	struct signature sig;
	unsigned int carry = 0;

	(void)state;
	sign_new(&key);
	sign_bytes(&key, message, MESSAGE_LEN, &sig);
	for (size_t i = 0; i < sizeof(order); i++) {
		carry += (unsigned int)sig.bytes[32 + i] + order[i];
		sig.bytes[32 + i] = (uint8_t)carry;
		carry >>= 8;
	}
	assert_false(sign_is_valid(&key.public, message, MESSAGE_LEN, &sig));
}

/*
 * With such a key anybody could write a signature for any message: S = 0
 * and R = the neutral point, or the key itself.
 */
static void
keys_of_small_order_verify_nothing(void **state)
{
	static const char *const keys[] = {
	    "0100000000000000000000000000000000000000000000000000000000000000",
	    "0100000000000000000000000000000000000000000000000000000000000080",
	    "0000000000000000000000000000000000000000000000000000000000000000",
	    "0000000000000000000000000000000000000000000000000000000000000080",
	    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
	    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
	    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
	    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		struct signature neutral = {{1}}, itself = {{0}};
		struct sign_public key;

		assert_int_equal(hex_parse(keys[i], 32, key.bytes), 0);
		memcpy(itself.bytes, key.bytes, 32);
		for (char last = 'a'; last <= 'z'; last++) {
			assert_false(sign_is_valid(&key, &last, 1, &neutral));
			assert_false(sign_is_valid(&key, &last, 1, &itself));
		}
	}
}

static void
the_signature_of_another_hall_is_refused(void **state)
{
	struct sign_secret village, town;
	struct signature sig;

	(void)state;
	sign_new(&village);
	sign_new(&town);
	sign_bytes(&village, message, MESSAGE_LEN, &sig);
	assert_false(sign_is_valid(&town.public, message, MESSAGE_LEN, &sig));
	assert_true(sign_is_valid(&village.public, message, MESSAGE_LEN, &sig));
}

/* A mismatched public key beside the seed would give the seed away. */
static void
signing_uses_the_key_of_the_seed_whatever_stands_beside_it(void **state)
{
	struct sign_secret key, other;
	struct signature sig, again;

	(void)state;
	sign_new(&key);
	sign_new(&other);
	sign_bytes(&key, message, MESSAGE_LEN, &sig);
	key.public = other.public;
	sign_bytes(&key, message, MESSAGE_LEN, &again);
	assert_memory_equal(&sig, &again, sizeof(sig));
}

static void
expect_rfc(const char *seed, const char *public, const void *data, size_t len,
    const char *expected)
{
	struct sign_secret key = key_from_hex(seed);
	char text[2 * SIGNATURE_LEN + 1];
	struct signature sig;

	hex_text(key.public.bytes, SIGN_PUBLIC_LEN, text);
	assert_string_equal(text, public);
	sign_bytes(&key, data, len, &sig);
	hex_text(sig.bytes, SIGNATURE_LEN, text);
	assert_string_equal(text, expected);
	assert_true(sign_is_valid(&key.public, data, len, &sig));
}

static void
the_examples_of_rfc_8032_come_out(void **state)
{
	(void)state;
	expect_rfc(
	    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
	    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
	    "", 0,
	    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
	    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
	expect_rfc(
	    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
	    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
	    "\x72", 1,
	    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
	    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

/* The expected text is what `ssh-keygen -lf` said of this key. */
static void
a_key_is_shown_as_ssh_keygen_shows_it(void **state)
{
	struct sign_secret key = key_from_hex(
	    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
	char fingerprint[SIGN_FINGERPRINT_MAX], text[SIGN_SSH_TEXT_MAX];

	(void)state;
	sign_ssh_text(&key.public, text);
	assert_string_equal(text,
	    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2"
	    "qYjJa8CGmj3B1Ea");
	assert_int_equal(strlen(text) + 1, SIGN_SSH_TEXT_MAX);
	sign_fingerprint(&key.public, fingerprint);
	assert_string_equal(
	    fingerprint, "SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8");
	assert_int_equal(strlen(fingerprint) + 1, SIGN_FINGERPRINT_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_signature_with_any_bit_flipped_is_refused),
	    cmocka_unit_test(a_message_with_any_bit_flipped_is_refused),
	    cmocka_unit_test(a_key_with_any_bit_flipped_does_not_verify),
	    cmocka_unit_test(
		a_signature_with_s_plus_the_group_order_is_refused),
	    cmocka_unit_test(keys_of_small_order_verify_nothing),
	    cmocka_unit_test(the_signature_of_another_hall_is_refused),
	    cmocka_unit_test(
		signing_uses_the_key_of_the_seed_whatever_stands_beside_it),
	    cmocka_unit_test(the_examples_of_rfc_8032_come_out),
	    cmocka_unit_test(a_key_is_shown_as_ssh_keygen_shows_it),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
