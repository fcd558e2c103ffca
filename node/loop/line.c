#include <event2/buffer.h>
#include <event2/event.h>
#include <linux/sockios.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "crypto/crypto.h"
#include "node/loop/inside.h"
#include "sync/engine/enrol.h"

/* While the socket holds more than this, no more is handed to it. */
#define SOCKET_OUTPUT_MAX ((size_t)512 * 1024)

void
line_remove(struct line *l)
{
	struct daemon *d = l->daemon;

	for (struct line **at = &d->lines; *at != NULL; at = &(*at)->next)
		if (*at == l) {
			*at = l->next;
			break;
		}
	d->line_count--;
	if (l->place >= 0) {
		uint32_t chance;

		crypto_random(&chance, sizeof(chance));
		dialer_down(
		    &d->dialer, (size_t)l->place, daemon_now().now_ms, chance);
	}
	exchange_free(l->exchange, daemon_now());
	if (l->socket != NULL)
		bufferevent_free(l->socket);
	free(l);
}

/* Hand output to the socket, and make more, until one of them is full. */
static int
flush_line(struct line *l, struct err *e)
{
	struct evbuffer *out = bufferevent_get_output(l->socket);
	struct buf *bytes = exchange_output(l->exchange);

	while (bytes->len > 0 && evbuffer_get_length(out) < SOCKET_OUTPUT_MAX) {
		if (evbuffer_add(out, bytes->bytes, bytes->len) != 0)
			return err_nomem(e);
		exchange_written(l->exchange, bytes->len);
		if (exchange_pump(l->exchange, daemon_now(), e) != 0)
			return -1;
	}
	return 0;
}

/* Close, once what was said last has been written. */
static void
close_line(struct line *l, const struct err *why)
{
	struct err ignored = ERR_INIT;
	struct evbuffer *out;

	l->daemon->failure = *why;
	/* From WELCOME on this machine is admitted, whatever is said later. */
	if (l->is_ready && l->daemon->wish->until == DAEMON_ENROLLED)
		l->daemon->failure.code = ERR_PEER;
	if (why->code != ERR_NONE)
		daemon_say(l->daemon, "line to %s closed: %s",
		    exchange_peer(l->exchange)[0] != '\0'
			? exchange_peer(l->exchange)
			: "?",
		    why->text);
	if (flush_line(l, &ignored) != 0 || l->is_closing) {
		line_remove(l);
		return;
	}
	out = bufferevent_get_output(l->socket);
	if (evbuffer_get_length(out) == 0) {
		line_remove(l);
		return;
	}
	l->is_closing = 1;
	l->closing_ms = daemon_now().now_ms;
	(void)bufferevent_disable(l->socket, EV_READ);
}

void
line_announce_all(struct daemon *d)
{
	struct line *next;

	if (d->web != NULL)
		web_changed(d->web);
	for (struct line *l = d->lines; l != NULL; l = next) {
		struct err e = ERR_INIT;

		next = l->next;
		if (l->is_closing)
			continue;
		if (exchange_announce(l->exchange, daemon_now(), &e) != 0 ||
		    flush_line(l, &e) != 0)
			close_line(l, &e);
	}
}

/* A piece of a scan that came is offered on the other lines. */
static void
offer_all(struct daemon *d)
{
	struct line *next;

	for (struct line *l = d->lines; l != NULL; l = next) {
		struct err e = ERR_INIT;

		next = l->next;
		if (l->is_closing)
			continue;
		if (exchange_offer(l->exchange, daemon_now(), &e) != 0 ||
		    flush_line(l, &e) != 0)
			close_line(l, &e);
	}
}

/*
 * The oldest line of a caller, "" for those who have not shown an admitted
 * key; NULL if fewer than least are its.
 */
static struct line *
oldest_line_of(struct daemon *d, const char *peer, size_t least)
{
	struct line *oldest = NULL;
	size_t count = 0;

	/* The list begins with the newest. */
	for (struct line *l = d->lines; l != NULL; l = l->next)
		if (l->place < 0 &&
		    strcmp(exchange_peer(l->exchange), peer) == 0) {
			oldest = l;
			count++;
		}
	return count < least ? NULL : oldest;
}

/* A line that was cut without a word takes a while to be given up. */
static void
replace_oldest(struct line *l)
{
	struct line *oldest = oldest_line_of(
	    l->daemon, exchange_peer(l->exchange), DAEMON_LINES_OF_ONE_MAX + 1);

	if (l->place < 0 && oldest != NULL && oldest != l)
		line_remove(oldest);
}

static void
greet(struct line *l)
{
	struct daemon *d = l->daemon;

	if (l->is_ready || !exchange_is_ready(l->exchange) ||
	    exchange_peer(l->exchange)[0] == '\0')
		return;
	l->is_ready = 1;
	if (l->place >= 0)
		dialer_up(&d->dialer, (size_t)l->place);
	replace_oldest(l);
	daemon_say(d, "line to %s is up", exchange_peer(l->exchange));
}

/* What was refused is said once, when it comes. */
static void
tell_refused(struct line *l)
{
	uint64_t refused = exchange_totals(l->exchange)->refused;

	if (refused > l->refused)
		daemon_say(l->daemon,
		    "%llu change sets or pieces of scans from %s were refused: "
		    "%s",
		    (unsigned long long)(refused - l->refused),
		    exchange_peer(l->exchange), exchange_outcome(l->exchange));
	l->refused = refused;
}

/* How often it is said how far a long run has got. */
#define TELL_RUN_MS 5000

static void
tell_run(struct line *l)
{
	const struct exchange_totals *n = exchange_totals(l->exchange);
	int64_t now_ms = daemon_now().now_ms;

	if (n->lacking == 0 || now_ms - l->told_ms < TELL_RUN_MS)
		return;
	l->told_ms = now_ms;
	daemon_say(l->daemon,
	    "%llu change sets came from %s, %llu are still to come",
	    (unsigned long long)n->changesets_in, exchange_peer(l->exchange),
	    (unsigned long long)n->lacking);
}

static void
on_read(struct bufferevent *socket, void *context)
{
	struct line *l = context;
	struct daemon *d = l->daemon;
	struct evbuffer *in = bufferevent_get_input(socket);
	struct err e = ERR_INIT;
	int failed = 0, took_piece;

	d->heard_ms = daemon_now().now_ms;
	while (!failed && evbuffer_get_length(in) > 0) {
		unsigned char part[65536];
		int len = evbuffer_remove(in, part, sizeof(part));

		if (len <= 0)
			break;
		failed = exchange_input(
		    l->exchange, part, (size_t)len, daemon_now(), &e);
	}
	if (failed || flush_line(l, &e) != 0) {
		close_line(l, &e);
		return;
	}
	greet(l);
	tell_refused(l);
	tell_run(l);
	took_piece = exchange_took_piece(l->exchange);
	if (exchange_took_something(l->exchange))
		line_announce_all(d);
	else if (took_piece)
		offer_all(d);
	daemon_check_wish(d);
}

static void
on_written(struct bufferevent *socket, void *context)
{
	struct line *l = context;
	struct err e = ERR_INIT;

	(void)socket;
	if (l->is_closing) {
		line_remove(l);
		return;
	}
	if (exchange_pump(l->exchange, daemon_now(), &e) != 0 ||
	    flush_line(l, &e) != 0)
		close_line(l, &e);
	else
		daemon_check_wish(l->daemon);
}

static void
on_event(struct bufferevent *socket, short what, void *context)
{
	struct line *l = context;
	struct err e = ERR_INIT;

	(void)socket;
	if (what & BEV_EVENT_CONNECTED) {
		if (flush_line(l, &e) != 0)
			close_line(l, &e);
		return;
	}
	if (!l->is_closing && what & BEV_EVENT_ERROR)
		(void)err_set(&l->daemon->failure, ERR_PEER,
		    "the hall above does not answer at its address");
	else if (!l->is_closing)
		(void)err_set(
		    &l->daemon->failure, ERR_PEER, "the line was cut");
	if (l->is_ready)
		daemon_say(l->daemon, "line to %s is down",
		    exchange_peer(l->exchange));
	line_remove(l);
}

static struct line *
add_line(struct daemon *d, evutil_socket_t fd, int place)
{
	struct line *l = calloc(1, sizeof(*l));

	if (l == NULL)
		return NULL;
	l->socket = bufferevent_socket_new(
	    d->base, fd, BEV_OPT_CLOSE_ON_FREE | BEV_OPT_DEFER_CALLBACKS);
	if (l->socket == NULL) {
		free(l);
		return NULL;
	}
	l->daemon = d;
	l->place = place;
	l->next = d->lines;
	d->lines = l;
	d->line_count++;
	bufferevent_setcb(l->socket, on_read, on_written, on_event, l);
	(void)bufferevent_enable(l->socket, EV_READ | EV_WRITE);
	return l;
}

void
line_on_accept(struct evconnlistener *listener, evutil_socket_t fd,
    struct sockaddr *address, int len, void *context)
{
	struct daemon *d = context;
	struct err e = ERR_INIT;
	struct line *l;

	(void)listener, (void)address, (void)len;
	if (d->line_count >= DAEMON_LINES_MAX) {
		l = oldest_line_of(d, "", 1);
		if (l == NULL) {
			(void)evutil_closesocket(fd);
			return;
		}
		line_remove(l);
	}
	l = add_line(d, fd, -1);
	if (l == NULL) {
		(void)evutil_closesocket(fd);
		return;
	}
	if (exchange_answer(d->hall->engine, &d->hall->keys, daemon_now(),
		&l->exchange, &e) != 0)
		line_remove(l);
}

/* --- calling ------------------------------------------------------------- */

static int
connect_line(struct line *l, const char *address, struct err *e)
{
	struct address to;

	if (address_parse(address, &to, e) != 0)
		return -1;
	if (bufferevent_socket_connect_hostname(l->socket, l->daemon->dns,
		AF_UNSPEC, to.host, (int)strtol(to.port, NULL, 10)) != 0)
		return err_set(e, ERR_PEER, "%s cannot be reached", address);
	return 0;
}

/* Whether the line is to the hall that stands at its place. */
static int
is_to_its_place(const struct daemon *d, const struct line *l)
{
	return (size_t)l->place < d->dialer.count &&
	       strcmp(l->called.digits,
		   d->dialer.halls[l->place].code.digits) == 0;
}

void
line_leave_former(struct daemon *d)
{
	struct line *next;

	for (struct line *l = d->lines; l != NULL; l = next) {
		next = l->next;
		if (l->place < 0 || l->called.digits[0] == '\0' ||
		    is_to_its_place(d, l))
			continue;
		daemon_say(d, "line to %s is down: it is above no more",
		    l->called.digits);
		l->place = -1;
		line_remove(l);
	}
}

void
line_call(struct daemon *d, size_t place)
{
	const struct dialer_hall *to = &d->dialer.halls[place];
	size_t peer =
	    authority_hall(engine_authority(d->hall->engine), &to->code);
	struct line *l = add_line(d, -1, (int)place);
	struct err e = ERR_INIT;

	if (l == NULL)
		return;
	l->called = to->code;
	if (peer == HALL_UNKNOWN ||
	    exchange_call(d->hall->engine, &d->hall->keys, peer, daemon_now(),
		&l->exchange, &e) != 0 ||
	    connect_line(l, to->address, &e) != 0) {
		d->failure = e;
		line_remove(l);
	}
}

int
line_call_token(struct daemon *d, struct err *e)
{
	const struct token *to = d->wish->token;
	struct line *l = add_line(d, -1, -1);

	if (l == NULL)
		return err_nomem(e);
	if ((d->wish->until == DAEMON_ENROLLED
		    ? exchange_enrol
		    : exchange_call_at)(d->hall->engine, &d->hall->keys, to,
		daemon_now(), &l->exchange, e) != 0 ||
	    connect_line(l, to->address, e) != 0) {
		line_remove(l);
		return -1;
	}
	return 0;
}

/* --- time ---------------------------------------------------------------- */

/*
 * What is sent over a slow line is taken bit by bit, while the other hall says
 * nothing yet: that is no silence.
 */
static void
note_arrived(struct line *l)
{
	int64_t written = (int64_t)exchange_totals(l->exchange)->bytes_out;
	int64_t waiting =
	    (int64_t)evbuffer_get_length(bufferevent_get_output(l->socket));
	int unacknowledged = 0;

	if (ioctl(bufferevent_getfd(l->socket), SIOCOUTQ, &unacknowledged) != 0)
		return;
	if (written - waiting - unacknowledged > l->arrived) {
		l->arrived = written - waiting - unacknowledged;
		l->daemon->heard_ms = daemon_now().now_ms;
	}
}

void
line_tick_all(struct daemon *d)
{
	struct line *next;

	for (struct line *l = d->lines; l != NULL; l = next) {
		struct err e = ERR_INIT;

		next = l->next;
		if (l->is_closing) {
			if (daemon_now().now_ms - l->closing_ms >
			    DAEMON_CLOSING_MS)
				line_remove(l);
			continue;
		}
		note_arrived(l);
		if (l->place >= 0 &&
		    dialer_is_spare(&d->dialer, (size_t)l->place))
			line_remove(l);
		else if (exchange_tick(l->exchange, daemon_now(), &e) != 0 ||
			 flush_line(l, &e) != 0)
			close_line(l, &e);
	}
}
