#include "node/loop/daemon.h"

#include <arpa/inet.h>
#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/dns.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#include "crypto/crypto.h"
#include "node/loop/dialer.h"
#include "node/loop/neighbours.h"
#include "node/web/web.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/base/words.h"
#include "node/actions/automatic.h"
#include "schema/records/day.h"
#include "sync/engine/enrol.h"
#include "sync/engine/exchange.h"
#include "sync/engine/handover.h"

/* How often deadlines are looked at. */
#define TICK_MS 1000

/* While the socket holds more than this, no more is handed to it. */
#define SOCKET_OUTPUT_MAX ((size_t)512 * 1024)

struct line {
	struct daemon *daemon;
	struct bufferevent *socket;
	struct exchange *exchange;
	int place; /* in the dialer; -1: they called */
	int is_ready;
	uint64_t refused;   /* change sets, as far as it has been said */
	int is_closing;	    /* the last bytes are being written */
	int64_t closing_ms; /* since when */
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
	struct line *lines;
	size_t line_count;
	int64_t heard_ms; /* when somebody last said something */
	/* As of when automatic.h last found nothing to do: how much was held,
	 * and on which day. */
	uint64_t automatic_held;
	int32_t automatic_day;
	int is_done;
	struct err failure; /* the last, for a wish that cannot be fulfilled */
};

static void say(struct daemon *d, const char *format, ...) PRINTF_LIKE(2, 3);

static void
say(struct daemon *d, const char *format, ...)
{
	char text[ERR_TEXT_MAX];
	va_list args;

	if (d->wish->say == NULL)
		return;
	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), words_translate(format), args);
	va_end(args);
	text_clean(text);
	d->wish->say(d->wish->context, text);
}

static struct exchange_time
now(void)
{
	struct timespec wall, steady;

	(void)clock_gettime(CLOCK_REALTIME, &wall);
	(void)clock_gettime(CLOCK_MONOTONIC, &steady);
	return (struct exchange_time){(int64_t)wall.tv_sec,
	    (int64_t)steady.tv_sec * 1000 + steady.tv_nsec / 1000000};
}

static void
stop(struct daemon *d)
{
	d->is_done = 1;
	(void)event_base_loopbreak(d->base);
}

/* --- lines --------------------------------------------------------------- */

static void
remove_line(struct line *l)
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
		dialer_down(&d->dialer, (size_t)l->place, now().now_ms, chance);
	}
	exchange_free(l->exchange, now());
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
		if (exchange_pump(l->exchange, now(), e) != 0)
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
		say(l->daemon, "line to %s closed: %s",
		    exchange_peer(l->exchange)[0] != '\0'
			? exchange_peer(l->exchange)
			: "?",
		    why->text);
	if (flush_line(l, &ignored) != 0 || l->is_closing) {
		remove_line(l);
		return;
	}
	out = bufferevent_get_output(l->socket);
	if (evbuffer_get_length(out) == 0) {
		remove_line(l);
		return;
	}
	l->is_closing = 1;
	l->closing_ms = now().now_ms;
	(void)bufferevent_disable(l->socket, EV_READ);
}

/* What is new here goes out on every line, and to open pages, at once. */
static void
announce(struct daemon *d)
{
	struct line *next;

	if (d->web != NULL)
		web_changed(d->web);
	for (struct line *l = d->lines; l != NULL; l = next) {
		struct err e = ERR_INIT;

		next = l->next;
		if (l->is_closing)
			continue;
		if (exchange_announce(l->exchange, now(), &e) != 0 ||
		    flush_line(l, &e) != 0)
			close_line(l, &e);
	}
}

/* A piece of a scan that came is offered on the other lines. */
static void
offer(struct daemon *d)
{
	struct line *next;

	for (struct line *l = d->lines; l != NULL; l = next) {
		struct err e = ERR_INIT;

		next = l->next;
		if (l->is_closing)
			continue;
		if (exchange_offer(l->exchange, now(), &e) != 0 ||
		    flush_line(l, &e) != 0)
			close_line(l, &e);
	}
}

static int
is_enrolled(const struct daemon *d)
{
	const struct engine *g = d->hall->engine;
	size_t self =
	    authority_hall(engine_authority(g), &engine_identity(g)->hall);

	return self != HALL_UNKNOWN;
}

/* Grows with every change set that is stored. */
static uint64_t
held(const struct daemon *d)
{
	const struct chart *chart = engine_chart(d->hall->engine);
	uint64_t sum = 0;

	for (uint32_t b = 1; b < chart->branch_count; b++)
		sum += chart->branches[b].head_seq;
	return sum;
}

/*
 * Once for what is new, and once a day for what time brings about; what
 * failed is said, and tried again with the next of either.
 */
static size_t
do_by_itself(struct daemon *d, struct err *e)
{
	struct actor actor = {d->hall->engine, now().now_s};
	int32_t today = day_number_of(actor.now_s);
	size_t written = 0;

	if (held(d) == d->automatic_held && today == d->automatic_day)
		return 0;
	if (automatic_run(&actor, &written, e) != 0)
		say(d, "%s", e->text);
	d->automatic_held = held(d);
	d->automatic_day = today;
	store_rest(d->hall->store);
	return written;
}

/*
 * What this hall owes to records that moved, and what nodes do by
 * themselves; 1 if it wrote something.
 */
static int
tend(struct daemon *d)
{
	struct engine_tended t;
	struct err e = ERR_INIT;
	size_t written;

	engine_forget_destroyed(d->hall->engine);
	if (!d->hall->has_keys)
		return 0;
	if (engine_tend(d->hall->engine, now().now_s, &t, &e) != 0) {
		say(d, "%s", e.text);
		return 0;
	}
	written = t.written + do_by_itself(d, &e);
	if (written > 0)
		announce(d);
	return written > 0;
}

/* Whether what was wished for has come about on a line. */
static void
check_line(struct daemon *d, const struct line *l)
{
	if (!exchange_is_quiet(l->exchange) ||
	    exchange_output(l->exchange)->len > 0)
		return;
	if (d->wish->until == DAEMON_ENROLLED && is_enrolled(d))
		stop(d);
	if (d->wish->until == DAEMON_IN_STEP && l->place >= 0 && !tend(d))
		stop(d);
}

static void
check_wish(struct daemon *d)
{
	for (const struct line *l = d->lines; l != NULL; l = l->next)
		if (!l->is_closing)
			check_line(d, l);
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
		remove_line(oldest);
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
	say(d, "line to %s is up", exchange_peer(l->exchange));
}

/* What was refused is said once, when it comes. */
static void
tell_refused(struct line *l)
{
	uint64_t refused = exchange_totals(l->exchange)->refused;

	if (refused > l->refused)
		say(l->daemon,
		    "%llu change sets or pieces of scans from %s were refused: "
		    "%s",
		    (unsigned long long)(refused - l->refused),
		    exchange_peer(l->exchange), exchange_outcome(l->exchange));
	l->refused = refused;
}

static void
on_read(struct bufferevent *socket, void *context)
{
	struct line *l = context;
	struct daemon *d = l->daemon;
	struct evbuffer *in = bufferevent_get_input(socket);
	struct err e = ERR_INIT;
	int failed = 0, took_piece;

	d->heard_ms = now().now_ms;
	while (!failed && evbuffer_get_length(in) > 0) {
		unsigned char part[65536];
		int len = evbuffer_remove(in, part, sizeof(part));

		if (len <= 0)
			break;
		failed =
		    exchange_input(l->exchange, part, (size_t)len, now(), &e);
	}
	if (failed || flush_line(l, &e) != 0) {
		close_line(l, &e);
		return;
	}
	greet(l);
	tell_refused(l);
	took_piece = exchange_took_piece(l->exchange);
	if (exchange_took_something(l->exchange))
		announce(d);
	else if (took_piece)
		offer(d);
	check_wish(d);
}

static void
on_written(struct bufferevent *socket, void *context)
{
	struct line *l = context;
	struct err e = ERR_INIT;

	(void)socket;
	if (l->is_closing) {
		remove_line(l);
		return;
	}
	if (exchange_pump(l->exchange, now(), &e) != 0 ||
	    flush_line(l, &e) != 0)
		close_line(l, &e);
	else
		check_wish(l->daemon);
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
		say(l->daemon, "line to %s is down",
		    exchange_peer(l->exchange));
	remove_line(l);
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

static void
on_accept(struct evconnlistener *listener, evutil_socket_t fd,
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
		remove_line(l);
	}
	l = add_line(d, fd, -1);
	if (l == NULL) {
		(void)evutil_closesocket(fd);
		return;
	}
	if (exchange_answer(
		d->hall->engine, &d->hall->keys, now(), &l->exchange, &e) != 0)
		remove_line(l);
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

static void
call_hall(struct daemon *d, size_t place)
{
	const struct dialer_hall *to = &d->dialer.halls[place];
	size_t peer =
	    authority_hall(engine_authority(d->hall->engine), &to->code);
	struct line *l = add_line(d, -1, (int)place);
	struct err e = ERR_INIT;

	if (l == NULL)
		return;
	if (peer == HALL_UNKNOWN ||
	    exchange_call(d->hall->engine, &d->hall->keys, peer, now(),
		&l->exchange, &e) != 0 ||
	    connect_line(l, to->address, &e) != 0) {
		d->failure = e;
		remove_line(l);
	}
}

static int
call_for_enrolment(struct daemon *d, struct err *e)
{
	struct line *l = add_line(d, -1, -1);

	if (l == NULL)
		return err_nomem(e);
	if (exchange_enrol(d->hall->engine, &d->hall->keys, d->wish->token,
		now(), &l->exchange, e) != 0 ||
	    connect_line(l, d->wish->token->address, e) != 0) {
		remove_line(l);
		return -1;
	}
	return 0;
}

/* --- whom to call -------------------------------------------------------- */

static void
call_whoever_is_next(struct daemon *d)
{
	int place;

	if (d->wish->until == DAEMON_ENROLLED || !d->hall->has_keys)
		return;
	while ((place = dialer_next(&d->dialer, now().now_ms)) >= 0)
		call_hall(d, (size_t)place);
}

/* --- time and other processes -------------------------------------------- */

static void
refresh(struct daemon *d)
{
	struct err e = ERR_INIT;
	int changed = 0, left = 0;

	if (engine_refresh(d->hall->engine, &changed, &e) != 0 ||
	    engine_settle(d->hall->engine, &left, &e) != 0) {
		say(d, "%s", e.text);
		return;
	}
	if (changed) {
		if (neighbours_learn(d->hall, &d->dialer, &e) != 0)
			say(d, "%s", e.text);
		announce(d);
	}
}

/* hall.db or its WAL was written to: by us or by a command. */
static void
on_notify(evutil_socket_t fd, short what, void *context)
{
	char events[4096];

	(void)what;
	while (read(fd, events, sizeof(events)) > 0)
		continue;
	refresh(context);
}

static void
tick_lines(struct daemon *d)
{
	struct line *next;

	for (struct line *l = d->lines; l != NULL; l = next) {
		struct err e = ERR_INIT;

		next = l->next;
		if (l->is_closing) {
			if (now().now_ms - l->closing_ms > DAEMON_CLOSING_MS)
				remove_line(l);
			continue;
		}
		if (l->place >= 0 &&
		    dialer_is_spare(&d->dialer, (size_t)l->place))
			remove_line(l);
		else if (exchange_tick(l->exchange, now(), &e) != 0 ||
			 flush_line(l, &e) != 0)
			close_line(l, &e);
	}
}

/* A wish with nobody left to fulfil it. */
static void
check_hope(struct daemon *d)
{
	const struct daemon_wish *w = d->wish;
	int waited =
	    w->timeout_ms != 0 && now().now_ms - d->heard_ms > w->timeout_ms;

	if (w->until == DAEMON_STOPPED)
		return;
	if (waited || (d->lines == NULL && w->until == DAEMON_ENROLLED))
		(void)event_base_loopbreak(d->base);
}

static void
on_tick(evutil_socket_t fd, short what, void *context)
{
	struct daemon *d = context;

	(void)fd, (void)what;
	refresh(d);
	(void)tend(d);
	tick_lines(d);
	if (d->web != NULL)
		web_tick(d->web);
	call_whoever_is_next(d);
	check_hope(d);
}

/* Told to stop before what was wished for has come about: it has not. */
static void
on_signal(evutil_socket_t number, short what, void *context)
{
	struct daemon *d = context;

	(void)number, (void)what;
	if (d->wish->until == DAEMON_STOPPED) {
		stop(d);
		return;
	}
	(void)err_set(&d->failure, ERR_PEER, "interrupted");
	(void)event_base_loopbreak(d->base);
}

/* --- beginning and ending ------------------------------------------------ */

static int
listen_at(struct daemon *d, const char *address, struct err *e)
{
	char text[HALL_ADDRESS_MAX + 16];
	struct address here;
	struct sockaddr_storage at;
	int len = sizeof(at);

	if (address_parse(address, &here, e) != 0)
		return -1;
	(void)snprintf(text, sizeof(text),
	    strchr(here.host, ':') != NULL ? "[%s]:%s" : "%s:%s", here.host,
	    here.port);
	if (evutil_parse_sockaddr_port(text, (struct sockaddr *)&at, &len) != 0)
		return err_set(e, ERR_FORMAT,
		    "\"%s\" is no address to listen at; it reads "
		    "0.0.0.0:7421",
		    address);
	d->listener = evconnlistener_new_bind(d->base, on_accept, d,
	    LEV_OPT_CLOSE_ON_FREE | LEV_OPT_REUSEABLE | LEV_OPT_CLOSE_ON_EXEC,
	    -1, (struct sockaddr *)&at, len);
	if (d->listener == NULL)
		return err_errno(e, "cannot listen at %s", address);
	say(d, "listening at %s", address);
	return 0;
}

static void
on_console_wrote(void *context)
{
	announce(context);
}

static int
open_console(struct daemon *d, struct err *e)
{
	d->web_wish = (struct web_wish){
	    .listen = d->wish->web, .written = on_console_wrote, .context = d};
	if (web_open(d->base, d->hall, &d->web_wish, &d->web, e) != 0)
		return -1;
	say(d, "the console is at http://%s", d->wish->web);
	return 0;
}

static int
watch_directory(struct daemon *d, struct err *e)
{
	d->notify_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (d->notify_fd < 0 || inotify_add_watch(d->notify_fd, d->hall->path,
				    IN_MODIFY | IN_CREATE | IN_MOVED_TO) < 0)
		return err_errno(e, "cannot watch %s", d->hall->path);
	d->notify = event_new(
	    d->base, d->notify_fd, EV_READ | EV_PERSIST, on_notify, d);
	return d->notify == NULL || event_add(d->notify, NULL) != 0
		   ? err_nomem(e)
		   : 0;
}

static int
prepare(struct daemon *d, struct err *e)
{
	static const struct timeval every = {
	    TICK_MS / 1000, TICK_MS % 1000 * 1000};

	d->base = event_base_new();
	if (d->base == NULL)
		return err_nomem(e);
	d->dns = evdns_base_new(d->base, EVDNS_BASE_INITIALIZE_NAMESERVERS |
					     EVDNS_BASE_DISABLE_WHEN_INACTIVE);
	d->tick = event_new(d->base, -1, EV_PERSIST, on_tick, d);
	d->on_int = evsignal_new(d->base, SIGINT, on_signal, d);
	d->on_term = evsignal_new(d->base, SIGTERM, on_signal, d);
	if (d->tick == NULL || d->on_int == NULL || d->on_term == NULL ||
	    event_add(d->tick, &every) != 0 ||
	    event_add(d->on_int, NULL) != 0 || event_add(d->on_term, NULL) != 0)
		return err_nomem(e);
	return watch_directory(d, e);
}

static void
release(struct daemon *d)
{
	while (d->lines != NULL)
		/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): it unlinks. */
		remove_line(d->lines);
	web_close(d->web);
	if (d->listener != NULL)
		evconnlistener_free(d->listener);
	if (d->notify != NULL)
		event_free(d->notify);
	if (d->notify_fd >= 0)
		(void)close(d->notify_fd);
	if (d->tick != NULL)
		event_free(d->tick);
	if (d->on_int != NULL)
		event_free(d->on_int);
	if (d->on_term != NULL)
		event_free(d->on_term);
	if (d->dns != NULL)
		evdns_base_free(d->dns, 0);
	if (d->base != NULL)
		event_base_free(d->base);
}

static int
begin(struct daemon *d, struct err *e)
{
	if (prepare(d, e) != 0)
		return -1;
	if (d->wish->listen != NULL && listen_at(d, d->wish->listen, e) != 0)
		return -1;
	if (d->wish->web != NULL && open_console(d, e) != 0)
		return -1;
	if (d->wish->until == DAEMON_ENROLLED)
		return call_for_enrolment(d, e);
	if (neighbours_learn(d->hall, &d->dialer, e) != 0)
		return -1;
	call_whoever_is_next(d);
	return 0;
}

int
daemon_run(struct hall_dir *h, const struct daemon_wish *wish, struct err *e)
{
	struct daemon d = {.hall = h, .wish = wish, .notify_fd = -1};
	int failed;

	(void)signal(SIGPIPE, SIG_IGN);
	d.heard_ms = now().now_ms;
	failed = begin(&d, e);
	if (!failed)
		(void)event_base_dispatch(d.base);
	if (!failed && !d.is_done) {
		*e = d.failure;
		failed = -1;
		if (e->code == ERR_NONE)
			(void)err_set(e, ERR_PEER,
			    "no hall above answered; is it running, and is "
			    "its address right?");
	}
	release(&d);
	return failed;
}
