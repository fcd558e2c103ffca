#include "schema/store/statement.h"

#include <assert.h>
#include <string.h>

#include "schema/store/projection.h"
#include "schema/store/shape.h"

int
store_failed(sqlite3 *db, struct err *e)
{
	switch (sqlite3_errcode(db)) {
	case SQLITE_FULL:
		return err_set(e, ERR_IO,
		    "the disk is full; nothing was changed. Free some space "
		    "and try again");
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(e, ERR_BUSY,
		    "another program has been writing to this hall for %d "
		    "seconds; try again",
		    STORE_BUSY_MS / 1000);
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return err_set(e, ERR_IO,
		    "the hall's directory or database cannot be written (%s); "
		    "check its owner and permissions",
		    sqlite3_errmsg(db));
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged or is no database (%s); restore it "
		    "from a backup",
		    sqlite3_errmsg(db));
	case SQLITE_IOERR:
		return err_set(e, ERR_IO,
		    "the disk failed while hall.db was read or written (%s); "
		    "check the disk, then `sanji doctor`",
		    sqlite3_errmsg(db));
	case SQLITE_NOMEM:
		return err_nomem(e);
	default:
		return err_set(e, ERR_IO, "database: %s", sqlite3_errmsg(db));
	}
}

static const char *const *const modules[MODULE_COUNT] = {
    [MODULE_TRANSACTION] = transaction_statements,
    [MODULE_NODE] = node_statements,
    [MODULE_LIFE] = life_statements,
    [MODULE_LOG] = log_statements,
    [MODULE_KNOWN] = known_statements,
    [MODULE_RECORD] = record_statements,
    [MODULE_RECEIPT] = receipt_statements,
    [MODULE_CASE_KEY] = case_key_statements,
    [MODULE_PIECE] = piece_statements,
    [MODULE_LOOKUP] = lookup_statements,
    [MODULE_WRONG_CODE] = wrong_code_statements,
    [MODULE_AUDIT] = audit_statements,
    [MODULE_CARRIER] = carrier_statements,
    [MODULE_REPORT] = report_statements,
    [MODULE_CASE_SEARCH] = case_search_statements,
    [MODULE_FIGURE] = figure_statements,
    [MODULE_FIGURE_DAY] = figure_day_statements,
    [MODULE_RATING_DAY] = rating_day_statements,
    [MODULE_DUE_DAY] = due_day_statements,
    [MODULE_INSPECTION] = inspection_statements,
    [MODULE_USER] = user_statements,
    [MODULE_SESSION] = session_statements,
    [MODULE_API_TOKEN] = api_token_statements,
    [MODULE_JOB] = job_statements,
    [MODULE_CLAIM] = claim_statements,
    [MODULE_DRAFT] = draft_statements,
    [MODULE_DAMAGE] = damage_statements,
};

static int
prepare(struct store *s, enum store_module module, int which, const char *sql,
    struct err *e)
{
	assert(which < MODULE_STATEMENTS_MAX);
	if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
		&s->prepared[module][which], NULL) == SQLITE_OK)
		return 0;
	/* It would set off a trigger that is none of ours. */
	if (sqlite3_errcode(s->db) == SQLITE_AUTH && shape_check(s->db, e) != 0)
		return -1;
	return store_failed(s->db, e);
}

static int
prepare_projection(struct store *s, int which, struct err *e)
{
	struct buf sql = BUF_INIT;
	int failed = projection_statement(which, &sql, e) != 0 ||
		     prepare(s, MODULE_PROJECTION, which, buf_text(&sql), e);
	buf_free(&sql);
	return failed ? -1 : 0;
}

int
statements_check(struct store *s, struct err *e)
{
	for (int m = 0; m < MODULE_COUNT; m++)
		for (int i = 0; modules[m] && modules[m][i] != NULL; i++)
			if (prepare(s, (enum store_module)m, i, modules[m][i],
				e) != 0)
				return -1;
	for (int i = 0; i < projection_statement_count(); i++)
		if (prepare_projection(s, i, e) != 0)
			return -1;
	statements_release(s);
	return 0;
}

void
statements_release(struct store *s)
{
	for (int m = 0; m < MODULE_COUNT; m++)
		for (int i = 0; i < MODULE_STATEMENTS_MAX; i++)
			(void)sqlite3_finalize(s->prepared[m][i]);
	memset(s->prepared, 0, sizeof(s->prepared));
}

/*
 * What cannot be prepared is NULL, and fails when it is stepped: why, is kept
 * until then.
 */
static _Thread_local struct err unprepared;

static sqlite3_stmt *
prepare_now(struct store *s, enum store_module module, int which)
{
	if (module == MODULE_PROJECTION)
		(void)prepare_projection(s, which, &unprepared);
	else
		(void)prepare(
		    s, module, which, modules[module][which], &unprepared);
	return s->prepared[module][which];
}

sqlite3_stmt *
statement(struct store *s, enum store_module module, int which)
{
	sqlite3_stmt *st = s->prepared[module][which];

	if (st == NULL)
		return prepare_now(s, module, which);
	(void)sqlite3_reset(st);
	(void)sqlite3_clear_bindings(st);
	return st;
}

static int
index_of(sqlite3_stmt *st, const char *name)
{
	int index = sqlite3_bind_parameter_index(st, name);

	assert(index > 0 || st == NULL);
	return index;
}

void
bind_integer(sqlite3_stmt *st, const char *name, int64_t value)
{
	(void)sqlite3_bind_int64(st, index_of(st, name), value);
}

void
bind_text(sqlite3_stmt *st, const char *name, const char *text)
{
	bind_text_len(st, name, text, strlen(text));
}

void
bind_text_len(sqlite3_stmt *st, const char *name, const char *text, size_t len)
{
	(void)sqlite3_bind_text64(
	    st, index_of(st, name), text, len, SQLITE_STATIC, SQLITE_UTF8);
}

void
bind_blob(sqlite3_stmt *st, const char *name, const void *bytes, size_t len)
{
	(void)sqlite3_bind_blob64(
	    st, index_of(st, name), len == 0 ? "" : bytes, len, SQLITE_STATIC);
}

void
bind_null(sqlite3_stmt *st, const char *name)
{
	(void)sqlite3_bind_null(st, index_of(st, name));
}

int
statement_step(sqlite3_stmt *st, struct err *e)
{
	int failed;

	if (st == NULL) {
		if (e != NULL)
			*e = unprepared;
		return -1;
	}
	switch (sqlite3_step(st)) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		(void)sqlite3_reset(st);
		return 0;
	default:
		failed = store_failed(sqlite3_db_handle(st), e);
		(void)sqlite3_reset(st);
		return failed;
	}
}

int
statement_run(sqlite3_stmt *st, struct err *e)
{
	int row = statement_step(st, e);

	assert(row != 1);
	return row;
}

void
statement_end(sqlite3_stmt *st)
{
	(void)sqlite3_reset(st);
}

const char *
column_text(sqlite3_stmt *st, int column)
{
	const unsigned char *text = sqlite3_column_text(st, column);

	return text == NULL ? "" : (const char *)text;
}

struct span
column_blob(sqlite3_stmt *st, int column)
{
	const void *bytes = sqlite3_column_blob(st, column);
	int len = sqlite3_column_bytes(st, column);

	return (struct span){bytes, (size_t)len};
}

int
column_copy(sqlite3_stmt *st, int column, void *out, size_t len, struct err *e)
{
	struct span blob = column_blob(st, column);

	if (blob.len != len)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged: a value of %zu bytes should have "
		    "%zu; restore it from a backup",
		    blob.len, len);
	memcpy(out, blob.bytes, len);
	return 0;
}
