#include "schema/store/case_key.h"

#include <string.h>

#include "schema/store/known.h"

enum {
	KEY_COMMIT,
	KEY_OF_HASH,
	KEY_COMES_BACK,
	KEY_ERASED_ELSEWHERE,
	KEY_OF_OTHER_SPACE,
	KEY_MISS,
	KEY_FIND,
	KEY_PUT,
	KEY_PUT_ELSEWHERE,
	KEY_FOUND,
	KEY_FOUND_EVERYWHERE,
	KEY_WAITING,
	KEY_DESTROY,
	KEY_DESTROY_ELSEWHERE,
	KEY_REFUSE_ELSEWHERE,
	KEYS_OF_RECORD,
	KEYS_OF_CHANGESET,
	KEYS_MISSING,
	KEY_ANY_MISSING,
	KEY_GAPS,
	KEY_NEXT,
	KEY_REWRAP,
	KEYS_FORGET,
};

/* A key committed to, with its row if there is one. */
#define KEY_COLUMNS \
	"SELECT r.space, m.hash, k.wrapped, k.destroyed, k.left_at IS NULL"
#define JOIN_KEYS                           \
	" JOIN record r ON r.id = e.record" \
	" LEFT JOIN case_key k ON k.hash = m.hash AND k.space = r.space"

const char *const case_key_statements[] = {
    [KEY_COMMIT] = "INSERT INTO commitment (event, hash)"
		   " VALUES ((:change_set << 10) + :place, :hash)",
    [KEY_OF_HASH] = "SELECT space = :space, wrapped, destroyed, left_at IS NULL"
		    " FROM case_key WHERE hash = :hash UNION ALL"
		    " SELECT space = :space, NULL, NULL, NULL FROM missing_key"
		    " WHERE hash = :hash",
    [KEY_COMES_BACK] = "DELETE FROM case_key WHERE hash = :hash"
		       " AND space = :space AND left_at < :change_set",
    [KEY_ERASED_ELSEWHERE] =
	"INSERT OR IGNORE INTO case_key (hash, space, destroyed)"
	" SELECT hash, :space, destroyed FROM case_key WHERE hash = :hash"
	" AND destroyed IS NOT NULL AND left_at IS NULL LIMIT 1",
    [KEY_OF_OTHER_SPACE] =
	"INSERT OR IGNORE INTO case_key (hash, space, wrapped)"
	" SELECT hash, :space, wrapped FROM case_key"
	" WHERE hash = :hash AND wrapped IS NOT NULL LIMIT 1",
    [KEY_MISS] = "INSERT OR IGNORE INTO missing_key (hash, space, change_set)"
		 " VALUES (:hash, :space, :change_set)",
    [KEY_FIND] = "SELECT 1, wrapped, destroyed, left_at IS NULL FROM case_key"
		 " WHERE hash = :hash AND space = :space"
		 " UNION ALL SELECT 0, NULL, NULL, NULL FROM missing_key"
		 " WHERE hash = :hash AND space = :space LIMIT 1",
    [KEY_PUT] = "INSERT INTO case_key (hash, space, wrapped)"
		" VALUES (:hash, :space, :wrapped)",
    [KEY_PUT_ELSEWHERE] =
	"INSERT OR IGNORE INTO case_key (hash, space, wrapped)"
	" SELECT :hash, space, :wrapped FROM missing_key"
	" WHERE hash = :hash",
    [KEY_FOUND] = "DELETE FROM missing_key"
		  " WHERE hash = :hash AND space = :space",
    [KEY_FOUND_EVERYWHERE] = "DELETE FROM missing_key WHERE hash = :hash",
    [KEY_WAITING] =
	"SELECT e.record, m.space FROM missing_key m"
	" CROSS JOIN commitment c ON c.event " WITHIN(
	    "m.change_set", "m.change_set") " AND c.hash = m.hash"
					    " CROSS JOIN event e ON e.id = "
					    "c.event WHERE m.hash = :hash",
    [KEY_DESTROY] =
	"INSERT INTO case_key (hash, space, destroyed, left_at)"
	" VALUES (:hash, :space, :destroyed, iif(:for_good, NULL,"
	"  (SELECT max(n) FROM change_set))) ON CONFLICT DO UPDATE SET"
	" wrapped = NULL, destroyed = ifnull(destroyed, excluded.destroyed),"
	" left_at = excluded.left_at",
    [KEY_DESTROY_ELSEWHERE] =
	"UPDATE case_key SET wrapped = NULL,"
	" destroyed = ifnull(destroyed, :destroyed), left_at = NULL"
	" WHERE hash = :hash AND (wrapped IS NOT NULL OR left_at IS NOT NULL)",
    [KEY_REFUSE_ELSEWHERE] =
	"INSERT OR IGNORE INTO case_key (hash, space, destroyed)"
	" SELECT DISTINCT :hash, space, :destroyed FROM missing_key"
	" WHERE hash = :hash",
    [KEYS_OF_RECORD] =
	WITH_EVENTS_OF("id = :record") KEY_COLUMNS FROM_OWN_EVENTS
    " JOIN commitment m ON m.event = e.id" JOIN_KEYS
    " ORDER BY e.status > 2, e.id",
    [KEYS_OF_CHANGESET] = KEY_COLUMNS
    " FROM commitment m JOIN event e ON e.id = m.event" JOIN_KEYS
    " WHERE m.event " WITHIN(":change_set", ":change_set") " ORDER BY m.event",
    [KEYS_MISSING] = "SELECT DISTINCT space, hash, NULL, NULL, NULL"
		     " FROM missing_key",
    [KEY_ANY_MISSING] = "SELECT 1 FROM missing_key LIMIT 1",
    [KEY_GAPS] =
	"SELECT c.branch, min(c.seq) FROM change_set c WHERE c.n IN"
	" (SELECT m.change_set FROM missing_key m WHERE m.space = :space"
	"  UNION ALL SELECT d.n FROM damaged d"
	"  CROSS JOIN change_set x ON x.n = d.n JOIN branch b ON b.id = "
	"x.branch"
	"  JOIN log l ON l.id = b.log WHERE l.space = :space)"
	" GROUP BY c.branch",
    [KEY_NEXT] = "SELECT hash, space, wrapped FROM case_key"
		 " WHERE (hash, space) > (:hash, :space)"
		 " AND wrapped IS NOT NULL ORDER BY hash, space LIMIT 1",
    [KEY_REWRAP] = "UPDATE case_key SET wrapped = :wrapped"
		   " WHERE hash = :hash AND space = :space",
    [KEYS_FORGET] = "DELETE FROM case_key WHERE wrapped IS NOT NULL",
    NULL,
};

static sqlite3_stmt *
key_statement(struct store *s, int which)
{
	return statement(s, MODULE_CASE_KEY, which);
}

/* A statement about the key of that hash in that space. */
static sqlite3_stmt *
about(struct store *s, int which, uint32_t space,
    const uint8_t hash[STORE_KEY_HASH_LEN])
{
	sqlite3_stmt *st = key_statement(s, which);

	bind_integer(st, ":space", space);
	bind_blob(st, ":hash", hash, STORE_KEY_HASH_LEN);
	return st;
}

static int
add_commitment(struct store *s, int64_t changeset, uint32_t place,
    const uint8_t hash[STORE_KEY_HASH_LEN], struct err *e)
{
	sqlite3_stmt *st = key_statement(s, KEY_COMMIT);

	bind_integer(st, ":change_set", changeset);
	bind_integer(st, ":place", place);
	bind_blob(st, ":hash", hash, STORE_KEY_HASH_LEN);
	return statement_run(st, e);
}

/* From the columns wrapped, destroyed and whether for good, at `from`. */
static int
take_state(sqlite3_stmt *st, int from, struct store_key *out, struct err *e)
{
	out->state = STORE_KEY_MISSING;
	if (sqlite3_column_type(st, from + 1) != SQLITE_NULL) {
		out->state = STORE_KEY_DESTROYED;
		out->is_final = sqlite3_column_int(st, from + 2);
	} else if (sqlite3_column_type(st, from) != SQLITE_NULL) {
		out->state = STORE_KEY_LIVE;
		return column_copy(
		    st, from, out->wrapped, STORE_WRAPPED_LEN, e);
	}
	return 0;
}

int
store_key_find(struct store *s, uint32_t space,
    const uint8_t hash[STORE_KEY_HASH_LEN], struct store_key *out,
    struct err *e)
{
	sqlite3_stmt *st = about(s, KEY_FIND, space, hash);
	int row, failed = 0;

	memset(out, 0, sizeof(*out));
	out->space = space;
	memcpy(out->hash, hash, STORE_KEY_HASH_LEN);
	row = statement_step(st, e);
	if (row == 1) {
		failed = take_state(st, 1, out, e);
		statement_end(st);
	}
	return row < 0 ? -1 : failed;
}

/* Of a key that is not held: whether it is lacking from now on; -1. */
static int
becomes_missing(struct store *s, const struct store_key *k, int64_t changeset,
    struct err *e)
{
	sqlite3_stmt *st;

	if (k->state == STORE_KEY_DESTROYED) {
		st = about(s, KEY_COMES_BACK, k->space, k->hash);
		bind_integer(st, ":change_set", changeset);
		if (statement_run(st, e) != 0)
			return -1;
		if (sqlite3_changes(s->db) == 0)
			return 0;
	}
	st = about(s, KEY_ERASED_ELSEWHERE, k->space, k->hash);
	if (statement_run(st, e) != 0)
		return -1;
	if (sqlite3_changes(s->db) > 0)
		return 0;
	st = about(s, KEY_OF_OTHER_SPACE, k->space, k->hash);
	if (statement_run(st, e) != 0)
		return -1;
	return sqlite3_changes(s->db) == 0;
}

/* How it stands with the key of k in its space; *known_out: in any space. */
static int
look_up(struct store *s, struct store_key *k, int *known_out, struct err *e)
{
	sqlite3_stmt *st = about(s, KEY_OF_HASH, k->space, k->hash);
	int row;

	*known_out = 0;
	while ((row = statement_step(st, e)) == 1) {
		*known_out = 1;
		if (sqlite3_column_int(st, 0) == 1 &&
		    take_state(st, 1, k, e) != 0) {
			statement_end(st);
			return -1;
		}
	}
	return row;
}

static int
miss(struct store *s, int64_t changeset, const struct store_key *k,
    struct err *e)
{
	sqlite3_stmt *st = about(s, KEY_MISS, k->space, k->hash);

	bind_integer(st, ":change_set", changeset);
	return statement_run(st, e);
}

/* The key's hash has been heard of before. */
static int
commit_again(struct store *s, int64_t changeset, const struct store_key *k,
    struct err *e)
{
	int missing;

	if (k->state == STORE_KEY_LIVE)
		return 0;
	missing = becomes_missing(s, k, changeset, e);
	return missing == 1 ? miss(s, changeset, k, e) : missing;
}

int
store_key_commit(struct store *s, int64_t changeset, uint32_t place,
    const struct store_key *came, struct err *e)
{
	struct store_key k = {.space = came->space};
	int known;

	memcpy(k.hash, came->hash, STORE_KEY_HASH_LEN);
	if (add_commitment(s, changeset, place, k.hash, e) != 0 ||
	    look_up(s, &k, &known, e) != 0)
		return -1;
	if (known)
		return commit_again(s, changeset, &k, e);
	if (came->state == STORE_KEY_LIVE)
		return store_key_add(s, came, e) == 0 ? 1 : -1;
	return miss(s, changeset, &k, e);
}

/* Spaces that lack the same key: their records were said again. */
static int
put_elsewhere(struct store *s, const struct store_key *k, struct err *e)
{
	sqlite3_stmt *st = key_statement(s, KEY_PUT_ELSEWHERE);

	bind_blob(st, ":hash", k->hash, STORE_KEY_HASH_LEN);
	bind_blob(st, ":wrapped", k->wrapped, STORE_WRAPPED_LEN);
	if (statement_run(st, e) != 0)
		return -1;
	st = key_statement(s, KEY_FOUND_EVERYWHERE);
	bind_blob(st, ":hash", k->hash, STORE_KEY_HASH_LEN);
	return statement_run(st, e);
}

int
store_key_add(struct store *s, const struct store_key *k, struct err *e)
{
	sqlite3_stmt *st = about(s, KEY_PUT, k->space, k->hash);

	bind_blob(st, ":wrapped", k->wrapped, STORE_WRAPPED_LEN);
	return statement_run(st, e);
}

int
store_key_put(struct store *s, const struct store_key *k, struct err *e)
{
	if (store_key_add(s, k, e) != 0)
		return -1;
	return put_elsewhere(s, k, e);
}

int
store_each_waiting(struct store *s, const uint8_t hash[STORE_KEY_HASH_LEN],
    int (*each)(void *, const struct store_waiting *, struct err *),
    void *context, struct err *e)
{
	sqlite3_stmt *st = key_statement(s, KEY_WAITING);
	int row;

	bind_blob(st, ":hash", hash, STORE_KEY_HASH_LEN);
	while ((row = statement_step(st, e)) == 1) {
		struct store_waiting w = {
		    .record = sqlite3_column_int64(st, 0)};

		if (column_space(s, st, 1, &w.space, e) != 0 ||
		    each(context, &w, e) != 0) {
			statement_end(st);
			return -1;
		}
	}
	return row;
}

/* In all other spaces, whether it is held there, lacking, or has left. */
static int
destroy_elsewhere(
    struct store *s, const struct store_key *k, int64_t time_s, struct err *e)
{
	static const int statements[] = {
	    KEY_DESTROY_ELSEWHERE, KEY_REFUSE_ELSEWHERE};
	sqlite3_stmt *st;

	for (size_t i = 0; i < COUNT_OF(statements); i++) {
		st = key_statement(s, statements[i]);
		bind_blob(st, ":hash", k->hash, STORE_KEY_HASH_LEN);
		bind_integer(st, ":destroyed", time_s);
		if (statement_run(st, e) != 0)
			return -1;
	}
	st = key_statement(s, KEY_FOUND_EVERYWHERE);
	bind_blob(st, ":hash", k->hash, STORE_KEY_HASH_LEN);
	return statement_run(st, e);
}

int
store_key_destroy(struct store *s, const struct store_key *k,
    enum store_key_end end, int64_t time_s, struct err *e)
{
	sqlite3_stmt *st = about(s, KEY_DESTROY, k->space, k->hash);

	bind_integer(st, ":destroyed", time_s);
	bind_integer(st, ":for_good", end == STORE_KEY_FOR_GOOD);
	if (statement_run(st, e) != 0 ||
	    statement_run(about(s, KEY_FOUND, k->space, k->hash), e) != 0)
		return -1;
	return end == STORE_KEY_FOR_GOOD ? destroy_elsewhere(s, k, time_s, e)
					 : 0;
}

static int
take_key(
    struct store *s, sqlite3_stmt *st, struct store_key *out, struct err *e)
{
	memset(out, 0, sizeof(*out));
	if (column_space(s, st, 0, &out->space, e) != 0 ||
	    column_copy(st, 1, out->hash, STORE_KEY_HASH_LEN, e) != 0)
		return -1;
	return take_state(st, 2, out, e);
}

static int
each_key(struct store *s, sqlite3_stmt *st, store_key_visitor *each,
    void *context, struct err *e)
{
	struct store_key k;
	int row;

	while ((row = statement_step(st, e)) == 1) {
		if (take_key(s, st, &k, e) != 0 || each(context, &k, e) != 0) {
			statement_end(st);
			return -1;
		}
	}
	return row;
}

int
store_each_key_of_record(struct store *s, int64_t record,
    store_key_visitor *each, void *context, struct err *e)
{
	sqlite3_stmt *st = key_statement(s, KEYS_OF_RECORD);

	bind_integer(st, ":record", record);
	return each_key(s, st, each, context, e);
}

int
store_each_key_of_changeset(struct store *s, int64_t changeset,
    store_key_visitor *each, void *context, struct err *e)
{
	sqlite3_stmt *st = key_statement(s, KEYS_OF_CHANGESET);

	bind_integer(st, ":change_set", changeset);
	return each_key(s, st, each, context, e);
}

int
store_each_missing_key(
    struct store *s, store_key_visitor *each, void *context, struct err *e)
{
	return each_key(s, key_statement(s, KEYS_MISSING), each, context, e);
}

int
store_any_missing_key(struct store *s, struct err *e)
{
	sqlite3_stmt *st = key_statement(s, KEY_ANY_MISSING);
	int row = statement_step(st, e);

	if (row == 1)
		statement_end(st);
	return row;
}

int
store_each_gap(struct store *s, uint32_t space,
    int (*each)(void *, const struct store_gap *, struct err *), void *context,
    struct err *e)
{
	sqlite3_stmt *st = key_statement(s, KEY_GAPS);
	int row;

	bind_integer(st, ":space", space);
	while ((row = statement_step(st, e)) == 1) {
		struct store_gap gap = {
		    .seq = (uint64_t)sqlite3_column_int64(st, 1)};

		if (column_branch(s, st, 0, &gap.branch, e) != 0 ||
		    each(context, &gap, e) != 0) {
			statement_end(st);
			return -1;
		}
	}
	return row;
}

int
store_key_next(struct store *s, struct store_key *k, struct err *e)
{
	sqlite3_stmt *st = about(s, KEY_NEXT, k->space, k->hash);
	int row = statement_step(st, e);

	if (row != 1)
		return row;
	k->state = STORE_KEY_LIVE;
	if (column_space(s, st, 1, &k->space, e) != 0 ||
	    column_copy(st, 2, k->wrapped, STORE_WRAPPED_LEN, e) != 0 ||
	    column_copy(st, 0, k->hash, STORE_KEY_HASH_LEN, e) != 0)
		row = -1;
	statement_end(st);
	return row;
}

int
store_key_rewrap(struct store *s, const struct store_key *k, struct err *e)
{
	sqlite3_stmt *st = about(s, KEY_REWRAP, k->space, k->hash);

	bind_blob(st, ":wrapped", k->wrapped, STORE_WRAPPED_LEN);
	return statement_run(st, e);
}

int
store_keys_forget(struct store *s, struct err *e)
{
	return statement_run(key_statement(s, KEYS_FORGET), e);
}
