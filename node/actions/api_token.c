/*
 * token: other programs that may ask this node.
 */
#include "node/actions/api_token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"
#include "crypto/hash.h"
#include "node/actions/access.h"
#include "node/actions/nouns.h"
#include "node/actions/user.h"
#include "schema/base/json.h"

#define SECRET_LEN 32
#define SECRET_MAX (sizeof(API_TOKEN_PREFIX) + CRYPTO_BASE64_LEN(SECRET_LEN))

int
api_token_read(struct store *s, const char *secret, int64_t now_s,
    struct store_api_token *out, struct err *e)
{
	uint8_t hash[HASH_ID_LEN];
	int row;

	hash_id(secret, strlen(secret), hash);
	row = store_api_token_find(s, hash, out, e);
	return row == 1 && out->expires < now_s ? 0 : row;
}

/* A program is no administrator: nobody could tell who it was. */
static int
read_roles(const char *words, char out[USER_ROLES_MAX], struct err *e)
{
	uint32_t set;

	if (words == NULL || access_roles_parse(words, &set, e) != 0)
		return words == NULL ? err_set(e, ERR_FORMAT, "role is a text")
				     : -1;
	if (set == 0 || set & ROLES_ADMINISTER)
		return err_set(e, ERR_REFUSED,
		    "a program has one role or more, and none of an "
		    "administrator");
	(void)snprintf(out, USER_ROLES_MAX, "%s", words);
	return 0;
}

static int
read_days(const char *text, int64_t *out, struct err *e)
{
	long long days =
	    text == NULL ? API_TOKEN_DAYS : strtoll(text, NULL, 10);

	if (days < 1 || days > API_TOKEN_DAYS_MAX)
		return err_set(e, ERR_FORMAT,
		    "days must be a whole number from 1 to %d",
		    API_TOKEN_DAYS_MAX);
	*out = days;
	return 0;
}

static int
make_token(const struct actor *a, const struct store_api_token *token,
    json_t **out, struct err *e)
{
	uint8_t bytes[SECRET_LEN], hash[HASH_ID_LEN];
	char secret[SECRET_MAX] = API_TOKEN_PREFIX;

	crypto_random(bytes, sizeof(bytes));
	crypto_base64_text(
	    bytes, sizeof(bytes), secret + strlen(API_TOKEN_PREFIX));
	hash_id(secret, strlen(secret), hash);
	crypto_wipe(bytes, sizeof(bytes));
	if (store_api_token_put(engine_store(a->engine), hash, token, e) != 0)
		return -1;
	*out = json_pack("{s:s,s:s,s:s,s:I}", "name", token->name, "roles",
	    token->roles, "token", secret, "expires_time",
	    (json_int_t)token->expires);
	crypto_wipe(secret, sizeof(secret));
	return *out == NULL ? err_nomem(e) : 0;
}

static int
make(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *name = request_text(request, "name");
	struct store_api_token token = {.made = a->now_s};
	int64_t days = 0;

	(void)self;
	if (name == NULL || user_check_name(name, e) != 0)
		return name == NULL ? err_set(e, ERR_FORMAT, "name is a text")
				    : err_in_field(e, "name");
	if (read_roles(request_text(request, "role"), token.roles, e) != 0)
		return err_in_field(e, "role");
	if (read_days(request_text(request, "days"), &days, e) != 0)
		return err_in_field(e, "days");
	token.expires = a->now_s + days * 86400;
	(void)snprintf(token.name, sizeof(token.name), "%s", name);
	(void)snprintf(token.made_by, sizeof(token.made_by), "%s",
	    a->user == NULL ? "" : a->user->name);
	return make_token(a, &token, out, e);
}

static int
revoke(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *name = request_text(request, "name");
	int row = name == NULL
		      ? 0
		      : store_api_token_drop(engine_store(a->engine), name, e);

	(void)self;
	if (row == 0)
		return err_set(e, ERR_NOT_FOUND,
		    "there is no token \"%s\"; see `sanji token list`",
		    name == NULL ? "" : name);
	if (row < 0)
		return -1;
	*out = json_pack("{s:s}", "name", name);
	return *out == NULL ? err_nomem(e) : 0;
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	(void)self, (void)request;
	*out = store_api_tokens(engine_store(a->engine), e);
	return *out == NULL ? -1 : 0;
}

static const struct action_parameter make_parameters[] = {
    {"name", "what the program is called", 1},
    {"role", "roles, separated by commas", 1},
    {"days", "how many days it is good for (90)", 0},
    {NULL, NULL, 0},
};

static const struct action_parameter name_parameters[] = {
    {"name", "what the program is called", 1}, {NULL, NULL, 0}};

static const struct action_parameter none[] = {{NULL, NULL, 0}};

const struct action token_actions[] = {
    {"token", "make", "let another program ask this hall; shown once", NULL,
	make_parameters, "name", "sanji token make queue role=window days=90",
	make},
    {"token", "revoke", "let it ask no longer", NULL, name_parameters, "name",
	"sanji token revoke queue", revoke},
    {"token", "list", "programs that may ask", NULL, none, NULL,
	"sanji token list", list},
    {.noun = NULL},
};
