#include "schema/store/session.h"

#include "schema/base/json.h"
#include "schema/store/statement.h"

enum {
	SESSION_READ,
	SESSION_PUT,
	SESSION_END,
	SESSION_END_OF,
	SESSION_END_OLD,
	MACHINE_TIME,
	MACHINE_NOTE,
	MACHINE_PEOPLE,
	MACHINE_FORGET,
	SETUP_READ,
	SETUP_PUT,
	SETUP_FORGET,
};

const char *const session_statements[] = {
    [SESSION_READ] = "SELECT user, began, used FROM session"
		     " WHERE hash = :hash",
    [SESSION_PUT] = "INSERT OR REPLACE INTO session (hash, user, began, used)"
		    " VALUES (:hash, :user, :began, :used)",
    [SESSION_END] = "DELETE FROM session WHERE hash = :hash",
    [SESSION_END_OF] = "DELETE FROM session WHERE user = :user",
    [SESSION_END_OLD] = "DELETE FROM session WHERE began < :began"
			" OR used < :used",
    [MACHINE_TIME] = "SELECT time FROM machine_user"
		     " WHERE machine = :machine AND user = :user",
    [MACHINE_NOTE] = "INSERT OR REPLACE INTO machine_user"
		     " (machine, user, time) VALUES (:machine, :user, :time)",
    [MACHINE_PEOPLE] =
	"SELECT u.name, u.full_name FROM machine_user m"
	" JOIN user u ON u.id = m.user"
	" WHERE m.machine = :machine AND m.time >= :since AND u.pin <> ''"
	" AND u.disabled_time IS NULL ORDER BY u.full_name, u.name",
    [MACHINE_FORGET] = "DELETE FROM machine_user WHERE user = :user",
    [SETUP_READ] = "SELECT hash, expires, failures FROM setup_code",
    [SETUP_PUT] = "INSERT OR REPLACE INTO setup_code"
		  " (one, hash, expires, failures)"
		  " VALUES (1, :hash, :expires, :failures)",
    [SETUP_FORGET] = "DELETE FROM setup_code",
    NULL,
};

static sqlite3_stmt *
with_hash(struct store *s, int which, const char *name, const uint8_t *hash)
{
	sqlite3_stmt *st = statement(s, MODULE_SESSION, which);

	bind_blob(st, name, hash, STORE_SECRET_HASH_LEN);
	return st;
}

static sqlite3_stmt *
of_user(struct store *s, int which, int64_t user)
{
	sqlite3_stmt *st = statement(s, MODULE_SESSION, which);

	bind_integer(st, ":user", user);
	return st;
}

int
store_session_read(struct store *s, const uint8_t hash[STORE_SECRET_HASH_LEN],
    struct store_session *out, struct err *e)
{
	sqlite3_stmt *st = with_hash(s, SESSION_READ, ":hash", hash);
	int row = statement_step(st, e);

	if (row == 1)
		*out = (struct store_session){sqlite3_column_int64(st, 0),
		    sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2)};
	statement_end(st);
	return row;
}

int
store_session_put(struct store *s, const uint8_t hash[STORE_SECRET_HASH_LEN],
    const struct store_session *session, struct err *e)
{
	sqlite3_stmt *st = with_hash(s, SESSION_PUT, ":hash", hash);

	bind_integer(st, ":user", session->user);
	bind_integer(st, ":began", session->began);
	bind_integer(st, ":used", session->used);
	return statement_run(st, e);
}

int
store_session_end(
    struct store *s, const uint8_t hash[STORE_SECRET_HASH_LEN], struct err *e)
{
	return statement_run(with_hash(s, SESSION_END, ":hash", hash), e);
}

int
store_sessions_end_of(struct store *s, int64_t user, struct err *e)
{
	return statement_run(of_user(s, SESSION_END_OF, user), e);
}

int
store_sessions_end_old(
    struct store *s, int64_t began_before, int64_t used_before, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_SESSION, SESSION_END_OLD);

	bind_integer(st, ":began", began_before);
	bind_integer(st, ":used", used_before);
	return statement_run(st, e);
}

int
store_machine_time(struct store *s,
    const uint8_t machine[STORE_SECRET_HASH_LEN], int64_t user,
    int64_t *time_out, struct err *e)
{
	sqlite3_stmt *st = with_hash(s, MACHINE_TIME, ":machine", machine);
	int row;

	bind_integer(st, ":user", user);
	row = statement_step(st, e);
	*time_out = row == 1 ? sqlite3_column_int64(st, 0) : 0;
	statement_end(st);
	return row < 0 ? -1 : 0;
}

int
store_machine_note(struct store *s,
    const uint8_t machine[STORE_SECRET_HASH_LEN], int64_t user, int64_t time_s,
    struct err *e)
{
	sqlite3_stmt *st = with_hash(s, MACHINE_NOTE, ":machine", machine);

	bind_integer(st, ":user", user);
	bind_integer(st, ":time", time_s);
	return statement_run(st, e);
}

json_t *
store_machine_people(struct store *s,
    const uint8_t machine[STORE_SECRET_HASH_LEN], int64_t since, struct err *e)
{
	sqlite3_stmt *st = with_hash(s, MACHINE_PEOPLE, ":machine", machine);
	json_t *all = json_array();
	int row = all == NULL ? err_nomem(e) : 1;

	bind_integer(st, ":since", since);
	while (row == 1 && (row = statement_step(st, e)) == 1)
		if (json_append_take(all,
			json_pack("{s:s,s:s}", "name", column_text(st, 0),
			    "full_name", column_text(st, 1)),
			e) != 0)
			row = -1;
	statement_end(st);
	if (row == 0)
		return all;
	json_decref(all);
	return NULL;
}

int
store_machines_forget(struct store *s, int64_t user, struct err *e)
{
	return statement_run(of_user(s, MACHINE_FORGET, user), e);
}

int
store_setup_read(struct store *s, struct store_setup *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_SESSION, SETUP_READ);
	int row = statement_step(st, e);

	if (row == 1 && column_copy(st, 0, out->hash, sizeof(out->hash), e))
		row = -1;
	out->expires = row == 1 ? sqlite3_column_int64(st, 1) : 0;
	out->failures = row == 1 ? sqlite3_column_int64(st, 2) : 0;
	statement_end(st);
	return row;
}

int
store_setup_put(struct store *s, const struct store_setup *setup, struct err *e)
{
	sqlite3_stmt *st = with_hash(s, SETUP_PUT, ":hash", setup->hash);

	bind_integer(st, ":expires", setup->expires);
	bind_integer(st, ":failures", setup->failures);
	return statement_run(st, e);
}

int
store_setup_forget(struct store *s, struct err *e)
{
	return statement_run(statement(s, MODULE_SESSION, SETUP_FORGET), e);
}
