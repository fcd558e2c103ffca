/*
 * batch: any number of actions from a file, one JSON object a line, up to
 * the first refusal; each is reported.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

static int
perform_line(
    struct cli *c, const char *line, size_t len, long number, struct err *e)
{
	struct actor actor = cli_actor(c);
	json_t *request = json_read(line, len, e), *out = NULL, *said;
	int failed =
	    request == NULL || action_perform(&actor, request, &out, e) != 0;

	if (!failed) {
		said = json_pack("{s:I,s:O,s:O}", "line", (json_int_t)number,
		    "do", json_object_get(request, "do"), "result", out);
		print_json(said);
		/* It is on the disk: whoever waits for it may go on. */
		(void)fflush(stdout);
		json_decref(said);
	}
	json_decref(request);
	json_decref(out);
	return failed ? err_wrap(e, "line %ld", number) : 0;
}

static int
is_blank(const char *line)
{
	return line[strspn(line, " \t\r\n")] == '\0';
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	int is_stdin = strcmp(a->words[0], "-") == 0, failed = 0;
	FILE *f = is_stdin ? stdin : fopen(a->words[0], "re");
	char *line = NULL;
	size_t room = 0;
	ssize_t len;
	long number = 0;

	(void)code_out;
	if (f == NULL)
		return err_errno(e, "%s", a->words[0]);
	failed = engine_settle_all(c->hall.engine, e);
	while (!failed && (len = getline(&line, &room, f)) >= 0) {
		number++;
		if (!is_blank(line))
			failed = perform_line(c, line, (size_t)len, number, e);
	}
	free(line);
	if (!is_stdin)
		(void)fclose(f);
	return failed;
}

const struct command cmd_batch = {
    .name = "batch",
    .words = "FILE.jsonl",
    .meaning = "perform actions from a file, one JSON object a line",
    .help = "Stops at the first refusal and says which line; what came "
	    "before stands. \"-\" reads standard input.",
    .example = "sanji batch actions.jsonl",
    .needs_hall = 1,
    .words_min = 1,
    .words_max = 1,
    .options = options,
    .run = run,
};
