/*
 * invite: a token with which one machine may join, once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/cli/commands.h"
#include "node/cli/invite.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/day.h"
#include "sync/engine/enrol.h"

enum { OPTION_ADDRESS, OPTION_HOURS, OPTION_RENEW };

#define HOURS_DEFAULT 24
#define HOURS_MAX (24L * 366)

static const struct option_type options[] = {
    {"address", "HOST:PORT", "where this hall listens; else what it published"},
    {"hours", "N", "how long the token works (24)"},
    {"renew", NULL, "for a member that is to have other keys"},
    {NULL, NULL, NULL},
};

/* "0.0.0.0" is where one listens; nobody can call there. */
static int
is_anywhere(const char *text)
{
	struct address a;

	return address_parse(text, &a, NULL) == 0 &&
	       (strcmp(a.host, "0.0.0.0") == 0 || strcmp(a.host, "::") == 0);
}

/* What this hall published with `sanji hall address`, or hall.conf says. */
static int
own_address(const struct cli *c, char out[TOKEN_ADDRESS_MAX], struct err *e)
{
	const char *code = engine_identity(c->hall.engine)->hall.digits;
	json_t *rows =
	    store_report(c->hall.store, REPORT_ADDRESSES, NULL, 0, e);
	const char *found = c->hall.listen;
	size_t i;
	json_t *row;

	if (rows == NULL)
		return -1;
	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "hall"), code) == 0)
			found = json_member_text(row, "address");
	(void)snprintf(out, TOKEN_ADDRESS_MAX, "%s", found);
	json_decref(rows);
	if (out[0] == '\0' || is_anywhere(out))
		return err_set(e, ERR_USAGE,
		    "where can this hall be called? give --address HOST:PORT, "
		    "or publish it with `sanji hall address HOST:PORT`");
	return 0;
}

static int
is_root(const struct cli *c, const struct hall_code *hall)
{
	return authority_hall(engine_authority(c->hall.engine), hall) == 0;
}

static void
tell(const struct cli *c, enum enrol_purpose purpose, const struct token *token,
    const char *text)
{
	char when[MOMENT_TEXT_MAX];
	json_t *said;

	moment_text(token->expires, when);
	if (c->as_json) {
		said = json_pack("{s:s,s:s,s:s,s:I}", "token", text, "hall",
		    token->hall.digits, "address", token->address, "expires",
		    (json_int_t)token->expires);
		print_json(said);
		json_decref(said);
		return;
	}
	(void)printf("%s\n", text);
	(void)fprintf(stderr,
	    is_root(c, &token->hall)
		? _("For %s only, until %s. On its new machine:\n"
		    "    sanji recover DIR --from TOKEN\n")
	    : purpose == ENROL_RENEWS
		? _("For %s only, once, until %s. On its machine:\n"
		    "    sanji members rotate TOKEN\n")
		: _("For %s only, once, until %s. On the new machine:\n"
		    "    sanji join TOKEN DIR\n"),
	    token->hall.digits, when);
}

/* Nobody invites the county: it is shown the way to who has its data. */
static int
make_token(struct cli *c, const struct hall_code *hall,
    enum enrol_purpose purpose, const char *address, int64_t expires,
    struct token *out, struct err *e)
{
	return is_root(c, hall)
		   ? enrol_point_to(c->hall.engine, address, expires, out, e)
		   : enrol_invite(c->hall.engine, hall, purpose, address,
			 cli_now(), expires, out, e);
}

int
cli_invite(struct cli *c, const char *code, enum enrol_purpose purpose,
    const char *address, const char *hours_text, struct err *e)
{
	char published[TOKEN_ADDRESS_MAX], text[TOKEN_TEXT_MAX];
	struct hall_code hall;
	struct address to;
	struct token token;
	int64_t hours = HOURS_DEFAULT;

	if (hall_code_parse(code, &hall) != 0)
		return err_set(e, ERR_USAGE,
		    "%s \"%s\" is no region code; it has 12 digits", "hall",
		    code);
	if (!c->hall.has_keys)
		return err_set(e, ERR_REFUSED,
		    "this node's key is locked; it stores and passes on, but "
		    "signs nothing");
	if (option_number(hours_text, "hours", HOURS_MAX, &hours, e) != 0)
		return -1;
	if (address == NULL) {
		if (own_address(c, published, e) != 0)
			return -1;
		address = published;
	}
	if (address_parse(address, &to, e) != 0)
		return -1;
	if (make_token(c, &hall, purpose, address, cli_now() + hours * 3600,
		&token, e) != 0 ||
	    token_text(&token, text, e) != 0)
		return -1;
	tell(c, purpose, &token, text);
	return 0;
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	(void)code_out;
	return cli_invite(c, a->words[0],
	    option_value(a, OPTION_RENEW) != NULL ? ENROL_RENEWS : ENROL_JOINS,
	    option_value(a, OPTION_ADDRESS), option_value(a, OPTION_HOURS), e);
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
