/*
 * Without signing in: how a case stands, a rating of it, the catalogue, whose
 * turn it is.
 */
#include <string.h>

#include "node/actions/hall_named.h"
#include "node/web/kiosk.h"
#include "node/web/visit.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

static const char *const words[KIOSK_PAGES] = {
    [KIOSK_RATE] = "rate",
    [KIOSK_TRACK] = "track",
    [KIOSK_GUIDE] = "guide",
    [KIOSK_QUEUE] = "queue",
};

static int
page_of(const char *word, size_t len)
{
	for (int i = 0; i < KIOSK_PAGES; i++)
		if (strlen(words[i]) == len && memcmp(words[i], word, len) == 0)
			return i;
	return -1;
}

int
kiosk_parse(const char *text, uint32_t *out, struct err *e)
{
	*out = 0;
	if (text[0] == '\0')
		*out = (1U << KIOSK_PAGES) - 1;
	if (strcmp(text, "none") == 0)
		return 0;
	for (const char *at = text; *at != '\0'; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");
		int page = page_of(at, len);

		if (page < 0)
			return err_set(e, ERR_FORMAT,
			    "hall.conf: kiosk takes none, or some of rate, "
			    "track, guide, queue");
		*out |= 1U << page;
		at += len;
	}
	return 0;
}

/* --- who may -------------------------------------------------------------- */

/* Whether the hall shows the page and somebody has time; else the reply says
 * why not. */
static int
is_open(struct visit *v, enum kiosk_page page, int cost)
{
	if ((v->web->kiosk & (1U << page)) == 0) {
		reply_refusal(v->reply, 404, "not-found",
		    "this hall does not show this page; ask at the window");
		return 0;
	}
	if (v->web->kiosk_left < cost) {
		reply_refusal(v->reply, 429, "busy",
		    "too many ask just now; try again in a moment");
		return 0;
	}
	v->web->kiosk_left -= cost;
	return 1;
}

/* Somebody who may do nothing but what stands in this file. */
static int
perform(struct visit *v, const json_t *request, json_t **out, struct err *e)
{
	static const struct actor_user citizen = {
	    .id = 0, .name = "kiosk", .staff = "", .roles = 0};
	struct actor actor = {v->web->hall->engine, v->now_s, &citizen};

	*out = NULL;
	if (request == NULL)
		return err_nomem(e);
	return engine_settle_all(actor.engine, e) != 0 ||
		       action_perform(&actor, request, out, e) != 0
		   ? -1
		   : 0;
}

/* The answer of one action (request taken) is the reply. */
static void
answer_take(struct visit *v, json_t *request)
{
	struct err e = ERR_INIT;
	json_t *out;

	if (perform(v, request, &out, &e) != 0)
		reply_error(v->reply, &e);
	else
		reply_json_take(v->reply, 200, out);
	json_decref(request);
}

/* --- pages ---------------------------------------------------------------- */

/* Which hall, and what it shows. */
void
route_kiosk(struct visit *v)
{
	struct actor actor = visit_actor(v);
	const char *code = engine_identity(actor.engine)->hall.digits;
	char name[HALL_NAME_MAX];
	json_t *shown = json_array();

	hall_name_at(&actor, code, v->now_s, name);
	for (int i = 0; i < KIOSK_PAGES; i++)
		if (v->web->kiosk & (1U << i))
			(void)json_array_append_new(
			    shown, json_string(words[i]));
	reply_json_take(v->reply, 200,
	    json_pack("{s:s,s:o}", "name", name, "shown", shown));
}

/* Put what people read into the answer: the item, the hall, the state. */
static int
name_parts(struct visit *v, json_t *out, struct err *e)
{
	struct actor actor = visit_actor(v);
	json_t *request = json_pack("{s:s,s:O}", "do", "item.show", "code",
	    json_object_get(out, "item"));
	json_t *item = NULL;
	char hall[HALL_NAME_MAX];
	int failed;

	if (perform(v, request, &item, e) != 0)
		item = NULL;
	hall_name_at(&actor, json_member_text(out, "hall"), v->now_s, hall);
	failed = json_put_take(out, "hall_name", json_string(hall), e) != 0 ||
		 json_put_take(out, "state_meaning",
		     json_string(_(json_member_text(out, "state"))), e) != 0;
	if (!failed && item != NULL)
		failed = json_object_set(out, "item_name",
			     json_object_get(item, "name")) != 0;
	json_decref(request);
	json_decref(item);
	return failed ? -1 : 0;
}

/* {number, code} -> how it stands. */
void
route_kiosk_track(struct visit *v)
{
	json_t *body =
	    is_open(v, KIOSK_TRACK, KIOSK_CODE_COSTS) ? visit_body(v) : NULL;
	json_t *request, *out = NULL;
	struct err e = ERR_INIT;

	if (body == NULL)
		return;
	request = json_pack("{s:s,s:O*,s:O*}", "do", "case.track", "number",
	    json_object_get(body, "number"), "code",
	    json_object_get(body, "code"));
	if (perform(v, request, &out, &e) != 0 || name_parts(v, out, &e) != 0)
		reply_error(v->reply, &e);
	else
		reply_json_take(v->reply, 200, json_incref(out));
	json_decref(out);
	json_decref(request);
	json_decref(body);
}

/* Whoever shows number and code has the slip, and may say how it was. */
static int
give(struct visit *v, const json_t *body, struct err *e)
{
	json_t *number = json_object_get(body, "number");
	json_t *slip = json_pack("{s:s,s:O*,s:O*}", "do", "case.track",
	    "number", number, "code", json_object_get(body, "code"));
	json_t *rating = json_pack("{s:s,s:O*,s:O*,s:s,s:s}", "do", "rate.give",
	    "case", number, "level", json_object_get(body, "level"), "channel",
	    "tablet", "device", "kiosk");
	json_t *shown = NULL, *given = NULL;
	int failed = perform(v, slip, &shown, e) != 0 ||
		     perform(v, rating, &given, e) != 0;

	json_decref(slip);
	json_decref(rating);
	json_decref(shown);
	json_decref(given);
	return failed ? -1 : 0;
}

/* {number, code, level} -> {}. */
void
route_kiosk_rate(struct visit *v)
{
	json_t *body =
	    is_open(v, KIOSK_RATE, KIOSK_CODE_COSTS) ? visit_body(v) : NULL;
	struct err e = ERR_INIT;

	if (body == NULL)
		return;
	if (give(v, body, &e) != 0) {
		reply_error(v->reply, &e);
	} else {
		v->web->wish->written(v->web->wish->context);
		reply_json_take(v->reply, 200, json_object());
	}
	json_decref(body);
}

void
route_kiosk_items(struct visit *v)
{
	if (is_open(v, KIOSK_GUIDE, 1))
		answer_take(v, json_pack("{s:s}", "do", "item.list"));
}

/* ?item=CODE -> the item as it was published. */
void
route_kiosk_item(struct visit *v)
{
	if (is_open(v, KIOSK_GUIDE, 1))
		answer_take(
		    v, json_pack("{s:s,s:O*}", "do", "item.show", "code",
			   json_object_get(v->request->query, "item")));
}

void
route_kiosk_queue(struct visit *v)
{
	if (is_open(v, KIOSK_QUEUE, 1))
		answer_take(v, json_pack("{s:s}", "do", "case.today"));
}
