#include "schema/store/user.h"

#include <stdio.h>

#include "schema/base/json.h"
#include "schema/store/rows.h"
#include "schema/store/statement.h"

enum {
	USER_FIND,
	USER_GET,
	USER_ADD,
	USER_PUT,
	USER_ALL,
	USER_COUNT,
};

#define COLUMNS                                                    \
	"SELECT id, name, full_name, staff, roles, password, pin," \
	" password_time, failures, locked_until, pin_failures,"    \
	" ifnull(disabled_time, 0), must_change FROM user"

const char *const user_statements[] = {
    [USER_FIND] = COLUMNS " WHERE name = :name",
    [USER_GET] = COLUMNS " WHERE id = :id",
    [USER_ADD] = "INSERT INTO user (name, full_name, staff, roles, password,"
		 " password_time, must_change) VALUES (:name, :full_name,"
		 " :staff, :roles, :password, :password_time,"
		 " :must_change)",
    [USER_PUT] = "UPDATE user SET full_name = :full_name, staff = :staff,"
		 " roles = :roles, password = :password,"
		 " password_time = :password_time,"
		 " must_change = :must_change, pin = :pin,"
		 " failures = :failures, locked_until = :locked_until,"
		 " pin_failures = :pin_failures,"
		 " disabled_time = nullif(:disabled_time, 0) WHERE id = :id",
    [USER_ALL] = COLUMNS " ORDER BY name",
    [USER_COUNT] = "SELECT count(*) FROM user",
    NULL,
};

static void
copy_text(sqlite3_stmt *st, int column, char *out, size_t room)
{
	(void)snprintf(out, room, "%s", column_text(st, column));
}

static void
read_row(sqlite3_stmt *st, struct store_user *out)
{
	out->id = sqlite3_column_int64(st, 0);
	copy_text(st, 1, out->name, sizeof(out->name));
	copy_text(st, 2, out->full_name, sizeof(out->full_name));
	copy_text(st, 3, out->staff, sizeof(out->staff));
	copy_text(st, 4, out->roles, sizeof(out->roles));
	copy_text(st, 5, out->password, sizeof(out->password));
	copy_text(st, 6, out->pin, sizeof(out->pin));
	out->password_time = sqlite3_column_int64(st, 7);
	out->failures = sqlite3_column_int64(st, 8);
	out->locked_until = sqlite3_column_int64(st, 9);
	out->pin_failures = sqlite3_column_int64(st, 10);
	out->disabled_time = sqlite3_column_int64(st, 11);
	out->must_change = sqlite3_column_int64(st, 12);
}

static int
read_one(sqlite3_stmt *st, struct store_user *out, struct err *e)
{
	int row = statement_step(st, e);

	if (row == 1)
		read_row(st, out);
	statement_end(st);
	return row;
}

int
store_user_find(
    struct store *s, const char *name, struct store_user *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_USER, USER_FIND);

	bind_text(st, ":name", name);
	return read_one(st, out, e);
}

int
store_user_get(
    struct store *s, int64_t id, struct store_user *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_USER, USER_GET);

	bind_integer(st, ":id", id);
	return read_one(st, out, e);
}

static void
bind_common(sqlite3_stmt *st, const struct store_user *user)
{
	bind_text(st, ":full_name", user->full_name);
	bind_text(st, ":staff", user->staff);
	bind_text(st, ":roles", user->roles);
	bind_text(st, ":password", user->password);
	bind_integer(st, ":password_time", user->password_time);
	bind_integer(st, ":must_change", user->must_change);
}

int
store_user_add(struct store *s, struct store_user *user, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_USER, USER_ADD);

	bind_text(st, ":name", user->name);
	bind_common(st, user);
	if (statement_run(st, e) != 0)
		return -1;
	user->id = sqlite3_last_insert_rowid(s->db);
	return 0;
}

int
store_user_put(struct store *s, const struct store_user *user, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_USER, USER_PUT);

	bind_common(st, user);
	bind_text(st, ":pin", user->pin);
	bind_integer(st, ":failures", user->failures);
	bind_integer(st, ":locked_until", user->locked_until);
	bind_integer(st, ":pin_failures", user->pin_failures);
	bind_integer(st, ":disabled_time", user->disabled_time);
	bind_integer(st, ":id", user->id);
	return statement_run(st, e);
}

static json_t *
row_json(sqlite3_stmt *st)
{
	struct store_user u;

	read_row(st, &u);
	return json_pack("{s:s,s:s,s:s,s:s,s:I,s:I,s:b,s:o*}", "name", u.name,
	    "full_name", u.full_name, "staff", u.staff, "roles", u.roles,
	    "password_time", (json_int_t)u.password_time, "failures",
	    (json_int_t)u.failures, "has_pin", u.pin[0] != '\0',
	    "disabled_time",
	    u.disabled_time == 0 ? NULL : json_integer(u.disabled_time));
}

json_t *
store_users(struct store *s, struct err *e)
{
	return rows_collect(statement(s, MODULE_USER, USER_ALL), row_json, e);
}

int
store_user_count(struct store *s, int64_t *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_USER, USER_COUNT);
	int row = statement_step(st, e);

	if (row == 1)
		*out = sqlite3_column_int64(st, 0);
	statement_end(st);
	return row == 1 ? 0 : -1;
}
