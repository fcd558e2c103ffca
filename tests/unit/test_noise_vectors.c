/*
 * That handshakes and channels are, byte for byte, those that are published.
 *
 * tests/golden/crypto/noise_*.txt are our own transcripts, made with fixed
 * keys.  The vectors of cacophony are read from the directory
 * $NOISE_VECTORS, and not checked when there is none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "crypto/crypto.h"
#include "schema/base/macros.h"
#include "schema/base/name.h"
#include "tests/fixture/noise_pair.h"

/* --- transcripts of our own ---------------------------------------------- */

#define TRANSCRIPT_MAX 8192

static void
say_hex(struct buf *out, const char *label, const void *bytes, size_t len)
{
	char hex[512];

	assert_true(2 * len < sizeof(hex));
	hex_text(bytes, len, hex);
	assert_int_equal(
	    buf_printf(out, NULL, "%s%s%s\n", label, len > 0 ? " " : "", hex),
	    0);
}

static void
say_keys(struct buf *out)
{
	say_hex(out, "prologue", "sanji 1", 7);
	say_hex(out, "initiator static", statics[0].bytes, NOISE_KEY_LEN);
	say_hex(out, "initiator ephemeral", ephemerals[0].bytes, NOISE_KEY_LEN);
	say_hex(out, "responder static", statics[1].bytes, NOISE_KEY_LEN);
	say_hex(out, "responder ephemeral", ephemerals[1].bytes, NOISE_KEY_LEN);
}

static void
say_handshake(struct buf *out, struct pair *both, enum noise_pattern p)
{
	static const char *const payloads[] = {"", "北鹤村", "姚庄镇"};
	struct buf line = BUF_INIT;

	for (size_t m = 0; m < message_count(p) && m < COUNT_OF(payloads);
	     m++) {
		say_hex(out, "payload", payloads[m], strlen(payloads[m]));
		says(both->side[writer_of(m)], payloads[m], &line);
		say_hex(out, m % 2 == 0 ? ">" : "<", line.bytes, line.len);
		assert_true(
		    hears(both->side[reader_of(m)], &line, payloads[m]));
	}
	say_hex(
	    out, "hash", noise_handshake_hash(both->side[0]), NOISE_HASH_LEN);
	buf_free(&line);
}

static void
say_channel(struct buf *out, struct pair *both, enum noise_pattern p)
{
	struct noise_cipher send[SIDES], receive[SIDES];
	struct buf record = BUF_INIT;

	for (int role = 0; role < SIDES; role++)
		noise_handshake_split(
		    both->side[role], &send[role], &receive[role]);
	for (size_t m = 0; m < 4; m++) {
		enum noise_role from =
		    p == NOISE_X ? NOISE_INITIATOR : writer_of(m);

		say_hex(out, "record", "receipt", 7);
		encrypt(&send[from], "receipt", &record);
		say_hex(out, from == NOISE_INITIATOR ? ">" : "<", record.bytes,
		    record.len);
		assert_true(decrypts(&receive[1 - from], &record, "receipt"));
	}
	buf_free(&record);
}

static void
expect_golden(enum noise_pattern p, const char *path)
{
	struct pair both = pair_new(p);
	struct buf said = BUF_INIT;
	char golden[TRANSCRIPT_MAX] = "";
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	assert_true(fread(golden, 1, sizeof(golden) - 1, f) > 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(
	    buf_printf(&said, NULL, "Noise_%s_25519_ChaChaPoly_BLAKE2b\n",
		pattern_names[p]),
	    0);
	say_keys(&said);
	say_handshake(&said, &both, p);
	say_channel(&said, &both, p);
	assert_string_equal(buf_text(&said), golden);
	buf_free(&said);
	pair_free(&both);
}

static void
fixed_keys_give_the_transcripts_kept_in_the_tree(void **state)
{
	(void)state;
	expect_golden(NOISE_XK, "tests/golden/crypto/noise_xk.txt");
	expect_golden(NOISE_XX, "tests/golden/crypto/noise_xx.txt");
	expect_golden(NOISE_X, "tests/golden/crypto/noise_x.txt");
}

/* --- the published vectors, whose payloads are all text ------------------- */

static struct buf
vector_bytes(const json_t *vector, const char *name)
{
	const char *hex = json_string_value(json_object_get(vector, name));
	struct buf out = BUF_INIT;
	uint8_t *to;

	assert_non_null(hex);
	to = buf_reserve(&out, strlen(hex) / 2, NULL);
	assert_non_null(to);
	assert_int_equal(hex_parse(hex, strlen(hex) / 2, to), 0);
	out.len = strlen(hex) / 2;
	out.bytes[out.len] = '\0';
	return out;
}

/* The key of that name; 0 when the vector has none. */
static int
vector_key(const json_t *vector, const char *side, const char *kind,
    struct noise_secret *out)
{
	struct buf bytes;
	char name[32];

	(void)snprintf(name, sizeof(name), "%s_%s", side, kind);
	if (json_object_get(vector, name) == NULL)
		return 0;
	bytes = vector_bytes(vector, name);
	assert_int_equal(bytes.len, NOISE_KEY_LEN);
	noise_from_bytes(bytes.bytes, out);
	buf_free(&bytes);
	return 1;
}

static struct noise_handshake *
vector_side(enum noise_pattern p, enum noise_role role, const json_t *vector)
{
	const char *side = role == NOISE_INITIATOR ? "init" : "resp";
	struct noise_secret own, other, ephemeral;
	struct buf prologue = vector_bytes(vector, "init_prologue");
	int is_fixed = vector_key(vector, side, "ephemeral", &ephemeral);
	int knows = role == NOISE_INITIATOR && p != NOISE_XX;
	struct noise_handshake *h;

	assert_true(vector_key(vector, side, "static", &own));
	assert_true(vector_key(vector, "resp", "static", &other));
	h = noise_handshake_new(p, role, prologue.bytes, prologue.len, &own,
	    knows ? &other.public : NULL, is_fixed ? &ephemeral : NULL, NULL);
	assert_non_null(h);
	buf_free(&prologue);
	return h;
}

static void
expect_same(const struct buf *a, const struct buf *b)
{
	assert_int_equal(a->len, b->len);
	assert_memory_equal(a->bytes, b->bytes, a->len);
}

static void
vector_handshake(struct pair *both, size_t m, const struct buf *payload,
    const struct buf *expected)
{
	struct buf line = BUF_INIT;

	says(both->side[writer_of(m)], buf_text(payload), &line);
	expect_same(&line, expected);
	assert_true(hears(both->side[reader_of(m)], &line, buf_text(payload)));
	buf_free(&line);
}

static void
vector_record(struct noise_cipher *send, struct noise_cipher *receive,
    const struct buf *payload, const struct buf *expected)
{
	struct buf line = BUF_INIT;

	encrypt(send, buf_text(payload), &line);
	expect_same(&line, expected);
	assert_true(decrypts(receive, &line, buf_text(payload)));
	buf_free(&line);
}

static void
vector_hash(const struct pair *both, const json_t *vector)
{
	struct buf hash = vector_bytes(vector, "handshake_hash");

	assert_int_equal(hash.len, NOISE_HASH_LEN);
	for (int role = 0; role < SIDES; role++)
		assert_memory_equal(noise_handshake_hash(both->side[role]),
		    hash.bytes, hash.len);
	buf_free(&hash);
}

static void
expect_vector(enum noise_pattern p, const json_t *vector)
{
	const json_t *messages = json_object_get(vector, "messages");
	struct noise_cipher send[SIDES], receive[SIDES];
	struct pair both;

	for (int role = 0; role < SIDES; role++)
		both.side[role] = vector_side(p, (enum noise_role)role, vector);
	assert_true(json_array_size(messages) > message_count(p));
	for (size_t m = 0; m < json_array_size(messages); m++) {
		const json_t *message = json_array_get(messages, m);
		struct buf payload = vector_bytes(message, "payload");
		struct buf expected = vector_bytes(message, "ciphertext");
		enum noise_role from =
		    p == NOISE_X ? NOISE_INITIATOR : writer_of(m);

		if (m == message_count(p))
			for (int role = 0; role < SIDES; role++)
				noise_handshake_split(both.side[role],
				    &send[role], &receive[role]);
		if (m < message_count(p))
			vector_handshake(&both, m, &payload, &expected);
		else
			vector_record(&send[from], &receive[1 - from], &payload,
			    &expected);
		buf_free(&payload);
		buf_free(&expected);
	}
	vector_hash(&both, vector);
	pair_free(&both);
}

static void
expect_vectors(enum noise_pattern p)
{
	const char *directory = getenv("NOISE_VECTORS");
	const json_t *vectors, *vector;
	char path[512];
	json_t *file;
	size_t i;

	if (directory == NULL)
		skip();
	(void)snprintf(path, sizeof(path),
	    "%s/cacophony.Noise_%s_25519_ChaChaPoly_BLAKE2b.json", directory,
	    pattern_names[p]);
	file = json_load_file(path, 0, NULL);
	assert_non_null(file);
	vectors = json_object_get(file, "vectors");
	assert_true(json_array_size(vectors) > 0);
	json_array_foreach (vectors, i, vector)
		expect_vector(p, vector);
	json_decref(file);
}

static void
the_published_vectors_of_xk_come_out(void **state)
{
	(void)state;
	expect_vectors(NOISE_XK);
}

static void
the_published_vectors_of_xx_come_out(void **state)
{
	(void)state;
	expect_vectors(NOISE_XX);
}

static void
the_published_vectors_of_x_come_out(void **state)
{
	(void)state;
	expect_vectors(NOISE_X);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fixed_keys_give_the_transcripts_kept_in_the_tree),
	    cmocka_unit_test(the_published_vectors_of_xk_come_out),
	    cmocka_unit_test(the_published_vectors_of_xx_come_out),
	    cmocka_unit_test(the_published_vectors_of_x_come_out),
	};

	return cmocka_run_group_tests(tests, noise_pair_start, NULL);
}
