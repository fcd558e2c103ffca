/*
 * api_token: letting another program ask, with a secret of its own.
 *
 *	"sanji-token-…" in Authorization: Bearer --> roles, until it expires
 */
#ifndef SANJI_ACTIONS_API_TOKEN_H
#define SANJI_ACTIONS_API_TOKEN_H

#include "schema/store/api_token.h"

#define API_TOKEN_PREFIX "sanji-token-"

/* How long one is good, and how long at most. */
#define API_TOKEN_DAYS 90
#define API_TOKEN_DAYS_MAX 730

/* 1 and the token; 0: there is none, or it has expired; -1. */
int api_token_read(struct store *s, const char *secret, int64_t now_s,
    struct store_api_token *out, struct err *e) MUST_CHECK;

#endif
