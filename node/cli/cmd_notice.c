/*
 * notice print: a notice of a case as a file to print.
 *
 * The other verbs of the noun are actions; this one writes a file, which an
 * action cannot.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "node/actions/notice_acts.h"
#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

enum { OPTION_OUT, OPTION_COPY, OPTION_SLIP, OPTION_LANG, OPTION_REASON };

static const struct option_type options[] = {
    {"out", "FILE", "the file to write: its name ends in .pdf or .html"},
    {"copy", "N", "only this copy"},
    {"slip", NULL, "for a printer with 80 mm paper"},
    {"lang", "zh|en", "language of the notice (zh)"},
    {"reason", "TEXT", "why it is printed again"},
    {NULL, NULL, NULL},
};

static int
ends_in(const char *path, const char *end)
{
	size_t len = strlen(path), end_len = strlen(end);

	return len > end_len && strcmp(path + len - end_len, end) == 0;
}

static int
format_of(const char *path, enum notice_format *out, struct err *e)
{
	if (path != NULL && ends_in(path, ".pdf"))
		*out = NOTICE_PDF;
	else if (path != NULL && ends_in(path, ".html"))
		*out = NOTICE_HTML;
	else
		return err_set(e, ERR_USAGE,
		    "where to? give --out FILE.pdf or --out FILE.html");
	return 0;
}

static json_t *
request_of(const struct arguments *a, struct err *e)
{
	json_t *request = json_pack("{s:s,s:s*,s:s*,s:s*}", "notice",
	    a->words[1], "copy", option_value(a, OPTION_COPY), "language",
	    option_value(a, OPTION_LANG), "reason",
	    option_value(a, OPTION_REASON));

	if (request == NULL)
		(void)err_set(
		    e, ERR_FORMAT, "%s is not valid UTF-8 text", a->words[1]);
	return request;
}

/* Nobody else may read it: a citizen's data stand on it. */
static int
open_new(const char *path, struct err *e)
{
	int fd = open(
	    path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);

	return fd >= 0 ? fd : err_errno(e, "%s", path);
}

static int
write_all(int fd, const char *path, const struct buf *bytes, struct err *e)
{
	size_t done = 0;

	while (done < bytes->len) {
		ssize_t n = write(fd, bytes->bytes + done, bytes->len - done);

		if (n < 0)
			return err_errno(e, "%s", path);
		done += (size_t)n;
	}
	return 0;
}

static int
print_to(struct cli *c, const json_t *request, const char *path, int fd,
    enum notice_format format, enum notice_size size, struct err *e)
{
	struct actor actor = cli_actor(c);
	struct buf bytes = BUF_INIT;
	json_t *result = NULL;
	int failed = engine_settle_all(c->hall.engine, e) != 0 ||
		     notice_print(&actor, request, format, size, &bytes,
			 &result, e) != 0 ||
		     write_all(fd, path, &bytes, e) != 0;

	if (!failed && c->as_json)
		print_json(result);
	else if (!failed && json_member_integer(result, "print", 1) > 1)
		(void)printf(_("%s printed again, marked as reprint %lld\n"),
		    json_member_text(result, "notice"),
		    (long long)json_member_integer(result, "print", 1) - 1);
	json_decref(result);
	buf_free(&bytes);
	return failed ? -1 : 0;
}

/*
 * Into a file beside the one wanted, which takes its place when all is well.
 * It is opened first: a print is recorded only if there is room for it.
 */
static int
print_beside(struct cli *c, const json_t *request, const char *path,
    enum notice_format format, enum notice_size size, struct err *e)
{
	char beside[HALL_PATH_MAX];
	int fd, failed;

	(void)snprintf(beside, sizeof(beside), "%.4000s.new", path);
	fd = open_new(beside, e);
	if (fd < 0)
		return -1;
	failed = print_to(c, request, beside, fd, format, size, e);
	if (close(fd) != 0 && !failed)
		failed = err_errno(e, "%s", beside);
	if (!failed && rename(beside, path) != 0)
		failed = err_errno(e, "%s", path);
	if (failed)
		(void)unlink(beside);
	return failed;
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	const char *path = option_value(a, OPTION_OUT);
	enum notice_size size =
	    option_value(a, OPTION_SLIP) == NULL ? NOTICE_A4 : NOTICE_80MM;
	enum notice_format format;
	json_t *request;
	int failed;

	(void)code_out;
	if (format_of(path, &format, e) != 0)
		return -1;
	request = request_of(a, e);
	failed = request == NULL ||
		 print_beside(c, request, path, format, size, e) != 0;
	json_decref(request);
	return failed ? -1 : 0;
}

const struct command cmd_notice_print = {
    .name = "notice",
    .verb = "print",
    .words = "print NUMBER --out FILE.pdf|FILE.html [--copy N] [--slip]",
    .meaning = "print a notice that was issued",
    .help = "Every print is recorded; from the second on the paper says that "
	    "it is a reprint, and which. What waits to be ratified or for a "
	    "ruling is not printed as final.",
    .example = "sanji notice print 330421111205-01-CN-00001 --out notice.pdf",
    .needs_hall = 1,
    .words_min = 2,
    .words_max = 2,
    .options = options,
    .run = run,
};
