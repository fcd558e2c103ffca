#include "node/web/request.h"

#include <event2/buffer.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "crypto/crypto.h"
#include "node/web/web.h"

/* Most parameters of a query. */
#define QUERY_PARAMETERS_MAX 32

static size_t
count_header(const struct evkeyvalq *headers, const char *name)
{
	const struct evkeyval *h;
	size_t count = 0;

	for (h = headers->tqh_first; h != NULL; h = h->next.tqe_next)
		count += strcasecmp(h->key, name) == 0;
	return count;
}

/*
 * What two programs could read in two ways.  No browser sends a request in
 * chunks.
 */
static int
check_framing(const struct evkeyvalq *headers)
{
	static const char *const once[] = {"Content-Length", "Content-Type",
	    "Cookie", "Origin", "Authorization", "X-Sanji-Token"};
	const char *length = evhttp_find_header(headers, "Content-Length");

	if (count_header(headers, "Transfer-Encoding") > 0 ||
	    count_header(headers, "Host") != 1)
		return 400;
	for (size_t i = 0; i < COUNT_OF(once); i++)
		if (count_header(headers, once[i]) > 1)
			return 400;
	if (length != NULL &&
	    (length[0] == '\0' || length[strspn(length, "0123456789")] != '\0'))
		return 400;
	return 0;
}

static int
is_our_name(const struct web_names *names, const char *host)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcasecmp(names->names[i], host) == 0)
			return 1;
	return 0;
}

static int
is_our_origin(const struct web_names *names, const char *origin)
{
	size_t len = strlen(names->scheme);

	return origin != NULL && strncmp(origin, names->scheme, len) == 0 &&
	       strncmp(origin + len, "://", 3) == 0 &&
	       is_our_name(names, origin + len + 3);
}

/* --- target -------------------------------------------------------------- */

static int
read_query(const char *text, struct web_request *out)
{
	struct evkeyvalq pairs;
	const struct evkeyval *p;
	size_t count = 0;
	int failed = 0;

	out->query = json_object();
	if (out->query == NULL)
		return 500;
	if (text == NULL || text[0] == '\0')
		return 0;
	if (evhttp_parse_query_str(text, &pairs) != 0)
		return 400;
	for (p = pairs.tqh_first; p != NULL && !failed; p = p->next.tqe_next)
		failed = ++count > QUERY_PARAMETERS_MAX ||
			 json_object_get(out->query, p->key) != NULL ||
			 json_object_set_new(
			     out->query, p->key, json_string(p->value)) != 0;
	evhttp_clear_headers(&pairs);
	return failed ? 400 : 0;
}

static int
read_target(struct evhttp_request *from, struct web_request *out)
{
	const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(from);
	const char *path = uri == NULL ? NULL : evhttp_uri_get_path(uri);

	if (path == NULL || evhttp_uri_get_host(uri) != NULL ||
	    evhttp_uri_get_scheme(uri) != NULL || path[0] != '/')
		return 400;
	if (strlen(path) >= sizeof(out->path))
		return 404;
	memcpy(out->path, path, strlen(path) + 1);
	return read_query(evhttp_uri_get_query(uri), out);
}

/* --- headers ------------------------------------------------------------- */

/* The value of a cookie: 1 if there is one that could be a secret of ours. */
static int
read_cookie(const char *cookies, const char *name, struct login_secret *out)
{
	size_t len = strlen(name);
	char text[LOGIN_SECRET_TEXT_MAX];

	for (const char *at = cookies; at != NULL && *at != '\0';
	     at = strchr(at, ';')) {
		at += strspn(at, "; ");
		if (strncmp(at, name, len) != 0 || at[len] != '=')
			continue;
		(void)snprintf(text, sizeof(text), "%s", at + len + 1);
		text[strcspn(text, "; ")] = '\0';
		return login_secret_parse(text, out) == 0;
	}
	return 0;
}

static void
copy_header(
    const struct evkeyvalq *headers, const char *name, char *out, size_t room)
{
	const char *value = evhttp_find_header(headers, name);

	if (value != NULL && strlen(value) < room)
		memcpy(out, value, strlen(value) + 1);
}

static void
read_headers(const struct evkeyvalq *headers, const struct web_names *names,
    struct web_request *out)
{
	const char *cookies = evhttp_find_header(headers, "Cookie");
	const char *bearer = evhttp_find_header(headers, "Authorization");
	const char *encodings = evhttp_find_header(headers, "Accept-Encoding");
	const char *language = evhttp_find_header(headers, "Accept-Language");

	out->has_session =
	    read_cookie(cookies, WEB_SESSION_COOKIE, &out->session);
	out->has_machine =
	    read_cookie(cookies, WEB_MACHINE_COOKIE, &out->machine);
	copy_header(headers, "X-Sanji-Token", out->token, sizeof(out->token));
	copy_header(headers, "If-None-Match", out->etag, sizeof(out->etag));
	if (bearer != NULL && strncmp(bearer, "Bearer ", 7) == 0 &&
	    strlen(bearer + 7) < sizeof(out->bearer))
		memcpy(out->bearer, bearer + 7, strlen(bearer + 7) + 1);
	out->is_same_origin =
	    is_our_origin(names, evhttp_find_header(headers, "Origin"));
	out->takes_gzip =
	    encodings != NULL && strstr(encodings, "gzip") != NULL;
	/* Of a hall in China, unless something else is asked for. */
	out->language =
	    language == NULL ? WORDS_ZH : words_language_of(language);
}

static int
check_origin(const struct evkeyvalq *headers, const struct web_request *r)
{
	const char *type = evhttp_find_header(headers, "Content-Type");
	const char *wanted = strcmp(r->path, WEB_PIECE_PATH) == 0
				 ? "application/octet-stream"
				 : "application/json";

	if (evhttp_find_header(headers, "Origin") != NULL && !r->is_same_origin)
		return 403;
	if (r->method == WEB_GET)
		return 0;
	/* Another site's form cannot say this without asking first. */
	if (type == NULL || strncmp(type, wanted, strlen(wanted)) != 0)
		return 415;
	return r->is_same_origin || r->bearer[0] != '\0' ? 0 : 403;
}

static int
read_body(struct evhttp_request *from, struct web_request *out)
{
	struct evbuffer *in = evhttp_request_get_input_buffer(from);

	out->body_len = evbuffer_get_length(in);
	if (out->method == WEB_GET)
		return out->body_len == 0 ? 0 : 400;
	out->body = (const char *)evbuffer_pullup(in, -1);
	return 0;
}

int
request_read(struct evhttp_request *from, const struct web_names *names,
    struct web_request *out)
{
	const struct evkeyvalq *headers =
	    evhttp_request_get_input_headers(from);
	int status;

	memset(out, 0, sizeof(*out));
	out->method = evhttp_request_get_command(from) == EVHTTP_REQ_POST
			  ? WEB_POST
			  : WEB_GET;
	status = check_framing(headers);
	if (status == 0 &&
	    !is_our_name(names, evhttp_find_header(headers, "Host")))
		status = 421;
	if (status == 0)
		status = read_target(from, out);
	if (status != 0)
		return status;
	read_headers(headers, names, out);
	status = check_origin(headers, out);
	return status != 0 ? status : read_body(from, out);
}

void
request_clear(struct web_request *r)
{
	json_decref(r->query);
	crypto_wipe(r, sizeof(*r));
}
