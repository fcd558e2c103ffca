/*
 * All state again from the log, in one transaction: it must come out the
 * same, byte for byte.
 */
#include "sync/engine/inside.h"

static int
index_changeset(struct engine *g, int64_t n, struct buf *message, struct err *e)
{
	struct store_position row;
	struct changeset c;
	int found =
	    store_changeset_numbered(g->store, n, &row, NULL, message, e);
	int failed;

	if (found == 0)
		(void)err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged: a change set is missing; restore it "
		    "from a backup");
	if (found != 1 ||
	    changeset_parse(message->bytes, message->len, &c, e) != 0)
		return -1;
	failed = engine_index(g, &c, NULL, n,
	    chart_space_of(&g->chart, (struct position){row.branch, row.seq}),
	    e);
	changeset_free(&c);
	return failed;
}

int
engine_rebuild_within(struct engine *g, const struct progress *indexed,
    const struct progress *folded, struct err *e)
{
	struct buf message = BUF_INIT;
	int64_t last = 0;
	int failed = store_changeset_expected(g->store, &last, e) != 0 ||
		     store_forget_state(g->store, e) != 0;

	for (int64_t n = 1; n <= last && !failed; n++)
		failed =
		    index_changeset(g, n, &message, e) != 0 ||
		    progress_tell(indexed, (uint64_t)n, (uint64_t)last, e) != 0;
	g->authority_is_stale = 1;
	buf_free(&message);
	g->folding = folded;
	failed = failed || engine_fold_touched(g, e) != 0;
	g->folding = NULL;
	return failed ? -1 : 0;
}

int
engine_rebuild_told(struct engine *g, const struct progress *indexed,
    const struct progress *folded, struct err *e)
{
	if (engine_begin(g, e) != 0)
		return -1;
	if (engine_rebuild_within(g, indexed, folded, e) != 0) {
		engine_rollback(g);
		return -1;
	}
	return engine_commit(g, e);
}

int
engine_rebuild(struct engine *g, struct err *e)
{
	return engine_rebuild_told(g, NULL, NULL, e);
}
