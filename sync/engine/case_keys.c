#include "sync/engine/case_keys.h"

#include <assert.h>
#include <string.h>

#include "crypto/crypto.h"
#include "schema/base/words.h"
#include "schema/store/carrier.h"
#include "schema/store/piece.h"
#include "sync/engine/frontier.h"
#include "sync/engine/inside.h"
#include "sync/engine/lookups.h"
#include "sync/engine/personal.h"

static_assert(STORE_KEY_HASH_LEN == CASE_KEY_HASH_LEN, "one hash");
static_assert(STORE_WRAPPED_LEN == WRAPPED_KEY_LEN, "one wrapped key");

void
record_keys_wipe(struct record_keys *k)
{
	crypto_wipe(k, sizeof(*k));
}

const struct case_key *
record_keys_live(const struct record_keys *k)
{
	for (size_t i = 0; i < k->count; i++)
		if (k->all[i].state == STORE_KEY_LIVE)
			return &k->all[i].key;
	return NULL;
}

int
record_keys_any(const struct record_keys *k, enum store_key_state state)
{
	for (size_t i = 0; i < k->count; i++)
		if (k->all[i].state == state)
			return 1;
	return 0;
}

/* 0, or -1: this hall's key is locked, or is another than it was. */
static int
unwrap(
    const struct engine *g, const struct store_key *from, struct case_key *out)
{
	struct wrapped_key wrapped;
	struct case_key_hash hash;

	if (g->keys == NULL)
		return -1;
	memcpy(wrapped.bytes, from->wrapped, sizeof(wrapped.bytes));
	memcpy(hash.bytes, from->hash, sizeof(hash.bytes));
	return case_key_unwrap(&wrapped, &hash, &g->wrap_key, out);
}

struct collecting {
	const struct engine *engine;
	struct record_keys *out;
};

static int
collect(void *context, const struct store_key *from, struct err *e)
{
	struct collecting *c = context;
	struct record_key *k = &c->out->all[c->out->count];

	(void)e;
	if (c->out->count == RECORD_KEYS_MAX)
		return 0;
	k->state = from->state;
	if (k->state == STORE_KEY_LIVE && unwrap(c->engine, from, &k->key) != 0)
		k->state = STORE_KEY_MISSING;
	c->out->count++;
	return 0;
}

int
case_keys_of_record(
    struct engine *g, int64_t record, struct record_keys *out, struct err *e)
{
	struct collecting c = {g, out};

	*out = (struct record_keys){.count = 0};
	return store_each_key_of_record(g->store, record, collect, &c, e);
}

int
record_keys_add(struct engine *g, uint32_t space, const json_t *event,
    struct record_keys *out, struct err *e)
{
	struct collecting c = {g, out};
	uint8_t hash[STORE_KEY_HASH_LEN];
	struct store_key k;

	if (!personal_key_hash(event, hash))
		return 0;
	if (store_key_find(g->store, space, hash, &k, e) != 0)
		return -1;
	return collect(&c, &k, e);
}

/* Of a record by its name; none if there is no such record. */
static int
keys_of_named(struct engine *g, const struct space_name *space,
    const struct record_type *type, const char *name, struct record_keys *out,
    struct err *e)
{
	struct store_record record;
	int found = store_record_find(g->store, chart_space(&g->chart, space),
	    type->name, name, &record, e);

	out->count = 0;
	return found == 1 ? case_keys_of_record(g, record.id, out, e) : found;
}

static int
say_lacking(const struct record_type *type, const char *name, struct err *e)
{
	return err_set(e, ERR_REFUSED,
	    "the key of %s %s has not arrived here, so nothing personal can "
	    "be added to it, nor can it be moved; sync with the hall that "
	    "received it",
	    _(type->meaning), name);
}

int
case_keys_for(struct engine *g, const struct space_name *space,
    const struct record_type *type, const char *name, struct case_key *out,
    struct err *e)
{
	struct record_keys keys = {.count = 0};
	int failed = keys_of_named(g, space, type, name, &keys, e);
	const struct case_key *live = failed ? NULL : record_keys_live(&keys);

	if (live != NULL)
		*out = *live;
	else if (!failed && record_keys_any(&keys, STORE_KEY_DESTROYED))
		failed = err_set(e, ERR_REFUSED,
		    "what %s %s said of a person was erased; nothing personal "
		    "can be added to it",
		    _(type->meaning), name);
	else if (!failed)
		failed = say_lacking(type, name, e);
	record_keys_wipe(&keys);
	return failed ? -1 : 0;
}

int
case_keys_check_whole(struct engine *g, const struct space_name *space,
    const struct record_type *type, const char *name, struct err *e)
{
	struct record_keys keys = {.count = 0};
	int failed = keys_of_named(g, space, type, name, &keys, e);

	if (!failed && record_keys_any(&keys, STORE_KEY_MISSING))
		failed = say_lacking(type, name, e);
	record_keys_wipe(&keys);
	return failed ? -1 : 0;
}

/* --- making and destroying ----------------------------------------------- */

static void
wrap(const struct engine *g, uint32_t space, const struct case_key *k,
    const struct case_key_hash *hash, struct store_key *out)
{
	struct wrapped_key wrapped;

	*out = (struct store_key){.state = STORE_KEY_LIVE, .space = space};
	case_key_wrap(k, hash, &g->wrap_key, &wrapped);
	memcpy(out->hash, hash->bytes, sizeof(out->hash));
	memcpy(out->wrapped, wrapped.bytes, sizeof(out->wrapped));
}

int
case_keys_add(struct engine *g, uint32_t space, const struct case_key *k,
    const struct case_key_hash *hash, struct err *e)
{
	struct store_key row;

	wrap(g, space, k, hash, &row);
	return store_key_add(g->store, &row, e);
}

int
case_keys_commit(struct engine *g, int64_t changeset, uint32_t place,
    uint32_t space, const uint8_t hash[STORE_KEY_HASH_LEN], struct err *e)
{
	struct store_key k = {.state = STORE_KEY_MISSING, .space = space};
	struct case_key_hash name;
	struct arriving_key *came;
	int kept;

	memcpy(name.bytes, hash, sizeof(name.bytes));
	memcpy(k.hash, hash, sizeof(k.hash));
	came = arriving_find(&g->arriving, &g->chart.spaces[space], &name);
	if (came != NULL)
		wrap(g, space, &came->from->key, &name, &k);
	kept = store_key_commit(g->store, changeset, place, &k, e);
	if (came != NULL && kept == 1)
		came->is_kept = 1;
	return kept < 0 ? -1 : 0;
}

struct destroying {
	enum store_key_end end;
	struct store_key all[RECORD_KEYS_MAX];
	size_t count;
};

static int
note_key(void *context, const struct store_key *k, struct err *e)
{
	struct destroying *d = context;
	int is_done = k->state == STORE_KEY_DESTROYED &&
		      (k->is_final || d->end == STORE_KEY_WITH_RECORD);

	(void)e;
	if (d->count < RECORD_KEYS_MAX && !is_done)
		d->all[d->count++] = *k;
	return 0;
}

/* Again until none is left: a record may have more than fit at once. */
static int
destroy(struct engine *g, int64_t record, enum store_key_end end,
    int64_t time_s, struct err *e)
{
	struct destroying d = {.end = end, .count = RECORD_KEYS_MAX};
	int failed = 0;

	while (d.count == RECORD_KEYS_MAX && !failed) {
		d.count = 0;
		failed =
		    store_each_key_of_record(g->store, record, note_key, &d, e);
		for (size_t i = 0; i < d.count && !failed; i++)
			failed = store_key_destroy(
			    g->store, &d.all[i], end, time_s, e);
		g->owes_wal |= d.count > 0;
	}
	/* Without the key nobody can open them. */
	if (!failed)
		failed = store_pieces_forget(g->store, record, e);
	return failed ? -1 : lookups_drop(g, record, e);
}

int
case_keys_drop(struct engine *g, int64_t record, int64_t time_s, struct err *e)
{
	return destroy(g, record, STORE_KEY_WITH_RECORD, time_s, e);
}

static int
erase_in(struct engine *g, uint32_t space, const struct record_type *type,
    const char *name, int64_t time_s, struct err *e)
{
	struct store_record record;
	int found =
	    store_record_find(g->store, space, type->name, name, &record, e);

	return found == 1 ? destroy(g, record.id, STORE_KEY_FOR_GOOD, time_s, e)
			  : found;
}

int
case_keys_erase(struct engine *g, const struct record_type *type,
    const char *name, int64_t time_s, struct err *e)
{
	for (uint32_t s = 1; s < g->chart.space_count; s++)
		if (g->chart.spaces[s].kind == type->space &&
		    erase_in(g, s, type, name, time_s, e) != 0)
			return -1;
	return 0;
}

int
case_keys_is_left(const struct engine *g, uint32_t space)
{
	const struct space_name *name = &g->chart.spaces[space];

	return name->kind == SPACE_LEDGER &&
	       !authority_may_hold(&g->authority,
		   authority_hall(&g->authority, &g->identity.hall), name);
}

int
case_keys_erase_left(struct engine *g, const struct record_type *type,
    const char *name, int64_t time_s, struct err *e)
{
	for (uint32_t s = 1; s < g->chart.space_count; s++)
		if (case_keys_is_left(g, s) &&
		    erase_in(g, s, type, name, time_s, e) != 0)
			return -1;
	return 0;
}

/* --- carrying ------------------------------------------------------------ */

struct carrying {
	struct engine *engine;
	struct carried_keys *held;
	struct key_wants *lacking;
};

static int
carry(void *context, const struct store_key *from, struct err *e)
{
	struct carrying *c = context;
	const struct space_name *space = &c->engine->chart.spaces[from->space];
	struct case_key_hash hash;
	struct case_key key;
	int failed;

	if (from->state == STORE_KEY_DESTROYED)
		return 0;
	memcpy(hash.bytes, from->hash, sizeof(hash.bytes));
	if (from->state == STORE_KEY_MISSING ||
	    unwrap(c->engine, from, &key) != 0)
		return key_wants_add(c->lacking, space, &hash, e);
	failed = carried_keys_add(c->held, space, &key, e);
	case_key_wipe(&key);
	return failed;
}

int
case_keys_of_changeset(struct engine *g, int64_t n,
    struct carried_keys *held_out, struct key_wants *lacking_out, struct err *e)
{
	struct carrying c = {g, held_out, lacking_out};

	return store_each_key_of_changeset(g->store, n, carry, &c, e);
}

struct lacking {
	struct engine *engine;
	size_t peer;
	struct key_wants *out;
};

static int
add_lacking(void *context, const struct store_key *k, struct err *e)
{
	struct lacking *l = context;
	const struct space_name *space = &l->engine->chart.spaces[k->space];
	struct case_key_hash hash;

	if (!frontier_is_shared(l->engine, space, l->peer))
		return 0;
	memcpy(hash.bytes, k->hash, sizeof(hash.bytes));
	return key_wants_add(l->out, space, &hash, e);
}

int
case_keys_lacking(
    struct engine *g, size_t peer, struct key_wants *out, struct err *e)
{
	struct lacking l = {g, peer, out};

	return store_each_missing_key(g->store, add_lacking, &l, e);
}

/* 1: it stays wanted; 0: answered or forgotten; -1. */
static int
answer(struct engine *g, size_t peer, const struct key_want *want,
    struct carried_keys *out, struct err *e)
{
	uint32_t space = chart_space(&g->chart, &want->space);
	struct key_wants lacking = {NULL, 0, 0};
	struct carrying c = {g, out, &lacking};
	struct store_key k;
	int stays;

	if (space == 0 || !frontier_is_shared_in_part(g, &want->space, peer))
		return 0;
	if (out->count == FRAME_KEYS_MAX)
		return 1;
	if (store_key_find(g->store, space, want->hash.bytes, &k, e) != 0)
		return -1;
	if (k.state == STORE_KEY_UNKNOWN)
		return 0;
	stays = carry(&c, &k, e) != 0 ? -1 : lacking.count > 0;
	key_wants_free(&lacking);
	return stays;
}

int
case_keys_answer(struct engine *g, size_t peer, struct key_wants *wants,
    struct carried_keys *out, struct err *e)
{
	size_t kept = 0;

	for (size_t i = 0; i < wants->count; i++) {
		int stays = answer(g, peer, &wants->all[i], out, e);

		if (stays < 0)
			return -1;
		if (stays)
			wants->all[kept++] = wants->all[i];
	}
	wants->count = kept;
	return 0;
}

/* --- taking -------------------------------------------------------------- */

struct taking {
	struct engine *engine;
	enum key_manner manner;
	int64_t carried;
	int64_t time_s;
	struct key_result *result;
};

/* The key itself is not kept anywhere in clear, so its hash is listed. */
static int
refuse(struct taking *t, const struct case_key_hash *hash, struct err *e)
{
	struct key_result *r = t->result;
	struct err why = ERR_INIT;

	r->unfit++;
	if (t->manner == KEYS_EARLY)
		return 0;
	(void)err_set(
	    &why, ERR_REFUSED, "a key came that no case held here commits to");
	memcpy(r->why, why.text, sizeof(r->why) - 1);
	return store_quarantine(t->engine->store, t->time_s, t->carried,
	    why.text, (struct span){hash->bytes, sizeof(hash->bytes)}, e);
}

/* Somebody waits for the key: what they say can be read from now on. */
static int
touch_waiting(void *context, const struct store_waiting *w, struct err *e)
{
	struct engine *g = context;

	return engine_touch_space(g, w->space, e) != 0
		   ? -1
		   : engine_touch(g, w->record, e);
}

static int
take_missing(struct taking *t, uint32_t space, const struct case_key *key,
    const struct case_key_hash *hash, struct err *e)
{
	struct engine *g = t->engine;
	struct store_key k;

	wrap(g, space, key, hash, &k);
	if (store_each_waiting(g->store, hash->bytes, touch_waiting, g, e) != 0)
		return -1;
	t->result->stored++;
	return store_key_put(g->store, &k, e);
}

static int
take_one(struct taking *t, const struct carried_key *from, struct err *e)
{
	struct engine *g = t->engine;
	uint32_t space = chart_space(&g->chart, &from->space);
	struct case_key_hash hash;
	const struct arriving_key *came;
	struct store_key k = {.state = STORE_KEY_UNKNOWN};

	case_key_hash(&from->key, &hash);
	came = arriving_find(&g->arriving, &from->space, &hash);
	if (came != NULL && came->is_kept) {
		t->result->stored++;
		return 0;
	}
	if (space != 0 &&
	    store_key_find(g->store, space, hash.bytes, &k, e) != 0)
		return -1;
	switch (k.state) {
	case STORE_KEY_UNKNOWN:
		return refuse(t, &hash, e);
	case STORE_KEY_LIVE:
	case STORE_KEY_DESTROYED:
		t->result->known++;
		return 0;
	case STORE_KEY_MISSING:
		break;
	}
	return take_missing(t, space, &from->key, &hash, e);
}

int
case_keys_take(struct engine *g, const struct carried_keys *keys,
    enum key_manner manner, int64_t carried, int64_t time_s,
    struct key_result *out, struct err *e)
{
	struct taking t = {.engine = g,
	    .manner = manner,
	    .carried = carried,
	    .time_s = time_s,
	    .result = out};

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < keys->count; i++)
		if (take_one(&t, &keys->all[i], e) != 0)
			return -1;
	return 0;
}
