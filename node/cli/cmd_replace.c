/*
 * members replace: a machine is lost; another one becomes the hall.
 */
#include "node/cli/commands.h"
#include "node/cli/invite.h"

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
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	(void)code_out;
	return cli_invite_take(c,
	    json_pack("{s:s,s:s,s:s*,s:s*,s:s*,s:s*}", "do", "members.replace",
		"hall", a->words[1], "address", option_value(a, OPTION_ADDRESS),
		"hours", option_value(a, OPTION_HOURS), "since",
		option_value(a, OPTION_SINCE), "burned",
		option_value(a, OPTION_BURNED) != NULL ? "yes" : NULL),
	    e);
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
