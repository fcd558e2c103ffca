/*
 * conflicts: what waits for a ruling, and what somebody should look at.
 */
#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	struct actor actor = cli_actor(c);
	json_t *request = json_pack("{s:s}", "do", "conflicts.list");
	json_t *rows = NULL;
	int failed = request == NULL ? err_nomem(e) : 0;

	(void)a;
	if (!failed)
		failed = engine_settle_all(c->hall.engine, e) != 0 ||
			 action_perform(&actor, request, &rows, e) != 0;
	if (!failed && json_array_size(rows) > 0)
		*code_out = EXIT_CONFLICTS;
	if (!failed)
		show_action(c, "conflicts", "list", rows);
	json_decref(request);
	json_decref(rows);
	return failed ? -1 : 0;
}

const struct command cmd_conflicts = {
    .name = "conflicts",
    .words = "",
    .meaning = "what waits for a ruling, and what somebody should look at",
    .help = "Exit code 3 if there is anything.",
    .example = "sanji conflicts",
    .needs_hall = 1,
    .options = options,
    .run = run,
};
