#include <stdlib.h>
#include <string.h>

#include "schema/store/carrier.h"
#include "schema/store/piece.h"
#include "schema/store/receipt.h"
#include "sync/carry/channel.h"
#include "sync/carry/pack.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/frontier.h"
#include "sync/engine/inside.h"
#include "sync/engine/receipts.h"
#include "sync/engine/scans.h"
#include "sync/engine/stick.h"
#include "sync/ledger/receipt.h"
#include "sync/fold/lineage.h"

/* --- what the receiver has signed for ------------------------------------ */

struct base {
	struct engine *engine;
	const struct hall_code *receiver;
	uint32_t space;
	struct past known;
	int receipts; /* two with one counter: believe neither */
};

static int
add_receipted(void *context, const struct store_receipt *row, struct err *e)
{
	struct base *b = context;
	struct receipt r;
	int failed = 0;

	if (!hall_code_is_same(&row->signer, b->receiver))
		return 0;
	if (receipt_parse(row->text.bytes, row->text.len, &r, e) != 0)
		return -1;
	b->receipts++;
	for (size_t i = 0; i < r.heads.count && !failed; i++) {
		struct position at;
		int held = engine_find(b->engine, &r.heads.ids[i], &at, e);

		failed =
		    held < 0 || (held && past_add(&b->known, &b->engine->chart,
					     at, e) != 0);
	}
	receipt_free(&r);
	return failed;
}

static int
plan_space(struct engine *g, uint32_t space, size_t to, struct plan *plan,
    struct err *e)
{
	struct base b = {.engine = g,
	    .receiver = &g->authority.halls[to].code,
	    .space = space,
	    .known = PAST_INIT};
	int failed = store_each_receipt(g->store, space, add_receipted, &b, e);

	if (b.receipts > 1)
		past_clear(&b.known);
	for (uint32_t i = 1; i < g->chart.branch_count && !failed; i++)
		if (g->chart.logs[g->chart.branches[i].log].space == space)
			failed = plan_add_branch(g, plan, to, i,
			    past_reach(&b.known, &g->chart, i), e);
	past_free(&b.known);
	return failed;
}

static int
plan_stick(struct engine *g, size_t to, struct plan *plan, struct err *e)
{
	for (uint32_t s = 1; s < g->chart.space_count; s++)
		if (frontier_is_shared_in_part(g, &g->chart.spaces[s], to) &&
		    plan_space(g, s, to, plan, e) != 0)
			return -1;
	return 0;
}

/* --- frames -------------------------------------------------------------- */

struct writing {
	struct engine *engine;
	struct channel *channel;
	const struct stick_sink *sink;
	size_t to;
	struct stick_totals *totals;
	struct buf payload;
	struct carried_keys keys; /* that go after the next CHANGESETS */
};

static int
put_out(struct writing *w, struct err *e)
{
	struct buf *out = channel_output(w->channel);

	w->totals->bytes += out->len;
	if (w->totals->bytes > STICK_LEN_MAX)
		return err_set(e, ERR_LIMIT,
		    "more than %zu bytes for one stick; sync over a line",
		    STICK_LEN_MAX);
	if (w->sink->write(w->sink->context, out->bytes, out->len, e) != 0)
		return -1;
	buf_clear(out);
	return 0;
}

static int
send(struct writing *w, enum frame_type type, struct err *e)
{
	int failed =
	    channel_send(w->channel, type, w->payload.bytes, w->payload.len, e);

	buf_clear(&w->payload);
	return failed ? -1 : put_out(w, e);
}

static int
write_hello(struct writing *w, int64_t now_s, struct err *e)
{
	struct hello h = {
	    .county = w->engine->identity.county,
	    .hall = w->engine->identity.hall,
	    .life = w->engine->identity.life,
	    .time = now_s,
	    .machine = w->engine->machine,
	};

	if (hello_write(&h, &w->payload, e) != 0)
		return -1;
	return send(w, FRAME_HELLO, e);
}

static int
write_keys(struct writing *w, struct err *e)
{
	int failed;

	if (w->keys.count == 0)
		return 0;
	w->totals->keys += w->keys.count;
	failed = carried_keys_write(&w->keys, &w->payload, e) != 0 ||
		 send(w, FRAME_KEYS, e) != 0;
	carried_keys_free(&w->keys);
	return failed ? -1 : 0;
}

static int
flush(struct writing *w, struct packer *p, struct err *e)
{
	size_t count = packer_count(p);

	if (count == 0)
		return 0;
	w->totals->changesets += count;
	if (packer_flush(p, &w->payload, e) != 0 ||
	    send(w, FRAME_CHANGESETS, e) != 0)
		return -1;
	return write_keys(w, e);
}

static int
write_changesets(struct writing *w, struct err *e)
{
	struct plan plan = {.count = 0};
	struct key_wants lacking = {NULL, 0, 0};
	struct packer *p = packer_new(e);
	int more = 1,
	    failed = p == NULL || plan_stick(w->engine, w->to, &plan, e) != 0;

	while (!failed && more == 1) {
		struct changeset c;

		more = plan_next(w->engine, &plan, &c, e);
		failed = more < 0;
		if (more == 1) {
			failed = packer_add(p, &c, e) != 0 ||
				 case_keys_of_changeset(w->engine, plan.n,
				     &w->keys, &lacking, e) != 0;
			changeset_free(&c);
		}
		if (!failed && (more == 0 || packer_is_full(p)))
			failed = flush(w, p, e);
	}
	packer_free(p);
	plan_free(&plan);
	key_wants_free(&lacking);
	return failed ? -1 : 0;
}

static int
add_receipt(void *context, const struct store_receipt *r, struct err *e)
{
	struct writing *w = context;

	if (!frontier_is_shared(
		w->engine, &w->engine->chart.spaces[r->space], w->to))
		return 0;
	w->totals->receipts++;
	if (w->payload.len > FRAME_LEN_MAX / 2 &&
	    send(w, FRAME_RECEIPTS, e) != 0)
		return -1;
	return receipt_write(
	    r->text.bytes, r->text.len, r->signature, &w->payload, e);
}

static int
write_receipts(struct writing *w, struct err *e)
{
	if (store_each_receipt(w->engine->store, 0, add_receipt, w, e) != 0)
		return -1;
	return w->payload.len == 0 ? 0 : send(w, FRAME_RECEIPTS, e);
}

/* Pieces the receiver is known to have too: so it learns that they arrived. */
static int
write_offer(struct writing *w, const struct hall_code *to, struct err *e)
{
	size_t count = 0;
	uint8_t(*hashes)[STORE_PIECE_HASH_LEN] =
	    calloc(FRAME_PIECES_OFFERED_MAX, sizeof(*hashes));
	int failed = hashes == NULL
			 ? err_nomem(e)
			 : store_pieces_at(w->engine->store, to,
			       FRAME_PIECES_OFFERED_MAX, hashes, &count, e);

	if (!failed && count > 0)
		failed = buf_add(&w->payload, hashes, count * sizeof(*hashes),
			     e) != 0 ||
			 send(w, FRAME_OFFER, e) != 0;
	free(hashes);
	return failed;
}

/* Pieces that are missing here: the next stick from there has them. */
static int
write_want(struct writing *w, struct err *e)
{
	struct store_missing_piece p = {.id = 0};
	size_t count = 0;
	int more = 1;

	while (count < FRAME_PIECES_OFFERED_MAX &&
	       (more = store_missing_piece_next(
		    w->engine->store, p.id, &p, e)) == 1) {
		const struct chart *c = &w->engine->chart;

		if (!frontier_is_shared_in_part(
			w->engine, &c->spaces[p.space], w->to))
			continue;
		count++;
		if (buf_add(&w->payload, p.hash, sizeof(p.hash), e) != 0)
			return -1;
	}
	if (more < 0)
		return -1;
	return w->payload.len == 0 ? 0 : send(w, FRAME_WANT, e);
}

/* What a piece takes up at most: frame, messages, and END behind it. */
#define PIECE_ROOM (FRAME_PIECE_LEN_MAX + 1024)

static int
write_piece(struct writing *w, const uint8_t *hash, struct err *e)
{
	if (buf_add(&w->payload, hash, STORE_PIECE_HASH_LEN, e) != 0 ||
	    store_piece_read(w->engine->store, hash, &w->payload, e) != 1)
		return -1;
	w->totals->pieces++;
	return send(w, FRAME_PIECE, e);
}

/* What the receiver is not known to have, in the order in which it came. */
static int
write_pieces(struct writing *w, const struct hall_code *to,
    enum stick_scans scans, struct err *e)
{
	struct store_held_piece p = {.id = 0};
	int more;

	while ((more = store_held_piece_next(
		    w->engine->store, p.id, to, &p, e)) == 1) {
		int shared = scans_is_shared(w->engine, w->to, p.hash, e);

		if (shared < 0)
			return -1;
		if (!shared)
			continue;
		if (scans == STICK_WITHOUT_SCANS ||
		    w->totals->bytes + PIECE_ROOM > STICK_LEN_MAX)
			w->totals->left++;
		else if (write_piece(w, p.hash, e) != 0)
			return -1;
	}
	return more;
}

static int
write_end(struct writing *w, struct err *e)
{
	if (buf_add_u64(&w->payload, w->totals->changesets, e) != 0 ||
	    buf_add_u64(&w->payload, w->totals->keys, e) != 0 ||
	    buf_add_u64(&w->payload, w->totals->receipts, e) != 0 ||
	    buf_add_u64(&w->payload, w->totals->pieces, e) != 0)
		return -1;
	return send(w, FRAME_END, e);
}

static int
write_frames(
    struct writing *w, enum stick_scans scans, int64_t now_s, struct err *e)
{
	struct hall_code to = w->engine->authority.halls[w->to].code;

	if (write_hello(w, now_s, e) != 0 || write_changesets(w, e) != 0 ||
	    write_receipts(w, e) != 0 || write_offer(w, &to, e) != 0 ||
	    write_want(w, e) != 0 || write_pieces(w, &to, scans, e) != 0)
		return -1;
	return write_end(w, e);
}

static int
note_export(struct engine *g, size_t to, int64_t now_s,
    const struct stick_totals *totals, struct err *e)
{
	const char *code = g->authority.halls[to].code.digits;
	struct store_sync_totals t = {.bytes_out = (int64_t)totals->bytes,
	    .changesets_out = (int64_t)totals->changesets,
	    .pieces_out = (int64_t)totals->pieces};
	int64_t record;

	if (store_sync_begin(g->store, code, "stick", now_s, &record, e) != 0)
		return -1;
	return store_sync_end(g->store, record, code, now_s, &t, "written", e);
}

int
stick_export(struct engine *g, const struct keys *keys, size_t to,
    enum stick_scans scans, int64_t now_s, const struct stick_sink *sink,
    struct stick_totals *totals, struct err *e)
{
	struct hall_code code = g->authority.halls[to].code;
	size_t self = authority_hall(&g->authority, &g->identity.hall);
	struct writing w = {.engine = g, .sink = sink, .totals = totals};
	struct noise_public remote;
	struct buf clear = BUF_INIT;
	int failed;

	memset(totals, 0, sizeof(*totals));
	if (!lineage_is_related(&g->view, &g->authority, to, self))
		return err_set(e, ERR_REFUSED,
		    "%s is neither above nor below this hall", code.digits);
	if (engine_sign_all(g, e) != 0)
		return -1;
	/* Authority may have been loaded again. */
	w.to = authority_hall(&g->authority, &code);
	memcpy(remote.bytes,
	    authority_newest(&g->authority.halls[w.to])->transport_key,
	    NOISE_KEY_LEN);
	failed = buf_add_text(&clear, code.digits, e) != 0 ||
		 channel_call(CHANNEL_STICK, &keys->transport, &remote, &clear,
		     &w.channel, e) != 0 ||
		 write_frames(&w, scans, now_s, e) != 0 ||
		 note_export(g, w.to, now_s, totals, e) != 0;
	channel_free(w.channel);
	carried_keys_free(&w.keys);
	buf_free(&w.payload);
	buf_free(&clear);
	return failed ? -1 : 0;
}
