/*
 * events: browsers are told when something has changed here, by whoever.
 *
 *	a change came in, by line, stick, command or page --> "changed" to all
 *
 * What changed is not said: whoever looks at a list asks for it again, and
 * sees what the role allows.
 */
#ifndef SANJI_WEB_EVENTS_H
#define SANJI_WEB_EVENTS_H

#include "node/web/visit.h"

/* Changes close together are told once. */
#define EVENTS_PAUSE_MS 200

/* A line of no meaning, so that whoever hung up is noticed. */
#define EVENTS_BEAT_S 15

/* Most bytes one may leave unread. */
#define EVENTS_UNREAD_MAX 65536

/*
 * Tell the visitor from now on; from is answered by this and by nothing
 * else.  0, or the HTTP status to refuse with: too many are told already.
 */
int events_begin(struct visit *v, struct evhttp_request *from) MUST_CHECK;

/* Tell all, soon. */
void events_changed(struct web *w);

/* Whoever was told by it hears no more after the next tick. */
void events_session_ended(struct web *w);

/* Once a second: beat, and end with whoever is no longer signed in.  now_ms
 * is the clock of connections.h. */
void events_tick(struct web *w, int64_t now_ms);

/* Forget all; before evhttp is freed. */
void events_close(struct web *w);

#endif
