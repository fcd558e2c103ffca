/*
 * invite: making a token and telling it, for the verbs that do so.
 */
#ifndef SANJI_CLI_INVITE_H
#define SANJI_CLI_INVITE_H

#include "node/cli/cli.h"
#include "sync/engine/enrol.h"

/*
 * Invite a machine of the hall of that code, and print the token.  address
 * NULL: what this hall published; hours NULL: a day.
 */
int cli_invite(struct cli *c, const char *code, enum enrol_purpose purpose,
    const char *address, const char *hours, struct err *e) MUST_CHECK;

#endif
