#include "schema/store/damage.h"

#include "schema/store/statement.h"

enum {
	DAMAGE_REINDEX,
	DAMAGE_NOTE,
	DAMAGE_FORGET,
	DAMAGE_FIND,
	DAMAGE_FIRST,
	DAMAGE_KEY,
	DAMAGE_MEND,
	KEY_MISS,
	KEY_DROP,
	PIECE_MISS,
	PIECE_DROP,
};

const char *const damage_statements[] = {
    [DAMAGE_REINDEX] = "REINDEX",
    [DAMAGE_NOTE] = "INSERT OR IGNORE INTO damaged (n) VALUES (:n)",
    [DAMAGE_FORGET] = "DELETE FROM damaged WHERE n = :n",
    [DAMAGE_FIND] = "SELECT 1 FROM damaged WHERE :n IN (0, n) LIMIT 1",
    [DAMAGE_FIRST] = "SELECT min(c.seq) FROM damaged d"
		     " CROSS JOIN change_set c ON c.n = d.n"
		     " WHERE :branch IN (0, c.branch)",
    [DAMAGE_KEY] = "INSERT OR IGNORE INTO key (public) VALUES (:public)",
    [DAMAGE_MEND] = "UPDATE change_set SET id = :id, oid = :oid,"
		    " signature = :signature, message = :message,"
		    " depth = :depth, time = :time, past = :past,"
		    " key = (SELECT k.id FROM key k WHERE k.public = :public)"
		    " WHERE n = :n",
    /* An event's number begins with that of its change set. */
    [KEY_MISS] = "INSERT OR IGNORE INTO missing_key (hash, space, change_set)"
		 " SELECT m.hash, r.space, e.id >> 10 FROM commitment m"
		 " JOIN event e ON e.id = m.event"
		 " JOIN record r ON r.id = e.record"
		 " WHERE m.hash = :hash AND r.space = :space",
    [KEY_DROP] = "DELETE FROM case_key WHERE hash = :hash AND space = :space",
    [PIECE_MISS] =
	"INSERT OR IGNORE INTO missing_piece"
	" (hash, space, event, record, length)"
	" SELECT p.hash, r.space, p.event, p.record,"
	"  iif(p.counted > 0, p.counted, length(b.bytes)) FROM scan_piece p"
	" JOIN record r ON r.id = p.record JOIN piece b ON b.hash = p.hash"
	" WHERE p.hash = :hash ORDER BY p.event",
    [PIECE_DROP] = "DELETE FROM piece WHERE hash = :hash",
    NULL,
};

static sqlite3_stmt *
damage_statement(struct store *s, int which)
{
	return statement(s, MODULE_DAMAGE, which);
}

int
store_reindex(struct store *s, struct err *e)
{
	return statement_run(damage_statement(s, DAMAGE_REINDEX), e);
}

static int
run_about(struct store *s, int which, int64_t n, struct err *e)
{
	sqlite3_stmt *st = damage_statement(s, which);

	bind_integer(st, ":n", n);
	return statement_run(st, e);
}

int
store_damage_note(struct store *s, int64_t n, struct err *e)
{
	return run_about(s, DAMAGE_NOTE, n, e);
}

int
store_damage_forget(struct store *s, int64_t n, struct err *e)
{
	return run_about(s, DAMAGE_FORGET, n, e);
}

int
store_damage_find(struct store *s, int64_t n, struct err *e)
{
	sqlite3_stmt *st = damage_statement(s, DAMAGE_FIND);
	int row;

	bind_integer(st, ":n", n);
	row = statement_step(st, e);
	statement_end(st);
	return row;
}

int
store_damage_first(
    struct store *s, uint32_t branch, uint64_t *seq_out, struct err *e)
{
	sqlite3_stmt *st = damage_statement(s, DAMAGE_FIRST);
	int row;

	bind_integer(st, ":branch", branch);
	row = statement_step(st, e);
	*seq_out = row == 1 ? (uint64_t)sqlite3_column_int64(st, 0) : 0;
	statement_end(st);
	return row == 1 ? *seq_out != 0 : row;
}

static int
keep_key(struct store *s, const uint8_t *public, struct err *e)
{
	sqlite3_stmt *st = damage_statement(s, DAMAGE_KEY);

	bind_blob(st, ":public", public, STORE_KEY_LEN);
	return statement_run(st, e);
}

int
store_changeset_mend(struct store *s, const struct store_position *row,
    struct span past, struct span message, struct err *e)
{
	sqlite3_stmt *st;

	if (keep_key(s, row->key, e) != 0)
		return -1;
	st = damage_statement(s, DAMAGE_MEND);
	bind_integer(st, ":n", row->n);
	bind_blob(st, ":id", row->id.bytes, CHANGESET_ID_LEN);
	bind_blob(st, ":oid", row->oid, STORE_OID_LEN);
	bind_blob(st, ":signature", row->signature, STORE_SIGNATURE_LEN);
	bind_blob(st, ":public", row->key, STORE_KEY_LEN);
	bind_integer(st, ":depth", (int64_t)row->depth);
	bind_integer(st, ":time", row->time);
	bind_blob(st, ":past", past.bytes, past.len);
	bind_text_len(st, ":message", message.bytes, message.len);
	if (statement_run(st, e) != 0)
		return -1;
	return store_damage_forget(s, row->n, e);
}

static int
run_by_hash(struct store *s, int which, const uint8_t *hash, struct err *e)
{
	sqlite3_stmt *st = damage_statement(s, which);

	bind_blob(st, ":hash", hash, STORE_PIECE_HASH_LEN);
	return statement_run(st, e);
}

int
store_piece_lose(
    struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN], struct err *e)
{
	return run_by_hash(s, PIECE_MISS, hash, e) != 0 ||
		       run_by_hash(s, PIECE_DROP, hash, e) != 0
		   ? -1
		   : 0;
}

int
store_key_lose(struct store *s, const struct store_key *k, struct err *e)
{
	for (int which = KEY_MISS; which <= KEY_DROP; which++) {
		sqlite3_stmt *st = damage_statement(s, which);

		bind_blob(st, ":hash", k->hash, STORE_KEY_HASH_LEN);
		bind_integer(st, ":space", k->space);
		if (statement_run(st, e) != 0)
			return -1;
	}
	return 0;
}
