#include "schema/store/wrong_code.h"

#include "schema/store/statement.h"

enum {
	WRONG_READ,
	WRONG_OLD,
	WRONG_NOTE,
	WRONG_FORGET,
};

const char *const wrong_code_statements[] = {
    [WRONG_READ] = "SELECT ifnull(sum(iif(asked = :asked, count, 0)), 0),"
		   " ifnull(sum(count), 0) FROM wrong_code"
		   " WHERE last BETWEEN :since AND :until",
    [WRONG_OLD] = "DELETE FROM wrong_code WHERE last < :since"
		  " OR last > :time",
    [WRONG_NOTE] = "INSERT INTO wrong_code (asked, count, last)"
		   " VALUES (:asked, 1, :time) ON CONFLICT DO UPDATE SET"
		   " count = count + 1, last = excluded.last",
    [WRONG_FORGET] = "DELETE FROM wrong_code WHERE asked = :asked",
    NULL,
};

int
store_wrong_codes_read(struct store *s, int64_t asked, int64_t since,
    int64_t until, struct store_wrong_codes *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_WRONG_CODE, WRONG_READ);
	int row;

	bind_integer(st, ":asked", asked);
	bind_integer(st, ":since", since);
	bind_integer(st, ":until", until);
	row = statement_step(st, e);
	if (row == 1) {
		out->of_this = sqlite3_column_int64(st, 0);
		out->of_all = sqlite3_column_int64(st, 1);
	}
	statement_end(st);
	return row == 1 ? 0 : -1;
}

int
store_wrong_code_note(struct store *s, int64_t asked, int64_t time_s,
    int64_t since, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_WRONG_CODE, WRONG_OLD);

	bind_integer(st, ":since", since);
	bind_integer(st, ":time", time_s);
	if (statement_run(st, e) != 0)
		return -1;
	st = statement(s, MODULE_WRONG_CODE, WRONG_NOTE);
	bind_integer(st, ":asked", asked);
	bind_integer(st, ":time", time_s);
	return statement_run(st, e);
}

int
store_wrong_codes_forget(struct store *s, int64_t asked, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_WRONG_CODE, WRONG_FORGET);

	bind_integer(st, ":asked", asked);
	return statement_run(st, e);
}
