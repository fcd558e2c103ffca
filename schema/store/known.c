#include "schema/store/known.h"

enum {
	LAST_SPACE,
	LAST_BRANCH,
};

const char *const known_statements[] = {
    [LAST_SPACE] = "SELECT ifnull(max(id), 0) FROM space",
    [LAST_BRANCH] = "SELECT ifnull(max(id), 0) FROM branch",
    NULL,
};

static int
read_last(struct store *s, int which, int64_t *out, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_KNOWN, which);

	if (statement_step(st, e) != 1)
		return -1;
	*out = sqlite3_column_int64(st, 0);
	statement_end(st);
	return 0;
}

/* They are numbered from 1 on, without a gap. */
static int
column_known(struct store *s, sqlite3_stmt *st, int column, int which,
    uint32_t *out, struct err *e)
{
	int64_t *last = &s->last_known[which];
	int64_t number = sqlite3_column_int64(st, column);

	if (number > *last && read_last(s, which, last, e) != 0)
		return -1;
	if (number < 1 || number > *last)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged: a row belongs to ledger or log number "
		    "%lld, which there is not; restore it from a backup",
		    (long long)number);
	*out = (uint32_t)number;
	return 0;
}

int
column_space(
    struct store *s, sqlite3_stmt *st, int column, uint32_t *out, struct err *e)
{
	return column_known(s, st, column, LAST_SPACE, out, e);
}

int
column_branch(
    struct store *s, sqlite3_stmt *st, int column, uint32_t *out, struct err *e)
{
	return column_known(s, st, column, LAST_BRANCH, out, e);
}

void
known_forget(struct store *s)
{
	for (size_t i = 0; i < COUNT_OF(s->last_known); i++)
		s->last_known[i] = 0;
}
