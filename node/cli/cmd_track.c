/*
 * track: what a citizen asks with the number and the code on the receipt.
 */
#include "node/cli/commands.h"

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	struct actor actor = cli_actor(c);
	json_t *request = json_pack("{s:s,s:s,s:s}", "do", "case.track",
	    "number", a->words[0], "code", a->words[1]);
	json_t *out = NULL;
	int failed;

	(void)code_out;
	if (request == NULL)
		return err_set(
		    e, ERR_FORMAT, "%s is not valid UTF-8 text", a->words[0]);
	failed = action_perform(&actor, request, &out, e);
	if (!failed)
		show_action(c, "case", "track", out);
	json_decref(request);
	json_decref(out);
	return failed;
}

const struct command cmd_track = {
    .name = "track",
    .words = "NUMBER CODE",
    .meaning = "how a case stands, for who shows its number and query code",
    .example = "sanji track 330421111205-01-20261123-0001-7 245815",
    .needs_hall = 1,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
