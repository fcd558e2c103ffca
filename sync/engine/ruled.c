/*
 * What a ruling names, looked at before this hall signs it: one that would
 * change nothing is refused rather than signed and forgotten.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"
#include "sync/engine/dossier.h"

struct ruled {
	enum event_ruling ruling;
	uint32_t place;
	int found;
	int can_be_ruled_on;
	int is_decision; /* it, or what it stands against */
	enum event_status status;
	int64_t against; /* change set and place; 0: nothing */
	uint32_t against_place;
};

/*
 * Ratifying and annulling touch what is held, also what was ruled on before
 * (RULES A6); choosing and noting what stands beside or gave way to another.
 */
static int
can_be_ruled_on(enum event_ruling ruling, const struct store_event *ev)
{
	enum event_status status = (enum event_status)ev->status;

	if (ruling == RULING_CHOOSES || ruling == RULING_KEEPS)
		return status == EVENT_OK || status == EVENT_DUPLICATE ||
		       status == EVENT_SUPERSEDED || status == EVENT_CONFLICT;
	return status == EVENT_HELD || status == EVENT_ANNULLED ||
	       status == EVENT_CONFLICT || status == EVENT_SUPERSEDED ||
	       strcmp(ev->reason, "RULES A6") == 0;
}

/* Whether the event rests on a power: the root alone rules on those. */
static int
is_decision(const struct store_event *ev)
{
	const struct record_type *t = record_type_of_kind(ev->kind);
	const struct event_type *et =
	    t == NULL ? NULL : event_type_of_kind(t, ev->kind);

	return et != NULL && et->authority == AUTHORITY_POWER;
}

static int
look_at_other(void *context, const struct store_event *ev, struct err *e)
{
	struct ruled *r = context;

	(void)e;
	if (ev->place == r->against_place)
		r->is_decision |= is_decision(ev);
	return 0;
}

static int
look(void *context, const struct store_event *ev, struct err *e)
{
	struct ruled *r = context;

	(void)e;
	if (ev->place != r->place)
		return 0;
	r->found = 1;
	r->status = (enum event_status)ev->status;
	r->can_be_ruled_on = can_be_ruled_on(r->ruling, ev);
	r->is_decision = is_decision(ev);
	r->against = ev->against;
	r->against_place = ev->against_place;
	return 0;
}

/* A hall may not choose where one of the two rests on a power. */
static int
check_entitled(struct engine *g, struct ruled *r, const struct event_type *t,
    struct err *e)
{
	if (t->ruling == RULING_KEEPS ||
	    authority_hall(&g->authority, &g->identity.hall) == 0)
		return 0;
	if (t->ruling == RULING_CHOOSES && r->against != 0 &&
	    store_each_event_of_changeset(
		g->store, r->against, look_at_other, r, e) != 0)
		return -1;
	return r->is_decision
		   ? err_set(e, ERR_REFUSED,
			 "%s: only the topmost hall rules on decisions; ask "
			 "it to (RULES A6)",
			 _(t->meaning))
		   : 0;
}

/* A gazette may have changed what the record rests on. */
static int
fold_if_dirty(struct engine *g, int64_t n, uint32_t place, struct err *e)
{
	char type[64], name[64];
	struct store_record record;
	int64_t id;
	int found = store_event_record(g->store, n, place, &id, e);

	if (found == 1)
		found = store_record_read(g->store, id, &record, type, name, e);
	if (found != 1)
		return found;
	return record.dirty ? engine_fold(g, id, e) : 0;
}

/* Annulled, the other half would leave the record in two halls or in none. */
static int
check_half(struct engine *g, int64_t n, const struct event_id *id,
    const struct event_type *t, struct err *e)
{
	int64_t record;
	int is_half = 0, found;

	if (t->ruling != RULING_ANNULS)
		return 0;
	found = store_event_record(g->store, n, id->place, &record, e);
	if (found == 1 &&
	    dossier_is_half_of_move(g, record, id, &is_half, e) != 0)
		found = -1;
	if (found >= 0 && is_half)
		return err_set(e, ERR_REFUSED,
		    "%s: not possible, since the other half of the move "
		    "stands (RULES H4)",
		    _(t->meaning));
	return found < 0 ? -1 : 0;
}

static int
check_named(struct engine *g, const struct event_type *t, const char *text,
    struct err *e)
{
	struct ruled r = {.found = 0};
	struct store_position row;
	struct event_id id;
	int held;

	if (text == NULL || event_id_parse(text, &id) != 0)
		return 0; /* what its form must be is checked elsewhere */
	r.ruling = t->ruling;
	r.place = id.place;
	held =
	    store_changeset_find(g->store, &id.changeset, &row, NULL, NULL, e);
	if (held < 0 || (held && (fold_if_dirty(g, row.n, id.place, e) != 0 ||
				     store_each_event_of_changeset(
					 g->store, row.n, look, &r, e) != 0)))
		return -1;
	if (!r.found)
		return err_set(e, ERR_NOT_FOUND,
		    "this hall holds no event %s; `sanji conflicts` lists "
		    "what waits",
		    text);
	if (!r.can_be_ruled_on)
		return err_set(e, ERR_REFUSED,
		    "%s: not possible, since the event is %s and not held "
		    "(RULES A6)",
		    _(t->meaning), _(event_status_word(r.status)));
	return check_entitled(g, &r, t, e) != 0 ||
		       check_half(g, row.n, &id, t, e) != 0
		   ? -1
		   : 0;
}

/* A ruling, beside what it rules on or in the root's gazette. */
static int
names_what_waits(const struct event_type *t)
{
	return t->effect == EFFECT_RULES ||
	       strcmp(t->kind, "hall.ratified") == 0 ||
	       strcmp(t->kind, "hall.annulled") == 0;
}

int
engine_check_ruled(struct engine *g, const json_t *events, struct err *e)
{
	size_t i;
	json_t *event;

	json_array_foreach (events, i, event) {
		const char *kind = json_member_text(event, EVENT_DO);
		const struct record_type *t =
		    kind == NULL ? NULL : record_type_of_kind(kind);
		const struct event_type *et =
		    t == NULL ? NULL : event_type_of_kind(t, kind);

		if (et != NULL && names_what_waits(et) &&
		    check_named(g, et, json_member_text(event, "event"), e) !=
			0)
			return -1;
	}
	return 0;
}
