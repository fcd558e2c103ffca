/*
 * draft: what somebody has typed on a page and not saved, kept until it is, on
 * whatever machine, through a reload and signing out.  Nobody else sees it.
 */
#include "node/actions/access.h"
#include "node/web/visit.h"
#include "schema/base/json.h"
#include "sync/engine/drafts.h"

/* Only whoever takes cases in has something to keep. */
static int
is_allowed(struct visit *v)
{
	if (access_is_allowed(v->who.roles, "case", "receive"))
		return 1;
	reply_refusal(v->reply, 403, "forbidden",
	    "your role does not allow this; the security administrator gives "
	    "roles");
	return 0;
}

/* -> [{draft, changed, values}] */
void
route_drafts(struct visit *v)
{
	struct err e = ERR_INIT;
	json_t *rows;

	if (!is_allowed(v))
		return;
	rows = engine_drafts(v->web->hall->engine, v->user.id, v->now_s, &e);
	if (rows == NULL)
		reply_error(v->reply, &e);
	else
		reply_json_take(v->reply, 200, rows);
}

/* {draft, values} -> {draft} */
void
route_draft_keep(struct visit *v)
{
	json_t *body = is_allowed(v) ? visit_body(v) : NULL;
	const json_t *values = json_object_get(body, "values");
	int64_t id = json_member_integer(body, "draft", 0);
	struct err e = ERR_INIT;

	if (body == NULL)
		return;
	if (!json_is_object(values))
		reply_refusal(
		    v->reply, 400, "format", "a draft has its values");
	else if (engine_draft_put(v->web->hall->engine, v->user.id, values,
		     v->now_s, &id, &e) != 0)
		reply_error(v->reply, &e);
	else
		reply_json_take(
		    v->reply, 200, json_pack("{s:I}", "draft", (json_int_t)id));
	json_decref(body);
}

/* {draft} -> {} */
void
route_draft_drop(struct visit *v)
{
	json_t *body = is_allowed(v) ? visit_body(v) : NULL;
	struct err e = ERR_INIT;

	if (body == NULL)
		return;
	if (engine_draft_drop(v->web->hall->engine, v->user.id,
		json_member_integer(body, "draft", 0), &e) != 0)
		reply_error(v->reply, &e);
	else
		reply_json_take(v->reply, 200, json_object());
	json_decref(body);
}
