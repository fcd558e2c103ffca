/*
 * members replace: a machine is lost; another one becomes the hall.
 */
#include "node/cli/commands.h"
#include "node/cli/invite.h"
#include "schema/base/json.h"

enum { OPTION_ADDRESS, OPTION_HOURS, OPTION_SINCE, OPTION_BURNED };

static const struct option_type options[] = {
    {"address", "HOST:PORT", "where this hall listens; else what it published"},
    {"hours", "N", "how long the token works (24)"},
    {"since", "DAY", "from when on its keys were in other hands"},
    {"burned", NULL,
	"nobody can have its keys: what it signed and comes late stands"},
    {NULL, NULL, NULL},
};

static int
revoke(struct cli *c, const struct arguments *a, struct err *e)
{
	struct actor actor = cli_actor(c);
	json_t *out = NULL,
	       *request = json_pack("{s:s,s:s,s:s,s:s*}", "do",
		   "members.revoke", "hall", a->words[1], "reason", "replaced",
		   "since", option_value(a, OPTION_SINCE));
	int failed = request == NULL ? err_nomem(e)
				     : action_perform(&actor, request, &out, e);

	json_decref(request);
	json_decref(out);
	return failed;
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	int is_burned = option_value(a, OPTION_BURNED) != NULL;

	(void)code_out;
	if (is_burned && option_value(a, OPTION_SINCE) != NULL)
		return err_set(e, ERR_USAGE,
		    "--burned and --since exclude each other: either somebody "
		    "can have its keys, or nobody");
	if (!is_burned && revoke(c, a, e) != 0)
		return -1;
	return cli_invite(c, a->words[1],
	    is_burned ? ENROL_BESIDE : ENROL_JOINS,
	    option_value(a, OPTION_ADDRESS), option_value(a, OPTION_HOURS), e);
}

const struct command cmd_members_replace = {
    .name = "members",
    .verb = "replace",
    .words = "replace CODE [--since DAY | --burned] [--address HOST:PORT]",
    .meaning = "end the keys of a lost machine, and invite the next",
    .help = "What the lost machine did comes back to the new one from the "
	    "halls that hold it. What arrives later, from a stick, waits for "
	    "a ruling, since somebody else may have written it; with "
	    "--burned it stands.",
    .example = "sanji members replace 330421111205 --address 10.20.1.7:7421",
    .needs_hall = 1,
    .words_min = 2,
    .words_max = 2,
    .options = options,
    .run = run,
};
