/*
 * tls: what a browser says to the console, hidden from the network.
 *
 *	web.pem (certificate and key) --> [tls] --> sockets for evhttp
 */
#ifndef SANJI_WEB_TLS_H
#define SANJI_WEB_TLS_H

#include "node/web/request.h"
#include "schema/base/err.h"

struct bufferevent;
struct event_base;
struct tls;

/* How long a certificate made here is good. */
#define TLS_DAYS 3650

/* SHA-256 of the certificate, in hexadecimal with colons, and the NUL. */
#define TLS_FINGERPRINT_MAX 96

/*
 * Read the file, or make it with a new key for those names if there is none.
 * The caller owns *out.  -1 with ERR_IO, ERR_FORMAT (no certificate and key
 * that belong together).
 */
int tls_open(const char *path, const struct web_names *names, struct tls **out,
    struct err *e) MUST_CHECK;

/* NULL is fine. */
void tls_close(struct tls *t);

const char *tls_fingerprint(const struct tls *t);

/* A socket that begins with a handshake; NULL if there is no memory. */
struct bufferevent *tls_socket(struct tls *t, struct event_base *base);

#endif
