#include "schema/store/api_token.h"

#include <stdio.h>

#include "schema/base/json.h"
#include "schema/store/rows.h"
#include "schema/store/statement.h"

enum {
	TOKEN_FIND,
	TOKEN_PUT,
	TOKEN_DROP,
	TOKEN_ALL,
};

#define COLUMNS "SELECT name, roles, made_by, made, expires FROM api_token"

const char *const api_token_statements[] = {
    [TOKEN_FIND] = COLUMNS " WHERE hash = :hash",
    [TOKEN_PUT] = "INSERT OR REPLACE INTO api_token"
		  " (name, hash, roles, made_by, made, expires)"
		  " VALUES (:name, :hash, :roles, :made_by, :made, :expires)",
    [TOKEN_DROP] = "DELETE FROM api_token WHERE name = :name",
    [TOKEN_ALL] = COLUMNS " ORDER BY name",
    NULL,
};

static void
read_row(sqlite3_stmt *st, struct store_api_token *out)
{
	(void)snprintf(out->name, sizeof(out->name), "%s", column_text(st, 0));
	(void)snprintf(
	    out->roles, sizeof(out->roles), "%s", column_text(st, 1));
	(void)snprintf(
	    out->made_by, sizeof(out->made_by), "%s", column_text(st, 2));
	out->made = sqlite3_column_int64(st, 3);
	out->expires = sqlite3_column_int64(st, 4);
}

int
store_api_token_find(struct store *s, const uint8_t hash[STORE_SECRET_HASH_LEN],
    struct store_api_token *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_API_TOKEN, TOKEN_FIND);
	int row;

	bind_blob(st, ":hash", hash, STORE_SECRET_HASH_LEN);
	row = statement_step(st, e);
	if (row == 1)
		read_row(st, out);
	statement_end(st);
	return row;
}

int
store_api_token_put(struct store *s, const uint8_t hash[STORE_SECRET_HASH_LEN],
    const struct store_api_token *token, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_API_TOKEN, TOKEN_PUT);

	bind_text(st, ":name", token->name);
	bind_blob(st, ":hash", hash, STORE_SECRET_HASH_LEN);
	bind_text(st, ":roles", token->roles);
	bind_text(st, ":made_by", token->made_by);
	bind_integer(st, ":made", token->made);
	bind_integer(st, ":expires", token->expires);
	return statement_run(st, e);
}

int
store_api_token_drop(struct store *s, const char *name, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_API_TOKEN, TOKEN_DROP);

	bind_text(st, ":name", name);
	if (statement_run(st, e) != 0)
		return -1;
	return sqlite3_changes(s->db) > 0;
}

static json_t *
row_json(sqlite3_stmt *st)
{
	struct store_api_token t = {.made = 0};

	read_row(st, &t);
	return json_pack("{s:s,s:s,s:s,s:I,s:I}", "name", t.name, "roles",
	    t.roles, "made_by", t.made_by, "made_time", (json_int_t)t.made,
	    "expires_time", (json_int_t)t.expires);
}

json_t *
store_api_tokens(struct store *s, struct err *e)
{
	return rows_collect(
	    statement(s, MODULE_API_TOKEN, TOKEN_ALL), row_json, e);
}
