#include "schema/store/rating_day.h"

#include <stdio.h>
#include <string.h>

#include "schema/store/report_text.h"

enum {
	PLACE_KEPT,
	PLACE_WRITTEN,
	PUT,
	DROP,
	COUNT_ONE,
	COUNT_TURNING,
	TURN,
	FORGET_DEVICES,
	FORGET_DAYS,
	WRONG,
};

/* A device without a number is its hall's. */
#define GIVEN_ON_DEVICE                                                  \
	"SELECT g.record AS record, coalesce(g.device, s.hall || '.' ||" \
	" g.channel) AS device, g.given_time AS time FROM rating g"      \
	" CROSS JOIN record r ON r.id = g.record"                        \
	" CROSS JOIN space s ON s.id = r.space"                          \
	" WHERE g.channel IN ('device', 'tablet')"                       \
	" AND g.given_time IS NOT NULL"

/* Whether some minute that a rating b lies in has five of the device. */
#define IN_BURST(table)                                                   \
	"EXISTS (SELECT 1 FROM " table " u WHERE u.device = b.device"     \
	" AND u.time BETWEEN b.time AND b.time + 60 AND (SELECT count(*)" \
	"  FROM (SELECT 1 FROM " table " p WHERE p.device = b.device"     \
	"  AND p.time BETWEEN u.time - 60 AND u.time LIMIT 5)) = 5)"

/* Those of a device near a moment that were no burst and are one now, or the
 * other way round. */
#define TURNING                                                     \
	"b.device = :device AND b.is_burst = :was"                  \
	" AND b.time BETWEEN :time - 60 AND :time + 60 AND :was <>" \
	" " IN_BURST("rating_device")

#define COUNT(which)                                                    \
	"INSERT INTO rating_day (space, day, level, n)"                 \
	" SELECT r.space, (g.given_time + 28800) / 86400, g.level, :by" \
	" FROM rating g CROSS JOIN record r ON r.id = g.record"         \
	" WHERE g.given_time IS NOT NULL AND g.level IS NOT NULL"       \
	" AND " which " ON CONFLICT (space, day, level)"                \
	" DO UPDATE SET n = n + excluded.n"

const char *const rating_day_statements[] = {
    [PLACE_KEPT] =
	"SELECT device, time FROM rating_device WHERE record = :record",
    [PLACE_WRITTEN] =
	"SELECT device, time FROM (" GIVEN_ON_DEVICE " AND g.record = :record)",
    [PUT] = "INSERT INTO rating_device (record, device, time, is_burst)"
	    " VALUES (:record, :device, :time, 0)",
    [DROP] = "DELETE FROM rating_device WHERE record = :record",
    [COUNT_ONE] = COUNT("g.record = :record AND" IS_RATING),
    [COUNT_TURNING] = COUNT(
	"g.verdict IS NULL AND g.record IN (SELECT b.record"
	" FROM rating_device b WHERE b.record <> :record AND " TURNING ")"),
    [TURN] = "UPDATE rating_device AS b SET is_burst = 1 - :was WHERE " TURNING,
    [FORGET_DEVICES] = "DELETE FROM rating_device",
    [FORGET_DAYS] = "DELETE FROM rating_day",
    [WRONG] =
	"WITH given AS MATERIALIZED (" GIVEN_ON_DEVICE ")"
	" SELECT (SELECT count(*) FROM (SELECT space, day, level, sum(n)"
	" FROM (SELECT space, day, level, n FROM rating_day UNION ALL"
	" SELECT r.space, (g.given_time + 28800) / 86400, g.level, -1"
	" FROM rating g JOIN record r ON r.id = g.record"
	" WHERE g.given_time IS NOT NULL AND g.level IS NOT NULL"
	" AND" IS_RATING ") GROUP BY space, day, level HAVING sum(n) <> 0))"
	" + (SELECT count(*) FROM (SELECT record, device, time, is_burst"
	" FROM rating_device EXCEPT SELECT record, device, time,"
	" " IN_BURST("given") " FROM given b))"
			      " + (SELECT abs((SELECT count(*) FROM given)"
			      " - (SELECT count(*) FROM rating_device)))",
    NULL,
};

static sqlite3_stmt *
day_statement(struct store *s, int which, int64_t record)
{
	sqlite3_stmt *st = statement(s, MODULE_RATING_DAY, which);

	bind_integer(st, ":record", record);
	return st;
}

static int
read_place(struct store *s, int which, int64_t record, struct rating_place *out,
    struct err *e)
{
	sqlite3_stmt *st = day_statement(s, which, record);
	int row = statement_step(st, e);

	*out = (struct rating_place){.is_any = row == 1};
	if (row == 1) {
		(void)snprintf(
		    out->device, sizeof(out->device), "%s", column_text(st, 0));
		out->time = sqlite3_column_int64(st, 1);
	}
	statement_end(st);
	return row < 0 ? -1 : 0;
}

static int
count_one(struct store *s, int64_t record, int by, struct err *e)
{
	sqlite3_stmt *st = day_statement(s, COUNT_ONE, record);

	bind_integer(st, ":by", by);
	return statement_run(st, e);
}

static void
bind_turning(sqlite3_stmt *st, const struct rating_place *at, int was)
{
	bind_text(st, ":device", at->device);
	bind_integer(st, ":time", at->time);
	bind_integer(st, ":was", was);
}

/* Others than the record that turn count no more, or again. */
static int
turn(struct store *s, int64_t record, const struct rating_place *at, int was,
    struct err *e)
{
	sqlite3_stmt *st = day_statement(s, COUNT_TURNING, record);

	bind_turning(st, at, was);
	bind_integer(st, ":by", was ? 1 : -1);
	if (statement_run(st, e) != 0)
		return -1;
	st = statement(s, MODULE_RATING_DAY, TURN);
	bind_turning(st, at, was);
	return statement_run(st, e);
}

static int
leave(struct store *s, int64_t record, const struct rating_place *at,
    struct err *e)
{
	if (!at->is_any)
		return 0;
	return statement_run(day_statement(s, DROP, record), e) != 0
		   ? -1
		   : turn(s, record, at, 1, e);
}

static int
come(struct store *s, int64_t record, const struct rating_place *at,
    struct err *e)
{
	sqlite3_stmt *st;

	if (!at->is_any)
		return 0;
	st = day_statement(s, PUT, record);
	bind_text(st, ":device", at->device);
	bind_integer(st, ":time", at->time);
	return statement_run(st, e) != 0 ? -1 : turn(s, record, at, 0, e);
}

static int
is_same_place(const struct rating_place *a, const struct rating_place *b)
{
	return a->is_any == b->is_any && a->time == b->time &&
	       strcmp(a->device, b->device) == 0;
}

int
rating_day_begin(struct store *s, const struct record_type *type,
    int64_t record, struct rating_change *out, struct err *e)
{
	*out = (struct rating_change){
	    .is_rating = strcmp(type->name, "rating") == 0, .record = record};
	if (!out->is_rating)
		return 0;
	return read_place(s, PLACE_KEPT, record, &out->before, e) != 0
		   ? -1
		   : count_one(s, record, -1, e);
}

int
rating_day_end(
    struct store *s, const struct rating_change *change, struct err *e)
{
	struct rating_place now;

	if (!change->is_rating)
		return 0;
	if (read_place(s, PLACE_WRITTEN, change->record, &now, e) != 0)
		return -1;
	if (!is_same_place(&change->before, &now) &&
	    (leave(s, change->record, &change->before, e) != 0 ||
		come(s, change->record, &now, e) != 0))
		return -1;
	return count_one(s, change->record, 1, e);
}

int
rating_day_forget(struct store *s, struct err *e)
{
	return statement_run(
		   statement(s, MODULE_RATING_DAY, FORGET_DEVICES), e) != 0
		   ? -1
		   : statement_run(
			 statement(s, MODULE_RATING_DAY, FORGET_DAYS), e);
}

int
rating_day_wrong(struct store *s, int64_t *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_RATING_DAY, WRONG);

	if (statement_step(st, e) != 1)
		return -1;
	*out = sqlite3_column_int64(st, 0);
	statement_end(st);
	return 0;
}
