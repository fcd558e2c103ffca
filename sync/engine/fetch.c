/*
 * Pieces of scans on a line, after everything else:
 *
 *  1. whoever lacks pieces asks for them by their hashes (WANT), a few at a
 *     time, each on one line only;
 *  2. whoever is asked answers each in turn (PIECE), while nothing else is to
 *     be sent and not more than two are underway; one that is not held is
 *     answered without bytes;
 *  3. what came is compared with its hash and stored, each in a transaction of
 *     its own: cut anywhere, the next line goes on at the next piece;
 *  4. what came in after it was asked for is offered (OFFER), and asked for
 *     again.
 *
 * A piece that is not what its hash says goes to quarantine, and the others
 * follow; one nobody asked for ends the line.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/base/text.h"
#include "schema/store/piece.h"
#include "sync/engine/scans.h"
#include "sync/engine/talk.h"

/* --- which are asked for anywhere ----------------------------------------- */

/* The exchange that waits for a piece, or NULL. */
static const void *
waiting_for(const struct engine *g, const uint8_t *hash)
{
	for (size_t i = 0; i < g->asked_count; i++)
		if (memcmp(g->asked[i].hash, hash, STORE_PIECE_HASH_LEN) == 0)
			return g->asked[i].by;
	return NULL;
}

static int
wait_for(struct exchange *x, const uint8_t *hash, struct err *e)
{
	struct engine *g = x->engine;

	if (g->asked_count == g->asked_room) {
		size_t room = 2 * g->asked_room + FRAME_PIECES_WANTED_MAX;
		void *bigger = realloc(g->asked, room * sizeof(*g->asked));

		if (bigger == NULL)
			return err_nomem(e);
		g->asked = bigger;
		g->asked_room = room;
	}
	g->asked[g->asked_count].by = x;
	memcpy(g->asked[g->asked_count++].hash, hash, STORE_PIECE_HASH_LEN);
	return 0;
}

/* Wait no longer for one piece on this line, or (NULL) for any. */
static void
wait_no_more(struct exchange *x, const struct piece_hash *hash)
{
	struct engine *g = x->engine;
	size_t kept = 0;

	for (size_t i = 0; i < g->asked_count; i++) {
		int goes =
		    g->asked[i].by == x &&
		    (hash == NULL || memcmp(g->asked[i].hash, hash->bytes,
					 sizeof(hash->bytes)) == 0);

		if (!goes)
			g->asked[kept++] = g->asked[i];
	}
	g->asked_count = kept;
}

int
fetch_begin(struct exchange *x, struct err *e)
{
	return store_held_piece_last(x->engine->store, &x->fetch.offered, e);
}

void
fetch_end(struct exchange *x)
{
	wait_no_more(x, NULL);
	free(x->fetch.offers);
	x->fetch.offers = NULL;
}

int
fetch_is_quiet(const struct exchange *x)
{
	const struct fetch *f = &x->fetch;

	return (f->asked_count == 0 || f->is_given_up) && f->wanted_count == 0;
}

static int
is_shared(const struct exchange *x, uint32_t space)
{
	const struct engine *g = x->engine;

	return frontier_is_shared_in_part(
	    g, &g->chart.spaces[space], talk_peer(x));
}

/* --- asking --------------------------------------------------------------- */

/* Add to the next question. */
static int
ask_for(struct exchange *x, const uint8_t *hash, struct err *e)
{
	struct fetch *f = &x->fetch;

	if (wait_for(x, hash, e) != 0)
		return -1;
	memcpy(f->asked[f->asked_count++].bytes, hash, STORE_PIECE_HASH_LEN);
	return 0;
}

static int
has_room(const struct fetch *f)
{
	return f->asked_count < FRAME_PIECES_WANTED_MAX;
}

/*
 * What was offered, and is still missing.  If another line was asked for it,
 * all that is missing is looked through again once that line had its time.
 */
static int
ask_for_offered(struct exchange *x, struct err *e)
{
	struct fetch *f = &x->fetch;

	while (f->offer_count > 0 && has_room(f)) {
		const uint8_t *hash = f->offers[--f->offer_count].bytes;
		struct store_missing_piece p;
		int found =
		    store_missing_piece_find(x->engine->store, hash, &p, e);

		if (found < 0)
			return -1;
		if (found == 0 || !is_shared(x, p.space) ||
		    waiting_for(x->engine, hash) == x)
			continue;
		if (waiting_for(x->engine, hash) != NULL) {
			f->cursor = 0;
			f->is_held_up = 1;
		} else if (ask_for(x, hash, e) != 0) {
			return -1;
		}
	}
	return 0;
}

/* What is missing and was not asked for on this line yet. */
static int
ask_for_missing(struct exchange *x, struct err *e)
{
	struct fetch *f = &x->fetch;
	struct store_missing_piece p;
	int more = 0;

	while (has_room(f) && (more = store_missing_piece_next(
				   x->engine->store, f->cursor, &p, e)) == 1) {
		const void *by = waiting_for(x->engine, p.hash);

		if (is_shared(x, p.space) && by != NULL && by != x) {
			f->is_held_up = 1;
			return 0;
		}
		f->cursor = p.id;
		if (is_shared(x, p.space) && by == NULL &&
		    ask_for(x, p.hash, e) != 0)
			return -1;
	}
	return more < 0 ? -1 : 0;
}

int
fetch_ask(struct exchange *x, struct exchange_time t, struct err *e)
{
	struct fetch *f = &x->fetch;
	size_t before = f->asked_count;

	if (!x->is_member || f->is_given_up)
		return 0;
	f->is_held_up = 0;
	if (ask_for_offered(x, e) != 0 || ask_for_missing(x, e) != 0)
		return -1;
	if (f->asked_count == before)
		return 0;
	f->asked_ms = t.now_ms;
	if (piece_hashes_write(f->asked + before, f->asked_count - before,
		talk_payload(x), e) != 0)
		return -1;
	return talk_send(x, FRAME_WANT, t, e);
}

int
fetch_tick(struct exchange *x, struct exchange_time t, struct err *e)
{
	struct fetch *f = &x->fetch;

	if (f->asked_count > 0 && !f->is_given_up &&
	    t.now_ms - f->asked_ms > FETCH_PATIENCE_MS) {
		f->is_given_up = 1;
		wait_no_more(x, NULL);
	}
	return f->is_held_up ? fetch_ask(x, t, e) : 0;
}

/* --- what was asked for comes ----------------------------------------------
 */

static int
refuse_stranger(struct err *e)
{
	return err_set(e, ERR_REFUSED,
	    "only members ask for pieces of scans and bring them");
}

static int
note_at_peer(struct exchange *x, const uint8_t *hash, struct exchange_time t,
    struct err *e)
{
	struct hall_code peer;

	if (hall_code_parse(x->code, &peer) != 0)
		return 0;
	return store_piece_is_at(x->engine->store, hash, &peer, t.now_s, e);
}

/* What was altered is listed, and the others follow. */
static int
take_piece(struct exchange *x, const struct carried_piece *p,
    struct exchange_time t, struct err *e)
{
	struct hall_code peer;
	struct scan_origin from = {.carried = x->record, .time_s = t.now_s};
	enum scan_taken taken;
	struct err why = ERR_INIT;

	if (p->len == 0)
		return 0;
	if (hall_code_parse(x->code, &peer) == 0)
		from.hall = &peer;
	if (scans_take(x->engine, p, &from, &taken, &why, e) != 0)
		return -1;
	x->took_piece |= taken == SCAN_TAKEN;
	x->totals.pieces_in += taken == SCAN_TAKEN;
	x->totals.refused += taken == SCAN_ALTERED;
	if (taken == SCAN_ALTERED)
		text_copy(
		    x->outcome, sizeof(x->outcome), why.text, strlen(why.text));
	return 0;
}

int
fetch_hear_piece(struct exchange *x, const struct buf *payload,
    struct exchange_time t, struct err *e)
{
	struct fetch *f = &x->fetch;
	struct carried_piece p;

	if (!x->is_member)
		return refuse_stranger(e);
	if (piece_read(payload->bytes, payload->len, &p, e) != 0)
		return -1;
	if (f->asked_count == 0 ||
	    memcmp(f->asked[0].bytes, p.hash.bytes, sizeof(p.hash.bytes)) != 0)
		return err_set(e, ERR_FORMAT,
		    "the other hall sent a piece of a scan nobody asked for");
	memmove(f->asked, f->asked + 1, --f->asked_count * sizeof(f->asked[0]));
	f->asked_ms = t.now_ms;
	f->is_given_up = 0;
	wait_no_more(x, &p.hash);
	if (take_piece(x, &p, t, e) != 0)
		return -1;
	return fetch_ask(x, t, e);
}

/* --- answering -------------------------------------------------------------
 */

/* Whoever asks has it no longer, whatever was known: it was restored. */
static int
note_wanted(struct exchange *x, const struct piece_hash *all, size_t count,
    struct err *e)
{
	struct hall_code peer;

	if (hall_code_parse(x->code, &peer) != 0)
		return 0;
	for (size_t i = 0; i < count; i++)
		if (store_piece_is_not_at(
			x->engine->store, all[i].bytes, &peer, e) != 0)
			return -1;
	return 0;
}

int
fetch_hear_want(struct exchange *x, const struct buf *payload,
    struct exchange_time t, struct err *e)
{
	struct piece_hash more[FRAME_PIECES_WANTED_MAX];
	struct fetch *f = &x->fetch;
	size_t count;

	if (!x->is_member)
		return refuse_stranger(e);
	if (piece_hashes_read(payload->bytes, payload->len,
		FRAME_PIECES_WANTED_MAX, more, &count, e) != 0)
		return -1;
	if (f->wanted_count + count > FRAME_PIECES_WANTED_MAX)
		return err_set(e, ERR_FORMAT,
		    "the other hall asked again before it was answered");
	memcpy(f->wanted + f->wanted_count, more, count * sizeof(more[0]));
	f->wanted_count += count;
	if (note_wanted(x, more, count, e) != 0)
		return -1;
	return exchange_pump(x, t, e);
}

/* Whether the peer may hold a piece: 1, 0, -1. */
static int
may_have(struct exchange *x, const uint8_t *hash, struct err *e)
{
	return scans_is_shared(x->engine, talk_peer(x), hash, e);
}

/* The answer, without bytes if it is not held or not for the peer: 1: with
 * bytes; 0; -1. */
static int
write_answer(struct exchange *x, const struct piece_hash *hash, struct err *e)
{
	int held = may_have(x, hash->bytes, e);

	if (held < 0 || piece_hashes_write(hash, 1, talk_payload(x), e) != 0)
		return -1;
	return held == 0 ? 0
			 : store_piece_read(
			       x->engine->store, hash->bytes, &x->payload, e);
}

/* Its PONG says that a piece arrived, or that nothing more is asked for. */
static int
answer_next(struct exchange *x, struct exchange_time t, struct err *e)
{
	struct fetch *f = &x->fetch;
	struct piece_hash hash = f->wanted[0];
	int held = write_answer(x, &hash, e);

	if (held < 0 || talk_send(x, FRAME_PIECE, t, e) != 0)
		return -1;
	memmove(
	    f->wanted, f->wanted + 1, --f->wanted_count * sizeof(f->wanted[0]));
	if (!held)
		return f->wanted_count > 0 ? 0 : talk_ping(x, t, e);
	if (talk_ping(x, t, e) != 0)
		return -1;
	x->totals.pieces_out++;
	f->underway[f->underway_count].hash = hash;
	f->underway[f->underway_count++].ping = x->pings;
	return 0;
}

int
fetch_pump(struct exchange *x, struct exchange_time t, struct err *e)
{
	struct fetch *f = &x->fetch;

	while (f->wanted_count > 0 && x->packer == NULL &&
	       f->underway_count < FETCH_UNDERWAY_MAX &&
	       channel_output(x->channel)->len == 0)
		if (answer_next(x, t, e) != 0)
			return -1;
	return 0;
}

int
fetch_ponged(struct exchange *x, struct exchange_time t, struct err *e)
{
	struct fetch *f = &x->fetch;

	while (f->underway_count > 0 && f->underway[0].ping <= x->pongs) {
		if (note_at_peer(x, f->underway[0].hash.bytes, t, e) != 0)
			return -1;
		f->underway[0] = f->underway[1];
		f->underway_count--;
	}
	return exchange_pump(x, t, e);
}

/* --- offering --------------------------------------------------------------
 */

static int
send_offer(struct exchange *x, struct exchange_time t, struct err *e)
{
	return x->payload.len == 0 ? 0 : talk_send(x, FRAME_OFFER, t, e);
}

int
fetch_offer(struct exchange *x, struct exchange_time t, struct err *e)
{
	struct store_held_piece p = {.id = x->fetch.offered};
	struct hall_code peer;
	int more;

	if (hall_code_parse(x->code, &peer) != 0)
		return 0;
	(void)talk_payload(x);
	while ((more = store_held_piece_next(
		    x->engine->store, p.id, &peer, &p, e)) == 1) {
		int fits = may_have(x, p.hash, e);

		if (fits < 0 || (fits && buf_add(&x->payload, p.hash,
					     sizeof(p.hash), e) != 0))
			return -1;
		if (x->payload.len <
		    (size_t)FRAME_PIECES_OFFERED_MAX * sizeof(p.hash))
			continue;
		if (send_offer(x, t, e) != 0)
			return -1;
		(void)talk_payload(x);
	}
	/* What an event says only later is asked for because of it. */
	if (more < 0 || send_offer(x, t, e) != 0)
		return -1;
	return store_held_piece_last(x->engine->store, &x->fetch.offered, e);
}

/* That the peer has it, if it is of a scan known here; and the missing. */
static int
note_offered(struct exchange *x, const struct piece_hash *hash,
    struct exchange_time t, struct err *e)
{
	struct fetch *f = &x->fetch;
	int known = may_have(x, hash->bytes, e);

	if (known != 1)
		return known;
	if (f->offer_count < FETCH_OFFERS_MAX)
		f->offers[f->offer_count++] = *hash;
	else
		f->cursor = 0;
	return note_at_peer(x, hash->bytes, t, e);
}

static int
note_all_offered(struct exchange *x, const struct piece_hash *all, size_t count,
    struct exchange_time t, struct err *e)
{
	if (engine_begin(x->engine, e) != 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (note_offered(x, &all[i], t, e) != 0) {
			engine_rollback(x->engine);
			return -1;
		}
	return engine_commit(x->engine, e);
}

int
fetch_hear_offer(struct exchange *x, const struct buf *payload,
    struct exchange_time t, struct err *e)
{
	struct piece_hash all[FRAME_PIECES_OFFERED_MAX];
	struct fetch *f = &x->fetch;
	size_t count;

	if (!x->is_member)
		return refuse_stranger(e);
	if (piece_hashes_read(payload->bytes, payload->len,
		FRAME_PIECES_OFFERED_MAX, all, &count, e) != 0)
		return -1;
	if (f->offers == NULL) {
		f->offers = calloc(FETCH_OFFERS_MAX, sizeof(*f->offers));
		if (f->offers == NULL)
			return err_nomem(e);
	}
	if (note_all_offered(x, all, count, t, e) != 0)
		return -1;
	return fetch_ask(x, t, e);
}
