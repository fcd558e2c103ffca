#include "schema/store/receipt.h"

#include <string.h>

#include "schema/store/known.h"

enum {
	RECEIPT_IS_OLD,
	RECEIPT_PUT,
	RECEIPT_DROP_OLDER,
	RECEIPTS_DROP,
	RECEIPTS_ALL,
	RECEIPTS_OF_SPACE,
	OWN_RECEIPT_PUT,
	OWN_RECEIPT_DROP_OLDER,
	OWN_RECEIPTS,
};

#define RECEIPT_COLUMNS                                               \
	"SELECT signer, space, incarnation, counter, text, signature" \
	" FROM receipt"

const char *const receipt_statements[] = {
    [RECEIPT_IS_OLD] =
	"SELECT 1 FROM receipt WHERE signer = :signer AND space = :space"
	" AND (incarnation, counter) > (:incarnation, :counter)",
    [RECEIPT_PUT] =
	"INSERT OR IGNORE INTO receipt"
	" (signer, space, incarnation, counter, text, signature) VALUES"
	" (:signer, :space, :incarnation, :counter, :text, :signature)",
    [RECEIPT_DROP_OLDER] =
	"DELETE FROM receipt WHERE signer = :signer AND space = :space"
	" AND (incarnation, counter) < (:incarnation, :counter)",
    [RECEIPTS_DROP] =
	"DELETE FROM receipt WHERE signer = :signer AND space = :space",
    [RECEIPTS_ALL] = RECEIPT_COLUMNS " ORDER BY space, signer, text",
    [RECEIPTS_OF_SPACE] =
	RECEIPT_COLUMNS " WHERE space = :space ORDER BY signer, text",
    [OWN_RECEIPT_PUT] =
	"INSERT OR IGNORE INTO own_receipt (space, incarnation, counter, text)"
	" VALUES (:space, :incarnation, :counter, :text)",
    [OWN_RECEIPT_DROP_OLDER] =
	"DELETE FROM own_receipt WHERE space = :space"
	" AND (incarnation, counter) NOT IN (SELECT incarnation, counter"
	" FROM own_receipt WHERE space = :space"
	" ORDER BY incarnation DESC, counter DESC LIMIT :most)",
    [OWN_RECEIPTS] =
	"SELECT space, text FROM own_receipt ORDER BY space, incarnation,"
	" counter, text",
    NULL,
};

static sqlite3_stmt *
about(struct store *s, int which, const struct store_receipt *r)
{
	sqlite3_stmt *st = statement(s, MODULE_RECEIPT, which);

	bind_text(st, ":signer", r->signer.digits);
	bind_integer(st, ":space", r->space);
	bind_integer(st, ":incarnation", r->incarnation);
	bind_integer(st, ":counter", (int64_t)r->counter);
	return st;
}

int
store_receipt_put(
    struct store *s, const struct store_receipt *r, int *new_out, struct err *e)
{
	sqlite3_stmt *st = about(s, RECEIPT_IS_OLD, r);
	int row = statement_step(st, e);

	*new_out = 0;
	statement_end(st);
	if (row != 0)
		return row == 1 ? 0 : -1;
	st = about(s, RECEIPT_PUT, r);
	bind_text_len(st, ":text", r->text.bytes, r->text.len);
	bind_blob(st, ":signature", r->signature, STORE_SIGNATURE_LEN);
	if (statement_run(st, e) != 0)
		return -1;
	*new_out = sqlite3_changes(s->db) > 0;
	return statement_run(about(s, RECEIPT_DROP_OLDER, r), e);
}

int
store_receipts_drop(
    struct store *s, const struct store_receipt *r, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_RECEIPT, RECEIPTS_DROP);

	bind_text(st, ":signer", r->signer.digits);
	bind_integer(st, ":space", r->space);
	return statement_run(st, e);
}

static int
take_receipt(
    struct store *s, sqlite3_stmt *st, struct store_receipt *out, struct err *e)
{
	if (hall_code_parse(column_text(st, 0), &out->signer) != 0)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	out->incarnation = (uint32_t)sqlite3_column_int64(st, 2);
	out->counter = (uint64_t)sqlite3_column_int64(st, 3);
	out->text = column_blob(st, 4);
	return column_space(s, st, 1, &out->space, e) != 0
		   ? -1
		   : column_copy(st, 5, out->signature, STORE_SIGNATURE_LEN, e);
}

int
store_each_receipt(struct store *s, uint32_t space,
    int (*each)(void *, const struct store_receipt *, struct err *),
    void *context, struct err *e)
{
	sqlite3_stmt *st = statement(
	    s, MODULE_RECEIPT, space == 0 ? RECEIPTS_ALL : RECEIPTS_OF_SPACE);
	struct store_receipt r;
	int row;

	if (space != 0)
		bind_integer(st, ":space", space);
	while ((row = statement_step(st, e)) == 1) {
		if (take_receipt(s, st, &r, e) != 0 ||
		    each(context, &r, e) != 0) {
			statement_end(st);
			return -1;
		}
	}
	return row;
}

int
store_own_receipt_put(
    struct store *s, const struct store_receipt *r, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_RECEIPT, OWN_RECEIPT_PUT);

	bind_integer(st, ":space", r->space);
	bind_integer(st, ":incarnation", r->incarnation);
	bind_integer(st, ":counter", (int64_t)r->counter);
	bind_text_len(st, ":text", r->text.bytes, r->text.len);
	if (statement_run(st, e) != 0)
		return -1;
	st = statement(s, MODULE_RECEIPT, OWN_RECEIPT_DROP_OLDER);
	bind_integer(st, ":space", r->space);
	bind_integer(st, ":most", STORE_OWN_RECEIPTS_MAX);
	return statement_run(st, e);
}

int
store_each_own_receipt(struct store *s,
    int (*each)(void *, const struct store_receipt *, struct err *),
    void *context, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_RECEIPT, OWN_RECEIPTS);
	struct store_receipt r = {.space = 0};
	int row;

	while ((row = statement_step(st, e)) == 1) {
		r.text = column_blob(st, 1);
		if (column_space(s, st, 0, &r.space, e) != 0 ||
		    each(context, &r, e) != 0) {
			row = -1;
			break;
		}
	}
	statement_end(st);
	return row;
}
