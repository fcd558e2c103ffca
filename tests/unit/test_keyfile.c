/*
 * A hall's own keys on disk: which files are refused, that nothing is
 * overwritten, and that the keys come back.
 *
 * tests/golden/crypto/keyfile_*.txt hold the keys below, plain and locked.
 * The locked one asks for the least work there is, so that every bit of it
 * can be tried.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "crypto/crypto.h"
#include "crypto/keyfile.h"

#define PLAIN "tests/golden/crypto/keyfile_plain.txt"
#define LOCKED "tests/golden/crypto/keyfile_locked.txt"
#define PASSPHRASE "北鹤村的口令"

static const struct hall_code village = {"330421111205"};
static const struct hall_code town = {"330421111000"};

static struct keys golden_keys;

/* One test's directory, and the path of the key file in it. */
static char directory[64];
static char path[96];

static int
start(void **state)
{
	uint8_t sign[SIGN_SEED_LEN], transport[NOISE_KEY_LEN];

	(void)state;
	if (crypto_start(NULL) != 0)
		return -1;
	memset(sign, 0x11, sizeof(sign));
	memset(transport, 0x22, sizeof(transport));
	sign_from_seed(sign, &golden_keys.sign);
	noise_from_bytes(transport, &golden_keys.transport);
	return 0;
}

static int
directory_make(void **state)
{
	(void)state;
	(void)strcpy(directory, "/tmp/sanji-keyfile-XXXXXX");
	if (mkdtemp(directory) == NULL)
		return -1;
	(void)snprintf(path, sizeof(path), "%s/keys", directory);
	return 0;
}

static int
directory_remove(void **state)
{
	DIR *d = opendir(directory);
	struct dirent *entry;

	(void)state;
	if (d == NULL)
		return -1;
	while ((entry = readdir(d)) != NULL)
		(void)unlinkat(dirfd(d), entry->d_name, 0);
	(void)closedir(d);
	return rmdir(directory);
}

static int
files_in_directory(void)
{
	DIR *d = opendir(directory);
	struct dirent *entry;
	int count = 0;

	assert_non_null(d);
	while ((entry = readdir(d)) != NULL)
		count += entry->d_name[0] != '.';
	(void)closedir(d);
	return count;
}

/* Put these bytes at path, private. */
static void
put(const void *bytes, size_t len)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, 0600), 0);
}

static size_t
get(const char *from, char out[KEYFILE_LEN_MAX])
{
	FILE *f = fopen(from, "r");
	size_t len;

	assert_non_null(f);
	len = fread(out, 1, KEYFILE_LEN_MAX - 1, f);
	out[len] = '\0';
	assert_int_equal(fclose(f), 0);
	return len;
}

/* A golden file comes to path, with the first `from` turned into `to`. */
static void
put_golden(const char *golden, const char *from, const char *to)
{
	char text[KEYFILE_LEN_MAX], changed[2 * KEYFILE_LEN_MAX];
	const char *at;

	(void)get(golden, text);
	at = strstr(text, from);
	assert_non_null(at);
	(void)snprintf(changed, sizeof(changed), "%.*s%s%s", (int)(at - text),
	    text, to, at + strlen(from));
	put(changed, strlen(changed));
}

/* What reading path says: ERR_NONE, and then the keys are golden_keys. */
static enum err_code
reading_says(const struct hall_code *hall, const char *passphrase)
{
	struct err e = ERR_INIT;
	struct keys k;

	memset(&k, 0, sizeof(k));
	if (keyfile_read(path, hall, passphrase, &k, &e) != 0) {
		assert_true(strlen(e.text) > 0);
		return e.code;
	}
	assert_memory_equal(&k, &golden_keys, sizeof(k));
	keys_wipe(&k);
	return ERR_NONE;
}

static void
write_keys(const char *passphrase)
{
	assert_int_equal(
	    keyfile_write(path, &village, &golden_keys, passphrase, NULL), 0);
}

static void
a_file_open_to_others_is_refused(void **state)
{
	static const mode_t modes[] = {
	    0644, 0640, 0604, 0620, 0602, 0610, 0601, 0666};

	(void)state;
	write_keys(NULL);
	for (size_t i = 0; i < COUNT_OF(modes); i++) {
		assert_int_equal(chmod(path, modes[i]), 0);
		assert_int_equal(reading_says(NULL, NULL), ERR_REFUSED);
		assert_int_equal(keyfile_is_locked(path, NULL), -1);
	}
	assert_int_equal(chmod(path, 0400), 0);
	assert_int_equal(reading_says(NULL, NULL), ERR_NONE);
}

static void
a_link_to_a_good_file_is_refused(void **state)
{
	char other[128];

	(void)state;
	write_keys(NULL);
	(void)snprintf(other, sizeof(other), "%s/other", directory);
	assert_int_equal(rename(path, other), 0);
	assert_int_equal(symlink(other, path), 0);
	assert_int_equal(reading_says(NULL, NULL), ERR_REFUSED);
	assert_int_equal(keyfile_is_locked(path, NULL), -1);
}

static void
what_is_not_a_file_is_refused_without_waiting(void **state)
{
	(void)state;
	assert_int_equal(reading_says(NULL, NULL), ERR_NOT_FOUND);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(reading_says(NULL, NULL), ERR_FORMAT);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(reading_says(NULL, NULL), ERR_FORMAT);
	assert_int_equal(rmdir(path), 0);
}

static void
a_file_longer_than_a_key_file_is_refused(void **state)
{
	static char text[2 * KEYFILE_LEN_MAX];
	size_t len = get(PLAIN, text);

	(void)state;
	memset(text + len, '\n', sizeof(text) - len);
	put(text, KEYFILE_LEN_MAX + 1);
	assert_int_equal(reading_says(NULL, NULL), ERR_FORMAT);
	put(text, KEYFILE_LEN_MAX);
	assert_int_equal(reading_says(NULL, NULL), ERR_FORMAT);
	put(text, len + 1);
	assert_int_equal(reading_says(NULL, NULL), ERR_FORMAT);
	put(text, len);
	assert_int_equal(reading_says(NULL, NULL), ERR_NONE);
}

static void
a_file_cut_after_any_byte_is_refused(void **state)
{
	static const char *const files[] = {PLAIN, LOCKED};
	char text[KEYFILE_LEN_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		size_t len = get(files[i], text);

		for (size_t cut = 0; cut < len; cut++) {
			put(text, cut);
			assert_int_equal(
			    reading_says(NULL, PASSPHRASE), ERR_FORMAT);
		}
	}
}

static void
a_file_with_any_bit_flipped_is_refused(void **state)
{
	static const char *const files[] = {PLAIN, LOCKED};
	char text[KEYFILE_LEN_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		size_t len = get(files[i], text);

		for (size_t bit = 0; bit < 8 * len; bit++) {
			text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
			put(text, len);
			assert_int_not_equal(
			    reading_says(NULL, PASSPHRASE), ERR_NONE);
			text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
		}
	}
}

static void
a_file_whose_hall_code_was_changed_is_refused(void **state)
{
	(void)state;
	put_golden(LOCKED, village.digits, town.digits);
	assert_int_equal(reading_says(&town, PASSPHRASE), ERR_REFUSED);
	put_golden(PLAIN, village.digits, town.digits);
	assert_int_equal(reading_says(&town, NULL), ERR_FORMAT);
}

static void
the_file_of_another_hall_is_refused(void **state)
{
	(void)state;
	put_golden(LOCKED, "", "");
	assert_int_equal(reading_says(&town, PASSPHRASE), ERR_REFUSED);
	assert_int_equal(reading_says(&village, PASSPHRASE), ERR_NONE);
}

/* 100 GiB, or a year of passes, would stop the machine. */
static void
a_file_that_asks_for_too_much_work_is_refused_at_once(void **state)
{
	static const char *const works[] = {"ops 17 memory 8192",
	    "ops 99 memory 8192", "ops 4294967297 memory 8192",
	    "ops 0 memory 8192", "ops -1 memory 8192",
	    "ops 1 memory 1073741825", "ops 1 memory 107374182400",
	    "ops 1 memory 18446744073709559808", "ops 1 memory 8191",
	    "ops 1 memory 0", "ops 01 memory 8192", "ops 1 memory +8192"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(works); i++) {
		put_golden(LOCKED, "ops 1 memory 8192", works[i]);
		assert_int_equal(reading_says(NULL, PASSPHRASE), ERR_FORMAT);
	}
}

static void
a_file_written_in_another_way_is_refused(void **state)
{
	static const char *const changes[][2] = {{"file 1", "file 2"},
	    {"\nhall", "\n\nhall"}, {"\nhall", " hall"}, {"\nhall", "\r\nhall"},
	    {"hall ", "hall  "}, {"hall 3", "hall "},
	    {"lock none", "lock None"}, {"lock none\n", ""},
	    {"keys ", "keys\t"}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		put_golden(PLAIN, changes[i][0], changes[i][1]);
		assert_int_equal(reading_says(NULL, NULL), ERR_FORMAT);
	}
}

static void
a_wrong_or_missing_passphrase_is_refused(void **state)
{
	(void)state;
	write_keys(PASSPHRASE);
	assert_int_equal(reading_says(&village, NULL), ERR_REFUSED);
	assert_int_equal(reading_says(&village, ""), ERR_REFUSED);
	assert_int_equal(reading_says(&village, PASSPHRASE " "), ERR_REFUSED);
	assert_int_equal(reading_says(&village, PASSPHRASE), ERR_NONE);
}

static void
a_file_is_replaced_by_the_same_keys_under_another_passphrase(void **state)
{
	struct keys keys, again;
	struct err e = ERR_INIT;

	(void)state;
	keys_new(&keys);
	assert_int_equal(keyfile_write(path, &village, &keys, "one", &e), 0);
	assert_int_equal(keyfile_replace(path, &village, &keys, "two", &e), 0);
	assert_int_equal(files_in_directory(), 1);
	assert_int_equal(keyfile_read(path, &village, "one", &again, &e), -1);
	assert_int_equal(e.code, ERR_REFUSED);
	assert_int_equal(keyfile_read(path, &village, "two", &again, &e), 0);
	assert_memory_equal(&keys, &again, sizeof(keys));
	assert_int_equal(keyfile_replace(path, &village, &keys, NULL, &e), 0);
	assert_int_equal(keyfile_is_locked(path, &e), 0);
	assert_int_equal(
	    keyfile_replace("/nowhere/keys", &village, &keys, "two", &e), -1);
	assert_int_equal(e.code, ERR_IO);
}

static void
a_file_that_exists_is_never_overwritten(void **state)
{
	struct err e = ERR_INIT;
	struct keys others;

	(void)state;
	keys_new(&others);
	write_keys(NULL);
	assert_int_equal(keyfile_write(path, &village, &others, NULL, &e), -1);
	assert_int_equal(e.code, ERR_REFUSED);
	assert_int_equal(reading_says(&village, NULL), ERR_NONE);
	assert_int_equal(files_in_directory(), 1);
}

static void
a_link_at_the_place_of_a_new_file_is_not_followed(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(symlink("elsewhere", path), 0);
	assert_int_equal(
	    keyfile_write(path, &village, &golden_keys, NULL, &e), -1);
	assert_int_equal(e.code, ERR_REFUSED);
	assert_int_equal(files_in_directory(), 1);
}

static void
no_file_is_written_where_there_is_no_directory(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	(void)snprintf(path, sizeof(path), "%s/none/keys", directory);
	assert_int_equal(
	    keyfile_write(path, &village, &golden_keys, NULL, &e), -1);
	assert_int_equal(e.code, ERR_IO);
	assert_int_equal(reading_says(NULL, NULL), ERR_NOT_FOUND);
}

static void
keys_come_back_from_a_private_file_that_is_alone(void **state)
{
	struct stat st;

	(void)state;
	write_keys("");
	assert_int_equal(keyfile_is_locked(path, NULL), 0);
	assert_int_equal(reading_says(&village, NULL), ERR_NONE);
	assert_int_equal(reading_says(NULL, "not needed"), ERR_NONE);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(st.st_nlink, 1);
	assert_int_equal(files_in_directory(), 1);
}

static void
a_path_without_a_directory_is_in_the_working_directory(void **state)
{
	char *before = getcwd(NULL, 0);

	(void)state;
	assert_non_null(before);
	assert_int_equal(chdir(directory), 0);
	(void)strcpy(path, "keys");
	write_keys(NULL);
	assert_int_equal(reading_says(&village, NULL), ERR_NONE);
	assert_int_equal(chdir(before), 0);
	assert_int_equal(files_in_directory(), 1);
	free(before);
}

static void
a_locked_file_shows_no_secret_and_never_looks_the_same(void **state)
{
	char first[KEYFILE_LEN_MAX], second[KEYFILE_LEN_MAX];
	char plain[KEYFILE_LEN_MAX];

	(void)state;
	write_keys(PASSPHRASE);
	assert_int_equal(keyfile_is_locked(path, NULL), 1);
	(void)get(path, first);
	assert_int_equal(unlink(path), 0);
	write_keys(PASSPHRASE);
	(void)get(path, second);
	(void)get(PLAIN, plain);
	assert_null(strstr(first, "ERERER")); /* 0x11 … */
	assert_non_null(strstr(plain, "ERERER"));
	assert_string_not_equal(
	    strstr(first, "\nkeys "), strstr(second, "\nkeys "));
}

static void
the_files_kept_in_the_tree_are_still_read(void **state)
{
	(void)state;
	put_golden(PLAIN, "", "");
	assert_int_equal(keyfile_is_locked(path, NULL), 0);
	assert_int_equal(reading_says(&village, NULL), ERR_NONE);
	put_golden(LOCKED, "", "");
	assert_int_equal(keyfile_is_locked(path, NULL), 1);
	assert_int_equal(reading_says(&village, PASSPHRASE), ERR_NONE);
}

static void
new_keys_are_new_and_wiped_keys_are_gone(void **state)
{
	static const struct keys nothing;
	struct keys a, b;

	(void)state;
	keys_new(&a);
	keys_new(&b);
	assert_memory_not_equal(&a.sign, &b.sign, sizeof(a.sign));
	assert_memory_not_equal(
	    &a.transport, &b.transport, sizeof(a.transport));
	assert_memory_not_equal(a.sign.pair, a.transport.bytes, NOISE_KEY_LEN);
	keys_wipe(&a);
	assert_memory_equal(&a, &nothing, sizeof(a));
}

#define IN_DIRECTORY(test) \
	cmocka_unit_test_setup_teardown(test, directory_make, directory_remove)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_DIRECTORY(a_file_open_to_others_is_refused),
	    IN_DIRECTORY(a_link_to_a_good_file_is_refused),
	    IN_DIRECTORY(what_is_not_a_file_is_refused_without_waiting),
	    IN_DIRECTORY(a_file_longer_than_a_key_file_is_refused),
	    IN_DIRECTORY(a_file_cut_after_any_byte_is_refused),
	    IN_DIRECTORY(a_file_with_any_bit_flipped_is_refused),
	    IN_DIRECTORY(a_file_whose_hall_code_was_changed_is_refused),
	    IN_DIRECTORY(the_file_of_another_hall_is_refused),
	    IN_DIRECTORY(a_file_that_asks_for_too_much_work_is_refused_at_once),
	    IN_DIRECTORY(a_file_written_in_another_way_is_refused),
	    IN_DIRECTORY(a_wrong_or_missing_passphrase_is_refused),
	    IN_DIRECTORY(a_file_that_exists_is_never_overwritten),
	    IN_DIRECTORY(
		a_file_is_replaced_by_the_same_keys_under_another_passphrase),
	    IN_DIRECTORY(a_link_at_the_place_of_a_new_file_is_not_followed),
	    IN_DIRECTORY(no_file_is_written_where_there_is_no_directory),
	    IN_DIRECTORY(keys_come_back_from_a_private_file_that_is_alone),
	    IN_DIRECTORY(
		a_path_without_a_directory_is_in_the_working_directory),
	    IN_DIRECTORY(
		a_locked_file_shows_no_secret_and_never_looks_the_same),
	    IN_DIRECTORY(the_files_kept_in_the_tree_are_still_read),
	    IN_DIRECTORY(new_keys_are_new_and_wiped_keys_are_gone),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
