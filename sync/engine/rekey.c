#include "sync/engine/rekey.h"

#include <string.h>

#include "crypto/case_key.h"
#include "crypto/crypto.h"
#include "schema/store/case_key.h"
#include "sync/engine/inside.h"

/* 1: it is wrapped anew; 0: it was already; -1: under neither. */
static int
rewrap(const struct wrap_key *from, const struct wrap_key *to,
    struct store_key *row)
{
	struct wrapped_key wrapped;
	struct case_key_hash hash;
	struct case_key key;
	int is_old;

	memcpy(wrapped.bytes, row->wrapped, sizeof(wrapped.bytes));
	memcpy(hash.bytes, row->hash, sizeof(hash.bytes));
	is_old = case_key_unwrap(&wrapped, &hash, from, &key) == 0;
	if (is_old)
		case_key_wrap(&key, &hash, to, &wrapped);
	else if (case_key_unwrap(&wrapped, &hash, to, &key) != 0)
		return -1;
	case_key_wipe(&key);
	memcpy(row->wrapped, wrapped.bytes, sizeof(row->wrapped));
	return is_old;
}

static int
rewrap_all(struct engine *g, const struct wrap_key *to, struct err *e)
{
	struct store_key row = {.space = 0};
	int found;

	while ((found = store_key_next(g->store, &row, e)) == 1) {
		int done = rewrap(&g->wrap_key, to, &row);

		if (done < 0)
			return err_set(e, ERR_INTEGRITY,
			    "hall.db is damaged; restore it from a backup");
		if (done && store_key_rewrap(g->store, &row, e) != 0)
			return -1;
	}
	return found;
}

int
engine_rekey(struct engine *g, const struct keys *fresh, struct err *e)
{
	struct wrap_key to;
	int failed;

	local_key_wrap(&fresh->sign, &to);
	failed = engine_begin(g, e);
	if (!failed && rewrap_all(g, &to, e) != 0) {
		engine_rollback(g);
		failed = -1;
	}
	if (!failed) {
		g->wrap_key = to;
		local_key_lookup(&fresh->sign, &g->lookup_key);
		failed = engine_rebuild_within(g, NULL, NULL, e);
		if (failed)
			engine_rollback(g);
		else
			failed = engine_commit(g, e);
	}
	crypto_wipe(&to, sizeof(to));
	return failed ? -1 : 0;
}

int
engine_forget_keys(struct engine *g, struct err *e)
{
	if (engine_begin(g, e) != 0)
		return -1;
	if (store_keys_forget(g->store, e) != 0 ||
	    engine_rebuild_within(g, NULL, NULL, e) != 0) {
		engine_rollback(g);
		return -1;
	}
	return engine_commit(g, e);
}
