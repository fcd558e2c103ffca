#include "node/hall_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "node/version.h"

/* Longest line of hall.conf. */
#define CONF_LINE_MAX 512

static int
join_path(
    const struct hall_dir *h, const char *name, char out[HALL_PATH_MAX + 16])
{
	return snprintf(out, HALL_PATH_MAX + 16, "%s/%s", h->path, name) > 0
		   ? 0
		   : -1;
}

static int
set_path(struct hall_dir *h, const char *path, struct err *e)
{
	if (strlen(path) >= HALL_PATH_MAX)
		return err_set(
		    e, ERR_USAGE, "the directory's name is too long");
	memcpy(h->path, path, strlen(path) + 1);
	return 0;
}

/* --- hall.conf ----------------------------------------------------------- */

/* What a setting is called, and where it goes. */
struct setting {
	const char *name;
	char *to;
	size_t room;
};

#define SCANS_GIB_MAX 65535
#define CHANGES_MIB_MAX 1048576
#define SETTINGS_MAX 12

static void
settings_of(struct hall_dir *h, struct setting out[SETTINGS_MAX])
{
	const struct setting all[SETTINGS_MAX] = {
	    {"listen", h->listen, sizeof(h->listen)},
	    {"above", h->above, sizeof(h->above)},
	    {"witness", h->witness, sizeof(h->witness)},
	    {"web", h->web, sizeof(h->web)},
	    {"web_name", h->web_name, sizeof(h->web_name)},
	    {"backups", h->backups, sizeof(h->backups)},
	    {"scans", h->scans, sizeof(h->scans)},
	    {"changes", h->changes, sizeof(h->changes)},
	    {"kiosk", h->kiosk, sizeof(h->kiosk)},
	    {"session_idle", h->session_idle, sizeof(h->session_idle)},
	    {"session_lock", h->session_lock, sizeof(h->session_lock)},
	    {"session_longest", h->session_longest, sizeof(h->session_longest)},
	};

	memcpy(out, all, sizeof(all));
}

static int
take_setting(struct hall_dir *h, char *line, int number, struct err *e)
{
	struct setting settings[SETTINGS_MAX], *to = NULL;
	char *rest = line;
	const char *name = strsep(&rest, " \t");

	if (name[0] == '\0' || name[0] == '#')
		return 0;
	settings_of(h, settings);
	for (size_t i = 0; i < SETTINGS_MAX; i++)
		if (strcmp(name, settings[i].name) == 0)
			to = &settings[i];
	if (to == NULL || rest == NULL || rest[0] == '\0' ||
	    strlen(rest) >= to->room)
		return err_set(e, ERR_FORMAT,
		    "hall.conf, line %d: expected \"listen HOST:PORT\", "
		    "\"above HOST:PORT CODE\", \"web HOST:PORT\", "
		    "\"web_name HOST\", \"session_idle MINUTES\", "
		    "\"session_lock MINUTES\", "
		    "\"session_longest HOURS\", \"kiosk PAGES\", "
		    "\"scans GIB\", \"changes MIB\", \"backups DIRECTORY\" or "
		    "\"witness FILE\"",
		    number);
	memcpy(to->to, rest, strlen(rest) + 1);
	return 0;
}

static int
read_conf(struct hall_dir *h, struct err *e)
{
	char path[HALL_PATH_MAX + 16], line[CONF_LINE_MAX];
	int number = 0, failed = 0;
	FILE *f;

	(void)join_path(h, "hall.conf", path);
	f = fopen(path, "re");
	if (f == NULL)
		return errno == ENOENT ? 0 : err_errno(e, "%s", path);
	while (!failed && fgets(line, sizeof(line), f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		failed = take_setting(h, line, ++number, e);
	}
	(void)fclose(f);
	return failed;
}

int
hall_dir_write_conf(struct hall_dir *h, struct err *e)
{
	struct setting settings[SETTINGS_MAX];
	char path[HALL_PATH_MAX + 16];
	int failed;
	FILE *f;

	(void)join_path(h, "hall.conf", path);
	f = fopen(path, "we");
	if (f == NULL)
		return err_errno(e, "%s", path);
	failed = fprintf(f, "# See sanji.conf(5).\n") < 0;
	settings_of(h, settings);
	for (size_t i = 0; i < SETTINGS_MAX; i++)
		if (settings[i].to[0] != '\0')
			failed |= fprintf(f, "%s %s\n", settings[i].name,
				      settings[i].to) < 0;
	failed |= fflush(f) != 0 || fsync(fileno(f)) != 0;
	failed |= fclose(f) != 0;
	return failed ? err_errno(e, "%s", path) : 0;
}

/* --- opening ------------------------------------------------------------- */

static int
open_store(struct hall_dir *h, enum store_mode mode, struct err *e)
{
	char path[HALL_PATH_MAX + 16];

	(void)join_path(h, "hall.db", path);
	return store_open(path, mode, &h->store, e);
}

/* A locked key is no failure: the node reads and passes on. */
static int
open_keys(struct hall_dir *h, const char *passphrase, struct err *e)
{
	char path[HALL_PATH_MAX + 16];
	int is_locked;

	(void)join_path(h, "hall.key", path);
	is_locked = keyfile_is_locked(path, e);
	if (is_locked < 0)
		return -1;
	if (is_locked && passphrase == NULL)
		return 0;
	if (keyfile_read(path, NULL, passphrase, &h->keys, e) != 0)
		return -1;
	h->has_keys = 1;
	return 0;
}

/* A whole number from 1 to max; *out stays 0 if nothing is said. */
static int
read_number(const char *name, const char *text, unsigned long max, int64_t *out,
    struct err *e)
{
	char *rest;
	unsigned long number = strtoul(text, &rest, 10);

	*out = 0;
	if (text[0] == '\0')
		return 0;
	if (*rest != '\0' || number == 0 || number > max)
		return err_set(e, ERR_FORMAT,
		    "hall.conf: %s is a whole number from 1 to %lu", name, max);
	*out = (int64_t)number;
	return 0;
}

/* What hall.conf says the engine is to keep to. */
static int
set_limits(struct hall_dir *h, struct err *e)
{
	int64_t gib, mib;

	if (read_number("scans", h->scans, SCANS_GIB_MAX, &gib, e) != 0 ||
	    read_number("changes", h->changes, CHANGES_MIB_MAX, &mib, e) != 0)
		return -1;
	if (gib > 0)
		engine_set_scan_room(h->engine, gib << 30);
	if (mib > 0)
		engine_set_log_room(h->engine, mib << 20);
	return 0;
}

int
hall_dir_free(const struct hall_dir *h, uint64_t *bytes_out, struct err *e)
{
	struct statvfs v;

	if (statvfs(h->path, &v) != 0)
		return err_errno(e, "%s", h->path);
	*bytes_out = (uint64_t)v.f_bavail * v.f_frsize;
	return 0;
}

int
hall_dir_tell_free(struct hall_dir *h, struct err *e)
{
	uint64_t bytes = 0;

	if (hall_dir_free(h, &bytes, e) != 0)
		return -1;
	engine_set_free(h->engine, bytes);
	return 0;
}

static int
tell_machine(struct hall_dir *h, struct err *e)
{
	engine_set_version(h->engine, SANJI_VERSION);
	return hall_dir_tell_free(h, e);
}

int
hall_dir_open(const char *path, const char *passphrase, struct hall_dir *out,
    struct err *e)
{
	memset(out, 0, sizeof(*out));
	if (set_path(out, path, e) != 0 ||
	    open_store(out, STORE_OPEN, e) != 0 ||
	    open_keys(out, passphrase, e) != 0 || read_conf(out, e) != 0 ||
	    engine_open(out->store, out->has_keys ? &out->keys : NULL,
		&out->engine, e) != 0 ||
	    set_limits(out, e) != 0 || tell_machine(out, e) != 0) {
		hall_dir_close(out);
		return -1;
	}
	return 0;
}

int
hall_dir_check_alone(const char *path, struct err *e)
{
	char db[HALL_PATH_MAX + 16];
	struct err said = ERR_INIT;
	struct store *s = NULL;
	int failed;

	if (snprintf(db, sizeof(db), "%s/hall.db", path) >= (int)sizeof(db) ||
	    store_open(db, STORE_OPEN, &s, &said) != 0)
		return said.code == ERR_BUSY
			   ? err_set(e, ERR_BUSY, "%s", said.text)
			   : 0;
	failed = store_be_alone(s, e);
	store_close(s);
	return failed;
}

void
hall_dir_close(struct hall_dir *h)
{
	engine_close(h->engine);
	store_close(h->store);
	keys_wipe(&h->keys);
	h->engine = NULL;
	h->store = NULL;
	h->has_keys = 0;
}

/* --- making -------------------------------------------------------------- */

static const char *const names[] = {"hall.db", "hall.db-wal", "hall.db-shm",
    "hall.key", "hall.conf", "hall.life"};

/* A key that is left of a hall may be all that is left of it. */
static int
check_empty(const struct hall_dir *h, struct err *e)
{
	char path[HALL_PATH_MAX + 16];
	struct stat st;

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		(void)join_path(h, names[i], path);
		if (lstat(path, &st) == 0)
			return err_set(e, ERR_REFUSED,
			    "%s exists already; choose another directory",
			    path);
	}
	return 0;
}

int
hall_dir_exists(const char *path)
{
	char db[HALL_PATH_MAX + 16];
	struct stat st;

	return snprintf(db, sizeof(db), "%s/hall.db", path) < (int)sizeof(db) &&
	       lstat(db, &st) == 0;
}

int
hall_dir_make(const char *path, const struct hall_code *hall,
    const char *passphrase, struct hall_dir *out, struct err *e)
{
	char key[HALL_PATH_MAX + 16];

	memset(out, 0, sizeof(*out));
	if (set_path(out, path, e) != 0)
		return -1;
	out->is_new = mkdir(path, 0700) == 0;
	if (!out->is_new && errno != EEXIST)
		return err_errno(e, "the directory %s cannot be made", path);
	if (check_empty(out, e) != 0)
		return -1;
	if (open_store(out, STORE_CREATE, e) != 0) {
		hall_dir_unmake(out);
		return -1;
	}
	keys_new(&out->keys);
	out->has_keys = 1;
	(void)join_path(out, "hall.key", key);
	if (keyfile_write(key, hall, &out->keys, passphrase, e) != 0) {
		hall_dir_unmake(out);
		return -1;
	}
	return 0;
}

void
hall_dir_unmake(struct hall_dir *h)
{
	char path[HALL_PATH_MAX + 16];

	hall_dir_close(h);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		(void)join_path(h, names[i], path);
		(void)unlink(path);
	}
	if (h->is_new)
		(void)rmdir(h->path);
}
