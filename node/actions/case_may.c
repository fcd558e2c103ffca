/*
 * What may be done with a case now, here, by whoever asks: of the declared
 * actions those whose event the state allows, that this hall may write into
 * the case's ledger, and that the role has.  What needs a power names it, or
 * says that there is none.  What else an event needs is found when it is said.
 */
#include <string.h>

#include "node/actions/access.h"
#include "node/actions/case_acts.h"
#include "node/actions/power.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

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

/* What the action says, if it is one that can be said of this case now. */
static const struct event_type *
event_now(const struct actor *a, const struct action *act, const json_t *row,
    size_t owner)
{
	const struct record_type *t = record_type_named("case");
	const struct event_type *et =
	    act->event == NULL ? NULL : event_type_of_kind(t, act->event);
	json_int_t state = json_member_integer(row, "state", 0);

	if (et == NULL || et->effect == EFFECT_RULES ||
	    !(et->from & STATE((unsigned)state)) || !may_write(a, et, owner) ||
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
	struct hall_code code;
	int failed = powers == NULL || all == NULL ||
		     hall_code_parse(json_member_text(row, "hall"), &code) != 0;
	size_t owner = failed
			   ? HALL_UNKNOWN
			   : authority_hall(engine_authority(a->engine), &code);

	(void)self;
	for (const struct action *act = acts_on_cases();
	     !failed && act != NULL && act->noun != NULL; act++) {
		const struct event_type *et = event_now(a, act, row, owner);

		if (et != NULL)
			failed = append(a, act, et, row, powers, all, e) != 0;
	}
	json_decref(powers);
	json_decref(rows);
	if (failed) {
		json_decref(all);
		return -1;
	}
	*out = all;
	return 0;
}
