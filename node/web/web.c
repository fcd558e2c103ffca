/*
 * 1. A browser connects; connections.h gives it a place and a deadline.
 * 2. evhttp reads a request, within limits of size.
 * 3. request.h asks whether it may be asked at all: framing, Host, Origin.
 * 4. Its cookie says who it is; route.c, where it goes and whether it may.
 * 5. The action is done at once, and the answer written as fast as it is
 *    read; whoever reads slowly keeps nobody else waiting.
 */
#include "node/web/web.h"

#include <event2/bufferevent.h>
#include <event2/http.h>
#include <event2/listener.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "node/actions/api_token.h"
#include "node/web/events.h"
#include "node/web/kiosk.h"
#include "node/web/place.h"
#include "node/web/tls.h"
#include "schema/base/words.h"
#include "sync/engine/git_view.h"

/* Most minutes or hours of a session. */
#define LIMIT_MAX 1440

static int64_t
steady_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static struct bufferevent *
socket_of(struct evhttp_request *r)
{
	struct evhttp_connection *c = evhttp_request_get_connection(r);

	return c == NULL ? NULL : evhttp_connection_get_bufferevent(c);
}

static void
on_sent(struct evhttp_request *r, void *context)
{
	struct web *w = context;

	if (socket_of(r) != NULL)
		connections_wait(&w->connections, socket_of(r), steady_ms());
}

/* Another program, by the secret it was given. */
static int
recognise_program(struct visit *v, struct err *e)
{
	struct store *s = engine_store(v->web->hall->engine);
	struct store_api_token token;
	struct store_user user = {.id = 0};
	int row = api_token_read(s, v->request->bearer, v->now_s, &token, e);

	if (row != 1)
		return row;
	(void)snprintf(user.name, sizeof(user.name), "%s", token.name);
	(void)snprintf(user.roles, sizeof(user.roles), "%s", token.roles);
	v->is_program = 1;
	visit_become(v, &user);
	return 0;
}

static int
recognise_session(struct visit *v, struct err *e)
{
	struct store *s = engine_store(v->web->hall->engine);
	struct store_user user;
	int row = login_read(
	    s, &v->request->session, &v->web->limits, v->now_s, &user, e);

	if (row == 1)
		visit_become(v, &user);
	return row < 0 ? -1 : 0;
}

/* Who it is; 0 also if nobody is signed in. */
static int
recognise(struct visit *v, struct err *e)
{
	if (v->request->bearer[0] != '\0')
		return recognise_program(v, e);
	return v->request->has_session ? recognise_session(v, e) : 0;
}

static void
visit(struct visit *v)
{
	struct err e = ERR_INIT;

	if (!v->web->hall->has_keys)
		route_locked(v);
	else if (recognise(v, &e) != 0)
		reply_error(v->reply, &e);
	else
		route_visit(v);
}

/* 1 if it is answered by events from now on. */
static int
wait_for_events(struct visit *v, struct evhttp_request *from)
{
	int refused = events_begin(v, from);

	if (refused)
		reply_refusal(v->reply, refused, "busy",
		    "too many pages are open; close some");
	return !refused;
}

static void
on_request(struct evhttp_request *from, void *context)
{
	struct web *w = context;
	enum words_language before = words_chosen();
	struct web_reply reply = {.status = 500};
	struct web_request r;
	struct visit v = {.web = w,
	    .request = &r,
	    .now_s = (int64_t)time(NULL),
	    .reply = &reply};
	int refused;

	connections_answer(&w->connections, socket_of(from), steady_ms());
	evhttp_request_set_on_complete_cb(from, on_sent, w);
	refused = request_read(from, &w->names, &r);
	words_choose(r.language);
	if (refused)
		reply_refusal(
		    &reply, refused, "request", "this is no request for here");
	else
		visit(&v);
	if (!v.wants_events || !wait_for_events(&v, from))
		reply_send(&reply, from, w->tls != NULL);
	words_choose(before);
	reply_clear(&reply);
	request_clear(&r);
}

static struct bufferevent *
on_connection(struct event_base *base, void *context)
{
	struct web *w = context;

	return connections_add(&w->connections,
	    w->tls != NULL
		? tls_socket(w->tls, base)
		: bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE),
	    steady_ms());
}

/* --- beginning and ending ------------------------------------------------ */

static int
hide(struct web *w, struct err *e)
{
	char path[HALL_PATH_MAX + 16], text[256];

	(void)snprintf(path, sizeof(path), "%s/web.pem", w->hall->path);
	if (tls_open(path, &w->names, &w->tls, e) != 0)
		return -1;
	w->names.scheme = "https";
	(void)snprintf(text, sizeof(text),
	    _("the console's certificate has the fingerprint %s"),
	    tls_fingerprint(w->tls));
	w->wish->say(w->wish->context, text);
	return 0;
}

/* Passwords of other machines come hidden, or not at all. */
static int
listen_there(struct web *w, struct err *e)
{
	struct evconnlistener *listener;
	struct place place;

	if (place_read(w->wish->listen, w->wish->also, &place, &w->names, e) !=
		0 ||
	    (place.is_network && hide(w, e) != 0))
		return -1;
	listener = evconnlistener_new_bind(w->base, NULL, NULL,
	    LEV_OPT_CLOSE_ON_FREE | LEV_OPT_REUSEABLE | LEV_OPT_CLOSE_ON_EXEC,
	    -1, (struct sockaddr *)&place.at, place.len);
	if (listener == NULL)
		return err_errno(e, "cannot listen at %s", w->wish->listen);
	if (evhttp_bind_listener(w->http, listener) == NULL) {
		evconnlistener_free(listener);
		return err_nomem(e);
	}
	return 0;
}

static int
prepare(struct web *w, struct err *e)
{
	w->http = evhttp_new(w->base);
	if (w->http == NULL)
		return err_nomem(e);
	evhttp_set_max_headers_size(w->http, WEB_HEADERS_MAX);
	evhttp_set_max_body_size(w->http, (ev_ssize_t)WEB_BODY_MAX);
	evhttp_set_allowed_methods(w->http, EVHTTP_REQ_GET | EVHTTP_REQ_POST);
	evhttp_set_default_content_type(w->http, NULL);
	evhttp_set_bevcb(w->http, on_connection, w);
	evhttp_set_gencb(w->http, on_request, w);
	return listen_there(w, e);
}

static int
read_limit(const char *name, const char *text, int64_t unit_s, int64_t *out,
    struct err *e)
{
	long number = strtol(text, NULL, 10);

	if (text[0] == '\0')
		return 0;
	if (text[strspn(text, "0123456789")] != '\0' || number < 1 ||
	    number > LIMIT_MAX)
		return err_set(e, ERR_FORMAT,
		    "hall.conf: %s must be a whole number from 1 to %d", name,
		    LIMIT_MAX);
	*out = number * unit_s;
	return 0;
}

static int
read_limits(struct web *w, struct err *e)
{
	const struct hall_dir *h = w->hall;

	w->limits = (struct login_limits){
	    LOGIN_IDLE_S, LOGIN_LONGEST_S, LOGIN_LOCK_PAGE_S};
	if (read_limit("session_idle", h->session_idle, 60, &w->limits.idle_s,
		e) != 0 ||
	    read_limit(
		"session_lock", h->session_lock, 60, &w->limits.page_s, e) != 0)
		return -1;
	return read_limit("session_longest", h->session_longest, 3600,
	    &w->limits.longest_s, e);
}

int
web_open(struct event_base *base, struct hall_dir *hall,
    const struct web_wish *wish, struct web **out, struct err *e)
{
	struct web *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return err_nomem(e);
	w->base = base;
	w->hall = hall;
	w->wish = wish;
	w->names.scheme = "http";
	w->checks_left = WEB_CHECKS_MAX;
	w->kiosk_left = KIOSK_ASKS_MAX;
	if (kiosk_parse(hall->kiosk, &w->kiosk, e) != 0 ||
	    read_limits(w, e) != 0 || prepare(w, e) != 0) {
		web_close(w);
		return -1;
	}
	*out = w;
	return 0;
}

static void
forget_git(struct web *w)
{
	git_view_free(w->git);
	w->git = NULL;
}

void
web_close(struct web *w)
{
	if (w == NULL)
		return;
	events_close(w);
	forget_git(w);
	uploads_clear(&w->uploads);
	if (w->http != NULL)
		evhttp_free(w->http);
	connections_clear(&w->connections);
	tls_close(w->tls);
	free(w);
}

void
web_tick(struct web *w)
{
	w->checks_left += WEB_CHECKS_A_SECOND;
	if (w->checks_left > WEB_CHECKS_MAX)
		w->checks_left = WEB_CHECKS_MAX;
	w->kiosk_left += KIOSK_ASKS_A_SECOND;
	if (w->kiosk_left > KIOSK_ASKS_MAX)
		w->kiosk_left = KIOSK_ASKS_MAX;
	connections_tick(&w->connections, steady_ms());
	events_tick(w, steady_ms());
	uploads_tick(&w->uploads, (int64_t)time(NULL));
	if (w->git != NULL &&
	    (int64_t)time(NULL) - w->git_used_s > WEB_GIT_KEPT_S)
		forget_git(w);
}

void
web_changed(struct web *w)
{
	events_changed(w);
}

const char *
web_scheme(const struct web *w)
{
	return w->names.scheme;
}
