#include "schema/store/carrier.h"

#include "schema/store/statement.h"

enum {
	QUARANTINE_ADD,
	QUARANTINE_TRIM,
	SYNC_BEGIN,
	SYNC_TRIM,
	SYNC_NOTE,
	SYNC_END,
	STICK_OTHERS,
	STICK_KEEP,
	STICK_FORGET,
	STICK_NEXT,
	DAY_READ,
	DAY_ADD,
	INVITE,
	INVITATION_FIND,
	INVITATION_USE,
};

#define SYNC_COUNTS                                          \
	" bytes_in = :bytes_in, bytes_out = :bytes_out,"     \
	" changesets_in = :changesets_in,"                   \
	" changesets_out = :changesets_out,"                 \
	" pieces_in = :pieces_in, pieces_out = :pieces_out," \
	" refused = :refused, lacking = :lacking,"           \
	" skew = :skew,"                                     \
	" version = :version, free_mib = :free_mib"

const char *const carrier_statements[] = {
    /* Who is refused says it again at every exchange. */
    [QUARANTINE_ADD] = "INSERT INTO quarantine (came, carried, reason, bytes)"
		       " SELECT :came, nullif(:carried, 0), :reason, :bytes"
		       " WHERE NOT EXISTS (SELECT 1 FROM quarantine"
		       "  WHERE bytes = :bytes AND reason = :reason)",
    [QUARANTINE_TRIM] = "DELETE FROM quarantine WHERE id <="
			" (SELECT max(id) FROM quarantine) - :rows",
    [SYNC_BEGIN] = "INSERT INTO sync_record (peer, carrier, began)"
		   " VALUES (:peer, :carrier, :began)",
    [SYNC_TRIM] = "DELETE FROM sync_record WHERE id IN"
		  " (SELECT id FROM sync_record ORDER BY id LIMIT 16)"
		  " AND (id <= :id - :rows OR began < :old)",
    [SYNC_NOTE] =
	"UPDATE sync_record SET heard = :heard," SYNC_COUNTS " WHERE id = :id",
    [SYNC_END] =
	"UPDATE sync_record SET peer = :peer, ended = :ended," SYNC_COUNTS
	", outcome = :outcome WHERE id = :id",
    [STICK_OTHERS] = "SELECT count(*) FROM waiting_stick"
		     " WHERE digest <> :digest",
    /* Of two copies the one that is cut off later. */
    [STICK_KEEP] = "INSERT INTO waiting_stick (digest, came, bytes)"
		   " VALUES (:digest, :came, :bytes) ON CONFLICT DO UPDATE"
		   " SET bytes = excluded.bytes"
		   " WHERE length(excluded.bytes) > length(bytes)",
    [STICK_FORGET] = "DELETE FROM waiting_stick WHERE digest = :digest",
    [STICK_NEXT] = "SELECT id, bytes FROM waiting_stick WHERE id > :above"
		   " ORDER BY id LIMIT 1",
    [DAY_READ] = "SELECT coalesce((SELECT bytes FROM day_bytes"
		 " WHERE hall = :hall AND day = :day), 0)",
    [DAY_ADD] = "INSERT INTO day_bytes (hall, day, bytes)"
		" VALUES (:hall, :day, :bytes) ON CONFLICT DO UPDATE SET"
		" bytes = excluded.bytes + iif(day = excluded.day, bytes, 0),"
		" day = excluded.day",
    [INVITE] = "INSERT INTO invitation (secret_hash, hall, purpose, expires)"
	       " VALUES (:secret_hash, :hall, :purpose, :expires)",
    [INVITATION_FIND] = "SELECT hall, purpose, expires, ifnull(used, 0)"
			" FROM invitation WHERE secret_hash = :secret_hash",
    [INVITATION_USE] = "UPDATE invitation SET used = :used"
		       " WHERE secret_hash = :secret_hash",
    NULL,
};

#define DIGEST_LEN 32

static sqlite3_stmt *
carrier_statement(struct store *s, int which)
{
	return statement(s, MODULE_CARRIER, which);
}

int
store_quarantine(struct store *s, int64_t time_s, int64_t carried,
    const char *reason, struct span bytes, struct err *e)
{
	sqlite3_stmt *st = carrier_statement(s, QUARANTINE_ADD);
	size_t kept =
	    bytes.len < QUARANTINE_BYTES_MAX ? bytes.len : QUARANTINE_BYTES_MAX;

	bind_integer(st, ":came", time_s);
	bind_integer(st, ":carried", carried);
	bind_text(st, ":reason", reason);
	bind_blob(st, ":bytes", bytes.bytes, kept);
	if (statement_run(st, e) != 0)
		return -1;
	st = carrier_statement(s, QUARANTINE_TRIM);
	bind_integer(st, ":rows", QUARANTINE_ROWS_MAX);
	return statement_run(st, e);
}

int
store_sync_begin(struct store *s, const char *peer, const char *carrier,
    int64_t time_s, int64_t *out, struct err *e)
{
	sqlite3_stmt *st = carrier_statement(s, SYNC_BEGIN);

	bind_text(st, ":peer", peer);
	bind_text(st, ":carrier", carrier);
	bind_integer(st, ":began", time_s);
	if (statement_run(st, e) != 0)
		return -1;
	*out = sqlite3_last_insert_rowid(s->db);
	st = carrier_statement(s, SYNC_TRIM);
	bind_integer(st, ":id", *out);
	bind_integer(st, ":rows", SYNC_RECORDS_MAX);
	bind_integer(st, ":old", time_s - SYNC_KEPT_S);
	return statement_run(st, e);
}

static void
bind_totals(sqlite3_stmt *st, const struct store_sync_totals *t)
{
	bind_integer(st, ":bytes_in", t->bytes_in);
	bind_integer(st, ":bytes_out", t->bytes_out);
	bind_integer(st, ":changesets_in", t->changesets_in);
	bind_integer(st, ":changesets_out", t->changesets_out);
	bind_integer(st, ":pieces_in", t->pieces_in);
	bind_integer(st, ":pieces_out", t->pieces_out);
	bind_integer(st, ":refused", t->refused);
	bind_integer(st, ":lacking", t->lacking);
	if (t->has_skew)
		bind_integer(st, ":skew", t->skew_s);
	if (t->version == NULL || t->version[0] == '\0')
		return;
	bind_text(st, ":version", t->version);
	if (t->free_mib >= 0)
		bind_integer(st, ":free_mib", t->free_mib);
}

int
store_sync_note(struct store *s, int64_t id, int64_t heard_s,
    const struct store_sync_totals *t, struct err *e)
{
	sqlite3_stmt *st = carrier_statement(s, SYNC_NOTE);

	bind_integer(st, ":id", id);
	bind_integer(st, ":heard", heard_s);
	bind_totals(st, t);
	return statement_run(st, e);
}

int
store_sync_end(struct store *s, int64_t id, const char *peer, int64_t time_s,
    const struct store_sync_totals *t, const char *outcome, struct err *e)
{
	sqlite3_stmt *st = carrier_statement(s, SYNC_END);

	bind_integer(st, ":id", id);
	bind_text(st, ":peer", peer);
	bind_integer(st, ":ended", time_s);
	bind_totals(st, t);
	bind_text(st, ":outcome", outcome);
	return statement_run(st, e);
}

int
store_stick_keep(struct store *s, const uint8_t digest[32], int64_t time_s,
    struct span bytes, struct err *e)
{
	sqlite3_stmt *st = carrier_statement(s, STICK_OTHERS);
	int64_t count;
	int row;

	bind_blob(st, ":digest", digest, DIGEST_LEN);
	row = statement_step(st, e);
	count = row == 1 ? sqlite3_column_int64(st, 0) : 0;
	statement_end(st);
	if (row != 1)
		return -1;
	if (count >= WAITING_STICKS_MAX || bytes.len > WAITING_STICK_BYTES_MAX)
		return err_set(e, ERR_LIMIT,
		    "this stick starts after what is held here, and no more "
		    "can be kept waiting (%d sticks, %zu bytes each); bring "
		    "the earlier ones first",
		    WAITING_STICKS_MAX, WAITING_STICK_BYTES_MAX);
	st = carrier_statement(s, STICK_KEEP);
	bind_blob(st, ":digest", digest, DIGEST_LEN);
	bind_integer(st, ":came", time_s);
	bind_blob(st, ":bytes", bytes.bytes, bytes.len);
	return statement_run(st, e);
}

int
store_stick_forget(struct store *s, const uint8_t digest[32], struct err *e)
{
	sqlite3_stmt *st = carrier_statement(s, STICK_FORGET);

	bind_blob(st, ":digest", digest, DIGEST_LEN);
	return statement_run(st, e);
}

int
store_stick_next(struct store *s, int64_t above, int64_t *id_out,
    struct buf *bytes_out, struct err *e)
{
	sqlite3_stmt *st = carrier_statement(s, STICK_NEXT);
	struct span bytes;
	int row;

	bind_integer(st, ":above", above);
	row = statement_step(st, e);
	if (row != 1)
		return row;
	*id_out = sqlite3_column_int64(st, 0);
	bytes = column_blob(st, 1);
	buf_clear(bytes_out);
	if (buf_add(bytes_out, bytes.bytes, bytes.len, e) != 0)
		row = -1;
	statement_end(st);
	return row;
}

int
store_day_bytes(
    struct store *s, const char *hall, int64_t day, int64_t *out, struct err *e)
{
	sqlite3_stmt *st = carrier_statement(s, DAY_READ);
	int row;

	bind_text(st, ":hall", hall);
	bind_integer(st, ":day", day);
	row = statement_step(st, e);
	*out = row == 1 ? sqlite3_column_int64(st, 0) : 0;
	statement_end(st);
	return row == 1 ? 0 : -1;
}

int
store_day_bytes_add(struct store *s, const char *hall, int64_t day,
    int64_t bytes, struct err *e)
{
	sqlite3_stmt *st = carrier_statement(s, DAY_ADD);

	bind_text(st, ":hall", hall);
	bind_integer(st, ":day", day);
	bind_integer(st, ":bytes", bytes);
	return statement_run(st, e);
}

int
store_invite(struct store *s, const uint8_t secret_hash[32],
    const struct store_invitation *invitation, struct err *e)
{
	sqlite3_stmt *st = carrier_statement(s, INVITE);

	bind_blob(st, ":secret_hash", secret_hash, DIGEST_LEN);
	bind_text(st, ":hall", invitation->hall.digits);
	bind_integer(st, ":purpose", invitation->purpose);
	bind_integer(st, ":expires", invitation->expires);
	return statement_run(st, e);
}

int
store_invitation_find(struct store *s, const uint8_t secret_hash[32],
    struct store_invitation *out, struct err *e)
{
	sqlite3_stmt *st = carrier_statement(s, INVITATION_FIND);
	int row;

	bind_blob(st, ":secret_hash", secret_hash, DIGEST_LEN);
	row = statement_step(st, e);
	if (row != 1)
		return row;
	if (hall_code_parse(column_text(st, 0), &out->hall) != 0)
		row = err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	out->purpose = sqlite3_column_int(st, 1);
	out->expires = sqlite3_column_int64(st, 2);
	out->used = sqlite3_column_int64(st, 3);
	statement_end(st);
	return row;
}

int
store_invitation_use(struct store *s, const uint8_t secret_hash[32],
    int64_t time_s, struct err *e)
{
	sqlite3_stmt *st = carrier_statement(s, INVITATION_USE);

	bind_blob(st, ":secret_hash", secret_hash, DIGEST_LEN);
	bind_integer(st, ":used", time_s);
	return statement_run(st, e);
}
