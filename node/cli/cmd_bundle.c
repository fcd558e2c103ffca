/*
 * bundle: change sets on a stick, sealed to one hall.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "node/actions/automatic.h"
#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/day.h"
#include "sync/engine/handover.h"
#include "sync/engine/stick.h"

enum { OPTION_TO, OPTION_WITHOUT_SCANS, OPTION_DRY_RUN };

static const struct option_type options[] = {
    {"to", "CODE", "export: for which hall; else the hall above"},
    {"without-scans", NULL, "export: leave scans of materials out"},
    {"dry-run", NULL, "import: say what it would add, store nothing"},
    {NULL, NULL, NULL},
};

/* --- files --------------------------------------------------------------- */

/* A stick: being written, under another name until it is whole; or read. */
struct file {
	char part[HALL_PATH_MAX];
	int fd;
};

static int
open_file(const char *path, struct file *f, struct err *e)
{
	f->fd = -1;
	if (snprintf(f->part, sizeof(f->part), "%s.part", path) >=
	    (int)sizeof(f->part))
		return err_set(e, ERR_USAGE, "the file's name is too long");
	(void)unlink(f->part);
	f->fd = open(f->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return f->fd < 0 ? err_errno(e, "%s cannot be written", f->part) : 0;
}

static int
write_bytes(void *context, const void *bytes, size_t len, struct err *e)
{
	const struct file *f = context;
	size_t done = 0;

	while (done < len) {
		ssize_t n =
		    write(f->fd, (const char *)bytes + done, len - done);

		if (n < 0)
			return err_errno(e, "%s cannot be written", f->part);
		done += (size_t)n;
	}
	return 0;
}

/* It gets its name if all went well; a half-written stick has none. */
static int
close_file(struct file *f, const char *path, int failed, struct err *e)
{
	if (f->fd < 0)
		return -1;
	if (!failed && fsync(f->fd) != 0)
		failed = err_errno(e, "%s cannot be written", f->part);
	if (close(f->fd) != 0 && !failed)
		failed = err_errno(e, "%s cannot be written", f->part);
	if (!failed && rename(f->part, path) != 0)
		failed = err_errno(e, "%s cannot be written", path);
	if (failed)
		(void)unlink(f->part);
	return failed;
}

static int
read_bytes(void *context, size_t from, void *to, size_t len, size_t *got_out,
    struct err *e)
{
	const struct file *f = context;
	ssize_t n = pread(f->fd, to, len, (off_t)from);

	if (n < 0)
		return err_errno(e, "%s cannot be read", f->part);
	*got_out = (size_t)n;
	return 0;
}

/* A regular file, no link, of a bearable length. */
static int
open_stick(
    const char *path, struct file *f, struct stick_source *out, struct err *e)
{
	struct stat st;

	(void)snprintf(f->part, sizeof(f->part), "%s", path);
	f->fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (f->fd < 0)
		return err_errno(e, "%s cannot be read", path);
	if (fstat(f->fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    (size_t)st.st_size > STICK_LEN_MAX) {
		(void)close(f->fd);
		f->fd = -1;
		return err_set(e, ERR_FORMAT,
		    "%s is no plain file of at most %zu bytes", path,
		    STICK_LEN_MAX);
	}
	*out = (struct stick_source){
	    .read = read_bytes, .context = f, .len = (size_t)st.st_size};
	return 0;
}

static void
close_stick(const struct file *f)
{
	if (f->fd >= 0)
		(void)close(f->fd);
}

/* --- export -------------------------------------------------------------- */

static int
find_receiver(const struct cli *c, const char *code, size_t *out, struct err *e)
{
	const struct authority *a = engine_authority(c->hall.engine);
	size_t self = authority_hall(a, &engine_identity(c->hall.engine)->hall);
	struct hall_code parsed;

	if (code == NULL && self != 0 && self != HALL_UNKNOWN) {
		*out = a->halls[self].parent;
		return 0;
	}
	if (code == NULL || hall_code_parse(code, &parsed) != 0)
		return err_set(e, ERR_USAGE,
		    "for which hall? give --to CODE; see `sanji members`");
	*out = authority_hall(a, &parsed);
	if (*out == HALL_UNKNOWN)
		return err_set(e, ERR_NOT_FOUND, "%s is no member", code);
	return 0;
}

static void
tell_export(const struct cli *c, const char *path, const struct hall *to,
    const struct stick_totals *n)
{
	json_t *said;

	if (c->as_json) {
		said = json_pack("{s:s,s:I,s:I,s:I,s:I,s:I}", "to",
		    to->code.digits, "changesets", (json_int_t)n->changesets,
		    "receipts", (json_int_t)n->receipts, "pieces",
		    (json_int_t)n->pieces, "pieces_left", (json_int_t)n->left,
		    "bytes", (json_int_t)n->bytes);
		print_json(said);
		json_decref(said);
		return;
	}
	(void)printf(
	    _("%s for %s: %llu change sets, %llu receipts, %llu bytes\n"), path,
	    to->name, (unsigned long long)n->changesets,
	    (unsigned long long)n->receipts, (unsigned long long)n->bytes);
	if (n->pieces > 0)
		(void)printf(_("%llu pieces of scans are on it\n"),
		    (unsigned long long)n->pieces);
	if (n->left > 0)
		(void)printf(_("%llu pieces of scans are left out; they go "
			       "over a line, or on the next stick once this "
			       "one has been answered\n"),
		    (unsigned long long)n->left);
}

static int
run_export(struct cli *c, const struct arguments *a, struct err *e)
{
	enum stick_scans scans = option_value(a, OPTION_WITHOUT_SCANS) == NULL
				     ? STICK_WITH_SCANS
				     : STICK_WITHOUT_SCANS;
	struct file f = {.fd = -1};
	struct stick_sink sink = {write_bytes, &f};
	struct stick_totals totals;
	size_t hall;
	int failed;

	if (find_receiver(c, option_value(a, OPTION_TO), &hall, e) != 0 ||
	    open_file(a->words[1], &f, e) != 0)
		return -1;
	failed = stick_export(c->hall.engine, &c->hall.keys, hall, scans,
	    cli_now(), &sink, &totals, e);
	if (close_file(&f, a->words[1], failed, e) != 0)
		return -1;
	tell_export(c, a->words[1],
	    &engine_authority(c->hall.engine)->halls[hall], &totals);
	return 0;
}

/* --- import and show ----------------------------------------------------- */

static void
tell_json(const struct stick_result *r, enum stick_mode mode)
{
	json_t *said =
	    json_pack("{s:s,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:b,s:b,s:b,s:s}",
		"from", r->sender, "written", (json_int_t)r->written, "stored",
		(json_int_t)r->stored, "known", (json_int_t)r->known, "waiting",
		(json_int_t)r->waiting, "refused", (json_int_t)r->refused,
		"receipts", (json_int_t)r->receipts, "pieces",
		(json_int_t)r->pieces, "released", (json_int_t)r->released,
		"whole", r->is_whole, "kept", r->is_kept, "dry_run",
		mode == STICK_PRETEND, "why", r->why);

	print_json(said);
	json_decref(said);
}

static void
tell(const struct cli *c, const struct stick_result *r, enum stick_mode mode)
{
	char when[MOMENT_TEXT_MAX];

	moment_text(r->written, when);
	if (r->sender[0] != '\0')
		(void)printf(
		    _("from %s, written %s\n"), hall_name(c, r->sender), when);
	(void)printf(
	    mode == STICK_TAKE
		? _("%llu change sets are new, %llu were held already, %llu "
		    "receipts are newer\n")
		: _("would add %llu change sets; %llu are held already; %llu "
		    "receipts are newer\n"),
	    (unsigned long long)r->stored, (unsigned long long)r->known,
	    (unsigned long long)r->receipts);
	if (r->waiting > 0)
		(void)printf(_("%llu build on something not held here yet; "
			       "bring the earlier stick\n"),
		    (unsigned long long)r->waiting);
	if (r->pieces > 0)
		(void)printf(_("%llu pieces of scans are new\n"),
		    (unsigned long long)r->pieces);
	if (r->is_kept && mode == STICK_TAKE)
		(void)printf("%s\n", _("the stick is kept whole until then"));
	if (r->released > 0)
		(void)printf(_("%llu kept sticks could be taken in now\n"),
		    (unsigned long long)r->released);
	if (r->refused > 0)
		(void)printf(_("%llu were refused: %s\n"),
		    (unsigned long long)r->refused, r->why);
	if (!r->is_whole)
		(void)printf("%s%s%s\n",
		    _("the stick is cut off or damaged; copy it again. What is "
		      "whole before that can be taken in"),
		    r->why[0] != '\0' ? ": " : "", r->why);
}

/* What came may concern records that have moved. */
static int
tend(struct cli *c, struct err *e)
{
	struct actor actor = cli_actor(c);
	size_t written;

	if (engine_settle_all(c->hall.engine, e) != 0 ||
	    engine_tend_all(c->hall.engine, cli_now(), &written, e) != 0)
		return -1;
	return automatic_run(&actor, &written, e);
}

static int
run_import(struct cli *c, const struct arguments *a, enum stick_mode mode,
    enum exit_code *code_out, struct err *e)
{
	struct file f = {.fd = -1};
	struct stick_source from;
	struct stick_result r;
	int failed = open_stick(a->words[1], &f, &from, e) != 0 ||
		     stick_import(c->hall.engine, &c->hall.keys, &from, mode,
			 cli_now(), &r, e) != 0;

	close_stick(&f);
	if (!failed && mode == STICK_TAKE)
		failed = tend(c, e);
	if (failed)
		return -1;
	if (c->as_json)
		tell_json(&r, mode);
	else
		tell(c, &r, mode);
	if (!r.is_whole || r.refused > 0)
		*code_out = EXIT_FAILED;
	return 0;
}

/* Anybody may see for whom a stick is; only that hall what is in it. */
static int
run_show(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	struct file f = {.fd = -1};
	struct stick_source from;
	struct hall_code to;
	int is_ours = 0, failed = open_stick(a->words[1], &f, &from, e) != 0 ||
				  stick_receiver(&from, &to, e) != 0;

	if (!failed)
		is_ours = hall_code_is_same(
		    &to, &engine_identity(c->hall.engine)->hall);
	if (!failed && c->as_json && !is_ours)
		(void)printf(
		    "{\"bytes\":%zu,\"to\":\"%s\"}\n", from.len, to.digits);
	if (!failed && !c->as_json)
		(void)printf(_("for %s, %zu bytes\n"), hall_name(c, to.digits),
		    from.len);
	close_stick(&f);
	if (failed || !is_ours)
		return failed ? -1 : 0;
	return run_import(c, a, STICK_PRETEND, code_out, e);
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	enum stick_mode mode = option_value(a, OPTION_DRY_RUN) != NULL
				   ? STICK_PRETEND
				   : STICK_TAKE;

	if (cli_check_unlocked(c, e) != 0)
		return -1;
	if (strcmp(a->words[0], "export") == 0)
		return run_export(c, a, e);
	if (strcmp(a->words[0], "import") == 0)
		return run_import(c, a, mode, code_out, e);
	if (strcmp(a->words[0], "show") == 0)
		return run_show(c, a, code_out, e);
	return err_set(e, ERR_USAGE,
	    "bundle export, import or show; see `sanji help bundle`");
}

const struct command cmd_bundle = {
    .name = "bundle",
    .words = "export|import|show FILE [--to CODE] [--without-scans] "
	     "[--dry-run]",
    .meaning = "carry change sets on a stick, sealed to one hall",
    .help = "A courier can carry it and not read it. Importing it twice, "
	    "late or out of order is harmless.",
    .example = "sanji -C village bundle export /media/usb/up.sanji",
    .needs_hall = 1,
    .words_min = 2,
    .words_max = 2,
    .options = options,
    .run = run,
};
