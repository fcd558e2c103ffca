#include "schema/store/node.h"

#include <string.h>

#include "schema/store/statement.h"

enum {
	NODE_MAKE,
	NODE_READ,
	NODE_COUNT_RECEIPT,
	NODE_RECEIPTS,
	NODE_COUNT_CASE,
	NODE_CASES,
	NODE_START_CASES,
	NODE_COUNT_RULING,
	NODE_RULINGS,
	NODE_COUNT_KIND,
	NODE_NUMBER_OF_KIND,
	NODE_OUTSIDE_VERSION,
	NODE_FORGET_WAL,
};

const char *const node_statements[] = {
    [NODE_MAKE] = "INSERT INTO node (one, hall, county, incarnation, tag)"
		  " VALUES (1, :hall, :county, :incarnation, :tag)",
    [NODE_READ] = "SELECT hall, county, incarnation, tag FROM node",
    /* Counted and read apart: RETURNING keeps its rows in a table. */
    [NODE_COUNT_RECEIPT] = "UPDATE node SET"
			   " receipt_counter = receipt_counter + 1",
    [NODE_RECEIPTS] = "SELECT receipt_counter FROM node",
    [NODE_COUNT_CASE] = "UPDATE node SET case_sequence = case_sequence + 1",
    [NODE_CASES] = "SELECT case_sequence FROM node",
    [NODE_COUNT_RULING] = "UPDATE node SET ruling_counter ="
			  " ruling_counter + 1",
    [NODE_RULINGS] = "SELECT ruling_counter FROM node",
    [NODE_START_CASES] = "UPDATE node SET case_sequence = :next - 1"
			 " WHERE case_sequence < :next",
    [NODE_COUNT_KIND] = "INSERT INTO numbering (kind, last) VALUES"
			" (:kind, 1 + (SELECT number_base FROM node))"
			" ON CONFLICT DO UPDATE SET last = last + 1",
    [NODE_NUMBER_OF_KIND] = "SELECT last FROM numbering WHERE kind = :kind",
    [NODE_OUTSIDE_VERSION] = "PRAGMA data_version",
    [NODE_FORGET_WAL] = "PRAGMA wal_checkpoint(TRUNCATE)",
    NULL,
};

int
store_node_make(struct store *s, const struct store_node *node, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_NODE, NODE_MAKE);

	bind_text(st, ":hall", node->hall.digits);
	bind_blob(st, ":county", node->county.bytes, CHANGESET_ID_LEN);
	bind_integer(st, ":incarnation", node->life.number);
	bind_integer(st, ":tag", (int64_t)node->life.tag);
	return statement_run(st, e);
}

int
store_node_read(struct store *s, struct store_node *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_NODE, NODE_READ);
	int row = statement_step(st, e), failed = 0;

	if (row < 0)
		return -1;
	if (row == 0)
		return err_set(e, ERR_NOT_FOUND,
		    "this node was never finished; remove its directory and "
		    "join again");
	if (hall_code_parse(column_text(st, 0), &out->hall) != 0)
		failed = err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	if (column_copy(st, 1, out->county.bytes, CHANGESET_ID_LEN, e) != 0)
		failed = -1;
	out->life.number = (uint32_t)sqlite3_column_int64(st, 2);
	out->life.tag = (uint64_t)sqlite3_column_int64(st, 3);
	statement_end(st);
	return failed;
}

/* One row, one number. */
static int
read_number(sqlite3_stmt *st, int64_t *out, struct err *e)
{
	int row = statement_step(st, e);

	if (row < 0)
		return -1;
	if (row == 0)
		return err_set(e, ERR_NOT_FOUND,
		    "this node was never finished; remove its directory and "
		    "join again");
	*out = sqlite3_column_int64(st, 0);
	return statement_step(st, e);
}

static int
next_number(struct store *s, int count, int read, uint64_t *out, struct err *e)
{
	if (statement_run(statement(s, MODULE_NODE, count), e) != 0)
		return -1;
	return read_number(statement(s, MODULE_NODE, read), (int64_t *)out, e);
}

int
store_node_next_receipt(struct store *s, uint64_t *out, struct err *e)
{
	return next_number(s, NODE_COUNT_RECEIPT, NODE_RECEIPTS, out, e);
}

int
store_node_last_receipt(struct store *s, uint64_t *out, struct err *e)
{
	return read_number(
	    statement(s, MODULE_NODE, NODE_RECEIPTS), (int64_t *)out, e);
}

int
store_node_next_case(struct store *s, uint64_t *out, struct err *e)
{
	return next_number(s, NODE_COUNT_CASE, NODE_CASES, out, e);
}

int
store_node_next_ruling(struct store *s, uint64_t *out, struct err *e)
{
	return next_number(s, NODE_COUNT_RULING, NODE_RULINGS, out, e);
}

int
store_node_start_cases(struct store *s, uint64_t next, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_NODE, NODE_START_CASES);

	bind_integer(st, ":next", (int64_t)next);
	if (statement_run(st, e) != 0)
		return -1;
	if (sqlite3_changes(s->db) == 0)
		return err_set(e, ERR_REFUSED,
		    "numbers go on from here; they can start later, never "
		    "earlier");
	return 0;
}

int
store_node_next_of(
    struct store *s, const char *kind, uint64_t *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_NODE, NODE_COUNT_KIND);

	bind_text(st, ":kind", kind);
	if (statement_run(st, e) != 0)
		return -1;
	st = statement(s, MODULE_NODE, NODE_NUMBER_OF_KIND);
	bind_text(st, ":kind", kind);
	return read_number(st, (int64_t *)out, e);
}

int
store_outside_version(struct store *s, int64_t *out, struct err *e)
{
	return read_number(
	    statement(s, MODULE_NODE, NODE_OUTSIDE_VERSION), out, e);
}

/* The pragma's row says first whether somebody was in the way. */
int
store_forget_wal(struct store *s, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_NODE, NODE_FORGET_WAL);
	int row = statement_step(st, e), busy = 1;

	if (row == 1)
		busy = sqlite3_column_int(st, 0);
	statement_end(st);
	return row < 0 ? -1 : !busy;
}
