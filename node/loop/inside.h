/*
 * inside: what the files of the loop share.
 *
 *	daemon.c	the loop: beginning, time, other processes, ending
 *	line.c		one connection: its socket, its exchange
 *	duties.c	what a hall does without being asked
 *	jobs.c		processes for what takes long
 */
#ifndef SANJI_LOOP_INSIDE_H
#define SANJI_LOOP_INSIDE_H

#include <event2/bufferevent.h>
#include <event2/listener.h>

#include "node/loop/daemon.h"
#include "node/loop/dialer.h"
#include "node/loop/jobs.h"
#include "node/web/web.h"
#include "sync/engine/exchange.h"

struct line {
	struct daemon *daemon;
	struct bufferevent *socket;
	struct exchange *exchange;
	int place;		 /* in the dialer; -1: they called */
	struct hall_code called; /* who is there, if we called */
	int is_ready;
	uint64_t refused;   /* change sets, as far as it has been said */
	int64_t told_ms;    /* when it was said last how far a run has got */
	int is_closing;	    /* the last bytes are being written */
	int64_t closing_ms; /* since when */
	int64_t arrived;    /* bytes the other side's system has taken */
	struct line *next;
};

struct daemon {
	struct hall_dir *hall;
	const struct daemon_wish *wish;
	struct event_base *base;
	struct evdns_base *dns;
	struct evconnlistener *listener;
	struct event *tick, *notify, *on_int, *on_term;
	int notify_fd;
	struct dialer dialer;
	struct web_wish web_wish;
	struct web *web; /* the console; NULL: none */
	struct jobs jobs;
	struct line *lines;
	size_t line_count;
	int64_t heard_ms; /* when somebody last said something, or took it */
	/* As of when automatic.h last found nothing to do: how much was held,
	 * and in which hour. */
	uint64_t automatic_held;
	int64_t automatic_hour;
	int is_done;
	struct err failure; /* the last, for a wish that cannot be fulfilled */
};

/* --- daemon --------------------------------------------------------------- */

/* A line for whoever reads what goes on; the format is translated. */
void daemon_say(struct daemon *d, const char *format, ...) PRINTF_LIKE(2, 3);

struct exchange_time daemon_now(void);

/* What was wished for has come about. */
void daemon_stop(struct daemon *d);

/* Stop if what was wished for has come about on one of the lines. */
void daemon_check_wish(struct daemon *d);

/* --- lines ---------------------------------------------------------------- */

/* Close at once, forget it, and free it. */
void line_remove(struct line *l);

/* What is new here goes out on every line, and to open pages, at once. */
void line_announce_all(struct daemon *d);

/* Deadlines of exchanges, lines nobody needs any more. */
void line_tick_all(struct daemon *d);

/* Hang up on whoever we called and is above no more. */
void line_leave_former(struct daemon *d);

/* Call a hall above, by its place in the dialer; a failure is the dialer's. */
void line_call(struct daemon *d, size_t place);

/* Call whom the token names, to enrol there or to be in step.  -1 with
 * ERR_PEER, ERR_FORMAT. */
int line_call_token(struct daemon *d, struct err *e) MUST_CHECK;

/* Somebody called: for evconnlistener_new_bind, with the daemon. */
void line_on_accept(struct evconnlistener *listener, evutil_socket_t fd,
    struct sockaddr *address, int len, void *context);

/* --- duties --------------------------------------------------------------- */

/*
 * What this hall owes to records that moved, and what nodes do by
 * themselves; 1 if it wrote something.
 */
int duties_tend(struct daemon *d);

#endif
