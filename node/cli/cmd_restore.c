/*
 * restore: a backup becomes the hall again, in a new incarnation.
 *
 *  1. what hall.db there is, is put aside, if nobody has it open;
 *  2. the backup is copied, brought to the disk and named hall.db;
 *  3. it is checked, and a new incarnation opened before anything is written;
 *  4. if any of this fails, what was put aside comes back.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "node/cli/commands.h"
#include "node/life.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/store/life.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

#define PATH_ROOM (HALL_PATH_MAX + 48)

struct restoring {
	char db[PATH_ROOM];
	char part[PATH_ROOM];
	char aside[PATH_ROOM]; /* "": there was none */
};

static int
is_there(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

/* --- the file that is there ---------------------------------------------- */

/* A name that is free: two restores may come in one second. */
static void
name_aside(struct restoring *r, const char *dir, int64_t now_s)
{
	for (unsigned i = 0; i == 0 || is_there(r->aside); i++)
		(void)snprintf(r->aside, sizeof(r->aside), "%s/hall.db.%lld",
		    dir, (long long)now_s + i);
}

static int
put_aside(struct restoring *r, const char *dir, int64_t now_s, struct err *e)
{
	if (!is_there(r->db))
		return 0;
	/* A running `serve` would go on writing into what is put aside. */
	if (hall_dir_check_alone(dir, e) != 0)
		return -1;
	name_aside(r, dir, now_s);
	if (rename(r->db, r->aside) == 0)
		return 0;
	r->aside[0] = '\0';
	return err_errno(e, "%s cannot be put aside", r->db);
}

static void
put_back(const struct restoring *r)
{
	(void)unlink(r->part);
	(void)unlink(r->db);
	if (r->aside[0] != '\0')
		(void)rename(r->aside, r->db);
}

/* --- the backup ---------------------------------------------------------- */

static int
copy_bytes(int from, int to, const char *path, struct err *e)
{
	static char part[65536];
	ssize_t n = 1;

	while (n > 0) {
		n = read(from, part, sizeof(part));
		if (n > 0 && write(to, part, (size_t)n) != n)
			n = -1;
	}
	if (n < 0 || fsync(to) != 0)
		return err_errno(e, "%s cannot be written", path);
	return 0;
}

static int
copy_file(const char *from, const char *to, struct err *e)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out =
	    in < 0 ? -1
		   : open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int failed = in < 0    ? err_errno(e, "%s cannot be read", from)
		     : out < 0 ? err_errno(e, "%s cannot be written", to)
			       : copy_bytes(in, out, to, e);

	if (in >= 0)
		(void)close(in);
	if (out >= 0)
		(void)close(out);
	return failed;
}

static int
bring_in(const struct restoring *r, const char *backup, struct err *e)
{
	if (copy_file(backup, r->part, e) != 0)
		return -1;
	if (rename(r->part, r->db) != 0)
		return err_errno(e, "%s cannot be written", r->db);
	return 0;
}

/* --- the hall ------------------------------------------------------------ */

static int
check_key(const char *dir, struct err *e)
{
	char path[PATH_ROOM];

	(void)snprintf(path, sizeof(path), "%s/hall.key", dir);
	if (is_there(path))
		return 0;
	return err_set(e, ERR_NOT_FOUND,
	    "there is no %s; put the hall's key there, or if it is lost, ask "
	    "the hall above for `sanji members replace`",
	    path);
}

static int
check_owner(const struct cli *c, const char *dir, struct err *e)
{
	char path[PATH_ROOM];
	struct keys keys;
	int failed;

	if (!c->hall.has_keys)
		return 0;
	(void)snprintf(path, sizeof(path), "%s/hall.key", dir);
	failed = keyfile_read(path, &engine_identity(c->hall.engine)->hall,
	    cli_passphrase(NULL), &keys, e);
	keys_wipe(&keys);
	return failed;
}

static int
begin_again(struct cli *c, const char *dir, struct err *e)
{
	int failed =
	    hall_dir_open(dir, cli_passphrase(NULL), &c->hall, e) != 0 ||
	    store_check(c->hall.store, e) != 0 || check_owner(c, dir, e) != 0 ||
	    life_restored(&c->hall, cli_now(), e) != 0;

	if (failed)
		hall_dir_close(&c->hall);
	return failed ? -1 : 0;
}

static void
tell(const struct cli *c, const struct restoring *r)
{
	unsigned long number = engine_identity(c->hall.engine)->life.number;
	json_t *said;

	if (c->as_json) {
		said = json_pack("{s:s,s:I,s:s}", "hall",
		    engine_identity(c->hall.engine)->hall.digits, "incarnation",
		    (json_int_t)number, "aside", r->aside);
		print_json(said);
		json_decref(said);
		return;
	}
	(void)printf(_("Restored. This hall goes on in incarnation %lu: what "
		       "it numbers from now on has another number, and what "
		       "it did after the backup comes back from the halls "
		       "that hold it, with the next `sanji sync`, `serve` or "
		       "stick.\n"),
	    number);
	if (r->aside[0] != '\0')
		(void)printf(_("What was there before is in %s\n"), r->aside);
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	const char *dir = a->word_count > 1 ? a->words[1] : c->dir;
	struct restoring r = {.aside = ""};

	(void)code_out;
	if (strlen(dir) >= HALL_PATH_MAX)
		return err_set(
		    e, ERR_USAGE, "the directory's name is too long");
	(void)snprintf(r.db, sizeof(r.db), "%s/hall.db", dir);
	(void)snprintf(r.part, sizeof(r.part), "%s/hall.db.part", dir);
	if (!is_there(a->words[0]))
		return err_errno(e, "%s cannot be read", a->words[0]);
	if (check_key(dir, e) != 0 || put_aside(&r, dir, cli_now(), e) != 0)
		return -1;
	if (bring_in(&r, a->words[0], e) != 0 || begin_again(c, dir, e) != 0) {
		put_back(&r);
		return -1;
	}
	tell(c, &r);
	return 0;
}

const struct command cmd_restore = {
    .name = "restore",
    .words = "FILE [DIR]",
    .meaning = "make a backup the hall again, in a new incarnation",
    .help = "DIR holds hall.key. Stop `serve` first. A database that is there "
	    "is put aside, not deleted.",
    .example = "sanji restore /media/usb/village-1126.db village",
    .words_min = 1,
    .words_max = 2,
    .options = options,
    .run = run,
};
