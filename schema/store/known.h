/*
 * known: numbers in rows that stand for a space, or a branch of a log.
 *
 *	column --is there such a one?--> number, or ERR_INTEGRITY
 *
 * Whoever works with the log keeps both in arrays (sync/ledger/chart.h), and a
 * disk that forgot must not lead beside them.
 */
#ifndef SANJI_STORE_KNOWN_H
#define SANJI_STORE_KNOWN_H

#include "schema/store/statement.h"

/* The number in a column of the present row. */
int column_space(struct store *s, sqlite3_stmt *st, int column, uint32_t *out,
    struct err *e) MUST_CHECK;
int column_branch(struct store *s, sqlite3_stmt *st, int column, uint32_t *out,
    struct err *e) MUST_CHECK;

/* What was known may have been taken back. */
void known_forget(struct store *s);

#endif
