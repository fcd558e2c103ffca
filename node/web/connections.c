#include "node/web/connections.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <stdlib.h>
#include <sys/socket.h>

enum connection_state {
	CONNECTION_READING,   /* a request, or the first byte of one */
	CONNECTION_ANSWERING, /* the whole request was there */
	CONNECTION_WAITING,   /* for another request */
	CONNECTION_STREAMING,
};

struct connection {
	struct bufferevent *socket; /* a reference of our own */
	enum connection_state state;
	int64_t since_ms;
	int64_t last_ms; /* the clock as of the last call, for on_input */
	size_t unread;	 /* of the answer, when its time began */
	int is_cut;
	struct connection *next;
};

static const int64_t limits_ms[] = {
    [CONNECTION_READING] = CONNECTION_REQUEST_MS,
    [CONNECTION_ANSWERING] = CONNECTION_ANSWER_MS,
    [CONNECTION_WAITING] = CONNECTION_IDLE_MS,
    [CONNECTION_STREAMING] = INT64_MAX,
};

static void
enter(struct connection *c, enum connection_state state, int64_t now_ms)
{
	c->state = state;
	c->since_ms = now_ms;
	c->unread = 0;
}

static struct connection *
find(const struct connections *all, const struct bufferevent *socket)
{
	struct connection *c = all->list;

	while (c != NULL && c->socket != socket)
		c = c->next;
	return c;
}

/* The first byte of the next request starts its clock. */
static void
on_input(
    struct evbuffer *in, const struct evbuffer_cb_info *info, void *context)
{
	struct connection *c = context;

	(void)in;
	if (info->n_added > 0 && c->state == CONNECTION_WAITING)
		enter(c, CONNECTION_READING, c->last_ms);
}

/* bufferevent_free() takes the callbacks off; ours is the last reference. */
static int
is_freed(const struct connection *c)
{
	bufferevent_event_cb on_event;

	bufferevent_getcb(c->socket, NULL, NULL, &on_event, NULL);
	return on_event == NULL;
}

static void
release(struct connection *c)
{
	(void)evbuffer_remove_cb(bufferevent_get_input(c->socket), on_input, c);
	(void)bufferevent_decref(c->socket);
	free(c);
}

static void
cut(struct connections *all, struct connection *c)
{
	if (c->is_cut)
		return;
	c->is_cut = 1;
	all->count--;
	(void)shutdown(bufferevent_getfd(c->socket), SHUT_RDWR);
}

static void
forget_freed(struct connections *all, int64_t now_ms)
{
	struct connection **at = &all->list;

	while (*at != NULL) {
		struct connection *c = *at;

		c->last_ms = now_ms;
		if (!is_freed(c)) {
			at = &c->next;
			continue;
		}
		*at = c->next;
		if (!c->is_cut)
			all->count--;
		release(c);
	}
}

/* Silent ones first, then those that take long to say what they want. */
static struct connection *
oldest(const struct connections *all, enum connection_state state)
{
	struct connection *found = NULL;

	for (struct connection *c = all->list; c != NULL; c = c->next)
		if (!c->is_cut && c->state == state &&
		    (found == NULL || c->since_ms <= found->since_ms))
			found = c;
	return found;
}

static void
make_room(struct connections *all)
{
	static const enum connection_state order[] = {CONNECTION_WAITING,
	    CONNECTION_READING, CONNECTION_STREAMING, CONNECTION_ANSWERING};

	for (size_t i = 0; i < COUNT_OF(order) && all->count >= CONNECTIONS_MAX;
	     i++) {
		struct connection *c = oldest(all, order[i]);

		if (c != NULL)
			cut(all, c);
	}
}

struct bufferevent *
connections_add(
    struct connections *all, struct bufferevent *socket, int64_t now_ms)
{
	struct connection *c = calloc(1, sizeof(*c));

	forget_freed(all, now_ms);
	make_room(all);
	if (c == NULL || socket == NULL ||
	    evbuffer_add_cb(bufferevent_get_input(socket), on_input, c) ==
		NULL) {
		free(c);
		if (socket != NULL)
			bufferevent_free(socket);
		return NULL;
	}
	bufferevent_incref(socket);
	c->socket = socket;
	c->last_ms = now_ms;
	enter(c, CONNECTION_READING, now_ms);
	c->next = all->list;
	all->list = c;
	all->count++;
	return socket;
}

static void
change(struct connections *all, const struct bufferevent *socket,
    enum connection_state state, int64_t now_ms)
{
	struct connection *c = find(all, socket);

	if (c != NULL)
		enter(c, state, now_ms);
}

void
connections_answer(
    struct connections *all, struct bufferevent *socket, int64_t now_ms)
{
	change(all, socket, CONNECTION_ANSWERING, now_ms);
}

/* The next request may have begun behind the one before. */
void
connections_wait(
    struct connections *all, struct bufferevent *socket, int64_t now_ms)
{
	size_t more = evbuffer_get_length(bufferevent_get_input(socket));

	change(all, socket, more > 0 ? CONNECTION_READING : CONNECTION_WAITING,
	    now_ms);
}

void
connections_stream(struct connections *all, struct bufferevent *socket)
{
	change(all, socket, CONNECTION_STREAMING, 0);
}

size_t
connections_streaming(const struct connections *all)
{
	size_t count = 0;

	for (const struct connection *c = all->list; c != NULL; c = c->next)
		count += !c->is_cut && c->state == CONNECTION_STREAMING;
	return count;
}

void
connections_cut(struct connections *all, struct bufferevent *socket)
{
	struct connection *c = find(all, socket);

	if (c != NULL)
		cut(all, c);
}

/* Whoever reads on, however slow the line, gets all of a long answer. */
static void
look_at_answer(struct connection *c, int64_t now_ms)
{
	size_t len = evbuffer_get_length(bufferevent_get_output(c->socket));

	if (len > c->unread)
		c->unread = len;
	if (now_ms - c->since_ms <= CONNECTION_ANSWER_MS ||
	    c->unread - len < CONNECTION_ANSWER_LEN_MIN)
		return;
	c->since_ms = now_ms;
	c->unread = len;
}

void
connections_tick(struct connections *all, int64_t now_ms)
{
	forget_freed(all, now_ms);
	for (struct connection *c = all->list; c != NULL; c = c->next) {
		if (c->state == CONNECTION_ANSWERING)
			look_at_answer(c, now_ms);
		if (now_ms - c->since_ms > limits_ms[c->state])
			cut(all, c);
	}
}

void
connections_clear(struct connections *all)
{
	while (all->list != NULL) {
		struct connection *c = all->list;

		all->list = c->next;
		release(c);
	}
	all->count = 0;
}
