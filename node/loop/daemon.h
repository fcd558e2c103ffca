/*
 * daemon: sockets and time around the exchanges of one hall.
 *
 *	TCP, timers, changes of hall.db --libevent--> [daemon] --> exchanges
 *
 * Nothing is decided here: bytes and time are handed to exchanges, the
 * dialer says whom to call, the engine says what is new.
 */
#ifndef SANJI_LOOP_DAEMON_H
#define SANJI_LOOP_DAEMON_H

#include "node/hall_dir.h"

/*
 * Most lines at once.  Then the caller who has stayed longest without
 * showing an admitted key makes room; if all have shown one, the next caller
 * is turned away.
 */
#define DAEMON_LINES_MAX 512

/* Most lines of one caller; a new one takes the place of its oldest. */
#define DAEMON_LINES_OF_ONE_MAX 4

/* How long the last word may take to be read. */
#define DAEMON_CLOSING_MS 10000

enum daemon_until {
	DAEMON_STOPPED,	 /* a signal */
	DAEMON_IN_STEP,	 /* a hall above answered and nothing is left */
	DAEMON_ENROLLED, /* the enrolment is complete */
};

struct daemon_wish {
	enum daemon_until until;
	const char *listen; /* "host:port", or NULL */
	const char *web;    /* where the console is, or NULL */
	/* DAEMON_ENROLLED, or DAEMON_IN_STEP with whom it names and nobody
	 * else. */
	const struct token *token;
	int64_t timeout_ms; /* of nobody saying anything; 0: none */
	/* What goes on, a line each, for people; may be NULL. */
	void (*say)(void *context, const char *line);
	void *context;
};

/*
 * Run until the wish is fulfilled.  -1 with ERR_PEER when it cannot be
 * (nobody answered, refused, timed out), ERR_IO.
 */
int daemon_run(struct hall_dir *h, const struct daemon_wish *wish,
    struct err *e) MUST_CHECK;

#endif
