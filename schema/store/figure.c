#include "schema/store/figure.h"

#include "schema/store/report_text.h"
#include "schema/store/rows.h"

const char *const figure_words[] = {"received", "accepted", "decided",
    "finished", "withdrawn", "disputed", "rated", NULL};

/* As FIGURES counts them: a case once, where its number was given or where
 * it is now. */
#define IS_ITS_OWN "f.number LIKE s.hall || '-%'"
#define IS_HERE "r.state <> " CASE_MOVED
#define IN_TIME(moment) moment " BETWEEN :from AND :to"

#define IS_COUNTED                                                                                                              \
	"CASE :figure WHEN 'received' THEN " IS_ITS_OWN                                                                         \
	" AND " IN_TIME("f.received_time") " WHEN 'accepted' THEN " IS_ITS_OWN " AND " IN_TIME(                                 \
	    "f.accepted_time") " WHEN 'decided' THEN " IS_HERE                                                                  \
			       " AND " IN_TIME(                                                                                 \
				   "f.decided_time") " WHEN 'finished' "                                                        \
						     "THEN " IS_HERE                                                            \
						     " AND " IN_TIME(                                                           \
							 "f."                                                                   \
							 "finishe"                                                              \
							 "d_time") " WHEN "                                                     \
								   "'withdraw"                                                  \
								   "n' "                                                        \
								   "THEN"                                                       \
								   " " IN_TIME(                                                 \
								       "f."                                                     \
								       "withd"                                                  \
								       "rawn_"                                                  \
								       "time") " WHEN 'disputed' THEN r.state = " CASE_DISPUTED \
									       " WHEN 'rated' THEN " IS_HERE                    \
									       " AND " IN_TIME(                                 \
										   RATED_FIRST) " END"

/* Ratings that count: nobody excluded them, and none waits to be judged. */
#define IS_RATING                                \
	" coalesce(g.verdict, '') <> 'excluded'" \
	" AND g.record NOT IN (SELECT record FROM burst)"

#define MONTHS                                                           \
	RATING_BURSTS                                                    \
	", base AS MATERIALIZED (SELECT " IS_ITS_OWN " AS own, " IS_HERE \
	" AS here, f.received_time AS received,"                         \
	" f.accepted_time AS accepted, f.decided_time AS decided,"       \
	" f.finished_time AS finished FROM case_file f"                  \
	" JOIN record r ON r.id = f.record"                              \
	" JOIN space s ON s.id = r.space AND s.kind = 0"                 \
	" WHERE f.alias_of IS NULL AND (:hall = '' OR s.hall = :hall))," \
	" said (what, time) AS (SELECT 0, received FROM base WHERE own"  \
	" UNION ALL SELECT 1, accepted FROM base WHERE own"              \
	" UNION ALL SELECT 2, decided FROM base WHERE here"              \
	" UNION ALL SELECT 3, finished FROM base WHERE here"             \
	" UNION ALL SELECT iif(g.level <= 3, 4, 5), g.given_time"        \
	"  FROM rating g JOIN record r ON r.id = g.record"               \
	"  JOIN space s ON s.id = r.space"                               \
	"  WHERE (:hall = '' OR s.hall = :hall) AND" IS_RATING ")"       \
	" SELECT strftime('%Y-%m', time + 28800, 'unixepoch') AS month," \
	" count(*) FILTER (WHERE what = 0) AS received,"                 \
	" count(*) FILTER (WHERE what = 1) AS accepted,"                 \
	" count(*) FILTER (WHERE what = 2) AS decided,"                  \
	" count(*) FILTER (WHERE what = 3) AS finished,"                 \
	" count(*) FILTER (WHERE what >= 4) AS ratings,"                 \
	" count(*) FILTER (WHERE what = 4) AS satisfied"                 \
	" FROM said WHERE " IN_TIME("time") " GROUP BY month ORDER BY month"

/* Beginning with the index of case_file by which they are sorted. */
#define ROWS                                                               \
	"SELECT f.record AS record, f.number AS number, s.hall AS hall,"   \
	" f.item AS item, r.state AS state,"                               \
	" f.received_time AS received_time,"                               \
	" f.accepted_time AS accepted_time,"                               \
	" f.decided_time AS decided_time, f.decided_hall AS decided_hall," \
	" f.outcome AS outcome, f.power AS power,"                         \
	" f.finished_time AS finished_time FROM case_file f"               \
	" CROSS JOIN record r ON r.id = f.record"                          \
	" CROSS JOIN space s ON s.id = r.space"                            \
	" WHERE s.kind = 0 AND f.alias_of IS NULL"                         \
	" AND (:hall = '' OR s.hall = :hall)"                              \
	" AND (:power = '' OR f.power = :power)"                           \
	" AND (f.received_time, f.record) < (:time, :record)"              \
	" AND " IS_COUNTED                                                 \
	" ORDER BY f.received_time DESC, f.record DESC LIMIT :most"

const char *const figure_statements[] = {
    [FIGURE_MONTHS] = MONTHS,
    [FIGURE_ROWS] = ROWS,
    [FIGURE_LEVELS] =
	RATING_BURSTS "SELECT s.hall AS hall, g.level AS level,"
		      " count(*) AS count FROM rating g"
		      " JOIN record r ON r.id = g.record"
		      " JOIN space s ON s.id = r.space WHERE" IS_RATING
		      " GROUP BY s.hall, g.level ORDER BY s.hall, g.level",
    [FIGURE_RATINGS] =
	RATING_BURSTS "SELECT g.given_time AS given_time, s.hall AS hall,"
		      " g.level AS level, g.channel AS channel,"
		      " (SELECT f.number FROM record o"
		      "  JOIN case_file f ON f.record = o.id"
		      "  WHERE o.space = r.space AND o.type = 'case'"
		      "  AND o.name = g.case_name) AS number"
		      " FROM rating g JOIN record r ON r.id = g.record"
		      " JOIN space s ON s.id = r.space WHERE" IS_RATING
		      " AND (:hall = '' OR s.hall = :hall)"
		      " AND (:level = 0 OR g.level = :level)"
		      " ORDER BY g.given_time DESC, g.record DESC LIMIT :most",
    [FIGURE_POWERS] =
	"SELECT f.power AS power, f.decided_hall AS hall,"
	" count(*) AS decided, count(*) FILTER"
	"  (WHERE f.outcome IN ('approved', 'approved_short')) AS approved,"
	" count(*) FILTER (WHERE f.outcome = 'denied') AS denied,"
	" max(f.decided_time) AS last_time FROM case_file f"
	" JOIN record r ON r.id = f.record"
	" WHERE f.power IS NOT NULL AND f.decided_time IS NOT NULL"
	" AND f.alias_of IS NULL AND " IS_HERE
	" GROUP BY f.power, f.decided_hall ORDER BY decided DESC, f.power",
    [FIGURE_HELD_TO] =
	"WITH last AS MATERIALIZED (SELECT l.hall AS hall, s.kind AS kind,"
	" s.hall AS owner, c.time AS time FROM branch_end w"
	" JOIN change_set c ON c.n = w.n"
	" JOIN branch b ON b.id = w.branch JOIN log l ON l.id = b.log"
	" JOIN space s ON s.id = l.space)"
	" SELECT hall AS hall, max(time) AS \"to\" FROM (SELECT hall, time"
	"  FROM last UNION ALL SELECT owner, time FROM last WHERE kind = 0)"
	" GROUP BY hall ORDER BY hall",
    NULL,
};

json_t *
store_figures(struct store *s, enum figure_question which,
    const struct report_parameter *parameters, size_t count, struct err *e)
{
	return rows_read(
	    statement(s, MODULE_FIGURE, (int)which), parameters, count, e);
}
