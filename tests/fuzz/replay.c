/*
 * Play the kept corpus of a target: each file as it is, cut off at every
 * byte, and with every byte changed, where it is short.
 *
 *	build/tests/fuzz/fuzz_receipt		tests/fuzz/corpus/receipt
 *	build/tests/fuzz/fuzz_receipt FILE …	those files, as they are
 */
#include <assert.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

#define FILE_LEN_MAX (2 * 1024 * 1024)

/* Longer ones are not played altered as well. */
#define ALTERED_LEN_MAX 600

__attribute__((weak)) int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	return 0;
}

static uint8_t *
read_file(const char *path, size_t *len_out)
{
	FILE *f = fopen(path, "re");
	uint8_t *bytes = malloc(FILE_LEN_MAX);

	if (f == NULL || bytes == NULL) {
		perror(path);
		exit(1);
	}
	*len_out = fread(bytes, 1, FILE_LEN_MAX, f);
	(void)fclose(f);
	return bytes;
}

/* From a heap block of just that length, so that ASan sees its ends. */
static void
play(const uint8_t *bytes, size_t len)
{
	uint8_t *copy = malloc(len == 0 ? 1 : len);

	assert(copy != NULL);
	memcpy(copy, bytes, len);
	(void)LLVMFuzzerTestOneInput(copy, len);
	free(copy);
}

static void
play_altered(uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		play(bytes, i);
		bytes[i] ^= (uint8_t)(1u << i % 8);
		play(bytes, len);
		bytes[i] ^= (uint8_t)(1u << i % 8);
	}
}

static void
play_file(const char *path, size_t altered_len_max)
{
	size_t len;
	uint8_t *bytes = read_file(path, &len);

	play(bytes, len);
	if (len <= altered_len_max)
		play_altered(bytes, len);
	free(bytes);
}

static int
play_directory(const char *path)
{
	struct dirent **files;
	int count = scandir(path, &files, NULL, alphasort), played = 0;

	for (int i = 0; i < count; i++) {
		char file[8192];

		if (files[i]->d_name[0] != '.') {
			(void)snprintf(file, sizeof(file), "%s/%s", path,
			    files[i]->d_name);
			play_file(file, ALTERED_LEN_MAX);
			played++;
		}
		free(files[i]);
	}
	if (count >= 0)
		free(files);
	return played;
}

int
main(int argc, char **argv)
{
	const char *name = strrchr(argv[0], '/');
	char path[4096];
	int played;

	(void)LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++)
		play_file(argv[i], 0);
	if (argc > 1)
		return 0;
	name = name == NULL ? argv[0] : name + 1;
	if (strncmp(name, "fuzz_", 5) != 0)
		return 2;
	(void)snprintf(path, sizeof(path), "tests/fuzz/corpus/%s", name + 5);
	played = play_directory(path);
	(void)printf("%d files of %s\n", played, path);
	return played == 0;
}
