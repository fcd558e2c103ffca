/*
 * connections: who is connected to the console, and for how long yet.
 *
 *	evhttp --socket, request, answer--> [connections] --shutdown--> socket
 *
 * evhttp 2.1 accepts without limit and waits for each byte anew.  Here every
 * connection has one deadline for a whole request and one for a whole answer,
 * and when there are too many, the one that has been silent longest goes.
 * None is freed here: its socket is shut down, and evhttp sees its end.
 */
#ifndef SANJI_WEB_CONNECTIONS_H
#define SANJI_WEB_CONNECTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/macros.h"

/* Most connections at once. */
#define CONNECTIONS_MAX 128

/* Most of them that wait for events (events.h). */
#define CONNECTIONS_STREAMING_MAX 48

/* How long a request may take to come in, an answer, or as much more of it, to
 * be read, and the next request to begin. */
#define CONNECTION_REQUEST_MS 15000
#define CONNECTION_ANSWER_MS 60000
#define CONNECTION_ANSWER_LEN_MIN ((size_t)64 * 1024)
#define CONNECTION_IDLE_MS 60000

struct bufferevent;
struct event_base;
struct connection;

struct connections {
	struct connection *list; /* the newest first */
	size_t count;		 /* of those not shut down */
};

/*
 * A socket for the next caller, as evhttp_set_bevcb wants it, owned by
 * evhttp; NULL if there is no memory.  Somebody else may be shut down.
 */
struct bufferevent *connections_add(struct connections *all,
    struct bufferevent *socket, int64_t now_ms) MUST_CHECK;

/* Its request is there; its answer was written; it will be sent events. */
void connections_answer(
    struct connections *all, struct bufferevent *socket, int64_t now_ms);
void connections_wait(
    struct connections *all, struct bufferevent *socket, int64_t now_ms);
void connections_stream(struct connections *all, struct bufferevent *socket);

/* How many are sent events. */
size_t connections_streaming(const struct connections *all);

/* Shut it down; evhttp frees it soon. */
void connections_cut(struct connections *all, struct bufferevent *socket);

/* Shut down whoever has taken too long; forget whom evhttp has freed. */
void connections_tick(struct connections *all, int64_t now_ms);

/* Forget all; evhttp has been freed before. */
void connections_clear(struct connections *all);

#endif
