/*
 * A batch of change sets from elsewhere:
 *
 *  1. begin; unpack each, resolve what it names, find whose key it needs;
 *  2. store it, keep the keys it commits to, and fold what was touched, while
 *     a second core checks the signatures;
 *  3. if all signatures are valid: commit;
 *  4. else roll back, put the bad ones into quarantine, and do it again
 *     without them.  Nothing unchecked is ever committed.
 *
 * What depends on something not held is tried again when others of the
 * batch came in; what is left is waiting.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/sshsig.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/base/words.h"
#include "schema/store/carrier.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/inside.h"
#include "sync/engine/life.h"
#include "sync/engine/mend.h"
#include "sync/engine/quota.h"
#include "sync/engine/receipts.h"
#include "sync/fold/lineage.h"
#include "sync/fold/recovery.h"
#include "sync/verify/verifier.h"

enum packet_state {
	PACKET_NEW,	/* or waiting for another */
	PACKET_KNOWN,	/* held before */
	PACKET_STORED,	/* in this transaction */
	PACKET_REFUSED, /* failed; not tried again */
	PACKET_BEYOND,	/* the room of a day: comes again another day */
};

struct incoming {
	enum packet_state state;
	struct changeset changeset;
	int is_whole; /* its message is made */
	char why[256];
};

struct batch {
	struct engine *engine;
	const struct engine_packet *packets;
	struct incoming *in;
	size_t count;
	const struct carried_keys *keys; /* or NULL */
	struct key_result keys_got;
	int64_t carried;
	int64_t time_s;
	int is_inner;	/* in a transaction somebody else began */
	int is_mended;	/* something damaged here came again */
	int is_foreign; /* something this incarnation cannot go on after */
	struct verifier *verifier;
};

static void
refuse(struct batch *b, size_t i, const struct err *e)
{
	b->in[i].state = PACKET_REFUSED;
	text_copy(b->in[i].why, sizeof(b->in[i].why), e->text, strlen(e->text));
}

/* --- unpacking ----------------------------------------------------------- */

/* The packet before i in the batch that is prev of its log: its id. */
static const struct changeset_id *
prev_in_batch(const struct batch *b, size_t i)
{
	const struct header *own = &b->in[i].changeset.header;

	for (size_t k = i; k > 0; k--) {
		const struct incoming *p = &b->in[k - 1];
		const struct header *h = &p->changeset.header;

		if (h->seq + 1 == own->seq &&
		    log_name_compare(&h->log, &own->log) == 0)
			return p->state == PACKET_KNOWN ||
				       p->state == PACKET_STORED
				   ? &p->changeset.id
				   : NULL;
	}
	return NULL;
}

/* 1: its message is there; 0: its prev is not known yet; -1 refused. */
static int
complete(struct batch *b, size_t i, struct err *e)
{
	const struct engine_packet *p = &b->packets[i];
	struct incoming *in = &b->in[i];
	const struct changeset_id *prev = NULL;

	if (in->is_whole)
		return 1;
	if (in->changeset.header.seq > 1) {
		prev = prev_in_batch(b, i);
		if (prev == NULL)
			return 0;
	}
	if (changeset_complete(p->packed, p->len, prev, &in->changeset, e) != 0)
		return -1;
	in->is_whole = 1;
	return 1;
}

/* The header of every packet, so that one finds the other. */
static int
open_all(struct batch *b, struct err *e)
{
	struct err why = ERR_INIT;

	for (size_t i = 0; i < b->count; i++) {
		const struct engine_packet *p = &b->packets[i];
		struct incoming *in = &b->in[i];
		int failed;

		if (in->state == PACKET_REFUSED)
			continue;
		in->state = PACKET_NEW;
		in->is_whole = !p->is_packed;
		failed = p->is_packed ? changeset_open(p->packed, p->len,
					    &in->changeset, &why)
				      : changeset_parse(p->packed, p->len,
					    &in->changeset, &why);
		if (failed && err_is_world(&why)) {
			*e = why;
			return -1;
		}
		if (failed)
			refuse(b, i, &why);
		in->changeset.signature = p->signature;
	}
	return 0;
}

/* Headers stay: a later packet asks for the id of the one before it. */
static void
drop_message(struct incoming *in)
{
	buf_free(&in->changeset.message);
	free(in->changeset.events);
	in->changeset.events = NULL;
	in->changeset.event_count = 0;
}

static void
close_all(struct batch *b)
{
	for (size_t i = 0; i < b->count; i++)
		changeset_free(&b->in[i].changeset);
}

static const char *
space_word(const struct space_name *space)
{
	return _(space->kind == SPACE_LEDGER ? "ledger" : "gazette");
}

/* --- whose key (RULES F4, F7) -------------------------------------------- */

/* The founding change set carries its own key; its id must be the pin. */
static int
founding_key(
    struct engine *g, const struct changeset *c, struct sign_public *out)
{
	const struct header *h = &c->header;
	json_t *event;
	const char *key;
	int failed = -1;

	if (h->seq != 1 || h->seen.count > 0 || h->gazettes.count > 0 ||
	    h->log.space.kind != SPACE_GAZETTE ||
	    !hall_code_is_same(&h->log.space.hall, &h->log.hall) ||
	    (g->authority.hall_count > 0 &&
		!hall_code_is_same(&g->authority.halls[0].code, &h->log.hall)))
		return -1;
	event = json_read((const char *)c->message.bytes + c->events[0].offset,
	    c->events[0].len, NULL);
	key = event == NULL ? NULL : json_member_text(event, "signing_key");
	if (key != NULL && strlen(key) == (size_t)2 * SIGN_PUBLIC_LEN)
		failed = hex_parse(key, SIGN_PUBLIC_LEN, out->bytes);
	json_decref(event);
	return failed;
}

/*
 * A recovery carries its own key, too, and the recovery key that was pinned
 * with the founding event vouches for it.
 */
static int
recovered_key(
    const struct engine *g, const struct ready *r, struct sign_public *out)
{
	const struct changeset *c = r->changeset;
	const struct header *h = &c->header;
	const struct authority *a = &g->authority;
	const char *key;
	json_t *event;
	int failed = -1;

	if (h->seq != 1 || h->log.space.kind != SPACE_GAZETTE ||
	    a->hall_count == 0 || !a->has_recovery_key ||
	    !hall_code_is_same(&h->log.hall, &a->halls[0].code) ||
	    !hall_code_is_same(&h->log.space.hall, &a->halls[0].code) ||
	    !past_contains(&r->past, &g->chart, a->founded))
		return -1;
	event = json_read((const char *)c->message.bytes + c->events[0].offset,
	    c->events[0].len, NULL);
	key = event == NULL ? NULL : json_member_text(event, "signing_key");
	if (key != NULL && strlen(key) == (size_t)2 * SIGN_PUBLIC_LEN &&
	    recovery_is_proved(
		a->recovery_key, &g->identity.county, &h->log, event))
		failed = hex_parse(key, SIGN_PUBLIC_LEN, out->bytes);
	json_decref(event);
	return failed;
}

/* Whether the owner of the space was admitted in the change set's past. */
static int
owner_is_admitted(const struct engine *g, const struct ready *r)
{
	const struct space_name *space = &r->changeset->header.log.space;
	size_t owner = authority_hall(&g->authority, &space->hall);
	const struct hall *h;

	if (owner == HALL_UNKNOWN)
		return 0;
	h = &g->authority.halls[owner];
	for (size_t i = 0; i < h->admission_count; i++)
		if (past_contains(&r->past, &g->chart, h->admissions[i].at))
			return 1;
	return 0;
}

/* Keys admitted for the author in the change set's past, newest first. */
static size_t
candidate_keys(const struct engine *g, const struct ready *r, size_t author,
    struct sign_public *out, size_t max)
{
	const struct hall *h = &g->authority.halls[author];
	size_t count = 0;

	for (size_t i = h->admission_count; i > 0 && count < max; i--) {
		const struct admission *a = &h->admissions[i - 1];
		int is_twice = 0;

		if (!past_contains(&r->past, &g->chart, a->at))
			continue;
		for (size_t k = 0; k < count; k++)
			is_twice |= memcmp(out[k].bytes, a->signing_key,
					SIGN_PUBLIC_LEN) == 0;
		if (!is_twice)
			memcpy(out[count++].bytes, a->signing_key,
			    SIGN_PUBLIC_LEN);
	}
	return count;
}

/* Of several keys (after a rotation) the one the signature is valid under. */
static struct sign_public
choose_key(const struct sign_public *keys, size_t count,
    const struct changeset *c, const struct buf *bytes)
{
	for (size_t i = 0; i + 1 < count; i++)
		if (sshsig_is_valid(&keys[i], SSHSIG_CHANGESET, bytes->bytes,
			bytes->len, &c->signature))
			return keys[i];
	return keys[count - 1];
}

/* As the change set itself knew who stands above whom. */
static int
may_write(const struct engine *g, const struct ready *r, size_t author)
{
	const struct authority *a = &g->authority;
	const struct space_name *space = &r->changeset->header.log.space;
	struct act act = {.at = {0, 0}, .past = &r->past};

	if (space->kind == SPACE_GAZETTE || author == 0 || !a->has_moved)
		return authority_may_write(a, author, space);
	return hall_code_is_same(&a->halls[author].code, &space->hall) ||
	       lineage_knew_above(
		   &g->view, a, &act, &a->halls[author].code, &space->hall);
}

#define KEYS_MAX 8

static int
find_key(struct engine *g, struct ready *r, const struct buf *signed_bytes,
    struct err *e)
{
	struct changeset *c = r->changeset;
	struct sign_public keys[KEYS_MAX];
	size_t author, count;

	r->is_founding = founding_key(g, c, &r->key) == 0;
	if (r->is_founding)
		return 0;
	if (g->authority_is_stale && engine_renew_authority(g, e) != 0)
		return -1;
	if (recovered_key(g, r, &r->key) == 0)
		return 0;
	author = authority_hall(&g->authority, &c->header.log.hall);
	if (author == HALL_UNKNOWN || !owner_is_admitted(g, r))
		return err_set(e, ERR_REFUSED,
		    "%s, or its author %s, was no member as far as this "
		    "change set knew (RULES F4)",
		    c->header.log.space.hall.digits, c->header.log.hall.digits);
	if (!may_write(g, r, author))
		return err_set(e, ERR_REFUSED,
		    "%s may not write into the %s of %s (RULES F7)",
		    c->header.log.hall.digits, space_word(&c->header.log.space),
		    c->header.log.space.hall.digits);
	count = candidate_keys(g, r, author, keys, KEYS_MAX);
	if (count == 0)
		return err_set(e, ERR_REFUSED,
		    "no key of %s was admitted as far as this change set "
		    "knew (RULES F4)",
		    c->header.log.hall.digits);
	r->key = choose_key(keys, count, c, signed_bytes);
	return 0;
}

/* Spaces this hall has no business with, or no more, are refused. */
static int
check_holding(struct engine *g, const struct ready *r, struct err *e)
{
	const struct changeset *c = r->changeset;
	size_t self = authority_hall(&g->authority, &g->identity.hall);

	if (self == HALL_UNKNOWN ||
	    authority_may_hold(&g->authority, self, &c->header.log.space) ||
	    lineage_may_hold(&g->view, &g->authority, &r->past,
		&g->identity.hall, &c->header.log.space))
		return 0;
	return err_set(e, ERR_REFUSED, "this hall does not hold the %s of %s",
	    space_word(&c->header.log.space), c->header.log.space.hall.digits);
}

/* --- one packet ---------------------------------------------------------- */

static int
say_forged(const struct changeset *c, struct err *e)
{
	return err_set(e, ERR_REFUSED,
	    "the signature is not that of %s; somebody changed or "
	    "forged the change set",
	    c->header.log.hall.digits);
}

/* It is stored another day, if it is that hall's at all. */
static int
leave_beyond(struct batch *b, size_t i, const struct ready *r,
    const struct buf *bytes, struct err *e)
{
	struct engine *g = b->engine;
	const struct changeset *c = r->changeset;
	const struct hall_code *author = &c->header.log.hall;
	struct err why = ERR_INIT;

	if (!sshsig_is_valid(&r->key, SSHSIG_CHANGESET, bytes->bytes,
		bytes->len, &c->signature))
		return say_forged(c, e);
	if (quota_fill(g, author, b->time_s, e) != 0)
		return -1;
	(void)err_set(&why, ERR_LIMIT,
	    "%s has written more than %lld MiB that came here today; the rest "
	    "waits there until tomorrow",
	    author->digits, (long long)(g->log_room >> 20));
	refuse(b, i, &why);
	b->in[i].state = PACKET_BEYOND;
	return 0;
}

/* What is held already is passed over, unless it is damaged here. */
static int
take_again(struct batch *b, size_t i, const struct ready *r, struct buf *bytes,
    struct err *e)
{
	int is_mended = mend_changeset(b->engine, r, e);

	b->in[i].state = PACKET_KNOWN;
	if (is_mended <= 0)
		return is_mended;
	verifier_submit_take(
	    b->verifier, i, &r->key, &r->changeset->signature, bytes);
	b->in[i].state = PACKET_STORED;
	b->is_mended = 1;
	return 0;
}

/* Resolved: identify, and store unless held already. */
static int
take_resolved(struct batch *b, size_t i, struct ready *r,
    const struct git_id *parents, size_t parent_count, struct err *e)
{
	struct engine *g = b->engine;
	struct changeset *c = r->changeset;
	struct buf bytes = BUF_INIT;
	struct position at;
	int held, failed = -1;

	if (changeset_signed_bytes(c, parents, parent_count, &bytes, e) != 0 ||
	    find_key(g, r, &bytes, e) != 0 || check_holding(g, r, e) != 0 ||
	    changeset_identify(c, &r->key, &bytes, e) != 0)
		goto out;
	held = engine_find(g, &c->id, &at, e);
	if (held < 0)
		goto out;
	if (held) {
		failed = take_again(b, i, r, &bytes, e);
		goto out;
	}
	if (r->is_founding &&
	    !changeset_id_is_same(&c->id, &g->identity.county)) {
		(void)err_set(e, ERR_REFUSED,
		    "this gazette belongs to another county than the one "
		    "this hall joined");
		goto out;
	}
	if (!r->is_founding) {
		held = quota_take(
		    g, &c->header.log.hall, c->message.len, b->time_s, e);
		if (held <= 0) {
			failed =
			    held < 0 ? -1 : leave_beyond(b, i, r, &bytes, e);
			goto out;
		}
	}
	if (engine_append(g, r, b->carried, e) != 0)
		goto out;
	verifier_submit_take(b->verifier, i, &r->key, &c->signature, &bytes);
	b->in[i].state = PACKET_STORED;
	b->is_foreign |= life_is_ended_by(g, &c->header.log);
	failed = 0;
out:
	buf_free(&bytes);
	return failed;
}

static int
take_packet(struct batch *b, size_t i, int *progress, struct err *e)
{
	struct git_id parents[CHANGESET_HEADS_MAX + 1];
	struct incoming *in = &b->in[i];
	struct ready r = {.log = 0};
	struct err said = ERR_INIT;
	size_t parent_count = 0;
	int got = complete(b, i, &said);

	if (got == 1)
		got = engine_resolve(b->engine, &in->changeset, &r, parents,
		    &parent_count, &said);
	if (got == 1)
		got = take_resolved(b, i, &r, parents, parent_count, &said) == 0
			  ? 1
			  : -1;
	past_free(&r.past);
	if (got != 0)
		drop_message(in);
	if (got < 0 && err_is_world(&said)) {
		*e = said;
		return -1;
	}
	if (got < 0)
		refuse(b, i, &said);
	*progress |= got != 0;
	return 0;
}

/* Again and again until nothing more can be stored. */
static int
take_all(struct batch *b, struct err *e)
{
	int progress = 1;

	while (progress) {
		progress = 0;
		for (size_t i = 0; i < b->count; i++)
			if (b->in[i].state == PACKET_NEW &&
			    take_packet(b, i, &progress, e) != 0)
				return -1;
	}
	return 0;
}

/* --- the batch ----------------------------------------------------------- */

/* Bad signatures among what was stored; they become refused. */
static size_t
find_forged(struct batch *b)
{
	struct err e = ERR_INIT;
	size_t count = 0;

	verifier_finish(b->verifier);
	for (size_t i = 0; i < b->count; i++) {
		if (b->in[i].state != PACKET_STORED ||
		    verifier_is_valid(b->verifier, i))
			continue;
		(void)say_forged(&b->in[i].changeset, &e);
		refuse(b, i, &e);
		count++;
	}
	return count;
}

/* A transaction of its own, or a mark in the one that is open. */
static int
begin_try(struct batch *b, struct err *e)
{
	struct engine *g = b->engine;

	b->is_inner = store_is_in_transaction(g->store);
	return b->is_inner ? store_mark(g->store, e) : engine_begin(g, e);
}

static void
give_up_try(struct batch *b)
{
	struct engine *g = b->engine;

	if (!b->is_inner) {
		engine_rollback(g);
		return;
	}
	store_back_to_mark(g->store);
	engine_forget_touched(g);
	g->is_stale = 1;
}

static int
finish_try(struct batch *b, struct err *e)
{
	struct engine *g = b->engine;

	if (!b->is_inner)
		return engine_commit(g, e);
	engine_forget_touched(g);
	return store_release_mark(g->store, e);
}

static int
expect_keys(struct batch *b, struct err *e)
{
	return b->keys == NULL
		   ? 0
		   : arriving_expect(&b->engine->arriving, b->keys, e);
}

/*
 * Keys of what is not held either are brought again with it; all others have
 * to fit.
 */
static int
take_keys(struct batch *b, struct err *e)
{
	enum key_manner manner = KEYS_FIT;

	if (b->keys == NULL)
		return 0;
	for (size_t i = 0; i < b->count; i++)
		if (b->in[i].state == PACKET_NEW ||
		    b->in[i].state == PACKET_REFUSED ||
		    b->in[i].state == PACKET_BEYOND)
			manner = KEYS_EARLY;
	return case_keys_take(
	    b->engine, b->keys, manner, b->carried, b->time_s, &b->keys_got, e);
}

/* Receipts wait for keys that are on their way. */
static int
sign(struct batch *b, struct err *e)
{
	struct engine *g = b->engine;

	return engine_sign_receipts(g, g->space_touched, g->space_room,
	    b->keys == NULL ? RECEIPT_WHOLE : RECEIPT_REACH, e);
}

/* A log in which others write is never written to again (RULES D1). */
static int
leave_log(struct batch *b, struct err *e)
{
	return b->is_foreign
		   ? engine_open_life(b->engine, LIFE_FOREIGN, b->time_s, e)
		   : 0;
}

/*
 * One try.  1: stored; 0: forged ones were found and everything undone; -1
 * on error.
 */
static int
try_batch(struct batch *b, struct err *e)
{
	struct engine *g = b->engine;
	struct err said = ERR_INIT;
	int failed;

	b->is_foreign = 0;
	b->is_mended = 0;
	b->verifier = verifier_new(b->count, e);
	if (b->verifier == NULL || begin_try(b, e) != 0)
		return -1;
	if (engine_refresh(g, NULL, e) != 0 || expect_keys(b, e) != 0 ||
	    take_all(b, e) != 0 || take_keys(b, e) != 0) {
		give_up_try(b);
		return -1;
	}
	/* Folded while the other core still verifies; what fails because of
	 * a forged one fails no more without it. */
	failed = (b->is_mended && mend_finish(g, &said) != 0) ||
		 engine_fold_touched(g, &said) != 0 ||
		 leave_log(b, &said) != 0 || sign(b, &said) != 0;
	if (find_forged(b) > 0) {
		give_up_try(b);
		return 0;
	}
	if (failed) {
		give_up_try(b);
		if (e != NULL)
			*e = said;
		return -1;
	}
	return finish_try(b, e) == 0 ? 1 : -1;
}

static int
keep_refused(struct batch *b, struct err *e)
{
	for (size_t i = 0; i < b->count; i++) {
		const struct engine_packet *p = &b->packets[i];

		if (b->in[i].state == PACKET_REFUSED &&
		    store_quarantine(b->engine->store, b->time_s, b->carried,
			b->in[i].why, (struct span){p->packed, p->len}, e) != 0)
			return -1;
	}
	return 0;
}

static void
tell(const struct batch *b, struct engine_batch_result *out)
{
	memset(out, 0, sizeof(*out));
	out->keys = b->keys_got.stored;
	out->unfit = b->keys_got.unfit;
	memcpy(out->why, b->keys_got.why, sizeof(out->why));
	for (size_t i = 0; i < b->count; i++) {
		switch (b->in[i].state) {
		case PACKET_NEW:
			out->waiting++;
			break;
		case PACKET_BEYOND:
			out->waiting++;
			if (out->beyond++ == 0)
				memcpy(
				    out->why, b->in[i].why, sizeof(out->why));
			break;
		case PACKET_KNOWN:
			out->known++;
			break;
		case PACKET_STORED:
			out->stored++;
			break;
		case PACKET_REFUSED:
			if (out->refused++ == 0)
				memcpy(
				    out->why, b->in[i].why, sizeof(out->why));
			break;
		}
	}
}

int
engine_receive(struct engine *g, const struct engine_packet *packets,
    size_t count, const struct carried_keys *keys, int64_t carried,
    int64_t time_s, struct engine_batch_result *out, struct err *e)
{
	struct batch b = {
	    .engine = g,
	    .packets = packets,
	    .in = calloc(count + 1, sizeof(*b.in)),
	    .count = count,
	    .keys = keys,
	    .carried = carried,
	    .time_s = time_s,
	};
	int done = 0;

	if (b.in == NULL)
		return err_nomem(e);
	err_forget_nomem();
	while (done == 0) {
		done = open_all(&b, e) == 0 ? try_batch(&b, e) : -1;
		verifier_free(b.verifier);
		b.verifier = NULL;
		close_all(&b);
	}
	tell(&b, out);
	if (done == 1 && out->refused > 0 && keep_refused(&b, e) != 0)
		done = -1;
	free(b.in);
	return done == 1 ? 0 : -1;
}
