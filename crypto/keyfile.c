/*
 * Reading: the file is opened without following a link, looked at as it is
 * open, read whole, parsed, and the keys are taken out.
 *
 * Writing: the text goes into a new file under a name nobody else has, to
 * the disk, then gets the right name with link(), which unlike rename()
 * never replaces a file that is there; then the directory goes to the disk.
 */
#include "crypto/keyfile.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/crypto.h"
#include "crypto/keyfile_text.h"
#include "schema/base/buf.h"

/* Work to unlock a new file: 64 MiB twice, a tenth of a second. */
#define OPS_NEW crypto_pwhash_OPSLIMIT_INTERACTIVE
#define MEMORY_NEW crypto_pwhash_MEMLIMIT_INTERACTIVE

void
keys_new(struct keys *out)
{
	sign_new(&out->sign);
	noise_new(&out->transport);
}

void
keys_wipe(struct keys *k)
{
	sodium_memzero(k, sizeof(*k));
}

static void
close_fd(int fd)
{
	if (fd >= 0)
		(void)close(fd);
}

static int
err_open(const char *path, struct err *e)
{
	if (errno == ENOENT || errno == ENOTDIR)
		return err_set(e, ERR_NOT_FOUND,
		    "there is no key file %s; restore it from its backup, or "
		    "set the hall up anew",
		    path);
	if (errno == ELOOP)
		return err_set(e, ERR_REFUSED,
		    "the key file %s is a link to somewhere else; put the "
		    "file itself there",
		    path);
	return err_errno(e, "cannot open the key file %s", path);
}

static int
check_private(int fd, const char *path, struct err *e)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_errno(e, "cannot examine the key file %s", path);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_FORMAT, "%s is not a file", path);
	if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return err_set(e, ERR_REFUSED,
		    "the key file %s is open to other users of this machine; "
		    "make it private (chmod 600), and consider new keys",
		    path);
	if (st.st_size > KEYFILE_LEN_MAX)
		return err_set(e, ERR_FORMAT,
		    "%s is too long for a key file; restore it from its "
		    "backup",
		    path);
	return 0;
}

/* As much of the file as fits, followed by a NUL; the length, or -1. */
static ssize_t
read_some(int fd, char out[KEYFILE_LEN_MAX + 1])
{
	size_t len = 0;
	ssize_t got = 1;

	while (got > 0 && len < KEYFILE_LEN_MAX) {
		got = read(fd, out + len, KEYFILE_LEN_MAX - len);
		if (got < 0 && errno == EINTR)
			got = 1;
		else if (got > 0)
			len += (size_t)got;
	}
	out[len] = '\0';
	return got < 0 ? -1 : (ssize_t)len;
}

static int
load(const char *path, struct keyfile_text *out, struct err *e)
{
	char text[KEYFILE_LEN_MAX + 1];
	ssize_t len;
	int fd = -1, rc = -1;

	/* Nonblocking: a FIFO of that name must not hold us up. */
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0) {
		(void)err_open(path, e);
		goto out;
	}
	if (check_private(fd, path, e) != 0)
		goto out;
	len = read_some(fd, text);
	if (len < 0)
		(void)err_errno(e, "cannot read the key file %s", path);
	else if (keyfile_text_parse(text, (size_t)len, out) != 0)
		(void)err_set(e, ERR_FORMAT,
		    "%s is damaged or not a key file; restore it from its "
		    "backup",
		    path);
	else
		rc = 0;
out:
	close_fd(fd);
	sodium_memzero(text, sizeof(text));
	return rc;
}

int
keyfile_is_locked(const char *path, struct err *e)
{
	struct keyfile_text t;
	int rc;

	if (load(path, &t, e) != 0)
		return -1;
	rc = t.locked;
	sodium_memzero(&t, sizeof(t));
	return rc;
}

int
keyfile_read(const char *path, const struct hall_code *hall,
    const char *passphrase, struct keys *keys_out, struct err *e)
{
	struct keyfile_text t;
	int rc;

	if (load(path, &t, e) != 0)
		return -1;
	if (hall != NULL && !hall_code_is_same(hall, &t.hall))
		rc = err_set(e, ERR_REFUSED,
		    "the key file %s belongs to hall %s, not to %s; put the "
		    "right file there",
		    path, t.hall.digits, hall->digits);
	else
		rc = keyfile_text_open(&t, passphrase, keys_out, e);
	sodium_memzero(&t, sizeof(t));
	return rc;
}

static int
write_all(int fd, const char *text, size_t len)
{
	while (len > 0) {
		ssize_t put = write(fd, text, len);

		if (put < 0 && errno != EINTR)
			return -1;
		if (put > 0) {
			text += put;
			len -= (size_t)put;
		}
	}
	return 0;
}

/* A new file on the disk; nothing is left of it after a failure. */
static int
save_as(const char *path, const char *text, size_t len, struct err *e)
{
	int fd = open(
	    path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	int rc;

	if (fd < 0)
		return err_errno(e, "cannot create the key file %s", path);
	rc = write_all(fd, text, len) == 0 && fsync(fd) == 0 ? 0 : -1;
	if (rc != 0) {
		(void)err_errno(e, "cannot write the key file %s", path);
		(void)unlink(path);
	}
	close_fd(fd);
	return rc;
}

/* The directory a path is in goes to the disk. */
static int
sync_directory(const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct buf name = BUF_INIT;
	int fd = -1, rc = -1;

	if (buf_add_text(&name, slash == NULL ? "." : path, e) != 0)
		goto out;
	if (slash != NULL)
		name.bytes[slash - path + 1] = '\0';
	fd = open(buf_text(&name), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fsync(fd) != 0)
		(void)err_errno(
		    e, "cannot bring the directory of %s to the disk", path);
	else
		rc = 0;
out:
	close_fd(fd);
	buf_free(&name);
	return rc;
}

/* Give the file its name, for good, unless the name is taken. */
static int
rename_new(const char *from, const char *to, struct err *e)
{
	if (link(from, to) == 0) {
		if (sync_directory(to, e) == 0)
			return 0;
		(void)unlink(to);
		return -1;
	}
	if (errno == EEXIST)
		return err_set(e, ERR_REFUSED,
		    "there is a key file %s already; it is never replaced, "
		    "move it away first",
		    to);
	return err_errno(e, "cannot create the key file %s", to);
}

static int
rename_over(const char *from, const char *to, struct err *e)
{
	if (rename(from, to) != 0)
		return err_errno(e, "cannot replace the key file %s", to);
	return sync_directory(to, e);
}

/* How a new file comes to its name. */
typedef int naming(const char *from, const char *to, struct err *e);

static int
save(
    const char *path, const char *text, size_t len, naming *name, struct err *e)
{
	struct buf other = BUF_INIT;
	uint64_t chance;
	int rc = -1;

	crypto_random(&chance, sizeof(chance));
	if (buf_printf(&other, e, "%s.%016" PRIx64, path, chance) != 0)
		goto out;
	if (save_as(buf_text(&other), text, len, e) != 0)
		goto out;
	rc = name(buf_text(&other), path, e);
	(void)unlink(buf_text(&other));
out:
	buf_free(&other);
	return rc;
}

static int
write_named(const char *path, const struct hall_code *hall,
    const struct keys *keys, const char *passphrase, naming *name,
    struct err *e)
{
	struct keyfile_text t = {.locked = 0};
	char text[KEYFILE_TEXT_MAX];
	size_t len;
	int rc = 0;

	assert(strlen(hall->digits) == HALL_CODE_LEN);
	if (passphrase == NULL || passphrase[0] == '\0')
		keyfile_text_fill(&t, hall, keys);
	else
		rc = keyfile_text_lock(
		    &t, hall, keys, passphrase, OPS_NEW, MEMORY_NEW, e);
	if (rc == 0) {
		len = keyfile_text_write(&t, text);
		rc = save(path, text, len, name, e);
		sodium_memzero(text, sizeof(text));
	}
	sodium_memzero(&t, sizeof(t));
	return rc;
}

int
keyfile_write(const char *path, const struct hall_code *hall,
    const struct keys *keys, const char *passphrase, struct err *e)
{
	return write_named(path, hall, keys, passphrase, rename_new, e);
}

int
keyfile_replace(const char *path, const struct hall_code *hall,
    const struct keys *keys, const char *passphrase, struct err *e)
{
	return write_named(path, hall, keys, passphrase, rename_over, e);
}
