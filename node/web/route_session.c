/*
 * Who is there: the first administrator, signing in, signing out.
 */
#include <string.h>

#include "crypto/crypto.h"
#include "node/actions/hall_named.h"
#include "node/version.h"
#include "node/web/events.h"
#include "node/web/visit.h"
#include "schema/base/json.h"

/* Who is signed in, and what they send with everything they write. */
static json_t *
user_json(const struct visit *v, const struct login_secret *session)
{
	char token[LOGIN_SECRET_TEXT_MAX];

	login_token(session, token);
	return json_pack("{s:s,s:s,s:s,s:s,s:b,s:b,s:s}", "name", v->user.name,
	    "full_name", v->user.full_name, "staff", v->user.staff, "roles",
	    v->user.roles, "has_pin", v->user.pin[0] != '\0', "must_change",
	    v->user.must_change != 0, "token", token);
}

/* The hall as whoever has not signed in may know it. */
static json_t *
hall_json(const struct visit *v)
{
	struct actor actor = visit_actor(v);
	const char *code = engine_identity(actor.engine)->hall.digits;
	char name[HALL_NAME_MAX];
	json_t *row = NULL, *said;

	if (hall_at(&actor, code, v->now_s, &row, NULL) != 0)
		row = NULL;
	hall_name_at(&actor, code, v->now_s, name);
	said = json_pack("{s:s,s:s,s:O*}", "code", code, "name", name, "tier",
	    json_object_get(row, "tier"));
	json_decref(row);
	return said;
}

void
route_console(struct visit *v)
{
	struct err e = ERR_INIT;
	int is_due = setup_is_due(engine_store(v->web->hall->engine), &e);

	if (is_due < 0) {
		reply_error(v->reply, &e);
		return;
	}
	reply_json_take(v->reply, 200,
	    json_pack("{s:o,s:s,s:b,s:I,s:o*}", "hall", hall_json(v), "version",
		SANJI_VERSION, "needs_setup", is_due, "lock_s",
		(json_int_t)v->web->limits.page_s, "user",
		v->is_signed_in && !v->is_program
		    ? user_json(v, &v->request->session)
		    : NULL));
}

void
route_setup(struct visit *v)
{
	struct store *s = engine_store(v->web->hall->engine);
	json_t *body = visit_may_check(v) ? visit_body(v) : NULL;
	struct setup_wish wish = {
	    .code = json_member_text(body, "code"),
	    .name = json_member_text(body, "name"),
	    .full_name = json_member_text(body, "full_name"),
	    .password = json_member_text(body, "password"),
	};
	struct err e = ERR_INIT;

	if (body == NULL)
		return;
	if (wish.code == NULL || wish.name == NULL || wish.password == NULL)
		reply_refusal(v->reply, 400, "format",
		    "setup needs code, name and password");
	else if (setup_finish(s, &wish, v->now_s, &e) != 0)
		reply_error(v->reply, &e);
	else
		reply_json_take(
		    v->reply, 200, json_pack("{s:s}", "name", wish.name));
	json_decref(body);
}

/* A browser's own number is made once, and kept by it. */
static void
put_cookies(struct visit *v, const struct login_secret *session,
    const struct login_secret *machine)
{
	struct web_reply *r = v->reply;

	login_secret_text(session, r->session_text);
	r->session = r->session_text;
	if (v->request->has_machine)
		return;
	login_secret_text(machine, r->machine_text);
	r->machine = r->machine_text;
}

static int
begin_session(struct visit *v, const struct login_wish *wish, struct err *e)
{
	struct store *s = engine_store(v->web->hall->engine);
	struct login_secret id;
	struct store_user user;

	if (login_begin(s, wish, v->now_s, &id, &user, e) != 0)
		return -1;
	/* What was there before is over: an id is never taken up again. */
	if (v->request->has_session &&
	    login_end(s, &v->request->session, e) != 0)
		return -1;
	visit_become(v, &user);
	put_cookies(v, &id, wish->machine);
	reply_json_take(
	    v->reply, 200, json_pack("{s:o}", "user", user_json(v, &id)));
	crypto_wipe(&id, sizeof(id));
	return 0;
}

void
route_sign_in(struct visit *v)
{
	json_t *body = visit_may_check(v) ? visit_body(v) : NULL;
	struct login_secret machine = v->request->machine;
	struct login_wish wish = {
	    .name = json_member_text(body, "name"),
	    .password = json_member_text(body, "password"),
	    .pin = json_member_text(body, "pin"),
	    .machine = &machine,
	};
	struct err e = ERR_INIT;

	if (body == NULL)
		return;
	if (!v->request->has_machine)
		crypto_random(machine.bytes, sizeof(machine.bytes));
	if (wish.name == NULL || (wish.password == NULL && wish.pin == NULL))
		reply_refusal(v->reply, 400, "format",
		    "signing in needs name and password, or name and pin");
	else if (begin_session(v, &wish, &e) != 0)
		reply_error(v->reply, &e);
	json_decref(body);
}

/* -> [{name, full_name}] */
void
route_people(struct visit *v)
{
	struct store *s = engine_store(v->web->hall->engine);
	struct err e = ERR_INIT;
	json_t *people =
	    v->request->has_machine
		? login_people(s, &v->request->machine, v->now_s, &e)
		: json_array();

	if (people == NULL)
		reply_error(v->reply, &e);
	else
		reply_json_take(v->reply, 200, people);
}

void
route_sign_out(struct visit *v)
{
	struct err e = ERR_INIT;

	if (login_end(engine_store(v->web->hall->engine), &v->request->session,
		&e) != 0) {
		reply_error(v->reply, &e);
		return;
	}
	events_session_ended(v->web);
	v->reply->session = "";
	reply_json_take(v->reply, 200, json_object());
}

/* The answer has no end, and is not made here. */
void
route_events(struct visit *v)
{
	v->wants_events = 1;
}
