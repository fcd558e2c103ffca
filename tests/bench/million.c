#include "tests/bench/million.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "crypto/hash.h"
#include "node/actions/action.h"
#include "node/actions/case_acts.h"
#include "node/actions/number.h"
#include "schema/base/json.h"
#include "schema/store/case_search.h"
#include "schema/store/figure_day.h"
#include "schema/store/rating_day.h"
#include "tests/fixture/disclosed.h"

/* So many of a village's cases are open, and so many of its people known. */
#define OPEN 10
#define PEOPLE 20

/* One act after another, so that no device takes ratings in a burst; the
 * county begins when the villages are done. */
#define ACT_S 20
#define COUNTY_BEGINS_S 9000

/* --- a block of real cases -----------------------------------------------
 */

struct block {
	struct hall_dir county, village;
	int64_t now_s;
	/* Numbers of the cases to decide. */
	char numbers[MILLION_BLOCK][CASE_NUMBER_MAX];
	size_t count;
};

/* Do what a line of `sanji batch` would say; the member of the result. */
static void
act(struct hall_dir *h, int64_t *now_s, json_t *request, const char *member,
    char *out, size_t size)
{
	struct actor actor = {h->engine, *now_s};
	json_t *got = NULL;

	REQUIRE(request != NULL);
	*now_s += ACT_S;
	MUST(action_perform(&actor, request, &got, &e));
	if (out != NULL)
		(void)snprintf(out, size, "%s", json_member_text(got, member));
	json_decref(request);
	json_decref(got);
}

static void
on_case(struct block *b, struct hall_dir *h, const char *verb,
    const char *number, const char *name, const char *value)
{
	json_t *request = json_pack("{s:s,s:s}", "do", verb, "case", number);

	if (name != NULL)
		MUST(json_put_take(request, name, json_string(value), &e));
	act(h, &b->now_s, request, NULL, NULL, 0);
}

static void
publish(struct block *b, const char *code, const char *name)
{
	act(&b->county, &b->now_s,
	    json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "do",
		"item.publish", "code", code, "name", name, "department",
		"医疗保障局", "statutory_days", "20", "promise_days", "5",
		"content", "登记", "conditions", "本县居民", "steps",
		"[{\"name\":\"审核\"}]", "disclosures", DISCLOSED_JSON),
	    NULL, NULL, 0);
}

static const char *
village_name(size_t n)
{
	static char name[16];

	(void)snprintf(name, sizeof(name), "in-%zu", n);
	return name;
}

static void
make_halls(struct block *b)
{
	struct hall_dir town;
	struct line_use use;

	halls_found("million", &b->county);
	publish(b, MILLION_ITEM_SOME, "城乡居民养老保险参保登记");
	publish(b, MILLION_ITEM_RARE, "医疗救助对象待遇核准");
	halls_join(&b->county, TOWN, "million-town", &town);
	for (size_t i = 0; i < MILLION_VILLAGES; i++) {
		halls_join(
		    &town, halls_village(i), village_name(i), &b->village);
		hall_dir_close(&b->village);
	}
	line_talk(&town, &b->county, NULL, &use);
	hall_dir_close(&town);
}

static const char *
item_of(size_t n)
{
	if (n == 0)
		return MILLION_ITEM_RARE;
	return n == 1 ? MILLION_ITEM_SOME : CASE_ITEM;
}

/* So many before the last of its village. */
static size_t
left_after(size_t n)
{
	return MILLION_OF_VILLAGE - 1 - n;
}

/* The last ten stay open: one waits for papers, two to be accepted. */
static void
go_on(struct block *b, size_t n, const char *number)
{
	if (left_after(n) == 0)
		on_case(b, &b->village, "case.ask", number, "pieces", "户口簿");
	if (left_after(n) == 3)
		on_case(
		    b, &b->village, "case.pause", number, "special", "other");
	if (left_after(n) >= OPEN)
		(void)snprintf(
		    b->numbers[b->count++], CASE_NUMBER_MAX, "%s", number);
}

static void
take_in(struct block *b, size_t village, size_t n)
{
	json_t *request = case_request(village * MILLION_OF_VILLAGE + n);
	const char *accept = left_after(n) < 3 ? "no" : "yes";
	char number[CASE_NUMBER_MAX];

	MUST(json_put_take(request, "item", json_string(item_of(n)), &e) ||
	     json_put_take(request, "accept", json_string(accept), &e));
	act(&b->village, &b->now_s, request, "number", number, sizeof(number));
	go_on(b, n, number);
}

/* Somebody known there, as the applicant of a case is. */
static void
know(struct block *b, size_t n)
{
	json_t *request = case_request(100000 + n);

	MUST(json_put_take(request, "do", json_string("person.register"), &e));
	REQUIRE(json_object_del(request, "item") == 0 &&
		json_object_del(request, "source") == 0 &&
		json_object_del(request, "note") == 0);
	act(&b->village, &b->now_s, request, NULL, NULL, 0);
}

static void
fill_village(struct block *b, size_t village)
{
	struct line_use use;

	b->now_s = HALLS_TIME;
	halls_open(village_name(village), &b->village);
	MUST(engine_begin(b->village.engine, &e));
	for (size_t i = 0; i < MILLION_OF_VILLAGE; i++)
		take_in(b, village, i);
	for (size_t i = 0; i < PEOPLE; i++)
		know(b, village * PEOPLE + i);
	MUST(engine_commit(b->village.engine, &e));
	line_talk(&b->village, &b->county, NULL, &use);
	hall_dir_close(&b->village);
}

static void
decide_all(struct block *b)
{
	b->now_s = HALLS_TIME + COUNTY_BEGINS_S;
	MUST(engine_begin(b->county.engine, &e));
	for (size_t i = 0; i < b->count; i++)
		act(&b->county, &b->now_s,
		    json_pack("{s:s,s:s,s:s,s:s}", "do", "case.decide", "case",
			b->numbers[i], "outcome",
			i % 20 == 0 ? "denied" : "approved", "reason",
			i % 20 == 0 ? "户籍不在本县" : "符合条件"),
		    NULL, NULL, 0);
	for (size_t i = 0; i < b->count; i += 10)
		act(&b->county, &b->now_s,
		    json_pack("{s:s,s:s,s:s,s:s}", "do", "rate.give", "case",
			b->numbers[i], "level", i % 200 == 0 ? "5" : "1",
			"channel", "qr"),
		    NULL, NULL, 0);
	MUST(engine_commit(b->county.engine, &e));
}

static void
make_block(void)
{
	struct block *b = calloc(1, sizeof(*b));

	REQUIRE(b != NULL);
	b->now_s = HALLS_TIME;
	make_halls(b);
	for (size_t i = 0; i < MILLION_VILLAGES; i++)
		fill_village(b, i);
	decide_all(b);
	hall_dir_close(&b->county);
	free(b);
}

/* --- copies ----------------------------------------------------------------
 */

/* renumbered(text, k): the number a text begins with as of the copy of number
 * k, and the rest as it is. */
static void
renumbered(sqlite3_context *c, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	int64_t k = sqlite3_value_int64(values[1]);
	char number[CASE_NUMBER_MAX], out[2 * RECORD_NAME_MAX];
	struct hall_code hall = {""};
	unsigned long incarnation, sequence;
	char *rest;

	(void)count;
	(void)snprintf(hall.digits, sizeof(hall.digits), "%s", text);
	incarnation = strtoul(text + HALL_CODE_LEN + 1, &rest, 10);
	sequence = strtoul(rest + 10, &rest, 10);
	case_number(&hall, (uint32_t)incarnation,
	    HALLS_TIME + k * MILLION_STEP_S,
	    sequence + (unsigned long)(k * MILLION_OF_VILLAGE), number);
	(void)snprintf(out, sizeof(out), "%s%s", number, rest + 2);
	sqlite3_result_text(c, out, -1, SQLITE_TRANSIENT);
}

static void
mix(const void *bytes, size_t len, int64_t k, uint8_t out[HASH_ID_LEN])
{
	uint8_t whole[128 + sizeof(k)];

	REQUIRE(len <= 128);
	memcpy(whole, bytes, len);
	memcpy(whole + len, &k, sizeof(k));
	hash_id(whole, len + sizeof(k), out);
}

/* mixed(value, k): another value of the same length and type, as by chance. */
static void
mixed(sqlite3_context *c, int count, sqlite3_value **values)
{
	int len = sqlite3_value_bytes(values[0]);
	char text[2 * HASH_ID_LEN + 1];
	uint8_t hash[HASH_ID_LEN];

	(void)count;
	mix(sqlite3_value_blob(values[0]), (size_t)len,
	    sqlite3_value_int64(values[1]), hash);
	if (sqlite3_value_type(values[0]) == SQLITE_BLOB) {
		sqlite3_result_blob(c, hash, len, SQLITE_TRANSIENT);
		return;
	}
	hex_text(hash, sizeof(hash), text);
	sqlite3_result_text(c, text, len, SQLITE_TRANSIENT);
}

/* moved(personal, k): the column as it names the copies of its events. */
static void
moved(sqlite3_context *c, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]), *name;
	json_t *shown = json_read(text, strlen(text), NULL), *fields;
	json_t *out = json_object();
	struct buf written = BUF_INIT;

	(void)count;
	json_object_foreach (shown, name, fields) {
		char moved_name[EVENT_ID_TEXT_MAX];
		struct event_id id;

		REQUIRE(event_id_parse(name, &id) == 0);
		mix(id.changeset.bytes, CHANGESET_ID_LEN,
		    sqlite3_value_int64(values[1]), id.changeset.bytes);
		event_id_text(&id, moved_name);
		REQUIRE(json_object_set(out, moved_name, fields) == 0);
	}
	MUST(json_write(out, &written, &e));
	sqlite3_result_text(
	    c, buf_text(&written), (int)written.len, SQLITE_TRANSIENT);
	buf_free(&written);
	json_decref(shown);
	json_decref(out);
}

/* Copies, by number; of which branches how much is copied; the first row of
 * each kind that is, and how many there are. */
static const char measure[] =
    "CREATE TEMP TABLE copy (k INTEGER PRIMARY KEY);"
    "WITH RECURSIVE c (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM c"
    " WHERE k < (SELECT blocks FROM asked) - 1) INSERT INTO copy"
    " SELECT k FROM c;"
    "CREATE TEMP TABLE ours AS SELECT b.id AS branch FROM branch b"
    " JOIN log l ON l.id = b.log JOIN space s ON s.id = l.space"
    " WHERE s.kind = 0;"
    "CREATE TEMP TABLE size AS SELECT min(n) AS n, max(n) - min(n) + 1 AS ns,"
    " max(depth) AS depths, (SELECT min(r.id) FROM record r JOIN space s"
    "  ON s.id = r.space AND s.kind = 0) AS r, (SELECT max(id) FROM record)"
    " AS rs, (SELECT step FROM asked) AS later,"
    " (SELECT blocks - recent FROM asked) AS recent"
    " FROM change_set WHERE branch IN ours;"
    "UPDATE size SET rs = rs - r + 1;"
    "CREATE TEMP TABLE part (branch INTEGER PRIMARY KEY, seqs INTEGER);"
    "INSERT INTO part SELECT branch, count(*) FROM change_set"
    " WHERE branch IN ours GROUP BY branch;";

/* Nothing else may have been written among what is copied. */
static const char is_whole[] =
    "SELECT (SELECT count(*) FROM change_set, size WHERE change_set.n >="
    " size.n AND branch NOT IN ours) = 0 AND (SELECT count(*) FROM record"
    " JOIN space s ON s.id = space, size WHERE record.id >= r AND s.kind = 1)"
    " = 0";

/* Of the older copies everything is over. */
#define IS_LEFT "(k < recent AND f.state IN (1, 2, 5, 7))"

static const char *const copies[] = {
    "INSERT INTO change_set SELECT c.n + k * ns, mixed(c.id, k),"
    " mixed(c.oid, k), c.branch, c.seq + k * p.seqs, c.depth + k * depths,"
    " c.time + k * later, c.key, c.signature, c.past, c.carried, c.message"
    " FROM copy CROSS JOIN size CROSS JOIN change_set c ON c.n >= size.n"
    " AND c.n < size.n + ns CROSS JOIN part p ON p.branch = c.branch",
    "INSERT INTO run SELECT u.n + k * ns, u.branch, u.seq + k * p.seqs"
    " FROM copy CROSS JOIN size CROSS JOIN run u ON u.n >= size.n"
    " AND u.n < size.n + ns CROSS JOIN part p ON p.branch = u.branch",
    "INSERT INTO record (id, space, type, name, state, version, last_event)"
    " SELECT o.id + k * rs, o.space, o.type,"
    " iif(o.type = 'person', mixed(o.name, k), renumbered(o.name, k)),"
    " iif(o.type = 'case' AND k < recent AND o.state IN (1, 2, 5, 7), 10,"
    " o.state), o.version, o.last_event + k * ns * 1024 FROM copy"
    " CROSS JOIN size CROSS JOIN record o ON o.id >= r AND o.id < r + rs",
    "INSERT INTO event (id, record, before, kind, offset, length)"
    " SELECT e.id + k * ns * 1024, e.record + k * rs,"
    " e.before + k * ns * 1024, e.kind, e.offset, e.length FROM copy"
    " CROSS JOIN size CROSS JOIN event e ON e.id >= n * 1024"
    " AND e.id < (n + ns) * 1024",
    "INSERT INTO commitment SELECT m.event + k * ns * 1024, m.hash FROM copy"
    " CROSS JOIN size CROSS JOIN commitment m ON m.event >= n * 1024"
    " AND m.event < (n + ns) * 1024",
    "INSERT INTO lookup SELECT o.record + k * rs, o.field,"
    " iif(o.field = 'name', o.hash, o.hash + k * 1000003), o.seal + k"
    " FROM copy CROSS JOIN size CROSS JOIN lookup o ON o.record >= r"
    " AND o.record < r + rs",
    "INSERT INTO case_file (record, number, item, item_version, source,"
    " state, code, mode, materials, coordination, priority, asked,"
    " received_time, accepted_time, promise_days, decided_time,"
    " decided_hall, outcome, power, personal) SELECT f.record + k * rs,"
    " renumbered(f.number, k),"
    " iif(f.item LIKE '%003', '330421-YB-001', f.item), f.item_version,"
    " f.source, iif(" IS_LEFT ", 10, f.state),"
    " iif(" IS_LEFT ", 11, f.code), f.mode, f.materials, f.coordination,"
    " f.priority, f.asked, f.received_time + k * later,"
    " f.accepted_time + k * later, f.promise_days,"
    " iif(" IS_LEFT ", f.received_time + 9000, f.decided_time) + k * later,"
    " f.decided_hall, f.outcome, iif(k % 3 = 0 AND f.decided_hall IS NOT NULL, "
    "'power ' || k % 180, NULL),"
    " moved(f.personal, k) FROM copy"
    " CROSS JOIN size CROSS JOIN case_file f ON f.record >= r"
    " AND f.record < r + rs",
    "INSERT INTO rating (record, case_name, channel, level, given_time)"
    " SELECT g.record + k * rs, renumbered(g.case_name, k), g.channel,"
    " g.level, g.given_time + k * later FROM copy CROSS JOIN size"
    " CROSS JOIN rating g ON g.record >= r AND g.record < r + rs",
    "INSERT INTO person (record, registered_time, personal)"
    " SELECT f.record + k * rs, f.registered_time + k * later,"
    " moved(f.personal, k) FROM copy CROSS JOIN size CROSS JOIN person f"
    " ON f.record >= r AND f.record < r + rs",
};

/* As figure_day.c counts them. */
static const char days[] =
    "DELETE FROM figure_day; INSERT INTO figure_day SELECT r.space, v.key,"
    " (v.value + 28800) / 86400, count(*) FROM case_file f"
    " JOIN record r ON r.id = f.record CROSS JOIN json_each(json_array("
    "f.received_time, f.accepted_time, f.decided_time, f.finished_time,"
    " f.withdrawn_time, (SELECT min(g.given_time) FROM rating g"
    " WHERE g.case_name = r.name))) v WHERE v.value IS NOT NULL"
    " GROUP BY 1, 2, 3";

static const char powers[] =
    "DELETE FROM figure_power; INSERT INTO figure_power SELECT power,"
    " decided_hall, coalesce(outcome, ''), count(*) FROM case_file"
    " WHERE power IS NOT NULL AND decided_time IS NOT NULL GROUP BY 1, 2, 3";

/* As rating_day.c counts them; there is no burst. */
static const char ratings[] =
    "DELETE FROM rating_day; DELETE FROM rating_device;"
    "INSERT INTO rating_day SELECT r.space, (g.given_time + 28800) / 86400,"
    " g.level, count(*) FROM rating g JOIN record r ON r.id = g.record"
    " GROUP BY 1, 2, 3;"
    "INSERT INTO rating_device SELECT g.record, s.hall || '.' || g.channel,"
    " g.given_time, 0 FROM rating g JOIN record r ON r.id = g.record"
    " JOIN space s ON s.id = r.space WHERE g.channel IN ('device', 'tablet')";

/* Of some decisions, what they are not: in conflict, held, without authority;
 * and some acceptances as made twice. */
static const char quarrels[] =
    "UPDATE event SET status = 4, reason = 'case.decided',"
    " against_change_set = before >> 10, against_place = 0"
    " WHERE kind = 'case.decided' AND (id >> 10) % 19001 = 7;"
    "UPDATE event SET status = 5, reason = 'RULES A5'"
    " WHERE kind = 'case.decided' AND (id >> 10) % 19001 = 11;"
    "UPDATE event SET status = 7, reason = 'RULES A1'"
    " WHERE kind = 'case.decided' AND (id >> 10) % 19001 = 13;"
    "UPDATE event SET status = 1, reason = 'case.accepted',"
    " against_change_set = before >> 10, against_place = 0"
    " WHERE kind = 'case.accepted' AND (id >> 10) % 50 = 3;"
    "UPDATE record SET state = 16 WHERE id IN"
    " (SELECT record FROM event WHERE status = 4);"
    "UPDATE record SET state = 5 WHERE id IN"
    " (SELECT record FROM event WHERE status IN (5, 7));"
    "UPDATE case_file SET decided_time = NULL, outcome = NULL,"
    " state = (SELECT r.state FROM record r WHERE r.id = record), code ="
    " (SELECT iif(r.state = 16, 8, 3) FROM record r WHERE r.id = record)"
    " WHERE record IN (SELECT record FROM event WHERE status IN (4, 5, 7));";

static void
run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		bench_fails(__FILE__, __LINE__, sqlite3_errmsg(db));
}

static int64_t
ask(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st = NULL;
	int64_t value;

	REQUIRE(sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK &&
		sqlite3_step(st) == SQLITE_ROW);
	value = sqlite3_column_int64(st, 0);
	(void)sqlite3_finalize(st);
	return value;
}

static void
prepare(sqlite3 *db)
{
	char asked[200];

	REQUIRE(sqlite3_create_function(db, "renumbered", 2, SQLITE_UTF8, NULL,
		    renumbered, NULL, NULL) == SQLITE_OK &&
		sqlite3_create_function(db, "mixed", 2, SQLITE_UTF8, NULL,
		    mixed, NULL, NULL) == SQLITE_OK &&
		sqlite3_create_function(db, "moved", 2, SQLITE_UTF8, NULL,
		    moved, NULL, NULL) == SQLITE_OK);
	(void)snprintf(asked, sizeof(asked),
	    "CREATE TEMP TABLE asked AS SELECT %d AS blocks, 60 AS recent,"
	    " %lld AS step",
	    MILLION_BLOCKS, (long long)MILLION_STEP_S);
	/* A crash would only mean to begin again. */
	run(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
		"PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY");
	run(db, asked);
	run(db, measure);
	REQUIRE(ask(db, is_whole) == 1);
}

static void
multiply(const char *path)
{
	sqlite3 *db = NULL;

	REQUIRE(sqlite3_open_v2(path, &db,
		    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
		    NULL) == SQLITE_OK);
	prepare(db);
	run(db, "BEGIN");
	for (size_t i = 0; i < COUNT_OF(copies); i++)
		run(db, copies[i]);
	run(db, quarrels);
	run(db, days);
	run(db, powers);
	run(db, ratings);
	run(db, "COMMIT; PRAGMA journal_mode = WAL");
	REQUIRE(ask(db, "SELECT count(*) FROM case_file") == MILLION_CASES);
	REQUIRE(sqlite3_close(db) == SQLITE_OK);
}

/* --- where it is -----------------------------------------------------------
 */

/* Numbers and due days are taken in, as the daemon does at its ticks; days are
 * right. */
static void
finish(void)
{
	struct hall_dir h;
	struct actor actor;
	int64_t taken = 1, wrong;

	halls_open("million", &h);
	while (taken > 0)
		MUST(store_case_numbers(h.store, 1, &taken, &e));
	actor = (struct actor){.engine = h.engine, .now_s = MILLION_NOW};
	MUST(case_due_tend(&actor, INT64_MAX, &e));
	MUST(figure_day_wrong(h.store, &wrong, &e));
	REQUIRE(wrong == 0);
	MUST(rating_day_wrong(h.store, &wrong, &e));
	REQUIRE(wrong == 0);
	hall_dir_close(&h);
}

static void
make(const char *path)
{
	char db[HALL_PATH_MAX + 16];
	double began = seconds_now();

	make_block();
	(void)snprintf(db, sizeof(db), "%s/hall.db", halls_path("million"));
	multiply(db);
	finish();
	if (strcmp(path, halls_path("million")) != 0 &&
	    rename(halls_path("million"), path) != 0)
		bench_fails(__FILE__, __LINE__,
		    "$BENCH_HALL must be on the disk of $TMPDIR");
	figure_print(&(struct figure){"making a hall of a million cases", "s",
	    seconds_now() - began, NO_FLOOR, NAN, WISH_NONE, 0, 0});
}

const char *
million_path(void)
{
	static char path[HALL_PATH_MAX];
	const char *kept = getenv("BENCH_HALL");
	char db[HALL_PATH_MAX + 16];

	(void)snprintf(path, sizeof(path), "%s",
	    kept != NULL && kept[0] != '\0' ? kept : halls_path("million"));
	(void)snprintf(db, sizeof(db), "%s/hall.db", path);
	if (access(db, F_OK) != 0)
		make(path);
	return path;
}
