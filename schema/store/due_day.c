#include "schema/store/due_day.h"

#include "schema/store/report_text.h"
#include "schema/store/rows.h"

enum {
	DUE_CALENDAR,
	DUE_STALE,
	DUE_PUT,
	DUE_OVER,
	DUE_PAGE,
	DUE_PLACE,
	DUE_COUNT,
};

#define IS_OPEN STATE_IS_OPEN " AND f.decided_time IS NULL"

/* The index of open cases by their state first, or all would be read. */
#define OPEN                                                                \
	"(SELECT record FROM case_file f WHERE" IS_OPEN ") o CROSS JOIN"    \
	" case_file f ON f.record = o.record CROSS JOIN record r ON r.id =" \
	" o.record CROSS JOIN space s ON s.id = r.space"

const char *const due_day_statements[] = {
    [DUE_CALENDAR] = "SELECT ifnull(sum(version), 0) FROM record"
		     " WHERE type = 'calendar' AND space IN"
		     " (SELECT id FROM space WHERE kind = 1)",
    [DUE_STALE] =
	CASE_CELLS " FROM " OPEN " LEFT JOIN due_day d ON d.record = o.record"
		   " WHERE d.record IS NULL OR d.version <> r.version"
		   " OR d.calendar <> :calendar OR d.day > :today"
		   " OR (d.of_today AND d.day <> :today) LIMIT :most",
    [DUE_PUT] = "INSERT OR REPLACE INTO due_day (record, version, calendar,"
		" day, of_today, due, near_from, late_from) VALUES (:record,"
		" :version, :calendar, :day, :of_today, :due, :near_from,"
		" :late_from)",
    [DUE_OVER] = "DELETE FROM due_day WHERE record = :record AND NOT EXISTS"
		 " (SELECT 1 FROM case_file f WHERE f.record = :record"
		 " AND" IS_OPEN ")",
    /* Which they are, and then what is shown of those alone. */
    [DUE_PAGE] = CASE_CELLS
    " FROM (SELECT d.record AS record, d.due AS due FROM due_day d"
    " CROSS JOIN case_file f ON f.record = d.record"
    " CROSS JOIN record r ON r.id = d.record WHERE" IS_OPEN
    " AND (d.due, d.record) > (:due, :record)"
    " AND (:wish = 0 OR d.late_from <= :today"
    " OR (:wish = 1 AND d.near_from <= :today))"
    " AND (:states = 0 OR :states >> f.state & 1)"
    " AND (:hall = '' OR r.space = (SELECT id FROM space"
    " WHERE kind = 0 AND hall = :hall))"
    " AND (:claimed_by IS NULL OR :claimed_by = ifnull((SELECT c.who FROM"
    " claim c WHERE c.case_id = r.name), ''))"
    " ORDER BY d.due, d.record LIMIT :most) p"
    " CROSS JOIN case_file f ON f.record = p.record"
    " CROSS JOIN record r ON r.id = p.record"
    " CROSS JOIN space s ON s.id = r.space ORDER BY p.due, p.record",
    /* By the open cases, which are few. */
    [DUE_PLACE] = "SELECT d.due, d.record FROM due_day d CROSS JOIN case_file f"
		  " ON f.record = d.record WHERE f.number = :number",
    [DUE_COUNT] = "SELECT count(*) FILTER (WHERE d.late_from <= :today),"
		  " count(*) FILTER (WHERE d.late_from > :today"
		  " AND d.near_from <= :today) FROM due_day d"
		  " CROSS JOIN case_file f ON f.record = d.record"
		  " WHERE" IS_OPEN,
    NULL,
};

static sqlite3_stmt *
due_statement(struct store *s, int which)
{
	return statement(s, MODULE_DUE_DAY, which);
}

int
store_due_basis(struct store *s, struct due_basis *out, struct err *e)
{
	sqlite3_stmt *st = due_statement(s, DUE_CALENDAR);

	if (statement_step(st, e) != 1)
		return -1;
	out->calendar = sqlite3_column_int64(st, 0);
	statement_end(st);
	return 0;
}

json_t *
store_due_stale(
    struct store *s, const struct due_basis *basis, int64_t most, struct err *e)
{
	sqlite3_stmt *st = due_statement(s, DUE_STALE);

	bind_integer(st, ":calendar", basis->calendar);
	bind_integer(st, ":today", basis->today);
	bind_integer(st, ":most", most);
	return rows_read(st, NULL, 0, e);
}

int
store_due_put(struct store *s, const struct due_basis *basis,
    const struct due_day *d, struct err *e)
{
	sqlite3_stmt *st = due_statement(s, DUE_PUT);

	bind_integer(st, ":record", d->record);
	bind_integer(st, ":version", d->version);
	bind_integer(st, ":calendar", basis->calendar);
	bind_integer(st, ":day", basis->today);
	bind_integer(st, ":of_today", d->is_of_today_alone);
	bind_integer(st, ":due", d->due);
	bind_integer(st, ":near_from", d->near_from);
	bind_integer(st, ":late_from", d->late_from);
	return statement_run(st, e);
}

int
store_due_over(struct store *s, int64_t record, struct err *e)
{
	sqlite3_stmt *st = due_statement(s, DUE_OVER);

	bind_integer(st, ":record", record);
	return statement_run(st, e);
}

json_t *
store_due_search(struct store *s, const struct due_basis *basis,
    const struct due_search *q, struct err *e)
{
	sqlite3_stmt *st = due_statement(s, DUE_PAGE);

	bind_integer(st, ":today", basis->today);
	bind_integer(st, ":wish", q->wish);
	bind_integer(st, ":states", q->states);
	bind_text(st, ":hall", q->hall);
	if (q->claimed_by != NULL)
		bind_text(st, ":claimed_by", q->claimed_by);
	bind_integer(st, ":due", q->due);
	bind_integer(st, ":record", q->record);
	bind_integer(st, ":most", q->most);
	return rows_read(st, NULL, 0, e);
}

int
store_due_place(struct store *s, const char *number, int64_t *due_out,
    int64_t *record_out, struct err *e)
{
	sqlite3_stmt *st = due_statement(s, DUE_PLACE);
	int found;

	bind_text(st, ":number", number);
	found = statement_step(st, e);
	if (found == 1) {
		*due_out = sqlite3_column_int64(st, 0);
		*record_out = sqlite3_column_int64(st, 1);
	}
	if (found >= 0)
		statement_end(st);
	return found;
}

int
store_due_count(struct store *s, const struct due_basis *basis,
    int64_t *late_out, int64_t *near_out, struct err *e)
{
	sqlite3_stmt *st = due_statement(s, DUE_COUNT);

	bind_integer(st, ":today", basis->today);
	if (statement_step(st, e) != 1)
		return -1;
	*late_out = sqlite3_column_int64(st, 0);
	*near_out = sqlite3_column_int64(st, 1);
	statement_end(st);
	return 0;
}
