/*
 * What stock programs believe and sanji does not (docs/THREATS.md).  Each
 * story shows the attack on ssh-keygen or git first, as they come.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <git2.h>
#include <stdio.h>
#include <string.h>

#include "crypto/crypto.h"
#include "crypto/hash.h"
#include "crypto/sshsig.h"
#include "sync/changeset/changeset.h"
#include "tests/fixture/altered.h"
#include "tests/fixture/must.h"
#include "tests/fixture/sample.h"
#include "tests/fixture/stock.h"

#define MESSAGE "case.decided 330421111205-01-0001 approved\n"
#define VILLAGE "330421111205.1.8f3a00000000001c@sanji"
#define VERIFY "git -c gpg.ssh.allowedSignersFile=allowed verify-commit "

static struct sign_secret key;

static int
start(void **state)
{
	(void)state;
	(void)git_libgit2_init();
	sample_key(SAMPLE_KEY, &key);
	return crypto_start(NULL) == 0 ? stock_begin() : -1;
}

static int
end(void **state)
{
	(void)state;
	(void)git_libgit2_shutdown();
	return stock_end();
}

static void
must_run(const char *command)
{
	struct buf said;

	if (stock_run(command) == 0)
		return;
	said = stock_said();
	fail_msg("%s:\n%s", command, buf_text(&said));
}

static struct buf
file_of(const char *name)
{
	char command[64];

	(void)snprintf(command, sizeof(command), "cat %s", name);
	must_run(command);
	return stock_said();
}

/* Another line of the file of who may sign. */
static void
allow(const char *who, const struct sign_public *public)
{
	char text[SIGN_SSH_TEXT_MAX], line[256];

	sign_ssh_text(public, text);
	(void)snprintf(line, sizeof(line), "echo '%s %s' >>allowed", who, text);
	must_run(line);
}

/* --- one signature, many texts (2) --------------------------------------- */

#define RESERVED_AT 72
#define S_AT 141

/* The file blob: our signature of the message, without its armour. */
static struct buf
signed_blob(void)
{
	char text[SSHSIG_ARMOUR_MAX];
	struct signature sig;
	size_t len;

	sshsig_sign(&key, SSHSIG_CHANGESET, MESSAGE, strlen(MESSAGE), &sig);
	len = sshsig_armour(&key.public, SSHSIG_CHANGESET, &sig, text);
	stock_write("sig", text, len);
	must_run("sed /^-/d sig | base64 -d >blob");
	return file_of("blob");
}

static void
armour_take(struct buf blob, const char *columns)
{
	char command[256];

	stock_write("blob", blob.bytes, blob.len);
	buf_free(&blob);
	(void)snprintf(command, sizeof(command),
	    "{ echo -----BEGIN SSH SIGNATURE-----; base64 -w %s blob; "
	    "printf -- '-----END SSH SIGNATURE-----'; } >sig",
	    columns);
	must_run(command);
}

static int
we_accept_for(const char *message)
{
	struct buf sig = file_of("sig");
	struct sign_public by;
	struct signature parsed;
	int accepted = sshsig_parse(buf_text(&sig), sig.len, SSHSIG_CHANGESET,
			   &by, &parsed) == 0 &&
		       sshsig_is_valid(&by, SSHSIG_CHANGESET, message,
			   strlen(message), &parsed);

	buf_free(&sig);
	return accepted;
}

static int
ssh_keygen_accepts(const char *message)
{
	stock_write("message", message, strlen(message));
	return stock_run("ssh-keygen -Y verify -f allowed -I " VILLAGE
			 " -n git -s sig <message") == 0;
}

/* What the attacker made of the signature, without the key. */
static void
believed_by_ssh_keygen_only(void)
{
	assert_true(ssh_keygen_accepts(MESSAGE));
	assert_false(we_accept_for(MESSAGE));
}

static void
add_the_group_order(uint8_t s[32])
{
	static const uint8_t order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63,
	    0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
	    0x14, [31] = 0x10};
	unsigned int carry = 0;

	for (size_t i = 0; i < sizeof(order); i++) {
		carry += (unsigned int)s[i] + order[i];
		s[i] = (uint8_t)carry;
		carry >>= 8;
	}
}

static void
a_second_text_of_one_signature_is_believed_by_ssh_keygen_and_refused(
    void **state)
{
	struct buf blob, junk;

	(void)state;
	must_run("rm -f allowed");
	allow(VILLAGE, &key.public);
	armour_take(signed_blob(), "70");
	assert_true(ssh_keygen_accepts(MESSAGE));
	assert_true(we_accept_for(MESSAGE));
	armour_take(signed_blob(), "76");
	believed_by_ssh_keygen_only();
	blob = signed_blob();
	add_the_group_order(blob.bytes + S_AT);
	armour_take(blob, "70");
	believed_by_ssh_keygen_only();
	blob = signed_blob();
	blob.bytes[RESERVED_AT + 3] = 4;
	junk = altered_put(&blob, RESERVED_AT + 4, "junk", 4);
	buf_free(&blob);
	armour_take(junk, "70");
	believed_by_ssh_keygen_only();
	armour_take(signed_blob(), "70");
	must_run("printf '\\nmore' >>sig");
	believed_by_ssh_keygen_only();
}

/* --- a key that signs everything (40) ------------------------------------ */

static void
a_key_of_small_order_signs_everything_for_ssh_keygen_and_nothing_here(
    void **state)
{
	static const char *const messages[] = {MESSAGE, "case.denied", ""};
	const struct sign_public neutral_key = {{1}};
	const struct signature neutral = {{1}};
	char text[SSHSIG_ARMOUR_MAX];

	(void)state;
	must_run("rm -f allowed");
	allow(VILLAGE, &neutral_key);
	stock_write("sig", text,
	    sshsig_armour(&neutral_key, SSHSIG_CHANGESET, &neutral, text));
	for (size_t i = 0; i < COUNT_OF(messages); i++) {
		assert_true(ssh_keygen_accepts(messages[i]));
		assert_false(we_accept_for(messages[i]));
	}
}

/* --- whose signature (3), and below it (4) ------------------------------- */

static void
store_take(struct buf commit, const char *name)
{
	char command[96];

	stock_write("commit", commit.bytes, commit.len);
	buf_free(&commit);
	(void)snprintf(command, sizeof(command),
	    "git update-ref refs/heads/%s "
	    "$(git hash-object -t commit -w commit)",
	    name);
	must_run(command);
}

/* The village's first change set, as somebody signs it. */
static struct buf
commit_signed_by(const struct sign_secret *by)
{
	struct buf out = BUF_INIT;
	struct changeset c;

	sample_simple(1, &c);
	MUST(changeset_sign(&c, by, NULL, 0, &e));
	MUST(changeset_commit_bytes(&c, &by->public, NULL, 0, &out, &e));
	changeset_free(&c);
	return out;
}

/* One list of all who may sign, as people keep it; the name is the author's.
 */
static void
another_member_s_signature_under_the_village_s_name(void **state)
{
	struct sign_secret other;

	(void)state;
	sample_key(SAMPLE_KEY + 1, &other);
	must_run("rm -f allowed");
	allow(VILLAGE, &key.public);
	allow("330421111217.1.01@sanji", &other.public);
	store_take(commit_signed_by(&other), "forged");
	must_run(VERIFY "forged");
	must_run("git log -1 --format=%ae forged | grep -q " VILLAGE);
	/* The list of the log's own signers, as the export writes it. */
	must_run("rm -f allowed");
	allow(VILLAGE, &key.public);
	assert_int_not_equal(stock_run(VERIFY "forged"), 0);
}

/* What `id` holds: the name git has for a commit. */
static struct git_id
id_in_file(void)
{
	struct buf text = file_of("id");
	struct git_id id;

	text.len--;
	MUST(buf_add(&text, "", 1, &e));
	assert_int_equal(hex_parse(buf_text(&text), GIT_ID_LEN, id.bytes), 0);
	buf_free(&text);
	return id;
}

static int
is_a_change_set(const struct buf *commit)
{
	struct git_id parents[CHANGESET_HEADS_MAX + 1];
	struct sign_public by;
	struct changeset c = {.event_count = 0};
	size_t count;
	int read = changeset_parse_commit(commit->bytes, commit->len, &c, &by,
		       parents, &count, NULL) == 0;

	changeset_free(&c);
	return read;
}

/* The village's second change set, on top of any commit. */
static struct buf
commit_on(const struct git_id *below)
{
	struct buf out = BUF_INIT;
	struct changeset c;

	sample_simple(2, &c);
	MUST(changeset_sign(&c, &key, below, 1, &e));
	MUST(changeset_commit_bytes(&c, &key.public, below, 1, &out, &e));
	changeset_free(&c);
	return out;
}

/* Git asks for the signature of the commit it is given, and of no other. */
static void
what_nobody_signed_below_a_signed_head(void **state)
{
	struct git_id below;
	struct buf unsigned_commit;

	(void)state;
	must_run("rm -f allowed");
	allow(VILLAGE, &key.public);
	must_run("git -c user.name=x -c user.email=" VILLAGE " commit-tree "
		 "-m 'case.decided 330421111205-01-0001' "
		 "4b825dc642cb6eb9a060e54bf8d69288fbee4904 >id");
	below = id_in_file();
	store_take(commit_on(&below), "log");
	must_run(VERIFY "log && git log --format=%s log | grep decided");
	must_run("git cat-file commit $(cat id)");
	unsigned_commit = stock_said();
	assert_false(is_a_change_set(&unsigned_commit));
	buf_free(&unsigned_commit);
}

/* --- what is fetched last (5, 9) ----------------------------------------- */

/*
 * A mirror that takes what it is offered, as mirrors do: the newer work is
 * gone when an old head comes after it, and of two branches each copy has the
 * one that came last.  Here: test_threats_log.c.
 */
static void
a_mirror_of_git_forgets_what_came_before(void **state)
{
	(void)state;
	must_run("rm -f allowed; git -c user.name=x -c user.email=x commit "
		 "-q --allow-empty -m old && git branch -f old && "
		 "git -c user.name=x -c user.email=x commit -q --allow-empty "
		 "-m new && git branch -f new && git branch -f fork "
		 "$(git -c user.name=x -c user.email=x commit-tree -p old -m "
		 "other $(git rev-parse old^{tree}))");
	must_run("git init -q --bare mirror && cd mirror && "
		 "git fetch -q .. +new:log && git fetch -q .. +old:log && "
		 "test $(git rev-list --count log) = 1");
	must_run("git init -q --bare a && git init -q --bare b && "
		 "git -C a fetch -q .. +new:log && "
		 "git -C a fetch -q .. +fork:log && "
		 "git -C b fetch -q .. +fork:log && "
		 "git -C b fetch -q .. +new:log && "
		 "test $(git -C a log -1 --format=%s log) = other && "
		 "test $(git -C b log -1 --format=%s log) = new");
}

/* The village's change sets of these numbers, each on the one before. */
static void
store_chain(const uint64_t *seqs, size_t count, const char *name)
{
	struct git_id below;
	char command[64];

	must_run("git hash-object -t tree -w /dev/null");
	(void)snprintf(command, sizeof(command), "git rev-parse %s >id", name);
	for (size_t i = 0; i < count; i++) {
		struct buf out = BUF_INIT;
		struct changeset c;

		sample_simple(seqs[i], &c);
		MUST(changeset_sign(&c, &key, &below, i > 0, &e));
		MUST(changeset_commit_bytes(
		    &c, &key.public, &below, i > 0, &out, &e));
		changeset_free(&c);
		store_take(out, name);
		must_run(command);
		below = id_in_file();
	}
}

/* --- numbers that jump (7) ------------------------------------------------ */

/* Git numbers nothing, so it misses nothing.  Here: test_threats_log.c. */
static void
a_number_that_jumps_ahead_is_nothing_to_git(void **state)
{
	static const uint64_t seqs[] = {1, 4096};

	(void)state;
	must_run("rm -f allowed");
	allow(VILLAGE, &key.public);
	store_chain(seqs, COUNT_OF(seqs), "jumps");
	must_run(VERIFY "jumps && " VERIFY "jumps~1");
	must_run("git log -1 --format=%b jumps | "
		 "grep -q '4096' && "
		 "git fsck --no-dangling jumps");
}

/* --- heads of different times (8) ----------------------------------------- */

/*
 * Two logs, of which the newer names what it has seen of the other; a mirror
 * takes each as it comes, and finds nothing missing.  Here the newer one waits
 * for what it names: stick.sh.
 */
static void
heads_of_different_times_pass_in_a_mirror_of_git(void **state)
{
	(void)state;
	must_run("rm -f allowed");
	allow(VILLAGE, &key.public);
	store_chain((const uint64_t[]){1, 2}, 2, "village");
	must_run("git -c user.name=x -c user.email=x commit-tree "
		 "-m \"case.decided, seen $(git rev-parse village)\" "
		 "$(git rev-parse village^{tree}) >id && "
		 "git update-ref refs/heads/town $(cat id)");
	must_run("git branch -f before village~1");
	must_run("git init -q --bare mixed && cp allowed mixed && cd mixed && "
		 "git fetch -q .. +before:village && "
		 "git fetch -q .. +town:town && " VERIFY "village && "
		 "git fsck && "
		 "! git cat-file -e $(git log -1 --format=%s town | "
		 "sed 's/.* //') 2>/dev/null");
}

/* --- good work taken along (15) ------------------------------------------- */

/* Git asks what the key is worth today.  Here: test_threats_power.c. */
static void
a_key_that_ends_in_git_takes_all_good_work_with_it(void **state)
{
	char text[SIGN_SSH_TEXT_MAX];

	(void)state;
	must_run("rm -f allowed");
	allow(VILLAGE, &key.public);
	store_chain((const uint64_t[]){1, 2, 3}, 3, "good");
	must_run(VERIFY "good && " VERIFY "good~1 && " VERIFY "good~2");
	sign_ssh_text(&key.public, text);
	stock_write("revoked", text, strlen(text));
	must_run("for rev in good good~1 good~2; do "
		 "! git -c gpg.ssh.revocationFile=revoked "
		 "-c gpg.ssh.allowedSignersFile=allowed verify-commit $rev "
		 "2>/dev/null || exit 1; done");
}

/* --- one SHA-1, two texts (19) -------------------------------------------- */

/* The published pair: Stevens and others, "The first collision for full
 * SHA-1" (2017), to the end of the blocks that collide. */
#define SHATTERED_PREFIX                                                   \
	"255044462d312e330a25e2e3cfd30a0a0a312030206f626a0a3c3c2f57696474" \
	"682032203020522f4865696768742033203020522f547970652034203020522f" \
	"537562747970652035203020522f46696c7465722036203020522f436f6c6f72" \
	"53706163652037203020522f4c656e6774682038203020522f42697473506572" \
	"436f6d706f6e656e7420383e3e0a73747265616d0affd8fffe00245348412d31" \
	"20697320646561642121212121852fec092339759c39b1a1c63c4c97e1fffe01"
#define SHATTERED_LEN 320

static const char *const shattered[] = {
    SHATTERED_PREFIX
    "7f46dc93a6b67e013b029aaa1db2560b45ca67d688c7f84b8c4c791fe02b3df6"
    "14f86db1690901c56b45c1530afedfb76038e972722fe7ad728f0e4904e046c2"
    "30570fe9d41398abe12ef5bc942be33542a4802d98b5d70f2a332ec37fac3514"
    "e74ddc0f2cc1a874cd0c78305a21566461309789606bd0bf3f98cda8044629a1",
    SHATTERED_PREFIX
    "7346dc9166b67e118f029ab621b2560ff9ca67cca8c7f85ba84c79030c2b3de2"
    "18f86db3a90901d5df45c14f26fedfb3dc38e96ac22fe7bd728f0e45bce046d2"
    "3c570feb141398bb552ef5a0a82be331fea48037b8b5d71f0e332edf93ac3500"
    "eb4ddc0decc1a864790c782c76215660dd309791d06bd0af3f98cda4bc4629b1",
};

static void
two_texts_of_one_sha1_have_two_ids_here(void **state)
{
	uint8_t texts[2][SHATTERED_LEN];
	uint8_t ids[2][HASH_ID_LEN];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(shattered); i++) {
		assert_int_equal(
		    hex_parse(shattered[i], SHATTERED_LEN, texts[i]), 0);
		stock_write(i == 0 ? "one" : "other", texts[i], SHATTERED_LEN);
		hash_id(texts[i], SHATTERED_LEN, ids[i]);
	}
	must_run("! cmp -s one other && "
		 "test $(sha1sum <one | cut -c-40) = "
		 "$(sha1sum <other | cut -c-40)");
	assert_memory_not_equal(ids[0], ids[1], HASH_ID_LEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_second_text_of_one_signature_is_believed_by_ssh_keygen_and_refused),
	    cmocka_unit_test(
		a_key_of_small_order_signs_everything_for_ssh_keygen_and_nothing_here),
	    cmocka_unit_test(
		another_member_s_signature_under_the_village_s_name),
	    cmocka_unit_test(what_nobody_signed_below_a_signed_head),
	    cmocka_unit_test(a_mirror_of_git_forgets_what_came_before),
	    cmocka_unit_test(a_number_that_jumps_ahead_is_nothing_to_git),
	    cmocka_unit_test(heads_of_different_times_pass_in_a_mirror_of_git),
	    cmocka_unit_test(
		a_key_that_ends_in_git_takes_all_good_work_with_it),
	    cmocka_unit_test(two_texts_of_one_sha1_have_two_ids_here),
	};

	return cmocka_run_group_tests(tests, start, end);
}
