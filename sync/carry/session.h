/*
 * session: which frame may come when, and when a line is dead.
 *
 *	frame, time --> [session] --> legal or not; ping, give up
 *
 * A state machine without sockets, clock or files; the table of what is
 * legal in which state stands in session.c.
 */
#ifndef SANJI_CARRY_SESSION_H
#define SANJI_CARRY_SESSION_H

#include <stdint.h>

#include "sync/carry/frame.h"

/* Deadlines, in milliseconds. */
#define SESSION_OPENING_MS 20000  /* handshake and first frame */
#define SESSION_QUIET_MS 60000	  /* then a ping is sent */
#define SESSION_SILENCE_MS 150000 /* then the line is given up */

enum session_state {
	SESSION_OPENING,  /* handshake */
	SESSION_GREETING, /* HELLO expected */
	SESSION_JOINING,  /* enrolment: JOIN expected (the one called) */
	SESSION_ADMITTED, /* enrolment: WELCOME expected (the caller) */
	SESSION_READY,	  /* exchange */
	SESSION_CLOSED,
};

struct session {
	enum session_state state;
	int64_t began_ms;
	int64_t heard_ms; /* the last whole frame, */
	int64_t alive_ms; /* the last bytes */
	int64_t spoke_ms;
};

enum session_verdict {
	SESSION_FINE,
	SESSION_PING, /* send one */
	SESSION_DEAD, /* close */
};

/* Begin. */
void session_begin(struct session *s, int64_t now_ms);

/* Move to another state; asserts that the table allows it. */
void session_move(struct session *s, enum session_state to);

/* A frame came: 0, or -1 with ERR_FORMAT if it may not come now. */
int session_heard(struct session *s, enum frame_type type, int64_t now_ms,
    struct err *e) MUST_CHECK;

/*
 * Part of a frame came: on a slow line one takes longer than silence may, and
 * whoever waits for it pings meanwhile.
 */
void session_took_bytes(struct session *s, int64_t now_ms);

/* Something was sent. */
void session_spoke(struct session *s, int64_t now_ms);

/* Time passes. */
enum session_verdict session_tick(struct session *s, int64_t now_ms);

#endif
