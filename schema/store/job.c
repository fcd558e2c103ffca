#include "schema/store/job.h"

#include <stdio.h>

#include "schema/store/rows.h"
#include "schema/store/statement.h"

enum {
	JOB_ASK,
	JOB_FORGET,
	JOB_FIND,
	JOB_NEXT,
	JOB_BEGIN,
	JOB_STEP,
	JOB_IS_CANCELLED,
	JOB_END,
	JOB_CANCEL,
	JOB_INTERRUPT,
	JOB_ALL,
};

#define STRING(number) STRING_OF(number)
#define STRING_OF(number) #number
#define JOB_COLUMNS \
	"SELECT id, kind, language, file, list, user, draft FROM job"
#define IS_DONE_NOW " state IN ('running', 'cancelling')"

const char *const job_statements[] = {
    [JOB_ASK] = "INSERT INTO job (kind, asked_by, language, list, user,"
		" draft, asked, state) VALUES (:kind, :asked_by, :language,"
		" :list, :user, :draft, :now, 'wanted')",
    [JOB_FORGET] = "DELETE FROM job WHERE ended IS NOT NULL AND id <="
		   " (SELECT max(id) FROM job) - " STRING(JOBS_KEPT),
    [JOB_FIND] = JOB_COLUMNS " WHERE id = :id",
    [JOB_NEXT] =
	JOB_COLUMNS " WHERE state = 'wanted' AND NOT EXISTS (SELECT 1 FROM job "
		    "WHERE" IS_DONE_NOW ") ORDER BY id LIMIT 1",
    [JOB_BEGIN] = "UPDATE job SET state = iif(state = 'wanted', 'running',"
		  " state), unit = :unit, began = coalesce(began, :now),"
		  " part_began = :now, done = 0, total = 0 WHERE id = :id",
    [JOB_STEP] = "UPDATE job SET done = :done, total = :total"
		 " WHERE id = :id",
    [JOB_IS_CANCELLED] = "SELECT 1 FROM job WHERE id = :id"
			 " AND state = 'cancelling'",
    [JOB_END] = "UPDATE job SET state = :state, result = :result,"
		" said = :said, file = :file, ended = :now WHERE id = :id",
    [JOB_CANCEL] = "UPDATE job SET ended = iif(state = 'wanted', :now, ended),"
		   " state = iif(state = 'wanted', 'cancelled', 'cancelling')"
		   " WHERE id = :id AND ended IS NULL",
    [JOB_INTERRUPT] = "UPDATE job SET state = iif(state = 'cancelling',"
		      " 'cancelled', 'failed'), said = :said, ended = :now"
		      " WHERE" IS_DONE_NOW,
    [JOB_ALL] = "SELECT id AS job, kind AS kind, asked_by AS asked_by,"
		" asked AS asked_time, state AS state, began AS began_time,"
		" part_began AS part_began_time, ended AS ended_time,"
		" list AS list, unit AS unit, done AS done, total AS total,"
		" result AS result, said AS said, file AS file"
		" FROM job ORDER BY id DESC",
    NULL,
};

static void
read_row(sqlite3_stmt *st, struct store_job *out)
{
	out->id = sqlite3_column_int64(st, 0);
	(void)snprintf(out->kind, sizeof(out->kind), "%s", column_text(st, 1));
	(void)snprintf(
	    out->language, sizeof(out->language), "%s", column_text(st, 2));
	(void)snprintf(out->file, sizeof(out->file), "%s", column_text(st, 3));
	(void)snprintf(out->list, sizeof(out->list), "%s", column_text(st, 4));
	out->user = sqlite3_column_int64(st, 5);
	out->draft = sqlite3_column_int64(st, 6);
}

/* The row of a statement that finds one, or none. */
static int
find(sqlite3_stmt *st, struct store_job *out, struct err *e)
{
	int row = statement_step(st, e);

	if (row == 1)
		read_row(st, out);
	statement_end(st);
	return row;
}

int
store_job_ask(struct store *s, const struct store_job_wish *wish, int64_t now_s,
    int64_t *id_out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_JOB, JOB_ASK);

	bind_text(st, ":kind", wish->kind);
	bind_text(st, ":asked_by", wish->asked_by);
	bind_text(st, ":language", wish->language);
	bind_text(st, ":list", wish->list);
	bind_integer(st, ":user", wish->user);
	bind_integer(st, ":draft", wish->draft);
	bind_integer(st, ":now", now_s);
	if (statement_run(st, e) != 0)
		return -1;
	*id_out = sqlite3_last_insert_rowid(s->db);
	return statement_run(statement(s, MODULE_JOB, JOB_FORGET), e);
}

int
store_job_find(
    struct store *s, int64_t id, struct store_job *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_JOB, JOB_FIND);

	bind_integer(st, ":id", id);
	return find(st, out, e);
}

int
store_job_next(struct store *s, struct store_job *out, struct err *e)
{
	return find(statement(s, MODULE_JOB, JOB_NEXT), out, e);
}

int
store_job_begin(
    struct store *s, int64_t id, const char *unit, int64_t now_s, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_JOB, JOB_BEGIN);

	bind_integer(st, ":id", id);
	bind_text(st, ":unit", unit);
	bind_integer(st, ":now", now_s);
	return statement_run(st, e);
}

int
store_job_step(
    struct store *s, int64_t id, uint64_t done, uint64_t total, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_JOB, JOB_STEP);
	int row;

	bind_integer(st, ":id", id);
	bind_integer(st, ":done", (int64_t)done);
	bind_integer(st, ":total", (int64_t)total);
	if (statement_run(st, e) != 0)
		return -1;
	st = statement(s, MODULE_JOB, JOB_IS_CANCELLED);
	bind_integer(st, ":id", id);
	row = statement_step(st, e);
	statement_end(st);
	return row < 0 ? -1 : !row;
}

int
store_job_end(struct store *s, int64_t id, const struct store_job_end *end,
    int64_t now_s, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_JOB, JOB_END);

	bind_integer(st, ":id", id);
	bind_text(st, ":state", end->state);
	bind_text(st, ":result", end->result);
	bind_text(st, ":said", end->said);
	bind_text(st, ":file", end->file);
	bind_integer(st, ":now", now_s);
	return statement_run(st, e);
}

int
store_job_cancel(struct store *s, int64_t id, int64_t now_s, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_JOB, JOB_CANCEL);

	bind_integer(st, ":id", id);
	bind_integer(st, ":now", now_s);
	if (statement_run(st, e) != 0)
		return -1;
	return sqlite3_changes(s->db) > 0;
}

int
store_jobs_interrupt(
    struct store *s, const char *said, int64_t now_s, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_JOB, JOB_INTERRUPT);

	bind_text(st, ":said", said);
	bind_integer(st, ":now", now_s);
	return statement_run(st, e);
}

json_t *
store_jobs(struct store *s, struct err *e)
{
	return rows_read(statement(s, MODULE_JOB, JOB_ALL), NULL, 0, e);
}
