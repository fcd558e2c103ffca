#include "sync/engine/mend.h"

#include <string.h>

#include "crypto/hash.h"
#include "crypto/sshsig.h"
#include "schema/store/carrier.h"
#include "schema/store/damage.h"
#include "sync/engine/check.h"
#include "sync/engine/inside.h"
#include "sync/engine/receipts.h"

struct mending {
	struct engine *engine;
	int64_t time_s;
	struct mend_result *result;
	int is_folded_wrong; /* state was made of what a row said wrongly */
};

static int
put_aside(
    struct mending *m, const char *why, const struct buf *bytes, struct err *e)
{
	return store_quarantine(m->engine->store, m->time_s, 0, why,
	    (struct span){bytes->bytes, bytes->len}, e);
}

/* --- change sets --------------------------------------------------------- */

/*
 * Its bytes are those that were signed, whatever the row calls them: 1, with
 * the names they should have; 0.
 */
static int
is_signed(const struct buf *commit, struct store_position *row)
{
	struct git_id parents[CHANGESET_HEADS_MAX + 1];
	struct sign_public key;
	struct changeset c;
	size_t count;

	if (changeset_parse_commit(
		commit->bytes, commit->len, &c, &key, parents, &count, NULL))
		return 0;
	row->id = c.id;
	memcpy(row->oid, c.oid.bytes, STORE_OID_LEN);
	changeset_free(&c);
	return engine_check_commit(row, commit, NULL) == 0;
}

/* The message is what was signed: what the row says besides can be made of it,
 * and of those before, which were looked at before. */
static int
makes_row(struct mending *m, int64_t n, const struct buf *message,
    struct store_position *row, struct buf *past)
{
	struct buf commit = BUF_INIT;
	int makes =
	    engine_commit_bytes(m->engine, n, &commit, NULL, NULL) == 0 &&
	    is_signed(&commit, row) &&
	    engine_derive(m->engine, message, row, past, NULL) == 0;

	buf_free(&commit);
	return makes;
}

/* A row of which only what follows from its message is wrong is made again. */
static int
remake_or_note(struct mending *m, int64_t n, const char *why, struct err *e)
{
	struct store *s = m->engine->store;
	struct buf message = BUF_INIT, past = BUF_INIT;
	struct store_position row;
	int found = store_changeset_numbered(s, n, &row, NULL, &message, e);
	int failed = found < 0;

	if (found == 1 && makes_row(m, n, &message, &row, &past)) {
		m->result->renamed++;
		m->is_folded_wrong = 1;
		failed = store_changeset_mend(s, &row,
		    (struct span){past.bytes, past.len},
		    (struct span){message.bytes, message.len}, e);
	} else if (found == 1) {
		m->result->changesets++;
		failed = store_damage_note(s, n, e) != 0 ||
			 put_aside(m, why, &message, e) != 0;
	}
	buf_free(&past);
	buf_free(&message);
	return failed;
}

static int
look_at_changesets(struct mending *m, struct err *e)
{
	char why[ENGINE_CHECK_WHY_MAX];
	int64_t last = 0;
	int is_good, failed = 0;

	if (store_changeset_expected(m->engine->store, &last, e) != 0)
		return -1;
	for (int64_t n = 1; n <= last && !failed; n++) {
		failed = engine_check_one(m->engine, n, &is_good, why, e) != 0;
		if (!failed)
			failed = is_good ? store_damage_forget(
					       m->engine->store, n, e)
					 : remake_or_note(m, n, why, e);
	}
	return failed;
}

/* --- keys and pieces ------------------------------------------------------ */

static int
opens(const struct engine *g, const struct store_key *k)
{
	struct case_key_hash hash;
	struct wrapped_key wrapped;
	struct case_key key;
	int failed;

	memcpy(hash.bytes, k->hash, sizeof(hash.bytes));
	memcpy(wrapped.bytes, k->wrapped, sizeof(wrapped.bytes));
	failed = case_key_unwrap(&wrapped, &hash, &g->wrap_key, &key);
	case_key_wipe(&key);
	return failed == 0;
}

/* If none opens, it is hall.key that is wrong, and not they. */
static int
check_any_opens(struct engine *g, struct err *e)
{
	struct store_key k = {.space = 0};
	int more, any = 0, count = 0;

	while (!any && (more = store_key_next(g->store, &k, e)) == 1) {
		any = opens(g, &k);
		count++;
	}
	if (any || count == 0 || more < 0)
		return !any && more < 0 ? -1 : 0;
	return err_set(e, ERR_INTEGRITY,
	    "no key of a case opens with hall.key: put back the hall.key that "
	    "belongs to this hall.db");
}

static int
look_at_keys(struct mending *m, struct err *e)
{
	struct engine *g = m->engine;
	struct store_key k = {.space = 0};
	int more;

	if (!engine_is_unlocked(g))
		return 0;
	if (check_any_opens(g, e) != 0)
		return -1;
	while ((more = store_key_next(g->store, &k, e)) == 1) {
		if (opens(g, &k))
			continue;
		m->result->keys++;
		if (store_key_lose(g->store, &k, e) != 0)
			return -1;
	}
	return more;
}

static int
look_at_pieces(struct mending *m, struct err *e)
{
	static const struct hall_code nobody;
	struct store *s = m->engine->store;
	struct store_held_piece p = {.id = 0};
	struct buf bytes = BUF_INIT;
	uint8_t hash[HASH_ID_LEN];
	int more, failed = 0;

	while (!failed &&
	       (more = store_held_piece_next(s, p.id, &nobody, &p, e)) == 1) {
		buf_clear(&bytes);
		failed = store_piece_read(s, p.hash, &bytes, e) < 0;
		hash_id(bytes.bytes, bytes.len, hash);
		if (failed || memcmp(hash, p.hash, sizeof(hash)) == 0)
			continue;
		m->result->pieces++;
		failed = put_aside(m, "a piece of a scan is not what it was",
			     &bytes, e) != 0 ||
			 store_piece_lose(s, p.hash, e) != 0;
	}
	buf_free(&bytes);
	return failed || more < 0 ? -1 : 0;
}

int
engine_mend(
    struct engine *g, int64_t time_s, struct mend_result *out, struct err *e)
{
	struct mending m = {g, time_s, out, 0};

	*out = (struct mend_result){.renamed = 0};
	if (engine_begin(g, e) != 0)
		return -1;
	if (store_reindex(g->store, e) != 0 || look_at_changesets(&m, e) != 0 ||
	    look_at_keys(&m, e) != 0 || look_at_pieces(&m, e) != 0 ||
	    (m.is_folded_wrong && mend_finish(g, e) != 0)) {
		engine_rollback(g);
		return -1;
	}
	if (engine_commit(g, e) != 0)
		return -1;
	/* What is not held any more is promised no more. */
	return engine_sign_all(g, e);
}

int
engine_any_damage(struct engine *g, int *out, struct err *e)
{
	*out = store_damage_find(g->store, 0, e);
	return *out < 0 ? -1 : 0;
}

/* --- coming again -------------------------------------------------------- */

int
mend_changeset(struct engine *g, const struct ready *r, struct err *e)
{
	const struct changeset *c = r->changeset;
	struct buf past = BUF_INIT;
	struct store_position row;
	int failed,
	    found = store_changeset_find(g->store, &c->id, &row, NULL, NULL, e);

	if (found == 1)
		found = store_damage_find(g->store, row.n, e);
	if (found != 1)
		return found;
	memcpy(row.oid, c->oid.bytes, STORE_OID_LEN);
	memcpy(row.key, r->key.bytes, STORE_KEY_LEN);
	memcpy(row.signature, c->signature.bytes, STORE_SIGNATURE_LEN);
	row.depth = c->header.depth;
	row.time = c->header.time;
	failed = past_write(&r->past, &past, e) != 0 ||
		 store_changeset_mend(g->store, &row,
		     (struct span){past.bytes, past.len},
		     (struct span){c->message.bytes, c->message.len}, e) != 0;
	buf_free(&past);
	return failed ? -1 : 1;
}

int
mend_finish(struct engine *g, struct err *e)
{
	int left = store_damage_find(g->store, 0, e);

	if (left != 0)
		return left < 0 ? -1 : 0;
	return engine_rebuild_within(g, NULL, NULL, e);
}
