/*
 * Our signatures before stock git and ssh-keygen, and theirs before us.
 *
 * Everything happens in a directory of its own, with a key that ssh-keygen
 * made, and without the configuration of the system or of the user.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "crypto/crypto.h"
#include "crypto/sshsig.h"
#include "schema/base/buf.h"

/* The tree of nothing, which every repository has. */
#define TREE "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
#define PERSON "330421111205 <330421111205@hall> 1795379319 +0800"
#define HEAD "tree " TREE "\nauthor " PERSON "\ncommitter " PERSON "\n"
#define BODY "\ncase accept 330421-NM-017 王秀英\n"

static const char verify_commit[] =
    "git -c gpg.ssh.allowedSignersFile=allowed verify-commit $(cat id)";

static char directory[] = "/tmp/sanji-stock-XXXXXX";
static char *directory_before;
static struct sign_secret key; /* as in the files `key` and `key.pub` */

/* --- the stock programs -------------------------------------------------- */

/* The exit status of a shell command; what it says goes to the file `said`. */
static int
run(const char *command)
{
	char line[512];
	int status;

	(void)snprintf(line, sizeof(line), "{ %s; } >said 2>&1", command);
	status = system(line);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static struct buf
file_get(const char *name)
{
	struct buf out = BUF_INIT;
	FILE *f = fopen(name, "r");
	char part[512];
	size_t len;

	assert_non_null(f);
	while ((len = fread(part, 1, sizeof(part), f)) > 0)
		assert_int_equal(buf_add(&out, part, len, NULL), 0);
	assert_int_equal(fclose(f), 0);
	return out;
}

static void
file_put(const char *name, const void *bytes, size_t len)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

static void
file_put_text(const char *name, const char *text)
{
	file_put(name, text, strlen(text));
}

/* --- the directory ------------------------------------------------------- */

/* The seed is the first half of the only string of 64 bytes in the file. */
static void
take_key(void)
{
	struct buf bytes = BUF_INIT;
	const uint8_t *at;

	assert_int_equal(run("sed /^-/d key | base64 -d >key.bin"), 0);
	bytes = file_get("key.bin");
	at = memmem(bytes.bytes, bytes.len, "\0\0\0\100", 4);
	assert_non_null(at);
	sign_from_seed(at + 4, &key);
	buf_free(&bytes);
}

static void
allow(const char *namespaces)
{
	char text[SIGN_SSH_TEXT_MAX], line[256];

	sign_ssh_text(&key.public, text);
	(void)snprintf(line, sizeof(line),
	    "330421111205@hall namespaces=\"%s\" %s\n", namespaces, text);
	file_put_text("allowed", line);
}

static int
enter_directory(void **state)
{
	(void)state;
	directory_before = getcwd(NULL, 0);
	if (crypto_start(NULL) != 0 || directory_before == NULL ||
	    mkdtemp(directory) == NULL || chdir(directory) != 0)
		return -1;
	(void)setenv("HOME", directory, 1);
	(void)setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	(void)setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	(void)setenv("LC_ALL", "C", 1);
	(void)unsetenv("GIT_DIR");
	(void)unsetenv("GIT_WORK_TREE");
	(void)unsetenv("SSH_AUTH_SOCK");
	if (run("git init -q . && git mktree </dev/null") != 0 ||
	    run("ssh-keygen -q -t ed25519 -N '' -C '' -f key") != 0)
		return -1;
	take_key();
	return 0;
}

static int
leave_directory(void **state)
{
	char command[64];

	(void)state;
	(void)snprintf(command, sizeof(command), "rm -rf %s", directory);
	if (chdir(directory_before) != 0)
		return -1;
	free(directory_before);
	return system(command);
}

/* --- commits ------------------------------------------------------------- */

/* A commit with our signature over `signed_body`, saying `body`. */
static void
commit(const char *signed_body, const char *body)
{
	char armour[SSHSIG_ARMOUR_MAX];
	struct buf text = BUF_INIT;
	struct signature sig;

	assert_int_equal(buf_printf(&text, NULL, HEAD "%s", signed_body), 0);
	sshsig_sign(&key, SSHSIG_CHANGESET, text.bytes, text.len, &sig);
	(void)sshsig_armour(&key.public, SSHSIG_CHANGESET, &sig, armour);
	buf_clear(&text);
	assert_int_equal(buf_add_text(&text, HEAD "gpgsig ", NULL), 0);
	for (const char *c = armour; *c != '\0'; c++) {
		assert_int_equal(buf_add(&text, c, 1, NULL), 0);
		if (*c == '\n')
			assert_int_equal(buf_add_text(&text, " ", NULL), 0);
	}
	assert_int_equal(buf_printf(&text, NULL, "\n%s", body), 0);
	file_put("commit", text.bytes, text.len);
	buf_free(&text);
	assert_int_equal(run("git hash-object -t commit -w commit >id"), 0);
}

static void
git_refuses_a_commit_that_says_something_else(void **state)
{
	(void)state;
	allow("git");
	commit(BODY, "\ncase refuse 330421-NM-017 王秀英\n");
	assert_int_not_equal(run(verify_commit), 0);
}

static void
git_refuses_a_key_that_is_not_allowed_to_sign_commits(void **state)
{
	(void)state;
	commit(BODY, BODY);
	allow(SSHSIG_RECEIPT);
	assert_int_not_equal(run(verify_commit), 0);
	file_put_text("allowed", "");
	assert_int_not_equal(run(verify_commit), 0);
}

static void
git_verifies_a_commit_that_we_signed(void **state)
{
	struct buf said;

	(void)state;
	allow("git");
	commit(BODY, BODY);
	assert_int_equal(run(verify_commit), 0);
	said = file_get("said");
	assert_non_null(strstr(
	    buf_text(&said), "Good \"git\" signature for 330421111205@hall"));
	buf_free(&said);
	assert_int_equal(
	    run("git update-ref refs/heads/log $(cat id) && "
		"git fsck --strict && "
		"test $(git -c gpg.ssh.allowedSignersFile=allowed log -1 "
		"--format=%G? log) = G"),
	    0);
}

/*
 * Take the gpgsig header out of a commit: the armour, without the space that
 * begins each further line, and what it signs.  Returns the armour's length.
 */
static size_t
take_armour(struct buf *text, char out[SSHSIG_ARMOUR_MAX])
{
	static const char last[] = "-----END SSH SIGNATURE-----";
	char *from = strstr((char *)text->bytes, "gpgsig ");
	char *to = from == NULL ? NULL : strstr(from, last);
	size_t len = 0;

	assert_non_null(to);
	to += strlen(last);
	for (const char *c = from + strlen("gpgsig "); c < to; c++) {
		assert_true(len < SSHSIG_ARMOUR_MAX);
		if (*c != ' ' || c[-1] != '\n')
			out[len++] = *c;
	}
	text->len -= (size_t)(to + 1 - from);
	memmove(from, to + 1, strlen(to + 1) + 1);
	return len;
}

static void
we_verify_a_commit_that_git_signed(void **state)
{
	char armour[SSHSIG_ARMOUR_MAX];
	struct sign_public by;
	struct signature sig;
	struct buf text;
	size_t len;

	(void)state;
	assert_int_equal(run("git -c gpg.format=ssh -c user.signingKey=key "
			     "-c user.name=hall -c user.email=hall@hall "
			     "commit -q -S --allow-empty -m '姚庄镇' && "
			     "git cat-file commit HEAD >theirs"),
	    0);
	text = file_get("theirs");
	len = take_armour(&text, armour);
	assert_int_equal(
	    sshsig_parse(armour, len, SSHSIG_CHANGESET, &by, &sig), 0);
	assert_memory_equal(&by, &key.public, sizeof(by));
	assert_true(
	    sshsig_is_valid(&by, SSHSIG_CHANGESET, text.bytes, text.len, &sig));
	buf_free(&text);
}

/* --- ssh-keygen ---------------------------------------------------------- */

static int
ssh_keygen_verifies(const char *signed_in, const char *asked_for)
{
	static const char message[] = "receipt 姚庄镇 2";
	char armour[SSHSIG_ARMOUR_MAX], command[256];
	struct signature sig;

	sshsig_sign(&key, signed_in, message, strlen(message), &sig);
	(void)sshsig_armour(&key.public, signed_in, &sig, armour);
	file_put_text("message", message);
	file_put_text("message.ours", armour);
	(void)snprintf(command, sizeof(command),
	    "ssh-keygen -Y verify -f allowed -I 330421111205@hall -n %s "
	    "-s message.ours <message",
	    asked_for);
	return run(command) == 0;
}

static void
ssh_keygen_verifies_in_the_namespace_signed_in_and_no_other(void **state)
{
	static const char *const names[] = {
	    SSHSIG_CHANGESET, SSHSIG_RECEIPT, SSHSIG_ENROLMENT};

	(void)state;
	allow("git,receipt@sanji,enrolment@sanji");
	for (size_t i = 0; i < COUNT_OF(names); i++)
		for (size_t j = 0; j < COUNT_OF(names); j++)
			assert_int_equal(
			    ssh_keygen_verifies(names[i], names[j]), i == j);
}

static void
expect_same_armour(const char *namespace, const uint8_t *message, size_t len)
{
	char armour[SSHSIG_ARMOUR_MAX + 1], command[128];
	struct signature sig;
	struct buf theirs;
	size_t armour_len;

	sshsig_sign(&key, namespace, message, len, &sig);
	armour_len = sshsig_armour(&key.public, namespace, &sig, armour);
	(void)stpcpy(armour + armour_len, "\n");
	file_put("message", message, len);
	(void)snprintf(command, sizeof(command),
	    "rm -f message.sig; ssh-keygen -q -Y sign -f key -n %s message",
	    namespace);
	assert_int_equal(run(command), 0);
	theirs = file_get("message.sig");
	assert_string_equal(buf_text(&theirs), armour);
	buf_free(&theirs);
}

static void
ssh_keygen_writes_the_same_bytes_as_we(void **state)
{
	static const char *const names[] = {
	    SSHSIG_CHANGESET, SSHSIG_RECEIPT, SSHSIG_ENROLMENT};
	static const size_t lens[] = {0, 1, 127, 128, 4096};
	uint8_t message[4096];

	(void)state;
	crypto_random(message, sizeof(message));
	for (size_t i = 0; i < COUNT_OF(names); i++)
		for (size_t j = 0; j < COUNT_OF(lens); j++)
			expect_same_armour(names[i], message, lens[j]);
}

static void
ssh_keygen_shows_the_key_as_we_do(void **state)
{
	char text[SIGN_SSH_TEXT_MAX], fingerprint[SIGN_FINGERPRINT_MAX];
	struct buf said;

	(void)state;
	sign_ssh_text(&key.public, text);
	said = file_get("key.pub");
	assert_memory_equal(buf_text(&said), text, strlen(text));
	buf_free(&said);

	sign_fingerprint(&key.public, fingerprint);
	assert_int_equal(run("ssh-keygen -lf key.pub | cut -d' ' -f2"), 0);
	said = file_get("said");
	assert_memory_equal(buf_text(&said), fingerprint, strlen(fingerprint));
	assert_int_equal(said.len, strlen(fingerprint) + 1);
	buf_free(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(git_refuses_a_commit_that_says_something_else),
	    cmocka_unit_test(
		git_refuses_a_key_that_is_not_allowed_to_sign_commits),
	    cmocka_unit_test(git_verifies_a_commit_that_we_signed),
	    cmocka_unit_test(we_verify_a_commit_that_git_signed),
	    cmocka_unit_test(
		ssh_keygen_verifies_in_the_namespace_signed_in_and_no_other),
	    cmocka_unit_test(ssh_keygen_writes_the_same_bytes_as_we),
	    cmocka_unit_test(ssh_keygen_shows_the_key_as_we_do),
	};

	return cmocka_run_group_tests(tests, enter_directory, leave_directory);
}
