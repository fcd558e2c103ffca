#include "schema/store/draft.h"

#include "schema/store/statement.h"

enum {
	DRAFT_ADD,
	DRAFT_CHANGE,
	DRAFT_EACH,
	DRAFT_DROP,
	DRAFT_DROP_OLD,
	DRAFT_KEEP,
};

const char *const draft_statements[] = {
    [DRAFT_ADD] = "INSERT INTO draft (user, changed, key, hash, sealed)"
		  " VALUES (:user, :changed, :key, :hash, :sealed)"
		  " RETURNING id",
    [DRAFT_CHANGE] =
	"UPDATE draft SET changed = :changed, key = :key, hash = :hash,"
	" sealed = :sealed WHERE id = :id AND user = :user RETURNING id",
    [DRAFT_EACH] = "SELECT id, changed, key, hash, sealed FROM draft"
		   " WHERE user = :user ORDER BY changed DESC, id DESC",
    [DRAFT_DROP] = "DELETE FROM draft WHERE id = :id AND user = :user",
    [DRAFT_DROP_OLD] = "DELETE FROM draft WHERE changed < :before",
    [DRAFT_KEEP] =
	"DELETE FROM draft WHERE user = :user AND id NOT IN (SELECT id"
	" FROM draft WHERE user = :user ORDER BY changed DESC, id DESC"
	" LIMIT :most)",
    NULL,
};

int
store_draft_put(struct store *s, struct store_draft *d, struct err *e)
{
	sqlite3_stmt *st =
	    statement(s, MODULE_DRAFT, d->id == 0 ? DRAFT_ADD : DRAFT_CHANGE);
	int row;

	if (d->id != 0)
		bind_integer(st, ":id", d->id);
	bind_integer(st, ":user", d->user);
	bind_integer(st, ":changed", d->changed);
	bind_blob(st, ":key", d->key, sizeof(d->key));
	bind_blob(st, ":hash", d->hash, sizeof(d->hash));
	bind_text_len(
	    st, ":sealed", (const char *)d->sealed.bytes, d->sealed.len);
	row = statement_step(st, e);
	if (row == 1)
		d->id = sqlite3_column_int64(st, 0);
	statement_end(st);
	if (row == 0)
		return err_set(e, ERR_NOT_FOUND, "there is no such draft");
	return row == 1 ? 0 : -1;
}

int
store_each_draft(struct store *s, int64_t user, store_draft_callback *callback,
    void *context, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_DRAFT, DRAFT_EACH);
	struct store_draft d = {.user = user};
	int row;

	bind_integer(st, ":user", user);
	while ((row = statement_step(st, e)) == 1) {
		d.id = sqlite3_column_int64(st, 0);
		d.changed = sqlite3_column_int64(st, 1);
		if (column_copy(st, 2, d.key, sizeof(d.key), e) != 0 ||
		    column_copy(st, 3, d.hash, sizeof(d.hash), e) != 0) {
			row = -1;
			break;
		}
		d.sealed = column_blob(st, 4);
		if (callback(context, &d, e) != 0) {
			row = -1;
			break;
		}
	}
	statement_end(st);
	return row < 0 ? -1 : 0;
}

int
store_draft_drop(struct store *s, int64_t user, int64_t id, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_DRAFT, DRAFT_DROP);

	bind_integer(st, ":id", id);
	bind_integer(st, ":user", user);
	return statement_run(st, e);
}

int
store_drafts_drop_old(struct store *s, int64_t before, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_DRAFT, DRAFT_DROP_OLD);

	bind_integer(st, ":before", before);
	return statement_run(st, e);
}

int
store_drafts_keep(struct store *s, int64_t user, int64_t most, struct err *e)
{
	sqlite3_stmt *st = statement(s, MODULE_DRAFT, DRAFT_KEEP);

	bind_integer(st, ":user", user);
	bind_integer(st, ":most", most);
	return statement_run(st, e);
}
