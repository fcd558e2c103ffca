/*
 * case/scan: one piece of a scan, so that neither the daemon nor a reply ever
 * holds 20 MB.  A page puts them together.
 */
#include <stdlib.h>
#include <string.h>

#include "node/actions/access.h"
#include "node/actions/attachment.h"
#include "node/web/visit.h"
#include "schema/base/json.h"

/* Looking at it is noted, as by `case attachments`; its answer. */
static json_t *
note(const struct actor *a, const json_t *query, struct err *e)
{
	json_t *out = NULL;
	json_t *request = json_pack("{s:s,s:O*,s:O*}", "do", "case.attachments",
	    "case", json_object_get(query, "case"), "why",
	    json_object_get(query, "why"));

	if (request == NULL)
		(void)err_nomem(e);
	else if (engine_settle_all(a->engine, e) != 0 ||
		 action_perform(a, request, &out, e) != 0)
		out = NULL;
	json_decref(request);
	return out;
}

static int
read_piece(
    const struct actor *a, const json_t *query, struct buf *out, struct err *e)
{
	const char *text = json_member_text(query, "piece");
	long n = text == NULL ? 1 : strtol(text, NULL, 10);
	json_t *noted = note(a, query, e);
	json_t *row = noted == NULL ? NULL : attachment_case(a, noted, e);
	const json_t *one = row == NULL
				? NULL
				: attachment_find(row,
				      json_member_text(query, "attachment"), e);
	int failed =
	    one == NULL || attachment_read_piece(a, row, one,
			       n < 1 ? SIZE_MAX : (size_t)n - 1, out, e);

	json_decref(noted);
	json_decref(row);
	return failed;
}

void
route_scan(struct visit *v)
{
	struct actor actor = visit_actor(v);
	struct err e = ERR_INIT;

	if (!access_is_allowed(v->who.roles, "case", "attachments")) {
		reply_refusal(v->reply, 403, "forbidden",
		    "your role does not allow this; the security "
		    "administrator gives roles");
		return;
	}
	if (read_piece(&actor, v->request->query, &v->reply->body, &e) != 0) {
		buf_clear(&v->reply->body);
		reply_error(v->reply, &e);
		return;
	}
	v->reply->status = 200;
	v->reply->type = "application/octet-stream";
}
