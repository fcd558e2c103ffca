/*
 * audit: who looked at what is known of whom; the chain is checked first.
 */
#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

static int
perform(struct cli *c, const char *verb, json_t **out, struct err *e)
{
	struct actor actor = cli_actor(c);
	json_t *request = json_pack("{s:s}", "do", verb);
	int failed = request == NULL ? err_nomem(e)
				     : action_perform(&actor, request, out, e);

	json_decref(request);
	return failed;
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	json_t *rows = NULL, *checked = NULL;

	(void)a, (void)code_out;
	if (perform(c, "audit.list", &rows, e) != 0)
		return -1;
	show_action(c, "audit", "list", rows);
	json_decref(rows);
	if (perform(c, "audit.check", &checked, e) != 0)
		return -1;
	json_decref(checked);
	return 0;
}

const struct command cmd_audit = {
    .name = "audit",
    .words = "",
    .meaning = "who looked at what is known of whom",
    .help = "Exit code 5 if entries are gone or were changed.",
    .example = "sanji audit",
    .needs_hall = 1,
    .options = options,
    .run = run,
};
