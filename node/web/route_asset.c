/*
 * The files of the console.  A browser keeps them and asks each time whether
 * they are still the same.
 */
#include <string.h>

#include "node/web/asset.h"
#include "node/web/visit.h"

/* Addresses people type; the page looks at which it is. */
static const char *const pages[] = {
    "/", "/kiosk", "/rate", "/track", "/guide", "/queue"};

static const struct asset *
asset_named(const char *path)
{
	for (size_t i = 0; i < COUNT_OF(pages); i++)
		if (strcmp(path, pages[i]) == 0)
			path = "/index.html";
	for (const struct asset *a = assets; a->path != NULL; a++)
		if (strcmp(a->path, path) == 0)
			return a;
	return NULL;
}

void
route_asset(struct visit *v)
{
	const struct asset *a = asset_named(v->request->path);
	struct web_reply *r = v->reply;
	const unsigned char *from, *end;
	struct err e = ERR_INIT;

	if (a == NULL) {
		reply_refusal(r, 404, "not-found", "there is no such page");
		return;
	}
	r->etag = a->etag;
	if (strcmp(v->request->etag, a->etag) == 0) {
		r->status = 304;
		return;
	}
	r->status = 200;
	r->type = a->type;
	r->is_gzip = v->request->takes_gzip;
	from = r->is_gzip ? a->gzip : a->plain;
	end = r->is_gzip ? a->gzip_end : a->plain_end;
	if (buf_add(&r->body, from, (size_t)(end - from), &e) != 0)
		reply_error(r, &e);
}
