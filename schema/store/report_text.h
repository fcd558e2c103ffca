/*
 * report_text: what the statements of report.c and figure.c are made of, where
 * several share it or one is long.
 *
 * States stand here by their places in schema/records.  Included by report.c
 * and figure.c, and by nothing else.
 */
#ifndef SANJI_STORE_REPORT_TEXT_H
#define SANJI_STORE_REPORT_TEXT_H

#include "schema/store/statement.h"

#define CASE_CELLS                                                         \
	"SELECT r.id AS record, r.name AS id, s.hall AS hall,"             \
	" r.state AS state, r.version AS version, f.number AS number,"     \
	" f.item AS item, f.item_version AS item_version,"                 \
	" (SELECT i.name FROM space g CROSS JOIN record n"                 \
	" ON n.space = g.id AND n.type = 'item' AND n.name = f.item"       \
	" JOIN item i ON i.record = n.id WHERE g.kind = 1) AS item_name,"  \
	" f.code AS code, f.mode AS mode, f.materials AS materials,"       \
	" f.coordination AS coordination, f.lead AS lead,"                 \
	" f.priority AS priority,"                                         \
	" f.asked AS asked, f.missing AS missing,"                         \
	" f.alias_of AS alias_of,"                                         \
	" f.received_time AS received_time,"                               \
	" f.accepted_time AS accepted_time,"                               \
	" f.promise_days AS promise_days, f.decided_time AS decided_time," \
	" f.decided_hall AS decided_hall, f.outcome AS outcome,"           \
	" f.power AS power, f.finished_time AS finished_time,"             \
	" f.delivered_time AS delivered_time, f.moved_to AS moved_to,"     \
	" f.moved_time AS moved_time, f.personal AS personal,"             \
	" (SELECT count(*) FROM missing_piece m WHERE m.record = r.id)"    \
	" AS missing_pieces"

#define CASE_COLUMNS                                                    \
	CASE_CELLS " FROM case_file f JOIN record r ON r.id = f.record" \
		   " JOIN space s ON s.id = r.space"

/* Of a case that is not over; as the index case_file_state has it. */
#define STATE_IS_OPEN " f.state IN (1, 2, 3, 5, 6, 7, 8, 16)"

/* By the index of events that are not in force. */
#define CONFLICTS_AND_HELD                                              \
	" (SELECT count(*) FROM event WHERE status > 2 AND status = 4)" \
	" AS conflicts, (SELECT count(*) FROM event WHERE status > 2"   \
	" AND status = 5) AS held"

/* A case that has moved is seen where it went, if that is held here. */
#define SEEN_HERE                                                    \
	" NOT EXISTS (SELECT 1 FROM space t JOIN record o"           \
	" ON o.space = t.id AND o.type = 'case' AND o.name = r.name" \
	" WHERE t.kind = 0 AND t.hall = f.moved_to AND o.state > 0)"

/* What stands about an item i, as published or in a draft. */
#define ITEM_CELLS                                                       \
	" i.name AS name, i.type AS type, i.clients AS clients,"         \
	" i.department AS department, i.subject AS subject,"             \
	" i.subject_kind AS subject_kind, i.tier AS tier,"               \
	" i.received_at AS received_at, i.basis AS basis,"               \
	" i.content AS content, i.conditions AS conditions,"             \
	" i.materials AS materials, i.steps AS steps,"                   \
	" i.statutory_days AS statutory_days,"                           \
	" i.promise_days AS promise_days, i.first_day AS first_day,"     \
	" i.fees AS fees, i.result AS result, i.approval AS approval,"   \
	" i.listing AS listing, i.flags AS flags,"                       \
	" i.joint_departments AS joint_departments,"                     \
	" i.joint_halls AS joint_halls,"                                 \
	" i.delegation AS delegation, i.intermediary AS intermediary,"   \
	" i.consultation AS consultation, i.supervision AS supervision," \
	" i.origin AS origin, i.disclosures AS disclosures"

/* States by their places in schema/records. */
#define ITEM_WITHDRAWN "2"
#define CASE_DISPUTED "16"
#define CASE_MOVED "17"
#define POWER_REVOKED "9"

/* What an event e of a change set c says, as text. */
#define BODY(c, e)                                                      \
	"CAST(substr(CAST(" c ".message AS BLOB), " e ".offset + 1, " e \
	".length) AS TEXT)"

/* Complaints that count against a member of staff. */
#define VERIFIED                                     \
	" FROM complaint WHERE finding = 'verified'" \
	" AND alias_of IS NULL AND staff IS NOT NULL"

/* Money held for a case by one standard, the first to be paid first. */
#define PAID_IN_ORDER                                                 \
	"WITH paid AS (SELECT f.*, s.hall AS hall, row_number() OVER" \
	" (PARTITION BY f.case_name, f.standard"                      \
	"  ORDER BY f.paid_time, f.number) AS nth"                    \
	" FROM payment f JOIN record r ON r.id = f.record"            \
	" JOIN space s ON s.id = r.space WHERE f.collected > 0)"

/* Bookings that have a place, of those by a hall; states by their places in
 * schema/records/slot.h. */
#define SLOT_PUBLISHED "1"
#define BOOKING_REQUESTED "1"
#define BOOKING_PLACED "3"
/* How many bookings of a slot c there are, in the states that follow. */
#define BOOKED                                                         \
	"(SELECT count(*) FROM booking p CROSS JOIN record pr"         \
	" ON pr.id = p.record WHERE p.slot = c.slot AND p.at = c.hall" \
	" AND pr.state IN"

/*
 * Slots, with what is taken, what waits for an answer, what is free for
 * whoever asks (what is kept for others, and not used yet, is not), and what
 * is kept for him and not booked yet.
 */
#define SLOTS                                                                 \
	"WITH chosen AS (SELECT r.name AS slot, s.hall AS hall,"              \
	" r.state AS state, f.date AS date, f.starts AS \"from\","            \
	" f.ends AS \"to\", f.window AS window, f.item AS item,"              \
	" f.reserved AS reserved, f.capacity AS capacity"                     \
	" FROM slot f CROSS JOIN record r ON r.id = f.record"                 \
	" JOIN space s ON s.id = r.space"                                     \
	" WHERE (:text = '' OR r.name = :text)"                               \
	" AND (:hall = '' OR s.hall = :hall)"                                 \
	" AND f.date || ' ' || f.starts >= :from),"                           \
	" counted AS (SELECT c.*, " BOOKED " (" BOOKING_PLACED ")) AS taken," \
	" " BOOKED " (" BOOKING_REQUESTED ")) AS waiting,"                    \
	" (SELECT coalesce(sum(max(0, json_extract(q.value, '$.places')"      \
	"  - " BOOKED " (" BOOKING_PLACED ")"                                 \
	"   AND p.made_hall = json_extract(q.value, '$.hall')))), 0)"         \
	"  FROM json_each(c.reserved) q"                                      \
	"  WHERE json_extract(q.value, '$.hall') <> :asks) AS others,"        \
	" (SELECT coalesce(sum(max(0, json_extract(q.value, '$.places')"      \
	"  - " BOOKED " (" BOOKING_REQUESTED ", " BOOKING_PLACED ")"          \
	"   AND p.made_hall = :asks))), 0) FROM json_each(c.reserved) q"      \
	"  WHERE json_extract(q.value, '$.hall') = :asks) AS kept"            \
	" FROM chosen c)"                                                     \
	" SELECT slot, hall, state, date, \"from\", \"to\", window, item,"    \
	" reserved, capacity, taken, waiting, kept,"                          \
	" max(0, capacity - taken - others) AS free"                          \
	" FROM counted ORDER BY date, \"from\", slot"

/*
 * What a hall was (period), from its first second to its last; before the
 * first entry it was as that says.
 */
#define EVER "9000000000000000"
#define HALL_PERIODS                                                       \
	"WITH period AS (SELECT r.name AS hall, v.value AS entry,"         \
	" iif(v.key = 0, -" EVER ", json_extract(v.value, '$.begins'))"    \
	" AS begins, coalesce(lead(json_extract(v.value, '$.begins') - 1)" \
	" OVER (PARTITION BY r.id ORDER BY v.key), " EVER ") AS ends "
#define HALL_CELLS                                                     \
	" SELECT hall AS code, json_extract(entry, '$.name') AS name," \
	" json_extract(entry, '$.tier') AS tier,"                      \
	" json_extract(entry, '$.parent') AS parent,"                  \
	" json_extract(entry, '$.state') AS state,"                    \
	" json_extract(entry, '$.into') AS \"into\","                  \
	" json_extract(entry, '$.since') AS since FROM period"         \
	" WHERE :at BETWEEN begins AND ends"

/* Found by a name it had, too. */
#define HALLS_NAMED                                                        \
	HALL_PERIODS "FROM hall h CROSS JOIN record r ON r.id = h.record"  \
		     " CROSS JOIN json_each(h.history) v WHERE :text = ''" \
		     " OR instr(h.history, :text) > 0"                     \
		     " OR instr(r.name, :text) > 0)" HALL_CELLS            \
		     " ORDER BY hall"

/* When the case r was rated for the first time. */
#define RATED_FIRST                               \
	"(SELECT min(g.given_time) FROM rating g" \
	" WHERE g.case_name = r.name)"

/*
 * Received and accepted where the number was given, the rest where the case
 * is now; each case once, and one received twice where it keeps its number.
 * Each under the hall as it was then: a hall that changed has two rows.  What
 * it was begins with a day, so days are summed (figure_day.h).
 */
#define FIGURES                                                            \
	HALL_PERIODS                                                       \
	"FROM hall h CROSS JOIN record r ON r.id = h.record"               \
	" CROSS JOIN json_each(h.history) v),"                             \
	" own AS (SELECT s.id AS space, s.hall AS hall, p.entry AS entry," \
	" coalesce(p.begins, -" EVER ") AS begins,"                        \
	" coalesce(p.ends, " EVER ") AS ends FROM space s"                 \
	" LEFT JOIN period p ON p.hall = s.hall WHERE s.kind = 0),"        \
	" counted AS MATERIALIZED (SELECT o.*, (SELECT json_array("        \
	" coalesce(sum(d.n) FILTER (WHERE d.what = 0), 0),"                \
	" coalesce(sum(d.n) FILTER (WHERE d.what = 1), 0),"                \
	" coalesce(sum(d.n) FILTER (WHERE d.what = 2), 0),"                \
	" coalesce(sum(d.n) FILTER (WHERE d.what = 3), 0),"                \
	" coalesce(sum(d.n) FILTER (WHERE d.what = 4), 0),"                \
	" iif(o.ends = " EVER ", (SELECT count(*) FROM case_file f"        \
	"  JOIN record r ON r.id = f.record"                               \
	"  WHERE f.state = " CASE_DISPUTED                                 \
	"  AND r.space = o.space AND f.alias_of IS NULL), 0),"             \
	" coalesce(sum(d.n) FILTER (WHERE d.what = 5), 0))"                \
	" FROM figure_day d WHERE d.space = o.space"                       \
	" AND d.day BETWEEN (o.begins + 28800) / 86400"                    \
	" AND (o.ends + 28800) / 86400) AS n FROM own o)"                  \
	" SELECT hall AS hall, json_extract(entry, '$.name') AS name,"     \
	" json_extract(entry, '$.parent') AS parent,"                      \
	" json_extract(entry, '$.since') AS since,"                        \
	" nullif(begins, -" EVER ") AS from_time,"                         \
	" nullif(ends, " EVER ") AS to_time,"                              \
	" json_extract(n, '$[0]') AS received,"                            \
	" json_extract(n, '$[1]') AS accepted,"                            \
	" json_extract(n, '$[2]') AS decided,"                             \
	" json_extract(n, '$[3]') AS finished,"                            \
	" json_extract(n, '$[4]') AS withdrawn,"                           \
	" json_extract(n, '$[5]') AS disputed,"                            \
	" json_extract(n, '$[6]') AS rated,"                               \
	" iif(ends = " EVER ", (SELECT max(c.time) FROM log l"             \
	"  JOIN branch b ON b.log = l.id"                                  \
	"  JOIN branch_end w ON w.branch = b.id"                           \
	"  JOIN change_set c ON c.n = w.n"                                 \
	"  WHERE l.space = counted.space), NULL) AS data_to FROM counted"  \
	" WHERE ends = " EVER " OR n <> '[0,0,0,0,0,0,0]'"                 \
	" ORDER BY hall, begins"

/* Ratings of which one device took five or more within a minute, and nobody
 * has judged them (rating_day.h). */
#define RATING_BURSTS                                                    \
	"WITH burst AS NOT MATERIALIZED (SELECT b.record AS record,"     \
	" r.name AS id, s.hall AS hall, b.device AS device,"             \
	" b.time AS time FROM rating_device b CROSS JOIN rating g"       \
	" ON g.record = b.record CROSS JOIN record r ON r.id = b.record" \
	" CROSS JOIN space s ON s.id = r.space"                          \
	" WHERE b.is_burst = 1 AND g.verdict IS NULL) "

/* Of a case_file f: it counts as decided under its power, where it is now; as
 * in the index case_file_power. */
#define IS_DECIDED_UNDER_POWER                                    \
	"f.power IS NOT NULL AND f.decided_hall IS NOT NULL AND " \
	"f.decided_time IS NOT NULL"                              \
	" AND f.alias_of IS NULL AND f.state <> " CASE_MOVED

/* Of a rating g: it counts, since nobody excluded it, and it does not wait to
 * be judged. */
#define IS_RATING                                                           \
	" coalesce(g.verdict, '') <> 'excluded' AND (g.verdict IS NOT NULL" \
	" OR NOT EXISTS (SELECT 1 FROM rating_device b"                     \
	"  WHERE b.record = g.record AND b.is_burst = 1))"

/* Cases received when the version after theirs had been published so long. */
#define OUTDATED                                                               \
	WITH_EVENTS_OF("type = 'item' AND space IN (SELECT id FROM space "     \
		       "WHERE kind = 1)")                                      \
	", version AS (SELECT r.name AS item, c.time AS time,"                 \
	" json_extract(" BODY("c",                                             \
	    "e") ", '$.version') AS version" FROM_OWN_EVENTS                   \
		 " JOIN record r ON r.id = e.record"                           \
		 " JOIN change_set c ON c.n = e.change_set"                    \
		 " WHERE e.kind = 'item.published' AND e.status = 0)"          \
		 " SELECT f.number AS number, s.hall AS hall, f.item AS item," \
		 " f.item_version AS item_version, f.received_time AS "        \
		 "received_time,"                                              \
		 " v.version AS newer, v.time AS published_time"               \
		 " FROM version v JOIN case_file f ON f.item = v.item"         \
		 " AND f.item_version = v.version - 1"                         \
		 " AND f.received_time > v.time + :age"                        \
		 " JOIN record r ON r.id = f.record JOIN space s ON s.id = "   \
		 "r.space"                                                     \
		 " WHERE r.state <> " CASE_MOVED " ORDER BY f.number"

/*
 * Change sets whose times are doubted: those of a pair that contradicts
 * itself, and what the one with the later time followed in its log with times
 * that are later, too.
 */
#define DOUBTFUL                                                    \
	"WITH ahead AS (SELECT t.seen AS n, s.branch AS branch,"    \
	" max(c.time) AS time FROM timewarp t"                      \
	" CROSS JOIN change_set c ON c.n = t.change_set"            \
	" JOIN change_set s ON s.n = t.seen GROUP BY t.seen),"      \
	" doubtful (n) AS (SELECT change_set FROM timewarp"         \
	" UNION SELECT c.n FROM ahead a JOIN whole_run w"           \
	" ON w.branch = a.branch AND w.first <= a.n CROSS JOIN"     \
	" change_set c ON c.n BETWEEN w.first AND min(w.last, a.n)" \
	" WHERE c.time > a.time) "

/* Whether somebody has ruled on a pair of records, of rows with "id". */
#define IS_LINKED(a, b)                                             \
	"EXISTS (SELECT 1 FROM event e JOIN change_set c"           \
	" ON c.n = e.change_set WHERE e.record = " a ".record"      \
	" AND substr(e.kind, -7) = '.linked' AND e.status = 0 AND " \
	"json_extract(" BODY("c", "e") ", '$.other') = " b ".id)"

/* Staff gone, at the hall they worked in, since when that hall or one above
 * said so. */
#define DISABLED_STAFF                                                \
	"WITH RECURSIVE named (hall, parent) AS MATERIALIZED"         \
	" (SELECT r.name, h.parent FROM hall h CROSS JOIN record r"   \
	" ON r.id = h.record), above (hall, up) AS"                   \
	" (SELECT hall, hall FROM named UNION"                        \
	" SELECT a.hall, n.parent FROM above a JOIN named n"          \
	" ON n.hall = a.up WHERE n.parent IS NOT NULL),"              \
	" entry AS (SELECT r.name AS staff, s.hall AS hall,"          \
	" f.appointed_time AS appointed, f.doubtful_time AS disabled" \
	" FROM staff f CROSS JOIN record r ON r.id = f.record"        \
	" JOIN space s ON s.id = r.space),"                           \
	" gone AS (SELECT x.staff AS staff, x.hall AS hall,"          \
	" min(y.disabled) AS since FROM entry x JOIN above a"         \
	" ON a.hall = x.hall JOIN entry y ON y.staff = x.staff"       \
	" AND y.hall = a.up WHERE x.appointed IS NOT NULL"            \
	" AND y.disabled IS NOT NULL GROUP BY x.staff, x.hall) "

/* Acts e that want authority, each with the power it names. */
#define ACTS                                                               \
	"SELECT s.hall AS hall, r.id AS record, r.type AS type,"           \
	" r.name AS id, f.number AS number, e.kind AS kind,"               \
	" e.status AS status, e.reason AS reason,"                         \
	" lower(hex(c.id)) || '/' || e.place AS event,"                    \
	" lower(hex(c.id)) AS change_set, c.time AS time,"                 \
	" l.hall AS author, json_extract(" BODY("c",                       \
	    "e") ", '$.power')"                                            \
		 " AS power FROM event e CROSS JOIN record r"              \
		 " ON r.id = e.record"                                     \
		 " JOIN space s ON s.id = r.space"                         \
		 " JOIN change_set c ON c.n = e.change_set"                \
		 " JOIN branch b ON b.id = c.branch JOIN log l ON l.id = " \
		 "b.log"                                                   \
		 " LEFT JOIN case_file f ON f.record = r.id"

/* Of an event e: so that the index event_register is used, which says it so;
 * and the event o that e lost against, by its number (0002_state.sql). */
#define E_IS_REGISTERED " (e.status > 0 OR e.against_change_set IS NOT NULL)"
#define O_IS_AGAINST " o.id = (e.against_change_set << 10) + e.against_place"

/* Of an event e in a change set c: the node linked two records by itself, and
 * no person has looked at it. */
#define IS_UNSEEN_LINK                                                       \
	" substr(e.kind, -7) = '.linked' AND e.status = 0"                   \
	" AND e.against_change_set IS NULL"                                  \
	" AND json_extract(" BODY("c",                                       \
	    "e") ", '$.automatic') = 'yes'"                                  \
		 " AND NOT EXISTS (SELECT 1 FROM event l JOIN change_set lc" \
		 "  ON lc.n = l.change_set WHERE l.record = e.record"        \
		 "  AND substr(l.kind, -7) = '.linked' AND l.kind = e.kind"  \
		 "  AND l.status = 0"                                        \
		 "  AND json_extract(" BODY(                                 \
		     "lc", "l") ", '$.automatic') = 'no'"                    \
				"  AND json_extract(" BODY(                  \
				    "lc", "l") ", '$.other')"                \
					       "   = json_extract(" BODY(    \
						   "c", "e") ", '$.other'))"

/* Ids of events: those that lost, wait, or stand beside another; and links. */
#define REGISTERED                                             \
	"SELECT e.id AS id FROM event e WHERE" E_IS_REGISTERED \
	" AND e.status <> 12"
#define UNSEEN_LINKS                                       \
	"SELECT e.id AS id FROM event e JOIN change_set c" \
	" ON c.n = e.change_set WHERE" IS_UNSEEN_LINK

/* Events e that lost, wait, or stand beside another people should see. */
#define REGISTER                                                        \
	"SELECT s.kind AS space_kind, s.hall AS hall, r.id AS record,"  \
	" r.type AS type, r.name AS id, f.number AS number,"            \
	" e.kind AS kind, e.status AS status, e.reason AS reason,"      \
	" lower(hex(c.id)) || '/' || e.place AS event, c.time AS time," \
	" l.hall AS author, o.kind AS against_kind,"                    \
	" o.status AS against_status,"                                  \
	" lower(hex(oc.id)) || '/' || o.place AS against,"              \
	" ol.hall AS against_author, oc.time AS against_time"           \
	" FROM event e JOIN record r ON r.id = e.record"                \
	" JOIN space s ON s.id = r.space"                               \
	" JOIN change_set c ON c.n = e.change_set"                      \
	" JOIN branch b ON b.id = c.branch JOIN log l ON l.id = b.log"  \
	" LEFT JOIN event o ON" O_IS_AGAINST                            \
	" LEFT JOIN change_set oc ON oc.n = o.change_set"               \
	" LEFT JOIN branch ob ON ob.id = oc.branch"                     \
	" LEFT JOIN log ol ON ol.id = ob.log"                           \
	" LEFT JOIN case_file f ON f.record = r.id"

#endif
