/*
 * The order of a renewal is what makes it safe at every crash: the database
 * takes the new token and remembers the old one, then the files get the new
 * one.  Either of the two fits.  Whoever looks or renews holds the directory.
 */
#include "node/life.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/crypto.h"
#include "crypto/hash.h"
#include "schema/store/life.h"

#define TOKEN_FILE "hall.life"
#define TOKEN_LINE "sanji-life "
#define TOKEN_LINE_LEN (sizeof(TOKEN_LINE) - 1 + 2 * STORE_TOKEN_LEN + 1)
#define MACHINE_ID "/etc/machine-id"
#define PATH_ROOM (HALL_PATH_MAX + 32)

/* --- the places ---------------------------------------------------------- */

static void
path_of(const struct hall_dir *h, const char *name, char out[PATH_ROOM])
{
	(void)snprintf(out, PATH_ROOM, "%s/%s", h->path, name);
}

/* 1 and the token; 0: there is none, or it is not one; -1. */
static int
read_token(const char *path, uint8_t out[STORE_TOKEN_LEN], struct err *e)
{
	char line[TOKEN_LINE_LEN + 1];
	size_t prefix = sizeof(TOKEN_LINE) - 1;
	FILE *f = fopen(path, "re");
	size_t len;

	if (f == NULL)
		return errno == ENOENT ? 0 : err_errno(e, "%s", path);
	len = fread(line, 1, sizeof(line), f);
	(void)fclose(f);
	if (len != TOKEN_LINE_LEN || memcmp(line, TOKEN_LINE, prefix) != 0)
		return 0;
	line[len - 1] = '\0';
	return hex_parse(line + prefix, STORE_TOKEN_LEN, out) == 0;
}

static int
write_new(const char *path, const char *line, struct err *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	size_t len = strlen(line);
	int failed;

	if (fd < 0)
		return err_errno(e, "%s cannot be written", path);
	failed = write(fd, line, len) != (ssize_t)len || fsync(fd) != 0
		     ? err_errno(e, "%s cannot be written", path)
		     : 0;
	(void)close(fd);
	return failed;
}

/* Under another name first: half a token would fit nothing. */
static int
write_token(
    const char *path, const uint8_t token[STORE_TOKEN_LEN], struct err *e)
{
	char part[PATH_ROOM + 8], line[TOKEN_LINE_LEN + 1] = TOKEN_LINE;

	hex_text(token, STORE_TOKEN_LEN, line + sizeof(TOKEN_LINE) - 1);
	line[TOKEN_LINE_LEN - 1] = '\n';
	line[TOKEN_LINE_LEN] = '\0';
	(void)snprintf(part, sizeof(part), "%s.part", path);
	if (write_new(part, line, e) != 0)
		return -1;
	if (rename(part, path) != 0)
		return err_errno(e, "%s cannot be written", path);
	return 0;
}

/* Which machine this is and when hall.db was made: no copy keeps both. */
static int
find_place(
    const struct hall_dir *h, uint8_t out[STORE_PLACE_LEN], struct err *e)
{
	char path[PATH_ROOM], machine[64] = "";
	struct {
		char machine[64];
		int64_t made_s;
		int64_t made_ns;
	} place;
	struct statx st;
	FILE *f = fopen(MACHINE_ID, "re");

	if (f != NULL) {
		(void)!fgets(machine, sizeof(machine), f);
		(void)fclose(f);
	}
	path_of(h, "hall.db", path);
	if (statx(AT_FDCWD, path, 0, STATX_BTIME, &st) != 0)
		return err_errno(e, "%s", path);
	memset(&place, 0, sizeof(place));
	memcpy(place.machine, machine, sizeof(machine));
	/* Some filesystems do not say; then the machine has to do. */
	if (st.stx_mask & STATX_BTIME) {
		place.made_s = st.stx_btime.tv_sec;
		place.made_ns = st.stx_btime.tv_nsec;
	}
	hash_id(&place, sizeof(place), out);
	return 0;
}

/* --- looking ------------------------------------------------------------- */

static int
is_either(const struct store_life *life, const uint8_t *token)
{
	return memcmp(token, life->token, STORE_TOKEN_LEN) == 0 ||
	       memcmp(token, life->token_before, STORE_TOKEN_LEN) == 0;
}

/*
 * A token that is there must fit.  The one beside the database must be there;
 * the witness may have been on a disk that is gone.
 */
static int
token_fits(const char *path, const struct store_life *life, int may_lack,
    int *fits, struct err *e)
{
	uint8_t token[STORE_TOKEN_LEN];
	int found = read_token(path, token, e);

	if (found < 0)
		return -1;
	*fits &= found ? is_either(life, token) : may_lack;
	return 0;
}

static int
all_fits(struct hall_dir *h, int *fits, struct err *e)
{
	char path[PATH_ROOM];
	uint8_t place[STORE_PLACE_LEN];
	struct store_life life;

	if (store_life_read(h->store, &life, e) != 0 ||
	    find_place(h, place, e) != 0)
		return -1;
	*fits = life.has_token && life.has_place &&
		memcmp(place, life.place, sizeof(place)) == 0;
	path_of(h, TOKEN_FILE, path);
	if (token_fits(path, &life, 0, fits, e) != 0)
		return -1;
	return h->witness[0] == '\0'
		   ? 0
		   : token_fits(h->witness, &life, 1, fits, e);
}

/* --- renewing ------------------------------------------------------------ */

/* What the files hold now goes on fitting until they hold the new one. */
static int
renew(struct hall_dir *h, struct err *e)
{
	uint8_t token[STORE_TOKEN_LEN], before[STORE_TOKEN_LEN];
	uint8_t place[STORE_PLACE_LEN];
	char path[PATH_ROOM];
	int found;

	path_of(h, TOKEN_FILE, path);
	crypto_random(token, sizeof(token));
	found = read_token(path, before, e);
	if (found == 0)
		memcpy(before, token, sizeof(before));
	if (found < 0 || find_place(h, place, e) != 0 ||
	    store_life_renew(h->store, token, before, place, e) != 0 ||
	    write_token(path, token, e) != 0)
		return -1;
	return h->witness[0] == '\0' ? 0 : write_token(h->witness, token, e);
}

/* Whoever holds the directory alone looks and renews. */
static int
hold(const struct hall_dir *h, int *fd_out, struct err *e)
{
	*fd_out = open(h->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd_out < 0 || flock(*fd_out, LOCK_EX) != 0)
		return err_errno(e, "%s", h->path);
	return 0;
}

static int
check_held(struct hall_dir *h, enum life_moment moment, int64_t now_s,
    int *opened, struct err *e)
{
	int fits = 1;

	if (moment != LIFE_BEGINS && all_fits(h, &fits, e) != 0)
		return -1;
	if (!fits && engine_open_life(h->engine, LIFE_COPIED, now_s, e) != 0)
		return -1;
	*opened = !fits;
	return moment == LIFE_WORKS && fits ? 0 : renew(h, e);
}

int
life_check(struct hall_dir *h, enum life_moment moment, int64_t now_s,
    int *opened_out, struct err *e)
{
	int fd = -1, opened = 0;
	int failed = hold(h, &fd, e) != 0 ||
		     check_held(h, moment, now_s, &opened, e) != 0;

	if (fd >= 0)
		(void)close(fd);
	if (opened_out != NULL)
		*opened_out = opened;
	return failed ? -1 : 0;
}

int
life_restored(struct hall_dir *h, int64_t now_s, struct err *e)
{
	int fd = -1;
	int failed =
	    hold(h, &fd, e) != 0 ||
	    engine_open_life(h->engine, LIFE_RESTORED, now_s, e) != 0 ||
	    renew(h, e) != 0;

	if (fd >= 0)
		(void)close(fd);
	return failed ? -1 : 0;
}
