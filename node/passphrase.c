#include "node/passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crypto/crypto.h"

#define PATH_ROOM 4096

static char kept[PASSPHRASE_MAX + 1];

/* As much as there is room for; the length, or -1. */
static ssize_t
read_file(int fd, char *out, size_t room)
{
	size_t len = 0;
	ssize_t got = 1;

	while (got > 0 && len < room) {
		got = read(fd, out + len, room - len);
		if (got < 0 && errno == EINTR)
			got = 1;
		else if (got > 0)
			len += (size_t)got;
	}
	return got < 0 ? -1 : (ssize_t)len;
}

int
passphrase_read(const char *path, char out[PASSPHRASE_MAX + 1], struct err *e)
{
	char text[PASSPHRASE_MAX + 2];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? -1 : read_file(fd, text, sizeof(text) - 1);
	int failed = 0;

	if (got < 0)
		failed = err_errno(e, "the passphrase file %s", path);
	if (fd >= 0)
		(void)close(fd);
	if (failed)
		return -1;
	text[got] = '\0';
	text[strcspn(text, "\r\n")] = '\0';
	if (strlen(text) > PASSPHRASE_MAX)
		failed = err_set(e, ERR_LIMIT,
		    "the first line of %s is longer than a passphrase may be "
		    "(%d bytes)",
		    path, PASSPHRASE_MAX);
	else
		memcpy(out, text, strlen(text) + 1);
	crypto_wipe(text, sizeof(text));
	return failed;
}

/* A credential that the unit names is there; one that it does not, is not. */
static int
find_credential(char out[PATH_ROOM])
{
	const char *dir = getenv("CREDENTIALS_DIRECTORY");

	return dir != NULL &&
	       snprintf(out, PATH_ROOM, "%s/passphrase", dir) < PATH_ROOM &&
	       access(out, F_OK) == 0;
}

int
passphrase_find(const char **out, struct err *e)
{
	const char *path = getenv("SANJI_PASSPHRASE_FILE");
	char credential[PATH_ROOM];

	*out = getenv("SANJI_PASSPHRASE");
	if (*out != NULL)
		return 0;
	if (path == NULL && find_credential(credential))
		path = credential;
	if (path == NULL)
		return 0;
	if (passphrase_read(path, kept, e) != 0)
		return -1;
	*out = kept;
	return 0;
}

int
passphrase_check_new(const char *text, struct err *e)
{
	if (strlen(text) >= PASSPHRASE_NEW_MIN)
		return strlen(text) <= PASSPHRASE_MAX
			   ? 0
			   : err_set(e, ERR_REFUSED,
				 "a passphrase has at most %d bytes",
				 PASSPHRASE_MAX);
	return err_set(e, ERR_REFUSED,
	    "a passphrase of fewer than %d characters is guessed; take four "
	    "words that do not belong together",
	    PASSPHRASE_NEW_MIN);
}

void
passphrase_wipe(void)
{
	crypto_wipe(kept, sizeof(kept));
}
