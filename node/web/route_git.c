/*
 * /log.git/…: the log, for `git clone` and `git fetch` of who audits it.
 */
#include <string.h>

#include "node/actions/access.h"
#include "node/web/visit.h"
#include "sync/engine/git_view.h"

/* A fresh one begins each clone and fetch, so that it is of one moment. */
static int
take_view(struct visit *v, const char *path, struct err *e)
{
	struct web *w = v->web;

	if (strcmp(path, "info/refs") == 0) {
		git_view_free(w->git);
		w->git = NULL;
	}
	w->git_used_s = v->now_s;
	return w->git != NULL ? 0 : git_view_open(w->hall->engine, &w->git, e);
}

void
route_git(struct visit *v, const char *path)
{
	struct web_reply *r = v->reply;
	struct err e = ERR_INIT;
	int found;

	if (!access_is_allowed(v->who.roles, "git", "clone")) {
		reply_refusal(r, 403, "forbidden",
		    "your role does not allow this; the security "
		    "administrator gives roles");
		return;
	}
	if (engine_refresh(v->web->hall->engine, NULL, &e) != 0 ||
	    take_view(v, path, &e) != 0) {
		reply_error(r, &e);
		return;
	}
	found = git_view_read(v->web->git, path, &r->body, &e);
	if (found < 0) {
		reply_error(r, &e);
	} else if (found == 0) {
		reply_refusal(r, 404, "not-found", "there is no such page");
	} else {
		r->status = 200;
		r->type = "application/octet-stream";
	}
}
