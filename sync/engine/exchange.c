#include "sync/engine/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "schema/store/carrier.h"
#include "sync/engine/talk.h"

/* --- making -------------------------------------------------------------- */

static struct exchange *
make(struct engine *g, struct exchange_time t, struct err *e)
{
	struct exchange *x = calloc(1, sizeof(*x));

	if (x == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	x->engine = g;
	x->totals.machine.free_mib = FRAME_FREE_UNSAID;
	session_begin(&x->session, t.now_ms);
	return x;
}

/* A line to whoever has that key. */
static int
call(struct engine *g, const struct keys *keys,
    const struct noise_public *remote, struct exchange_time t,
    struct exchange **out, struct err *e)
{
	struct exchange *x = make(g, t, e);

	*out = NULL;
	if (x == NULL)
		return -1;
	x->is_caller = 1;
	if (channel_call(CHANNEL_LINE, &keys->transport, remote, NULL,
		&x->channel, e) != 0) {
		exchange_free(x, t);
		return -1;
	}
	*out = x;
	return 0;
}

int
exchange_call(struct engine *g, const struct keys *keys, size_t peer,
    struct exchange_time t, struct exchange **out, struct err *e)
{
	const struct hall *h = &g->authority.halls[peer];
	struct noise_public remote;

	memcpy(remote.bytes, authority_newest(h)->transport_key, NOISE_KEY_LEN);
	if (call(g, keys, &remote, t, out, e) != 0)
		return -1;
	memcpy((*out)->code, h->code.digits, sizeof((*out)->code));
	return 0;
}

int
exchange_call_at(struct engine *g, const struct keys *keys,
    const struct token *token, struct exchange_time t, struct exchange **out,
    struct err *e)
{
	return call(g, keys, &token->parent, t, out, e);
}

int
exchange_enrol(struct engine *g, const struct keys *keys,
    const struct token *token, struct exchange_time t, struct exchange **out,
    struct err *e)
{
	struct exchange *x = make(g, t, e);

	*out = NULL;
	if (x == NULL)
		return -1;
	x->is_caller = 1;
	x->keys = keys;
	x->token = *token;
	if (channel_call(CHANNEL_ENROL, &keys->transport, NULL, NULL,
		&x->channel, e) != 0) {
		exchange_free(x, t);
		return -1;
	}
	*out = x;
	return 0;
}

int
exchange_answer(struct engine *g, const struct keys *keys,
    struct exchange_time t, struct exchange **out, struct err *e)
{
	struct exchange *x = make(g, t, e);

	*out = NULL;
	if (x == NULL)
		return -1;
	if (channel_answer(&keys->transport, &x->channel, e) != 0) {
		exchange_free(x, t);
		return -1;
	}
	*out = x;
	return 0;
}

static void
end_run_out(struct exchange *x)
{
	packer_free(x->packer);
	x->packer = NULL;
}

void
talk_end_run_in(struct exchange *x)
{
	intake_free(x->intake);
	x->intake = NULL;
}

/* How often it is noted that a line goes on. */
#define NOTE_EVERY_S 600

static struct store_sync_totals
totals_of(const struct exchange *x)
{
	const struct exchange_totals *n = &x->totals;

	return (struct store_sync_totals){
	    .bytes_in = (int64_t)n->bytes_in,
	    .bytes_out = (int64_t)n->bytes_out,
	    .changesets_in = (int64_t)n->changesets_in,
	    .changesets_out = (int64_t)n->changesets_out,
	    .pieces_in = (int64_t)n->pieces_in,
	    .pieces_out = (int64_t)n->pieces_out,
	    .refused = (int64_t)n->refused,
	    .lacking = (int64_t)n->lacking,
	    .skew_s = n->skew_s,
	    .has_skew = n->has_skew,
	    .version = n->machine.version,
	    .free_mib = machine_free(&n->machine),
	};
}

/* A line may stay for weeks: that the peer is there is noted meanwhile. */
static int
note_record(struct exchange *x, struct exchange_time t, struct err *e)
{
	struct store_sync_totals totals = totals_of(x);

	if (x->record == 0 || t.now_s - x->noted_s < NOTE_EVERY_S)
		return 0;
	x->noted_s = t.now_s;
	return store_sync_note(
	    x->engine->store, x->record, t.now_s, &totals, e);
}

int
talk_note_run(struct exchange *x, struct exchange_time t, struct err *e)
{
	struct store_sync_totals totals = totals_of(x);

	if (x->record == 0)
		return 0;
	return store_sync_note(
	    x->engine->store, x->record, t.now_s, &totals, e);
}

static void
close_record(struct exchange *x, struct exchange_time t)
{
	struct store_sync_totals totals = totals_of(x);
	struct err e = ERR_INIT;

	if (x->record != 0 &&
	    store_sync_end(x->engine->store, x->record, x->code, t.now_s,
		&totals, x->outcome, &e) != 0)
		x->record = 0;
}

void
exchange_free(struct exchange *x, struct exchange_time t)
{
	if (x == NULL)
		return;
	close_record(x, t);
	channel_free(x->channel);
	log_list_free(&x->theirs);
	free(x->announced);
	free(x->told.marks);
	plan_free(&x->plan);
	end_run_out(x);
	talk_end_run_in(x);
	carried_keys_free(&x->run_keys);
	key_wants_free(&x->said);
	key_wants_free(&x->owed_keys);
	fetch_end(x);
	buf_free(&x->payload);
	free(x);
}

size_t
talk_peer(const struct exchange *x)
{
	struct hall_code code;

	if (!x->is_member || hall_code_parse(x->code, &code) != 0)
		return HALL_UNKNOWN;
	return authority_hall(&x->engine->authority, &code);
}

/* Enrolling: nothing of ours is shown to anybody but whom the token names. */
static int
confirm_parent(struct exchange *x, struct err *e)
{
	const struct noise_public *remote;

	if (!x->is_caller || !channel_has_kind(x->channel) ||
	    channel_kind_of(x->channel) != CHANNEL_ENROL ||
	    channel_is_open(x->channel))
		return 0;
	remote = channel_remote(x->channel);
	if (remote == NULL)
		return 0;
	if (memcmp(remote->bytes, x->token.parent.bytes, NOISE_KEY_LEN) != 0)
		return err_set(e, ERR_REFUSED,
		    "who answers at that address is not the hall that made "
		    "this token; check the address, or ask for a new token");
	return channel_confirm(x->channel, e);
}

static int
open_enrolment(struct exchange *x, struct exchange_time t, struct err *e)
{
	session_move(
	    &x->session, x->is_caller ? SESSION_ADMITTED : SESSION_JOINING);
	return x->is_caller ? talk_join(x, t, e) : 0;
}

/* The handshake is over; the caller speaks first. */
static int
open_if_ready(struct exchange *x, struct exchange_time t, struct err *e)
{
	if (confirm_parent(x, e) != 0)
		return -1;
	if (x->session.state != SESSION_OPENING || !channel_is_open(x->channel))
		return 0;
	if (engine_refresh(x->engine, NULL, e) != 0)
		return -1;
	if (channel_kind_of(x->channel) == CHANNEL_STICK)
		return err_set(e, ERR_FORMAT,
		    "a stick does not come over a line; use `sanji bundle "
		    "import`");
	if (channel_kind_of(x->channel) == CHANNEL_ENROL)
		return open_enrolment(x, t, e);
	session_move(&x->session, SESSION_GREETING);
	if (talk_identify(x, e) != 0)
		return -1;
	return x->is_caller ? talk_hello(x, FRAME_HELLO, t, e) : 0;
}

static int
take_frames(struct exchange *x, struct exchange_time t, struct err *e)
{
	struct buf payload = BUF_INIT;
	enum frame_type type;
	int more = 0;

	while (x->session.state != SESSION_CLOSED &&
	       (more = channel_next(x->channel, &type, &payload, e)) == 1)
		if (talk_hear(x, type, &payload, t, e) != 0) {
			more = -1;
			break;
		}
	buf_free(&payload);
	/* What came whole is stored, even if its keys come with more bytes. */
	return more < 0 ? -1 : talk_store(x, t, e);
}

static int
check_backlog(struct exchange *x, struct err *e)
{
	size_t max =
	    x->is_member ? EXCHANGE_BACKLOG_MAX : EXCHANGE_STRANGER_BACKLOG_MAX;

	if (channel_output(x->channel)->len <= max)
		return 0;
	return err_set(
	    e, ERR_LIMIT, "the other hall asks and does not read the answers");
}

int
exchange_input(struct exchange *x, const void *bytes, size_t len,
    struct exchange_time t, struct err *e)
{
	err_forget_nomem();
	x->totals.bytes_in += len;
	session_took_bytes(&x->session, t.now_ms);
	/* What another line or an action gave up is not in the chart. */
	if (engine_refresh(x->engine, NULL, e) != 0 ||
	    channel_input(x->channel, bytes, len, e) != 0 ||
	    open_if_ready(x, t, e) != 0 || take_frames(x, t, e) != 0 ||
	    check_backlog(x, e) != 0) {
		if (x->session.state != SESSION_CLOSED)
			return talk_bye(x, e->text, t);
		return -1;
	}
	return 0;
}

/* --- sending change sets ------------------------------------------------- */

static int
flush(struct exchange *x, struct exchange_time t, struct err *e)
{
	size_t count = packer_count(x->packer);

	if (count == 0)
		return 0;
	if (packer_flush(x->packer, talk_payload(x), e) != 0)
		return -1;
	x->totals.changesets_out += count;
	if (talk_send(x, FRAME_CHANGESETS, t, e) != 0)
		return -1;
	return talk_keys(x, t, e);
}

/* Receipts go after what they are about; the PONG tells it has arrived. */
static int
finish_run(struct exchange *x, struct exchange_time t, struct err *e)
{
	if (talk_wanted_keys(x, t, e) != 0)
		return -1;
	(void)talk_payload(x);
	if (talk_send(x, FRAME_DONE, t, e) != 0 || talk_receipts(x, t, e) != 0)
		return -1;
	return talk_ping(x, t, e);
}

int
exchange_pump(struct exchange *x, struct exchange_time t, struct err *e)
{
	if (x->packer != NULL && engine_refresh(x->engine, NULL, e) != 0)
		return -1;
	while (x->packer != NULL &&
	       channel_output(x->channel)->len < EXCHANGE_OUTPUT_MAX) {
		struct changeset c;
		int more = plan_next(x->engine, &x->plan, &c, e);
		int failed = more < 0;

		if (more == 1) {
			failed = packer_add(x->packer, &c, e) != 0 ||
				 case_keys_of_changeset(x->engine, x->plan.n,
				     &x->run_keys, &x->owed_keys, e) != 0;
			changeset_free(&c);
			/* Beyond it the peer's next FRONTIER has to say. */
			if (x->owed_keys.count > FRAME_WANTS_MAX)
				key_wants_free(&x->owed_keys);
		}
		if (!failed && (more == 0 || packer_is_full(x->packer)))
			failed = flush(x, t, e);
		if (failed)
			return -1;
		if (more == 0) {
			end_run_out(x);
			return finish_run(x, t, e);
		}
	}
	return fetch_pump(x, t, e);
}

/* --- the rest ------------------------------------------------------------ */

struct buf *
exchange_output(struct exchange *x)
{
	return channel_output(x->channel);
}

void
exchange_written(struct exchange *x, size_t len)
{
	x->totals.bytes_out += len;
	buf_drop(channel_output(x->channel), len);
}

int
exchange_announce(struct exchange *x, struct exchange_time t, struct err *e)
{
	int sent;

	if (x->session.state != SESSION_READY || !x->is_member)
		return 0;
	if (engine_refresh(x->engine, NULL, e) != 0 ||
	    talk_wanted_keys(x, t, e) != 0 ||
	    talk_frontier(x, TALK_NEWS, &sent, t, e) != 0 ||
	    fetch_offer(x, t, e) != 0)
		return -1;
	/* While a FRONTIER is not answered the peer may lack what receipts
	 * are about; they follow the answer. */
	if (x->questions > 0 || x->packer != NULL)
		return 0;
	return talk_receipts(x, t, e);
}

int
exchange_offer(struct exchange *x, struct exchange_time t, struct err *e)
{
	if (x->session.state != SESSION_READY || !x->is_member)
		return 0;
	if (engine_refresh(x->engine, NULL, e) != 0)
		return -1;
	return fetch_offer(x, t, e);
}

int
exchange_tick(struct exchange *x, struct exchange_time t, struct err *e)
{
	switch (session_tick(&x->session, t.now_ms)) {
	case SESSION_FINE:
		return note_record(x, t, e) != 0 ? -1 : fetch_tick(x, t, e);
	case SESSION_PING:
		return talk_ping(x, t, e);
	case SESSION_DEAD:
		break;
	}
	(void)snprintf(
	    x->outcome, sizeof(x->outcome), "%s", "the other hall was silent");
	return err_set(e, ERR_PEER, "the other hall was silent for too long");
}

int
exchange_is_ready(const struct exchange *x)
{
	return x->session.state == SESSION_READY;
}

const char *
exchange_peer(const struct exchange *x)
{
	return x->code;
}

int
exchange_is_quiet(const struct exchange *x)
{
	return x->session.state == SESSION_READY && !x->is_awaiting &&
	       x->pings == x->pongs && x->questions == 0 && x->packer == NULL &&
	       x->theirs.count == 0 && fetch_is_quiet(x);
}

const char *
exchange_outcome(const struct exchange *x)
{
	return x->outcome;
}

const struct exchange_totals *
exchange_totals(const struct exchange *x)
{
	return &x->totals;
}

int
exchange_took_something(struct exchange *x)
{
	int took = x->took_something;

	x->took_something = 0;
	return took;
}

int
exchange_took_piece(struct exchange *x)
{
	int took = x->took_piece;

	x->took_piece = 0;
	return took;
}
