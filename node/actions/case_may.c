/*
 * What may be done with a case now, here, by whoever asks: of the declared
 * actions those whose event the state and what was done before allow, that
 * this hall may write into the case's ledger, and that the role has.  What
 * needs a power names it, or says that there is none.  Whether an event says
 * the right thing is found when it is said.
 */
#include <stdlib.h>
#include <string.h>

#include "node/actions/access.h"
#include "node/actions/case_acts.h"
#include "node/actions/power.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/standing.h"

static int
may_write(const struct actor *a, const struct event_type *et, size_t owner)
{
	const struct authority *all = engine_authority(a->engine);
	size_t self = authority_hall(all, &engine_identity(a->engine)->hall);

	if (self == owner && et->writers & WRITER_OWN)
		return 1;
	if (self == 0 && et->writers & WRITER_ROOT)
		return 1;
	return et->writers & WRITER_ABOVE &&
	       (authority_is_above(all, self, owner) ||
		   (self == 0 && owner == 0));
}

/* A case as it stands now; room is where its events are laid out. */
struct case_now {
	const json_t *row;
	size_t owner; /* hall whose ledger it is in */
	struct standing standing;
	struct standing_event *room;
};

static void
lay_out_one(const json_t *event, struct case_now *now)
{
	const struct record_type *t = record_type_named("case");
	const struct event_type *type =
	    event_type_of_kind(t, json_member_text(event, "kind"));
	struct standing_event ev = {
	    .type = type,
	    .body = json_object_get(event, "body"),
	    .hall = json_member_text(event, "hall"),
	    .home = json_member_text(now->row, "hall"),
	    .time = json_member_integer(event, "time", 0),
	};

	if (type != NULL && strcmp(json_member_text(event, "status"),
				event_status_word(EVENT_OK)) == 0)
		standing_add(&now->standing, now->room, &ev);
}

/* Of a row that has its events, which it goes on pointing at. */
static int
lay_out(const json_t *row, struct case_now *out, struct err *e)
{
	const json_t *events = json_object_get(row, "events");
	json_t *event;
	size_t i;

	out->row = row;
	out->standing.state = (unsigned)json_member_integer(row, "state", 0);
	out->room = calloc(json_array_size(events) + 1, sizeof(*out->room));
	if (out->room == NULL)
		return err_nomem(e);
	json_array_foreach (events, i, event)
		lay_out_one(event, out);
	return 0;
}

/* What the action says, if it is one that can be said of this case now. */
static const struct event_type *
event_now(
    const struct actor *a, const struct action *act, const struct case_now *now)
{
	const struct record_type *t = record_type_named("case");
	const char *kind =
	    act->run == case_withdraw ? case_withdrawal(now->row) : act->event;
	const struct event_type *et =
	    kind == NULL ? NULL : event_type_of_kind(t, kind);

	if (et == NULL || et->effect == EFFECT_RULES ||
	    !(et->from & STATE(now->standing.state)) ||
	    (et->need != NULL && et->need(&now->standing) != NULL) ||
	    !may_write(a, et, now->owner) ||
	    (a->user != NULL &&
		!access_is_allowed(a->user->roles, act->noun, act->verb)))
		return NULL;
	return et;
}

static int
append(const struct actor *a, const struct action *act,
    const struct event_type *et, const json_t *row, const json_t *powers,
    json_t *all, struct err *e)
{
	json_t *one = json_pack("{s:s,s:s,s:s,s:b}", "verb", act->verb,
	    "meaning", _(act->meaning), "event", et->kind, "moves",
	    et->effect == EFFECT_MOVES);

	if (one == NULL)
		return err_nomem(e);
	if (et->authority == AUTHORITY_POWER &&
	    case_put_power(a, powers, row, one, e) != 0) {
		json_decref(one);
		return -1;
	}
	return json_append_take(all, one, e);
}

/* Actions of the noun stand together, ended by one with noun NULL. */
static const struct action *
acts_on_cases(void)
{
	for (size_t i = 0; actions[i] != NULL; i++)
		if (strcmp(actions[i]->noun, "case") == 0)
			return actions[i];
	return NULL;
}

int
case_may(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	json_t *powers = row == NULL ? NULL : power_rows(a, e);
	json_t *all = json_array();
	struct case_now now = {.owner = HALL_UNKNOWN};
	struct space_name ledger;
	int failed = powers == NULL || all == NULL ||
		     case_ledger(row, &ledger, e) != 0 ||
		     case_put_clock(a, row, e) != 0 ||
		     lay_out(row, &now, e) != 0;

	(void)self;
	if (!failed)
		now.owner =
		    authority_hall(engine_authority(a->engine), &ledger.hall);
	for (const struct action *act = acts_on_cases();
	     !failed && act != NULL && act->noun != NULL; act++) {
		const struct event_type *et = event_now(a, act, &now);

		if (et != NULL)
			failed = append(a, act, et, row, powers, all, e) != 0;
	}
	free(now.room);
	json_decref(powers);
	json_decref(rows);
	if (failed) {
		json_decref(all);
		return -1;
	}
	*out = all;
	return 0;
}
