#include "sync/engine/drafts.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "crypto/crypto.h"
#include "crypto/seal.h"
#include "schema/base/json.h"
#include "schema/store/draft.h"
#include "sync/engine/inside.h"

static_assert(STORE_DRAFT_KEY_LEN == WRAPPED_KEY_LEN, "one wrapped key");
static_assert(STORE_DRAFT_HASH_LEN == CASE_KEY_HASH_LEN, "one hash");

/* A draft of one user opens for no other. */
struct draft_place {
	char user[24];
	struct seal_place at;
};

static void
place_of(const struct engine *g, int64_t user, struct draft_place *out)
{
	(void)snprintf(out->user, sizeof(out->user), "%" PRId64, user);
	out->at = (struct seal_place){.record = out->user,
	    .kind = "draft",
	    .field = "values",
	    .space = {.kind = SPACE_LEDGER, .hall = g->identity.hall}};
}

static int
check_unlocked(const struct engine *g, struct err *e)
{
	if (g->keys != NULL)
		return 0;
	return err_set(e, ERR_REFUSED,
	    "this hall's key is locked; give its passphrase in "
	    "$SANJI_PASSPHRASE");
}

/* --- keeping -------------------------------------------------------------- */

static int
seal(const struct engine *g, const json_t *values, struct store_draft *d,
    struct buf *sealed, struct err *e)
{
	struct buf text = BUF_INIT;
	struct draft_place place = {.user = ""};
	struct case_key_hash hash;
	struct wrapped_key wrapped;
	struct case_key key;
	int failed;

	place_of(g, d->user, &place);
	case_key_new(&key);
	case_key_hash(&key, &hash);
	case_key_wrap(&key, &hash, &g->wrap_key, &wrapped);
	memcpy(d->key, wrapped.bytes, sizeof(d->key));
	memcpy(d->hash, hash.bytes, sizeof(d->hash));
	failed = json_write(values, &text, e) != 0 ||
		 seal_text(&key, &place.at, text.bytes, text.len, sealed, e);
	case_key_wipe(&key);
	if (text.bytes != NULL)
		crypto_wipe(text.bytes, text.len);
	buf_free(&text);
	d->sealed = (struct span){sealed->bytes, sealed->len};
	return failed ? -1 : 0;
}

static int
put_row(struct engine *g, struct store_draft *d, struct err *e)
{
	int is_inner = store_is_in_transaction(g->store), failed;

	if (!is_inner && engine_begin(g, e) != 0)
		return -1;
	failed =
	    store_draft_put(g->store, d, e) != 0 ||
	    store_drafts_keep(g->store, d->user, DRAFTS_MAX, e) != 0 ||
	    store_drafts_drop_old(g->store, d->changed - DRAFT_KEPT_S, e) != 0;
	if (!failed)
		return is_inner ? 0 : engine_commit(g, e);
	if (!is_inner)
		engine_rollback(g);
	return -1;
}

int
engine_draft_put(struct engine *g, int64_t user, const json_t *values,
    int64_t now_s, int64_t *id, struct err *e)
{
	struct store_draft d = {.id = *id, .user = user, .changed = now_s};
	struct buf sealed = BUF_INIT;
	int failed = check_unlocked(g, e) != 0 ||
		     seal(g, values, &d, &sealed, e) != 0 ||
		     put_row(g, &d, e) != 0;

	buf_free(&sealed);
	*id = d.id;
	return failed ? -1 : 0;
}

int
engine_draft_drop(struct engine *g, int64_t user, int64_t id, struct err *e)
{
	return store_draft_drop(g->store, user, id, e);
}

/* --- reading -------------------------------------------------------------- */

struct reading {
	const struct engine *engine;
	int64_t since;
	json_t *rows;
};

/* The values of a row; NULL without an error if it does not open. */
static json_t *
open_row(const struct engine *g, const struct store_draft *d, struct err *e)
{
	struct buf text = BUF_INIT;
	struct case_key_hash hash;
	struct wrapped_key wrapped;
	struct draft_place place = {.user = ""};
	struct case_key key;
	json_t *values = NULL;

	place_of(g, d->user, &place);
	memcpy(hash.bytes, d->hash, sizeof(hash.bytes));
	memcpy(wrapped.bytes, d->key, sizeof(wrapped.bytes));
	if (case_key_unwrap(&wrapped, &hash, &g->wrap_key, &key) != 0)
		return NULL;
	if (seal_text_open(&key, &place.at, (const char *)d->sealed.bytes,
		d->sealed.len, &text, e) == 1)
		values = json_read((const char *)text.bytes, text.len, e);
	case_key_wipe(&key);
	if (text.bytes != NULL)
		crypto_wipe(text.bytes, text.len);
	buf_free(&text);
	return values;
}

static int
read_row(void *context, const struct store_draft *d, struct err *e)
{
	const struct reading *r = context;
	json_t *values;

	if (d->changed < r->since)
		return 0;
	values = open_row(r->engine, d, e);
	if (values == NULL)
		return e->code == ERR_NONE ? 0 : -1;
	return json_append_take(r->rows,
	    json_pack("{s:I,s:I,s:o}", "draft", (json_int_t)d->id, "changed",
		(json_int_t)d->changed, "values", values),
	    e);
}

json_t *
engine_drafts(struct engine *g, int64_t user, int64_t now_s, struct err *e)
{
	struct reading r = {g, now_s - DRAFT_KEPT_S, json_array()};

	if (r.rows == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	if (check_unlocked(g, e) == 0 &&
	    store_each_draft(g->store, user, read_row, &r, e) == 0)
		return r.rows;
	json_decref(r.rows);
	return NULL;
}
