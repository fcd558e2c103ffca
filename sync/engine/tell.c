/*
 * What is told and asked of the other hall.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/base/text.h"
#include "schema/store/receipt.h"
#include "sync/engine/talk.h"

struct buf *
talk_payload(struct exchange *x)
{
	buf_clear(&x->payload);
	return &x->payload;
}

int
talk_send(struct exchange *x, enum frame_type type, struct exchange_time t,
    struct err *e)
{
	session_spoke(&x->session, t.now_ms);
	return channel_send(
	    x->channel, type, x->payload.bytes, x->payload.len, e);
}

int
talk_bye(struct exchange *x, const char *why, struct exchange_time t)
{
	struct err ignored = ERR_INIT;
	size_t len = strnlen(why, FRAME_TEXT_MAX);

	text_copy(x->outcome, sizeof(x->outcome), why, strlen(why));
	if (channel_is_open(x->channel) &&
	    buf_add(talk_payload(x), why, len, &ignored) == 0 &&
	    talk_send(x, FRAME_BYE, t, &ignored) != 0)
		x->outcome[0] = '\0';
	session_move(&x->session, SESSION_CLOSED);
	return -1;
}

int
talk_hello(struct exchange *x, enum frame_type type, struct exchange_time t,
    struct err *e)
{
	struct hello h = {
	    .county = x->engine->identity.county,
	    .hall = x->engine->identity.hall,
	    .life = x->engine->identity.life,
	    .time = t.now_s,
	    .machine = x->engine->machine,
	};

	if (frontier_digest(x->engine, talk_peer(x), h.digest, e) != 0 ||
	    hello_write(&h, talk_payload(x), e) != 0)
		return -1;
	x->has_greeted = 1;
	return talk_send(x, type, t, e);
}

int
talk_join(struct exchange *x, struct exchange_time t, struct err *e)
{
	struct join j;

	enrol_prove(&x->token, x->keys, channel_hash(x->channel), &j);
	if (join_write(&j, talk_payload(x), e) != 0)
		return -1;
	return talk_send(x, FRAME_JOIN, t, e);
}

static int
make_announced_room(struct exchange *x, struct err *e)
{
	size_t need = x->engine->chart.branch_count;
	uint64_t *bigger;

	if (need <= x->announced_room)
		return 0;
	bigger = realloc(x->announced, need * sizeof(*bigger));
	if (bigger == NULL)
		return err_nomem(e);
	memset(bigger + x->announced_room, 0,
	    (need - x->announced_room) * sizeof(*bigger));
	x->announced = bigger;
	x->announced_room = need;
	return 0;
}

/* Whether any branch of the log reaches further than the peer was told. */
static int
is_news(const struct exchange *x, const struct log_name *log, int *out,
    struct err *e)
{
	const struct chart *c = &x->engine->chart;
	uint32_t number = chart_log(c, log);
	uint64_t reach;

	*out = 0;
	for (uint32_t b = 1; b < c->branch_count && !*out; b++) {
		if (c->branches[b].log != number ||
		    c->branches[b].head_seq <= x->announced[b])
			continue;
		if (frontier_reach(x->engine, b, talk_peer(x), &reach, e) != 0)
			return -1;
		*out = reach > x->announced[b];
	}
	return 0;
}

int
talk_mark_announced(struct exchange *x, enum talk_marking which, struct err *e)
{
	const struct chart *c = &x->engine->chart;
	size_t peer = talk_peer(x);

	if (make_announced_room(x, e) != 0)
		return -1;
	for (uint32_t b = 1; b < c->branch_count; b++) {
		const struct log_name *l = &c->logs[c->branches[b].log].name;

		if (which == TALK_MARK_OTHERS &&
		    hall_code_is_same(&l->hall, &x->engine->identity.hall))
			continue;
		if (frontier_reach(x->engine, b, peer, &x->announced[b], e) !=
		    0)
			return -1;
	}
	return 0;
}

/* Keep, of the list, the logs with something the peer was not told. */
static int
keep_news(const struct exchange *x, struct log_list *l, struct err *e)
{
	size_t kept = 0;
	int failed = 0;

	for (size_t i = 0; i < l->count; i++) {
		int is_kept = 0;

		failed |= is_news(x, &l->logs[i].log, &is_kept, e);
		if (is_kept)
			l->logs[kept++] = l->logs[i];
		else
			free(l->logs[i].ids);
	}
	l->count = kept;
	return failed;
}

int
talk_frontier(struct exchange *x, enum talk_extent extent, int *sent_out,
    struct exchange_time t, struct err *e)
{
	struct log_list logs = {NULL, 0};
	struct receipt_marks marks = {NULL, 0};
	struct key_wants wants = {NULL, 0, 0};
	size_t peer = talk_peer(x);
	int failed = make_announced_room(x, e) != 0 ||
		     frontier_list(x->engine, peer, &logs, e) != 0 ||
		     case_keys_lacking(x->engine, peer, &wants, e) != 0;

	if (!failed && extent == TALK_NEWS)
		failed = keep_news(x, &logs, e);
	if (!failed && extent == TALK_ALL)
		failed = frontier_receipts(x->engine, peer, &marks, e);
	*sent_out = extent == TALK_ALL || logs.count > 0;
	if (!failed && *sent_out) {
		failed = log_list_write(&logs, talk_payload(x), e) != 0 ||
			 receipt_marks_write(&marks, &x->payload, e) != 0 ||
			 key_wants_write(&wants, &x->payload, e) != 0 ||
			 talk_send(x, FRAME_FRONTIER, t, e) != 0;
		x->questions++;
		x->totals.round_trips++;
	}
	if (!failed)
		failed = talk_mark_announced(x, TALK_MARK_ALL, e);
	log_list_free(&logs);
	free(marks.marks);
	key_wants_free(&wants);
	return failed ? -1 : 0;
}

/* --- keys ---------------------------------------------------------------- */

/* All that wait, in payloads of at most FRAME_KEYS_MAX. */
int
talk_keys(struct exchange *x, struct exchange_time t, struct err *e)
{
	size_t sent = 0;
	int failed = 0;

	while (sent < x->run_keys.count && !failed) {
		size_t left = x->run_keys.count - sent;
		struct carried_keys part = {.all = x->run_keys.all + sent,
		    .count = left < FRAME_KEYS_MAX ? left : FRAME_KEYS_MAX};

		failed = carried_keys_write(&part, talk_payload(x), e) != 0 ||
			 talk_send(x, FRAME_KEYS, t, e) != 0;
		sent += part.count;
	}
	carried_keys_free(&x->run_keys);
	return failed ? -1 : 0;
}

int
talk_run(struct exchange *x, struct exchange_time t, struct err *e)
{
	uint64_t count = x->plan.planned;

	if (count <= ENGINE_BATCH_MAX)
		return 0;
	if (count > UINT32_MAX)
		count = UINT32_MAX;
	return run_write((uint32_t)count, talk_payload(x), e) != 0
		   ? -1
		   : talk_send(x, FRAME_RUN, t, e);
}

int
talk_wanted_keys(struct exchange *x, struct exchange_time t, struct err *e)
{
	size_t peer = talk_peer(x);
	int any = 0;

	/* Keys of a run go after its change sets. */
	while (x->packer == NULL && x->said.count + x->owed_keys.count > 0) {
		if (case_keys_answer(
			x->engine, peer, &x->said, &x->run_keys, e) != 0 ||
		    case_keys_answer(
			x->engine, peer, &x->owed_keys, &x->run_keys, e) != 0)
			return -1;
		if (x->run_keys.count == 0)
			break;
		if (talk_keys(x, t, e) != 0)
			return -1;
		any = 1;
	}
	return any ? talk_ping(x, t, e) : 0;
}

/* --- receipts ------------------------------------------------------------ */

/* Of one incarnation: what it signed in an earlier one it may not know. */
static int
is_newer(const struct receipt_mark *k, const struct store_receipt *r)
{
	return k->incarnation == r->incarnation && k->counter > r->counter;
}

/*
 * Its own receipts a peer is shown only if it listed none as new: then it was
 * put back to an earlier day, and learns so by them (RULES R2).
 */
static int
is_told(const struct exchange *x, const struct store_receipt *r)
{
	const struct space_name *space = &x->engine->chart.spaces[r->space];
	int is_own = strcmp(r->signer.digits, x->code) == 0;

	if (is_own && !x->has_listed)
		return 1;

	for (size_t i = 0; i < x->told.count; i++) {
		const struct receipt_mark *k = &x->told.marks[i];

		if (hall_code_is_same(&k->signer, &r->signer) &&
		    space_name_is_same(&k->space, space) &&
		    ((k->counter == r->counter &&
			 k->incarnation == r->incarnation) ||
			(is_own && is_newer(k, r))))
			return 1;
	}
	return 0;
}

/* The newest mark of a signer and space replaces the one before. */
int
talk_note_receipt(
    struct exchange *x, const struct receipt_mark *mark, struct err *e)
{
	struct receipt_mark *marks;

	for (size_t i = 0; i < x->told.count; i++) {
		struct receipt_mark *k = &x->told.marks[i];

		if (hall_code_is_same(&k->signer, &mark->signer) &&
		    space_name_is_same(&k->space, &mark->space)) {
			*k = *mark;
			return 0;
		}
	}
	marks = realloc(x->told.marks, (x->told.count + 1) * sizeof(*marks));
	if (marks == NULL)
		return err_nomem(e);
	x->told.marks = marks;
	marks[x->told.count++] = *mark;
	return 0;
}

struct telling {
	struct exchange *exchange;
	struct exchange_time time;
};

static int
add_receipt(void *context, const struct store_receipt *r, struct err *e)
{
	struct telling *to = context;
	struct exchange *x = to->exchange;
	struct receipt_mark mark = {
	    .signer = r->signer,
	    .space = x->engine->chart.spaces[r->space],
	    .incarnation = r->incarnation,
	    .counter = r->counter,
	};

	if (is_told(x, r) ||
	    !frontier_is_shared(x->engine, &mark.space, talk_peer(x)))
		return 0;
	if (x->payload.len > FRAME_LEN_MAX / 2) {
		if (talk_send(x, FRAME_RECEIPTS, to->time, e) != 0)
			return -1;
		(void)talk_payload(x);
	}
	if (receipt_write(
		r->text.bytes, r->text.len, r->signature, &x->payload, e) != 0)
		return -1;
	return talk_note_receipt(x, &mark, e);
}

int
talk_receipts(struct exchange *x, struct exchange_time t, struct err *e)
{
	struct telling to = {x, t};

	(void)talk_payload(x);
	if (store_each_receipt(x->engine->store, 0, add_receipt, &to, e) != 0)
		return -1;
	return x->payload.len == 0 ? 0 : talk_send(x, FRAME_RECEIPTS, t, e);
}

/* --- asking -------------------------------------------------------------- */

static int
send_need(struct exchange *x, const struct log_list *needs,
    struct exchange_time t, struct err *e)
{
	if (log_list_write(needs, talk_payload(x), e) != 0)
		return -1;
	x->owed--;
	return talk_send(x, FRAME_NEED, t, e);
}

int
talk_ask(struct exchange *x, struct exchange_time t, struct err *e)
{
	static const struct log_list nothing = {NULL, 0};
	struct log_list needs = {NULL, 0};
	int failed;

	if (x->is_awaiting || x->owed == 0)
		return 0;
	failed = frontier_compare(
	    x->engine, talk_peer(x), &x->theirs, t.now_s, &needs, e);
	log_list_free(&x->theirs);
	if (!failed) {
		failed = send_need(x, &needs, t, e);
		x->is_awaiting = needs.count > 0;
		x->totals.round_trips += needs.count > 0;
	}
	/* Every FRONTIER gets its answer, so the peer knows we are done. */
	while (!failed && x->owed > 0)
		failed = send_need(x, &nothing, t, e);
	log_list_free(&needs);
	return failed ? -1 : 0;
}

int
talk_alive(struct exchange *x, enum frame_type type, struct exchange_time t,
    struct err *e)
{
	if (free_write(x->engine->machine.free_mib, talk_payload(x), e) != 0)
		return -1;
	return talk_send(x, type, t, e);
}

int
talk_ping(struct exchange *x, struct exchange_time t, struct err *e)
{
	x->pings++;
	return talk_alive(x, FRAME_PING, t, e);
}
