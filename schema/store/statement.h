/*
 * statement: prepared SQL, bound by name, stepped with our errors.
 *
 * Private to schema/store.  Each module lists its statements in one array.
 * One is prepared when it is first used, since most programs use few of
 * them; all are when a database is made, so that a misspelt column is noticed
 * then.
 */
#ifndef SANJI_STORE_STATEMENT_H
#define SANJI_STORE_STATEMENT_H

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/store/store.h"

/* The modules of the store, each with its array of statements. */
enum store_module {
	MODULE_TRANSACTION,
	MODULE_NODE,
	MODULE_LIFE,
	MODULE_LOG,
	MODULE_KNOWN,
	MODULE_RECORD,
	MODULE_PROJECTION,
	MODULE_RECEIPT,
	MODULE_CASE_KEY,
	MODULE_PIECE,
	MODULE_LOOKUP,
	MODULE_WRONG_CODE,
	MODULE_AUDIT,
	MODULE_CARRIER,
	MODULE_REPORT,
	MODULE_CASE_SEARCH,
	MODULE_FIGURE,
	MODULE_FIGURE_DAY,
	MODULE_RATING_DAY,
	MODULE_DUE_DAY,
	MODULE_INSPECTION,
	MODULE_USER,
	MODULE_SESSION,
	MODULE_API_TOKEN,
	MODULE_JOB,
	MODULE_CLAIM,
	MODULE_DRAFT,
	MODULE_DAMAGE,
	MODULE_COUNT,
};

#define MODULE_STATEMENTS_MAX 192

struct store {
	sqlite3 *db;
	sqlite3_stmt *prepared[MODULE_COUNT][MODULE_STATEMENTS_MAX];
	int64_t last_known[2]; /* space, branch: known.h */
};

/* The arrays: name of the module and its statements, NULL at the end. */
extern const char *const transaction_statements[];
extern const char *const node_statements[];
extern const char *const life_statements[];
extern const char *const log_statements[];
extern const char *const known_statements[];
extern const char *const record_statements[];
extern const char *const receipt_statements[];
extern const char *const case_key_statements[];
extern const char *const piece_statements[];
extern const char *const lookup_statements[];
extern const char *const wrong_code_statements[];
extern const char *const audit_statements[];
extern const char *const carrier_statements[];
extern const char *const report_statements[];
extern const char *const case_search_statements[];
extern const char *const figure_statements[];
extern const char *const figure_day_statements[];
extern const char *const rating_day_statements[];
extern const char *const due_day_statements[];
extern const char *const inspection_statements[];
extern const char *const user_statements[];
extern const char *const session_statements[];
extern const char *const api_token_statements[];
extern const char *const job_statements[];
extern const char *const claim_statements[];
extern const char *const draft_statements[];
extern const char *const damage_statements[];

/* Prepare every statement there is, and release them again. */
int statements_check(struct store *s, struct err *e) MUST_CHECK;

/* Release them. */
void statements_release(struct store *s);

/*
 * A statement, reset and without bindings.  NULL if it cannot be prepared:
 * then binding does nothing and statement_step() says so.
 */
sqlite3_stmt *statement(struct store *s, enum store_module module, int which);

/*
 * Bind by name (":hall").  The bytes must stay until the statement is done.
 * A name that is not there is a bug and asserted.
 */
void bind_integer(sqlite3_stmt *st, const char *name, int64_t value);
void bind_text(sqlite3_stmt *st, const char *name, const char *text);
void
bind_text_len(sqlite3_stmt *st, const char *name, const char *text, size_t len);
void
bind_blob(sqlite3_stmt *st, const char *name, const void *bytes, size_t len);
void bind_null(sqlite3_stmt *st, const char *name);

/* 1: a row; 0: done (the statement is reset); -1 with an error. */
int statement_step(sqlite3_stmt *st, struct err *e) MUST_CHECK;

/* For statements without rows: 0, or -1.  Resets. */
int statement_run(sqlite3_stmt *st, struct err *e) MUST_CHECK;

/* Forget the rest of the rows. */
void statement_end(sqlite3_stmt *st);

/* Columns of the present row.  Text is "" for NULL. */
const char *column_text(sqlite3_stmt *st, int column);
struct span column_blob(sqlite3_stmt *st, int column);

/*
 * Copy a blob of exactly len bytes; -1 with ERR_INTEGRITY if it has
 * another length.
 */
int column_copy(sqlite3_stmt *st, int column, void *out, size_t len,
    struct err *e) MUST_CHECK;

/*
 * The events of the records chosen, each looked up by the one after it:
 * WITH_EVENTS_OF("id = :record") "SELECT e.kind" FROM_OWN_EVENTS.
 */
#define WITH_EVENTS_OF(chosen)                                               \
	"WITH RECURSIVE own (id) AS"                                         \
	" (SELECT last_event FROM record WHERE " chosen                      \
	"  UNION ALL SELECT e.before FROM own JOIN event e ON e.id = own.id" \
	"  AND e.before < own.id)"
#define FROM_OWN_EVENTS " FROM own CROSS JOIN event e ON e.id = own.id"

/* e.id WITHIN("r.first", "r.last"): events of change sets (0002_state.sql). */
#define EVENTS_OF_CHANGESET_MAX 1024
#define WITHIN(first, last) \
	"BETWEEN " first " << 10 AND (" last " << 10) + 1023"

/* What the database says went wrong, as our error; returns -1. */
int store_failed(sqlite3 *db, struct err *e);

#endif
