#include <ftw.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "node/actions/action.h"
#include "schema/base/json.h"
#include "schema/store/report.h"
#include "tests/bench/bench.h"
#include "tests/fixture/disclosed.h"

#define TREE_CSV "deploy/data/jiashan-halls.csv"
#define TREE_LEN_MAX 65536

/* Actions in one transaction of halls_receive_at_once(). */
#define AT_ONCE 500

static char root[HALL_PATH_MAX / 2];
static pid_t owner;

/* --- where --------------------------------------------------------------- */

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st, (void)type, (void)where;
	(void)remove(path);
	return 0;
}

/* Not by a child that goes on after a fork. */
static void
remove_root(void)
{
	if (getpid() == owner)
		(void)nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void
halls_begin(void)
{
	const char *tmp = getenv("TMPDIR");
	char self[sizeof(root)];

	(void)snprintf(self, sizeof(self), "%s", bench_path());
	(void)snprintf(root, sizeof(root) - 1, "%s/sanji-bench-XXXXXX",
	    tmp != NULL && tmp[0] != '\0' ? tmp : dirname(self));
	REQUIRE(mkdtemp(root) != NULL);
	owner = getpid();
	(void)atexit(remove_root);
}

const char *
halls_path(const char *name)
{
	static char paths[4][HALL_PATH_MAX];
	static unsigned turn;
	char *path = paths[turn++ % 4];

	(void)snprintf(path, HALL_PATH_MAX, "%s/%s", root, name);
	return path;
}

/* --- making -------------------------------------------------------------- */

static void
act_take(struct hall_dir *h, json_t *request)
{
	struct actor actor = {h->engine, HALLS_TIME};
	json_t *out = NULL;

	REQUIRE(request != NULL);
	MUST(action_perform(&actor, request, &out, &e));
	json_decref(request);
	json_decref(out);
}

static char *
read_tree(void)
{
	static char text[TREE_LEN_MAX];
	FILE *f = fopen(TREE_CSV, "re");

	if (f == NULL)
		bench_fails(__FILE__, __LINE__,
		    "no " TREE_CSV "; run this from the root");
	REQUIRE(fread(text, 1, sizeof(text) - 1, f) > 0);
	(void)fclose(f);
	return text;
}

void
halls_found(const char *name, struct hall_dir *out)
{
	struct sign_secret recovery;
	struct hall_code code;

	REQUIRE(hall_code_parse(COUNTY, &code) == 0);
	sign_new(&recovery);
	MUST(hall_dir_make(halls_path(name), &code, NULL, out, &e));
	MUST(engine_found(out->store, &out->keys, &code, "嘉善县",
	    &recovery.public, HALLS_TIME, &e));
	MUST(engine_open(out->store, &out->keys, &out->engine, &e));
	MUST(hall_dir_write_conf(out, &e));
	act_take(out,
	    json_pack("{s:s,s:s}", "do", "hall.import", "csv", read_tree()));
	act_take(
	    out, json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "do",
		     "item.publish", "code", CASE_ITEM, "name",
		     "城乡居民医保参保登记", "department", "医疗保障局",
		     "statutory_days", "20", "promise_days", "1", "content",
		     "登记", "conditions", "本县居民", "steps",
		     "[{\"name\":\"审核\"}]", "disclosures", DISCLOSED_JSON));
}

void
halls_join(struct hall_dir *above, const char *code, const char *name,
    struct hall_dir *out)
{
	struct line_use use;
	struct hall_code hall;
	struct token token;

	REQUIRE(hall_code_parse(code, &hall) == 0);
	MUST(enrol_invite(above->engine, &hall, ENROL_JOINS, "127.0.0.1:1",
	    HALLS_TIME, HALLS_TIME + 3600, &token, &e));
	MUST(hall_dir_make(halls_path(name), &hall, NULL, out, &e));
	MUST(engine_make_node(out->store, &hall, &token.county, &e));
	MUST(engine_open(out->store, &out->keys, &out->engine, &e));
	MUST(hall_dir_write_conf(out, &e));
	line_talk(out, above, &token, &use);
}

const char *
halls_village(size_t n)
{
	static char code[HALL_CODE_LEN + 1];
	char *rest = read_tree(), *line;
	size_t place = 0;

	while ((line = strsep(&rest, "\n")) != NULL) {
		const char *parent = strrchr(line, ',');

		if (parent == NULL || strcmp(parent + 1, TOWN) != 0 ||
		    place++ < n)
			continue;
		(void)snprintf(code, sizeof(code), "%s", line);
		return code;
	}
	bench_fails(__FILE__, __LINE__, "the town has too few villages");
}

/* --- copying and opening ------------------------------------------------- */

static void
copy_file(const char *from, const char *to, const char *name, mode_t mode)
{
	char path[HALL_PATH_MAX + 16], part[65536];
	FILE *in, *out;
	size_t len;

	(void)snprintf(path, sizeof(path), "%s/%s", from, name);
	in = fopen(path, "re");
	(void)snprintf(path, sizeof(path), "%s/%s", to, name);
	out = fopen(path, "we");
	REQUIRE(in != NULL && out != NULL);
	while ((len = fread(part, 1, sizeof(part), in)) > 0)
		REQUIRE(fwrite(part, 1, len, out) == len);
	REQUIRE(fchmod(fileno(out), mode) == 0 && fflush(out) == 0 &&
		fsync(fileno(out)) == 0);
	(void)fclose(in);
	(void)fclose(out);
}

void
halls_copy(const char *from, const char *to)
{
	const char *source = halls_path(from), *target = halls_path(to);

	(void)nftw(target, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	REQUIRE(mkdir(target, 0700) == 0);
	copy_file(source, target, "hall.db", 0600);
	copy_file(source, target, "hall.key", 0600);
	copy_file(source, target, "hall.conf", 0600);
}

void
halls_open(const char *name, struct hall_dir *out)
{
	MUST(hall_dir_open(halls_path(name), NULL, out, &e));
}

void
halls_set_above(const char *name, const char *address)
{
	struct hall_dir h;

	halls_open(name, &h);
	(void)snprintf(h.above, sizeof(h.above), "%s", address);
	MUST(hall_dir_write_conf(&h, &e));
	hall_dir_close(&h);
}

/* --- acting and looking -------------------------------------------------- */

void
halls_receive(struct hall_dir *h, uint64_t first, uint64_t count)
{
	for (uint64_t i = 0; i < count; i++)
		act_take(h, case_request(first + i));
}

void
halls_receive_at_once(struct hall_dir *h, uint64_t first, uint64_t count)
{
	for (uint64_t done = 0; done < count;) {
		uint64_t some = count - done < AT_ONCE ? count - done : AT_ONCE;

		MUST(engine_begin(h->engine, &e));
		halls_receive(h, first + done, some);
		MUST(engine_commit(h->engine, &e));
		done += some;
	}
}

int64_t
halls_sync_record(struct hall_dir *h, const char *column)
{
	struct report_parameter most = {":most", NULL, 1};
	struct err e = ERR_INIT;
	json_t *rows = store_report(h->store, REPORT_SYNC, &most, 1, &e);
	int64_t value;

	REQUIRE(rows != NULL);
	value = json_member_integer(json_array_get(rows, 0), column, -1);
	json_decref(rows);
	REQUIRE(value >= 0);
	return value;
}
