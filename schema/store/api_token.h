/*
 * api_token: other programs that may ask this node, as rows.
 */
#ifndef SANJI_STORE_API_TOKEN_H
#define SANJI_STORE_API_TOKEN_H

#include <jansson.h>

#include "schema/store/session.h"
#include "schema/store/user.h"

struct store_api_token {
	char name[USER_NAME_MAX];
	char roles[USER_ROLES_MAX];
	char made_by[USER_NAME_MAX];
	int64_t made, expires;
};

/* 1 and the token of that secret; 0: there is none; -1. */
int
store_api_token_find(struct store *s, const uint8_t hash[STORE_SECRET_HASH_LEN],
    struct store_api_token *out, struct err *e) MUST_CHECK;

/* Add it, in place of one of that name. */
int
store_api_token_put(struct store *s, const uint8_t hash[STORE_SECRET_HASH_LEN],
    const struct store_api_token *token, struct err *e) MUST_CHECK;

/* 1: it is gone; 0: there was none of that name; -1. */
int store_api_token_drop(
    struct store *s, const char *name, struct err *e) MUST_CHECK;

/* All, by name.  A new array, or NULL. */
json_t *store_api_tokens(struct store *s, struct err *e) MUST_CHECK;

#endif
