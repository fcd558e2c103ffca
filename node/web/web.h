/*
 * web: the console of one hall, within the daemon.
 *
 *	browser --HTTP--> [web] --request as JSON--> actions --> engine
 *
 * It listens, looks at who asks, and hands the same requests to the same
 * actions as the command line; it knows no rule of its own.
 */
#ifndef SANJI_WEB_WEB_H
#define SANJI_WEB_WEB_H

#include "node/hall_dir.h"

#define WEB_SESSION_COOKIE "sanji_session"
#define WEB_MACHINE_COOKIE "sanji_machine"

struct event_base;
struct web;

struct web_wish {
	const char *listen; /* "HOST:PORT" */
	const char *also;   /* another name it is called by, or "" */
	/* Something was written here: tell the other halls. */
	void (*written)(void *context);
	/* What goes on, for people; the text is translated. */
	void (*say)(void *context, const char *line);
	void *context;
};

/*
 * Listen: at an address of this machine alone by HTTP, at any other by
 * HTTPS, with the certificate in web.pem, which is made if there is none.
 * The hall must stay until web_close().  -1 with ERR_FORMAT (no such
 * address, no certificate), ERR_IO.
 */
int web_open(struct event_base *base, struct hall_dir *hall,
    const struct web_wish *wish, struct web **out, struct err *e) MUST_CHECK;

/* "http" or "https". */
const char *web_scheme(const struct web *w);

/* NULL is fine. */
void web_close(struct web *w);

/* Something was committed, here or by another process: open pages are told. */
void web_changed(struct web *w);

/* Once a second. */
void web_tick(struct web *w);

#endif
