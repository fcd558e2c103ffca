/*
 * Any action there is: POST noun/verb with a JSON object is one line of
 * `sanji batch`; GET noun/verb?name=value is a verb that only reads.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/access.h"
#include "node/web/visit.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "sync/engine/drafts.h"

#define NOUN_MAX 32

/* Most rows of a list at once, whatever was asked for. */
#define ROWS_MAX 200

static const struct action *
find_action(const char *rest)
{
	const char *slash = strchr(rest, '/');
	size_t len = slash == NULL ? strlen(rest) : (size_t)(slash - rest);
	char noun[NOUN_MAX];

	if (len >= sizeof(noun))
		return NULL;
	memcpy(noun, rest, len);
	noun[len] = '\0';
	return action_named(noun, slash == NULL ? "list" : slash + 1);
}

/* Whether the visitor may do it this way; else the reply says why not. */
static int
is_allowed(struct visit *v, const struct action *a)
{
	if (a == NULL) {
		reply_refusal(
		    v->reply, 404, "not-found", "there is no such page");
		return 0;
	}
	if (!access_is_allowed(v->who.roles, a->noun, a->verb)) {
		reply_refusal(v->reply, 403, "forbidden",
		    "your role does not allow this; the security "
		    "administrator gives roles");
		return 0;
	}
	if (v->request->method == WEB_GET &&
	    access_kind_of(a->noun, a->verb) == ACCESS_WRITES) {
		reply_refusal(
		    v->reply, 405, "method", "what writes is sent by POST");
		return 0;
	}
	return 1;
}

static int
takes_most(const struct action *a)
{
	for (const struct action_parameter *p = a->parameters;
	     p != NULL && p->name != NULL; p++)
		if (strcmp(p->name, "most") == 0)
			return 1;
	return 0;
}

/* A longer list would keep everybody else waiting. */
static int
limit_rows(const struct action *a, json_t *request, struct err *e)
{
	const char *most = json_member_text(request, "most");
	char limit[8];

	if (!takes_most(a) || most == NULL ||
	    strtoll(most, NULL, 10) <= ROWS_MAX)
		return 0;
	(void)snprintf(limit, sizeof(limit), "%d", ROWS_MAX);
	return json_put_take(request, "most", json_string(limit), e);
}

/* Whoever is signed in did it (经办人), whatever the request says. */
static int
put_clerk(const struct visit *v, const struct action *a, json_t *request,
    struct err *e)
{
	const char *clerk =
	    v->who.staff[0] != '\0' ? v->who.staff : v->who.name;

	if (a->event == NULL)
		return 0;
	return json_put_take(request, EVENT_CLERK, json_string(clerk), e);
}

static json_t *
make_request(struct visit *v, const struct action *a, struct err *e)
{
	json_t *request = v->request->method == WEB_GET
			      ? json_copy(v->request->query)
			      : visit_body(v);

	if (request == NULL)
		return NULL;
	if (json_put_take(request, "do",
		json_sprintf("%s.%s", a->noun, a->verb), e) != 0 ||
	    limit_rows(a, request, e) != 0 || put_clerk(v, a, request, e)) {
		json_decref(request);
		reply_error(v->reply, e);
		return NULL;
	}
	return request;
}

/* The draft that a request was made of goes with it, or stays with it. */
static int
perform_draft(const struct visit *v, const json_t *request, int64_t draft,
    json_t **out, struct err *e)
{
	struct actor actor = visit_actor(v);
	int is_own, failed;

	if (action_begin(&actor, &is_own, e) != 0)
		return -1;
	failed = action_perform(&actor, request, out, e) != 0 ||
		 engine_draft_drop(actor.engine, v->user.id, draft, e) != 0;
	return action_end(&actor, is_own, failed, e);
}

static int
perform(struct visit *v, const struct action *a, json_t *request, json_t **out,
    struct err *e)
{
	struct actor actor = visit_actor(v);
	int64_t draft = json_member_integer(request, "from_draft", 0);
	int failed;

	if (draft != 0 && json_object_del(request, "from_draft") != 0)
		return err_nomem(e);
	if (engine_settle_all(actor.engine, e) != 0)
		return -1;
	failed = draft == 0 ? action_perform(&actor, request, out, e)
			    : perform_draft(v, request, draft, out, e);
	if (failed)
		return -1;
	if (access_kind_of(a->noun, a->verb) == ACCESS_WRITES)
		v->web->wish->written(v->web->wish->context);
	return 0;
}

void
route_action(struct visit *v, const char *rest)
{
	const struct action *a = find_action(rest);
	struct err e = ERR_INIT;
	json_t *request, *out = NULL;

	if (!is_allowed(v, a))
		return;
	request = make_request(v, a, &e);
	if (request == NULL)
		return;
	if (perform(v, a, request, &out, &e) != 0)
		reply_error(v->reply, &e);
	else
		reply_json_take(v->reply, 200, json_incref(out));
	json_decref(request);
	json_decref(out);
}
