#include "node/web/reply.h"

#include <event2/buffer.h>
#include <event2/http.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "node/web/web.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

/* How long a browser is remembered, for PINs. */
#define MACHINE_COOKIE_S (400L * 86400)

static const char *const headers[][2] = {
    {"Content-Security-Policy",
	"default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(self), microphone=(), geolocation=()"},
};

void
reply_json_take(struct web_reply *r, int status, json_t *value)
{
	struct err e = ERR_INIT;

	buf_clear(&r->body);
	r->status = status;
	r->type = "application/json";
	if (value == NULL || json_write(value, &r->body, &e) != 0) {
		buf_clear(&r->body);
		r->status = 500;
		r->type = NULL;
	}
	json_decref(value);
}

void
reply_file_take(struct web_reply *r, int fd, size_t len)
{
	r->status = 200;
	r->type = "application/octet-stream";
	r->fd = fd;
	r->file_len = len;
}

static int
status_of(enum err_code code)
{
	switch (code) {
	case ERR_FORMAT:
	case ERR_USAGE:
		return 400;
	case ERR_NOT_FOUND:
		return 404;
	case ERR_REFUSED:
	case ERR_MOVED:
		return 409;
	case ERR_LIMIT:
		return 413;
	case ERR_BUSY:
	case ERR_PEER:
		return 503;
	default:
		return 500;
	}
}

void
reply_error(struct web_reply *r, const struct err *e)
{
	reply_json_take(r, status_of(e->code),
	    json_pack("{s:s,s:s,s:s*}", "error", err_code_word(e->code), "text",
		e->text, "field", e->field[0] == '\0' ? NULL : e->field));
}

void
reply_refusal(
    struct web_reply *r, int status, const char *code, const char *english)
{
	reply_json_take(r, status,
	    json_pack("{s:s,s:s}", "error", code, "text", _(english)));
}

void
reply_put_headers(struct evhttp_request *to)
{
	struct evkeyvalq *out = evhttp_request_get_output_headers(to);

	for (size_t i = 0; i < COUNT_OF(headers); i++)
		(void)evhttp_add_header(out, headers[i][0], headers[i][1]);
}

static void
put_cookie(struct evkeyvalq *out, const char *name, const char *value,
    long seconds, int is_secure)
{
	char text[256];

	(void)snprintf(text, sizeof(text),
	    "%s=%s; Path=/; HttpOnly; SameSite=Strict%s", name, value,
	    is_secure ? "; Secure" : "");
	if (seconds >= 0)
		(void)snprintf(text + strlen(text), sizeof(text) - strlen(text),
		    "; Max-Age=%ld", seconds);
	(void)evhttp_add_header(out, "Set-Cookie", text);
}

static void
put_own_headers(const struct web_reply *r, struct evkeyvalq *out, int is_secure)
{
	if (r->type != NULL)
		(void)evhttp_add_header(out, "Content-Type", r->type);
	(void)evhttp_add_header(
	    out, "Cache-Control", r->etag == NULL ? "no-store" : "no-cache");
	if (r->etag != NULL)
		(void)evhttp_add_header(out, "ETag", r->etag);
	if (r->is_gzip) {
		(void)evhttp_add_header(out, "Content-Encoding", "gzip");
		(void)evhttp_add_header(out, "Vary", "Accept-Encoding");
	}
	if (r->session != NULL)
		put_cookie(out, WEB_SESSION_COOKIE, r->session,
		    r->session[0] == '\0' ? 0 : -1, is_secure);
	if (r->machine != NULL)
		put_cookie(out, WEB_MACHINE_COOKIE, r->machine,
		    MACHINE_COOKIE_S, is_secure);
}

static const char *
phrase_of(int status)
{
	static const struct {
		int status;
		const char *phrase;
	} phrases[] = {{200, "OK"}, {304, "Not Modified"}, {400, "Bad Request"},
	    {401, "Unauthorized"}, {403, "Forbidden"}, {404, "Not Found"},
	    {405, "Method Not Allowed"}, {409, "Conflict"},
	    {413, "Content Too Large"}, {415, "Unsupported Media Type"},
	    {421, "Misdirected Request"}, {429, "Too Many Requests"},
	    {503, "Service Unavailable"}};

	for (size_t i = 0; i < COUNT_OF(phrases); i++)
		if (phrases[i].status == status)
			return phrases[i].phrase;
	return "Internal Server Error";
}

void
reply_send(struct web_reply *r, struct evhttp_request *to, int is_secure)
{
	struct evkeyvalq *out = evhttp_request_get_output_headers(to);
	struct evbuffer *body = evbuffer_new();

	reply_put_headers(to);
	put_own_headers(r, out, is_secure);
	/* Whoever says such a thing is not listened to any further. */
	if (r->status == 400 || r->status == 421)
		(void)evhttp_add_header(out, "Connection", "close");
	if (body != NULL && r->file_len == 0)
		(void)evbuffer_add(body, r->body.bytes, r->body.len);
	if (body != NULL && r->file_len > 0 &&
	    evbuffer_add_file(body, r->fd, 0, (ev_off_t)r->file_len) == 0)
		r->file_len = 0;
	evhttp_send_reply(to, r->status, phrase_of(r->status), body);
	if (body != NULL)
		evbuffer_free(body);
}

void
reply_clear(struct web_reply *r)
{
	if (r->file_len > 0)
		(void)close(r->fd);
	buf_free(&r->body);
}
