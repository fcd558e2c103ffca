#include "schema/store/store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "schema/store/known.h"
#include "schema/store/migrate.h"
#include "schema/store/projection.h"
#include "schema/store/shape.h"
#include "schema/store/statement.h"

/* Longest value and statement SQLite may be handed. */
#define VALUE_LEN_MAX (64 * 1024 * 1024)
#define SQL_LEN_MAX (64 * 1024)

/* "sanj", 0x73616e6a: a file of ours, and a way to refuse others. */
#define APPLICATION_ID "1935765098"

/*
 * What is asked for, and what must be read back.  With synchronous FULL a
 * commit in WAL mode is one fsync and survives power loss.
 */
static const struct pragma {
	const char *set;
	const char *get;
	const char *want;
	const char *want_in_memory;
} pragmas[] = {
    {"PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal", "memory"},
    {"PRAGMA synchronous = FULL", "PRAGMA synchronous", "2", "2"},
    {"PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1", "1"},
    {"PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0", "0"},
    {"PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1", "1"},
    {"PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2", "2"},
    {"PRAGMA cache_size = -4096", "PRAGMA cache_size", "-4096", "-4096"},
    {"PRAGMA secure_delete = ON", "PRAGMA secure_delete", "1", "1"},
};

static int
pragma_says(sqlite3 *db, const char *get, const char *want, struct err *e)
{
	sqlite3_stmt *st = NULL;
	const char *got = NULL;
	int same = 0;

	if (sqlite3_prepare_v2(db, get, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		got = (const char *)sqlite3_column_text(st, 0);
	same = got != NULL && strcmp(got, want) == 0;
	if (got == NULL)
		(void)store_failed(db, e);
	else if (!same)
		(void)err_set(e, ERR_IO,
		    "%s is %s and not %s; this disk or SQLite will not do", get,
		    got, want);
	(void)sqlite3_finalize(st);
	return same ? 0 : -1;
}

static int
set_pragmas(sqlite3 *db, int in_memory, struct err *e)
{
	for (size_t i = 0; i < COUNT_OF(pragmas); i++) {
		const struct pragma *p = &pragmas[i];

		if (sqlite3_exec(db, p->set, NULL, NULL, NULL) != SQLITE_OK)
			return store_failed(db, e);
		if (pragma_says(db, p->get,
			in_memory ? p->want_in_memory : p->want, e) != 0)
			return -1;
	}
	return 0;
}

/*
 * Nothing may open other files through SQL, whatever SQL that is, and nothing
 * is written by a trigger that somebody planted in the file.
 */
static int
authorise(void *unused, int action, const char *table, const char *b,
    const char *c, const char *within)
{
	int is_write = action == SQLITE_INSERT || action == SQLITE_UPDATE ||
		       action == SQLITE_DELETE;

	(void)unused, (void)b, (void)c;
	if (action == SQLITE_ATTACH || action == SQLITE_DETACH)
		return SQLITE_DENY;
	return is_write && within != NULL &&
		       !shape_may_trigger(within, action, table)
		   ? SQLITE_DENY
		   : SQLITE_OK;
}

static void
restrain(sqlite3 *db)
{
	(void)sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(
	    db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	(void)sqlite3_limit(db, SQLITE_LIMIT_LENGTH, VALUE_LEN_MAX);
	(void)sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, SQL_LEN_MAX);
	(void)sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	(void)sqlite3_set_authorizer(db, authorise, NULL);
	(void)sqlite3_busy_timeout(db, STORE_BUSY_MS);
}

/* Whose database it is; that it cannot be read at all is said as it is. */
static int
is_ours(sqlite3 *db, struct err *e)
{
	if (pragma_says(db, "PRAGMA application_id", APPLICATION_ID, e) == 0)
		return 0;
	if (sqlite3_errcode(db) != SQLITE_OK &&
	    sqlite3_errcode(db) != SQLITE_ROW &&
	    sqlite3_errcode(db) != SQLITE_DONE)
		return -1;
	return err_set(e, ERR_INTEGRITY,
	    "hall.db is not a database of sanji; restore it from a backup");
}

static int
prepare(struct store *s, enum store_mode mode, int in_memory, struct err *e)
{
	restrain(s->db);
	if (mode != STORE_CREATE && is_ours(s->db, e) != 0)
		return -1;
	if (mode == STORE_CREATE &&
	    sqlite3_exec(s->db, "PRAGMA application_id = " APPLICATION_ID, NULL,
		NULL, NULL) != SQLITE_OK)
		return store_failed(s->db, e);
	if (mode != STORE_OPEN_READ && set_pragmas(s->db, in_memory, e) != 0)
		return -1;
	if (mode != STORE_OPEN_READ && migrate(s->db, e) != 0)
		return -1;
	return mode == STORE_CREATE ? statements_check(s, e) : 0;
}

void
store_start(void)
{
	static int is_done;

	if (is_done)
		return;
	(void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	is_done = 1;
}

static int
check_path(const char *path, enum store_mode mode, struct err *e)
{
	struct stat st;
	int there = stat(path, &st) == 0;

	if (mode == STORE_CREATE && there)
		return err_set(e, ERR_REFUSED,
		    "%s exists already; choose another directory", path);
	if (mode != STORE_CREATE && !there)
		return err_set(e, ERR_NOT_FOUND,
		    "%s does not exist; make a hall with `sanji init` or "
		    "`sanji join`, or name its directory with -C",
		    path);
	return 0;
}

int
store_open(const char *path, enum store_mode mode, struct store **store_out,
    struct err *e)
{
	int in_memory = strcmp(path, STORE_MEMORY) == 0;
	int flags = mode == STORE_CREATE
			? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
			: (mode == STORE_OPEN ? SQLITE_OPEN_READWRITE
					      : SQLITE_OPEN_READONLY);
	struct store *s;

	*store_out = NULL;
	if (!in_memory && check_path(path, mode, e) != 0)
		return -1;
	store_start();
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		return err_nomem(e);
	if (sqlite3_open_v2(path, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL) !=
	    SQLITE_OK) {
		(void)store_failed(s->db, e);
		store_close(s);
		return err_wrap(e, "%s", path);
	}
	if (prepare(s, mode, in_memory, e) != 0) {
		store_close(s);
		return -1;
	}
	*store_out = s;
	return 0;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	store_rollback(s);
	statements_release(s);
	(void)sqlite3_close(s->db);
	free(s);
}

enum {
	TRANSACTION_BEGIN,
	TRANSACTION_BEGIN_READ,
	TRANSACTION_COMMIT,
	TRANSACTION_MARK,
	TRANSACTION_RELEASE_MARK,
};

const char *const transaction_statements[] = {
    [TRANSACTION_BEGIN] = "BEGIN IMMEDIATE",
    [TRANSACTION_BEGIN_READ] = "BEGIN",
    [TRANSACTION_COMMIT] = "COMMIT",
    [TRANSACTION_MARK] = "SAVEPOINT mark",
    [TRANSACTION_RELEASE_MARK] = "RELEASE mark",
    NULL,
};

static int
run(struct store *s, int which, struct err *e)
{
	return statement_run(statement(s, MODULE_TRANSACTION, which), e);
}

int
store_begin(struct store *s, struct err *e)
{
	return run(s, TRANSACTION_BEGIN, e);
}

int
store_begin_read(struct store *s, struct err *e)
{
	return run(s, TRANSACTION_BEGIN_READ, e);
}

int
store_commit(struct store *s, struct err *e)
{
	return run(s, TRANSACTION_COMMIT, e);
}

void
store_rollback(struct store *s)
{
	if (store_is_in_transaction(s))
		(void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	known_forget(s);
}

int
store_mark(struct store *s, struct err *e)
{
	return run(s, TRANSACTION_MARK, e);
}

int
store_release_mark(struct store *s, struct err *e)
{
	return run(s, TRANSACTION_RELEASE_MARK, e);
}

void
store_back_to_mark(struct store *s)
{
	known_forget(s);
	(void)sqlite3_exec(
	    s->db, "ROLLBACK TO mark; RELEASE mark", NULL, NULL, NULL);
}

int
store_is_in_transaction(const struct store *s)
{
	return sqlite3_get_autocommit(s->db) == 0;
}

int
store_check(struct store *s, struct err *e)
{
	if (pragma_says(s->db, "PRAGMA quick_check", "ok", e) != 0)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	return shape_check(s->db, e);
}

int
store_be_alone(struct store *s, struct err *e)
{
	struct err said = ERR_INIT;

	(void)sqlite3_busy_timeout(s->db, 0);
	if (pragma_says(
		s->db, "PRAGMA journal_mode = DELETE", "delete", &said) == 0)
		return 0;
	return err_set(e, ERR_BUSY,
	    "another process has this hall's hall.db open; stop it first "
	    "(`sanji serve`)");
}

void
store_rest(struct store *s)
{
	(void)sqlite3_db_release_memory(s->db);
}
