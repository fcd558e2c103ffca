/*
 * A hall whose key is locked: whoever comes is told so, and what to do, instead
 * of nothing at all after a power cut.  Nobody signs in.
 */
#include <string.h>

#include "node/web/visit.h"
#include "schema/base/words.h"

#define LOCKED                                                              \
	"this hall's key is locked, since the service was started without " \
	"its passphrase: it is in touch with no hall, and nothing can be "  \
	"received. Whoever looks after this machine gives the passphrase "  \
	"and starts the service again; see sanji.conf(5)"

static int
write_page(struct buf *out, struct err *e)
{
	return buf_printf(out, e,
	    "<!doctype html>\n<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"refresh\" content=\"20\">\n"
	    "<title>%s</title>\n<h1>%s</h1>\n<p>%s</p>\n",
	    _("the key is locked"), _("the key is locked"), _(LOCKED));
}

void
route_locked(struct visit *v)
{
	struct web_reply *r = v->reply;
	struct err e = ERR_INIT;

	if (strncmp(v->request->path, "/api/", strlen("/api/")) == 0 ||
	    v->request->method != WEB_GET) {
		reply_refusal(r, 503, "locked", LOCKED);
		return;
	}
	r->status = 503;
	r->type = "text/html; charset=utf-8";
	if (write_page(&r->body, &e) != 0)
		reply_error(r, &e);
}
