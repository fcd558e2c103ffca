/*
 * draft: what somebody has typed on a page and not sent, kept until it is, on
 * whatever machine, through a reload and signing out.  Nobody else sees it.
 */
#include <string.h>

#include "node/web/visit.h"
#include "schema/base/json.h"
#include "sync/engine/drafts.h"

/* What a draft is about, "case/decide 330421…": its page asks for it. */
#define ABOUT "about"

static const char *
about_of(const json_t *from)
{
	const char *about = json_member_text(from, ABOUT);

	return about == NULL ? "" : about;
}

/* A row of the engine as its page knows it; NULL: about something else. */
static json_t *
row_of(const json_t *kept, const char *about)
{
	const json_t *said = json_object_get(kept, "values");

	if (strcmp(about_of(said), about) != 0)
		return NULL;
	return json_pack("{s:O,s:O,s:O*}", "draft",
	    json_object_get(kept, "draft"), "changed",
	    json_object_get(kept, "changed"), "values",
	    json_object_get(said, "values"));
}

/* ?about=… -> [{draft, changed, values}] */
void
route_drafts(struct visit *v)
{
	const char *about = about_of(v->request->query);
	struct err e = ERR_INIT;
	json_t *rows =
	    engine_drafts(v->web->hall->engine, v->user.id, v->now_s, &e);
	json_t *chosen = json_array(), *kept, *row;
	size_t i;

	json_array_foreach (rows, i, kept)
		if ((row = row_of(kept, about)) != NULL)
			(void)json_array_append_new(chosen, row);
	if (rows == NULL) {
		json_decref(chosen);
		reply_error(v->reply, &e);
	} else {
		reply_json_take(v->reply, 200, chosen);
	}
	json_decref(rows);
}

static int
keep(struct visit *v, const json_t *body, int64_t *id, struct err *e)
{
	json_t *said = json_pack("{s:s,s:O}", ABOUT, about_of(body), "values",
	    json_object_get(body, "values"));
	int failed = said == NULL ? err_nomem(e)
				  : engine_draft_put(v->web->hall->engine,
					v->user.id, said, v->now_s, id, e);

	json_decref(said);
	return failed;
}

/* {draft, about, values} -> {draft} */
void
route_draft_keep(struct visit *v)
{
	json_t *body = visit_body(v);
	int64_t id = json_member_integer(body, "draft", 0);
	struct err e = ERR_INIT;

	if (body == NULL)
		return;
	if (!json_is_object(json_object_get(body, "values")))
		reply_refusal(
		    v->reply, 400, "format", "a draft has its values");
	else if (keep(v, body, &id, &e) != 0)
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
	json_t *body = visit_body(v);
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
