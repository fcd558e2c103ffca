#include "schema/store/piece.h"

#include <string.h>

#include "schema/store/known.h"

enum {
	PIECE_NOTE,
	PIECE_COUNT,
	PIECE_ROOM,
	PIECE_MISS,
	PIECE_HOLD,
	PIECE_FOUND,
	PIECE_READ,
	PIECE_FORGET_MISSING,
	PIECE_FORGET_HALLS,
	PIECE_FORGET_BYTES,
	PIECE_FORGET_ROOM,
	PIECE_FORGET,
	MISSING_NEXT,
	MISSING_FIND,
	HELD_NEXT,
	HELD_LAST,
	PIECE_SPACE,
	PIECE_IS_AT,
	PIECE_LAST_AT,
	PIECES_AT,
	PIECE_IS_NOT_AT,
	PIECE_ONLY_HERE,
	PIECE_AWAIT,
	PIECE_ARRIVED,
};

/* Pieces of a record that no other record says. */
#define ONLY_OF_RECORD                                                  \
	"(SELECT hash FROM scan_piece p WHERE p.record = :record AND"   \
	" NOT EXISTS (SELECT 1 FROM scan_piece o WHERE o.hash = p.hash" \
	"  AND o.record <> :record))"

/* Whoever had no business there is not helped to fill the disk. */
#define NO_VIOLATION " e.status NOT IN (6, 7)"

const char *const piece_statements[] = {
    [PIECE_NOTE] =
	"INSERT OR IGNORE INTO scan_piece"
	" (event, number, record, hash, hall, counted)"
	" VALUES ((:change_set << 10) + :place, :number, :record, :hash,"
	"  :hall, :counted)",
    [PIECE_COUNT] = "INSERT INTO scan_room (hall, bytes)"
		    " VALUES (:hall, :counted) ON CONFLICT"
		    " DO UPDATE SET bytes = bytes + excluded.bytes",
    [PIECE_ROOM] = "SELECT bytes FROM scan_room WHERE hall = :hall",
    [PIECE_MISS] =
	"INSERT OR IGNORE INTO missing_piece"
	" (hash, space, event, record, length)"
	" SELECT :hash, :space, (:change_set << 10) + :place, :record, :length"
	" WHERE NOT EXISTS (SELECT 1 FROM piece WHERE hash = :hash)",
    [PIECE_HOLD] = "INSERT OR IGNORE INTO piece (hash, bytes)"
		   " VALUES (:hash, :bytes)",
    [PIECE_FOUND] = "DELETE FROM missing_piece WHERE hash = :hash",
    [PIECE_READ] = "SELECT bytes FROM piece WHERE hash = :hash",
    [PIECE_FORGET_MISSING] = "DELETE FROM missing_piece WHERE record = :record",
    [PIECE_FORGET_HALLS] = "DELETE FROM piece_at WHERE hash IN " ONLY_OF_RECORD,
    [PIECE_FORGET_BYTES] = "DELETE FROM piece WHERE hash IN " ONLY_OF_RECORD,
    [PIECE_FORGET_ROOM] =
	"UPDATE scan_room SET bytes = bytes - ifnull((SELECT sum(p.counted)"
	" FROM scan_piece p WHERE p.record = :record"
	"  AND p.hall = scan_room.hall), 0)",
    [PIECE_FORGET] = "DELETE FROM scan_piece WHERE record = :record",
    [MISSING_NEXT] =
	"SELECT m.id, m.space, m.length, m.hash FROM missing_piece m"
	" JOIN event e ON e.id = m.event WHERE m.id > :above"
	" AND" NO_VIOLATION " ORDER BY m.id LIMIT 1",
    [MISSING_FIND] = "SELECT id, space, length, hash FROM missing_piece"
		     " WHERE hash = :hash LIMIT 1",
    [HELD_NEXT] = "SELECT id, hash FROM piece"
		  " WHERE id > :above AND NOT EXISTS"
		  " (SELECT 1 FROM piece_at a WHERE a.hash = piece.hash"
		  "  AND a.hall = :hall) ORDER BY id LIMIT 1",
    [HELD_LAST] = "SELECT ifnull(max(id), 0) FROM piece",
    [PIECE_SPACE] = "SELECT min(r.space) FROM scan_piece p"
		    " JOIN record r ON r.id = p.record"
		    " WHERE p.hash = :hash AND r.space > :above",
    [PIECE_IS_AT] = "INSERT INTO piece_at (hash, hall, known)"
		    " VALUES (:hash, :hall, :known) ON CONFLICT"
		    " DO UPDATE SET known = excluded.known",
    [PIECE_LAST_AT] = "SELECT hall FROM piece_at WHERE hash = :hash"
		      " ORDER BY known DESC, hall LIMIT 1",
    [PIECES_AT] = "SELECT a.hash FROM piece_at a JOIN piece p"
		  " ON p.hash = a.hash WHERE a.hall = :hall"
		  " ORDER BY a.known DESC, p.id DESC LIMIT :max",
    [PIECE_IS_NOT_AT] = "DELETE FROM piece_at"
			" WHERE hash = :hash AND hall = :hall",
    [PIECE_ONLY_HERE] =
	"SELECT 1 FROM piece h WHERE h.hash IN " ONLY_OF_RECORD
	" AND NOT EXISTS (SELECT 1 FROM piece_at a WHERE a.hash = h.hash)"
	" LIMIT 1",
    [PIECE_AWAIT] = "UPDATE record SET owing = 2 WHERE id = :record",
    [PIECE_ARRIVED] = "UPDATE record SET owing = 1 WHERE owing = 2"
		      " AND id IN (SELECT record FROM scan_piece"
		      "  WHERE hash = :hash)",
    NULL,
};

/* A statement about the piece of that hash. */
static sqlite3_stmt *
about(struct store *s, int which, const uint8_t hash[STORE_PIECE_HASH_LEN])
{
	sqlite3_stmt *st = statement(s, MODULE_PIECE, which);

	bind_blob(st, ":hash", hash, STORE_PIECE_HASH_LEN);
	return st;
}

int
store_piece_note(struct store *s, const struct store_piece *p, struct err *e)
{
	sqlite3_stmt *st = about(s, PIECE_NOTE, p->hash);

	bind_integer(st, ":change_set", p->changeset);
	bind_integer(st, ":place", p->place);
	bind_integer(st, ":number", p->number);
	bind_integer(st, ":record", p->record);
	bind_text(st, ":hall", p->writer.digits);
	bind_integer(st, ":counted", p->has_room ? (int64_t)p->len : 0);
	if (statement_run(st, e) != 0)
		return -1;
	if (!p->has_room)
		return 0;
	st = statement(s, MODULE_PIECE, PIECE_COUNT);
	bind_text(st, ":hall", p->writer.digits);
	bind_integer(st, ":counted", (int64_t)p->len);
	if (statement_run(st, e) != 0)
		return -1;
	st = about(s, PIECE_MISS, p->hash);
	bind_integer(st, ":change_set", p->changeset);
	bind_integer(st, ":place", p->place);
	bind_integer(st, ":space", p->space);
	bind_integer(st, ":record", p->record);
	bind_integer(st, ":length", (int64_t)p->len);
	return statement_run(st, e);
}

int
store_scan_room(struct store *s, const struct hall_code *writer,
    int64_t *bytes_out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_PIECE, PIECE_ROOM);
	int row;

	*bytes_out = 0;
	bind_text(st, ":hall", writer->digits);
	row = statement_step(st, e);
	if (row == 1)
		*bytes_out = sqlite3_column_int64(st, 0);
	statement_end(st);
	return row < 0 ? -1 : 0;
}

int
store_piece_hold(struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN],
    struct span bytes, struct err *e)
{
	sqlite3_stmt *st = about(s, PIECE_HOLD, hash);

	bind_blob(st, ":bytes", bytes.bytes, bytes.len);
	if (statement_run(st, e) != 0)
		return -1;
	return statement_run(about(s, PIECE_FOUND, hash), e);
}

int
store_piece_read(struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN],
    struct buf *out, struct err *e)
{
	sqlite3_stmt *st = about(s, PIECE_READ, hash);
	int row = statement_step(st, e);

	if (row != 1)
		return row;
	if (out != NULL) {
		struct span bytes = column_blob(st, 0);

		if (buf_add(out, bytes.bytes, bytes.len, e) != 0)
			row = -1;
	}
	statement_end(st);
	return row;
}

int
store_pieces_forget(struct store *s, int64_t record, struct err *e)
{
	for (int which = PIECE_FORGET_MISSING; which <= PIECE_FORGET; which++) {
		sqlite3_stmt *st = statement(s, MODULE_PIECE, which);

		bind_integer(st, ":record", record);
		if (statement_run(st, e) != 0)
			return -1;
	}
	return 0;
}

/* The row of a statement about missing pieces: 1, 0, -1. */
static int
take_missing(struct store *s, sqlite3_stmt *st, struct store_missing_piece *out,
    struct err *e)
{
	int row = statement_step(st, e);

	if (row != 1)
		return row;
	out->id = sqlite3_column_int64(st, 0);
	out->len = (size_t)sqlite3_column_int64(st, 2);
	if (column_space(s, st, 1, &out->space, e) != 0 ||
	    column_copy(st, 3, out->hash, STORE_PIECE_HASH_LEN, e) != 0)
		row = -1;
	statement_end(st);
	return row;
}

int
store_missing_piece_next(struct store *s, int64_t above,
    struct store_missing_piece *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_PIECE, MISSING_NEXT);

	bind_integer(st, ":above", above);
	return take_missing(s, st, out, e);
}

int
store_missing_piece_find(struct store *s,
    const uint8_t hash[STORE_PIECE_HASH_LEN], struct store_missing_piece *out,
    struct err *e)
{
	return take_missing(s, about(s, MISSING_FIND, hash), out, e);
}

int
store_held_piece_next(struct store *s, int64_t above,
    const struct hall_code *hall, struct store_held_piece *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_PIECE, HELD_NEXT);
	int row;

	bind_text(st, ":hall", hall->digits);
	bind_integer(st, ":above", above);
	row = statement_step(st, e);
	if (row != 1)
		return row;
	out->id = sqlite3_column_int64(st, 0);
	if (column_copy(st, 1, out->hash, STORE_PIECE_HASH_LEN, e) != 0)
		row = -1;
	statement_end(st);
	return row;
}

int
store_held_piece_last(struct store *s, int64_t *id_out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_PIECE, HELD_LAST);
	int row = statement_step(st, e);

	if (row != 1)
		return -1;
	*id_out = sqlite3_column_int64(st, 0);
	statement_end(st);
	return 0;
}

int
store_piece_space(struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN],
    uint32_t above, uint32_t *out, struct err *e)
{
	sqlite3_stmt *st = about(s, PIECE_SPACE, hash);
	int row;

	bind_integer(st, ":above", above);
	row = statement_step(st, e);
	if (row != 1)
		return row;
	*out = 0;
	if (sqlite3_column_int64(st, 0) != 0 &&
	    column_space(s, st, 0, out, e) != 0)
		row = -1;
	statement_end(st);
	return row < 0 ? -1 : *out != 0;
}

int
store_piece_is_at(struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN],
    const struct hall_code *hall, int64_t time_s, struct err *e)
{
	sqlite3_stmt *st = about(s, PIECE_IS_AT, hash);

	bind_text(st, ":hall", hall->digits);
	bind_integer(st, ":known", time_s);
	if (statement_run(st, e) != 0)
		return -1;
	return statement_run(about(s, PIECE_ARRIVED, hash), e);
}

int
store_pieces_are_only_here(struct store *s, int64_t record, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_PIECE, PIECE_ONLY_HERE);
	int row;

	bind_integer(st, ":record", record);
	row = statement_step(st, e);
	if (row != 1)
		return row;
	statement_end(st);
	st = statement(s, MODULE_PIECE, PIECE_AWAIT);
	bind_integer(st, ":record", record);
	return statement_run(st, e) != 0 ? -1 : 1;
}

int
store_piece_is_not_at(struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN],
    const struct hall_code *hall, struct err *e)
{
	sqlite3_stmt *st = about(s, PIECE_IS_NOT_AT, hash);

	bind_text(st, ":hall", hall->digits);
	return statement_run(st, e);
}

int
store_piece_last_at(struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN],
    struct hall_code *out, struct err *e)
{
	sqlite3_stmt *st = about(s, PIECE_LAST_AT, hash);
	int row = statement_step(st, e);

	if (row != 1)
		return row;
	if (hall_code_parse(column_text(st, 0), out) != 0)
		row = err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	statement_end(st);
	return row;
}

int
store_pieces_at(struct store *s, const struct hall_code *hall, size_t max,
    uint8_t (*out)[STORE_PIECE_HASH_LEN], size_t *count_out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_PIECE, PIECES_AT);
	int row;

	*count_out = 0;
	bind_text(st, ":hall", hall->digits);
	bind_integer(st, ":max", (int64_t)max);
	while ((row = statement_step(st, e)) == 1)
		if (column_copy(st, 0, out[(*count_out)++],
			STORE_PIECE_HASH_LEN, e) != 0) {
			statement_end(st);
			return -1;
		}
	return row;
}
