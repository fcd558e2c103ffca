#include "node/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define HELPER_PATH_MAX 4096
#define HELPER_ENVIRONMENT_MAX 16

#define HANDED "nothing can be handed to another program"

/* --- where it is ---------------------------------------------------------- */

static int
find(const char *name, char out[HELPER_PATH_MAX], struct err *e)
{
	static const char *const places[] = {"", "../libexec/"};
	char here[HELPER_PATH_MAX / 2];
	ssize_t len = readlink("/proc/self/exe", here, sizeof(here) - 1);
	char *slash;

	here[len < 0 ? 0 : len] = '\0';
	slash = strrchr(here, '/');
	for (size_t i = 0; slash != NULL && i < COUNT_OF(places); i++) {
		(void)snprintf(out, HELPER_PATH_MAX, "%.*s%s%s",
		    (int)(slash - here + 1), here, places[i], name);
		if (access(out, X_OK) == 0)
			return 0;
	}
	return err_set(e, ERR_NOT_FOUND,
	    "%s is not installed beside this program; install it again", name);
}

/* Never a passphrase. */
static void
choose_environment(char *out[HELPER_ENVIRONMENT_MAX])
{
	static const char *const passed[] = {
	    "HOME=", "LANG=", "LC_ALL=", "FONTCONFIG_FILE=", "FONTCONFIG_PATH=",
	    "XDG_CACHE_HOME=", "XDG_DATA_HOME=", "ASAN_OPTIONS=",
	    "LSAN_OPTIONS=", "UBSAN_OPTIONS="};
	size_t count = 0;

	for (char **v = environ; *v != NULL; v++)
		for (size_t i = 0; i < COUNT_OF(passed); i++)
			if (strncmp(*v, passed[i], strlen(passed[i])) == 0 &&
			    count + 1 < HELPER_ENVIRONMENT_MAX)
				out[count++] = *v;
	out[count] = NULL;
}

/* --- what goes in and comes out ------------------------------------------- */

/* Files without a name, so that neither side waits for the other. */
enum { HELPER_IN, HELPER_OUT, HELPER_ERR, HELPER_FILES };

static int
open_files(const struct buf *input, int files[HELPER_FILES], struct err *e)
{
	size_t done = 0;

	for (int i = 0; i < HELPER_FILES; i++) {
		files[i] = memfd_create("helper", MFD_CLOEXEC);
		if (files[i] < 0)
			return err_errno(e, HANDED);
	}
	while (done < input->len) {
		ssize_t n = write(
		    files[HELPER_IN], input->bytes + done, input->len - done);

		if (n < 0)
			return err_errno(e, HANDED);
		done += (size_t)n;
	}
	return lseek(files[HELPER_IN], 0, SEEK_SET) == 0 ? 0
							 : err_errno(e, HANDED);
}

static void
close_files(const int files[HELPER_FILES])
{
	for (int i = 0; i < HELPER_FILES; i++)
		if (files[i] >= 0)
			(void)close(files[i]);
}

static int
read_back(int file, struct buf *out, struct err *e)
{
	char part[8192];
	ssize_t len;

	if (lseek(file, 0, SEEK_SET) != 0)
		return err_errno(e, HANDED);
	while ((len = read(file, part, sizeof(part))) > 0)
		if (buf_add(out, part, (size_t)len, e) != 0)
			return -1;
	return len < 0 ? err_errno(e, HANDED) : 0;
}

/* --- running -------------------------------------------------------------- */

static int
spawn(const char *path, const char *name, const char *const *words,
    const int files[HELPER_FILES], pid_t *pid_out, struct err *e)
{
	char *environment[HELPER_ENVIRONMENT_MAX];
	const char *argv[HELPER_WORDS_MAX + 2] = {name};
	posix_spawn_file_actions_t actions;
	int failed;

	for (size_t i = 0; i < HELPER_WORDS_MAX && words[i] != NULL; i++)
		argv[i + 1] = words[i];
	choose_environment(environment);
	failed = posix_spawn_file_actions_init(&actions);
	if (failed)
		return err_nomem(e);
	for (int i = 0; i < HELPER_FILES && !failed; i++)
		failed =
		    posix_spawn_file_actions_adddup2(&actions, files[i], i);
	if (!failed)
		failed = posix_spawn(pid_out, path, &actions, NULL,
		    (char *const *)(uintptr_t)argv, environment);
	(void)posix_spawn_file_actions_destroy(&actions);
	errno = failed;
	return failed ? err_errno(e, "%s", path) : 0;
}

/* Its own words, as one line. */
static int
tell_failure(const char *name, int status, int file, struct err *e)
{
	struct buf text = BUF_INIT;

	if (!WIFEXITED(status) || WEXITSTATUS(status) > ERR_BUSY ||
	    read_back(file, &text, e) != 0 || text.len == 0) {
		buf_free(&text);
		return err_set(e, ERR_IO,
		    "%s ended before it was done; try again, and tell whoever "
		    "keeps this machine",
		    name);
	}
	(void)err_set(e, (enum err_code)WEXITSTATUS(status), "%.*s",
	    (int)strcspn(buf_text(&text), "\n"), buf_text(&text));
	buf_free(&text);
	return -1;
}

static int
await(const char *name, pid_t pid, const int files[HELPER_FILES],
    struct buf *out, struct err *e)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return err_errno(e, "%s", name);
	if (status != 0)
		return tell_failure(name, status, files[HELPER_ERR], e);
	return read_back(files[HELPER_OUT], out, e);
}

int
helper_run(const char *name, const char *const *words, const struct buf *input,
    struct buf *out, struct err *e)
{
	int files[HELPER_FILES] = {-1, -1, -1};
	char path[HELPER_PATH_MAX];
	pid_t pid;
	int failed = find(name, path, e) != 0 ||
		     open_files(input, files, e) != 0 ||
		     spawn(path, name, words, files, &pid, e) != 0 ||
		     await(name, pid, files, out, e) != 0;

	close_files(files);
	return failed ? -1 : 0;
}

int
helper_start_self(const char *const *words, pid_t *pid_out, struct err *e)
{
	int files[HELPER_FILES] = {-1, -1, STDERR_FILENO};
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	char path[HELPER_PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 1);
	int failed;

	path[len < 0 ? 0 : len] = '\0';
	if (nothing < 0)
		return err_errno(e, "%s", "/dev/null");
	files[HELPER_IN] = files[HELPER_OUT] = nothing;
	failed = spawn(path, path, words, files, pid_out, e);
	(void)close(nothing);
	return failed;
}
