#include "schema/store/log.h"

#include <string.h>

#include "schema/store/known.h"

enum {
	LOG_ADD_SPACE,
	LOG_ADD_LOG,
	LOG_ADD_BRANCH,
	LOG_ADD_KEY,
	LOG_FIND_KEY,
	LOG_ADD_CHANGESET,
	LOG_ADD_RUN,
	LOG_ADD_TIMEWARP,
	LOG_SPACES,
	LOG_LOGS,
	LOG_BRANCHES,
	LOG_FIND,
	LOG_AT,
	LOG_NUMBERED,
	LOG_OIDS,
	LOG_LAST,
	LOG_EXPECTED,
};

#define CHANGESET_COLUMNS                                            \
	"SELECT c.n, c.branch, c.seq, c.depth, c.time, c.id, c.oid," \
	" k.public, c.signature, c.past, c.message"                  \
	" FROM change_set c JOIN key k ON k.id = c.key"

const char *const log_statements[] = {
    [LOG_ADD_SPACE] = "INSERT INTO space (kind, hall) VALUES (:kind, :hall)",
    [LOG_ADD_LOG] = "INSERT INTO log (space, hall, incarnation, tag)"
		    " VALUES (:space, :hall, :incarnation, :tag)",
    [LOG_ADD_BRANCH] = "INSERT INTO branch (log, parent, fork_seq)"
		       " VALUES (:log, :parent, :fork_seq)",
    [LOG_ADD_KEY] = "INSERT INTO key (public) VALUES (:public)",
    [LOG_FIND_KEY] = "SELECT id FROM key WHERE public = :public",
    [LOG_ADD_CHANGESET] =
	"INSERT INTO change_set (id, oid, branch, seq, depth, time, key,"
	" signature, past, carried, message)"
	" VALUES (:id, :oid, :branch, :seq, :depth, :time, :key,"
	" :signature, :past, nullif(:carried, 0), :message)",
    [LOG_ADD_TIMEWARP] = "INSERT INTO timewarp (change_set, seen)"
			 " VALUES (:change_set, :seen)",
    [LOG_ADD_RUN] =
	"INSERT INTO run (n, branch, seq) SELECT :n, :branch, :seq"
	" WHERE NOT EXISTS (SELECT 1 FROM change_set WHERE n = :n - 1"
	" AND branch = :branch AND seq = :seq - 1)",
    [LOG_SPACES] = "SELECT id, kind, hall FROM space WHERE id > :above"
		   " ORDER BY id",
    [LOG_LOGS] = "SELECT id, space, hall, incarnation, tag FROM log"
		 " WHERE id > :above ORDER BY id",
    [LOG_BRANCHES] = "SELECT b.id, b.log, ifnull(b.parent, 0), b.fork_seq,"
		     " ifnull((SELECT r.seq + r.last - r.first"
		     "  FROM whole_run r WHERE r.branch = b.id"
		     "  ORDER BY r.seq DESC LIMIT 1), b.fork_seq)"
		     " FROM branch b ORDER BY b.id",
    [LOG_FIND] = CHANGESET_COLUMNS " WHERE c.id = :id",
    [LOG_AT] = CHANGESET_COLUMNS
    " WHERE c.branch = :branch AND c.seq = :seq AND c.n ="
    " (SELECT r.n + :seq - r.seq FROM run r WHERE r.branch = :branch"
    "  AND r.seq <= :seq ORDER BY r.seq DESC LIMIT 1)",
    [LOG_NUMBERED] = CHANGESET_COLUMNS " WHERE c.n = :n",
    [LOG_OIDS] = "SELECT n, oid FROM change_set",
    [LOG_LAST] = "SELECT ifnull(max(n), 0) FROM change_set",
    [LOG_EXPECTED] = "SELECT max(ifnull((SELECT max(n) FROM change_set), 0),"
		     " ifnull((SELECT max(n) FROM run), 0),"
		     " ifnull((SELECT max(id) >> 10 FROM event), 0))",
    NULL,
};

static sqlite3_stmt *
log_statement(struct store *s, int which)
{
	return statement(s, MODULE_LOG, which);
}

static int
insert(struct store *s, sqlite3_stmt *st, uint32_t *out, struct err *e)
{
	if (statement_run(st, e) != 0)
		return -1;
	*out = (uint32_t)sqlite3_last_insert_rowid(s->db);
	return 0;
}

int
store_space_add(struct store *s, const struct space_name *name, uint32_t *out,
    struct err *e)
{
	sqlite3_stmt *st = log_statement(s, LOG_ADD_SPACE);

	bind_integer(st, ":kind", (int64_t)name->kind);
	bind_text(st, ":hall", name->hall.digits);
	return insert(s, st, out, e);
}

int
store_log_add(struct store *s, uint32_t space, const struct log_name *name,
    uint32_t *out, struct err *e)
{
	sqlite3_stmt *st = log_statement(s, LOG_ADD_LOG);

	bind_integer(st, ":space", space);
	bind_text(st, ":hall", name->hall.digits);
	bind_integer(st, ":incarnation", name->life.number);
	bind_integer(st, ":tag", (int64_t)name->life.tag);
	return insert(s, st, out, e);
}

int
store_branch_add(struct store *s, uint32_t log, uint32_t parent,
    uint64_t fork_seq, uint32_t *out, struct err *e)
{
	sqlite3_stmt *st = log_statement(s, LOG_ADD_BRANCH);

	bind_integer(st, ":log", log);
	if (parent == 0)
		bind_null(st, ":parent");
	else
		bind_integer(st, ":parent", parent);
	bind_integer(st, ":fork_seq", (int64_t)fork_seq);
	return insert(s, st, out, e);
}

static int
key_number(struct store *s, const uint8_t *key, uint32_t *out, struct err *e)
{
	sqlite3_stmt *st = log_statement(s, LOG_FIND_KEY);
	int row;

	bind_blob(st, ":public", key, STORE_KEY_LEN);
	row = statement_step(st, e);
	if (row == 1) {
		*out = (uint32_t)sqlite3_column_int64(st, 0);
		statement_end(st);
	}
	if (row != 0)
		return row == 1 ? 0 : -1;
	st = log_statement(s, LOG_ADD_KEY);
	bind_blob(st, ":public", key, STORE_KEY_LEN);
	return insert(s, st, out, e);
}

int
store_timewarp_add(
    struct store *s, int64_t changeset, int64_t seen, struct err *e)
{
	sqlite3_stmt *st = log_statement(s, LOG_ADD_TIMEWARP);

	bind_integer(st, ":change_set", changeset);
	bind_integer(st, ":seen", seen);
	return statement_run(st, e);
}

int
store_changeset_add(struct store *s, struct store_position *at,
    struct span past, struct span message, int64_t carried, struct err *e)
{
	sqlite3_stmt *st;
	uint32_t key;

	if (key_number(s, at->key, &key, e) != 0)
		return -1;
	st = log_statement(s, LOG_ADD_CHANGESET);
	bind_blob(st, ":id", at->id.bytes, CHANGESET_ID_LEN);
	bind_blob(st, ":oid", at->oid, STORE_OID_LEN);
	bind_integer(st, ":branch", at->branch);
	bind_integer(st, ":seq", (int64_t)at->seq);
	bind_integer(st, ":depth", (int64_t)at->depth);
	bind_integer(st, ":time", at->time);
	bind_integer(st, ":key", key);
	bind_blob(st, ":signature", at->signature, STORE_SIGNATURE_LEN);
	bind_blob(st, ":past", past.bytes, past.len);
	bind_integer(st, ":carried", carried);
	bind_text_len(st, ":message", message.bytes, message.len);
	if (statement_run(st, e) != 0)
		return -1;
	at->n = sqlite3_last_insert_rowid(s->db);
	st = log_statement(s, LOG_ADD_RUN);
	bind_integer(st, ":n", at->n);
	bind_integer(st, ":branch", at->branch);
	bind_integer(st, ":seq", (int64_t)at->seq);
	return statement_run(st, e);
}

static int
take_hall(sqlite3_stmt *st, int column, struct hall_code *out, struct err *e)
{
	return hall_code_parse(column_text(st, column), out) == 0
		   ? 0
		   : err_set(e, ERR_INTEGRITY,
			 "hall.db is damaged; restore it from a backup");
}

int
store_each_space(struct store *s, uint32_t above,
    int (*each)(void *, uint32_t, const struct space_name *, struct err *),
    void *context, struct err *e)
{
	sqlite3_stmt *st = log_statement(s, LOG_SPACES);
	int row;

	bind_integer(st, ":above", above);
	while ((row = statement_step(st, e)) == 1) {
		struct space_name name;

		name.kind = (enum space_kind)sqlite3_column_int(st, 1);
		if (take_hall(st, 2, &name.hall, e) != 0 ||
		    each(context, (uint32_t)sqlite3_column_int64(st, 0), &name,
			e) != 0) {
			statement_end(st);
			return -1;
		}
	}
	return row;
}

int
store_each_log(struct store *s, uint32_t above,
    int (*each)(void *, uint32_t, uint32_t, const struct hall_code *,
	const struct incarnation *, struct err *),
    void *context, struct err *e)
{
	sqlite3_stmt *st = log_statement(s, LOG_LOGS);
	int row;

	bind_integer(st, ":above", above);
	while ((row = statement_step(st, e)) == 1) {
		struct hall_code hall;
		struct incarnation life = {
		    (uint32_t)sqlite3_column_int64(st, 3),
		    (uint64_t)sqlite3_column_int64(st, 4)};

		if (take_hall(st, 2, &hall, e) != 0 ||
		    each(context, (uint32_t)sqlite3_column_int64(st, 0),
			(uint32_t)sqlite3_column_int64(st, 1), &hall, &life,
			e) != 0) {
			statement_end(st);
			return -1;
		}
	}
	return row;
}

int
store_each_branch(struct store *s,
    int (*each)(void *, const struct store_branch *, struct err *),
    void *context, struct err *e)
{
	sqlite3_stmt *st = log_statement(s, LOG_BRANCHES);
	int row;

	while ((row = statement_step(st, e)) == 1) {
		struct store_branch b = {
		    .id = (uint32_t)sqlite3_column_int64(st, 0),
		    .log = (uint32_t)sqlite3_column_int64(st, 1),
		    .parent = (uint32_t)sqlite3_column_int64(st, 2),
		    .fork_seq = (uint64_t)sqlite3_column_int64(st, 3),
		    .head_seq = (uint64_t)sqlite3_column_int64(st, 4),
		};

		if (each(context, &b, e) != 0) {
			statement_end(st);
			return -1;
		}
	}
	return row;
}

static int
copy_blob(struct buf *out, struct span from, struct err *e)
{
	if (out == NULL)
		return 0;
	buf_clear(out);
	return buf_add(out, from.bytes, from.len, e);
}

/* Take the row a statement with CHANGESET_COLUMNS stands on. */
static int
take_changeset(struct store *s, sqlite3_stmt *st, struct store_position *out,
    struct buf *past_out, struct buf *message_out, struct err *e)
{
	int row = statement_step(st, e), failed;

	if (row != 1)
		return row;
	out->n = sqlite3_column_int64(st, 0);
	out->seq = (uint64_t)sqlite3_column_int64(st, 2);
	out->depth = (uint64_t)sqlite3_column_int64(st, 3);
	out->time = sqlite3_column_int64(st, 4);
	failed =
	    column_branch(s, st, 1, &out->branch, e) != 0 ||
	    column_copy(st, 5, out->id.bytes, CHANGESET_ID_LEN, e) != 0 ||
	    column_copy(st, 6, out->oid, STORE_OID_LEN, e) != 0 ||
	    column_copy(st, 7, out->key, STORE_KEY_LEN, e) != 0 ||
	    column_copy(st, 8, out->signature, STORE_SIGNATURE_LEN, e) != 0 ||
	    copy_blob(past_out, column_blob(st, 9), e) != 0 ||
	    (message_out != NULL &&
		copy_blob(message_out, column_blob(st, 10), e) != 0);
	statement_end(st);
	return failed ? -1 : 1;
}

int
store_changeset_find(struct store *s, const struct changeset_id *id,
    struct store_position *out, struct buf *past_out, struct buf *message_out,
    struct err *e)
{
	sqlite3_stmt *st = log_statement(s, LOG_FIND);

	bind_blob(st, ":id", id->bytes, CHANGESET_ID_LEN);
	return take_changeset(s, st, out, past_out, message_out, e);
}

int
store_changeset_at(struct store *s, uint32_t branch, uint64_t seq,
    struct store_position *out, struct buf *past_out, struct buf *message_out,
    struct err *e)
{
	sqlite3_stmt *st = log_statement(s, LOG_AT);

	bind_integer(st, ":branch", branch);
	bind_integer(st, ":seq", (int64_t)seq);
	return take_changeset(s, st, out, past_out, message_out, e);
}

int
store_changeset_numbered(struct store *s, int64_t n, struct store_position *out,
    struct buf *past_out, struct buf *message_out, struct err *e)
{
	sqlite3_stmt *st = log_statement(s, LOG_NUMBERED);

	bind_integer(st, ":n", n);
	return take_changeset(s, st, out, past_out, message_out, e);
}

int
store_each_oid(struct store *s,
    int (*each)(void *, int64_t, const uint8_t *, struct err *), void *context,
    struct err *e)
{
	sqlite3_stmt *st = log_statement(s, LOG_OIDS);
	uint8_t oid[STORE_OID_LEN];
	int row;

	while ((row = statement_step(st, e)) == 1)
		if (column_copy(st, 1, oid, STORE_OID_LEN, e) != 0 ||
		    each(context, sqlite3_column_int64(st, 0), oid, e) != 0) {
			statement_end(st);
			return -1;
		}
	return row;
}

static int
read_number(struct store *s, int which, int64_t *out, struct err *e)
{
	sqlite3_stmt *st = log_statement(s, which);
	int row = statement_step(st, e);

	if (row != 1)
		return -1;
	*out = sqlite3_column_int64(st, 0);
	statement_end(st);
	return 0;
}

int
store_changeset_last(struct store *s, int64_t *out, struct err *e)
{
	return read_number(s, LOG_LAST, out, e);
}

int
store_changeset_expected(struct store *s, int64_t *out, struct err *e)
{
	return read_number(s, LOG_EXPECTED, out, e);
}
