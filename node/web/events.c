#include "node/web/events.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/http.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "crypto/crypto.h"

struct web_stream {
	struct web *web;
	struct evhttp_request *request;
	struct login_secret session;
	struct web_stream *next;
};

static void
forget(struct web_stream *stream)
{
	struct web_stream **at = &stream->web->streams;

	while (*at != stream)
		at = &(*at)->next;
	*at = stream->next;
	crypto_wipe(stream, sizeof(*stream));
	free(stream);
}

static void
on_closed(struct evhttp_connection *connection, void *context)
{
	struct web_stream *stream = context;

	(void)connection;
	/* One that was not ended is left to whoever would have ended it. */
	if (evhttp_request_get_connection(stream->request) == NULL)
		evhttp_send_reply_end(stream->request);
	forget(stream);
}

static struct bufferevent *
socket_of(const struct web_stream *stream)
{
	return evhttp_connection_get_bufferevent(
	    evhttp_request_get_connection(stream->request));
}

/* Whoever does not read is let go. */
static void
tell(struct web_stream *stream, const char *text)
{
	struct bufferevent *socket = socket_of(stream);
	struct evbuffer *bytes = evbuffer_new();

	if (bytes == NULL)
		return;
	if (evbuffer_get_length(bufferevent_get_output(socket)) >
	    EVENTS_UNREAD_MAX)
		connections_cut(&stream->web->connections, socket);
	else if (evbuffer_add(bytes, text, strlen(text)) == 0)
		evhttp_send_reply_chunk(stream->request, bytes);
	evbuffer_free(bytes);
}

static void
tell_all(struct web *w, const char *text)
{
	struct web_stream *next;

	for (struct web_stream *s = w->streams; s != NULL; s = next) {
		next = s->next;
		tell(s, text);
	}
}

int
events_begin(struct visit *v, struct evhttp_request *from)
{
	struct evhttp_connection *connection =
	    evhttp_request_get_connection(from);
	struct evkeyvalq *out = evhttp_request_get_output_headers(from);
	struct web_stream *stream;

	if (connections_streaming(&v->web->connections) >=
	    CONNECTIONS_STREAMING_MAX)
		return 503;
	stream = calloc(1, sizeof(*stream));
	if (stream == NULL)
		return 500;
	stream->web = v->web;
	stream->request = from;
	stream->session = v->request->session;
	stream->next = v->web->streams;
	v->web->streams = stream;
	connections_stream(&v->web->connections, socket_of(stream));
	evhttp_connection_set_closecb(connection, on_closed, stream);
	reply_put_headers(from);
	(void)evhttp_add_header(out, "Content-Type", "text/event-stream");
	(void)evhttp_add_header(out, "Cache-Control", "no-store");
	evhttp_send_reply_start(from, 200, "OK");
	tell(stream, "event: hello\ndata: {}\n\n");
	return 0;
}

static void
on_pause_over(evutil_socket_t fd, short what, void *context)
{
	(void)fd, (void)what;
	tell_all(context, "event: changed\ndata: {}\n\n");
}

void
events_changed(struct web *w)
{
	static const struct timeval pause = {
	    EVENTS_PAUSE_MS / 1000, EVENTS_PAUSE_MS % 1000 * 1000};

	if (w->streams == NULL)
		return;
	if (w->notice == NULL)
		w->notice = evtimer_new(w->base, on_pause_over, w);
	if (w->notice != NULL && !evtimer_pending(w->notice, NULL))
		(void)evtimer_add(w->notice, &pause);
}

static int
is_still_signed_in(const struct web_stream *stream, int64_t now_s)
{
	struct store *s = engine_store(stream->web->hall->engine);
	struct store_user user;
	struct err ignored = ERR_INIT;

	return login_look(s, &stream->session, &stream->web->limits, now_s,
		   &user, &ignored) == 1;
}

/* A whole answer, as the browser sees it; what it leaves unread is let go. */
static void
end(struct web_stream *stream, int64_t now_ms)
{
	struct evhttp_request *request = stream->request;

	connections_answer(
	    &stream->web->connections, socket_of(stream), now_ms);
	evhttp_connection_set_closecb(
	    evhttp_request_get_connection(request), NULL, NULL);
	forget(stream);
	evhttp_send_reply_end(request);
}

void
events_session_ended(struct web *w)
{
	w->beat_s = 0;
}

void
events_tick(struct web *w, int64_t now_ms)
{
	int64_t now_s = (int64_t)time(NULL);
	struct web_stream *next;

	if (now_s - w->beat_s < EVENTS_BEAT_S)
		return;
	w->beat_s = now_s;
	tell_all(w, ":\n\n");
	for (struct web_stream *s = w->streams; s != NULL; s = next) {
		next = s->next;
		if (!is_still_signed_in(s, now_s))
			end(s, now_ms);
	}
}

void
events_close(struct web *w)
{
	if (w->notice != NULL)
		event_free(w->notice);
	w->notice = NULL;
	while (w->streams != NULL) {
		struct web_stream *stream = w->streams;

		evhttp_connection_set_closecb(
		    evhttp_request_get_connection(stream->request), NULL, NULL);
		w->streams = stream->next;
		free(stream);
	}
}
