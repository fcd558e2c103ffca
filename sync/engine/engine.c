#include "sync/engine/engine.h"

#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"
#include "schema/base/text.h"
#include "sync/engine/inside.h"

int
engine_find(void *context, const struct changeset_id *id, struct position *out,
    struct err *e)
{
	struct engine *g = context;
	struct store_position at;
	int found = store_changeset_find(g->store, id, &at, NULL, NULL, e);

	if (found == 1)
		*out = (struct position){at.branch, at.seq};
	return found;
}

static int
look(void *context, struct position at, struct past *past_out,
    uint8_t key_out[VIEW_KEY_LEN], struct err *e)
{
	struct engine *g = context;
	struct store_position row;
	int found = store_changeset_at(
	    g->store, at.branch, at.seq, &row, &g->scratch, NULL, e);

	if (found == 0)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged: a change set is missing; restore it "
		    "from a backup");
	if (found < 0)
		return -1;
	if (key_out != NULL)
		memcpy(key_out, row.key, VIEW_KEY_LEN);
	if (past_out == NULL)
		return 0;
	return past_read(
	    past_out, &g->chart, g->scratch.bytes, g->scratch.len, e);
}

static int
time_of(void *context, struct position at, int64_t *out, struct err *e)
{
	struct engine *g = context;
	struct store_position row;
	int found = store_changeset_at(
	    g->store, at.branch, at.seq, &row, NULL, NULL, e);

	if (found == 1)
		*out = row.time;
	if (found == 0)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged: a change set is missing; restore it "
		    "from a backup");
	return found == 1 ? 0 : -1;
}

/* Another process may have opened an incarnation (life.h). */
static int
load_identity(struct engine *g, struct err *e)
{
	struct store_node node;

	if (store_node_read(g->store, &node, e) != 0)
		return -1;
	g->identity.hall = node.hall;
	g->identity.life = node.life;
	g->identity.county = node.county;
	return 0;
}

/* Spaces, logs, branches and gazettes as they are at one moment. */
static int
load_at_once(struct engine *g, struct err *e)
{
	int is_own = !store_is_in_transaction(g->store);

	if (is_own && store_begin_read(g->store, e) != 0)
		return -1;
	if (load_identity(g, e) != 0 ||
	    chart_load(&g->chart, g->store, e) != 0 ||
	    engine_load_authority(g, e) != 0) {
		if (is_own)
			store_rollback(g->store);
		return -1;
	}
	return is_own ? store_commit(g->store, e) : 0;
}

static int
load(struct engine *g, struct err *e)
{
	if (load_at_once(g, e) != 0 ||
	    engine_settle_forks(g, SETTLE_LOADED, e) != 0)
		return -1;
	engine_forget_marked(g);
	g->is_stale = 0;
	return 0;
}

int
engine_open(struct store *store, const struct keys *keys, struct engine **out,
    struct err *e)
{
	struct engine *g;

	*out = NULL;
	g = calloc(1, sizeof(*g));
	if (g == NULL)
		return err_nomem(e);
	g->store = store;
	g->keys = keys;
	g->scan_room = ENGINE_SCAN_ROOM;
	g->log_room = ENGINE_LOG_ROOM;
	g->machine.free_mib = FRAME_FREE_UNSAID;
	if (keys != NULL) {
		local_key_wrap(&keys->sign, &g->wrap_key);
		local_key_lookup(&keys->sign, &g->lookup_key);
		local_key_audit(&keys->sign, &g->audit_key);
	}
	g->view = (struct view){&g->chart, g, engine_find, look, time_of};
	if (store_outside_version(store, &g->outside_version, e) != 0 ||
	    load(g, e) != 0) {
		engine_close(g);
		return -1;
	}
	*out = g;
	return 0;
}

void
engine_close(struct engine *g)
{
	if (g == NULL)
		return;
	chart_free(&g->chart);
	authority_free(&g->authority);
	engine_forget_marked(g);
	free(g->touched);
	free(g->space_touched);
	free(g->asked);
	arriving_forget(&g->arriving);
	buf_free(&g->scratch);
	past_free(&g->scratch_past);
	crypto_wipe(&g->wrap_key, sizeof(g->wrap_key));
	crypto_wipe(&g->lookup_key, sizeof(g->lookup_key));
	crypto_wipe(&g->audit_key, sizeof(g->audit_key));
	free(g);
}

int
engine_is_unlocked(const struct engine *g)
{
	return g->keys != NULL;
}

void
engine_set_scan_room(struct engine *g, int64_t bytes)
{
	g->scan_room = bytes;
}

void
engine_set_log_room(struct engine *g, int64_t bytes)
{
	g->log_room = bytes;
}

int64_t
engine_log_room(const struct engine *g)
{
	return g->log_room;
}

void
engine_set_version(struct engine *g, const char *version)
{
	text_copy(g->machine.version, sizeof(g->machine.version), version,
	    strlen(version));
}

void
engine_set_free(struct engine *g, uint64_t bytes)
{
	uint64_t mib = bytes >> 20;

	g->machine.free_mib =
	    mib < FRAME_FREE_UNSAID ? (uint32_t)mib : FRAME_FREE_UNSAID - 1;
}

const struct engine_identity *
engine_identity(const struct engine *g)
{
	return &g->identity;
}

struct store *
engine_store(struct engine *g)
{
	return g->store;
}

const struct authority *
engine_authority(const struct engine *g)
{
	return &g->authority;
}

const struct chart *
engine_chart(const struct engine *g)
{
	return &g->chart;
}

/* News stays news until somebody asks, whoever refreshed first. */
static void
take_news(struct engine *g, int *changed_out)
{
	if (changed_out == NULL)
		return;
	*changed_out = g->has_news;
	g->has_news = 0;
}

int
engine_refresh(struct engine *g, int *changed_out, struct err *e)
{
	int64_t version;

	if (changed_out != NULL)
		*changed_out = 0;
	if (store_outside_version(g->store, &version, e) != 0)
		return -1;
	if (version == g->outside_version && !g->is_stale) {
		take_news(g, changed_out);
		return 0;
	}
	g->has_news |= version != g->outside_version;
	g->outside_version = version;
	if (load(g, e) != 0)
		return -1;
	take_news(g, changed_out);
	return 0;
}

int
engine_begin(struct engine *g, struct err *e)
{
	if (store_begin(g->store, e) != 0)
		return -1;
	/* Inside the transaction nobody else can change anything. */
	if (engine_refresh(g, NULL, e) != 0) {
		engine_rollback(g);
		return -1;
	}
	return 0;
}

int
engine_commit(struct engine *g, struct err *e)
{
	/* Events that could not be read were taken for something else. */
	if (err_is_nomem_noted() ? err_nomem(e) : store_commit(g->store, e)) {
		engine_rollback(g);
		err_forget_nomem();
		return -1;
	}
	engine_forget_touched(g);
	engine_forget_destroyed(g);
	return 0;
}

/* The transaction stands whatever becomes of the WAL. */
void
engine_forget_destroyed(struct engine *g)
{
	struct err ignored = ERR_INIT;

	if (g->owes_wal && store_forget_wal(g->store, &ignored) == 1)
		g->owes_wal = 0;
}

void
engine_rollback(struct engine *g)
{
	store_rollback(g->store);
	engine_forget_touched(g);
	g->is_stale = 1;
}

void
engine_forget_touched(struct engine *g)
{
	g->touched_count = 0;
	bodies_forget(&g->bodies);
	arriving_forget(&g->arriving);
	if (g->space_touched != NULL)
		memset(g->space_touched, 0, g->space_room);
}

/* --- making a node ------------------------------------------------------- */

struct incarnation
engine_first_life(void)
{
	struct incarnation life = {.number = 1};

	crypto_random(&life.tag, sizeof(life.tag));
	return life;
}

int
engine_make_node(struct store *store, const struct hall_code *hall,
    const struct changeset_id *county, struct err *e)
{
	struct store_node node = {
	    .hall = *hall, .county = *county, .life = engine_first_life()};

	if (store_begin(store, e) != 0)
		return -1;
	if (store_node_make(store, &node, e) != 0 ||
	    store_commit(store, e) != 0) {
		store_rollback(store);
		return -1;
	}
	return 0;
}

int
engine_knew(struct engine *g, const struct changeset_id *author,
    const struct changeset_id *other, int *out, struct err *e)
{
	struct store_position row;
	struct past past = PAST_INIT;
	struct position at;
	int failed;

	if (store_changeset_find(
		g->store, author, &row, &g->scratch, NULL, e) != 1 ||
	    engine_find(g, other, &at, e) != 1)
		return err_set(
		    e, ERR_NOT_FOUND, "a change set is not held here");
	failed =
	    past_read(&past, &g->chart, g->scratch.bytes, g->scratch.len, e);
	if (!failed)
		*out = past_contains(&past, &g->chart, at);
	past_free(&past);
	return failed;
}
