/*
 * talk: one conversation, as the files of exchange share it.  Private to
 * engine/.
 *
 *	exchange.c  making, input, output, time
 *	hear.c      what each frame does
 *	tell.c      what is told and asked
 *	fetch.c     pieces of scans: asked for, answered, offered
 */
#ifndef SANJI_ENGINE_TALK_H
#define SANJI_ENGINE_TALK_H

#include "sync/carry/pack.h"
#include "sync/carry/piece_frame.h"
#include "sync/carry/session.h"
#include "sync/engine/enrol.h"
#include "sync/engine/exchange.h"
#include "sync/engine/frontier.h"
#include "sync/engine/inside.h"
#include "sync/engine/intake.h"

/* Most pieces that are sent and not known to have arrived. */
#define FETCH_UNDERWAY_MAX 2

/* Offers that wait to be asked for; of more, all that is missing is asked. */
#define FETCH_OFFERS_MAX FRAME_PIECES_OFFERED_MAX

/* How long the peer may leave a piece unanswered before others are asked. */
#define FETCH_PATIENCE_MS 300000

/* Pieces of scans on one line. */
struct fetch {
	/* What this hall asks for: in the order of asking. */
	struct piece_hash asked[FRAME_PIECES_WANTED_MAX];
	size_t asked_count;
	int64_t asked_ms; /* the last question or answer */
	int64_t cursor;	  /* missing pieces up to this one were asked for */
	int is_held_up;	  /* what comes next is asked for on another line */
	int is_given_up;  /* the peer does not answer */
	struct piece_hash *offers; /* room for FETCH_OFFERS_MAX, or NULL */
	size_t offer_count;
	/* What the peer asks for. */
	struct piece_hash wanted[FRAME_PIECES_WANTED_MAX];
	size_t wanted_count;
	struct {
		struct piece_hash hash;
		uint64_t ping; /* the one that went behind it */
	} underway[FETCH_UNDERWAY_MAX];
	size_t underway_count;
	int64_t offered; /* pieces up to this one the peer need not be told */
};

struct exchange {
	struct engine *engine;
	struct channel *channel;
	struct session session;
	struct exchange_totals totals;
	int64_t record;	 /* sync record, 0 before the greeting */
	int64_t noted_s; /* when it was noted last how it goes on */
	int is_caller;
	int is_member; /* the peer's key is admitted, as far as we know */
	char code[HALL_CODE_LEN + 1];  /* the peer's; "" if not known yet */
	char claim[HALL_CODE_LEN + 1]; /* what its HELLO says it is */
	struct token token;	       /* the caller of an enrolment: its */
	const struct keys *keys;       /* not owned */
	int has_greeted;	       /* our HELLO is sent */
	int is_apart;		       /* the digests in HELLO differed */
	int has_listed; /* so the peer has said which receipts it has */
	int questions;	/* FRONTIERs of ours not answered by NEED */
	int owed;	/* FRONTIERs of the peer's we have not answered */
	uint64_t pings, pongs; /* of ours, and answers to them */
	int is_awaiting; /* a NEED of ours has not been answered by DONE */
	struct log_list theirs; /* heads announced and not compared yet */
	uint64_t *announced;	/* seq of each branch the peer was told of */
	size_t announced_room;
	struct receipt_marks told; /* receipts the peer has, as we know */
	struct plan plan;
	struct packer *packer;	      /* of the run being sent */
	struct intake *intake;	      /* of the run being received */
	struct carried_keys run_keys; /* that go after the next CHANGESETS */
	struct key_wants said;	    /* what the peer lacks, as it said last, */
	struct key_wants owed_keys; /* and by what was sent to it since */
	struct fetch fetch;
	struct buf payload;
	int took_something;
	int took_piece;
	int run_stored; /* something, since the peer's last DONE */
	char outcome[200];
};

/* The peer's index in authority now; HALL_UNKNOWN until it is a member. */
size_t talk_peer(const struct exchange *x);

/*
 * Find out from the handshake's key who it is.  A caller whose admission
 * has not reached us stays unknown: it may bring gazettes only.
 */
int talk_identify(struct exchange *x, struct err *e) MUST_CHECK;

/* An empty payload to write into, and sending it. */
struct buf *talk_payload(struct exchange *x);
int talk_send(struct exchange *x, enum frame_type type, struct exchange_time t,
    struct err *e) MUST_CHECK;

/* The last thing that is said; returns -1. */
int talk_bye(struct exchange *x, const char *why, struct exchange_time t);

/* HELLO, or WELCOME, which says the same to a new member. */
int talk_hello(struct exchange *x, enum frame_type type, struct exchange_time t,
    struct err *e) MUST_CHECK;

/* RUN, if what is about to be sent takes more than one batch. */
int
talk_run(struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* Note in the record of the exchange how far a run that comes in has got. */
int talk_note_run(
    struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* JOIN. */
int
talk_join(struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

enum talk_extent {
	TALK_ALL,  /* everything, and which receipts are held */
	TALK_NEWS, /* logs that reach further than the peer was told */
};

/*
 * FRONTIER; with TALK_NEWS nothing is sent if there is no news.  The peer
 * answers it with NEED, perhaps an empty one; receipts go out after that,
 * when the peer holds what they are about.
 */
int talk_frontier(struct exchange *x, enum talk_extent extent, int *sent_out,
    struct exchange_time t, struct err *e) MUST_CHECK;

/*
 * The peer is taken to know all that is held here now, or all but this
 * hall's own logs, which another process may have written to meanwhile.
 */
enum talk_marking {
	TALK_MARK_ALL,
	TALK_MARK_OTHERS,
};
int talk_mark_announced(
    struct exchange *x, enum talk_marking which, struct err *e) MUST_CHECK;

/* RECEIPTS the peer does not have; noting one it has. */
int talk_receipts(
    struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;
int talk_note_receipt(struct exchange *x, const struct receipt_mark *mark,
    struct err *e) MUST_CHECK;

/* KEYS that wait to be sent, if any. */
int
talk_keys(struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/*
 * KEYS the peer lacks and that are held here by now, and a PING after them:
 * once it is answered they have arrived.
 */
int talk_wanted_keys(
    struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/*
 * NEED, perhaps an empty one, once the peer has said what it has and no
 * answer to an earlier one is still on its way.
 */
int
talk_ask(struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* PING or PONG: this hall is there, and its disk has so much room. */
int talk_alive(struct exchange *x, enum frame_type type, struct exchange_time t,
    struct err *e) MUST_CHECK;

/* PING: once it is answered, all that was sent before has been taken in. */
int
talk_ping(struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* --- pieces of scans (fetch.c) ---------------------------------------------
 */

/* READY: what is held by now was never asked for here. */
int fetch_begin(struct exchange *x, struct err *e) MUST_CHECK;

/* The line is over: others may ask for what was asked for on it. */
void fetch_end(struct exchange *x);

/* WANT, if pieces are missing that the peer may have and nobody asked. */
int
fetch_ask(struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* The next PIECE the peer asked for, once nothing else is to be sent. */
int fetch_pump(
    struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* OFFER: pieces that have come since the peer was last told. */
int fetch_offer(
    struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* Time passes: who does not answer is not waited for. */
int fetch_tick(
    struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* A PONG came: pieces before it have arrived. */
int fetch_ponged(
    struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* WANT, PIECE, OFFER. */
int fetch_hear_want(struct exchange *x, const struct buf *payload,
    struct exchange_time t, struct err *e) MUST_CHECK;
int fetch_hear_piece(struct exchange *x, const struct buf *payload,
    struct exchange_time t, struct err *e) MUST_CHECK;
int fetch_hear_offer(struct exchange *x, const struct buf *payload,
    struct exchange_time t, struct err *e) MUST_CHECK;

/* Whether nothing is asked for and nothing is to be sent. */
int fetch_is_quiet(const struct exchange *x);

/* End of the run being received. */
void talk_end_run_in(struct exchange *x);

/* Store the change sets that are kept for the keys that may follow. */
int talk_store(
    struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* Do what a frame says. */
int
talk_hear(struct exchange *x, enum frame_type type, const struct buf *payload,
    struct exchange_time t, struct err *e) MUST_CHECK;

#endif
