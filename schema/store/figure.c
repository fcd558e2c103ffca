#include "schema/store/figure.h"

#include <string.h>

#include "schema/store/report_text.h"
#include "schema/store/rows.h"

enum {
	FIGURE_ROWS = FIGURE_QUESTIONS,
	FIGURE_ROWS_OF_HALL,
	FIGURE_ROWS_DISPUTED,
	FIGURE_ROWS_BOUND,
};

const char *const figure_words[] = {"received", "accepted", "decided",
    "finished", "withdrawn", "disputed", "rated", NULL};

/* As FIGURES counts them: a case once, where its number was given or where
 * it is now. */
#define IS_ITS_OWN "f.number LIKE s.hall || '-%'"
#define IS_HERE "r.state <> " CASE_MOVED
#define DURING " BETWEEN :from AND :to"

#define IS_COUNTED                                                        \
	"CASE :figure"                                                    \
	" WHEN 'received' THEN " IS_ITS_OWN " AND f.received_time" DURING \
	" WHEN 'accepted' THEN " IS_ITS_OWN " AND f.accepted_time" DURING \
	" WHEN 'decided' THEN " IS_HERE " AND f.decided_time" DURING      \
	" WHEN 'finished' THEN " IS_HERE " AND f.finished_time" DURING    \
	" WHEN 'withdrawn' THEN f.withdrawn_time" DURING                  \
	" WHEN 'disputed' THEN r.state = " CASE_DISPUTED                  \
	" WHEN 'rated' THEN " IS_HERE " AND " RATED_FIRST DURING " END"

#define MONTHS                                                             \
	"WITH said (what, time, n) AS (SELECT d.what,"                     \
	"  d.day * 86400 - 28800, d.n"                                     \
	"  FROM figure_day d JOIN space s ON s.id = d.space"               \
	"  WHERE (:hall = '' OR s.hall = :hall)"                           \
	" UNION ALL SELECT iif(d.level <= 3, 6, 7),"                       \
	"  d.day * 86400 - 28800, d.n"                                     \
	"  FROM rating_day d JOIN space s ON s.id = d.space"               \
	"  WHERE (:hall = '' OR s.hall = :hall)),"                         \
	" monthly AS (SELECT strftime('%Y-%m', time + 28800, 'unixepoch')" \
	" AS month,"                                                       \
	" coalesce(sum(n) FILTER (WHERE what = 0), 0) AS received,"        \
	" coalesce(sum(n) FILTER (WHERE what = 1), 0) AS accepted,"        \
	" coalesce(sum(n) FILTER (WHERE what = 2), 0) AS decided,"         \
	" coalesce(sum(n) FILTER (WHERE what = 3), 0) AS finished,"        \
	" coalesce(sum(n) FILTER (WHERE what >= 6), 0) AS ratings,"        \
	" coalesce(sum(n) FILTER (WHERE what = 6), 0) AS satisfied"        \
	" FROM said WHERE time" DURING " GROUP BY month)"                  \
	" SELECT * FROM monthly WHERE received + accepted"                 \
	" + decided + finished + ratings > 0 ORDER BY month"

/* How many there are on those days at most; and how many cases a hall has, if
 * those are few enough to look at all of them. */
#define FEW_OF_HALL "15000"
#define ROWS_BOUND                                                       \
	"SELECT CASE :figure WHEN 'disputed' THEN"                       \
	" (SELECT count(*) FROM case_file WHERE state = " CASE_DISPUTED  \
	") ELSE (SELECT ifnull(sum(d.n), 0) FROM figure_day d"           \
	"  WHERE (:hall = '' OR d.space = (SELECT id FROM space"         \
	"   WHERE kind = 0 AND hall = :hall)) AND d.what = CASE :figure" \
	"   WHEN 'received' THEN 0 WHEN 'accepted' THEN 1"               \
	"   WHEN 'decided' THEN 2 WHEN 'finished' THEN 3"                \
	"   WHEN 'withdrawn' THEN 4 ELSE 5 END"                          \
	"  AND d.day BETWEEN (:from + 28800) / 86400"                    \
	"  AND (min(:to, 1 << 40) + 28800) / 86400) END,"                \
	" :hall <> '' AND (SELECT count(*) FROM (SELECT 1 FROM" OF_HALL  \
	" LIMIT " FEW_OF_HALL ")) < " FEW_OF_HALL

#define OF_HALL                                                      \
	" record WHERE space = (SELECT id FROM space WHERE kind = 0" \
	" AND hall = :hall) AND type = 'case'"

/* From the newest on by the index by which they are sorted, beginning with
 * those that were there by then; or all of a hall. */
#define NEWEST_FIRST "case_file f"
#define ALL_OF_HALL                                            \
	"(SELECT id FROM" OF_HALL ") w CROSS JOIN case_file f" \
	" ON f.record = w.id"
#define ALL_DISPUTED                                                 \
	"(SELECT record FROM case_file WHERE state = " CASE_DISPUTED \
	") w CROSS JOIN case_file f ON f.record = w.record"

/* Some were counted before they were received, by halls whose clocks differ:
 * few, and they have an index of their own, by these words. */
#define AHEAD "case_file f INDEXED BY case_file_ahead"
#define IS_AHEAD                                     \
	"f.received_time > min("                     \
	"ifnull(f.accepted_time, f.received_time), " \
	"ifnull(f.decided_time, f.received_time), "  \
	"ifnull(f.finished_time, f.received_time), " \
	"ifnull(f.withdrawn_time, f.received_time))"

#define ROWS(from, place)                                                  \
	"SELECT f.record AS record, f.number AS number, s.hall AS hall,"   \
	" f.item AS item, r.state AS state,"                               \
	" f.received_time AS received_time,"                               \
	" f.accepted_time AS accepted_time,"                               \
	" f.decided_time AS decided_time, f.decided_hall AS decided_hall," \
	" f.outcome AS outcome, f.power AS power,"                         \
	" f.finished_time AS finished_time FROM " from                     \
	" CROSS JOIN record r ON r.id = f.record"                          \
	" CROSS JOIN space s ON s.id = r.space"                            \
	" WHERE s.kind = 0 AND f.alias_of IS NULL"                         \
	" AND (:hall = '' OR s.hall = :hall)"                              \
	" AND (:power = '' OR f.power = :power)"                           \
	" AND " place " AND " IS_COUNTED

#define BEFORE(place) "(f.received_time, f.record) < " place
#define BY_TIME " ORDER BY received_time DESC, record DESC LIMIT :most"

/* Received after the days that are asked for; then those of before. */
#define PLACE BEFORE("(:time, :record)")
#define UNTIL BEFORE("(:until_time, :until_record)")
#define ROWS_IN_TURN                                          \
	ROWS(AHEAD, IS_AHEAD " AND " PLACE " AND NOT " UNTIL) \
	" UNION ALL " ROWS(NEWEST_FIRST, UNTIL) BY_TIME

#define ROWS_OF(from) ROWS(from, PLACE) BY_TIME

/* The newest first; or all of one hall. */
#define RATINGS(from)                                           \
	"SELECT g.given_time AS given_time, s.hall AS hall,"    \
	" g.level AS level, g.channel AS channel,"              \
	" (SELECT f.number FROM record o"                       \
	"  JOIN case_file f ON f.record = o.id"                 \
	"  WHERE o.space = r.space AND o.type = 'case'"         \
	"  AND o.name = g.case_name) AS number FROM " from      \
	" CROSS JOIN space s ON s.id = r.space WHERE" IS_RATING \
	" AND (:hall = '' OR s.hall = :hall)"                   \
	" AND (:level = 0 OR g.level = :level)"                 \
	" ORDER BY g.given_time DESC, g.record DESC LIMIT :most"

#define FINISHED                                                   \
	"SELECT f.record AS record,"                               \
	" strftime('%Y-%m', f.finished_time + 28800, 'unixepoch')" \
	" AS month FROM case_file f CROSS JOIN record r"           \
	" ON r.id = f.record CROSS JOIN space s ON s.id = r.space" \
	" WHERE f.record > :record AND f.finished_time >= :from"   \
	" AND s.kind = 0 AND f.alias_of IS NULL AND " IS_HERE      \
	" AND (:hall = '' OR s.hall = :hall) ORDER BY f.record LIMIT :most"

const char *const figure_statements[] = {
    [FIGURE_FINISHED] = FINISHED,
    [FIGURE_MONTHS] = MONTHS,
    [FIGURE_LEVELS] =
	"SELECT s.hall AS hall, d.level AS level, sum(d.n) AS count"
	" FROM rating_day d JOIN space s ON s.id = d.space"
	" GROUP BY s.hall, d.level HAVING sum(d.n) > 0"
	" ORDER BY s.hall, d.level",
    [FIGURE_RATINGS] = RATINGS("rating g CROSS JOIN record r"
			       " ON r.id = g.record"),
    [FIGURE_RATINGS_OF_HALL] =
	RATINGS("space t CROSS JOIN record r ON r.space = t.id"
		" AND r.type = 'rating' AND t.kind = 0 AND t.hall = :hall"
		" CROSS JOIN rating g ON g.record = r.id"),
    [FIGURE_POWERS] =
	"SELECT p.power AS power, p.hall AS hall, sum(p.n) AS decided,"
	" sum(p.n * (p.outcome IN ('approved', 'approved_short')))"
	"  AS approved, sum(p.n * (p.outcome = 'denied')) AS denied,"
	" (SELECT max(f.decided_time) FROM case_file f"
	"  WHERE f.power = p.power AND f.decided_hall = p.hall"
	"  AND " IS_DECIDED_UNDER_POWER ") AS last_time"
	" FROM figure_power p GROUP BY p.power, p.hall"
	" HAVING sum(p.n) > 0 ORDER BY decided DESC, p.power",
    [FIGURE_HELD_TO] =
	"WITH last AS MATERIALIZED (SELECT l.hall AS hall, s.kind AS kind,"
	" s.hall AS owner, c.time AS time FROM branch_end w"
	" JOIN change_set c ON c.n = w.n"
	" JOIN branch b ON b.id = w.branch JOIN log l ON l.id = b.log"
	" JOIN space s ON s.id = l.space)"
	" SELECT hall AS hall, max(time) AS \"to\" FROM (SELECT hall, time"
	"  FROM last UNION ALL SELECT owner, time FROM last WHERE kind = 0)"
	" GROUP BY hall ORDER BY hall",
    [FIGURE_ROWS] = ROWS_IN_TURN,
    [FIGURE_ROWS_OF_HALL] = ROWS_OF(ALL_OF_HALL),
    [FIGURE_ROWS_DISPUTED] = ROWS_OF(ALL_DISPUTED),
    [FIGURE_ROWS_BOUND] = ROWS_BOUND,
    NULL,
};

static void
bind_rows(sqlite3_stmt *st, const struct figure_rows *q)
{
	bind_text(st, ":figure", q->figure);
	bind_text(st, ":hall", q->hall);
	bind_integer(st, ":from", q->from);
	bind_integer(st, ":to", q->to);
}

/* From where on the cases that are read are not ahead of the days asked for;
 * of ratings each case is read in its turn. */
static void
bind_until(sqlite3_stmt *st, const struct figure_rows *q)
{
	int is_after = strcmp(q->figure, "rated") != 0 && q->to < q->time;

	bind_integer(st, ":until_time", is_after ? q->to + 1 : q->time);
	bind_integer(st, ":until_record", is_after ? 0 : q->record);
}

json_t *
store_figures(struct store *s, enum figure_question which,
    const struct report_parameter *parameters, size_t count, struct err *e)
{
	return rows_read(
	    statement(s, MODULE_FIGURE, (int)which), parameters, count, e);
}

json_t *
store_figure_rows(struct store *s, const struct figure_rows *q, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_FIGURE, FIGURE_ROWS_BOUND);
	int64_t bound;
	int which = FIGURE_ROWS;

	bind_rows(st, q);
	if (statement_step(st, e) != 1)
		return NULL;
	bound = sqlite3_column_int64(st, 0);
	if (strcmp(q->figure, "disputed") == 0)
		which = FIGURE_ROWS_DISPUTED;
	else if (sqlite3_column_int(st, 1))
		which = FIGURE_ROWS_OF_HALL;
	statement_end(st);
	st = statement(s, MODULE_FIGURE, which);
	bind_rows(st, q);
	bind_text(st, ":power", q->power);
	bind_integer(st, ":time", q->time);
	bind_integer(st, ":record", q->record);
	if (which == FIGURE_ROWS)
		bind_until(st, q);
	/* When all are found nobody looks on to the oldest case. */
	bind_integer(st, ":most", bound < q->most ? bound : q->most);
	return rows_read(st, NULL, 0, e);
}
