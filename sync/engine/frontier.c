#include "sync/engine/frontier.h"

#include <stdlib.h>
#include <string.h>

#include "crypto/hash.h"
#include "schema/store/damage.h"
#include "schema/store/piece.h"
#include "schema/store/receipt.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/inside.h"
#include "sync/engine/mend.h"
#include "sync/engine/quota.h"
#include "sync/engine/reach.h"

int
frontier_is_shared(
    const struct engine *g, const struct space_name *space, size_t peer)
{
	const struct authority *a = &g->authority;
	size_t self = authority_hall(a, &g->identity.hall);

	if (peer == HALL_UNKNOWN) {
		size_t owner = authority_hall(a, &space->hall);

		return space->kind == SPACE_GAZETTE &&
		       (owner == self || authority_is_above(a, owner, self));
	}
	return authority_may_hold(a, self, space) &&
	       authority_may_hold(a, peer, space);
}

int
frontier_is_shared_in_part(
    const struct engine *g, const struct space_name *space, size_t peer)
{
	if (frontier_is_shared(g, space, peer))
		return 1;
	return g->authority.has_moved && peer != HALL_UNKNOWN &&
	       reach_is_any(g, space, &g->identity.hall) &&
	       reach_is_any(g, space, &g->authority.halls[peer].code);
}

int
frontier_reach(struct engine *g, uint32_t branch, size_t peer, uint64_t *out,
    struct err *e)
{
	const struct chart_branch *b = &g->chart.branches[branch];
	const struct space_name *space = &g->chart.logs[b->log].name.space;
	uint64_t theirs;

	*out = b->fork_seq;
	if (frontier_is_shared(g, space, peer)) {
		*out = b->head_seq;
		return 0;
	}
	if (!frontier_is_shared_in_part(g, space, peer))
		return 0;
	if (reach_of(g, branch, &g->identity.hall, out, e) != 0 ||
	    reach_of(g, branch, &g->authority.halls[peer].code, &theirs, e) !=
		0)
		return -1;
	if (theirs < *out)
		*out = theirs;
	return 0;
}

/* --- what is held -------------------------------------------------------- */

static int
add_heads(struct engine *g, uint32_t log, size_t peer, struct log_list *out,
    struct err *e)
{
	const struct chart *c = &g->chart;
	struct log_heads *h = NULL;

	for (uint32_t b = 1; b < c->branch_count; b++) {
		struct store_position row;
		uint64_t reach;

		if (c->branches[b].log != log)
			continue;
		if (frontier_reach(g, b, peer, &reach, e) != 0)
			return -1;
		if (reach <= c->branches[b].fork_seq)
			continue;
		if (h == NULL)
			h = log_list_add(out, &c->logs[log].name,
			    c->logs[log].branch_count, e);
		if (h == NULL || store_changeset_at(g->store, b, reach, &row,
				     NULL, NULL, e) != 1)
			return -1;
		h->ids[h->count++] = row.id;
	}
	return 0;
}

static int
compare_ids(const void *a, const void *b)
{
	return changeset_id_compare(a, b);
}

static int
compare_logs(const void *a, const void *b)
{
	const struct log_heads *x = a, *y = b;

	return log_name_compare(&x->log, &y->log);
}

static void
sort_list(struct log_list *l)
{
	if (l->count == 0)
		return;
	for (size_t i = 0; i < l->count; i++)
		qsort(l->logs[i].ids, l->logs[i].count, sizeof(*l->logs[i].ids),
		    compare_ids);
	qsort(l->logs, l->count, sizeof(*l->logs), compare_logs);
}

int
frontier_list(
    struct engine *g, size_t peer, struct log_list *out, struct err *e)
{
	const struct chart *c = &g->chart;

	*out = (struct log_list){NULL, 0};
	for (uint32_t l = 1; l < c->log_count; l++) {
		if (!frontier_is_shared_in_part(
			g, &c->logs[l].name.space, peer))
			continue;
		if (add_heads(g, l, peer, out, e) != 0) {
			log_list_free(out);
			return -1;
		}
	}
	sort_list(out);
	return 0;
}

struct marking {
	struct engine *engine;
	size_t peer;
	struct receipt_marks *out;
};

static int
add_mark(void *context, const struct store_receipt *r, struct err *e)
{
	struct marking *m = context;
	const struct space_name *space = &m->engine->chart.spaces[r->space];
	struct receipt_mark *marks, *k;
	uint8_t digest[HASH_ID_LEN];

	if (!frontier_is_shared(m->engine, space, m->peer))
		return 0;
	marks = realloc(m->out->marks, (m->out->count + 1) * sizeof(*marks));
	if (marks == NULL)
		return err_nomem(e);
	m->out->marks = marks;
	k = &marks[m->out->count++];
	k->signer = r->signer;
	k->space = *space;
	k->incarnation = r->incarnation;
	k->counter = r->counter;
	hash_id(r->text.bytes, r->text.len, digest);
	memcpy(k->digest, digest, sizeof(k->digest));
	return 0;
}

static int
compare_marks(const void *a, const void *b)
{
	const struct receipt_mark *x = a, *y = b;
	int order = (int)x->space.kind - (int)y->space.kind;

	if (order == 0)
		order = strcmp(x->space.hall.digits, y->space.hall.digits);
	if (order == 0)
		order = strcmp(x->signer.digits, y->signer.digits);
	return order != 0 ? order
			  : memcmp(x->digest, y->digest, sizeof(x->digest));
}

int
frontier_receipts(
    struct engine *g, size_t peer, struct receipt_marks *out, struct err *e)
{
	struct marking m = {g, peer, out};

	*out = (struct receipt_marks){NULL, 0};
	if (store_each_receipt(g->store, 0, add_mark, &m, e) != 0) {
		free(out->marks);
		*out = (struct receipt_marks){NULL, 0};
		return -1;
	}
	if (out->count > 0)
		qsort(
		    out->marks, out->count, sizeof(*out->marks), compare_marks);
	return 0;
}

static int
compare_hashes(const void *a, const void *b)
{
	return memcmp(a, b, STORE_PIECE_HASH_LEN);
}

/* Hashes of what is missing of scans in shared spaces, sorted. */
static int
add_missing_pieces(
    struct engine *g, size_t peer, struct buf *out, struct err *e)
{
	struct store_missing_piece p = {.id = 0};
	struct buf hashes = BUF_INIT;
	int more = 0, failed = 0;

	while (!failed &&
	       (more = store_missing_piece_next(g->store, p.id, &p, e)) == 1)
		if (frontier_is_shared_in_part(
			g, &g->chart.spaces[p.space], peer))
			failed = buf_add(&hashes, p.hash, sizeof(p.hash), e);
	failed |= more < 0;
	if (!failed && hashes.len > 0) {
		qsort(hashes.bytes, hashes.len / STORE_PIECE_HASH_LEN,
		    STORE_PIECE_HASH_LEN, compare_hashes);
		failed = buf_add(out, hashes.bytes, hashes.len, e);
	}
	buf_free(&hashes);
	return failed ? -1 : 0;
}

/* Whoever is damaged is in step with nobody. */
static int
add_damage(struct engine *g, struct buf *out, struct err *e)
{
	int is_hurt;

	if (engine_any_damage(g, &is_hurt, e) != 0)
		return -1;
	return is_hurt ? buf_add_text(out, g->identity.hall.digits, e) : 0;
}

int
frontier_digest(struct engine *g, size_t peer, uint8_t out[32], struct err *e)
{
	struct log_list logs = {NULL, 0};
	struct receipt_marks marks = {NULL, 0};
	struct key_wants wants = {NULL, 0, 0};
	struct buf bytes = BUF_INIT;
	int failed = frontier_list(g, peer, &logs, e) != 0 ||
		     frontier_receipts(g, peer, &marks, e) != 0 ||
		     case_keys_lacking(g, peer, &wants, e) != 0 ||
		     log_list_write(&logs, &bytes, e) != 0 ||
		     receipt_marks_write(&marks, &bytes, e) != 0 ||
		     key_wants_write(&wants, &bytes, e) != 0 ||
		     add_missing_pieces(g, peer, &bytes, e) != 0 ||
		     add_damage(g, &bytes, e) != 0;

	if (!failed)
		hash_id(bytes.bytes, bytes.len, out);
	buf_free(&bytes);
	log_list_free(&logs);
	free(marks.marks);
	key_wants_free(&wants);
	return failed ? -1 : 0;
}

/* --- what is lacking ----------------------------------------------------- */

/* How far a branch is held whole. */
static int
whole_reach(struct engine *g, uint32_t branch, uint64_t *out, struct err *e)
{
	uint64_t first;
	int found = store_damage_first(g->store, branch, &first, e);

	*out = found == 1 ? first - 1 : g->chart.branches[branch].head_seq;
	return found < 0 ? -1 : 0;
}

/*
 * The ids 0, 1, 3, 7, 15 … below the head of a branch, and its first; of one
 * that is damaged, below the damage.
 */
static int
locate_branch(
    struct engine *g, uint32_t branch, struct log_heads *out, struct err *e)
{
	const struct chart_branch *b = &g->chart.branches[branch];
	uint64_t seq, step = 1;

	if (whole_reach(g, branch, &seq, e) != 0)
		return -1;
	while (seq > b->fork_seq && out->count < FRAME_LOCATOR_MAX) {
		struct store_position row;

		if (store_changeset_at(
			g->store, branch, seq, &row, NULL, NULL, e) != 1)
			return -1;
		out->ids[out->count++] = row.id;
		if (seq == b->fork_seq + 1)
			break;
		seq = seq > b->fork_seq + step ? seq - step : b->fork_seq + 1;
		step *= 2;
	}
	return 0;
}

static int
add_need(struct engine *g, const struct log_name *log, struct log_list *needs,
    struct err *e)
{
	uint32_t number = chart_log(&g->chart, log);
	struct log_heads *h =
	    log_list_add(needs, log, number == 0 ? 0 : FRAME_LOCATOR_MAX, e);

	if (h == NULL)
		return -1;
	for (uint32_t b = 1; number != 0 && b < g->chart.branch_count; b++)
		if (g->chart.branches[b].log == number &&
		    locate_branch(g, b, h, e) != 0)
			return -1;
	return 0;
}

/* 1 if nothing of the log is damaged here; 0; -1. */
static int
is_whole(struct engine *g, const struct log_name *log, struct err *e)
{
	uint32_t number = chart_log(&g->chart, log);

	for (uint32_t b = 1; number != 0 && b < g->chart.branch_count; b++) {
		uint64_t reach;

		if (g->chart.branches[b].log != number)
			continue;
		if (whole_reach(g, b, &reach, e) != 0)
			return -1;
		if (reach < g->chart.branches[b].head_seq)
			return 0;
	}
	return 1;
}

/* 1 if all heads are held; 0; -1. */
static int
holds_all(struct engine *g, const struct log_heads *h, struct err *e)
{
	int held = 1;

	for (size_t i = 0; i < h->count && held == 1; i++) {
		struct position at;

		held = engine_find(g, &h->ids[i], &at, e);
	}
	return held;
}

/*
 * Of a hall not heard of yet the admission is on the way.  Another hall may
 * know before this one that it comes to hold a space: one above of ledgers,
 * any of gazettes.
 */
static int
is_offered(struct engine *g, size_t peer, const struct space_name *space)
{
	const struct authority *a = &g->authority;
	size_t self = authority_hall(a, &g->identity.hall);

	return space->kind == SPACE_GAZETTE ||
	       authority_hall(a, &space->hall) == HALL_UNKNOWN ||
	       authority_is_above(a, peer, self) ||
	       frontier_is_shared_in_part(g, space, peer);
}

int
frontier_compare(struct engine *g, size_t peer, const struct log_list *theirs,
    int64_t time_s, struct log_list *needs_out, struct err *e)
{
	int is_hurt;

	*needs_out = (struct log_list){NULL, 0};
	if (engine_any_damage(g, &is_hurt, e) != 0)
		return -1;
	for (size_t i = 0; i < theirs->count; i++) {
		const struct log_heads *h = &theirs->logs[i];
		int held, has_room;

		if (!is_offered(g, peer, &h->log.space))
			continue;
		has_room = quota_has_room(g, &h->log.hall, time_s, e);
		if (has_room == 0)
			continue;
		held = has_room < 0 ? -1 : holds_all(g, h, e);
		if (held == 1 && is_hurt)
			held = is_whole(g, &h->log, e);
		if (held < 0 ||
		    (held == 0 && add_need(g, &h->log, needs_out, e) != 0)) {
			log_list_free(needs_out);
			return -1;
		}
	}
	return 0;
}

/* --- plans --------------------------------------------------------------- */

void
plan_free(struct plan *p)
{
	free(p->ranges);
	memset(p, 0, sizeof(*p));
}

/* The number of the range's next change set. */
static int
look_ahead(struct engine *g, struct plan_range *r, struct err *e)
{
	struct store_position row;

	if (store_changeset_at(
		g->store, r->branch, r->next, &row, NULL, NULL, e) != 1)
		return -1;
	r->n = row.n;
	return 0;
}

/*
 * As they were stored.  Where a hall was moved, gazettes from the root down,
 * then ledgers: that it moved comes before what is written under another hall.
 */
static unsigned
turn_of(const struct engine *g, const struct space_name *space)
{
	size_t hall = authority_hall(&g->authority, &space->hall);

	if (!g->authority.has_moved)
		return 0;
	return space->kind == SPACE_LEDGER || hall == HALL_UNKNOWN
		   ? AUTHORITY_RANK_MAX
		   : g->authority.halls[hall].depth;
}

int
plan_add_branch(struct engine *g, struct plan *p, size_t peer, uint32_t branch,
    uint64_t known, struct err *e)
{
	const struct chart_branch *b = &g->chart.branches[branch];
	uint64_t from = known > b->fork_seq ? known : b->fork_seq, to;
	struct plan_range *ranges;
	uint64_t whole;

	if (frontier_reach(g, branch, peer, &to, e) != 0 ||
	    whole_reach(g, branch, &whole, e) != 0)
		return -1;
	if (whole < to)
		to = whole;
	if (from >= to)
		return 0;
	ranges = realloc(p->ranges, (p->count + 1) * sizeof(*ranges));
	if (ranges == NULL)
		return err_nomem(e);
	p->ranges = ranges;
	ranges += p->count++;
	*ranges = (struct plan_range){.branch = branch,
	    .next = from + 1,
	    .to = to,
	    .turn = turn_of(g, &g->chart.logs[b->log].name.space)};
	p->planned += to - from;
	return look_ahead(g, ranges, e);
}

static int
add_log(struct engine *g, struct plan *p, size_t peer,
    const struct log_heads *need, struct err *e)
{
	uint32_t log = chart_log(&g->chart, &need->log);
	struct past known = PAST_INIT;
	int failed = 0;

	for (size_t i = 0; i < need->count && !failed; i++) {
		struct position at;
		int held = engine_find(g, &need->ids[i], &at, e);

		failed = held < 0 ||
			 (held && past_add(&known, &g->chart, at, e) != 0);
	}
	for (uint32_t b = 1; b < g->chart.branch_count && !failed; b++)
		if (g->chart.branches[b].log == log)
			failed = plan_add_branch(
			    g, p, peer, b, past_reach(&known, &g->chart, b), e);
	past_free(&known);
	return failed ? -1 : 0;
}

int
plan_add(struct engine *g, struct plan *p, size_t peer,
    const struct log_list *needs, struct err *e)
{
	for (size_t i = 0; i < needs->count; i++) {
		const struct log_heads *need = &needs->logs[i];

		if (chart_log(&g->chart, &need->log) == 0 ||
		    !frontier_is_shared_in_part(g, &need->log.space, peer))
			continue;
		if (add_log(g, p, peer, need, e) != 0)
			return -1;
	}
	return 0;
}

static int
read_changeset(struct engine *g, const struct plan_range *r,
    struct changeset *out, int64_t *n_out, struct err *e)
{
	struct store_position row;

	memset(out, 0, sizeof(*out));
	if (store_changeset_at(g->store, r->branch, r->next, &row, NULL,
		&out->message, e) != 1) {
		changeset_free(out);
		return -1;
	}
	*n_out = row.n;
	out->header.seq = row.seq;
	out->header.prev = r->last;
	out->id = row.id;
	memcpy(out->oid.bytes, row.oid, GIT_ID_LEN);
	memcpy(out->signature.bytes, row.signature, SIGNATURE_LEN);
	return 0;
}

static int
is_before(const struct plan_range *a, const struct plan_range *b)
{
	return a->turn != b->turn ? a->turn < b->turn : a->n < b->n;
}

int
plan_next(
    struct engine *g, struct plan *p, struct changeset *out, struct err *e)
{
	struct plan_range *r = NULL;

	for (size_t i = 0; i < p->count; i++)
		if (r == NULL || is_before(&p->ranges[i], r))
			r = &p->ranges[i];
	if (r == NULL)
		return 0;
	if (read_changeset(g, r, out, &p->n, e) != 0)
		return -1;
	r->last = out->id;
	if (++r->next > r->to) {
		*r = p->ranges[--p->count];
	} else if (p->count > 1 && look_ahead(g, r, e) != 0) {
		changeset_free(out);
		return -1;
	}
	return 1;
}
