#include "schema/store/record.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "schema/store/projection.h"
#include "schema/store/known.h"

enum {
	RECORD_FIND,
	RECORD_ADD,
	RECORD_READ,
	RECORD_SET,
	EVENT_ADD,
	EVENT_IS_LAST,
	EVENT_SET,
	EVENT_NUMBERED,
	EVENT_NAMED,
	EVENTS_OF_TYPE,
	EVENTS_OF_CHANGESET,
	EVENTS_NOT_IN_FORCE,
	EVENT_RECORD,
	ANY_WAITING,
	DIRTY_WAITING,
	DIRTY_OF_HALL,
	DIRTY_OF_BRANCH,
	DIRTY_ALL,
	DIRTY_NEXT,
	OWING_SET,
	OWING_NEXT,
	FORGET_NUMBERS,
	FORGET_NUMBERS_UPTO,
	FORGET_DUE_DAYS,
	FORGET_LOOKUPS,
	FORGET_LOOKUPS_NEW,
	FORGET_PERSONS_ALIKE,
	FORGET_COMMITMENTS,
	FORGET_MISSING_KEYS,
	FORGET_SCAN_PIECES,
	FORGET_SCAN_ROOM,
	FORGET_MISSING_PIECES,
	FORGET_EVENTS,
	FORGET_RECORDS,
};

#define EVENT_COLUMNS                                                   \
	"SELECT c.n, c.branch, c.seq, c.depth, c.time, c.id, k.public," \
	" c.past, e.place, e.kind,"                                     \
	" substr(CAST(c.message AS BLOB), e.offset + 1, e.length),"     \
	" e.status, e.reason, e.against_change_set, e.against_place"

/* The column after those. */
enum { EVENT_BEFORE = 15 };

#define JOIN_CHANGE_SET                            \
	" JOIN change_set c ON c.n = e.change_set" \
	" JOIN key k ON k.id = c.key"

const char *const record_statements[] = {
    [RECORD_FIND] = "SELECT id, space, state, version, dirty,"
		    " ifnull(last_event, 0) FROM record"
		    " WHERE space = :space AND type = :type AND name = :name",
    [RECORD_ADD] = "INSERT INTO record (space, type, name)"
		   " VALUES (:space, :type, :name)",
    [RECORD_READ] =
	"SELECT id, space, state, version, dirty,"
	" ifnull(last_event, 0), type, name FROM record WHERE id = :id",
    [RECORD_SET] = "UPDATE record SET state = :state, dirty = 0,"
		   " version = version + :changed WHERE id = :id",
    [EVENT_ADD] = "INSERT INTO event (id, record, before, kind, offset,"
		  " length) VALUES (:id, :record, nullif(:before, 0), :kind,"
		  " :offset, :length)",
    [EVENT_IS_LAST] = "UPDATE record SET last_event = :id"
		      " WHERE id = :record",
    [EVENT_SET] = "UPDATE event SET status = :status, reason = :reason,"
		  " against_change_set = nullif(:against, 0),"
		  " against_place = iif(:against = 0, NULL, :against_place)"
		  " WHERE id = :id",
    [EVENT_NUMBERED] = EVENT_COLUMNS ", e.before FROM event e" JOIN_CHANGE_SET
				     " WHERE e.id = :id",
    [EVENT_NAMED] =
	EVENT_COLUMNS " FROM change_set c CROSS JOIN event e ON e.id " WITHIN(
	    "c.n", "c.n") " AND e.place = :place JOIN key k ON k.id = c.key"
			  " WHERE c.id = :changeset AND e.record = :record",
    [EVENTS_OF_TYPE] = WITH_EVENTS_OF("space = :space AND type = :type")
	EVENT_COLUMNS FROM_OWN_EVENTS JOIN_CHANGE_SET " ORDER BY e.id",
    [EVENTS_OF_CHANGESET] = EVENT_COLUMNS
    " FROM event e" JOIN_CHANGE_SET
    " WHERE e.id " WITHIN(":change_set", ":change_set") " ORDER BY e.id",
    [EVENTS_NOT_IN_FORCE] =
	EVENT_COLUMNS " FROM event e" JOIN_CHANGE_SET " WHERE e.id " WITHIN(
	    ":change_set", ":change_set") " AND +e.status > 2 ORDER BY e.id",
    [EVENT_RECORD] = "SELECT record FROM event WHERE id = :id",
    [ANY_WAITING] = "SELECT 1 FROM event WHERE status > 2 LIMIT 1",
    [DIRTY_WAITING] =
	"UPDATE record SET dirty = 1 WHERE +space = :space AND id IN"
	" (SELECT record FROM event WHERE status > 2)",
    [DIRTY_OF_HALL] =
	"UPDATE record SET dirty = 1 WHERE id IN"
	" (SELECT e.record FROM log l JOIN branch b ON b.log = l.id"
	"  JOIN whole_run r ON r.branch = b.id"
	"  CROSS JOIN event e ON e.id " WITHIN(
	    "r.first", "r.last") " WHERE l.hall = :hall)",
    [DIRTY_OF_BRANCH] = "UPDATE record SET dirty = 1 WHERE id IN"
			" (SELECT e.record FROM whole_run r"
			"  JOIN event e ON e.id " WITHIN(
			    "r.first", "r.last") " WHERE r.branch = :branch)",
    [DIRTY_ALL] = "UPDATE record SET dirty = 1",
    [DIRTY_NEXT] = "SELECT id FROM record WHERE dirty = 1 AND id > :above"
		   " ORDER BY id LIMIT 1",
    [OWING_SET] = "UPDATE record SET owing = :owing"
		  " WHERE id = :id AND owing <> :owing",
    [OWING_NEXT] = "SELECT id FROM record WHERE owing = 1 AND id > :above"
		   " ORDER BY id LIMIT 1",
    [FORGET_NUMBERS] =
	"INSERT INTO case_number (case_number) VALUES ('delete-all')",
    [FORGET_NUMBERS_UPTO] = "DELETE FROM case_number_upto",
    [FORGET_DUE_DAYS] = "DELETE FROM due_day",
    [FORGET_LOOKUPS] = "DELETE FROM lookup",
    [FORGET_LOOKUPS_NEW] = "DELETE FROM lookup_new",
    [FORGET_PERSONS_ALIKE] = "DELETE FROM person_alike",
    [FORGET_COMMITMENTS] = "DELETE FROM commitment",
    [FORGET_MISSING_KEYS] = "DELETE FROM missing_key",
    [FORGET_SCAN_PIECES] = "DELETE FROM scan_piece",
    [FORGET_SCAN_ROOM] = "DELETE FROM scan_room",
    [FORGET_MISSING_PIECES] = "DELETE FROM missing_piece",
    [FORGET_EVENTS] = "DELETE FROM event",
    [FORGET_RECORDS] = "DELETE FROM record",
    NULL,
};

static sqlite3_stmt *
record_statement(struct store *s, int which)
{
	return statement(s, MODULE_RECORD, which);
}

static int
take_record(
    struct store *s, sqlite3_stmt *st, struct store_record *out, struct err *e)
{
	out->id = sqlite3_column_int64(st, 0);
	out->state = (unsigned)sqlite3_column_int(st, 2);
	out->version = sqlite3_column_int64(st, 3);
	out->dirty = sqlite3_column_int(st, 4);
	out->last_event = sqlite3_column_int64(st, 5);
	return column_space(s, st, 1, &out->space, e);
}

int
store_record_find(struct store *s, uint32_t space, const char *type,
    const char *name, struct store_record *out, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, RECORD_FIND);
	int row;

	bind_integer(st, ":space", space);
	bind_text(st, ":type", type);
	bind_text(st, ":name", name);
	row = statement_step(st, e);
	if (row == 1 && take_record(s, st, out, e) != 0)
		row = -1;
	statement_end(st);
	return row;
}

int
store_record_ensure(struct store *s, uint32_t space, const char *type,
    const char *name, struct store_record *out, struct err *e)
{
	int found = store_record_find(s, space, type, name, out, e);
	sqlite3_stmt *st;

	if (found != 0)
		return found == 1 ? 0 : -1;
	st = record_statement(s, RECORD_ADD);
	bind_integer(st, ":space", space);
	bind_text(st, ":type", type);
	bind_text(st, ":name", name);
	if (statement_run(st, e) != 0)
		return -1;
	*out = (struct store_record){
	    .id = sqlite3_last_insert_rowid(s->db), .space = space};
	return 0;
}

int
store_record_read(struct store *s, int64_t id, struct store_record *out,
    char type[64], char name[64], struct err *e)
{
	sqlite3_stmt *st = record_statement(s, RECORD_READ);
	int row;

	bind_integer(st, ":id", id);
	row = statement_step(st, e);
	if (row == 1) {
		(void)snprintf(type, 64, "%s", column_text(st, 6));
		(void)snprintf(name, 64, "%s", column_text(st, 7));
		if (take_record(s, st, out, e) != 0)
			row = -1;
	}
	statement_end(st);
	return row;
}

int
store_record_set(
    struct store *s, int64_t id, unsigned state, int changed, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, RECORD_SET);

	bind_integer(st, ":id", id);
	bind_integer(st, ":state", state);
	bind_integer(st, ":changed", changed != 0);
	return statement_run(st, e);
}

/* As 0002_state.sql has it. */
static int64_t
event_number(int64_t changeset, uint32_t place)
{
	assert(place < EVENTS_OF_CHANGESET_MAX);
	return changeset * EVENTS_OF_CHANGESET_MAX + place;
}

int
store_event_add(struct store *s, int64_t changeset, uint32_t place,
    struct store_record *record, const char *kind, size_t offset, size_t len,
    struct err *e)
{
	sqlite3_stmt *st = record_statement(s, EVENT_ADD);
	int64_t id = event_number(changeset, place);

	bind_integer(st, ":id", id);
	bind_integer(st, ":record", record->id);
	bind_integer(st, ":before", record->last_event);
	bind_text(st, ":kind", kind);
	bind_integer(st, ":offset", (int64_t)offset);
	bind_integer(st, ":length", (int64_t)len);
	if (statement_run(st, e) != 0)
		return -1;
	record->last_event = id;
	return 0;
}

int
store_event_is_last(
    struct store *s, const struct store_record *record, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, EVENT_IS_LAST);

	bind_integer(st, ":id", record->last_event);
	bind_integer(st, ":record", record->id);
	return statement_run(st, e);
}

int
store_event_set(struct store *s, int64_t changeset, uint32_t place, int status,
    const char *reason, int64_t against, uint32_t against_place, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, EVENT_SET);

	bind_integer(st, ":id", event_number(changeset, place));
	bind_integer(st, ":status", status);
	bind_text(st, ":reason", reason);
	bind_integer(st, ":against", against);
	bind_integer(st, ":against_place", against_place);
	return statement_run(st, e);
}

static int
take_event(
    struct store *s, sqlite3_stmt *st, struct store_event *out, struct err *e)
{
	memset(out, 0, sizeof(*out));
	out->at.n = sqlite3_column_int64(st, 0);
	out->at.seq = (uint64_t)sqlite3_column_int64(st, 2);
	out->at.depth = (uint64_t)sqlite3_column_int64(st, 3);
	out->at.time = sqlite3_column_int64(st, 4);
	if (column_branch(s, st, 1, &out->at.branch, e) != 0 ||
	    column_copy(st, 5, out->at.id.bytes, CHANGESET_ID_LEN, e) != 0 ||
	    column_copy(st, 6, out->at.key, STORE_KEY_LEN, e) != 0)
		return -1;
	out->past = column_blob(st, 7);
	out->place = (uint32_t)sqlite3_column_int64(st, 8);
	out->kind = column_text(st, 9);
	out->body = column_blob(st, 10);
	out->status = sqlite3_column_int(st, 11);
	out->reason = column_text(st, 12);
	out->against = sqlite3_column_int64(st, 13);
	out->against_place = (uint32_t)sqlite3_column_int64(st, 14);
	return 0;
}

static int
each_event(struct store *s, sqlite3_stmt *st, store_event_visitor *each,
    void *context, struct err *e)
{
	struct store_event event;
	int row;

	while ((row = statement_step(st, e)) == 1) {
		if (take_event(s, st, &event, e) != 0 ||
		    each(context, &event, e) != 0) {
			statement_end(st);
			return -1;
		}
	}
	return row;
}

int
store_each_event(struct store *s, const struct store_record *record,
    store_event_visitor *each, void *context, struct err *e)
{
	struct store_event event;
	int64_t id = record->last_event;

	while (id != 0) {
		sqlite3_stmt *st = record_statement(s, EVENT_NUMBERED);
		int row;

		bind_integer(st, ":id", id);
		row = statement_step(st, e);
		if (row == 1 && (take_event(s, st, &event, e) != 0 ||
				    each(context, &event, e) != 0))
			row = -1;
		/* The one before was stored before, or hall.db is damaged. */
		if (row == 1 && sqlite3_column_int64(st, EVENT_BEFORE) >= id)
			row = err_set(e, ERR_INTEGRITY,
			    "hall.db is damaged: `sanji rebuild` makes its "
			    "state anew from the log");
		id = row == 1 ? sqlite3_column_int64(st, EVENT_BEFORE) : 0;
		statement_end(st);
		if (row < 0)
			return -1;
	}
	return 0;
}

int
store_event_named(struct store *s, int64_t record, const struct event_id *id,
    store_event_visitor *each, void *context, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, EVENT_NAMED);
	struct store_event event;
	int row;

	bind_blob(st, ":changeset", id->changeset.bytes, CHANGESET_ID_LEN);
	bind_integer(st, ":place", id->place);
	bind_integer(st, ":record", record);
	row = statement_step(st, e);
	if (row == 1 && (take_event(s, st, &event, e) != 0 ||
			    each(context, &event, e) != 0))
		row = -1;
	statement_end(st);
	return row;
}

int
store_each_event_of_type(struct store *s, uint32_t space, const char *type,
    store_event_visitor *each, void *context, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, EVENTS_OF_TYPE);

	bind_integer(st, ":space", space);
	bind_text(st, ":type", type);
	return each_event(s, st, each, context, e);
}

int
store_each_event_of_changeset(struct store *s, int64_t changeset,
    store_event_visitor *each, void *context, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, EVENTS_OF_CHANGESET);

	bind_integer(st, ":change_set", changeset);
	return each_event(s, st, each, context, e);
}

int
store_each_event_not_in_force(struct store *s, int64_t changeset,
    store_event_visitor *each, void *context, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, EVENTS_NOT_IN_FORCE);

	bind_integer(st, ":change_set", changeset);
	return each_event(s, st, each, context, e);
}

int
store_event_record(struct store *s, int64_t changeset, uint32_t place,
    int64_t *record_out, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, EVENT_RECORD);
	int row;

	bind_integer(st, ":id", event_number(changeset, place));
	row = statement_step(st, e);
	if (row == 1) {
		*record_out = sqlite3_column_int64(st, 0);
		statement_end(st);
	}
	return row;
}

int
store_dirty_waiting(struct store *s, uint32_t space, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, ANY_WAITING);
	int row = statement_step(st, e);

	/* Mostly nothing waits, and asking is cheaper than an update. */
	if (row != 1)
		return row;
	statement_end(st);
	st = record_statement(s, DIRTY_WAITING);
	bind_integer(st, ":space", space);
	return statement_run(st, e);
}

int
store_dirty_of_hall(
    struct store *s, const struct hall_code *hall, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, DIRTY_OF_HALL);

	bind_text(st, ":hall", hall->digits);
	return statement_run(st, e);
}

int
store_dirty_of_branch(struct store *s, uint32_t branch, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, DIRTY_OF_BRANCH);

	bind_integer(st, ":branch", branch);
	return statement_run(st, e);
}

int
store_dirty_all(struct store *s, struct err *e)
{
	return statement_run(record_statement(s, DIRTY_ALL), e);
}

static int
next_record(
    struct store *s, int which, int64_t above, int64_t *out, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, which);
	int row;

	bind_integer(st, ":above", above);
	row = statement_step(st, e);
	if (row == 1) {
		*out = sqlite3_column_int64(st, 0);
		statement_end(st);
	}
	return row;
}

int
store_next_dirty(struct store *s, int64_t above, int64_t *out, struct err *e)
{
	return next_record(s, DIRTY_NEXT, above, out, e);
}

int
store_record_owes(struct store *s, int64_t id, int owing, struct err *e)
{
	sqlite3_stmt *st = record_statement(s, OWING_SET);

	bind_integer(st, ":id", id);
	bind_integer(st, ":owing", owing != 0);
	return statement_run(st, e);
}

int
store_next_owing(struct store *s, int64_t above, int64_t *out, struct err *e)
{
	return next_record(s, OWING_NEXT, above, out, e);
}

int
store_forget_state(struct store *s, struct err *e)
{
	if (projections_forget(s, e) != 0)
		return -1;
	for (int which = FORGET_NUMBERS; which <= FORGET_RECORDS; which++)
		if (statement_run(record_statement(s, which), e) != 0)
			return -1;
	return 0;
}
