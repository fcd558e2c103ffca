/*
 * Change sets before stock git: it names them as we do, finds nothing wrong
 * with them, and believes their signatures as long as nothing was changed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <git2.h>
#include <stdio.h>
#include <string.h>

#include "sync/changeset/changeset.h"
#include "tests/fixture/altered.h"
#include "tests/fixture/sample.h"
#include "tests/fixture/stock.h"

#define PRINCIPAL "330421111205.1.8f3a00000000001c@sanji"
#define VERIFY \
	"git -c gpg.ssh.allowedSignersFile=allowed verify-commit $(cat id)"
#define CHAIN_LEN 3

static int
start(void **state)
{
	(void)state;
	(void)git_libgit2_init();
	return stock_begin();
}

static int
end(void **state)
{
	(void)state;
	(void)git_libgit2_shutdown();
	return stock_end();
}

/* Only this key may sign for the sample hall. */
static void
allow(uint8_t key_byte)
{
	char text[SIGN_SSH_TEXT_MAX], line[256];
	struct sign_secret key;

	sample_key(key_byte, &key);
	sign_ssh_text(&key.public, text);
	(void)snprintf(
	    line, sizeof(line), PRINCIPAL " namespaces=\"git\" %s\n", text);
	stock_write("allowed", line, strlen(line));
}

static void
store_take(struct buf bytes)
{
	stock_write("commit", bytes.bytes, bytes.len);
	buf_free(&bytes);
	assert_int_equal(
	    stock_run("git hash-object -t commit -w commit >id"), 0);
}

static struct buf
one_commit(void)
{
	struct changeset c;
	struct buf bytes;

	sample_simple(1, &c);
	bytes = sample_commit(&c);
	changeset_free(&c);
	return bytes;
}

static void
expect_said(const char *text)
{
	struct buf said = stock_said();

	if (strstr(buf_text(&said), text) == NULL)
		fail_msg("no \"%s\" in:\n%s", text, buf_text(&said));
	buf_free(&said);
}

static void
git_refuses_a_change_set_that_was_changed(void **state)
{
	struct buf bytes = one_commit();

	(void)state;
	allow(SAMPLE_KEY);
	store_take(altered(&bytes, "8f3a\"}", "8f3b\"}"));
	assert_int_not_equal(stock_run(VERIFY), 0);
	buf_free(&bytes);
}

static void
git_refuses_a_key_that_is_not_the_hall_s(void **state)
{
	(void)state;
	allow(SAMPLE_KEY + 1);
	store_take(one_commit());
	assert_int_not_equal(stock_run(VERIFY), 0);
}

static void
git_believes_a_change_set_we_signed(void **state)
{
	(void)state;
	allow(SAMPLE_KEY);
	store_take(one_commit());
	assert_int_equal(stock_run(VERIFY), 0);
	expect_said("Good \"git\" signature for " PRINCIPAL);
}

static void
git_names_a_change_set_as_we_do(void **state)
{
	char oid[2 * GIT_ID_LEN + 1];
	struct changeset c;

	(void)state;
	sample_simple(1, &c);
	store_take(sample_commit(&c));
	hex_text(c.oid.bytes, GIT_ID_LEN, oid);
	assert_int_equal(stock_run("cat id"), 0);
	expect_said(oid);
	changeset_free(&c);
}

/* Each names the git id of the one before. */
static void
make_chain(struct changeset chain[CHAIN_LEN])
{
	static const char *const events[] = {
	    "{\"do\":\"case.accepted\",\"on\":\"8f3a\"}"};
	struct sign_secret key;

	sample_key(SAMPLE_KEY, &key);
	for (size_t i = 0; i < CHAIN_LEN; i++) {
		struct header h = sample_header(i + 1);
		struct buf bytes = BUF_INIT;
		const struct git_id *parent = i == 0 ? NULL : &chain[i - 1].oid;

		if (i > 0)
			h.prev = chain[i - 1].id;
		sample_changeset(&h, events, 1, &chain[i]);
		assert_int_equal(changeset_sign(&chain[i], &key, parent,
				     parent != NULL, NULL),
		    0);
		assert_int_equal(changeset_commit_bytes(&chain[i], &key.public,
				     parent, parent != NULL, &bytes, NULL),
		    0);
		store_take(bytes);
	}
}

static void
git_finds_nothing_wrong_with_a_log(void **state)
{
	struct changeset chain[CHAIN_LEN];

	(void)state;
	allow(SAMPLE_KEY);
	make_chain(chain);
	assert_int_equal(stock_run("git update-ref refs/heads/log $(cat id) && "
				   "git fsck --strict --no-dangling --full"),
	    0);
	assert_int_equal(stock_run("git -c gpg.ssh.allowedSignersFile=allowed "
				   "log --format='%G? %an %ae %ai %s' log"),
	    0);
	expect_said(
	    "G 北鹤村委会 " PRINCIPAL
	    " 2026-11-23 04:28:42 +0800 case.received 330421111205-01-0001\n"
	    "G 北鹤村委会 " PRINCIPAL
	    " 2026-11-23 04:28:41 +0800 case.received 330421111205-01-0001\n"
	    "G 北鹤村委会 " PRINCIPAL
	    " 2026-11-23 04:28:40 +0800 case.received 330421111205-01-0001\n");
	for (size_t i = 0; i < CHAIN_LEN; i++)
		changeset_free(&chain[i]);
}

static void
git_gives_back_the_bytes_it_was_given(void **state)
{
	struct buf bytes = one_commit(), said;

	(void)state;
	store_take(one_commit());
	assert_int_equal(stock_run("git cat-file commit $(cat id)"), 0);
	said = stock_said();
	assert_int_equal(said.len, bytes.len);
	assert_memory_equal(said.bytes, bytes.bytes, bytes.len);
	buf_free(&said);
	buf_free(&bytes);
}

static void
the_golden_commit_is_believed_by_git(void **state)
{
	FILE *f = fopen("tests/golden/changeset/one.commit", "r");
	char bytes[4096];
	size_t len;

	(void)state;
	assert_non_null(f);
	len = fread(bytes, 1, sizeof(bytes), f);
	(void)fclose(f);
	stock_write("commit", bytes, len);
	allow(SAMPLE_KEY);
	assert_int_equal(
	    stock_run("git hash-object -t commit -w --stdin <commit >id"), 0);
	assert_int_equal(stock_run(VERIFY), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(git_refuses_a_change_set_that_was_changed),
	    cmocka_unit_test(git_refuses_a_key_that_is_not_the_hall_s),
	    cmocka_unit_test(git_believes_a_change_set_we_signed),
	    cmocka_unit_test(git_names_a_change_set_as_we_do),
	    cmocka_unit_test(git_finds_nothing_wrong_with_a_log),
	    cmocka_unit_test(git_gives_back_the_bytes_it_was_given),
	    cmocka_unit_test(the_golden_commit_is_believed_by_git),
	};

	return cmocka_run_group_tests(tests, start, end);
}
