/*
 * What each frame does.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/base/reader.h"
#include "schema/base/text.h"
#include "schema/store/carrier.h"
#include "sync/engine/life.h"
#include "sync/engine/receipts.h"
#include "sync/engine/stick.h"
#include "sync/engine/talk.h"
#include "sync/fold/lineage.h"
#include "sync/ledger/receipt.h"

/* What somebody sent need not be sent back. */
static int
note_sender_has(struct exchange *x, const void *text, size_t len, struct err *e)
{
	struct receipt_mark mark;
	struct receipt r;

	if (receipt_parse(text, len, &r, NULL) != 0)
		return 0;
	mark = (struct receipt_mark){.signer = r.signer,
	    .space = r.space,
	    .incarnation = r.incarnation,
	    .counter = r.counter};
	receipt_free(&r);
	return talk_note_receipt(x, &mark, e);
}

static int
hear_receipts(struct exchange *x, const struct buf *payload,
    struct exchange_time t, struct err *e)
{
	struct reader r = reader_over(payload->bytes, payload->len);
	const uint8_t *text, *signature;
	size_t len;
	int more = 0, any = 0;

	if (engine_begin(x->engine, e) != 0)
		return -1;
	while ((more = receipt_read(&r, &text, &len, &signature, e)) == 1) {
		struct signature sig;
		int kept;

		memcpy(sig.bytes, signature, SIGNATURE_LEN);
		if (engine_take_receipt(
			x->engine, text, len, &sig, t.now_s, &kept, e) != 0) {
			more = -1;
			break;
		}
		if (note_sender_has(x, text, len, e) != 0) {
			more = -1;
			break;
		}
		any |= kept;
		x->totals.receipts_in += (uint64_t)kept;
	}
	if (more < 0) {
		engine_rollback(x->engine);
		return -1;
	}
	x->took_something |= any;
	return engine_commit(x->engine, e);
}

static int
check_hello(struct exchange *x, const struct hello *h, struct err *e)
{
	if (!changeset_id_is_same(&h->county, &x->engine->identity.county))
		return err_set(e, ERR_REFUSED,
		    "%s belongs to another county than this hall; check the "
		    "address",
		    h->hall.digits);
	if (hall_code_is_same(&h->hall, &x->engine->identity.hall))
		return err_set(e, ERR_REFUSED,
		    "this hall called itself; check the address");
	return 0;
}

int
talk_identify(struct exchange *x, struct err *e)
{
	const struct noise_public *key = channel_remote(x->channel);
	const struct authority *a = &x->engine->authority;
	size_t self = authority_hall(a, &x->engine->identity.hall);
	size_t peer = authority_hall_by_transport_key(a, key->bytes);

	if (peer == HALL_UNKNOWN)
		return 0;
	x->is_member = 1;
	memcpy(x->code, a->halls[peer].code.digits, sizeof(x->code));
	/*
	 * A hall that was left is where the other may hear of it; and whom this
	 * hall calls may know of a move that it has not heard of.
	 */
	if (!x->is_caller &&
	    !lineage_is_related(&x->engine->view, a, peer, self))
		return err_set(e, ERR_REFUSED,
		    "%s is neither above nor below this hall", x->code);
	return 0;
}

/* Of strangers there is no record: they could fill the disk with them. */
static int
begin_record(struct exchange *x, struct exchange_time t, struct err *e)
{
	if (x->record != 0 || x->code[0] == '\0')
		return 0;
	return store_sync_begin(
	    x->engine->store, x->code, "line", t.now_s, &x->record, e);
}

/*
 * What a stranger calls itself is only repeated to itself; whoever is called
 * has proved that it has the key that was called.
 */
static int
begin_exchange(struct exchange *x, const struct hello *h,
    struct exchange_time t, struct err *e)
{
	uint8_t own[32];
	int sent;

	x->totals.skew_s = h->time - t.now_s;
	x->totals.has_skew = 1;
	x->totals.machine = h->machine;
	memcpy(x->claim, h->hall.digits, sizeof(x->claim));
	if (x->is_caller && x->code[0] == '\0')
		memcpy(x->code, h->hall.digits, sizeof(x->code));
	if (begin_record(x, t, e) != 0)
		return -1;
	session_move(&x->session, SESSION_READY);
	if (fetch_begin(x, e) != 0)
		return -1;
	if (frontier_digest(x->engine, talk_peer(x), own, e) != 0)
		return -1;
	if (memcmp(own, h->digest, sizeof(own)) == 0)
		return talk_mark_announced(x, TALK_MARK_ALL, e);
	x->is_apart = 1;
	/* Both sides are to know what the other has, before comparing. */
	if (engine_sign_all(x->engine, e) != 0)
		return -1;
	return talk_frontier(x, TALK_ALL, &sent, t, e);
}

static int
hear_hello(struct exchange *x, const struct buf *payload,
    struct exchange_time t, struct err *e)
{
	struct hello h;

	if (hello_read(payload->bytes, payload->len, &h, e) != 0 ||
	    check_hello(x, &h, e) != 0)
		return -1;
	if (!x->has_greeted && talk_hello(x, FRAME_HELLO, t, e) != 0)
		return -1;
	return begin_exchange(x, &h, t, e);
}

/*
 * Marks of receipts this hall could hold; others need no remembering, and
 * whoever makes them up must not fill the memory with them.
 */
static int
note_marks(struct exchange *x, const struct receipt_marks *marks, struct err *e)
{
	for (size_t i = 0; i < marks->count; i++) {
		const struct receipt_mark *k = &marks->marks[i];

		if (chart_space(&x->engine->chart, &k->space) == 0 ||
		    authority_hall(&x->engine->authority, &k->signer) ==
			HALL_UNKNOWN)
			continue;
		if (talk_note_receipt(x, k, e) != 0)
			return -1;
	}
	return 0;
}

/*
 * A hall above that holds more of this hall's log than this hall does: it was
 * put back to an earlier day, and must not go on in that log (RULES D1).  Of
 * a hall below only the change sets themselves are believed (receive.c).
 */
static int
check_behind(struct exchange *x, struct exchange_time t, struct err *e)
{
	struct engine *g = x->engine;
	size_t self = authority_hall(&g->authority, &g->identity.hall);
	int is_behind;

	if (!authority_is_above(&g->authority, talk_peer(x), self))
		return 0;
	if (life_is_behind(g, &x->theirs, &is_behind, e) != 0)
		return -1;
	return is_behind ? engine_open_life(g, LIFE_BEHIND, t.now_s, e) : 0;
}

static int
hear_frontier(struct exchange *x, const struct buf *payload,
    struct exchange_time t, struct err *e)
{
	struct reader r = reader_over(payload->bytes, payload->len);
	struct log_list logs = {NULL, 0};
	struct receipt_marks marks = {NULL, 0};
	int failed;

	key_wants_free(&x->said);
	failed = log_list_read(&r, FRAME_HEADS_MAX, &logs, e) != 0 ||
		 receipt_marks_read(&r, &marks, e) != 0 ||
		 key_wants_read(&r, &x->said, e) != 0 ||
		 log_list_merge(&x->theirs, &logs, e) != 0 ||
		 note_marks(x, &marks, e) != 0;

	log_list_free(&logs);
	free(marks.marks);
	if (failed || check_behind(x, t, e) != 0)
		return -1;
	x->has_listed |= x->is_apart;
	x->owed++;
	/* Before NEED: whoever asked has them once it is answered. */
	if (talk_wanted_keys(x, t, e) != 0 || fetch_ask(x, t, e) != 0)
		return -1;
	return talk_ask(x, t, e);
}

static int
hear_need(struct exchange *x, const struct buf *payload, struct exchange_time t,
    struct err *e)
{
	struct reader r = reader_over(payload->bytes, payload->len);
	struct log_list needs;
	int failed, asks;

	if (x->questions > 0)
		x->questions--;
	if (log_list_read(&r, FRAME_LOCATOR_MAX, &needs, e) != 0)
		return -1;
	if (x->packer != NULL && needs.count > 0) {
		log_list_free(&needs);
		return err_set(e, ERR_FORMAT,
		    "the other hall asked again before it was answered");
	}
	asks = needs.count > 0;
	failed = plan_add(x->engine, &x->plan, talk_peer(x), &needs, e);
	log_list_free(&needs);
	if (failed)
		return -1;
	/* Whoever asks is told when that was all, and if it was nothing. */
	if (!asks && x->packer == NULL)
		return talk_receipts(x, t, e);
	if (x->packer == NULL) {
		x->packer = packer_new(e);
		if (x->packer == NULL || talk_run(x, t, e) != 0)
			return -1;
	}
	return exchange_pump(x, t, e);
}

static void
count_batch(struct exchange *x, const struct engine_batch_result *got)
{
	uint64_t came = got->stored + got->known;

	x->totals.changesets_in += got->stored;
	x->totals.lacking -=
	    came < x->totals.lacking ? came : x->totals.lacking;
	x->totals.refused += got->refused + got->unfit;
	x->took_something |= got->stored + got->keys > 0;
	x->run_stored |= got->stored > 0;
	if (got->why[0] != '\0')
		text_copy(
		    x->outcome, sizeof(x->outcome), got->why, strlen(got->why));
}

/* Store what is kept, and keys; what is refused ends the line. */
static int
store_intake(struct exchange *x, const struct carried_keys *keys,
    struct exchange_time t, struct err *e)
{
	struct intake_origin from = {x->record, t.now_s};
	struct engine_batch_result got;

	if (intake_store(x->intake, x->engine, keys, &from, &got, e) != 0)
		return -1;
	count_batch(x, &got);
	if (x->totals.lacking > 0 && talk_note_run(x, t, e) != 0)
		return -1;
	/*
	 * A member passes on what others wrote, and holds for good what this
	 * hall refuses for good; one log that is in other hands must not keep
	 * back all the others.  What is beyond a day's room is not asked for
	 * on the next line.
	 */
	if (got.beyond > 0)
		return err_set(e, ERR_LIMIT, "%s", got.why);
	if (got.refused > 0 && !x->is_member)
		return err_set(e, ERR_REFUSED, "%s", got.why);
	return got.stored + got.known == 0
		   ? 0
		   : talk_mark_announced(x, TALK_MARK_OTHERS, e);
}

int
talk_store(struct exchange *x, struct exchange_time t, struct err *e)
{
	static const struct carried_keys none = {NULL, 0, 0};

	return intake_is_full(x->intake) ? store_intake(x, &none, t, e) : 0;
}

static int
hear_changesets(struct exchange *x, const struct buf *payload, struct err *e)
{
	if (x->intake == NULL) {
		x->intake = intake_new(e);
		if (x->intake == NULL)
			return -1;
	}
	return intake_keep(x->intake, payload, e);
}

/* Gazettes are all it may bring. */
static int
refuse_stranger(const struct exchange *x, struct err *e)
{
	return err_set(e, ERR_REFUSED,
	    "the key of what calls itself %s is not admitted, as far as this "
	    "hall knows; compare `sanji members` at both",
	    x->claim);
}

static int
hear_keys(struct exchange *x, const struct buf *payload, struct exchange_time t,
    struct err *e)
{
	struct reader r = reader_over(payload->bytes, payload->len);
	struct carried_keys keys;
	int failed;

	/* A machine that replaces another learns of its peer only by what came
	 * before the keys. */
	if (!x->is_member &&
	    (talk_store(x, t, e) != 0 || talk_identify(x, e) != 0))
		return -1;
	if (!x->is_member)
		return refuse_stranger(x, e);
	if (carried_keys_read(&r, &keys, e) != 0)
		return -1;
	failed = store_intake(x, &keys, t, e);
	carried_keys_free(&keys);
	return failed;
}

static int
end_lacking(struct exchange *x, struct exchange_time t, struct err *e)
{
	if (x->totals.lacking == 0)
		return 0;
	x->totals.lacking = 0;
	return talk_note_run(x, t, e);
}

/* The run is over; a stranger may have become a member by it. */
static int
hear_done(struct exchange *x, struct exchange_time t, struct err *e)
{
	int was_stranger = !x->is_member, sent;

	struct stick_result sticks = {.stored = 0};

	talk_end_run_in(x);
	x->is_awaiting = 0;
	if (end_lacking(x, t, e) != 0)
		return -1;
	if (x->run_stored && x->engine->keys != NULL &&
	    (stick_retry_kept(
		 x->engine, x->engine->keys, t.now_s, &sticks, e) != 0 ||
		engine_sign_whole(x->engine, e) != 0))
		return -1;
	x->run_stored = 0;
	if (was_stranger && talk_identify(x, e) != 0)
		return -1;
	if (!x->is_member)
		return refuse_stranger(x, e);
	if (begin_record(x, t, e) != 0)
		return -1;
	if (was_stranger && talk_frontier(x, TALK_ALL, &sent, t, e) != 0)
		return -1;
	if (talk_receipts(x, t, e) != 0 || fetch_ask(x, t, e) != 0)
		return -1;
	return talk_ask(x, t, e);
}

static int
hear_bye(struct exchange *x, const struct buf *payload, struct err *e)
{
	session_move(&x->session, SESSION_CLOSED);
	text_copy(
	    x->outcome, sizeof(x->outcome), buf_text(payload), payload->len);
	return err_set(
	    e, ERR_REFUSED, "the other hall refuses: %s", x->outcome);
}

/* A new machine wants to join: admit it, and go on as with any member. */
static int
hear_join(struct exchange *x, const struct buf *payload, struct exchange_time t,
    struct err *e)
{
	struct join j;
	int sent;

	if (join_read(payload->bytes, payload->len, &j, e) != 0 ||
	    enrol_admit(x->engine, &j, channel_hash(x->channel),
		channel_remote(x->channel), t.now_s, e) != 0 ||
	    talk_identify(x, e) != 0 || engine_sign_all(x->engine, e) != 0)
		return -1;
	x->took_something = 1;
	if (begin_record(x, t, e) != 0)
		return -1;
	session_move(&x->session, SESSION_READY);
	if (fetch_begin(x, e) != 0)
		return -1;
	if (talk_hello(x, FRAME_WELCOME, t, e) != 0)
		return -1;
	return talk_frontier(x, TALK_ALL, &sent, t, e);
}

static int
hear_welcome(struct exchange *x, const struct buf *payload,
    struct exchange_time t, struct err *e)
{
	struct hello h;

	if (hello_read(payload->bytes, payload->len, &h, e) != 0 ||
	    check_hello(x, &h, e) != 0)
		return -1;
	return begin_exchange(x, &h, t, e);
}

/* Whoever waits is told how long; nothing rests on it. */
static int
hear_run(struct exchange *x, const struct buf *payload, struct exchange_time t,
    struct err *e)
{
	uint32_t count;

	if (run_read(payload->bytes, payload->len, &count, e) != 0)
		return -1;
	x->totals.lacking = count;
	return talk_note_run(x, t, e);
}

/* PING or PONG. */
static int
hear_alive(struct exchange *x, enum frame_type type, const struct buf *payload,
    struct exchange_time t, struct err *e)
{
	if (free_read(payload->bytes, payload->len, &x->totals.machine.free_mib,
		e) != 0)
		return -1;
	if (type == FRAME_PING)
		return talk_alive(x, FRAME_PONG, t, e);
	x->pongs += x->pongs < x->pings;
	return fetch_ponged(x, t, e);
}

int
talk_hear(struct exchange *x, enum frame_type type, const struct buf *payload,
    struct exchange_time t, struct err *e)
{
	if (session_heard(&x->session, type, t.now_ms, e) != 0 ||
	    (type != FRAME_KEYS && talk_store(x, t, e) != 0))
		return -1;
	switch (type) {
	case FRAME_HELLO:
		return hear_hello(x, payload, t, e);
	case FRAME_FRONTIER:
		return hear_frontier(x, payload, t, e);
	case FRAME_NEED:
		return hear_need(x, payload, t, e);
	case FRAME_CHANGESETS:
		return hear_changesets(x, payload, e);
	case FRAME_KEYS:
		return hear_keys(x, payload, t, e);
	case FRAME_RECEIPTS:
		return hear_receipts(x, payload, t, e);
	case FRAME_WANT:
		return fetch_hear_want(x, payload, t, e);
	case FRAME_PIECE:
		return fetch_hear_piece(x, payload, t, e);
	case FRAME_OFFER:
		return fetch_hear_offer(x, payload, t, e);
	case FRAME_DONE:
		return hear_done(x, t, e);
	case FRAME_RUN:
		return hear_run(x, payload, t, e);
	case FRAME_PING:
	case FRAME_PONG:
		return hear_alive(x, type, payload, t, e);
	case FRAME_BYE:
		return hear_bye(x, payload, e);
	case FRAME_JOIN:
		return hear_join(x, payload, t, e);
	case FRAME_WELCOME:
		return hear_welcome(x, payload, t, e);
	case FRAME_END:
		break;
	}
	return err_set(e, ERR_FORMAT,
	    "the other hall sent a frame of type %d out of turn", (int)type);
}
