#include "schema/store/inspection.h"

#include "schema/store/report_text.h"
#include "schema/store/rows.h"
#include "schema/store/statement.h"

enum { CHANGESETS_BETWEEN = INSPECT_ERASED_TOLD + 1 };

/* A change set c, and whose log of which space it is in. */
#define CHANGESET_COLUMNS                                              \
	"c.n AS n, lower(hex(c.id)) AS id, lower(hex(c.oid)) AS git,"  \
	" s.kind AS space_kind, s.hall AS space_hall, l.hall AS hall," \
	" l.incarnation AS incarnation, c.seq AS seq, c.time AS time," \
	" substr(c.message, 1, instr(c.message, char(10)) - 1) AS summary"
#define FROM_CHANGESETS                                   \
	" JOIN branch b ON b.id = c.branch JOIN log l ON" \
	" l.id = b.log JOIN space s ON s.id = l.space"

/* Records that may say something of a person, of whatever type. */
#define PERSONAL_RECORDS                                                \
	"SELECT r.id AS record, r.type AS type, r.name AS id,"          \
	" s.hall AS hall, r.state AS state,"                            \
	" coalesce(f.number, k.number, p.number, b.number) AS number,"  \
	" coalesce(f.erased_time, k.erased_time, p.erased_time,"        \
	"  a.erased_time, o.erased_time, n.erased_time, b.erased_time)" \
	" AS erased_time"                                               \
	" FROM record r JOIN space s ON s.id = r.space"                 \
	" LEFT JOIN case_file f ON f.record = r.id"                     \
	" LEFT JOIN complaint k ON k.record = r.id"                     \
	" LEFT JOIN payment p ON p.record = r.id"                       \
	" LEFT JOIN rating a ON a.record = r.id"                        \
	" LEFT JOIN score o ON o.record = r.id"                         \
	" LEFT JOIN person n ON n.record = r.id"                        \
	" LEFT JOIN booking b ON b.record = r.id"

#define ERASED_RECORDS                                                \
	"WITH gone (record) AS (SELECT record FROM case_file"         \
	" WHERE erased_time IS NOT NULL UNION SELECT record"          \
	" FROM rating WHERE erased_time IS NOT NULL UNION"            \
	" SELECT record FROM complaint WHERE erased_time IS NOT NULL" \
	" UNION SELECT record FROM payment"                           \
	" WHERE erased_time IS NOT NULL UNION SELECT record"          \
	" FROM score WHERE erased_time IS NOT NULL UNION"             \
	" SELECT record FROM person WHERE erased_time IS NOT NULL"    \
	" UNION SELECT record FROM booking"                           \
	" WHERE erased_time IS NOT NULL) "

/* The events of a record in all ledgers; whether one is of a change set c. */
#define OF_NAMED                                                             \
	WITH_EVENTS_OF("type = :type AND name = :name AND space IN (SELECT " \
		       "id FROM space)")
#define HAS_SUCH_EVENT                                                         \
	"(:kind = '' AND :status < 0) OR EXISTS"                               \
	" (SELECT 1 FROM event e WHERE e.id " WITHIN(                          \
	    "c.n", "c.n") " AND (:kind = '' OR e.kind = :kind OR e.kind LIKE " \
			  ":kind || '.%')"                                     \
			  " AND (:status < 0 OR e.status = :status)"           \
			  " AND (:name = '' OR e.id IN (SELECT id FROM own)))"

/* Those chosen, the newest first: among all, or among those of a record, with
 * an event of a status that stands in the register, or of some days. */
#define LOG(changesets)                                 \
	OF_NAMED " SELECT " CHANGESET_COLUMNS           \
		 " FROM " changesets FROM_CHANGESETS    \
		 " WHERE (:space = 0 OR s.id = :space)" \
		 " AND (:hall = '' OR l.hall = :hall)"  \
		 " AND c.time >= :since"                \
		 " AND (:until = 0 OR c.time < :until)" \
		 " AND (:name = '' OR c.n IN"           \
		 "  (SELECT id >> 10 FROM own))"        \
		 " AND (" HAS_SUCH_EVENT ")"            \
		 " ORDER BY c.n DESC LIMIT :most"
#define ALL_CHANGESETS "change_set c"
#define CHANGESETS_OF_STATUS                                                  \
	"(SELECT DISTINCT e.id >> 10 AS n FROM event e WHERE" E_IS_REGISTERED \
	" AND e.status = :status) w"                                          \
	" CROSS JOIN change_set c ON c.n = w.n"

#define CHANGESETS_OF_RECORD                         \
	"(SELECT DISTINCT id >> 10 AS n FROM own) w" \
	" CROSS JOIN change_set c ON c.n = w.n"
#define CHANGESETS_OF_DAYS                                              \
	"(SELECT d.n AS n FROM change_set d INDEXED BY change_set_time" \
	" WHERE d.time >= :since AND d.time < :until) w"                \
	" CROSS JOIN change_set c ON c.n = w.n"

#define OF_RECORD WITH_EVENTS_OF("id = :record")

const char *const inspection_statements[] = {
    [INSPECT_LOG] = LOG(ALL_CHANGESETS),
    [INSPECT_LOG_OF_RECORD] = LOG(CHANGESETS_OF_RECORD),
    [INSPECT_LOG_OF_STATUS] = LOG(CHANGESETS_OF_STATUS),
    [INSPECT_LOG_OF_DAYS] = LOG(CHANGESETS_OF_DAYS),
    [INSPECT_CARRIED] =
	OF_RECORD " SELECT lower(hex(c.id)) || '/' || e.place AS event,"
		  " c.carried AS carried, y.peer AS peer, y.carrier AS carrier,"
		  " y.began AS came" FROM_OWN_EVENTS
		  " JOIN change_set c ON c.n = e.change_set"
		  " LEFT JOIN sync_record y ON y.id = c.carried",
    [INSPECT_SESSIONS] =
	"SELECT id AS id, peer AS peer, carrier AS carrier, began AS began,"
	" ended AS ended, ended - began AS seconds, bytes_in AS bytes_in,"
	" bytes_out AS bytes_out, changesets_in AS changesets_in,"
	" changesets_out AS changesets_out, lacking AS lacking,"
	" pieces_in AS pieces_in,"
	" pieces_out AS pieces_out, refused AS refused,"
	" skew AS skew, version AS version, free_mib AS free_mib,"
	" outcome AS outcome FROM sync_record"
	" WHERE (:peer = '' OR peer = :peer)"
	" AND (:carrier = '' OR carrier = :carrier) AND began >= :since"
	" ORDER BY id DESC LIMIT :most",
    [INSPECT_LAST_SEEN] =
	"SELECT peer AS hall, max(coalesce(ended, heard, began)) AS seen"
	" FROM sync_record WHERE peer <> ''"
	" AND (changesets_in + changesets_out > 0 OR skew IS NOT NULL)"
	" GROUP BY peer ORDER BY peer",
    [INSPECT_SKEW] = "SELECT peer AS hall, skew AS skew, max(began) AS began"
		     " FROM sync_record WHERE skew IS NOT NULL"
		     " AND began >= :since GROUP BY peer ORDER BY peer",
    /* max() chooses the row. */
    [INSPECT_MACHINES] =
	"SELECT peer AS hall, version AS version, free_mib AS free_mib,"
	" max(coalesce(ended, heard, began)) AS told FROM sync_record"
	" WHERE peer <> '' AND version IS NOT NULL"
	" GROUP BY peer ORDER BY peer",
    [INSPECT_WAITING] = "SELECT s.hall AS hall, count(*) AS pieces"
			" FROM missing_piece m JOIN space s ON s.id = m.space"
			" GROUP BY s.hall ORDER BY s.hall",
    [INSPECT_SCANS_LEFT] = "SELECT p.hall AS hall, count(*) AS pieces"
			   " FROM scan_piece p WHERE p.counted = 0"
			   " GROUP BY p.hall ORDER BY p.hall",
    [INSPECT_DAY_FULL] = "SELECT hall AS hall FROM day_bytes"
			 " WHERE day = :day AND bytes > :room ORDER BY hall",
    [INSPECT_QUARANTINE] =
	"SELECT q.id AS id, q.came AS came, q.reason AS reason,"
	" length(q.bytes) AS bytes, y.peer AS peer, y.carrier AS carrier,"
	" iif(:id > 0, lower(hex(q.bytes)), NULL) AS hex"
	" FROM quarantine q LEFT JOIN sync_record y ON y.id = q.carried"
	" WHERE :id = 0 OR q.id = :id ORDER BY q.id DESC LIMIT :most",
    [INSPECT_STICKS] = "SELECT id AS id, came AS came, length(bytes) AS bytes"
		       " FROM waiting_stick ORDER BY id",
    [INSPECT_FORKS] =
	"SELECT s.kind AS space_kind, s.hall AS space_hall, l.hall AS hall,"
	" l.incarnation AS incarnation, count(*) AS branches"
	" FROM branch b JOIN log l ON l.id = b.log"
	" JOIN space s ON s.id = l.space GROUP BY l.id"
	" HAVING count(*) > 1 ORDER BY s.kind, s.hall, l.hall",
    [INSPECT_ERASABLE] =
	"WITH root (record) AS (SELECT id FROM record"
	" WHERE space IN (SELECT id FROM space) AND type = 'case'"
	" AND name = :text UNION SELECT record FROM lookup"
	" WHERE :hash <> 0 AND hash = :hash),"
	" named (name) AS (SELECT r.name FROM root"
	"  JOIN record r ON r.id = root.record WHERE r.type = 'case'),"
	" wanted (record) AS (SELECT record FROM root"
	"  UNION SELECT record FROM rating WHERE case_name IN named"
	"  UNION SELECT record FROM complaint WHERE case_name IN named"
	"  UNION SELECT record FROM payment WHERE case_name IN named"
	"  UNION SELECT record FROM score WHERE case_name IN "
	"named) " PERSONAL_RECORDS
	" WHERE r.id IN (SELECT record FROM wanted) AND r.state > 0"
	/* One that has moved is erased where it is (case_type.h). */
	" AND NOT (r.type = 'case' AND r.state = 17)"
	" ORDER BY r.type, r.id",
    [INSPECT_LEFT] = OF_NAMED
    " SELECT s.hall AS hall,"
    " max(e.kind = :type || '.dropped' AND e.status < 2)"
    " AS destroyed" FROM_OWN_EVENTS " JOIN record r ON r.id = e.record"
    " JOIN space s ON s.id = r.space WHERE s.hall <> :hall"
    " GROUP BY s.hall ORDER BY s.hall",
    [INSPECT_ERASURE_ASKED] =
	"SELECT f.number AS number, s.hall AS hall, r.state AS state,"
	" f.erasure_asked_time AS asked_time FROM case_file f"
	" JOIN record r ON r.id = f.record JOIN space s ON s.id = r.space"
	" WHERE f.erasure_asked_time IS NOT NULL AND f.erased_time IS NULL"
	" AND f.moved_to IS NULL ORDER BY f.erasure_asked_time, f.number",
    [INSPECT_ERASED] = ERASED_RECORDS PERSONAL_RECORDS
    " WHERE r.id IN (SELECT record FROM gone) AND (:text = ''"
    " OR r.name = :text OR EXISTS (SELECT 1 FROM rating"
    "  WHERE record = r.id AND case_name = :text))"
    " ORDER BY erased_time DESC, r.id LIMIT :most",
    [INSPECT_ERASED_UNTOLD] =
	ERASED_RECORDS "SELECT r.type AS type, r.name AS id, s.hall AS hall"
		       " FROM gone g JOIN record r ON r.id = g.record"
		       " JOIN space s ON s.id = r.space WHERE NOT EXISTS"
		       " (SELECT 1 FROM record o JOIN space p ON p.id = o.space"
		       "  WHERE p.kind = 1 AND p.hall = :hall"
		       "  AND o.type = 'erasure' AND o.name = r.name)"
		       " ORDER BY r.id",
    [INSPECT_ERASED_TOLD] = WITH_EVENTS_OF(
	"type = 'erasure' AND name = :name AND space IN"
	" (SELECT id FROM space WHERE kind = 1)") "SELECT lower(hex(c.id)) AS "
						  "change_set" FROM_OWN_EVENTS
						  " JOIN change_set c ON c.n = "
						  "e.change_set WHERE e.status "
						  "< 2"
						  " ORDER BY c.n",
    [CHANGESETS_BETWEEN] =
	"SELECT " CHANGESET_COLUMNS ", c.depth AS depth,"
	" lower(hex(k.public)) AS key, c.carried AS carried, y.peer AS peer,"
	" y.carrier AS carrier, y.began AS came FROM change_set "
	"c" FROM_CHANGESETS " JOIN key k ON k.id = c.key"
	" LEFT JOIN sync_record y ON y.id = c.carried"
	" WHERE c.id BETWEEN :low AND :high ORDER BY c.id LIMIT 2",
    NULL,
};

json_t *
store_inspect(struct store *s, enum inspection which,
    const struct report_parameter *parameters, size_t count, struct err *e)
{
	return rows_read(
	    statement(s, MODULE_INSPECTION, (int)which), parameters, count, e);
}

json_t *
store_changesets_between(struct store *s, const struct changeset_id *low,
    const struct changeset_id *high, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_INSPECTION, CHANGESETS_BETWEEN);

	bind_blob(st, ":low", low->bytes, sizeof(low->bytes));
	bind_blob(st, ":high", high->bytes, sizeof(high->bytes));
	return rows_read(st, NULL, 0, e);
}
