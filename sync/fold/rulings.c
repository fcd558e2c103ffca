/*
 * Rulings on held acts (RULES A6, A7): only held acts are touched; annulled
 * wins over ratified when neither knew the other; a ratified decision takes
 * the place of its ratification, a ratified edit and a covered act keep
 * their own.
 */
#include <string.h>

#include "schema/base/json.h"
#include "sync/fold/work.h"

int
ruling_is_on_pairs(const struct event_type *t)
{
	return t->ruling == RULING_CHOOSES || t->ruling == RULING_KEEPS;
}

/* Whether some copy of the event stands at that place. */
static int
has_copy_at(const struct work *w, size_t event, const struct event_id *id)
{
	for (size_t i = w->count; i < w->total; i++)
		if (w->leader[i] == event && w->events[i].place == id->place &&
		    changeset_id_is_same(
			&w->events[i].changeset, &id->changeset))
			return 1;
	return 0;
}

int
ruling_names(const struct work *w, size_t ruling, size_t event)
{
	const struct fold_event *ev = &w->events[event];
	const char *text = json_member_text(w->events[ruling].body, "event");
	struct event_id id;

	if (text == NULL || event_id_parse(text, &id) != 0)
		return 0;
	if (order_compare_ids(&id, &ev->id) == 0)
		return 1;
	return (id.place == ev->place &&
		   changeset_id_is_same(&id.changeset, &ev->changeset)) ||
	       has_copy_at(w, event, &id);
}

/*
 * By the root; for what needs only membership, also by a hall above the
 * author (A6).
 */
static int
may_rule(const struct work *w, const struct fold_event *ruling,
    const struct fold_event *ev)
{
	if (ruling->hall == 0)
		/* What its own stolen key did, too (recovery.h). */
		return ev->hall != 0 ||
		       memcmp(ruling->key, ev->key, VIEW_KEY_LEN) != 0;
	return ev->type->authority == AUTHORITY_MEMBER &&
	       work_knew_above(w, ruling, ev->hall);
}

static int
is_ruling_on(const struct work *w, size_t ruling, size_t event)
{
	const struct fold_event *r = &w->events[ruling];

	return r->status == EVENT_OK && r->type->effect == EFFECT_RULES &&
	       !ruling_is_on_pairs(r->type) && ruling_names(w, ruling, event) &&
	       may_rule(w, r, &w->events[event]);
}

/* The rulings no other ruling on the same event knew of. */
static size_t
latest_rulings(const struct work *w, size_t event, size_t *out, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < w->count && count < max; i++) {
		int is_known = 0;

		if (!is_ruling_on(w, i, event))
			continue;
		for (size_t k = 0; k < w->count && !is_known; k++)
			is_known = k != i && is_ruling_on(w, k, event) &&
				   order_is_before(&w->order, i, k);
		if (!is_known)
			out[count++] = i;
	}
	return count;
}

static void
move_to(struct work *w, size_t event, const size_t *rulings, size_t count)
{
	struct order_place *p = &w->order.places[event];

	memcpy(p->rulings, rulings, count * sizeof(*rulings));
	p->copies = p->rulings;
	p->count = count;
	p->is_quoted = 0;
}

static void
apply_to(struct work *w, size_t event)
{
	size_t rulings[ORDER_RULINGS_MAX];
	size_t count = latest_rulings(w, event, rulings, ORDER_RULINGS_MAX);
	int annulled = 0, all_ratify = 1;
	const struct event_type *t = w->events[event].type;

	for (size_t i = 0; i < count; i++) {
		enum event_ruling r = w->events[rulings[i]].type->ruling;

		annulled |= r == RULING_ANNULS;
		all_ratify &= r == RULING_RATIFIES;
	}
	if (count == 0)
		return;
	work_set(w, event, annulled ? EVENT_ANNULLED : EVENT_OK, "RULES A6",
	    rulings[0]);
	if (!annulled && all_ratify && t->authority == AUTHORITY_POWER)
		move_to(w, event, rulings, count);
}

int
apply_rulings(struct work *w, struct err *e)
{
	(void)e;
	for (size_t i = 0; i < w->count; i++)
		if (w->events[i].status == EVENT_HELD &&
		    w->events[i].type->effect != EFFECT_RULES)
			apply_to(w, i);
	return 0;
}
