/*
 * exchange: one conversation with another hall, joined to the engine.
 *
 *	bytes --input--> [exchange] --output--> bytes
 *	                     |
 *	                  engine: frontier, receive, receipts
 *
 * The happy path between a child and a hall above:
 *
 *  1. handshake; both say HELLO with the digest of what both may hold;
 *  2. equal: nothing more is said.  Else both send FRONTIER;
 *  3. each asks for what it lacks (NEED) and gets it (CHANGESETS … DONE);
 *  4. what was stored is receipted (RECEIPTS);
 *  5. each asks for the pieces of scans it lacks (WANT) and gets one at a time
 *     (PIECE), change sets first;
 *  6. the line stays: what is new is announced in the same way at once.
 *
 * Cut anywhere, the next exchange goes on after the last change set stored.
 * The daemon and the simulator drive this; neither adds to it.
 */
#ifndef SANJI_ENGINE_EXCHANGE_H
#define SANJI_ENGINE_EXCHANGE_H

#include "sync/carry/channel.h"
#include "sync/engine/engine.h"

struct exchange;

/* While more output than this waits, no more change sets are read. */
#define EXCHANGE_OUTPUT_MAX ((size_t)256 * 1024)

/*
 * Output that may wait for a peer to read, whatever it asks for: one that
 * does not read is hung up on.  A stranger is owed less.
 */
#define EXCHANGE_BACKLOG_MAX ((size_t)8 * 1024 * 1024)
#define EXCHANGE_STRANGER_BACKLOG_MAX ((size_t)1024 * 1024)

/* The time of day for records and HELLO, and a clock that never jumps. */
struct exchange_time {
	int64_t now_s;
	int64_t now_ms;
};

/* What happened on it, for the sync record. */
struct exchange_totals {
	uint64_t bytes_in, bytes_out;
	uint64_t changesets_in, changesets_out;
	uint64_t refused;
	uint64_t receipts_in;
	/* Of a long run that comes in: still to come, as the peer counts. */
	uint64_t lacking;
	uint64_t pieces_in, pieces_out; /* of scans */
	int64_t skew_s;
	int has_skew;
	struct machine machine; /* the peer's */
	uint64_t round_trips;	/* frames that had to be answered */
};

/* Call a hall above, an index in authority, whose key is known. */
int exchange_call(struct engine *g, const struct keys *keys, size_t peer,
    struct exchange_time t, struct exchange **out, struct err *e) MUST_CHECK;

/* Call whoever a token says, known here or not, without enrolling. */
struct token;
int exchange_call_at(struct engine *g, const struct keys *keys,
    const struct token *token, struct exchange_time t, struct exchange **out,
    struct err *e) MUST_CHECK;

/* Enrol at the hall that made the token (enrol.h). */
int exchange_enrol(struct engine *g, const struct keys *keys,
    const struct token *token, struct exchange_time t, struct exchange **out,
    struct err *e) MUST_CHECK;

/* Answer whoever called. */
int exchange_answer(struct engine *g, const struct keys *keys,
    struct exchange_time t, struct exchange **out, struct err *e) MUST_CHECK;

/* Completes the sync record, wipes, releases; NULL is fine. */
void exchange_free(struct exchange *x, struct exchange_time t);

/*
 * Take bytes from the other side.  -1: the exchange is over, e says why;
 * what is in the output (a BYE) should still be written if possible.
 */
int exchange_input(struct exchange *x, const void *bytes, size_t len,
    struct exchange_time t, struct err *e) MUST_CHECK;

/*
 * Bytes to write; the driver says how many it has written, and calls
 * exchange_pump() so that more is made.
 */
struct buf *exchange_output(struct exchange *x);
void exchange_written(struct exchange *x, size_t len);
int exchange_pump(
    struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* The engine has something new: announce it. */
int exchange_announce(
    struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* The engine has new pieces of scans: offer them. */
int exchange_offer(
    struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* Time passes: a ping, or -1 when the line is dead. */
int exchange_tick(
    struct exchange *x, struct exchange_time t, struct err *e) MUST_CHECK;

/* Whether the handshake and greeting are over; with whom (a hall's code,
 * "" if its key is not known here, whatever it says); whether nothing is waited
 * for and nothing is to be sent. */
int exchange_is_ready(const struct exchange *x);
const char *exchange_peer(const struct exchange *x);
int exchange_is_quiet(const struct exchange *x);

const struct exchange_totals *exchange_totals(const struct exchange *x);

/* What went wrong on it last, in words; "" if nothing did. */
const char *exchange_outcome(const struct exchange *x);

/* 1 once since the last call if change sets or receipts were stored. */
int exchange_took_something(struct exchange *x);

/* The same if pieces of scans were stored. */
int exchange_took_piece(struct exchange *x);

#endif
