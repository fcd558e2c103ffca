#include "schema/store/figure_day.h"

#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/report_text.h"

enum {
	CHANGE_CASE,
	CHANGE_NAMED,
	CHANGE_POWER,
	RATING_CASE,
	FORGET,
	FORGET_POWERS,
	WRONG,
	WRONG_POWERS,
};

#define IS_HERE "f.state <> " CASE_MOVED
#define IS_OWN "substr(f.number, 1, 13) = s.hall || '-'"

/*
 * What is counted of cases: space, what, day.  A moment that counts elsewhere,
 * or has not come, is NULL.
 */
#define COUNTED                                                \
	"SELECT r.space AS space, v.key AS what,"              \
	" (v.value + 28800) / 86400 AS day FROM case_file f"   \
	" CROSS JOIN record r ON r.id = f.record"              \
	" CROSS JOIN space s ON s.id = r.space AND s.kind = 0" \
	" CROSS JOIN json_each(json_array("                    \
	"  iif(" IS_OWN ", f.received_time, NULL),"            \
	"  iif(" IS_OWN ", f.accepted_time, NULL),"            \
	"  iif(" IS_HERE ", f.decided_time, NULL),"            \
	"  iif(" IS_HERE ", f.finished_time, NULL),"           \
	"  f.withdrawn_time,"                                  \
	"  iif(" IS_HERE ", " RATED_FIRST ", NULL))) v"        \
	" WHERE v.value IS NOT NULL AND f.alias_of IS NULL"

#define CHANGE(which)                                                    \
	"INSERT INTO figure_day (space, what, day, n)"                   \
	" SELECT space, what, day, :by FROM (" COUNTED " AND " which ")" \
	" WHERE true ON CONFLICT (space, what, day)"                     \
	" DO UPDATE SET n = n + excluded.n"

#define BY_POWER                                                \
	"SELECT f.power AS power, f.decided_hall AS hall,"      \
	" coalesce(f.outcome, '') AS outcome FROM case_file f " \
	"WHERE " IS_DECIDED_UNDER_POWER

const char *const figure_day_statements[] = {
    [CHANGE_CASE] = CHANGE("f.record = :record"),
    [CHANGE_NAMED] =
	CHANGE("f.record IN (SELECT o.id FROM space t CROSS JOIN record o"
	       " ON o.space = t.id AND o.type = 'case'"
	       " AND o.name IN (:before, :after))"),
    [CHANGE_POWER] = "INSERT INTO figure_power (power, hall, outcome, n)"
		     " SELECT power, hall, outcome, :by FROM (" BY_POWER
		     " AND f.record = :record) WHERE true ON CONFLICT"
		     " (power, hall, outcome) DO UPDATE SET n = n + excluded.n",
    [RATING_CASE] = "SELECT case_name FROM rating WHERE record = :record",
    [FORGET] = "DELETE FROM figure_day",
    [FORGET_POWERS] = "DELETE FROM figure_power",
    [WRONG] = "SELECT count(*) FROM (SELECT space, what, day, sum(n) AS n"
	      " FROM (SELECT space, what, day, n FROM figure_day UNION ALL"
	      " SELECT space, what, day, -1 FROM (" COUNTED "))"
	      " GROUP BY space, what, day HAVING sum(n) <> 0)",
    [WRONG_POWERS] =
	"SELECT count(*) FROM (SELECT power, hall, outcome, sum(n) AS n"
	" FROM (SELECT power, hall, outcome, n FROM figure_power UNION ALL"
	" SELECT power, hall, outcome, -1 FROM (" BY_POWER "))"
	" GROUP BY power, hall, outcome HAVING sum(n) <> 0)",
    NULL,
};

static int
change_by(struct store *s, const struct figure_change *c, int by, struct err *e)
{
	sqlite3_stmt *st = statement(
	    s, MODULE_FIGURE_DAY, c->is_case ? CHANGE_CASE : CHANGE_NAMED);

	bind_integer(st, ":by", by);
	if (c->is_case) {
		bind_integer(st, ":record", c->record);
	} else {
		bind_text(st, ":before", c->before);
		bind_text(st, ":after", c->after);
	}
	return statement_run(st, e);
}

static int
change_power_by(
    struct store *s, const struct figure_change *c, int by, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_FIGURE_DAY, CHANGE_POWER);

	bind_integer(st, ":by", by);
	bind_integer(st, ":record", c->record);
	return statement_run(st, e);
}

static int
count_by(struct store *s, const struct figure_change *c, int by, struct err *e)
{
	if (!c->is_case && !c->is_rating)
		return 0;
	if (change_by(s, c, by, e) != 0)
		return -1;
	return c->is_case ? change_power_by(s, c, by, e) : 0;
}

static int
read_names(struct store *s, json_t *const *values, struct figure_change *c,
    struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_FIGURE_DAY, RATING_CASE);
	int row;

	bind_integer(st, ":record", c->record);
	row = statement_step(st, e);
	if (row == 1)
		(void)snprintf(
		    c->before, sizeof(c->before), "%s", column_text(st, 0));
	statement_end(st);
	/* The first column of a rating. */
	if (values != NULL && json_is_string(values[0]))
		(void)snprintf(c->after, sizeof(c->after), "%s",
		    json_string_value(values[0]));
	return row < 0 ? -1 : 0;
}

int
figure_day_begin(struct store *s, const struct record_type *type,
    int64_t record, json_t *const *values, struct figure_change *out,
    struct err *e)
{
	*out = (struct figure_change){
	    .is_case = strcmp(type->name, "case") == 0,
	    .is_rating = strcmp(type->name, "rating") == 0,
	    .record = record,
	};
	if (out->is_rating && read_names(s, values, out, e) != 0)
		return -1;
	return count_by(s, out, -1, e);
}

int
figure_day_end(
    struct store *s, const struct figure_change *change, struct err *e)
{
	return count_by(s, change, 1, e);
}

int
figure_day_forget(struct store *s, struct err *e)
{
	return statement_run(statement(s, MODULE_FIGURE_DAY, FORGET), e) != 0
		   ? -1
		   : statement_run(
			 statement(s, MODULE_FIGURE_DAY, FORGET_POWERS), e);
}

static int
read_wrong(struct store *s, int which, int64_t *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_FIGURE_DAY, which);

	if (statement_step(st, e) != 1)
		return -1;
	*out = sqlite3_column_int64(st, 0);
	statement_end(st);
	return 0;
}

int
figure_day_wrong(struct store *s, int64_t *out, struct err *e)
{
	int64_t powers;

	if (read_wrong(s, WRONG, out, e) != 0 ||
	    read_wrong(s, WRONG_POWERS, &powers, e) != 0)
		return -1;
	*out += powers;
	return 0;
}
