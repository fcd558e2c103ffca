#include "node/loop/daemon.h"

#include <errno.h>
#include <event2/dns.h>
#include <event2/event.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#include "node/loop/inside.h"
#include "node/loop/neighbours.h"
#include "schema/base/text.h"
#include "schema/base/words.h"

/* How often deadlines are looked at. */
#define TICK_MS 1000

void
daemon_say(struct daemon *d, const char *format, ...)
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

struct exchange_time
daemon_now(void)
{
	struct timespec wall, steady;

	(void)clock_gettime(CLOCK_REALTIME, &wall);
	(void)clock_gettime(CLOCK_MONOTONIC, &steady);
	return (struct exchange_time){(int64_t)wall.tv_sec,
	    (int64_t)steady.tv_sec * 1000 + steady.tv_nsec / 1000000};
}

void
daemon_stop(struct daemon *d)
{
	d->is_done = 1;
	(void)event_base_loopbreak(d->base);
}

static int
is_enrolled(const struct daemon *d)
{
	const struct engine *g = d->hall->engine;
	size_t self =
	    authority_hall(engine_authority(g), &engine_identity(g)->hall);

	return self != HALL_UNKNOWN;
}

/* Whether what was wished for has come about on a line. */
static void
check_line(struct daemon *d, const struct line *l)
{
	if (!exchange_is_quiet(l->exchange) ||
	    exchange_output(l->exchange)->len > 0)
		return;
	if (d->wish->until == DAEMON_ENROLLED && is_enrolled(d))
		daemon_stop(d);
	if (d->wish->until == DAEMON_IN_STEP &&
	    (l->place >= 0 || d->wish->token != NULL) && !duties_tend(d))
		daemon_stop(d);
}

void
daemon_check_wish(struct daemon *d)
{
	for (const struct line *l = d->lines; l != NULL; l = l->next)
		if (!l->is_closing)
			check_line(d, l);
}

/* --- whom to call -------------------------------------------------------- */

static void
call_whoever_is_next(struct daemon *d)
{
	int place;

	if (d->wish->token != NULL || !d->hall->has_keys)
		return;
	while ((place = dialer_next(&d->dialer, daemon_now().now_ms)) >= 0)
		line_call(d, (size_t)place);
}

/* --- time and other processes -------------------------------------------- */

static void
refresh(struct daemon *d)
{
	struct err e = ERR_INIT;
	int changed = 0, left = 0;

	if (engine_refresh(d->hall->engine, &changed, &e) != 0 ||
	    engine_settle(d->hall->engine, &left, &e) != 0) {
		daemon_say(d, "%s", e.text);
		return;
	}
	if (changed) {
		if (neighbours_learn(d->hall, &d->dialer, &e) != 0)
			daemon_say(d, "%s", e.text);
		line_leave_former(d);
		line_announce_all(d);
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

/* A wish with nobody left to fulfil it. */
static void
check_hope(struct daemon *d)
{
	const struct daemon_wish *w = d->wish;
	int waited = w->timeout_ms != 0 &&
		     daemon_now().now_ms - d->heard_ms > w->timeout_ms;

	if (w->until == DAEMON_STOPPED)
		return;
	if (waited || (d->lines == NULL && w->token != NULL))
		(void)event_base_loopbreak(d->base);
}

/* Whoever stays does what takes long; a command that calls once does not. */
static void
tend_jobs(struct daemon *d)
{
	struct err e = ERR_INIT;

	if (d->wish->until == DAEMON_STOPPED &&
	    jobs_tend(&d->jobs, d->hall, daemon_now().now_s, &e) != 0)
		daemon_say(d, "%s", e.text);
}

/* The lines tell it with each PING. */
static void
look_at_disk(struct daemon *d)
{
	struct err e = ERR_INIT;

	if (hall_dir_tell_free(d->hall, &e) != 0)
		daemon_say(d, "%s", e.text);
}

static void
on_tick(evutil_socket_t fd, short what, void *context)
{
	struct daemon *d = context;

	(void)fd, (void)what;
	err_forget_nomem();
	refresh(d);
	look_at_disk(d);
	(void)duties_tend(d);
	line_tick_all(d);
	tend_jobs(d);
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
		daemon_stop(d);
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
	d->listener = evconnlistener_new_bind(d->base, line_on_accept, d,
	    LEV_OPT_CLOSE_ON_FREE | LEV_OPT_REUSEABLE | LEV_OPT_CLOSE_ON_EXEC,
	    -1, (struct sockaddr *)&at, len);
	if (d->listener == NULL)
		return err_errno(e, "cannot listen at %s", address);
	daemon_say(d, "listening at %s", address);
	return 0;
}

static void
on_console_wrote(void *context)
{
	line_announce_all(context);
}

static void
on_console_says(void *context, const char *line)
{
	daemon_say(context, "%s", line);
}

static int
open_console(struct daemon *d, struct err *e)
{
	d->web_wish = (struct web_wish){.listen = d->wish->web,
	    .also = d->hall->web_name,
	    .written = on_console_wrote,
	    .say = on_console_says,
	    .context = d};
	if (web_open(d->base, d->hall, &d->web_wish, &d->web, e) != 0)
		return -1;
	daemon_say(
	    d, "the console is at %s://%s", web_scheme(d->web), d->wish->web);
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
		line_remove(d->lines);
	web_close(d->web);
	jobs_end(&d->jobs);
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
	if (d->wish->until == DAEMON_STOPPED &&
	    jobs_begin(d->hall, daemon_now().now_s, e) != 0)
		return -1;
	if (d->wish->listen != NULL && listen_at(d, d->wish->listen, e) != 0)
		return -1;
	if (d->wish->web != NULL && open_console(d, e) != 0)
		return -1;
	if (d->wish->token != NULL)
		return line_call_token(d, e);
	if (neighbours_learn(d->hall, &d->dialer, e) != 0)
		return -1;
	if (d->wish->until == DAEMON_STOPPED)
		daemon_say(d, "at work; ^C stops it");
	call_whoever_is_next(d);
	return 0;
}

int
daemon_run(struct hall_dir *h, const struct daemon_wish *wish, struct err *e)
{
	struct daemon d = {.hall = h, .wish = wish, .notify_fd = -1};
	int failed;

	(void)signal(SIGPIPE, SIG_IGN);
	d.heard_ms = daemon_now().now_ms;
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
