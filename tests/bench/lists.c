/*
 * Lists and searches at a county with a million cases (million.h), as the
 * console asks for them: each by the action it calls, one also by HTTP.
 * Beside it the floor: SQLite reads fifty cases by an index.  Each is asked
 * for five times, or fewer if that takes seconds; the first time counts with
 * the others.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "node/actions/action.h"
#include "schema/base/json.h"
#include "tests/bench/million.h"

#define ROUNDS 5
#define SPENT_MS_MAX 2000
#define WANTED_MS 50
#define WORDS_MAX 16
#define ANSWER_MAX (4 << 20)

#define FLOOR_SQL                                                    \
	"SELECT record, number, item, code, received_time, personal" \
	" FROM case_file WHERE received_time < ?"                    \
	" ORDER BY received_time DESC, record DESC LIMIT 50"

/* What stands for a value that only the hall knows. */
static const struct {
	const char *name, *sql;
} values[] = {
    {"$middle", "SELECT number FROM case_file ORDER BY received_time"
		" LIMIT 1 OFFSET 500000"},
    {"$last", "SELECT number FROM case_file ORDER BY received_time"
	      " LIMIT 1 OFFSET 25"},
    {"$open", "SELECT f.number FROM case_file f JOIN due_day d"
	      " ON d.record = f.record ORDER BY d.due, d.record"
	      " LIMIT 1 OFFSET 49"},
    {"$village", "SELECT hall FROM space WHERE kind = 0 AND hall IN"
		 " (SELECT substr(number, 1, 12) FROM case_file)"
		 " ORDER BY hall DESC LIMIT 1"},
    {"$day", "SELECT '2026-03-02'"},
    {"$conflict", "SELECT lower(hex(c.id)) || '/' || e.place FROM event e"
		  " JOIN change_set c ON c.n = e.change_set"
		  " WHERE e.status = 4 LIMIT 1"},
    {"$someone", "SELECT r.name || '@' || s.hall FROM person p JOIN record r"
		 " ON r.id = p.record JOIN space s ON s.id = r.space"
		 " ORDER BY r.name LIMIT 1 OFFSET 50000"},
    {"$person", "SELECT substr(r.name, 1, 6) FROM person p JOIN record r"
		" ON r.id = p.record LIMIT 1"},
};

/* What is asked for, and the words of `sanji` for it. */
static const struct {
	const char *what, *words;
} lists[] = {
    {"cases: first page", "case list details=yes"},
    {"cases: from the middle on", "case list details=yes after=$middle"},
    {"cases: last page", "case list details=yes after=$last"},
    {"cases: received", "case list details=yes state=received"},
    {"cases: accepted", "case list details=yes state=accepted"},
    {"cases: decided", "case list details=yes state=decided"},
    {"cases: disputed", "case list details=yes state=disputed"},
    {"cases: delivered (none)", "case list details=yes state=delivered"},
    {"cases: of most cases' item", "case list details=yes item=330421-YB-001"},
    {"cases: of a rare item", "case list details=yes item=330421-YB-003"},
    {"cases: of one hall", "case list details=yes hall=$village"},
    {"cases: of a hall without", "case list details=yes hall=" TOWN},
    {"cases: hall, item, state",
	"case list details=yes hall=$village item=330421-YB-002 state=decided"},
    {"cases: hall, rare item",
	"case list details=yes hall=$village item=330421-YB-003"},
    {"cases: of a day", "case list details=yes from=$day to=$day"},
    {"cases: hall, item, of a day",
	"case list details=yes hall=$village item=330421-YB-002 from=$day "
	"to=$day"},
    {"cases: whole number", "case list details=yes number=$middle"},
    {"cases: fragment, a day's", "case list details=yes number=-20260302-"},
    {"cases: fragment, many", "case list details=yes number=0042"},
    {"cases: fragment, none", "case list details=yes number=99999999"},
    {"cases: fragment of two digits", "case list details=yes number=42"},
    {"cases: fragment, rare item",
	"case list details=yes number=0042 item=330421-YB-003"},
    {"cases: telephone", "case list details=yes phone=13857300002"},
    {"cases: name many have", "case list details=yes name=王秀英"},
    {"cases: name, none here", "case list details=yes name=王秀英 hall=" TOWN},
    {"cases: overdue", "case list details=yes due=overdue"},
    {"cases: due soon", "case list details=yes due=near"},
    {"cases: due soon, the second page",
	"case list details=yes due=near after=$open"},
    {"cases: of a replaced version", "case outdated"},
    {"one case by number", "case show $middle"},
    {"the hall's display", "case today"},
    {"tasks", "task list most=200"},
    {"tasks: nobody's", "task list most=200 whose=free"},
    {"conflicts: open", "conflicts list most=200"},
    {"conflicts: all", "conflicts list most=200 all=yes"},
    {"conflicts: one", "conflicts show $conflict"},
    {"held acts", "power held"},
    {"acts without authority", "power violations"},
    {"powers", "power list"},
    {"figures by hall", "figures show"},
    {"figures by month", "figures months"},
    {"figures by month of a hall", "figures months hall=$village"},
    {"figures: levels", "figures levels"},
    {"figures: powers", "figures powers"},
    {"figures: ratings", "figures ratings"},
    {"figures: bad ratings of a hall", "figures ratings level=5 hall=$village"},
    {"rows: received", "figures rows received"},
    {"rows: decided of a hall", "figures rows decided hall=$village"},
    {"rows: decided of a month", "figures rows decided month=2025-12"},
    {"rows: finished (none)", "figures rows finished"},
    {"rows: disputed", "figures rows disputed"},
    {"rows: rated", "figures rows rated"},
    {"rows: rated of a hall, last page",
	"figures rows rated hall=$village after=$last"},
    {"status", "hall status"},
    {"workbench", "hall counters"},
    {"halls, how fresh", "hall tree"},
    {"waits to be sent", "hall outbox"},
    {"exchanges", "sessions list"},
    {"refused", "quarantine list"},
    {"forks", "fork list"},
    {"clocks", "timewarps list"},
    {"change sets", "log list"},
    {"change sets of a hall", "log list hall=$village"},
    {"change sets with a refusal", "log list status=noauth"},
    {"change sets of a day", "log list day=$day"},
    {"change sets of a case", "log list case=$middle"},
    {"people", "person list most=50"},
    {"people: from the middle on", "person list most=50 after=$someone"},
    {"people: 500 at once", "person list"},
    {"people: beginning of an id", "person list $person"},
    {"complaints", "complaint list"},
    {"items", "item list"},
    {"halls", "hall list"},
    {"who looked", "audit list"},
};

struct asked {
	struct hall_dir h;
	sqlite3 *db;
	sqlite3_stmt *floor;
	size_t floor_count;
};

/* --- the floor -------------------------------------------------------------
 */

static double
floor_ms(struct asked *a)
{
	double began = seconds_now();
	int rows = 0;

	(void)sqlite3_reset(a->floor);
	(void)sqlite3_bind_int64(a->floor, 1,
	    HALLS_TIME + (int64_t)a->floor_count * MILLION_STEP_S + 90000);
	while (sqlite3_step(a->floor) == SQLITE_ROW)
		for (int i = 0; i < 6; i++)
			rows += sqlite3_column_bytes(a->floor, i) > 0;
	REQUIRE(rows >= 50);
	return (seconds_now() - began) * 1000;
}

/* --- asking ----------------------------------------------------------------
 */

static void
write_value(struct asked *a, const char *name, char *out, size_t size)
{
	sqlite3_stmt *st = NULL;

	for (size_t i = 0; i < COUNT_OF(values); i++) {
		if (strcmp(values[i].name, name) != 0)
			continue;
		REQUIRE(sqlite3_prepare_v2(
			    a->db, values[i].sql, -1, &st, NULL) == SQLITE_OK &&
			sqlite3_step(st) == SQLITE_ROW);
		(void)snprintf(
		    out, size, "%s", (const char *)sqlite3_column_text(st, 0));
		(void)sqlite3_finalize(st);
		return;
	}
	bench_fails(__FILE__, __LINE__, name);
}

/* One word, with the value for what stands for it. */
static void
write_word(struct asked *a, const char *word, char *out, size_t size)
{
	const char *at = strchr(word, '$');
	int before = at == NULL ? (int)strlen(word) : (int)(at - word);

	(void)snprintf(out, size, "%.*s", before, word);
	if (at != NULL)
		write_value(a, at, out + before, size - (size_t)before);
}

static json_t *
request_of(struct asked *a, const char *line)
{
	char copy[256], room[WORDS_MAX][160];
	char *rest = copy, *word;
	const char *words[WORDS_MAX];
	size_t count = 0;
	json_t *request;
	struct err e = ERR_INIT;

	(void)snprintf(copy, sizeof(copy), "%s", line);
	while ((word = strsep(&rest, " ")) != NULL && count < WORDS_MAX) {
		write_word(a, word, room[count], sizeof(room[count]));
		words[count] = room[count];
		count++;
	}
	request = action_request(count, words, &e);
	if (request == NULL)
		bench_fails(__FILE__, __LINE__, e.text);
	return request;
}

static double
list_ms(struct asked *a, json_t *request)
{
	struct actor actor = {a->h.engine, MILLION_NOW};
	double began = seconds_now();
	json_t *out = NULL;
	struct buf text = BUF_INIT;

	MUST(action_perform(&actor, request, &out, &e));
	MUST(json_write(out, &text, &e));
	buf_free(&text);
	json_decref(out);
	return (seconds_now() - began) * 1000;
}

static void
tell(struct asked *a, const char *what, double *ms, size_t count,
    double processor_ms)
{
	double ratios[ROUNDS], floors[ROUNDS], longest = 0;

	for (size_t i = 0; i < count; i++) {
		floors[i] = floor_ms(a);
		ratios[i] = ms[i] / floors[i];
		longest = ms[i] > longest ? ms[i] : longest;
	}
	a->floor_count++;
	figure_print(&(struct figure){what, "ms", median(ms, count),
	    median(floors, count), median(ratios, count), WISH_VALUE_AT_MOST,
	    WANTED_MS, longest, processor_ms});
}

static void
run_list(struct asked *a, const char *what, const char *line)
{
	json_t *request = request_of(a, line);
	double ms[ROUNDS], spent_ms = 0, began = processor_seconds();
	size_t count = 0;

	while (count < ROUNDS && spent_ms < SPENT_MS_MAX) {
		ms[count] = list_ms(a, request);
		spent_ms += ms[count++];
	}
	tell(a, what, ms, count,
	    (processor_seconds() - began) * 1000 / (double)count);
	json_decref(request);
}

/* --- by HTTP ---------------------------------------------------------------
 */

static void
make_token(struct asked *a, char out[128])
{
	struct actor actor = {a->h.engine, (int64_t)time(NULL)};
	json_t *request = json_pack("{s:s,s:s,s:s}", "do", "token.make", "name",
	    "bench", "role", "window");
	json_t *got = NULL;

	REQUIRE(request != NULL);
	MUST(action_perform(&actor, request, &got, &e));
	(void)snprintf(out, 128, "%s", json_member_text(got, "token"));
	json_decref(got);
	json_decref(request);
}

static int
call(const char *address)
{
	const char *port = strchr(address, ':') + 1;
	struct sockaddr_in at = {.sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	    .sin_port = htons((uint16_t)strtoul(port, NULL, 10))};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	REQUIRE(fd >= 0);
	REQUIRE(connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0);
	return fd;
}

static double
http_ms(const char *address, const char *token)
{
	static char answer[ANSWER_MAX];
	double began = seconds_now();
	int fd = call(address);
	size_t len = 0;
	ssize_t more;

	REQUIRE(dprintf(fd,
		    "GET /api/v1/case/list?details=yes HTTP/1.1\r\n"
		    "Host: %s\r\nAuthorization: Bearer %s\r\n"
		    "Connection: close\r\n\r\n",
		    address, token) > 0);
	while ((more = read(fd, answer + len, ANSWER_MAX - 1 - len)) > 0)
		len += (size_t)more;
	answer[len] = '\0';
	(void)close(fd);
	if (strstr(answer, " 200 ") == NULL)
		bench_fails(__FILE__, __LINE__, answer);
	return (seconds_now() - began) * 1000;
}

static void
run_http(struct asked *a, const char *path)
{
	const char *const words[] = {sanji_path(), "-C", path, "serve", NULL};
	struct process console;
	char token[128], web[HALL_ADDRESS_MAX];
	double ms[ROUNDS];

	(void)snprintf(web, sizeof(web), "%s", free_address());
	(void)snprintf(a->h.web, sizeof(a->h.web), "%s", web);
	MUST(hall_dir_write_conf(&a->h, &e));
	make_token(a, token);
	process_start(&console, words);
	process_await(&console, web);
	for (size_t i = 0; i < ROUNDS; i++)
		ms[i] = http_ms(web, token);
	tell(a, "cases: first page, by HTTP", ms, ROUNDS, 0);
	process_stop(&console);
}

void
lists_bench(void)
{
	const char *path = million_path();
	struct asked a = {.floor_count = 0};
	char db[HALL_PATH_MAX + 16];

	(void)snprintf(db, sizeof(db), "%s/hall.db", path);
	REQUIRE(sqlite3_open_v2(db, &a.db,
		    SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
		    NULL) == SQLITE_OK &&
		sqlite3_prepare_v2(a.db, FLOOR_SQL, -1, &a.floor, NULL) ==
		    SQLITE_OK);
	MUST(hall_dir_open(path, NULL, &a.h, &e));
	for (size_t i = 0; i < COUNT_OF(lists); i++)
		run_list(&a, lists[i].what, lists[i].words);
	run_http(&a, path);
	hall_dir_close(&a.h);
	(void)sqlite3_finalize(a.floor);
	(void)sqlite3_close(a.db);
}
