/*
 * store: hall.db, one SQLite file with the log and what follows from it.
 *
 *	log rows, projections --> [store] --one transaction, one fsync--> disk
 *
 * The only place that speaks SQL.  A store is used by one thread; several
 * processes may have the same file open, writers take turns.
 */
#ifndef SANJI_STORE_STORE_H
#define SANJI_STORE_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/base/name.h"

struct store;

/* Bytes that belong to somebody else. */
struct span {
	const void *bytes;
	size_t len;
};

enum store_mode {
	STORE_CREATE,	 /* must not exist yet */
	STORE_OPEN,	 /* must exist */
	STORE_OPEN_READ, /* must exist; nothing is ever written */
};

/* In memory, for the simulator and tests; the caller chooses STORE_CREATE. */
#define STORE_MEMORY ":memory:"

/* How long a writer waits for another process before ERR_BUSY. */
#define STORE_BUSY_MS 10000

/*
 * Tell SQLite what it need not do: lock, as only one thread speaks SQL, and
 * count its memory, as nobody asks.  store_open() does so itself; whoever
 * uses SQLite before calls this first.
 */
void store_start(void);

/*
 * Open, check the pragmas by reading them back, migrate.  The caller owns
 * *store_out and closes it.  -1 with ERR_NOT_FOUND, ERR_REFUSED (exists, or
 * made by a newer program), ERR_INTEGRITY (not a database), ERR_IO.
 */
int store_open(const char *path, enum store_mode mode, struct store **store_out,
    struct err *e) MUST_CHECK;

/* Close; an open transaction is rolled back.  NULL is fine. */
void store_close(struct store *s);

/*
 * Begin (IMMEDIATE), commit, roll back.  What is committed is on the disk
 * when commit returns 0.  ERR_BUSY, ERR_IO (disk full says so).
 */
int store_begin(struct store *s, struct err *e) MUST_CHECK;
int store_commit(struct store *s, struct err *e) MUST_CHECK;
void store_rollback(struct store *s);

/*
 * Within a transaction: a place to go back to.  Going back or releasing
 * ends it.
 */
int store_mark(struct store *s, struct err *e) MUST_CHECK;
int store_release_mark(struct store *s, struct err *e) MUST_CHECK;
void store_back_to_mark(struct store *s);

/* Begin a transaction that only reads, for one consistent view. */
int store_begin_read(struct store *s, struct err *e) MUST_CHECK;

/* Whether a transaction is open. */
int store_is_in_transaction(const struct store *s);

/*
 * A number that changes when another process has committed something; our
 * own commits do not change it.
 */
int
store_outside_version(struct store *s, int64_t *out, struct err *e) MUST_CHECK;

/*
 * SQLite's own check of the file, and that its tables, indices and triggers are
 * those of schema/sql/ and no others: 0, or -1 with ERR_INTEGRITY.
 */
int store_check(struct store *s, struct err *e) MUST_CHECK;

/*
 * Bring everything into the database file and cut the WAL off, so that
 * nothing overwritten is left in it.  1; 0: another process is reading, try
 * again; -1.  Not within a transaction.
 */
int store_forget_wal(struct store *s, struct err *e) MUST_CHECK;

/*
 * Bring everything into the database file and do without a WAL, so that the
 * file can be moved away.  -1 with ERR_BUSY if another process has it open.
 */
int store_be_alone(struct store *s, struct err *e) MUST_CHECK;

/* Give back the memory of pages that were read; they are read again. */
void store_rest(struct store *s);

#endif
