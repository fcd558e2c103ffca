/*
 * case attach, case attachment: scans of materials, from a file and into one.
 *
 * The other verbs of the noun are actions; these read and write files, which
 * an action cannot.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "node/actions/attachment.h"
#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

/* --- adding -------------------------------------------------------------- */

struct file {
	const char *path;
	int fd;
	size_t len;
};

static const struct option_type attach_options[] = {{NULL, NULL, NULL}};

static int
open_file(const char *path, struct file *out, struct err *e)
{
	struct stat st;

	*out = (struct file){
	    .path = path, .fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)};
	if (out->fd < 0)
		return err_errno(e, "%s cannot be read", path);
	if (fstat(out->fd, &st) != 0)
		return err_errno(e, "%s cannot be read", path);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_FORMAT,
		    "%s is a folder or a device; give the scan itself, one "
		    "file at a time",
		    path);
	out->len = (size_t)st.st_size;
	return 0;
}

/* So many bytes from there on, and at the end of the file nothing more. */
static int
read_file(void *context, size_t from, void *to, size_t len, struct err *e)
{
	const struct file *f = context;
	size_t done = 0;
	ssize_t n = 1;
	char more;

	while (done < len && n > 0) {
		n = pread(
		    f->fd, (char *)to + done, len - done, (off_t)(from + done));
		done += n > 0 ? (size_t)n : 0;
	}
	if (n > 0 && from + len == f->len)
		n = pread(f->fd, &more, 1, (off_t)f->len) == 0 ? 1 : 0;
	if (n < 0)
		return err_errno(e, "%s cannot be read", f->path);
	return n > 0 ? 0
		     : err_set(e, ERR_IO,
			   "%s was changed while it was read; try again when "
			   "the scanner is done",
			   f->path);
}

/* On a terminal, and only if it takes a while. */
#define TOLD_FROM 8

static void
tell_progress(void *context, size_t done, size_t count)
{
	(void)context;
	if (count < TOLD_FROM || !isatty(STDERR_FILENO))
		return;
	(void)fprintf(stderr, "\r");
	(void)fprintf(stderr, _("read %zu/%zu pieces"), done, count);
	if (done == count)
		(void)fprintf(stderr, "\n");
	(void)fflush(stderr);
}

/* Words between the verb and the file: the case, and name=value. */
static json_t *
attach_request(const struct arguments *a, struct err *e)
{
	json_t *request = json_object();

	for (size_t i = 1; request != NULL && i + 1 < a->word_count; i++) {
		const char *word = a->words[i], *equals = strchr(word, '=');
		size_t len = equals == NULL ? 0 : (size_t)(equals - word);
		char name[16] = "case";

		if (equals != NULL && len < sizeof(name)) {
			memcpy(name, word, len);
			name[len] = '\0';
			word = equals + 1;
		}
		if (strcmp(name, "case") != 0 &&
		    strcmp(name, "material") != 0 && strcmp(name, "clerk") != 0)
			(void)err_set(e, ERR_USAGE,
			    "%s %s takes no \"%s\"; see `sanji help %s`",
			    "case", "attach", name, "case attach");
		else if (json_object_get(request, name) != NULL)
			(void)err_set(e, ERR_USAGE, "%s is given twice", name);
		else if (json_object_set_new(
			     request, name, json_string(word)) != 0)
			(void)err_set(
			    e, ERR_FORMAT, "%s is not valid UTF-8 text", name);
		else
			continue;
		json_decref(request);
		return NULL;
	}
	if (json_object_size(request) >= 2 &&
	    json_object_get(request, "case") != NULL &&
	    json_object_get(request, "material") != NULL)
		return request;
	json_decref(request);
	(void)err_set(e, ERR_USAGE, "usage: sanji %s %s", "case",
	    "attach NUMBER material=NAME FILE");
	return NULL;
}

static int
attach_file(struct cli *c, const json_t *request, struct file *f, json_t **out,
    struct err *e)
{
	const char *slash = strrchr(f->path, '/');
	struct actor actor = cli_actor(c);
	struct attachment_source from = {.read = read_file,
	    .tell = tell_progress,
	    .context = f,
	    .name = slash == NULL ? f->path : slash + 1,
	    .len = f->len};

	if (engine_settle_all(c->hall.engine, e) != 0)
		return -1;
	return attachment_add(&actor, request, &from, out, e);
}

static int
run_attach(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	json_t *request = attach_request(a, e), *out = NULL;
	struct file f = {.fd = -1};
	int failed = request == NULL ||
		     open_file(a->words[a->word_count - 1], &f, e) != 0 ||
		     attach_file(c, request, &f, &out, e) != 0;

	(void)code_out;
	if (f.fd >= 0)
		(void)close(f.fd);
	if (!failed && c->as_json)
		print_json(out);
	else if (!failed)
		(void)printf(_("%s: scan of %s added, %lld bytes in %lld "
			       "pieces\n"),
		    json_member_text(out, "number"),
		    json_member_text(out, "material"),
		    (long long)json_member_integer(out, "size", 0),
		    (long long)json_member_integer(out, "pieces", 0));
	json_decref(request);
	json_decref(out);
	return failed ? -1 : 0;
}

const struct command cmd_case_attach = {
    .name = "case",
    .verb = "attach",
    .words = "attach NUMBER material=NAME FILE",
    .meaning = "add the scan of a material to a case",
    .help = "At most 20 MB. It is sealed with the case's key, in pieces, and "
	    "is carried to the halls above after everything else.",
    .example = "sanji case attach 330421111205-01-20261123-0001-7 "
	       "material=户口簿 hukou.pdf",
    .needs_hall = 1,
    .words_min = 3,
    .words_max = 5,
    .options = attach_options,
    .run = run_attach,
};

/* --- reading ------------------------------------------------------------- */

enum { OPTION_OUT, OPTION_REPLACE, OPTION_WHY };

static const struct option_type attachment_options[] = {
    {"out", "FILE", "the file to write the scan to"},
    {"replace", NULL, "also if there is such a file already"},
    {"why", "REASON", "why it is looked at; noted with who looked"},
    {NULL, NULL, NULL},
};

static int
write_piece(void *context, size_t piece, struct span bytes, struct err *e)
{
	const struct file *f = context;
	size_t done = 0;

	(void)piece;
	while (done < bytes.len) {
		ssize_t n = write(
		    f->fd, (const char *)bytes.bytes + done, bytes.len - done);

		if (n < 0)
			return err_errno(e, "%s", f->path);
		done += (size_t)n;
	}
	return 0;
}

/* The name is taken at once if nobody has it, and given up again. */
static int
take_name(const char *path, struct err *e)
{
	int fd = open(
	    path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);

	if (fd < 0 && errno == EEXIST)
		return err_set(e, ERR_REFUSED,
		    "%s exists; give another name, or --replace", path);
	return fd < 0 ? err_errno(e, "%s", path) : close(fd);
}

/* Into a file beside the one wanted, which takes its place when it is whole;
 * nobody else may read it. */
static int
write_beside(const struct actor *a, const json_t *row, const json_t *one,
    const char *path, struct err *e)
{
	char beside[HALL_PATH_MAX];
	struct file f = {.path = beside};
	int failed;

	(void)snprintf(beside, sizeof(beside), "%.4000s.new", path);
	f.fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
	    S_IRUSR | S_IWUSR);
	if (f.fd < 0)
		return err_errno(e, "%s", beside);
	failed = attachment_read(a, row, one, write_piece, &f, e);
	if (close(f.fd) != 0 && !failed)
		failed = err_errno(e, "%s", beside);
	if (!failed && rename(beside, path) != 0)
		failed = err_errno(e, "%s", path);
	if (failed)
		(void)unlink(beside);
	return failed;
}

static int
write_out(const struct cli *c, const json_t *row, const json_t *one,
    const struct arguments *a, struct err *e)
{
	const char *path = option_value(a, OPTION_OUT);
	int replaces = option_value(a, OPTION_REPLACE) != NULL;
	struct actor actor = cli_actor(c);

	if (attachment_check_whole(&actor, one, e) != 0 ||
	    (!replaces && take_name(path, e) != 0))
		return -1;
	if (write_beside(&actor, row, one, path, e) != 0) {
		if (!replaces)
			(void)unlink(path);
		return -1;
	}
	if (c->as_json)
		print_json(one);
	else
		(void)printf(_("%s: scan of %s, %lld bytes\n"), path,
		    json_member_text(one, "material"),
		    (long long)json_member_integer(one, "size", 0));
	return 0;
}

/* Looking at them is noted before anything is shown. */
static json_t *
list_scans(struct cli *c, const struct arguments *a, struct err *e)
{
	struct actor actor = cli_actor(c);
	json_t *out = NULL;
	json_t *request = json_pack("{s:s,s:s,s:s*}", "do", "case.attachments",
	    "case", a->words[1], "why", option_value(a, OPTION_WHY));

	if (request == NULL)
		(void)err_set(
		    e, ERR_FORMAT, "%s is not valid UTF-8 text", a->words[1]);
	else if (engine_settle_all(c->hall.engine, e) == 0 &&
		 action_perform(&actor, request, &out, e) != 0)
		out = NULL;
	json_decref(request);
	return out;
}

static int
write_one(
    struct cli *c, const struct arguments *a, const json_t *list, struct err *e)
{
	struct actor actor = cli_actor(c);
	json_t *row = attachment_case(&actor, list, e);
	const json_t *one =
	    row == NULL ? NULL
			: attachment_find(
			      row, a->word_count > 2 ? a->words[2] : NULL, e);
	int failed = one == NULL || write_out(c, row, one, a, e) != 0;

	json_decref(row);
	return failed ? -1 : 0;
}

static int
run_attachment(struct cli *c, const struct arguments *a,
    enum exit_code *code_out, struct err *e)
{
	json_t *list = list_scans(c, a, e);
	int failed = list == NULL;

	(void)code_out;
	if (!failed && option_value(a, OPTION_OUT) == NULL)
		show_attachments(c, list);
	else if (!failed)
		failed = write_one(c, a, list, e);
	json_decref(list);
	return failed ? -1 : 0;
}

const struct command cmd_case_attachment = {
    .name = "case",
    .verb = "attachment",
    .words = "attachment NUMBER [N] [--out FILE [--replace]] [--why REASON]",
    .meaning = "the scans of a case, or one of them as a file",
    .help = "Without --out they are listed, with how much of each has "
	    "arrived here.",
    .example = "sanji case attachment 330421111205-01-20261123-0001-7 1 "
	       "--out hukou.pdf",
    .needs_hall = 1,
    .words_min = 2,
    .words_max = 3,
    .options = attachment_options,
    .run = run_attachment,
};
