/*
 * The git commit around a message: whoever has not the key cannot make a
 * second form of one that is signed, and stock git's forms
 * that mean the same are refused.
 *
 * tests/golden/changeset/one.commit is change set 1 of the sample hall;
 * tests/interop/test_changeset_stock.c shows it to stock git.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <git2.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/sshsig.h"
#include "sync/changeset/changeset.h"
#include "tests/fixture/altered.h"
#include "tests/fixture/sample.h"

#define EVENT "{\"do\":\"case.accepted\",\"on\":\"8f3a\"}"
#define TREE "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
#define OTHER_TREE "28b3c4d400785534f9f510d18f1527a07f0e1891"
#define HEADER_BEGIN "gpgsig -----BEGIN SSH SIGNATURE-----\n"
#define HEADER_END " -----END SSH SIGNATURE-----\n"

#define BLOB_LEN 173
#define RESERVED_AT 72
#define S_AT (109 + 32)

static struct changeset sample; /* number 2, two seen */
static struct buf commit;

static int
start(void **state)
{
	static const char *const events[] = {EVENT};
	struct changeset_id ids[] = {sample_id(0x11), sample_id(0x22)};
	struct header h = sample_header(2);

	(void)state;
	(void)git_libgit2_init();
	h.seen = (struct changeset_heads){ids, 2};
	sample_changeset(&h, events, 1, &sample);
	commit = sample_commit(&sample);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	buf_free(&commit);
	changeset_free(&sample);
	(void)git_libgit2_shutdown();
	return 0;
}

struct read_commit {
	struct changeset changeset;
	struct sign_public key;
	struct git_id parents[CHANGESET_HEADS_MAX + 1];
	size_t parent_count;
};

static int
read_bytes(const struct buf *bytes, struct read_commit *out)
{
	struct err e = ERR_INIT;
	int failed = changeset_parse_commit(bytes->bytes, bytes->len,
	    &out->changeset, &out->key, out->parents, &out->parent_count, &e);

	assert_int_equal(failed, e.code == ERR_NONE ? 0 : -1);
	return failed;
}

static int
is_signed(struct read_commit *r)
{
	struct buf bytes = BUF_INIT;
	int valid;

	assert_int_equal(changeset_signed_bytes(&r->changeset, r->parents,
			     r->parent_count, &bytes, NULL),
	    0);
	valid = sshsig_is_valid(&r->key, SSHSIG_CHANGESET, bytes.bytes,
	    bytes.len, &r->changeset.signature);
	buf_free(&bytes);
	return valid;
}

/* Whether the bytes are read at all. */
static int
reads_take(struct buf bytes)
{
	struct read_commit r;
	int read = read_bytes(&bytes, &r) == 0;

	if (read)
		changeset_free(&r.changeset);
	buf_free(&bytes);
	return read;
}

/* Whether they are read as something with a valid signature. */
static int
passes_take(struct buf bytes)
{
	struct read_commit r;
	int passes = 0;

	if (read_bytes(&bytes, &r) == 0) {
		assert_int_equal(
		    changeset_id_is_same(&r.changeset.id, &sample.id),
		    bytes.len == commit.len &&
			memcmp(bytes.bytes, commit.bytes, bytes.len) == 0);
		passes = is_signed(&r);
		changeset_free(&r.changeset);
	}
	buf_free(&bytes);
	return passes;
}

/* --- the armour in the gpgsig header ------------------------------------- */

static void
take_blob(uint8_t out[BLOB_LEN])
{
	const char *from = strstr(buf_text(&commit), HEADER_BEGIN);
	const char *to = strstr(buf_text(&commit), HEADER_END);
	size_t len;

	assert_non_null(from);
	from += strlen(HEADER_BEGIN);
	assert_int_equal(
	    sodium_base642bin(out, BLOB_LEN, from, (size_t)(to - from), "\n ",
		&len, NULL, sodium_base64_VARIANT_ORIGINAL),
	    0);
	assert_int_equal(len, BLOB_LEN);
}

/* The commit with any blob for its signature, wrapped at any column. */
static struct buf
with_blob(const uint8_t *blob, size_t len, size_t columns)
{
	const char *text = buf_text(&commit);
	const char *from = strstr(text, HEADER_BEGIN) + strlen(HEADER_BEGIN);
	const char *to = strstr(text, HEADER_END);
	char base64[512];
	struct buf out = BUF_INIT, exact;

	(void)sodium_bin2base64(
	    base64, sizeof(base64), blob, len, sodium_base64_VARIANT_ORIGINAL);
	assert_int_equal(buf_add(&out, text, (size_t)(from - text), NULL), 0);
	for (const char *at = base64; *at != '\0';) {
		size_t part = strnlen(at, columns);

		assert_int_equal(
		    buf_printf(&out, NULL, " %.*s\n", (int)part, at), 0);
		at += part;
	}
	assert_int_equal(buf_add_text(&out, to, NULL), 0);
	exact = altered_cut(&out, out.len);
	buf_free(&out);
	return exact;
}

static void
base64_in_lines_of_76_or_20_is_refused(void **state)
{
	static const size_t columns[] = {76, 20, 69, 71, 64, 1, 300};
	uint8_t blob[BLOB_LEN];

	(void)state;
	take_blob(blob);
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		assert_false(reads_take(with_blob(blob, BLOB_LEN, columns[i])));
	assert_true(passes_take(with_blob(blob, BLOB_LEN, 70)));
}

static void
junk_in_the_reserved_field_is_refused(void **state)
{
	uint8_t blob[BLOB_LEN + 4];

	(void)state;
	take_blob(blob);
	memmove(blob + RESERVED_AT + 8, blob + RESERVED_AT + 4,
	    BLOB_LEN - RESERVED_AT - 4);
	memcpy(blob + RESERVED_AT, "\0\0\0\4junk", 8);
	assert_false(reads_take(with_blob(blob, sizeof(blob), 70)));
}

static void
a_signature_with_s_plus_the_group_order_does_not_pass(void **state)
{
	static const uint8_t order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63,
	    0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
	    0x14, [31] = 0x10};
	uint8_t blob[BLOB_LEN];
	unsigned carry = 0;

	(void)state;
	take_blob(blob);
	for (size_t i = 0; i < sizeof(order); i++) {
		carry += (unsigned)blob[S_AT + i] + order[i];
		blob[S_AT + i] = (uint8_t)carry;
		carry >>= 8;
	}
	assert_false(passes_take(with_blob(blob, BLOB_LEN, 70)));
}

static void
bytes_after_the_blob_are_refused(void **state)
{
	uint8_t blob[BLOB_LEN + 3] = {0};

	(void)state;
	take_blob(blob);
	for (size_t more = 1; more <= 3; more++)
		assert_false(reads_take(with_blob(blob, BLOB_LEN + more, 70)));
}

static void
a_signature_of_another_namespace_does_not_pass(void **state)
{
	uint8_t blob[BLOB_LEN];

	(void)state;
	take_blob(blob);
	memcpy(memmem(blob, BLOB_LEN, "\3git", 4), "\3got", 4);
	assert_false(reads_take(with_blob(blob, BLOB_LEN, 70)));
}

static void
text_after_the_end_line_is_refused(void **state)
{
	(void)state;
	assert_false(reads_take(altered(
	    &commit, HEADER_END, " -----END SSH SIGNATURE-----\n text\n")));
	assert_false(reads_take(altered(
	    &commit, HEADER_END, " -----END SSH SIGNATURE-----text\n")));
	assert_false(reads_take(
	    altered(&commit, HEADER_END, " -----END SSH SIGNATURE-----\n \n")));
	assert_false(reads_take(
	    altered(&commit, HEADER_END, " -----END SSH SIGNATURE----- \n")));
}

/* --- the other headers --------------------------------------------------- */

/* The gpgsig header once more, under any name. */
static struct buf
with_second_signature(const char *name, const char *before)
{
	const char *from = strstr(buf_text(&commit), "gpgsig ");
	const char *to = strstr(from, HEADER_END) + strlen(HEADER_END);
	struct buf text = BUF_INIT, out;

	assert_int_equal(buf_printf(&text, NULL, "%s%.*s%s", name,
			     (int)(to - from) - 6, from + 6, before),
	    0);
	out = altered(&commit, before, buf_text(&text));
	buf_free(&text);
	return out;
}

static void
a_second_signature_is_refused(void **state)
{
	static const char *const names[] = {
	    "gpgsig", "gpgsig-sha256", "mergetag"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		assert_false(
		    reads_take(with_second_signature(names[i], "gpgsig ")));
		assert_false(reads_take(
		    with_second_signature(names[i], "\ncase.received")));
		assert_false(
		    reads_take(with_second_signature(names[i], "author ")));
	}
}

static void
a_header_git_does_not_sign_for_us_is_refused(void **state)
{
	static const char *const headers[] = {"foo bar\n", "encoding UTF-8\n",
	    "foo\n", " \n", "gpgsig-sha256 x\n", "HG:extra x\n"};
	static const char *const places[] = {"tree ", "parent ", "author ",
	    "committer ", "gpgsig ", "\ncase.received"};
	char text[64];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(headers); i++)
		for (size_t k = 0; k < COUNT_OF(places); k++) {
			(void)snprintf(
			    text, sizeof(text), "%s%s", headers[i], places[k]);
			assert_false(
			    reads_take(altered(&commit, places[k], text)));
		}
}

static void
a_commit_of_another_tree_person_or_date_is_refused(void **state)
{
	static const char *const changes[][2] = {
	    {TREE, OTHER_TREE},
	    {"tree " TREE, "tree 4B825DC642CB6EB9A060E54BF8D69288FBEE4904"},
	    {"author 北鹤村委会", "author 丁栅村委会"},
	    {"committer 北鹤村委会", "committer 丁栅村委会"},
	    {"1.8f3a00000000001c@sanji", "2.8f3a00000000001c@sanji"},
	    {"<330421111205.", "<330421111217."},
	    {"1795379321 +0800", "1795379322 +0800"},
	    {"1795379321 +0800", "1795379321 +0000"},
	    {"1795379321 +0800", "01795379321 +0800"},
	    {"gpgsig ", "gpgsig-sha256 "},
	    {"gpgsig ", "Gpgsig "},
	    {"gpgsig ", "gpgsig  "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(changes); i++)
		assert_false(
		    reads_take(altered(&commit, changes[i][0], changes[i][1])));
}

#define PARENT "parent 1111111111111111111111111111111111111111\n"

static void
a_parent_too_many_or_too_few_is_refused(void **state)
{
	static const char *const with[] = {"", PARENT PARENT,
	    "parent 11111111111111111111111111111111111111\n",
	    "parent 1111111111111111111111111111111111111111 \n",
	    "parent 111111111111111111111111111111111111111G\n", "parent\n"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(with); i++)
		assert_false(reads_take(altered(&commit, PARENT, with[i])));
}

static void
a_commit_with_more_parents_than_a_change_set_may_have_is_refused(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < CHANGESET_HEADS_MAX * 4; i++)
		assert_int_equal(buf_add_text(&text, PARENT, NULL), 0);
	assert_false(reads_take(altered(&commit, PARENT, buf_text(&text))));
	buf_free(&text);
}

static void
what_another_parent_or_message_signed_does_not_pass(void **state)
{
	(void)state;
	assert_false(passes_take(altered(&commit, PARENT,
	    "parent 1112111111111111111111111111111111111111\n")));
	assert_false(passes_take(altered(&commit, "8f3a\"}", "8f3b\"}")));
	assert_false(
	    passes_take(altered(&commit, "case.received", "case.withdrawn")));
}

static void
bytes_before_and_after_a_commit_are_refused(void **state)
{
	static const char *const bytes[] = {
	    "\n", " ", "\0", "{}", "commit 900", "x\n"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bytes); i++) {
		size_t len = bytes[i][0] == '\0' ? 1 : strlen(bytes[i]);

		assert_false(
		    reads_take(altered_put(&commit, 0, bytes[i], len)));
		assert_false(reads_take(
		    altered_put(&commit, commit.len, bytes[i], len)));
	}
}

static void
a_commit_longer_than_the_limit_is_refused_unread(void **state)
{
	static const uint8_t byte;
	struct changeset c;
	struct sign_public key;
	struct git_id parents[CHANGESET_HEADS_MAX + 1];
	size_t count;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(changeset_parse_commit(&byte, CHANGESET_COMMIT_MAX + 1,
			     &c, &key, parents, &count, &e),
	    -1);
	assert_int_equal(e.code, ERR_LIMIT);
}

/* --- damage -------------------------------------------------------------- */

static void
a_commit_cut_after_any_byte_is_refused(void **state)
{
	(void)state;
	for (size_t len = 0; len < commit.len; len++)
		if (reads_take(altered_cut(&commit, len)))
			fail_msg("the first %zu bytes were read", len);
}

static void
a_commit_with_any_bit_flipped_does_not_pass(void **state)
{
	(void)state;
	for (size_t bit = 0; bit < 8 * commit.len; bit++)
		if (passes_take(altered_bit(&commit, bit)))
			fail_msg("bit %zu was not noticed", bit);
}

/* Spaces, line ends and base64's own characters, put in anywhere. */
static void
a_commit_with_a_byte_put_in_does_not_pass(void **state)
{
	static const char bytes[] = " \nA=\t";

	(void)state;
	for (size_t at = 0; at <= commit.len; at++)
		for (size_t i = 0; i < sizeof(bytes); i++)
			if (passes_take(altered_put(&commit, at, &bytes[i], 1)))
				fail_msg("byte %d at %zu", bytes[i], at);
}

static void
another_hall_s_key_does_not_pass(void **state)
{
	struct buf bytes = BUF_INIT;
	struct read_commit r;
	struct sign_secret thief;
	struct err e = ERR_INIT;

	(void)state;
	sample_key(SAMPLE_KEY + 1, &thief);
	assert_int_equal(read_bytes(&commit, &r), 0);
	assert_int_equal(changeset_commit_bytes(&r.changeset, &thief.public,
			     r.parents, r.parent_count, &bytes, &e),
	    0);
	changeset_free(&r.changeset);
	assert_false(passes_take(bytes));
}

/* --- what is read -------------------------------------------------------- */

static void
a_commit_is_read_back_with_its_key_and_parents(void **state)
{
	struct git_id parents[CHANGESET_HEADS_MAX + 1];
	struct read_commit r;
	struct sign_secret key;

	(void)state;
	sample_key(SAMPLE_KEY, &key);
	assert_int_equal(read_bytes(&commit, &r), 0);
	assert_int_equal(r.parent_count, sample_parents(&sample, parents));
	assert_memory_equal(
	    r.parents, parents, r.parent_count * sizeof(parents[0]));
	assert_memory_equal(&r.key, &key.public, sizeof(r.key));
	assert_memory_equal(
	    &r.changeset.signature, &sample.signature, SIGNATURE_LEN);
	assert_true(changeset_id_is_same(&r.changeset.id, &sample.id));
	assert_memory_equal(&r.changeset.oid, &sample.oid, GIT_ID_LEN);
	assert_true(is_signed(&r));
	changeset_free(&r.changeset);
}

static void
the_most_parents_there_may_be_are_read(void **state)
{
	static const char *const events[] = {EVENT};
	struct changeset_id ids[CHANGESET_HEADS_MAX];
	struct header h = sample_header(2);
	struct changeset c;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ids); i++)
		ids[i] = sample_id((uint8_t)i);
	h.seen = (struct changeset_heads){ids, COUNT_OF(ids)};
	h.gazettes = h.seen;
	sample_changeset(&h, events, 1, &c);
	assert_true(reads_take(sample_commit(&c)));
	changeset_free(&c);
}

static struct buf
golden(const char *path)
{
	struct buf out = BUF_INIT;
	char part[4096];
	FILE *f = fopen(path, "r");
	size_t len;

	if (f == NULL)
		fail_msg("no %s; run the tests from the root", path);
	while ((len = fread(part, 1, sizeof(part), f)) > 0)
		assert_int_equal(buf_add(&out, part, len, NULL), 0);
	(void)fclose(f);
	return out;
}

/* Its names as `git hash-object -t commit` and `b2sum -l 256` say them. */
static void
the_golden_commit_is_what_we_write(void **state)
{
	struct buf wanted = golden("tests/golden/changeset/one.commit"), ours;
	char oid[2 * GIT_ID_LEN + 1], id[CHANGESET_ID_TEXT_MAX];
	struct changeset one;

	(void)state;
	sample_simple(1, &one);
	ours = sample_commit(&one);
	assert_string_equal(buf_text(&ours), buf_text(&wanted));
	assert_int_equal(ours.len, wanted.len);
	hex_text(one.oid.bytes, GIT_ID_LEN, oid);
	assert_string_equal(oid, "30eafadb80c300ef93e4cb28d34a8610432cea90");
	changeset_id_text(&one.id, id);
	assert_string_equal(id,
	    "617e744618a0c34a20547143c06ead980a64a91d1db45dc63c6fa4dedf2d483f");
	changeset_free(&one);
	buf_free(&ours);
	buf_free(&wanted);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(base64_in_lines_of_76_or_20_is_refused),
	    cmocka_unit_test(junk_in_the_reserved_field_is_refused),
	    cmocka_unit_test(
		a_signature_with_s_plus_the_group_order_does_not_pass),
	    cmocka_unit_test(bytes_after_the_blob_are_refused),
	    cmocka_unit_test(a_signature_of_another_namespace_does_not_pass),
	    cmocka_unit_test(text_after_the_end_line_is_refused),
	    cmocka_unit_test(a_second_signature_is_refused),
	    cmocka_unit_test(a_header_git_does_not_sign_for_us_is_refused),
	    cmocka_unit_test(
		a_commit_of_another_tree_person_or_date_is_refused),
	    cmocka_unit_test(a_parent_too_many_or_too_few_is_refused),
	    cmocka_unit_test(
		a_commit_with_more_parents_than_a_change_set_may_have_is_refused),
	    cmocka_unit_test(
		what_another_parent_or_message_signed_does_not_pass),
	    cmocka_unit_test(bytes_before_and_after_a_commit_are_refused),
	    cmocka_unit_test(a_commit_longer_than_the_limit_is_refused_unread),
	    cmocka_unit_test(a_commit_cut_after_any_byte_is_refused),
	    cmocka_unit_test(a_commit_with_any_bit_flipped_does_not_pass),
	    cmocka_unit_test(a_commit_with_a_byte_put_in_does_not_pass),
	    cmocka_unit_test(another_hall_s_key_does_not_pass),
	    cmocka_unit_test(a_commit_is_read_back_with_its_key_and_parents),
	    cmocka_unit_test(the_most_parents_there_may_be_are_read),
	    cmocka_unit_test(the_golden_commit_is_what_we_write),
	};

	return cmocka_run_group_tests(tests, start, end);
}
