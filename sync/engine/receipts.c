#include "sync/engine/receipts.h"

#include <stdlib.h>
#include <string.h>

#include "crypto/hash.h"
#include "crypto/sshsig.h"
#include "schema/store/case_key.h"
#include "schema/store/receipt.h"
#include "sync/engine/inside.h"
#include "sync/engine/life.h"
#include "sync/ledger/receipt.h"

/* --- signing ------------------------------------------------------------- */

static int
compare_ids(const void *a, const void *b)
{
	return changeset_id_compare(a, b);
}

/* Equal ones, of branches that end below where they part, once. */
static void
sort_heads(struct changeset_heads *heads)
{
	size_t kept = 0;

	if (heads->count == 0)
		return;
	qsort(heads->ids, heads->count, sizeof(*heads->ids), compare_ids);
	for (size_t i = 1; i < heads->count; i++)
		if (!changeset_id_is_same(&heads->ids[kept], &heads->ids[i]))
			heads->ids[++kept] = heads->ids[i];
	heads->count = kept + 1;
}

static int
add_head(struct engine *g, struct position at, struct changeset_heads *out,
    struct err *e)
{
	struct changeset_id *ids =
	    realloc(out->ids, (out->count + 1) * sizeof(*ids));
	struct store_position row;

	if (ids == NULL)
		return err_nomem(e);
	out->ids = ids;
	if (store_changeset_at(
		g->store, at.branch, at.seq, &row, NULL, NULL, e) != 1)
		return -1;
	ids[out->count++] = row.id;
	return 0;
}

static struct position
head_of(const struct engine *g, uint32_t branch)
{
	return (struct position){branch, g->chart.branches[branch].head_seq};
}

/* --- gaps ---------------------------------------------------------------- */

/* Change sets of a space that wait for a key, the first of each branch. */
struct gaps {
	struct position *all;
	size_t count;
};

static int
add_gap(void *context, const struct store_gap *gap, struct err *e)
{
	struct gaps *g = context;
	struct position *all = realloc(g->all, (g->count + 1) * sizeof(*all));

	if (all == NULL)
		return err_nomem(e);
	g->all = all;
	g->all[g->count++] = (struct position){gap->branch, gap->seq};
	return 0;
}

/* The change set before one on its chain; branch 0 if there is none. */
static struct position
before(const struct chart *c, struct position at)
{
	const struct chart_branch *b = &c->branches[at.branch];

	if (at.seq - 1 > b->fork_seq)
		return (struct position){at.branch, at.seq - 1};
	return (struct position){b->parent, b->fork_seq};
}

/* How far a branch is whole: its keys and those of all below are held. */
static struct position
whole_reach(const struct engine *g, const struct gaps *gaps, uint32_t branch)
{
	struct position at = head_of(g, branch);

	for (size_t i = 0; i < gaps->count && at.branch != 0; i++)
		if (chart_is_on_chain(&g->chart, gaps->all[i], at))
			at = before(&g->chart, gaps->all[i]);
	return at;
}

/* Gazettes a reader of the receipt needs: around the space's hall. */
static int
is_around(const struct engine *g, uint32_t space, uint32_t about)
{
	const struct space_name *name = &g->chart.spaces[space];
	size_t owner =
	    authority_hall(&g->authority, &g->chart.spaces[about].hall);
	size_t other = authority_hall(&g->authority, &name->hall);

	return name->kind == SPACE_GAZETTE &&
	       (owner == other ||
		   authority_is_above(&g->authority, other, owner));
}

static int
collect_heads(struct engine *g, uint32_t space, const struct gaps *gaps,
    struct receipt *r, struct err *e)
{
	for (uint32_t b = 1; b < g->chart.branch_count; b++) {
		uint32_t of = g->chart.logs[g->chart.branches[b].log].space;
		struct position at = {0, 0};

		if (of == space)
			at = whole_reach(g, gaps, b);
		if (at.branch != 0 && add_head(g, at, &r->heads, e) != 0)
			return -1;
		if (is_around(g, of, space) &&
		    add_head(g, head_of(g, b), &r->gazettes, e) != 0)
			return -1;
	}
	sort_heads(&r->heads);
	sort_heads(&r->gazettes);
	return 0;
}

struct search {
	const struct hall_code *signer;
	const struct receipt *wanted;
	int found;
};

static int
is_same_heads(const struct changeset_heads *a, const struct changeset_heads *b)
{
	return a->count == b->count &&
	       (a->count == 0 ||
		   memcmp(a->ids, b->ids, a->count * sizeof(*a->ids)) == 0);
}

static int
says_the_same(void *context, const struct store_receipt *r, struct err *e)
{
	struct search *s = context;
	struct receipt parsed;

	if (!hall_code_is_same(&r->signer, s->signer))
		return 0;
	if (receipt_parse(r->text.bytes, r->text.len, &parsed, e) != 0)
		return -1;
	s->found |= is_same_heads(&parsed.heads, &s->wanted->heads) &&
		    is_same_heads(&parsed.gazettes, &s->wanted->gazettes);
	receipt_free(&parsed);
	return 0;
}

static int
sign_one(struct engine *g, uint32_t space, struct receipt *r, struct err *e)
{
	struct store_receipt row = {
	    .signer = r->signer,
	    .space = space,
	    .incarnation = r->incarnation,
	};
	struct buf text = BUF_INIT;
	struct signature sig;
	int failed = -1, is_new;

	if (store_node_next_receipt(g->store, &r->counter, e) != 0 ||
	    receipt_compose(r, &text, e) != 0)
		goto out;
	sshsig_sign(&g->keys->sign, SSHSIG_RECEIPT, text.bytes, text.len, &sig);
	row.counter = r->counter;
	row.text = (struct span){text.bytes, text.len};
	memcpy(row.signature, sig.bytes, SIGNATURE_LEN);
	/* Nobody else's word about this hall goes before its own. */
	failed = store_receipts_drop(g->store, &row, e) != 0 ||
		 store_receipt_put(g->store, &row, &is_new, e) != 0;
out:
	buf_free(&text);
	return failed;
}

static int
sign_if_new(
    struct engine *g, uint32_t space, const struct gaps *gaps, struct err *e)
{
	struct receipt r = {
	    .signer = g->identity.hall,
	    .incarnation = g->identity.life.number,
	    .space = g->chart.spaces[space],
	};
	struct search s = {&g->identity.hall, &r, 0};
	int failed = collect_heads(g, space, gaps, &r, e);

	if (!failed && r.heads.count > 0)
		failed =
		    store_each_receipt(g->store, space, says_the_same, &s, e);
	if (!failed && r.heads.count > 0 && !s.found)
		failed = sign_one(g, space, &r, e);
	receipt_free(&r);
	return failed;
}

static int
sign_space(
    struct engine *g, uint32_t space, enum receipt_extent extent, struct err *e)
{
	struct gaps gaps = {NULL, 0};
	int failed = store_each_gap(g->store, space, add_gap, &gaps, e);

	if (!failed && (gaps.count == 0 || extent == RECEIPT_REACH))
		failed = sign_if_new(g, space, &gaps, e);
	free(gaps.all);
	return failed;
}

int
engine_sign_receipts(struct engine *g, const unsigned char *spaces,
    size_t space_count, enum receipt_extent extent, struct err *e)
{
	size_t self = authority_hall(&g->authority, &g->identity.hall);

	if (g->keys == NULL || self == HALL_UNKNOWN)
		return 0;
	for (uint32_t s = 1; s < g->chart.space_count; s++) {
		if (spaces != NULL && (s >= space_count || !spaces[s]))
			continue;
		if (sign_space(g, s, extent, e) != 0)
			return -1;
	}
	return 0;
}

int
engine_sign_all(struct engine *g, struct err *e)
{
	int is_inner = store_is_in_transaction(g->store);

	if (!is_inner && engine_begin(g, e) != 0)
		return -1;
	if (engine_sign_receipts(g, NULL, 0, RECEIPT_REACH, e) == 0)
		return is_inner ? 0 : engine_commit(g, e);
	if (!is_inner)
		engine_rollback(g);
	return -1;
}

int
engine_sign_whole(struct engine *g, struct err *e)
{
	int any = store_any_missing_key(g->store, e);

	return any == 1 ? engine_sign_all(g, e) : any;
}

/* --- keeping ------------------------------------------------------------- */

static int
is_signed_with(const struct admission *a, const struct store_receipt *r)
{
	struct sign_public key;
	struct signature sig;

	memcpy(key.bytes, a->signing_key, SIGN_PUBLIC_LEN);
	memcpy(sig.bytes, r->signature, SIGNATURE_LEN);
	return sshsig_is_valid(
	    &key, SSHSIG_RECEIPT, r->text.bytes, r->text.len, &sig);
}

/* A key that was revoked signs no more receipts. */
static int
is_signed(const struct engine *g, size_t hall, const struct store_receipt *r)
{
	const struct hall *h = &g->authority.halls[hall];

	for (size_t i = h->admission_count; i > 0; i--)
		if (h->admissions[i - 1].in_force &&
		    !authority_key_is_revoked(
			h, h->admissions[i - 1].signing_key) &&
		    is_signed_with(&h->admissions[i - 1], r))
			return 1;
	return 0;
}

static int
is_acceptable(const struct engine *g, const struct receipt *r,
    const struct store_receipt *row)
{
	size_t signer = authority_hall(&g->authority, &r->signer);

	return row->space != 0 && signer != HALL_UNKNOWN &&
	       authority_may_hold(&g->authority, signer, &r->space) &&
	       is_signed(g, signer, row);
}

/* Receipts of one signer and space by the key they are signed with. */
struct generations {
	struct engine *engine;
	const struct store_receipt *incoming;
	const struct admission *newest;
	int has_newest; /* of those kept, one with the newest key */
	int has_older;
};

static int
note_generation(void *context, const struct store_receipt *r, struct err *e)
{
	struct generations *s = context;
	int is_newest;

	(void)e;
	if (!hall_code_is_same(&r->signer, &s->incoming->signer))
		return 0;
	is_newest = is_signed_with(s->newest, r);
	s->has_newest |= is_newest;
	s->has_older |= !is_newest;
	return 0;
}

/*
 * Of a signer whose key was replaced: whether the receipt gives way to one of
 * the newest key, and that those of older keys give way to it.
 */
static int
settle_generations(struct engine *g, const struct store_receipt *row,
    int *is_old_out, struct err *e)
{
	const struct hall *h =
	    &g->authority.halls[authority_hall(&g->authority, &row->signer)];
	struct generations s = {g, row, authority_newest(h), 0, 0};

	*is_old_out = 0;
	if (h->admission_count < 2)
		return 0;
	if (store_each_receipt(g->store, row->space, note_generation, &s, e) !=
	    0)
		return -1;
	if (!is_signed_with(s.newest, row)) {
		*is_old_out = s.has_newest;
		return 0;
	}
	return s.has_older && !s.has_newest
		   ? store_receipts_drop(g->store, row, e)
		   : 0;
}

/* Whether this hall's own counter has not come so far (RULES R2). */
static int
is_unknown_own(
    struct engine *g, const struct store_receipt *row, int *out, struct err *e)
{
	uint64_t last;

	*out = 0;
	if (!hall_code_is_same(&row->signer, &g->identity.hall))
		return 0;
	if (store_node_last_receipt(g->store, &last, e) != 0)
		return -1;
	/* Beyond the last number there is no other to go on to. */
	*out = g->identity.life.number < LIFE_NUMBER_MAX &&
	       (row->incarnation > g->identity.life.number ||
		   (row->incarnation == g->identity.life.number &&
		       row->counter > last));
	return 0;
}

/*
 * What it has signed itself is kept as such only if it did not know of it;
 * apart from that, for what it had promised by it (RULES A7).
 */
static int
keep(struct engine *g, const struct store_receipt *row, int64_t time_s,
    int *kept_out, struct err *e)
{
	int is_own = hall_code_is_same(&row->signer, &g->identity.hall);
	int is_unknown, is_old;

	if (is_own && store_own_receipt_put(g->store, row, e) != 0)
		return -1;
	if (is_unknown_own(g, row, &is_unknown, e) != 0 ||
	    settle_generations(g, row, &is_old, e) != 0)
		return -1;
	if (is_old || (is_own && !is_unknown))
		return 0;
	if (store_receipt_put(g->store, row, kept_out, e) != 0)
		return -1;
	return is_unknown && *kept_out
		   ? engine_open_life(g, LIFE_RECEIPT, time_s, e)
		   : 0;
}

int
engine_take_receipt(struct engine *g, const void *text, size_t len,
    const struct signature *sig, int64_t time_s, int *kept_out, struct err *e)
{
	struct store_receipt row = {.text = {text, len}};
	struct receipt r;
	int failed = 0;

	*kept_out = 0;
	if (receipt_parse(text, len, &r, NULL) != 0)
		return 0;
	row.signer = r.signer;
	row.space = chart_space(&g->chart, &r.space);
	row.incarnation = r.incarnation;
	row.counter = r.counter;
	memcpy(row.signature, sig->bytes, SIGNATURE_LEN);
	if (is_acceptable(g, &r, &row))
		failed = keep(g, &row, time_s, kept_out, e);
	receipt_free(&r);
	return failed;
}

/* --- stamps -------------------------------------------------------------- */

struct stamping {
	struct engine *engine;
	struct hall_code signer;
	struct position at;
	int receipts;
	int covering;
};

static int
count_covering(void *context, const struct store_receipt *row, struct err *e)
{
	struct stamping *s = context;
	struct receipt r;
	int covers = 0;

	if (!hall_code_is_same(&row->signer, &s->signer))
		return 0;
	if (receipt_parse(row->text.bytes, row->text.len, &r, e) != 0)
		return -1;
	for (size_t i = 0; i < r.heads.count && !covers; i++) {
		struct position head;
		int held = engine_find(s->engine, &r.heads.ids[i], &head, e);

		if (held < 0) {
			receipt_free(&r);
			return -1;
		}
		covers =
		    held && chart_is_on_chain(&s->engine->chart, s->at, head);
	}
	s->receipts++;
	s->covering += covers;
	receipt_free(&r);
	return 0;
}

int
engine_stamp_of(struct engine *g, const struct changeset_id *changeset,
    size_t hall, enum engine_stamp *out, struct err *e)
{
	struct stamping s = {
	    .engine = g, .signer = g->authority.halls[hall].code};
	const struct chart_log *log;
	int held = engine_find(g, changeset, &s.at, e);

	*out = STAMP_NONE;
	if (held != 1)
		return held;
	log = &g->chart.logs[g->chart.branches[s.at.branch].log];
	if (hall_code_is_same(&log->name.hall, &s.signer) ||
	    hall_code_is_same(&g->identity.hall, &s.signer)) {
		*out = STAMP_AUTHOR;
		return 0;
	}
	if (store_each_receipt(g->store, log->space, count_covering, &s, e) !=
	    0)
		return -1;
	/* Two with one counter: only what both cover (R2). */
	if (s.receipts > 0 && s.covering == s.receipts)
		*out = STAMP_HELD;
	return 0;
}
