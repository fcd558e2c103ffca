#include "sync/fold/settle.h"

#include <string.h>

static const struct event_type *
type_at(const struct work *w, size_t i)
{
	return w->events[w->live[i]].type;
}

static int
has_effect(const struct work *w, size_t i, enum event_effect effect)
{
	return type_at(w, i)->effect == effect;
}

/* Whether the record came back after the event by which it left. */
static int
is_back(const struct work *w, const struct live_set *set, size_t left)
{
	for (size_t k = 0; k < w->live_count; k++)
		if (live_set_has(set, k) && has_effect(w, k, EFFECT_ENTERS) &&
		    live_set_has(&w->before[k], left))
			return 1;
	return 0;
}

static int
moves(const struct work *w, const struct live_set *set, size_t i)
{
	return has_effect(w, i, EFFECT_MOVES) ||
	       (has_effect(w, i, EFFECT_LEAVES) && !is_back(w, set, i));
}

size_t
settle_winner(const struct pairs *p, const struct live_set *in, size_t i)
{
	size_t n = p->work->live_count;

	for (size_t k = 0; k < n; k++)
		if (pairs_gives_way(p, in, i, k))
			return k;
	return n;
}

static int
has_rival(const struct pairs *p, const struct settled *s, size_t i)
{
	for (size_t k = 0; k < p->work->live_count; k++)
		if (live_set_has(&s->stands, k) &&
		    pairs_is_conflict(p, &s->in, i, k))
			return 1;
	return 0;
}

/*
 * The state that the standing events of a set add up to: that of the latest
 * that move; if several are latest, the one of highest rank.
 */
static unsigned
state_of(const struct work *w, const struct live_set *set)
{
	struct live_set moving = {{0}};
	unsigned state = 0;

	for (size_t k = 0; k < w->live_count; k++)
		if (live_set_has(set, k) && moves(w, set, k))
			live_set_add(&moving, k);
	for (size_t k = 0; k < w->live_count; k++)
		if (live_set_has(&moving, k) &&
		    !live_set_meets(&moving, &w->after[k]) &&
		    type_at(w, k)->to > state)
			state = type_at(w, k)->to;
	return state;
}

struct standing
settle_lay_out(struct work *w, const struct settled *s)
{
	struct standing seen = {.events = w->standing, .state = s->state};

	for (size_t k = 0; k < w->live_count; k++)
		if (live_set_has(&s->stands, k))
			work_lay_out(w, k, &seen);
	return seen;
}

/* Whether what an event was built on still stands. */
static int
is_founded(struct work *w, const struct settled *s, size_t i)
{
	struct settled below = {.in = {{0}}};
	struct standing seen;

	if (has_effect(w, i, EFFECT_LEAVES))
		return 1; /* where it came back from may be what fell */
	below.stands = live_set_both(&s->stands, &w->before[i]);
	below.state = state_of(w, &below.stands);
	if (!(type_at(w, i)->from & STATE(below.state)))
		return 0;
	if (!event_type_asks(type_at(w, i)))
		return 1;
	seen = settle_lay_out(w, &below);
	return work_ask_guard(w, i, &seen) == NULL;
}

/* Moves and notes; edits are settled field by field. */
static int
can_stand(const struct work *w, size_t i)
{
	return type_at(w, i)->effect != EFFECT_EDITS;
}

/* What of a set neither gives way to another nor waits. */
static void
settle_pairs(struct work *w, const struct pairs *p, struct settled *out,
    const struct live_set *among)
{
	static const struct live_set none = {{0}};
	size_t n = w->live_count;

	out->stands = out->waits = none;
	for (size_t i = 0; i < n; i++)
		if (live_set_has(among, i) && can_stand(w, i) &&
		    settle_winner(p, &out->in, i) == n)
			live_set_add(&out->stands, i);
	for (size_t i = 0; i < n; i++)
		if (live_set_has(&out->stands, i) && has_rival(p, out, i))
			live_set_add(&out->waits, i);
	for (size_t i = 0; i < n; i++)
		if (live_set_has(&out->waits, i))
			live_set_drop(&out->stands, i);
}

size_t
settle_left_without(const struct work *w, const struct settled *s, size_t i)
{
	if (has_effect(w, i, EFFECT_LEAVES) || has_effect(w, i, EFFECT_DROPS))
		return w->live_count;
	for (size_t k = 0; k < w->live_count; k++)
		if (live_set_has(&s->stands, k) &&
		    has_effect(w, k, EFFECT_LEAVES) && !is_back(w, &s->in, k) &&
		    !live_set_has(&w->before[k], i))
			return k;
	return w->live_count;
}

/*
 * Where the record left, what the mover did not know is no more of it; that
 * is settled first, among the events by which it left.
 */
static void
settle_leaving(struct work *w, const struct pairs *p, struct settled *out)
{
	static const struct live_set none = {{0}};
	struct live_set leaving = none;
	size_t n = w->live_count;

	out->away = none;
	for (size_t i = 0; i < n; i++)
		if (live_set_has(&out->in, i) &&
		    has_effect(w, i, EFFECT_LEAVES))
			live_set_add(&leaving, i);
	if (memcmp(&leaving, &none, sizeof(none)) == 0)
		return;
	settle_pairs(w, p, out, &leaving);
	for (size_t i = 0; i < n; i++)
		if (live_set_has(&out->in, i) &&
		    settle_left_without(w, out, i) != n)
			live_set_add(&out->away, i);
	for (size_t i = 0; i < n; i++)
		if (live_set_has(&out->away, i))
			live_set_drop(&out->in, i);
}

/* What waits was settled, as far as this ledger goes, when the record left. */
static int
has_left(const struct work *w, const struct live_set *set)
{
	for (size_t i = 0; i < w->live_count; i++)
		if (live_set_has(set, i) && has_effect(w, i, EFFECT_LEAVES) &&
		    !is_back(w, set, i))
			return 1;
	return 0;
}

void
settle_set(struct work *w, const struct pairs *p, struct settled *out)
{
	static const struct live_set none = {{0}};
	int is_disputed;

	settle_leaving(w, p, out);
	settle_pairs(w, p, out, &out->in);
	/* In total order, so what an event was built on is settled first. */
	for (size_t i = 0; i < w->live_count; i++)
		if (live_set_has(&out->stands, i) && !is_founded(w, out, i))
			live_set_drop(&out->stands, i);
	is_disputed = memcmp(&out->waits, &none, sizeof(none)) != 0 &&
		      !has_left(w, &out->stands);
	out->state =
	    is_disputed ? w->type->disputed : state_of(w, &out->stands);
}
