#include "schema/store/case_search.h"

#include <string.h>

#include "schema/store/report_text.h"
#include "schema/store/rows.h"

/* Ways to find cases, each with how many it leaves, the page, and how many all
 * pages have. */
enum {
	WAY_NEWEST, /* all of them, from the newest on */
	WAY_STATE,
	WAY_ITEM,
	WAY_HALL,
	WAY_PERSON,
	WAY_NUMBER,
	WAY_COUNT,
	WAY_TOTAL = 2 * WAY_COUNT,
	NUMBERS_WAIT = 3 * WAY_COUNT,
	NUMBERS_TAKE,
	NUMBERS_UPTO,
};

/* So many are looked at rather than all from the newest on: if one thing is
 * asked for, which is then met soon, and if several are.  Numbers of one day
 * or hall lie together, so a part of one may be met late. */
#define FEW_OF_ONE 4000
#define FEW_OF_SEVERAL 15000

#define OF_STATE "SELECT record AS record FROM case_file WHERE state = :state"
/* The index begins with the state; 17 is the last. */
#define OF_ITEM                                                               \
	"SELECT record AS record FROM case_file WHERE state IN (0, 1, 2, 3, " \
	"4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17)"                   \
	" AND (:state < 0 OR state = :state) AND item = :item"
#define OF_HALL                                                               \
	"SELECT id AS record FROM record WHERE space = (SELECT id FROM space" \
	" WHERE kind = 0 AND hall = :hall) AND type = 'case'"
#define OF_PERSON "SELECT record AS record FROM lookup WHERE hash = :first"

#define UPTO "ifnull((SELECT record FROM case_number_upto), 0)"
#define OF_NUMBER                                                   \
	"SELECT rowid AS record FROM case_number WHERE case_number" \
	" MATCH '\"' || :number || '\"' UNION ALL"                  \
	" SELECT record FROM case_file WHERE record > " UPTO
#define NEW_CASES                                                     \
	"SELECT id, name FROM record WHERE id > " UPTO " AND type = " \
	"'case' ORDER BY id LIMIT :most"

#define COUNTED(way) \
	"SELECT count(*) FROM (SELECT 1 FROM (" way ") LIMIT :enough)"

/* From the row on that comes after a case already shown; the index is asked by
 * the days. */
#define CASES_CHOSEN                                              \
	" (:hall = '' OR r.space = (SELECT id FROM space"         \
	"  WHERE kind = 0 AND hall = :hall))"                     \
	" AND (:state < 0 OR f.state = :state)"                   \
	" AND (:item = '' OR f.item = :item)"                     \
	" AND (:number = '' OR instr(f.number, :number) > 0)"     \
	" AND f.received_time >= :from AND f.received_time < :to" \
	" AND (+f.received_time, f.record) < (:time, :record) AND" SEEN_HERE

#define HAS_HASH(hash)                                       \
	" AND (" hash " = 0 OR EXISTS (SELECT 1 FROM lookup" \
	" WHERE record = f.record AND hash = " hash "))"

#define CASES(from)                                                       \
	from " CROSS JOIN record r ON r.id = f.record WHERE" CASES_CHOSEN \
	    HAS_HASH(":first") HAS_HASH(":second") HAS_HASH(":third")

/* Which they are, and then what is shown of those alone. */
#define PAGE(from)                                                 \
	CASE_CELLS                                                 \
	" FROM (SELECT f.record AS record, f.received_time"        \
	" AS time FROM " CASES(                                    \
	    from) " ORDER BY f.received_time DESC, f.record DESC"  \
		  " LIMIT :most) p"                                \
		  " CROSS JOIN case_file f ON f.record = p.record" \
		  " CROSS JOIN record r ON r.id = p.record"        \
		  " CROSS JOIN space s ON s.id = r.space"          \
		  " ORDER BY p.time DESC, p.record DESC"
#define FILES_OF(way) \
	"(" way ") w CROSS JOIN case_file f ON f.record = w.record"
#define PAGE_OF(way) PAGE(FILES_OF(way))
#define TOTAL_OF(way) "SELECT count(*) FROM " CASES(FILES_OF(way))

const char *const case_search_statements[] = {
    [WAY_NEWEST] = PAGE("case_file f"),
    [WAY_STATE] = PAGE_OF(OF_STATE),
    [WAY_ITEM] = PAGE_OF(OF_ITEM),
    [WAY_HALL] = PAGE_OF(OF_HALL),
    [WAY_PERSON] = PAGE_OF(OF_PERSON),
    [WAY_COUNT + WAY_STATE] = COUNTED(OF_STATE),
    [WAY_COUNT + WAY_ITEM] = COUNTED(OF_ITEM),
    [WAY_COUNT + WAY_HALL] = COUNTED(OF_HALL),
    [WAY_COUNT + WAY_PERSON] = COUNTED(OF_PERSON),
    [WAY_NUMBER] = PAGE_OF(OF_NUMBER),
    [WAY_COUNT + WAY_NUMBER] = COUNTED(OF_NUMBER),
    [WAY_TOTAL + WAY_NEWEST] = "SELECT count(*) FROM " CASES("case_file f"),
    [WAY_TOTAL + WAY_STATE] = TOTAL_OF(OF_STATE),
    [WAY_TOTAL + WAY_ITEM] = TOTAL_OF(OF_ITEM),
    [WAY_TOTAL + WAY_HALL] = TOTAL_OF(OF_HALL),
    [WAY_TOTAL + WAY_PERSON] = TOTAL_OF(OF_PERSON),
    [WAY_TOTAL + WAY_NUMBER] = TOTAL_OF(OF_NUMBER),
    [NUMBERS_WAIT] = "SELECT count(*), ifnull(max(id), 0) FROM (" NEW_CASES ")",
    /* Of a record without a case yet, the name, which begins with it. */
    [NUMBERS_TAKE] = "INSERT INTO case_number (rowid, number)"
		     " SELECT n.id, coalesce(f.number, n.name) FROM"
		     " (" NEW_CASES ") n LEFT JOIN case_file f"
		     " ON f.record = n.id",
    [NUMBERS_UPTO] = "INSERT OR REPLACE INTO case_number_upto (one, record)"
		     " VALUES (1, :record)",
    NULL,
};

/* --- which way -------------------------------------------------------------
 */

/* Three letters, digits or hyphens and more. */
static int
is_indexed(const char *part)
{
	return strlen(part) >= 3 &&
	       part[strspn(part, "0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ")] ==
		   '\0';
}

static int
is_asked(const struct case_search *q, int way)
{
	switch (way) {
	case WAY_STATE:
		return q->state >= 0;
	case WAY_ITEM:
		return q->item[0] != '\0';
	case WAY_HALL:
		return q->hall[0] != '\0';
	case WAY_PERSON:
		return q->hash_count > 0;
	case WAY_NUMBER:
		return is_indexed(q->number);
	default:
		return 0;
	}
}

/* What the statement of a way has of the question. */
static void
bind_way(sqlite3_stmt *st, const struct case_search *q, int way)
{
	if (way == WAY_HALL)
		bind_text(st, ":hall", q->hall);
	if (way == WAY_STATE || way == WAY_ITEM)
		bind_integer(st, ":state", q->state);
	if (way == WAY_ITEM)
		bind_text(st, ":item", q->item);
	if (way == WAY_PERSON)
		bind_integer(st, ":first", q->hashes[0]);
	if (way == WAY_NUMBER)
		bind_text(st, ":number", q->number);
}

/* How many a way leaves, or more than `enough`; -1 with what went wrong. */
static int64_t
count_way(struct store *s, const struct case_search *q, int way, int64_t enough,
    struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_CASE_SEARCH, WAY_COUNT + way);
	int64_t count = -1;

	bind_way(st, q, way);
	bind_integer(st, ":enough", enough + 1);
	if (statement_step(st, e) == 1)
		count = sqlite3_column_int64(st, 0);
	statement_end(st);
	return count;
}

/* How many things are asked for: part of a number is more than one. */
static int
count_asked(const struct case_search *q)
{
	int asked = q->number[0] == '\0' ? 0 : 2;

	for (int way = WAY_STATE; way < WAY_COUNT; way++)
		asked += is_asked(q, way);
	return asked;
}

static int
choose_way(
    struct store *s, const struct case_search *q, int *out, struct err *e)
{
	int64_t few = count_asked(q) > 1 ? FEW_OF_SEVERAL : FEW_OF_ONE;

	*out = WAY_NEWEST;
	for (int way = WAY_STATE; way < WAY_COUNT; way++) {
		int64_t count;

		if (!is_asked(q, way))
			continue;
		count = count_way(s, q, way, few, e);
		if (count < 0)
			return -1;
		if (count > few)
			continue;
		*out = way;
		few = count;
	}
	return 0;
}

/* --- the page --------------------------------------------------------------
 */

static void
bind_cases(sqlite3_stmt *st, const struct case_search *q)
{
	static const char *const hashes[] = {":first", ":second", ":third"};
	/* Whatever comes after the last one shown is no younger. */
	int64_t to = q->time < q->to - 1 ? q->time + 1 : q->to;

	bind_text(st, ":hall", q->hall);
	bind_integer(st, ":state", q->state);
	bind_text(st, ":item", q->item);
	bind_text(st, ":number", q->number);
	bind_integer(st, ":from", q->from);
	bind_integer(st, ":to", to);
	bind_integer(st, ":time", q->time);
	bind_integer(st, ":record", q->record);
	for (size_t i = 0; i < CASE_SEARCH_HASHES_MAX; i++)
		bind_integer(
		    st, hashes[i], i < q->hash_count ? q->hashes[i] : 0);
}

json_t *
store_case_search(struct store *s, const struct case_search *q, struct err *e)
{
	sqlite3_stmt *st;
	int way;

	if (choose_way(s, q, &way, e) != 0)
		return NULL;
	st = statement(s, MODULE_CASE_SEARCH, way);
	bind_cases(st, q);
	bind_integer(st, ":most", q->most);
	return rows_read(st, NULL, 0, e);
}

int
store_case_count(
    struct store *s, const struct case_search *q, int64_t *out, struct err *e)
{
	sqlite3_stmt *st;
	int way;

	if (choose_way(s, q, &way, e) != 0)
		return -1;
	st = statement(s, MODULE_CASE_SEARCH, WAY_TOTAL + way);
	bind_cases(st, q);
	if (statement_step(st, e) != 1)
		return -1;
	*out = sqlite3_column_int64(st, 0);
	statement_end(st);
	return 0;
}

/* --- parts of numbers ------------------------------------------------------
 */

static int
take_numbers(struct store *s, int64_t last, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_CASE_SEARCH, NUMBERS_TAKE);

	bind_integer(st, ":most", CASE_NUMBERS_MAX);
	if (statement_run(st, e) != 0)
		return -1;
	st = statement(s, MODULE_CASE_SEARCH, NUMBERS_UPTO);
	bind_integer(st, ":record", last);
	return statement_run(st, e);
}

int
store_case_numbers(
    struct store *s, int64_t at_least, int64_t *taken_out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_CASE_SEARCH, NUMBERS_WAIT);
	int64_t count, last;

	*taken_out = 0;
	bind_integer(st, ":most", CASE_NUMBERS_MAX);
	if (statement_step(st, e) != 1)
		return -1;
	count = sqlite3_column_int64(st, 0);
	last = sqlite3_column_int64(st, 1);
	statement_end(st);
	if (count < at_least || count == 0)
		return 0;
	if (store_begin(s, e) != 0)
		return -1;
	if (take_numbers(s, last, e) != 0) {
		store_rollback(s);
		return -1;
	}
	*taken_out = count;
	return store_commit(s, e);
}
