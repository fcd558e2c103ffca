/*
 * upload: begin a file, send its pieces, make it a scan of a case.  A request
 * holds 1 MiB at most and a scan 20 MiB, a stick more.
 */
#include <stdlib.h>
#include <string.h>

#include "node/actions/access.h"
#include "node/actions/attachment.h"
#include "node/web/visit.h"
#include "schema/base/json.h"
#include "schema/records/check.h"

static void
say_forbidden(struct visit *v)
{
	reply_refusal(v->reply, 403, "forbidden",
	    "your role does not allow this; the security administrator gives "
	    "roles");
}

struct upload *
visit_upload(struct visit *v, const json_t *named)
{
	struct upload *u = uploads_find(
	    &v->web->uploads, v->user.id, json_member_text(named, "upload"));

	if (u != NULL && upload_is_whole(u))
		return u;
	reply_refusal(v->reply, 404, "not-found",
	    "this file is not here, or not all of it; send it again");
	return NULL;
}

/* {len} -> {upload, piece}. */
void
route_upload(struct visit *v)
{
	json_t *body = visit_body(v);
	json_int_t len = json_member_integer(body, "len", 0);
	struct err e = ERR_INIT;
	struct upload *u;

	if (body == NULL)
		return;
	if (!access_is_allowed(v->who.roles, "case", "attach_bytes") &&
	    !access_is_allowed(v->who.roles, "stick", "take"))
		say_forbidden(v);
	else if (uploads_begin(&v->web->uploads, v->web->hall->path, v->user.id,
		     len < 0 ? 0 : (size_t)len, v->now_s, &u, &e) != 0)
		reply_error(v->reply, &e);
	else
		reply_json_take(v->reply, 200,
		    json_pack("{s:s,s:I}", "upload", u->name, "piece",
			(json_int_t)UPLOAD_PIECE_LEN));
	json_decref(body);
}

/* ?upload=NAME&at=BYTES, bytes -> {got}. */
void
route_upload_piece(struct visit *v)
{
	const json_t *query = v->request->query;
	const char *at = json_member_text(query, "at");
	struct upload *u = uploads_find(
	    &v->web->uploads, v->user.id, json_member_text(query, "upload"));
	struct err e = ERR_INIT;

	if (u == NULL)
		reply_refusal(v->reply, 404, "not-found",
		    "this file is not here, or not all of it; send it again");
	else if (upload_add(u, at == NULL ? 0 : strtoull(at, NULL, 10),
		     v->request->body, v->request->body_len, v->now_s, &e) != 0)
		reply_error(v->reply, &e);
	else
		reply_json_take(v->reply, 200,
		    json_pack("{s:I}", "got", (json_int_t)u->got));
}

static int
read_scan(void *context, size_t from, void *to, size_t len, struct err *e)
{
	return upload_read(context, from, to, len, e);
}

static int
attach(struct visit *v, const json_t *body, struct upload *u, json_t **out,
    struct err *e)
{
	struct actor actor = visit_actor(v);
	struct attachment_source from = {.read = read_scan,
	    .context = u,
	    .name = json_member_text(body, "file"),
	    .len = u->len};
	json_t *request = json_pack("{s:s,s:O*,s:O*,s:s}", "do",
	    "case.attach_bytes", "case", json_object_get(body, "case"),
	    "material", json_object_get(body, "material"), EVENT_CLERK,
	    v->who.staff[0] != '\0' ? v->who.staff : v->who.name);
	int failed = request == NULL ? err_nomem(e) : 0;

	if (!failed && from.name == NULL)
		failed = err_set(e, ERR_USAGE,
		    "%s %s needs %s=…; see `sanji help %s`", "case",
		    "attach_bytes", "file", "case");
	if (!failed)
		failed = engine_settle_all(actor.engine, e) != 0 ||
			 attachment_add(&actor, request, &from, out, e) != 0;
	json_decref(request);
	return failed ? -1 : 0;
}

/* {upload, case, material, file} -> the scan. */
void
route_attach(struct visit *v)
{
	json_t *body = visit_body(v), *out = NULL;
	struct err e = ERR_INIT;
	struct upload *u;

	if (body == NULL)
		return;
	if (!access_is_allowed(v->who.roles, "case", "attach_bytes")) {
		say_forbidden(v);
	} else if ((u = visit_upload(v, body)) != NULL) {
		if (attach(v, body, u, &out, &e) != 0) {
			reply_error(v->reply, &e);
		} else {
			v->web->wish->written(v->web->wish->context);
			reply_json_take(v->reply, 200, out);
		}
		upload_end(u);
	}
	json_decref(body);
}
