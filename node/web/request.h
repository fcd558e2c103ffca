/*
 * request: what a browser asks, once it is known to be one that may ask.
 *
 *	evhttp request --[request]--> path, query, body, who --> routes
 *
 * A page of another site that makes a browser call this hall (DNS rebinding,
 * forged requests), and bytes that two programs would read in two ways, end
 * here, before anything is looked up.
 */
#ifndef SANJI_WEB_REQUEST_H
#define SANJI_WEB_REQUEST_H

#include <jansson.h>

#include "node/actions/login.h"
#include "schema/base/words.h"

struct evhttp_request;

/* Most bytes of a request line with its headers, and of a body. */
#define WEB_HEADERS_MAX 16384
#define WEB_BODY_MAX ((size_t)1024 * 1024)

/* The only path to which something other than JSON is sent. */
#define WEB_PIECE_PATH "/api/v1/upload/piece"

#define WEB_PATH_MAX 256
#define WEB_BEARER_MAX 128

enum web_method { WEB_GET, WEB_POST };

struct web_request {
	enum web_method method;
	char path[WEB_PATH_MAX];
	json_t *query;	  /* an object of texts */
	const char *body; /* of evhttp, not ended by NUL */
	size_t body_len;
	int has_session, has_machine;
	struct login_secret session, machine;
	char token[LOGIN_SECRET_TEXT_MAX]; /* "" if none was sent */
	char bearer[WEB_BEARER_MAX];	   /* "" if none was sent */
	int is_same_origin;		   /* a page of ours says so */
	int takes_gzip;
	char etag[64]; /* If-None-Match, "" if none */
	enum words_language language;
};

/* Names this console goes by: "127.0.0.1:7422", with a port each. */
#define WEB_NAMES_MAX 32
#define WEB_NAME_MAX 160
struct web_names {
	char names[WEB_NAMES_MAX][WEB_NAME_MAX];
	size_t count;
	const char *scheme; /* "http" or "https" */
};

/*
 * Read and check.  0, or the HTTP status to refuse with; out is to be
 * cleared in either case.
 */
int request_read(struct evhttp_request *from, const struct web_names *names,
    struct web_request *out) MUST_CHECK;

void request_clear(struct web_request *r);

#endif
