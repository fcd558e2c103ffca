/*
 * Signatures as stock git reads them, read more strictly than it does: of
 * one signature there is one text, and whoever has not the key cannot make
 * a second.
 *
 * tests/golden/crypto/sshsig_*.txt are what `ssh-keygen -Y sign` (OpenSSH
 * 9.2) wrote for the key and the message below.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/crypto.h"
#include "crypto/sshsig.h"
#include "schema/base/name.h"

static const char message[] = "entry 1\n";
#define MESSAGE_LEN (sizeof(message) - 1)

static const char begin[] = "-----BEGIN SSH SIGNATURE-----\n";
static const char end[] = "-----END SSH SIGNATURE-----";

/* Offsets in a blob of namespace "git". */
#define BLOB_LEN 173
#define VERSION_AT 6
#define KEY_AT 33
#define RESERVED_AT 72
#define SIGNATURE_AT 109
#define S_AT (SIGNATURE_AT + 32)

#define TEXT_MAX 1024

static struct sign_secret key; /* RFC 8032 §7.1, the first example */

static int
start(void **state)
{
	uint8_t seed[SIGN_SEED_LEN];

	(void)state;
	if (hex_parse("9d61b19deffd5a60ba844af492ec2cc4"
		      "4449c5697b326919703bac031cae7f60",
		sizeof(seed), seed) != 0)
		return -1;
	sign_from_seed(seed, &key);
	return crypto_start(NULL);
}

/* Our own armour of the message. */
static size_t
armour(const char *namespace, char out[SSHSIG_ARMOUR_MAX])
{
	struct signature sig;

	sshsig_sign(&key, namespace, message, MESSAGE_LEN, &sig);
	return sshsig_armour(&key.public, namespace, &sig, out);
}

/* Whether a reader who knows no key takes the text for a signature. */
static int
accepts_as(const char *namespace, const char *text, size_t len)
{
	struct sign_public by;
	struct signature sig;

	return sshsig_parse(text, len, namespace, &by, &sig) == 0 &&
	       sshsig_is_valid(&by, namespace, message, MESSAGE_LEN, &sig);
}

static int
accepts(const char *text)
{
	return accepts_as(SSHSIG_CHANGESET, text, strlen(text));
}

/* The blob that is inside our armour, put together without our code. */
static void
take_blob(uint8_t out[BLOB_LEN])
{
	static const char head[] = "SSHSIG\0\0\0\1"
				   "\0\0\0\063\0\0\0\013ssh-ed25519\0\0\0\040";
	static const char middle[] = "\0\0\0\003git\0\0\0\0\0\0\0\006sha512"
				     "\0\0\0\123\0\0\0\013ssh-ed25519"
				     "\0\0\0\100";
	struct signature sig;

	assert_int_equal(sizeof(head) - 1, KEY_AT);
	assert_int_equal(
	    KEY_AT + SIGN_PUBLIC_LEN + sizeof(middle) - 1, SIGNATURE_AT);
	sshsig_sign(&key, SSHSIG_CHANGESET, message, MESSAGE_LEN, &sig);
	memcpy(out, head, KEY_AT);
	memcpy(out + KEY_AT, key.public.bytes, SIGN_PUBLIC_LEN);
	memcpy(out + KEY_AT + SIGN_PUBLIC_LEN, middle, sizeof(middle) - 1);
	memcpy(out + SIGNATURE_AT, sig.bytes, SIGNATURE_LEN);
}

static void
base64(const uint8_t *bytes, size_t len, char *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < len; i += 3) {
		unsigned int word = (unsigned int)bytes[i] << 16;

		if (i + 1 < len)
			word |= (unsigned int)bytes[i + 1] << 8;
		if (i + 2 < len)
			word |= bytes[i + 2];
		*out++ = digits[word >> 18];
		*out++ = digits[word >> 12 & 63];
		*out++ = i + 1 < len ? digits[word >> 6 & 63] : '=';
		*out++ = i + 2 < len ? digits[word & 63] : '=';
	}
	*out = '\0';
}

/* Any bytes as armour, wrapped at any column. */
static const char *
wrap(const uint8_t *blob, size_t len, size_t columns, char out[TEXT_MAX])
{
	char text[TEXT_MAX / 2];
	char *at = stpcpy(out, begin);

	base64(blob, len, text);
	for (const char *from = text; *from != '\0';) {
		size_t part = strnlen(from, columns);

		memcpy(at, from, part);
		at += part;
		from += part;
		*at++ = '\n';
	}
	(void)stpcpy(at, end);
	return out;
}

static void
armour_wrapped_at_76_or_20_columns_is_refused(void **state)
{
	uint8_t blob[BLOB_LEN];
	char text[TEXT_MAX];

	(void)state;
	take_blob(blob);
	assert_false(accepts(wrap(blob, sizeof(blob), 76, text)));
	assert_false(accepts(wrap(blob, sizeof(blob), 20, text)));
	assert_false(accepts(wrap(blob, sizeof(blob), 69, text)));
	assert_false(accepts(wrap(blob, sizeof(blob), 300, text)));
	assert_true(accepts(wrap(blob, sizeof(blob), 70, text)));
}

static void
junk_in_the_reserved_field_is_refused(void **state)
{
	uint8_t blob[BLOB_LEN + 4];
	char text[TEXT_MAX];

	(void)state;
	take_blob(blob);
	memmove(blob + RESERVED_AT + 8, blob + RESERVED_AT + 4,
	    BLOB_LEN - RESERVED_AT - 4);
	memcpy(blob + RESERVED_AT, "\0\0\0\4junk", 8);
	assert_false(accepts(wrap(blob, sizeof(blob), 70, text)));
}

static void
a_signature_with_s_plus_the_group_order_is_refused(void **state)
{
	static const uint8_t order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63,
	    0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
	    0x14, [31] = 0x10};
	uint8_t blob[BLOB_LEN];
	unsigned int carry = 0;
	char text[TEXT_MAX];

	(void)state;
	take_blob(blob);
	for (size_t i = 0; i < sizeof(order); i++) {
		carry += (unsigned int)blob[S_AT + i] + order[i];
		blob[S_AT + i] = (uint8_t)carry;
		carry >>= 8;
	}
	assert_false(accepts(wrap(blob, sizeof(blob), 70, text)));
}

static void
bytes_after_the_signature_in_the_blob_are_refused(void **state)
{
	uint8_t blob[BLOB_LEN + 3] = {0};
	char text[TEXT_MAX];

	(void)state;
	take_blob(blob);
	for (size_t more = 1; more <= 3; more++)
		assert_false(accepts(wrap(blob, BLOB_LEN + more, 70, text)));
}

static void
text_around_the_armour_is_refused(void **state)
{
	static const char *const before[] = {"\n", " ", "-", "gpgsig "};
	static const char *const after[] = {"\n", " ", "\nfoo", "\r", "-----\n",
	    "\n-----END SSH SIGNATURE-----"};
	char text[SSHSIG_ARMOUR_MAX], longer[TEXT_MAX];

	(void)state;
	(void)armour(SSHSIG_CHANGESET, text);
	for (size_t i = 0; i < COUNT_OF(after); i++) {
		(void)stpcpy(stpcpy(longer, text), after[i]);
		assert_false(accepts(longer));
	}
	for (size_t i = 0; i < COUNT_OF(before); i++) {
		(void)stpcpy(stpcpy(longer, before[i]), text);
		assert_false(accepts(longer));
	}
	assert_false(
	    accepts_as(SSHSIG_CHANGESET, text, strlen(text) + 1)); /* the NUL */
}

static void
a_byte_put_in_anywhere_is_refused(void **state)
{
	static const char bytes[] = "\n\r \t=A\0";
	char text[SSHSIG_ARMOUR_MAX], longer[SSHSIG_ARMOUR_MAX + 1];
	size_t len = armour(SSHSIG_CHANGESET, text);

	(void)state;
	for (size_t at = 0; at <= len; at++)
		for (size_t i = 0; i < sizeof(bytes); i++) {
			memcpy(longer, text, at);
			longer[at] = bytes[i];
			memcpy(longer + at + 1, text + at, len - at);
			assert_false(
			    accepts_as(SSHSIG_CHANGESET, longer, len + 1));
		}
}

static void
armour_cut_after_any_byte_is_refused(void **state)
{
	char text[SSHSIG_ARMOUR_MAX];
	size_t len = armour(SSHSIG_CHANGESET, text);

	(void)state;
	for (size_t cut = 0; cut < len; cut++) {
		char *exact = malloc(cut + 1);

		assert_non_null(exact);
		memcpy(exact, text, cut);
		assert_false(accepts_as(SSHSIG_CHANGESET, exact, cut));
		free(exact);
	}
	assert_true(accepts_as(SSHSIG_CHANGESET, text, len));
}

static void
armour_with_any_bit_flipped_is_refused(void **state)
{
	char text[SSHSIG_ARMOUR_MAX];
	size_t len = armour(SSHSIG_CHANGESET, text);

	(void)state;
	for (size_t bit = 0; bit < 8 * len; bit++) {
		text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
		assert_false(accepts_as(SSHSIG_CHANGESET, text, len));
		text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
	}
}

static void
a_blob_with_any_bit_flipped_is_refused(void **state)
{
	uint8_t blob[BLOB_LEN];
	char text[TEXT_MAX];

	(void)state;
	take_blob(blob);
	for (size_t bit = 0; bit < 8 * sizeof(blob); bit++) {
		blob[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_false(accepts(wrap(blob, sizeof(blob), 70, text)));
		blob[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	assert_true(accepts(wrap(blob, sizeof(blob), 70, text)));
}

static void
another_version_or_hash_is_refused(void **state)
{
	uint8_t blob[BLOB_LEN];
	char text[TEXT_MAX];

	(void)state;
	take_blob(blob);
	blob[VERSION_AT + 3] = 2;
	assert_false(accepts(wrap(blob, sizeof(blob), 70, text)));
	blob[VERSION_AT + 3] = 1;
	memcpy(memmem(blob, sizeof(blob), "sha512", 6), "sha256", 6);
	assert_false(accepts(wrap(blob, sizeof(blob), 70, text)));
}

static void
a_signature_is_good_in_its_own_namespace_only(void **state)
{
	static const char *const names[] = {
	    SSHSIG_CHANGESET, SSHSIG_RECEIPT, SSHSIG_ENROLMENT};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		char text[SSHSIG_ARMOUR_MAX];
		size_t len = armour(names[i], text);
		struct signature sig;

		sshsig_sign(&key, names[i], message, MESSAGE_LEN, &sig);
		for (size_t j = 0; j < COUNT_OF(names); j++) {
			assert_int_equal(
			    accepts_as(names[j], text, len), i == j);
			assert_int_equal(sshsig_is_valid(&key.public, names[j],
					     message, MESSAGE_LEN, &sig),
			    i == j);
		}
	}
}

/* Nor is a bare Ed25519 signature ever one, or the other way round. */
static void
a_signature_over_the_bare_message_is_refused(void **state)
{
	struct signature sig;

	(void)state;
	sign_bytes(&key, message, MESSAGE_LEN, &sig);
	assert_false(sshsig_is_valid(
	    &key.public, SSHSIG_CHANGESET, message, MESSAGE_LEN, &sig));
	sshsig_sign(&key, SSHSIG_CHANGESET, message, MESSAGE_LEN, &sig);
	assert_false(sign_is_valid(&key.public, message, MESSAGE_LEN, &sig));
}

/* S = 0 and R the neutral point verify under the neutral key, if allowed. */
static void
a_key_of_small_order_signs_nothing(void **state)
{
	const struct sign_public neutral_key = {{1}};
	const struct signature neutral = {{1}};
	char text[SSHSIG_ARMOUR_MAX];

	(void)state;
	(void)sshsig_armour(&neutral_key, SSHSIG_CHANGESET, &neutral, text);
	assert_false(accepts(text));
}

static void
what_ssh_keygen_wrote_is_what_we_write(void **state)
{
	static const char *const names[][2] = {
	    {SSHSIG_CHANGESET, "tests/golden/crypto/sshsig_git.txt"},
	    {SSHSIG_RECEIPT, "tests/golden/crypto/sshsig_receipt.txt"},
	    {SSHSIG_ENROLMENT, "tests/golden/crypto/sshsig_enrolment.txt"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		char text[SSHSIG_ARMOUR_MAX + 1], golden[TEXT_MAX] = "";
		size_t len = armour(names[i][0], text);
		FILE *f = fopen(names[i][1], "r");

		assert_non_null(f);
		assert_true(fread(golden, 1, sizeof(golden) - 1, f) > 0);
		assert_int_equal(fclose(f), 0);
		assert_int_equal(len, strlen(text));
		assert_true(accepts_as(names[i][0], text, len));
		(void)stpcpy(text + len, "\n");
		assert_string_equal(text, golden);
	}
}

static void
the_longest_namespace_still_fits(void **state)
{
	static const char name[] = "a-name-of-thirty-one-bytes@sanji";
	char text[SSHSIG_ARMOUR_MAX];
	size_t len = armour(name + 1, text);

	(void)state;
	assert_int_equal(strlen(name + 1) + 1, SSHSIG_NAMESPACE_MAX);
	assert_true(len < SSHSIG_ARMOUR_MAX);
	assert_true(accepts_as(name + 1, text, len));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(armour_wrapped_at_76_or_20_columns_is_refused),
	    cmocka_unit_test(junk_in_the_reserved_field_is_refused),
	    cmocka_unit_test(
		a_signature_with_s_plus_the_group_order_is_refused),
	    cmocka_unit_test(bytes_after_the_signature_in_the_blob_are_refused),
	    cmocka_unit_test(text_around_the_armour_is_refused),
	    cmocka_unit_test(a_byte_put_in_anywhere_is_refused),
	    cmocka_unit_test(armour_cut_after_any_byte_is_refused),
	    cmocka_unit_test(armour_with_any_bit_flipped_is_refused),
	    cmocka_unit_test(a_blob_with_any_bit_flipped_is_refused),
	    cmocka_unit_test(another_version_or_hash_is_refused),
	    cmocka_unit_test(a_signature_is_good_in_its_own_namespace_only),
	    cmocka_unit_test(a_signature_over_the_bare_message_is_refused),
	    cmocka_unit_test(a_key_of_small_order_signs_nothing),
	    cmocka_unit_test(what_ssh_keygen_wrote_is_what_we_write),
	    cmocka_unit_test(the_longest_namespace_still_fits),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
