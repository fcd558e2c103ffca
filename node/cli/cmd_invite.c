/*
 * invite: a token with which one machine may join, once.
 */
#include <stdio.h>
#include <string.h>

#include "node/actions/invite.h"
#include "node/cli/commands.h"
#include "node/cli/invite.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/day.h"

enum { OPTION_ADDRESS, OPTION_HOURS, OPTION_RENEW };

static const struct option_type options[] = {
    {"address", "HOST:PORT", "where this hall listens; else what it published"},
    {"hours", "N", "how long the token works (24)"},
    {"renew", NULL, "for a member that is to have other keys"},
    {NULL, NULL, NULL},
};

static void
tell(const struct cli *c, const json_t *made)
{
	const char *purpose = json_member_text(made, "purpose");
	char when[MOMENT_TEXT_MAX];

	if (c->as_json) {
		print_json(made);
		return;
	}
	moment_text(json_member_integer(made, "expires", 0), when);
	(void)printf("%s\n", json_member_text(made, "token"));
	(void)fprintf(stderr,
	    strcmp(purpose, "points") == 0
		? _("For %s only, until %s. On its new machine:\n"
		    "    sanji recover DIR --from TOKEN\n")
	    : strcmp(purpose, "renews") == 0
		? _("For %s only, once, until %s. On its machine:\n"
		    "    sanji members rotate TOKEN\n")
		: _("For %s only, once, until %s. On the new machine:\n"
		    "    sanji join TOKEN DIR\n"),
	    json_member_text(made, "hall"), when);
}

/* What this hall published, or else hall.conf says. */
static int
put_address(
    struct cli *c, const struct actor *a, json_t *request, struct err *e)
{
	char published[TOKEN_ADDRESS_MAX];

	if (json_object_get(request, "address") != NULL)
		return 0;
	if (invite_address(a, published, e) != 0)
		return -1;
	if (published[0] != '\0' || c->hall.listen[0] == '\0')
		return 0;
	return json_put_take(
	    request, "address", json_string(c->hall.listen), e);
}

int
cli_invite_take(struct cli *c, json_t *request, struct err *e)
{
	struct actor actor = cli_actor(c);
	json_t *made = NULL;
	int failed = request == NULL
			 ? err_nomem(e)
			 : cli_check_unlocked(c, e) != 0 ||
			       put_address(c, &actor, request, e) != 0 ||
			       action_perform(&actor, request, &made, e) != 0;

	if (!failed)
		tell(c, made);
	json_decref(request);
	json_decref(made);
	return failed ? -1 : 0;
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	(void)code_out;
	return cli_invite_take(c,
	    json_pack("{s:s,s:s,s:s*,s:s*,s:s*}", "do", "members.invite",
		"hall", a->words[0], "address", option_value(a, OPTION_ADDRESS),
		"hours", option_value(a, OPTION_HOURS), "renew",
		option_value(a, OPTION_RENEW) != NULL ? "yes" : NULL),
	    e);
}

const struct command cmd_invite = {
    .name = "invite",
    .words = "CODE [--address HOST:PORT] [--hours N] [--renew]",
    .meaning = "print a one-time token for a hall below this one",
    .example = "sanji invite 330421111000 --address 10.20.1.7:7421",
    .needs_hall = 1,
    .words_min = 1,
    .words_max = 1,
    .options = options,
    .run = run,
};
