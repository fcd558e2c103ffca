#include "sync/carry/session.h"

#include <assert.h>

#define FRAME(type) (1U << (type))
#define TO(state) (1U << (state))

/* What may come, and where it may go, in each state. */
static const struct {
	unsigned frames;
	unsigned moves;
} table[] = {
    [SESSION_OPENING] =
	{
	    .frames = FRAME(FRAME_BYE),
	    .moves = TO(SESSION_GREETING) | TO(SESSION_JOINING) |
		     TO(SESSION_ADMITTED) | TO(SESSION_CLOSED),
	},
    [SESSION_GREETING] =
	{
	    .frames = FRAME(FRAME_HELLO) | FRAME(FRAME_BYE),
	    .moves = TO(SESSION_READY) | TO(SESSION_CLOSED),
	},
    [SESSION_JOINING] =
	{
	    .frames = FRAME(FRAME_JOIN) | FRAME(FRAME_BYE),
	    .moves = TO(SESSION_READY) | TO(SESSION_CLOSED),
	},
    [SESSION_ADMITTED] =
	{
	    .frames = FRAME(FRAME_WELCOME) | FRAME(FRAME_BYE),
	    .moves = TO(SESSION_READY) | TO(SESSION_CLOSED),
	},
    [SESSION_READY] =
	{
	    .frames = FRAME(FRAME_FRONTIER) | FRAME(FRAME_NEED) |
		      FRAME(FRAME_CHANGESETS) | FRAME(FRAME_RECEIPTS) |
		      FRAME(FRAME_DONE) | FRAME(FRAME_PING) |
		      FRAME(FRAME_PONG) | FRAME(FRAME_KEYS) |
		      FRAME(FRAME_WANT) | FRAME(FRAME_PIECE) |
		      FRAME(FRAME_OFFER) | FRAME(FRAME_RUN) | FRAME(FRAME_BYE),
	    .moves = TO(SESSION_CLOSED),
	},
    [SESSION_CLOSED] = {.frames = 0, .moves = TO(SESSION_CLOSED)},
};

void
session_begin(struct session *s, int64_t now_ms)
{
	*s = (struct session){
	    .state = SESSION_OPENING,
	    .began_ms = now_ms,
	    .heard_ms = now_ms,
	    .alive_ms = now_ms,
	    .spoke_ms = now_ms,
	};
}

void
session_move(struct session *s, enum session_state to)
{
	assert(table[s->state].moves & TO(to));
	s->state = to;
}

int
session_heard(
    struct session *s, enum frame_type type, int64_t now_ms, struct err *e)
{
	if (!(table[s->state].frames & FRAME(type)))
		return err_set(e, ERR_FORMAT,
		    "the other hall sent a frame of type %d out of turn",
		    (int)type);
	s->heard_ms = now_ms;
	s->alive_ms = now_ms;
	return 0;
}

void
session_took_bytes(struct session *s, int64_t now_ms)
{
	s->alive_ms = now_ms;
}

void
session_spoke(struct session *s, int64_t now_ms)
{
	s->spoke_ms = now_ms;
}

enum session_verdict
session_tick(struct session *s, int64_t now_ms)
{
	if (s->state == SESSION_CLOSED)
		return SESSION_DEAD;
	if (s->state != SESSION_READY)
		return now_ms - s->began_ms > SESSION_OPENING_MS ? SESSION_DEAD
								 : SESSION_FINE;
	if (now_ms - s->alive_ms > SESSION_SILENCE_MS)
		return SESSION_DEAD;
	if (now_ms - s->heard_ms > SESSION_QUIET_MS &&
	    now_ms - s->spoke_ms > SESSION_QUIET_MS)
		return SESSION_PING;
	return SESSION_FINE;
}
