#include "schema/store/report.h"

#include "schema/store/rows.h"
#include "schema/store/report_text.h"
#include "schema/store/statement.h"

const char *const report_statements[] = {
    [REPORT_CASE_FIND] =
	CASE_COLUMNS " WHERE r.type = 'case'"
		     " AND r.space IN (SELECT id FROM space)"
		     " AND r.name >= :text AND r.name < :text || char(0x10ffff)"
		     " AND length(:text) >= 4 AND" SEEN_HERE " LIMIT 3",
    [REPORT_NOTICE_CASE] =
	CASE_COLUMNS " JOIN notice_number n ON n.record = f.record"
		     " WHERE n.number = :text AND" SEEN_HERE " LIMIT 3",
    [REPORT_CASES_TODAY] =
	"SELECT f.number AS number, CASE"
	" WHEN f.delivered_time IS NOT NULL THEN 'done'"
	" WHEN coalesce(f.finished_time, f.decided_time) IS NOT NULL"
	" THEN 'ready' ELSE 'handling' END AS state,"
	" coalesce(f.delivered_time, f.finished_time, f.decided_time,"
	" f.received_time) AS time"
	" FROM space s CROSS JOIN record r ON r.space = s.id"
	" AND r.type = 'case' CROSS JOIN case_file f ON f.record = r.id"
	" WHERE s.kind = 0 AND s.hall = :hall AND f.received_time >= :back"
	" AND f.moved_to IS NULL AND f.code NOT IN (2, 14)"
	" AND coalesce(f.delivered_time, f.finished_time, f.decided_time,"
	" f.received_time) >= :today ORDER BY time DESC, f.number LIMIT :most",
    /* Handled at once, accepted before a moment, and not over. */
    [REPORT_CASES_LEFT_OVER] = CASE_COLUMNS
    " WHERE" STATE_IS_OPEN " AND s.hall = :hall AND f.mode = 'immediate'"
    " AND f.accepted_time < :before AND f.code IN (3, 8, 9, 10)"
    " ORDER BY f.number",
    /* One applicant's cases of one item at two halls, not ruled on: of those
     * whose lookups came since they were compared. */
    [REPORT_CASES_TWICE] =
	"WITH pair AS (SELECT DISTINCT min(x.record, y.record) AS one,"
	" max(x.record, y.record) AS other FROM lookup_new n"
	" CROSS JOIN lookup x ON x.record = n.record AND x.field = 'id_number'"
	" CROSS JOIN lookup y ON y.hash = x.hash AND y.field = 'id_number'"
	" AND y.record <> x.record),"
	" open_case AS NOT MATERIALIZED (SELECT f.record AS record, r.name AS "
	"id,"
	" s.hall AS hall, f.number AS number, f.item AS item,"
	" f.received_time AS received_time,"
	" coalesce(f.decided_time, f.finished_time) AS over_time"
	" FROM case_file f JOIN record r ON r.id = f.record"
	" JOIN space s ON s.id = r.space"
	" WHERE f.code NOT IN (2, 14) AND f.alias_of IS NULL)"
	" SELECT a.id AS a_id, a.hall AS a_hall, a.number AS a_number,"
	" a.received_time AS a_received_time, a.over_time AS a_over_time,"
	" b.id AS b_id, b.hall AS b_hall, b.number AS b_number,"
	" b.received_time AS b_received_time, b.over_time AS b_over_time"
	" FROM pair CROSS JOIN open_case a ON a.record = pair.one"
	" CROSS JOIN open_case b ON b.record = pair.other"
	" WHERE a.item = b.item AND a.hall <> b.hall"
	" AND NOT EXISTS (SELECT 1 FROM event e JOIN change_set c"
	" ON c.n = e.change_set WHERE e.record IN (a.record, b.record)"
	" AND substr(e.kind, -7) = '.linked' AND e.kind = 'case.linked'"
	" AND (instr(c.message, a.number) > 0"
	" AND instr(c.message, b.number) > 0))"
	/* The first to be received gets to keep its number first. */
	" ORDER BY min(a.received_time, b.received_time),"
	" max(a.received_time, b.received_time), a.number, b.number",
    /* Returned, while somebody who did not know took in a material. */
    [REPORT_CASES_TO_REVIEW] = CASE_COLUMNS
    " WHERE f.record IN (SELECT e.record FROM event e CROSS JOIN event o"
    "  ON" O_IS_AGAINST " WHERE" E_IS_REGISTERED
    "  AND e.kind IN ('case.returned', 'case.declined')"
    "  AND e.status = 0 AND o.kind = 'case.material_received')"
    " AND f.code IN (4, 5, 13) AND NOT EXISTS (" WITH_EVENTS_OF(
	"id = f.record") "SELECT 1" FROM_OWN_EVENTS
			 " WHERE e.status = 0 AND e.kind = "
			 "'case.review_requested')"
			 " ORDER BY f.number",
    [REPORT_CASE_EVENTS] = WITH_EVENTS_OF(
	"id = :record") "SELECT e.kind AS kind, e.status AS status, e.reason "
			"AS reason,"
			" lower(hex(c.id)) AS change_set, e.place AS place,"
			" c.time AS time, l.hall AS hall,"
			" CAST(substr(CAST(c.message AS BLOB), e.offset + 1, "
			"e.length)"
			" AS TEXT) AS body, nullif(lower(hex(a.id)), '') AS "
			"against_change_set,"
			" e.against_place AS against_place" FROM_OWN_EVENTS
			" JOIN change_set c ON c.n = e.change_set"
			" JOIN branch b ON b.id = c.branch JOIN log l ON l.id "
			"= b.log"
			" LEFT JOIN change_set a ON a.n = e.against_change_set"
			" ORDER BY c.depth, c.time, c.id, e.place",
    [REPORT_CASES_TO_MOVE] =
	"SELECT s.hall AS hall, r.name AS id, f.number AS number"
	" FROM case_file f JOIN record r ON r.id = f.record"
	" JOIN space s ON s.id = r.space"
	" WHERE (:hall = '' OR s.hall = :hall) AND f.moved_to IS NULL"
	" AND (:person = 0 OR EXISTS (SELECT 1 FROM lookup"
	"  WHERE record = r.id AND hash = :person)) ORDER BY r.id",
    [REPORT_ITEM] =
	"SELECT r.name AS code, i.name AS name, i.department AS department,"
	" i.version AS version, i.statutory_days AS statutory_days,"
	" i.promise_days AS promise_days, i.first_day AS first_day,"
	" i.flags AS flags, i.joint_departments AS joint_departments,"
	" i.joint_halls AS joint_halls,"
	" i.materials AS materials"
	/* By way of the few gazettes: once for every case taken in. */
	" FROM space s CROSS JOIN record r ON r.space = s.id"
	" AND r.type = 'item' AND r.name = :text"
	" JOIN item i ON i.record = r.id"
	" WHERE s.kind = 1 AND r.state <> " ITEM_WITHDRAWN,
    [REPORT_ITEMS] =
	"SELECT r.name AS code, r.state AS state, i.name AS name,"
	" i.department AS department, i.version AS version,"
	" i.statutory_days AS statutory_days, i.promise_days AS promise_days,"
	" i.tier AS tier, i.type AS type, i.flags AS flags"
	" FROM item i CROSS JOIN record r ON r.id = i.record WHERE :text = ''"
	" OR instr(i.name, :text) > 0 OR instr(r.name, :text) > 0"
	" OR instr(i.department, :text) > 0 ORDER BY r.name",
    [REPORT_CATALOGUE] =
	"SELECT r.id AS record, r.name AS code, r.state AS state,"
	" i.version AS version, i.drafted_by AS drafted_by, i.published_time "
	"AS published_time,"
	" CASE r.state WHEN " ITEM_WITHDRAWN " THEN i.withdrawn_time END"
	" AS withdrawn_time, CASE r.state WHEN " ITEM_WITHDRAWN
	" THEN i.withdrawn_reason END"
	" AS withdrawn_reason, " ITEM_CELLS
	" FROM item i CROSS JOIN record r ON r.id = i.record"
	" WHERE :text = '' OR r.name = :text ORDER BY r.name",
    [REPORT_DRAFTS] =
	"SELECT r.name AS code, s.hall AS hall, r.state AS state,"
	" i.drafted_time AS drafted_time, i.version AS version,"
	" i.reason AS reason, " ITEM_CELLS
	" FROM item_draft i CROSS JOIN record r ON r.id = i.record"
	" JOIN space s ON s.id = r.space"
	" WHERE :text = '' OR r.name = :text ORDER BY r.name, s.hall",
    [REPORT_CALENDARS] =
	"SELECT r.name AS year, c.version AS version, c.basis AS basis,"
	" c.days AS days FROM calendar c CROSS JOIN record r ON r.id = c.record"
	" WHERE :text = '' OR r.name = :text ORDER BY r.name",
    [REPORT_JOINT_RULES] =
	"SELECT r.name AS kind, j.name AS name, j.department AS department"
	" FROM joint_rule j CROSS JOIN record r ON r.id = j.record"
	" WHERE :text = '' OR r.name = :text ORDER BY r.name",
    /* What the county says of a power, beside it what its grantee does. */
    [REPORT_POWERS] =
	"SELECT r.name AS id, s.hall AS hall, r.id AS record, r.state AS state,"
	" r.version AS version, p.grantee AS grantee,"
	" p.items AS items, p.mode AS mode, p.basis AS basis,"
	" p.department AS department,"
	" p.valid_from AS valid_from, p.valid_to AS valid_to,"
	" p.view_days AS view_days, p.amount_max AS amount_max,"
	" p.subjects AS subjects, p.one_case AS one_case,"
	" p.proposed_time AS proposed_time, q.applied_time AS applied_time,"
	" p.reply AS reply, p.approved_time AS approved_time,"
	" p.published_time AS published_time,"
	" p.published_day AS published_day,"
	" p.published_where AS published_where,"
	" q.prepared_time AS prepared_time, p.granted_time AS granted_time,"
	" p.suspended_time AS suspended_time, p.closing_time AS closing_time,"
	" p.closing_until AS closing_until, q.closed_time AS closed_time,"
	" p.revoked_time AS revoked_time, q.record AS answer"
	" FROM power p CROSS JOIN record r ON r.id = p.record"
	" JOIN space s ON s.id = r.space"
	" LEFT JOIN space qs ON qs.kind = 1 AND qs.hall = p.grantee"
	" LEFT JOIN record qr ON qr.space = qs.id AND qr.type = 'power'"
	"  AND qr.name = r.name AND qr.id <> r.id"
	" LEFT JOIN power q ON q.record = qr.id"
	" WHERE p.grantee IS NOT NULL"
	" ORDER BY coalesce(p.granted_time, p.proposed_time), r.name",
    /* One that is in effect goes before one that ended or is suspended. */
    [REPORT_POWERS_OF] =
	"SELECT r.name AS id FROM power p"
	" JOIN record r ON r.id = p.record, json_each(p.items) i"
	" WHERE p.grantee = :hall AND p.granted_time IS NOT NULL"
	" AND i.value = :item AND r.state <> " POWER_REVOKED
	" ORDER BY r.state, coalesce(p.valid_to, '9999') < :day,"
	" p.granted_time DESC, r.name",
    /* What was decided under a power, whatever became of it. */
    [REPORT_POWER_ACTS] =
	ACTS " WHERE e.id IN (SELECT q.id FROM log g CROSS JOIN branch h"
	     "  ON h.log = g.id CROSS JOIN whole_run w ON w.branch = h.id"
	     "  CROSS JOIN event q ON q.id " WITHIN(
		 "w.first", "w.last") "  WHERE g.hall = :hall AND q.kind IN "
				      "('case.decided', 'case.revoked'))"
				      " AND json_extract(" BODY("c",
					  "e") ", '$.power') = :power"
					       " ORDER BY c.time, c.n, e.place",
    /* Oldest first. */
    [REPORT_HELD] =
	ACTS " WHERE" E_IS_REGISTERED " AND e.status = 5 AND s.kind = 0"
	     " AND (:power = '' OR json_extract(" BODY("c",
		 "e") ", '$.power') = :power) ORDER BY c.time, c.id, e.place",
    [REPORT_VIOLATIONS] =
	ACTS " WHERE" E_IS_REGISTERED " AND e.status IN (6, 7) AND s.kind = 0"
	     " AND (e.status = 7 OR e.reason IN ('RULES A5', 'RULES A8'))"
	     " ORDER BY c.time, c.id, e.place",
    [REPORT_MEMBERS] =
	"SELECT r.name AS hall, m.name AS name, r.state AS state,"
	" m.signing_key AS signing_key, m.transport_key AS transport_key,"
	" m.admitted_by AS admitted_by, m.admitted_time AS admitted_time"
	" FROM member m CROSS JOIN record r ON r.id = m.record ORDER BY r.name",
    [REPORT_LIVES] =
	"SELECT l.hall AS hall, l.incarnation AS incarnation,"
	" printf('%016x', l.tag) AS tag,"
	" sum(w.last - w.first + 1) AS change_sets,"
	" min(f.time) AS first_time, max(t.time) AS last_time"
	" FROM log l JOIN branch b ON b.log = l.id"
	" JOIN whole_run w ON w.branch = b.id"
	" JOIN change_set f ON f.n = w.first JOIN change_set t ON t.n = w.last"
	" WHERE l.hall = :hall OR (:hall = '' AND l.hall IN"
	"  (SELECT hall FROM log GROUP BY hall HAVING min(tag) <> max(tag)))"
	" GROUP BY l.hall, l.incarnation, l.tag"
	" ORDER BY l.hall, l.incarnation, first_time, l.tag",
    [REPORT_HALLS] = HALLS_NAMED,
    [REPORT_HALL_HISTORY] =
	"SELECT history AS history FROM hall WHERE record ="
	" (SELECT min(r.id) FROM space s CROSS JOIN record r"
	"  ON r.space = s.id AND r.type = 'hall' AND r.name = :hall"
	"  WHERE s.kind = 1)",
    [REPORT_ADDRESSES] =
	"SELECT r.name AS hall, a.address AS address FROM address a"
	" JOIN record r ON r.id = a.record"
	" JOIN space s ON s.id = r.space AND s.hall = r.name"
	" ORDER BY r.name",
    [REPORT_FIGURES] = FIGURES,
    [REPORT_LEVELS] = "SELECT level AS level, sum(n) AS count FROM rating_day"
		      " GROUP BY level HAVING sum(n) > 0 ORDER BY level",
    [REPORT_CASES_OUTDATED] = OUTDATED,
    [REPORT_TIMEWARPS] =
	"SELECT 'behind' AS what, c.time AS time, l.hall AS hall,"
	" lower(hex(c.id)) AS change_set, s.time - c.time AS seconds,"
	" s.time AS other_time, sl.hall AS other_hall,"
	" lower(hex(s.id)) AS other FROM timewarp t"
	" CROSS JOIN change_set c ON c.n = t.change_set"
	" JOIN branch b ON b.id = c.branch JOIN log l ON l.id = b.log"
	" JOIN change_set s ON s.n = t.seen"
	" JOIN branch sb ON sb.id = s.branch JOIN log sl ON sl.id = sb.log"
	" UNION ALL SELECT 'future', c.time, l.hall, lower(hex(c.id)),"
	" c.time - :now, NULL, NULL, NULL FROM (SELECT a.n AS n"
	"  FROM change_set a INDEXED BY change_set_time"
	"  WHERE a.time > :now + :skew) f"
	" CROSS JOIN change_set c ON c.n = f.n"
	" JOIN branch b ON b.id = c.branch JOIN log l ON l.id = b.log"
	" ORDER BY 2, 4",
    [REPORT_DOUBTFUL] =
	DOUBTFUL "SELECT lower(hex(c.id)) AS change_set FROM doubtful d"
		 " JOIN change_set c ON c.n = d.n ORDER BY 1",
    [REPORT_CASES_DOUBTFUL] = DOUBTFUL
    "SELECT count(DISTINCT r.id) AS cases FROM doubtful d"
    " CROSS JOIN event e ON e.id " WITHIN("d.n",
	"d.n") " CROSS JOIN record r ON r.id = e.record WHERE r.type = 'case'"
	       " AND e.status IN (0, 1)",
    [REPORT_RATING_BURSTS] = RATING_BURSTS
    "SELECT min(id) AS a_number, hall AS a_hall, min(time) AS a_time"
    " FROM burst GROUP BY device ORDER BY min(id)",
    [REPORT_RATINGS_LIKE] = RATING_BURSTS
    "SELECT id AS id, hall AS hall FROM burst WHERE device ="
    " (SELECT device FROM burst WHERE record = :record) ORDER BY id",
    [REPORT_RATINGS_LEFT_OUT] = RATING_BURSTS
    "SELECT (SELECT count(*) FROM burst) AS waiting,"
    " (SELECT count(*) FROM rating WHERE verdict = 'excluded') AS excluded",
    [REPORT_HELD_TO] =
	"SELECT r.name AS hall, (SELECT max(c.time) FROM space s"
	"  JOIN log l ON l.space = s.id JOIN branch b ON b.log = l.id"
	"  JOIN branch_end w ON w.branch = b.id"
	"  JOIN change_set c ON c.n = w.n"
	"  WHERE s.kind = 0 AND s.hall = r.name) AS \"to\""
	" FROM hall h CROSS JOIN record r ON r.id = h.record ORDER BY r.name",
    [REPORT_STRIKES] =
	"SELECT staff AS staff, count(*) AS verified,"
	" count(confirmed_time) AS confirmed" VERIFIED
	" AND (:staff = '' OR staff = :staff) GROUP BY staff ORDER BY staff",
    [REPORT_UNCONFIRMED] =
	"SELECT number AS a_number, registered_hall AS a_hall,"
	" ruled_time AS a_time" VERIFIED
	" AND confirmed_time IS NULL ORDER BY number",
    [REPORT_COMPLAINTS_TWICE] =
	"WITH one AS (SELECT f.*, r.name AS id, s.hall AS hall,"
	" (SELECT hash FROM lookup WHERE record = f.record"
	"  AND field = 'phone') AS phone,"
	" (SELECT hash FROM lookup WHERE record = f.record"
	"  AND field = 'complainant') AS complainant"
	" FROM complaint f CROSS JOIN record r ON r.id = f.record"
	" JOIN space s ON s.id = r.space WHERE f.alias_of IS NULL)"
	" SELECT a.number AS a_number, a.hall AS a_hall,"
	" a.registered_time AS a_registered_time,"
	" a.closed_time AS a_closed_time, b.number AS b_number,"
	" b.hall AS b_hall, b.registered_time AS b_registered_time,"
	" b.closed_time AS b_closed_time, b.registered_time AS a_time"
	" FROM one a JOIN one b ON (a.phone = b.phone"
	" OR a.complainant = b.complainant) AND (a.case_name = b.case_name"
	" OR a.department = b.department OR a.against = b.against)"
	" AND a.number < b.number WHERE NOT " IS_LINKED(
	    "a", "b") " ORDER BY a.number, b.number",
    [REPORT_REFUNDS] =
	PAID_IN_ORDER " SELECT number AS number, hall AS hall,"
		      " case_name AS \"case\", coalesce(refund_due, collected)"
		      " AS amount FROM paid WHERE refund_due > 0 OR nth > 1"
		      " ORDER BY number",
    [REPORT_PAYMENTS_TWICE] =
	PAID_IN_ORDER " SELECT a.number AS a_number, a.hall AS a_hall,"
		      " a.paid_time AS a_time, b.number AS b_number,"
		      " b.hall AS b_hall FROM paid a JOIN paid b"
		      " ON b.case_name = a.case_name"
		      " AND b.standard = a.standard AND b.nth = 1"
		      " WHERE a.nth > 1 ORDER BY a.number",
    [REPORT_SWIPES_APART] =
	"SELECT ar.name AS a_number, sa.hall AS a_hall, a.swipes AS a_swipes,"
	" br.name AS b_number, sb.hall AS b_hall, b.swipes AS b_swipes"
	" FROM swipe a JOIN swipe b ON b.card = a.card AND b.date = a.date"
	" AND a.record < b.record AND a.ruling IS NULL AND b.ruling IS NULL"
	" JOIN record ar ON ar.id = a.record JOIN space sa ON sa.id = ar.space"
	" JOIN record br ON br.id = b.record JOIN space sb ON sb.id = br.space"
	" ORDER BY ar.name, sa.hall, sb.hall",
    [REPORT_PERSONS_ALIKE] =
	"WITH known AS NOT MATERIALIZED (SELECT f.record AS record, r.name AS "
	"id, "
	"s.hall AS hall,"
	" f.registered_time AS registered_time FROM person f"
	" JOIN record r ON r.id = f.record JOIN space s ON s.id = r.space"
	" WHERE f.alias_of IS NULL)"
	" SELECT a.id AS a_number, a.hall AS a_hall,"
	" a.registered_time AS a_time, b.id AS b_number, b.hall AS b_hall"
	" FROM person_alike p CROSS JOIN known a ON a.record = p.one"
	" CROSS JOIN known b ON b.record = p.other WHERE NOT " IS_LINKED(
	    "a", "b") " ORDER BY a.id, b.id",
    [REPORT_SLOTS] = SLOTS,
    /* In the order in which this hall heard of them. */
    [REPORT_BOOKINGS_TO_PLACE] =
	"WITH ranked AS (SELECT b.record AS record, row_number() OVER"
	" (PARTITION BY b.slot ORDER BY b.placed_time, b.number) AS nth"
	" FROM booking b CROSS JOIN record r ON r.id = b.record"
	" WHERE b.at = :hall AND r.state = " BOOKING_PLACED ")"
	" SELECT r.name AS id, s.hall AS hall, r.state AS state,"
	" b.number AS number, b.slot AS slot, b.made_hall AS made_hall"
	" FROM booking b CROSS JOIN record r ON r.id = b.record"
	" JOIN space s ON s.id = r.space"
	" LEFT JOIN ranked k ON k.record = b.record"
	" LEFT JOIN (SELECT fr.name AS name, fr.state AS state,"
	"  f.capacity AS capacity, f.date || ' ' || f.starts AS begins"
	"  FROM slot f JOIN record fr ON fr.id = f.record"
	"  JOIN space fs ON fs.id = fr.space WHERE fs.hall = :hall) o"
	" ON o.name = b.slot"
	" WHERE b.at = :hall AND (r.state = " BOOKING_REQUESTED
	" OR (r.state = " BOOKING_PLACED " AND o.begins >= :now"
	"  AND (o.state <> " SLOT_PUBLISHED " OR k.nth > o.capacity)))"
	" ORDER BY r.id",
    [REPORT_BOOKINGS_TO_TELL] =
	"SELECT b.number AS a_number, s.hall AS a_hall, b.made_time AS a_time"
	" FROM booking b JOIN record r ON r.id = b.record"
	" JOIN space s ON s.id = r.space WHERE b.to_tell = 'yes'"
	" ORDER BY b.number",
    /* Only where a hall had several lives, or its log forked. */
    [REPORT_NUMBERS_TWICE] =
	"WITH doubtful AS (SELECT l.space AS space, l.hall AS hall"
	" FROM log l JOIN branch b ON b.log = l.id JOIN space s"
	" ON s.id = l.space AND s.kind = 0 AND s.hall = l.hall"
	" GROUP BY l.space HAVING count(*) > 1),"
	" numbered AS (SELECT f.record AS record, r.name AS id,"
	" d.hall AS hall, f.number AS number,"
	" f.received_time AS received_time, count(*) OVER"
	" (PARTITION BY r.space, f.number) AS times FROM doubtful d"
	" JOIN record r ON r.space = d.space AND r.type = 'case'"
	" JOIN case_file f ON f.record = r.id),"
	" twice AS (SELECT * FROM numbered WHERE times > 1)"
	" SELECT a.id AS a_number, a.hall AS a_hall,"
	" a.received_time AS a_time, b.id AS b_number, b.hall AS b_hall"
	" FROM twice a JOIN twice b ON b.hall = a.hall"
	" AND b.number = a.number AND b.id > a.id WHERE NOT " IS_LINKED(
	    "a", "b") " ORDER BY a.id, b.id",
    /* Barred anywhere goes before any grade; the last grade counts. */
    [REPORT_AGENCIES] =
	"WITH entry AS (SELECT f.*, r.name AS code, s.hall AS hall"
	" FROM agency f CROSS JOIN record r ON r.id = f.record"
	" JOIN space s ON s.id = r.space)"
	" SELECT code AS code, max(name) AS name, max(service) AS service,"
	" max(blacklisted) AS blacklisted,"
	" (SELECT g.grade FROM entry g WHERE g.code = e.code"
	"  AND g.grade IS NOT NULL ORDER BY g.graded_time DESC, g.hall LIMIT 1)"
	" AS grade FROM entry e GROUP BY code HAVING :text = ''"
	" OR instr(max(name), :text) > 0 OR instr(code, :text) > 0"
	" ORDER BY code",
    [REPORT_SYNC] =
	"SELECT id AS id, peer AS peer, carrier AS carrier, began AS began,"
	" ended AS ended, bytes_in AS bytes_in, bytes_out AS bytes_out,"
	" changesets_in AS changesets_in,"
	" changesets_out AS changesets_out, lacking AS lacking,"
	" pieces_in AS pieces_in,"
	" pieces_out AS pieces_out, refused AS refused,"
	" skew AS skew, outcome AS outcome FROM sync_record"
	" ORDER BY id DESC LIMIT :most",
    [REPORT_WAITING] =
	"SELECT s.hall AS hall, r.type AS type, r.name AS id,"
	" f.number AS number, e.kind AS kind, e.status AS status,"
	" e.reason AS reason, lower(hex(c.id)) AS change_set,"
	" e.place AS place, c.time AS time, l.hall AS author"
	" FROM event e JOIN record r ON r.id = e.record"
	" JOIN space s ON s.id = r.space"
	" JOIN change_set c ON c.n = e.change_set"
	" JOIN branch b ON b.id = c.branch JOIN log l ON l.id = b.log"
	" LEFT JOIN case_file f ON f.record = r.id"
	" WHERE" E_IS_REGISTERED " AND e.status IN (4, 5, 9)"
	" ORDER BY c.n, e.place",
    /* Chosen by the indexes of event, and then looked up. */
    [REPORT_REGISTER] = REGISTER
    " WHERE e.id IN (" REGISTERED " AND (e.status IN (4, 5, 9)"
    " OR (e.status <> 1 AND e.kind IN (SELECT value FROM json_each(:kinds)))"
    " OR (e.status = 1 AND e.kind IN"
    "  (SELECT value FROM json_each(:duplicates))))"
    " UNION ALL " UNSEEN_LINKS ") ORDER BY c.time, c.id, e.place",
    [REPORT_REGISTER_ALL] = REGISTER
    " WHERE e.id IN (SELECT id FROM (" REGISTERED " UNION ALL " UNSEEN_LINKS
    ") ORDER BY +id DESC LIMIT :most) ORDER BY c.time DESC, c.id, e.place",
    [REPORT_REGISTER_AT] = REGISTER
    " WHERE e.id BETWEEN :n * 1024 AND :n * 1024 + 1023"
    " AND ((" E_IS_REGISTERED " AND e.status <> 12) OR (" IS_UNSEEN_LINK "))",
    [REPORT_STAFF_GONE] = DISABLED_STAFF
    "SELECT since AS since FROM gone WHERE staff = :staff AND hall = :hall",
    /* By their claimed times, and unless somebody has noted them. */
    [REPORT_BY_DISABLED] = DISABLED_STAFF REGISTER
    " WHERE e.id IN (SELECT e2.id FROM gone g JOIN log l2 ON l2.hall = g.hall"
    "  JOIN branch b2 ON b2.log = l2.id JOIN whole_run w ON w.branch = b2.id"
    "  CROSS JOIN change_set c2 ON c2.n BETWEEN w.first AND w.last"
    "  CROSS JOIN event e2 ON e2.id BETWEEN c2.n * 1024 AND c2.n * 1024 + 1023"
    "  WHERE c2.time >= g.since AND e2.status IN (0, 1)"
    "  AND json_extract(" BODY("c2",
	"e2") ", '$.clerk') = g.staff)"
	      " AND NOT EXISTS (" WITH_EVENTS_OF(
		  "id = e.record") " SELECT 1"
				   " FROM own CROSS JOIN event q ON q.id = "
				   "own.id"
				   " CROSS JOIN change_set qc ON qc.n = "
				   "q.change_set"
				   " WHERE q.status = 0"
				   "  AND q.kind LIKE '%.noted' AND "
				   "json_extract(" BODY("qc",
				       "q") ", '$.event') = lower(hex(c.id)) "
					    "|| '/' || e.place)"
					    " ORDER BY c.n, e.place",
    [REPORT_REGISTER_IN] =
	REGISTER " WHERE e.id " WITHIN(":n", ":n") " ORDER BY e.place",
    [REPORT_REGISTER_OF] = WITH_EVENTS_OF("id = :record") REGISTER
    " WHERE e.id IN (SELECT id FROM own)"
    " ORDER BY c.depth, c.time, c.id, e.place",
    [REPORT_DUMP_CHANGESETS] =
	"SELECT lower(hex(c.id)) AS id FROM log l"
	" JOIN branch b ON b.log = l.id JOIN whole_run w ON w.branch = b.id"
	" CROSS JOIN change_set c ON c.n BETWEEN w.first AND w.last"
	" WHERE l.space = :space ORDER BY c.id",
    [REPORT_DUMP_EVENTS] = WITH_EVENTS_OF(
	"space = :space") "SELECT lower(hex(c.id)) AS change_set, e.place AS "
			  "place,"
			  " e.kind AS kind, r.type AS type, r.name AS name,"
			  " e.status AS status, e.reason AS reason,"
			  " nullif(lower(hex(a.id)), '') AS against_change_set,"
			  " e.against_place AS against_place" FROM_OWN_EVENTS
			  " JOIN record r ON r.id = e.record"
			  " JOIN change_set c ON c.n = e.change_set"
			  " LEFT JOIN change_set a ON a.n = "
			  "e.against_change_set"
			  " ORDER BY c.id, e.place",
    [REPORT_DUMP_RECORDS] =
	"SELECT id AS record, type AS type, name AS name, state AS state"
	" FROM record WHERE space = :space ORDER BY type, name",
    [REPORT_COUNTS] =
	/* They are numbered without gaps; runs say whose they are. */
    "SELECT (SELECT coalesce(max(n), 0) FROM change_set) AS change_sets,"
    " (SELECT coalesce(sum(w.last - w.first + 1), 0) FROM node o"
    "  JOIN log l ON l.hall = o.hall JOIN branch b ON b.log = l.id"
    "  CROSS JOIN whole_run w ON w.branch = b.id) AS written_here,"
    " (SELECT count(*) FROM case_file) AS cases,"
    " (SELECT count(*) FROM record WHERE dirty = 1) AS "
    "dirty," CONFLICTS_AND_HELD
    ", (SELECT count(*) FROM quarantine) AS quarantined,"
    " (SELECT count(*) FROM waiting_stick) AS waiting_sticks,"
    " (SELECT count(*) FROM piece) AS pieces,"
    " (SELECT count(*) FROM missing_piece) AS missing_pieces,"
    " (SELECT count(DISTINCT event) FROM missing_piece) AS missing_scans",
    /* States by their places in schema/records/case_type.h. */
    [REPORT_COUNTERS] =
	"SELECT coalesce(sum(n) FILTER (WHERE state = 1), 0) AS received,"
	" coalesce(sum(n) FILTER (WHERE state = 2), 0) AS supplementing,"
	" coalesce(sum(n) FILTER (WHERE state IN (3, 5, 6, 8, 16)), 0)"
	" AS handling,"
	" coalesce(sum(n) FILTER (WHERE state = 7), 0) AS paused,"
	" coalesce(sum(n), 0) AS open," CONFLICTS_AND_HELD
	" FROM (SELECT f.state AS state, count(*) AS n FROM case_file f"
	" WHERE" STATE_IS_OPEN " GROUP BY f.state)",
    [REPORT_WRITTEN_HERE] =
	"SELECT c.n AS n, CAST(c.n AS TEXT) AS name,"
	" lower(hex(c.id)) AS change_set, CAST(c.branch AS TEXT) AS branch,"
	" length(CAST(c.message AS BLOB)) AS bytes"
	" FROM change_set c WHERE c.carried IS NULL"
	" AND c.branch IN (SELECT b.id FROM branch b JOIN log l"
	"  ON l.id = b.log JOIN space s ON s.id = l.space WHERE s.kind = 0)"
	" ORDER BY c.n DESC LIMIT :most",
    [REPORT_OUTBOX] =
	"SELECT r.type AS type, coalesce(f.number, r.name) AS number,"
	" s.hall AS hall, f.item AS item, r.state AS state,"
	" min(c.time) AS since, count(DISTINCT c.n) AS change_sets,"
	" CAST(max(c.n) AS TEXT) AS newest"
	" FROM change_set c CROSS JOIN event e ON e.id >= c.n << 10"
	" AND e.id < (c.n + 1) << 10 CROSS JOIN record r ON r.id = e.record"
	" JOIN space s ON s.id = r.space"
	" LEFT JOIN case_file f ON f.record = r.id"
	" WHERE c.n >= :first AND c.carried IS NULL AND s.kind = 0"
	" GROUP BY r.id ORDER BY since, r.id",
    NULL,
};

json_t *
store_report(struct store *s, enum report which,
    const struct report_parameter *parameters, size_t count, struct err *e)
{
	return rows_read(
	    statement(s, MODULE_REPORT, (int)which), parameters, count, e);
}
