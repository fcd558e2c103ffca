/*
 * No question walks all of what grows with the county: each statement of the
 * store is looked at as SQLite would run it, which without statistics does not
 * depend on what is stored.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/macros.h"
#include "schema/store/statement.h"
#include "tests/fixture/must.h"

#define CURSORS_MAX 256

/* What grows with every case. */
static const char *const growing[] = {"change_set", "event", "record",
    "case_file", "rating", "person", "lookup", "commitment", "case_key"};

static const char *const *const modules[] = {transaction_statements,
    node_statements, life_statements, log_statements, known_statements,
    record_statements, receipt_statements, case_key_statements,
    piece_statements, lookup_statements, wrong_code_statements,
    audit_statements, carrier_statements, report_statements,
    case_search_statements, figure_statements, figure_day_statements,
    rating_day_statements, due_day_statements, inspection_statements,
    user_statements, session_statements, api_token_statements, job_statements,
    claim_statements, draft_statements, damage_statements};

/* Those that do, and may, by how they begin. */
static const char *const allowed[] = {
    /* git export names all there is */
    "SELECT n, oid FROM change_set",
    /* a rebuild, and a gazette that changes what everybody may do */
    "DELETE FROM ",
    "UPDATE record SET dirty = 1",
    /* a recount, for tests */
    "WITH pair (one, other)",
    "SELECT count(*) FROM (SELECT space, what, day",
    "WITH given AS MATERIALIZED",
    /* cases a person, or a hall that is merged, has anywhere */
    "SELECT s.hall AS hall, r.name AS id, f.number AS number FROM case_file f"
    " JOIN record r",
    /* how many cases there are, which SQLite counts fast */
    "SELECT (SELECT coalesce(max(n), 0) FROM change_set) AS change_sets",
    /* what a disk forgot */
    "REINDEX",
    "INSERT OR IGNORE INTO missing_key (hash, space, change_set)"
    " SELECT m.hash",
    NULL,
};

static struct store *store;

static int
is_allowed(const char *sql)
{
	for (size_t i = 0; allowed[i] != NULL; i++)
		if (strncmp(sql, allowed[i], strlen(allowed[i])) == 0)
			return 1;
	return 0;
}

/* The growing table that a root page is of, all of it; or NULL. */
static const char *
table_of(int root)
{
	static char name[64];
	sqlite3_stmt *st = NULL;
	int found;

	assert_int_equal(
	    sqlite3_prepare_v2(store->db,
		"SELECT tbl_name FROM sqlite_schema WHERE rootpage = ?"
		" AND (type = 'table' OR sql IS NULL OR sql NOT LIKE "
		"'%WHERE%')",
		-1, &st, NULL),
	    SQLITE_OK);
	(void)sqlite3_bind_int(st, 1, root);
	found = sqlite3_step(st) == SQLITE_ROW;
	if (found)
		(void)snprintf(name, sizeof(name), "%s",
		    (const char *)sqlite3_column_text(st, 0));
	(void)sqlite3_finalize(st);
	for (size_t i = 0; found && i < COUNT_OF(growing); i++)
		if (strcmp(name, growing[i]) == 0)
			return name;
	return NULL;
}

/* Whether it begins at the first row of a growing table, to go on from there;
 * opcodes as in EXPLAIN: addr, opcode, p1, p2 … */
static const char *
walked_by(const char *sql)
{
	static const char *walked;
	char explain[16384];
	int roots[CURSORS_MAX] = {0};
	sqlite3_stmt *st = NULL;

	walked = NULL;
	assert_true(snprintf(explain, sizeof(explain), "EXPLAIN %s", sql) <
		    (int)sizeof(explain));
	if (sqlite3_prepare_v2(store->db, explain, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(store->db));
	while (walked == NULL && sqlite3_step(st) == SQLITE_ROW) {
		const char *op = (const char *)sqlite3_column_text(st, 1);
		int cursor = sqlite3_column_int(st, 2);

		assert_non_null(op);
		if (cursor < 0 || cursor >= CURSORS_MAX)
			continue;
		if (strncmp(op, "Open", 4) == 0)
			roots[cursor] = strcmp(op, "OpenRead") == 0 ||
						strcmp(op, "OpenWrite") == 0
					    ? sqlite3_column_int(st, 3)
					    : 0;
		else if (strcmp(op, "Rewind") == 0 || strcmp(op, "Count") == 0)
			walked = table_of(roots[cursor]);
	}
	(void)sqlite3_finalize(st);
	return walked;
}

static void
no_statement_walks_all_of_what_grows(void **state)
{
	size_t bad = 0;

	(void)state;
	for (size_t m = 0; m < COUNT_OF(modules); m++)
		for (size_t i = 0; modules[m][i] != NULL; i++) {
			const char *sql = modules[m][i];
			const char *table = walked_by(sql);

			if (table == NULL || is_allowed(sql))
				continue;
			print_message("all of %s: %s\n", table, sql);
			bad++;
		}
	assert_int_equal(bad, 0);
}

static int
open_store(void **state)
{
	(void)state;
	MUST(store_open(STORE_MEMORY, STORE_CREATE, &store, &e));
	return 0;
}

static int
close_store(void **state)
{
	(void)state;
	store_close(store);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_statement_walks_all_of_what_grows),
	};

	return cmocka_run_group_tests(tests, open_store, close_store);
}
