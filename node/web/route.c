/*
 * Which path is what, and who may go there.
 */
#include <stdio.h>
#include <string.h>

#include "crypto/crypto.h"
#include "node/actions/access.h"
#include "node/web/visit.h"
#include "schema/base/json.h"

#define API "/api/v1/"
#define GIT "/log.git/"

enum route_needs {
	NEEDS_NOTHING,
	NEEDS_SIGN_IN, /* and, to write, the session's token */
	NEEDS_SESSION, /* the same, in a browser */
};

static const struct {
	const char *path;
	web_route *go;
	enum web_method method;
	enum route_needs needs;
} routes[] = {
    {API "console", route_console, WEB_GET, NEEDS_NOTHING},
    {API "setup", route_setup, WEB_POST, NEEDS_NOTHING},
    {API "kiosk", route_kiosk, WEB_GET, NEEDS_NOTHING},
    {API "kiosk/track", route_kiosk_track, WEB_POST, NEEDS_NOTHING},
    {API "kiosk/rate", route_kiosk_rate, WEB_POST, NEEDS_NOTHING},
    {API "kiosk/items", route_kiosk_items, WEB_GET, NEEDS_NOTHING},
    {API "kiosk/item", route_kiosk_item, WEB_GET, NEEDS_NOTHING},
    {API "kiosk/queue", route_kiosk_queue, WEB_GET, NEEDS_NOTHING},
    {API "session", route_sign_in, WEB_POST, NEEDS_NOTHING},
    {API "session/people", route_people, WEB_GET, NEEDS_NOTHING},
    {API "session/end", route_sign_out, WEB_POST, NEEDS_SESSION},
    {API "events", route_events, WEB_GET, NEEDS_SESSION},
    {API "declarations", route_declarations, WEB_GET, NEEDS_SIGN_IN},
    {API "case/scan", route_scan, WEB_GET, NEEDS_SIGN_IN},
    {API "export", route_export, WEB_POST, NEEDS_SIGN_IN},
    {API "export/file", route_export_file, WEB_GET, NEEDS_SIGN_IN},
    {API "case/attach", route_attach, WEB_POST, NEEDS_SIGN_IN},
    {API "job/file", route_job_file, WEB_GET, NEEDS_SIGN_IN},
    {API "draft", route_drafts, WEB_GET, NEEDS_SESSION},
    {API "draft/keep", route_draft_keep, WEB_POST, NEEDS_SESSION},
    {API "draft/drop", route_draft_drop, WEB_POST, NEEDS_SESSION},
    {API "upload", route_upload, WEB_POST, NEEDS_SIGN_IN},
    {WEB_PIECE_PATH, route_upload_piece, WEB_POST, NEEDS_SIGN_IN},
    {API "stick/make", route_stick_make, WEB_POST, NEEDS_SIGN_IN},
    {API "stick/look", route_stick_look, WEB_POST, NEEDS_SIGN_IN},
    {API "stick/take", route_stick_take, WEB_POST, NEEDS_SIGN_IN},
};

struct actor
visit_actor(const struct visit *v)
{
	return (struct actor){
	    v->web->hall->engine, v->now_s, v->is_signed_in ? &v->who : NULL};
}

void
visit_become(struct visit *v, const struct store_user *user)
{
	struct err ignored = ERR_INIT;

	v->user = *user;
	v->is_signed_in = 1;
	v->who = (struct actor_user){
	    .id = user->id, .name = v->user.name, .staff = v->user.staff};
	if (access_roles_parse(v->user.roles, &v->who.roles, &ignored) != 0)
		v->who.roles = 0;
}

int
visit_may_check(struct visit *v)
{
	if (v->web->checks_left > 0) {
		v->web->checks_left--;
		return 1;
	}
	reply_refusal(v->reply, 429, "busy",
	    "too many try to sign in; wait a few seconds and try again");
	return 0;
}

json_t *
visit_body(struct visit *v)
{
	struct err e = ERR_INIT;
	json_t *body = NULL;

	if (v->request->body_len == 0)
		return json_object();
	body = json_read(v->request->body, v->request->body_len, &e);
	if (body != NULL && json_is_object(body))
		return body;
	if (body != NULL)
		(void)err_set(&e, ERR_FORMAT, "the request is no JSON object");
	json_decref(body);
	reply_error(v->reply, &e);
	return NULL;
}

/* With a password somebody else knows, only another may be chosen. */
static int
is_password_own(const struct visit *v)
{
	const char *path = v->request->path;

	return !v->user.must_change || strcmp(path, API "user/passwd") == 0 ||
	       strcmp(path, API "declarations") == 0;
}

/* Whether the visitor may go on; else the reply says why not. */
static int
is_admitted(struct visit *v, enum route_needs needs)
{
	char token[LOGIN_SECRET_TEXT_MAX];

	if (!v->is_signed_in || (needs == NEEDS_SESSION && v->is_program)) {
		reply_refusal(v->reply, 401, "signed-out", "please sign in");
		return 0;
	}
	if (needs == NEEDS_SIGN_IN && !v->is_program && !is_password_own(v)) {
		reply_refusal(v->reply, 403, "must-change",
		    "an administrator set this password; choose one of your "
		    "own first");
		return 0;
	}
	if (v->request->method == WEB_GET || v->is_program)
		return 1;
	login_token(&v->request->session, token);
	if (crypto_is_same(token, v->request->token, sizeof(token)))
		return 1;
	reply_refusal(v->reply, 403, "token",
	    "this page is not of this session; load it again");
	return 0;
}

void
route_visit(struct visit *v)
{
	const char *path = v->request->path;

	if (strncmp(path, GIT, strlen(GIT)) == 0 &&
	    v->request->method == WEB_GET) {
		if (is_admitted(v, NEEDS_SIGN_IN))
			route_git(v, path + strlen(GIT));
		return;
	}
	if (strncmp(path, API, strlen(API)) != 0) {
		if (v->request->method == WEB_GET)
			route_asset(v);
		else
			reply_refusal(v->reply, 404, "not-found",
			    "there is no such page");
		return;
	}
	for (size_t i = 0; i < COUNT_OF(routes); i++) {
		if (routes[i].method != v->request->method ||
		    strcmp(routes[i].path, path) != 0)
			continue;
		if (routes[i].needs == NEEDS_NOTHING ||
		    is_admitted(v, routes[i].needs))
			routes[i].go(v);
		return;
	}
	if (is_admitted(v, NEEDS_SIGN_IN))
		route_action(v, path + strlen(API));
}
