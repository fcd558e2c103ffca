#include "schema/store/claim.h"

#include "schema/store/rows.h"
#include "schema/store/statement.h"

enum {
	CLAIM_READ,
	CLAIM_PUT,
	CLAIM_DROP,
	CLAIM_OLD,
};

const char *const claim_statements[] = {
    [CLAIM_READ] = "SELECT c.who AS who, ifnull(u.full_name, c.who)"
		   " AS full_name, c.time AS time FROM claim c"
		   " LEFT JOIN user u ON u.name = c.who"
		   " WHERE c.case_id = :case_id",
    [CLAIM_PUT] = "INSERT OR REPLACE INTO claim (case_id, who, time)"
		  " VALUES (:case_id, :who, :time)",
    [CLAIM_DROP] = "DELETE FROM claim WHERE case_id = :case_id",
    [CLAIM_OLD] = "DELETE FROM claim WHERE time < :since",
    NULL,
};

int
store_claim_put(struct store *s, const char *case_id, const char *who,
    int64_t time_s, int64_t since, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_CLAIM, CLAIM_OLD);

	bind_integer(st, ":since", since);
	if (statement_run(st, e) != 0)
		return -1;
	st = statement(s, MODULE_CLAIM, CLAIM_PUT);
	bind_text(st, ":case_id", case_id);
	bind_text(st, ":who", who);
	bind_integer(st, ":time", time_s);
	return statement_run(st, e);
}

int
store_claim_drop(struct store *s, const char *case_id, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_CLAIM, CLAIM_DROP);

	bind_text(st, ":case_id", case_id);
	if (statement_run(st, e) != 0)
		return -1;
	return sqlite3_changes(s->db) > 0;
}

json_t *
store_claim_read(struct store *s, const char *case_id, struct err *e)
{
	struct report_parameter p = {":case_id", case_id, 0};
	json_t *rows =
	    rows_read(statement(s, MODULE_CLAIM, CLAIM_READ), &p, 1, e);
	json_t *row;

	if (rows == NULL)
		return NULL;
	row = json_array_size(rows) == 0 ? json_null()
					 : json_incref(json_array_get(rows, 0));
	json_decref(rows);
	return row;
}
