/*
 * reply: what is answered, and what stands on every answer.
 *
 *	route --status, JSON--> [reply] --> evhttp
 *
 * Nothing of a request stands in a header of its answer.
 */
#ifndef SANJI_WEB_REPLY_H
#define SANJI_WEB_REPLY_H

#include <jansson.h>

#include "node/actions/login.h"
#include "schema/base/buf.h"
#include "schema/base/err.h"

struct evhttp_request;

/* What is kept of a reply until it is sent. */
struct web_reply {
	int status;
	const char *type; /* of the body; NULL: there is none */
	struct buf body;
	int fd; /* of a file with the body, if file_len is not 0 */
	size_t file_len;
	const char *etag; /* may be kept, and asked about again */
	int is_gzip;
	const char *session; /* cookie to set; "" ends it; NULL: none */
	const char *machine; /* cookie to set, or NULL */
	char session_text[LOGIN_SECRET_TEXT_MAX];
	char machine_text[LOGIN_SECRET_TEXT_MAX];
};

/* A reply of JSON (reference taken; NULL: no memory). */
void reply_json_take(struct web_reply *r, int status, json_t *value);

/* A reply of the first bytes of a file, which is closed once it is read. */
void reply_file_take(struct web_reply *r, int fd, size_t len);

/* What failed, with the status its code stands for. */
void reply_error(struct web_reply *r, const struct err *e);

/* What was refused before anything failed: its status and one word. */
void reply_refusal(
    struct web_reply *r, int status, const char *code, const char *english);

/* Put the headers every answer has. */
void reply_put_headers(struct evhttp_request *to);

/* Send it; cookies are Secure if is_secure. */
void reply_send(struct web_reply *r, struct evhttp_request *to, int is_secure);

void reply_clear(struct web_reply *r);

#endif
