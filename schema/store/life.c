#include "schema/store/life.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "schema/store/statement.h"

enum {
	LIFE_READ,
	LIFE_RENEW,
	LIFE_OPEN,
	LIFE_NUMBER_FROM,
	LIFE_NOTE,
};

/* Rulings that were lost with the disk are fewer than these. */
#define RULINGS_LOST_MAX "1000000"

const char *const life_statements[] = {
    [LIFE_READ] = "SELECT token, token_before, place FROM node",
    [LIFE_RENEW] = "UPDATE node SET token = :token, token_before = :before,"
		   " place = :place",
    [LIFE_OPEN] = "UPDATE node SET incarnation = :incarnation, tag = :tag,"
		  " receipt_counter = 0, case_sequence = :base,"
		  " number_base = :base,"
		  " ruling_counter = ruling_counter + " RULINGS_LOST_MAX,
    [LIFE_NUMBER_FROM] = "UPDATE numbering SET last = :base",
    [LIFE_NOTE] = "INSERT INTO life (incarnation, tag, began, reason)"
		  " VALUES (:incarnation, :tag, :began, :reason)",
    NULL,
};

/* A column that may be NULL: 1, 0, -1 if it is of another length. */
static int
optional(sqlite3_stmt *st, int column, uint8_t *out, size_t len, struct err *e)
{
	if (sqlite3_column_type(st, column) == SQLITE_NULL)
		return 0;
	return column_copy(st, column, out, len, e) == 0 ? 1 : -1;
}

int
store_life_read(struct store *s, struct store_life *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_LIFE, LIFE_READ);
	int row = statement_step(st, e), before;

	memset(out, 0, sizeof(*out));
	if (row != 1)
		return row == 0 ? err_set(e, ERR_NOT_FOUND,
				      "this node was never finished; remove "
				      "its directory and join again")
				: -1;
	out->has_token = optional(st, 0, out->token, STORE_TOKEN_LEN, e);
	before = optional(st, 1, out->token_before, STORE_TOKEN_LEN, e);
	out->has_place = optional(st, 2, out->place, STORE_PLACE_LEN, e);
	statement_end(st);
	return out->has_token < 0 || before < 0 || out->has_place < 0 ? -1 : 0;
}

int
store_life_renew(struct store *s, const uint8_t token[STORE_TOKEN_LEN],
    const uint8_t before[STORE_TOKEN_LEN], const uint8_t place[STORE_PLACE_LEN],
    struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_LIFE, LIFE_RENEW);

	bind_blob(st, ":token", token, STORE_TOKEN_LEN);
	bind_blob(st, ":before", before, STORE_TOKEN_LEN);
	bind_blob(st, ":place", place, STORE_PLACE_LEN);
	return statement_run(st, e);
}

int
store_life_open(struct store *s, const struct incarnation *life, int64_t base,
    int64_t time_s, const char *reason, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_LIFE, LIFE_OPEN);

	bind_integer(st, ":incarnation", life->number);
	bind_integer(st, ":tag", (int64_t)life->tag);
	bind_integer(st, ":base", base);
	if (statement_run(st, e) != 0)
		return -1;
	st = statement(s, MODULE_LIFE, LIFE_NUMBER_FROM);
	bind_integer(st, ":base", base);
	if (statement_run(st, e) != 0)
		return -1;
	st = statement(s, MODULE_LIFE, LIFE_NOTE);
	bind_integer(st, ":incarnation", life->number);
	bind_integer(st, ":tag", (int64_t)life->tag);
	bind_integer(st, ":began", time_s);
	bind_text(st, ":reason", reason);
	return statement_run(st, e);
}

/* --- backup -------------------------------------------------------------- */

/* Pages copied before writers get their turn. */
#define PAGES_AT_ONCE 256

/* Bytes of a page; 0 if that is not to be known. */
static uint64_t
page_size(sqlite3 *db)
{
	sqlite3_stmt *st = NULL;
	uint64_t len = 0;

	if (sqlite3_prepare_v2(db, "PRAGMA page_size", -1, &st, NULL) ==
		SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		len = (uint64_t)sqlite3_column_int64(st, 0);
	(void)sqlite3_finalize(st);
	return len;
}

static int
tell_pages(sqlite3_backup *b, uint64_t page_len, const struct progress *p,
    struct err *e)
{
	uint64_t total = (uint64_t)sqlite3_backup_pagecount(b);
	uint64_t left = (uint64_t)sqlite3_backup_remaining(b);

	return progress_tell(p, (total - left) * page_len, total * page_len, e);
}

static int
copy_pages(sqlite3 *from, sqlite3 *to, const struct progress *p, struct err *e)
{
	uint64_t page_len = page_size(from);
	int stopped = 0;

	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
	int rc = SQLITE_OK;

	if (b == NULL)
		return store_failed(to, e);
	/* The read transaction holds one moment fast while others write. */
	while (!stopped &&
	       (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED)) {
		rc = sqlite3_backup_step(b, PAGES_AT_ONCE);
		stopped = tell_pages(b, page_len, p, e) != 0;
	}
	(void)sqlite3_backup_finish(b);
	if (stopped)
		return -1;
	return rc == SQLITE_DONE ? 0 : store_failed(to, e);
}

/* It stands alone, without a WAL beside it, and is nobody's life. */
static int
finish_copy(sqlite3 *copy, struct err *e)
{
	if (sqlite3_exec(copy,
		"PRAGMA journal_mode = DELETE;"
		"UPDATE node SET token = NULL, token_before = NULL,"
		" place = NULL;",
		NULL, NULL, NULL) != SQLITE_OK)
		return store_failed(copy, e);
	return 0;
}

static int
bring_to_disk(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int failed = fd < 0 || fsync(fd) != 0
			 ? err_errno(e, "%s cannot be written", path)
			 : 0;

	if (fd >= 0)
		(void)close(fd);
	return failed;
}

/* A copy holds what the hall holds: for nobody else to read. */
static int
make_private(const char *path, struct err *e)
{
	int fd = open(
	    path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return errno == EEXIST
			   ? err_set(e, ERR_REFUSED,
				 "%s exists already; choose another name", path)
			   : err_errno(e, "%s cannot be written", path);
	(void)close(fd);
	return 0;
}

int
store_backup(
    struct store *s, const char *path, const struct progress *p, struct err *e)
{
	struct store_life unused; /* reading it begins the moment copied */
	sqlite3 *copy = NULL;
	int failed = -1;

	if (make_private(path, e) != 0)
		return -1;
	if (sqlite3_open_v2(path, &copy,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
		NULL) != SQLITE_OK) {
		(void)store_failed(copy, e);
		(void)err_wrap(e, "%s", path);
	} else if (store_begin_read(s, e) == 0) {
		failed = store_life_read(s, &unused, e) != 0 ||
			 copy_pages(s->db, copy, p, e) != 0 ||
			 finish_copy(copy, e) != 0;
		store_rollback(s);
	}
	(void)sqlite3_close(copy);
	if (!failed)
		failed = bring_to_disk(path, e);
	if (failed)
		(void)unlink(path);
	return failed;
}
