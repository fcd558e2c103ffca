#include "sync/engine/query_code.h"

#include <string.h>

#include "crypto/crypto.h"
#include "schema/store/wrong_code.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/inside.h"
#include "sync/engine/lookups.h"

int
query_code_of(struct engine *g, int64_t record, const char *number,
    struct query_code *out, struct err *e)
{
	struct record_keys keys = {.count = 0};
	const struct case_key *live;
	int failed = case_keys_of_record(g, record, &keys, e);

	live = failed ? NULL : record_keys_live(&keys);
	if (live != NULL)
		case_key_query_code(live, number, out);
	record_keys_wipe(&keys);
	return failed ? -1 : live != NULL;
}

/* --- trying -------------------------------------------------------------- */

/* 1 if nobody is answered now; what lies in the future does not count. */
static int
is_locked(struct engine *g, int64_t asked, int64_t time_s, struct err *e)
{
	struct store_wrong_codes w;

	if (store_wrong_codes_read(
		g->store, asked, time_s - QUERY_LOCK_S, time_s, &w, e) != 0)
		return -1;
	return w.of_this >= QUERY_WRONG_MAX || w.of_all >= QUERY_WRONG_HALL_MAX;
}

/* 1: it fits; 0; -1. */
static int
fits(struct engine *g, int64_t record, const char *number, const char *code,
    struct err *e)
{
	struct query_code right;
	int known =
	    record == 0 ? 0 : query_code_of(g, record, number, &right, e);

	if (known != 1)
		return known;
	return strlen(code) == QUERY_CODE_LEN &&
	       crypto_is_same(code, right.digits, QUERY_CODE_LEN);
}

/* Counted, or the count forgotten. */
static int
note(struct engine *g, int64_t asked, int fitted, int64_t time_s, struct err *e)
{
	int is_inner = store_is_in_transaction(g->store), failed;

	if (!is_inner && engine_begin(g, e) != 0)
		return -1;
	failed = fitted ? store_wrong_codes_forget(g->store, asked, e)
			: store_wrong_code_note(g->store, asked, time_s,
			      time_s - QUERY_LOCK_S, e);
	if (!failed)
		return is_inner ? 0 : engine_commit(g, e);
	if (!is_inner)
		engine_rollback(g);
	return -1;
}

int
query_code_try(struct engine *g, int64_t record, const char *number,
    const char *code, int64_t time_s, enum query_verdict *out, struct err *e)
{
	int64_t asked;
	int locked, fitted;

	/* Whatever was typed is not written down either. */
	if (lookups_of(g, "track", number, &asked, e) != 0)
		return -1;
	locked = is_locked(g, asked, time_s, e);
	*out = QUERY_TOO_OFTEN;
	if (locked != 0)
		return locked < 0 ? -1 : 0;
	fitted = fits(g, record, number, code, e);
	*out = fitted == 1 ? QUERY_FITS : QUERY_WRONG;
	return fitted < 0 ? -1 : note(g, asked, fitted, time_s, e);
}
