/*
 * invite: making a token and telling it, for the verbs that do so.
 */
#ifndef SANJI_CLI_INVITE_H
#define SANJI_CLI_INVITE_H

#include "node/cli/cli.h"

/*
 * Perform a request (reference taken, NULL fails) that makes a token, and
 * print it.  Without an address it is what this hall published, or listens at.
 */
int cli_invite_take(struct cli *c, json_t *request, struct err *e) MUST_CHECK;

#endif
