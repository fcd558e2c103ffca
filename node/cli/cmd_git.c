/*
 * git: the log as a plain repository, for tools auditors already own.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "sync/engine/git.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

/* `allowed-signers`, and a file for each log in `allowed-signers.d`. */
static int
put_signers(
    void *context, const char *log, const struct buf *lines, struct err *e)
{
	const char *dir = context;
	char path[HALL_PATH_MAX];
	int failed;
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/allowed-signers.d", dir);
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		return err_errno(e, "%s cannot be written", path);
	(void)snprintf(path, sizeof(path), "%s/allowed-signers%s%s", dir,
	    log == NULL ? "" : ".d/", log == NULL ? "" : log);
	f = fopen(path, "we");
	if (f == NULL)
		return err_errno(e, "%s cannot be written", path);
	failed = fwrite(buf_text(lines), 1, lines->len, f) != lines->len;
	failed |= fclose(f) != 0;
	return failed ? err_errno(e, "%s cannot be written", path) : 0;
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	char dir[HALL_PATH_MAX];
	struct git_export_result got;
	json_t *said;

	(void)code_out;
	if (strcmp(a->words[0], "export") != 0)
		return err_set(
		    e, ERR_USAGE, "usage: sanji %s %s", "git", "export DIR");
	(void)snprintf(dir, sizeof(dir), "%s", a->words[1]);
	if (git_export(c->hall.engine, dir, put_signers, dir, &got, e) != 0)
		return -1;
	said = json_pack("{s:I,s:I}", "commits", (json_int_t)got.commits,
	    "logs", (json_int_t)got.logs);
	if (c->as_json)
		print_json(said);
	else
		(void)printf(_("%s: %llu commits added, %llu logs\n"), dir,
		    (unsigned long long)got.commits,
		    (unsigned long long)got.logs);
	json_decref(said);
	return 0;
}

const struct command cmd_git = {
    .name = "git",
    .words = "export DIR",
    .meaning = "write the log as a plain git repository",
    .help = "Then, with nothing of ours: git -C DIR log --graph --all "
	    "--show-signature. Run again to add what is new.",
    .example = "sanji git export log.git",
    .needs_hall = 1,
    .words_min = 2,
    .words_max = 2,
    .options = options,
    .run = run,
};
