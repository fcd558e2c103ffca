/*
 * What becomes of legal events (RULES O).
 *
 * An event is legal if its type allows it in the state its author had seen,
 * that of the legal events in its past, and its guard, asked of what stood
 * there, says nothing against it.  Of concurrent legal events the declared
 * pair rule, or a ruling, says which stand.  What was built on one that does
 * not stand is blocked; what nothing allowed is refused.
 *
 * Almost every record is one chain, each event knowing all before it; then
 * this is a walk with one state.  Otherwise the same is worked out over
 * sets, for each event over its past and at the end over all.
 */
#include <stdlib.h>
#include <string.h>

#include "sync/fold/settle.h"

static const struct event_type *
type_at(const struct work *w, size_t i)
{
	return w->events[w->live[i]].type;
}

/*
 * The step an event was built on although it did not stand then: its author
 * knew it, it leads to a state that allows the event, but it is not in force
 * or only since it was ratified (RULES A6).  The event count if there is none.
 */
static size_t
find_fallen_step(const struct work *w, size_t event)
{
	for (size_t k = 0; k < w->count; k++) {
		const struct fold_event *step = &w->events[k];

		if (step->status != EVENT_UNKNOWN &&
		    step->type->effect == EFFECT_MOVES &&
		    (w->events[event].type->from & STATE(step->type->to)) &&
		    order_was_known(&w->order, k, event) &&
		    (!event_status_is_in_force(step->status) ||
			!order_is_before(&w->order, k, event)))
			return k;
	}
	return w->count;
}

/* Not allowed in what its author had seen; no is what a guard said. */
static void
tell_illegal(struct work *w, size_t i, const struct guard_rule *no)
{
	size_t event = w->live[i], step = find_fallen_step(w, event);

	if (no != NULL)
		work_set(w, event, EVENT_REFUSED, no->id, event);
	else if (step == w->count)
		work_set(w, event, EVENT_REFUSED, "transition", event);
	else
		work_set(w, event, EVENT_BLOCKED, "RULES O5", step);
}

/* The state after an event of a chain; left is the one before it left. */
static unsigned
state_after(const struct event_type *t, unsigned state, unsigned *left)
{
	switch (t->effect) {
	case EFFECT_LEAVES:
		*left = state;
		return t->to;
	case EFFECT_ENTERS:
		return *left != 0 ? *left : state;
	case EFFECT_MOVES:
		return t->to;
	default:
		return state;
	}
}

/* Every event knew all before it: no pair is concurrent. */
static void
settle_chain(struct work *w)
{
	struct standing seen = {.events = w->standing};
	unsigned left = 0;

	for (size_t i = 0; i < w->live_count; i++) {
		const struct guard_rule *no = NULL;
		int is_allowed = (type_at(w, i)->from & STATE(w->state)) != 0;

		seen.state = w->state;
		if (is_allowed)
			no = work_ask_guard(w, i, &seen);
		if (!is_allowed || no != NULL) {
			tell_illegal(w, i, no);
			continue;
		}
		w->state = state_after(type_at(w, i), w->state, &left);
		work_lay_out(w, i, &seen);
	}
}

/* --- records whose events did not all know each other -------------------- */

/* What is known of live events while sets are worked out. */
struct sets {
	struct pairs pairs;
	struct live_set legal;	      /* in what its author had seen */
	const struct guard_rule **no; /* why one is not, if a guard says so */
	struct settled all;
};

/* Legality: the state and the events that stood in the author's past. */
static void
find_legal(struct work *w, struct sets *s)
{
	for (size_t i = 0; i < w->live_count; i++) {
		struct settled past = {
		    .in = live_set_both(&s->legal, &w->before[i])};
		struct standing seen;

		settle_set(w, &s->pairs, &past);
		if (!(type_at(w, i)->from & STATE(past.state)))
			continue;
		if (event_type_asks(type_at(w, i))) {
			seen = settle_lay_out(w, &past);
			s->no[i] = work_ask_guard(w, i, &seen);
		}
		if (s->no[i] == NULL)
			live_set_add(&s->legal, i);
	}
}

/*
 * The event of the same step that counts instead of i: of equal ones the
 * one an edit would be shown by (RULES O4), not one whose author chose its
 * depth.  live_count if i itself counts.
 */
static size_t
find_counting(const struct work *w, const struct sets *s, size_t i)
{
	size_t best = i;

	for (size_t k = 0; k < w->live_count; k++)
		if (live_set_has(&s->all.stands, k) &&
		    pairs_is_same_step(&s->pairs, i, k) &&
		    order_compare_shown(&w->order, w->live[k], w->live[best]) >
			0)
			best = k;
	return best == i ? w->live_count : best;
}

/* The ruling that decided for a standing event; live_count if none did. */
static size_t
find_ruling_for(const struct work *w, const struct sets *s, size_t i)
{
	for (size_t k = 0; k < w->live_count; k++) {
		int i_stands;
		size_t ruling =
		    live_set_has(&w->beside[i], k)
			? pairs_ruling(&s->pairs, &s->all.in, i, k, &i_stands)
			: w->live_count;

		if (ruling != w->live_count && i_stands)
			return ruling;
	}
	return w->live_count;
}

/* The rule of the pair; or that somebody looked and left it so. */
static const char *
reason_of(const struct sets *s, size_t i, size_t k)
{
	return pairs_is_kept(&s->pairs, i, k)
		   ? "noted"
		   : pairs_rule(&s->pairs, i, k)->rule;
}

/*
 * A concurrent event beside which i stands although people are to hear of
 * it, and nobody has left it so; live_count if there is none.
 */
static size_t
find_flagged(const struct work *w, const struct sets *s, size_t i)
{
	for (size_t k = 0; k < w->live_count; k++) {
		const struct pair_rule *rule = pairs_rule(&s->pairs, i, k);

		if (rule != NULL && rule->class == CLASS_FLAG &&
		    live_set_has(&s->all.stands, k) &&
		    !pairs_is_same_step(&s->pairs, i, k) &&
		    !pairs_is_kept(&s->pairs, i, k))
			return k;
	}
	return w->live_count;
}

static void
tell_standing(struct work *w, const struct sets *s, size_t i)
{
	size_t n = w->live_count, k = find_counting(w, s, i);

	if (k != n) {
		work_set(w, w->live[i], EVENT_DUPLICATE, reason_of(s, i, k),
		    w->live[k]);
		return;
	}
	k = find_ruling_for(w, s, i);
	if (k != n) {
		work_set(w, w->live[i], EVENT_OK, "ruled", w->live[k]);
		return;
	}
	k = find_flagged(w, s, i);
	if (k != n)
		work_set(w, w->live[i], EVENT_OK,
		    pairs_rule(&s->pairs, i, k)->rule, w->live[k]);
}

static void
tell_loser(struct work *w, const struct sets *s, size_t i, size_t winner)
{
	int i_stands;
	size_t ruling =
	    pairs_ruling(&s->pairs, &s->all.in, i, winner, &i_stands);

	if (ruling != w->live_count)
		work_set(
		    w, w->live[i], EVENT_SUPERSEDED, "ruled", w->live[ruling]);
	else
		work_set(w, w->live[i], EVENT_SUPERSEDED,
		    reason_of(s, i, winner), w->live[winner]);
}

static void
tell_waiting(struct work *w, const struct sets *s, size_t i)
{
	size_t n = w->live_count, k = 0;

	while (k < n && !(live_set_has(&s->all.waits, k) &&
			    pairs_is_conflict(&s->pairs, &s->all.in, i, k)))
		k++;
	if (k == n)
		work_set(w, w->live[i], EVENT_CONFLICT, "RULES O", w->live[i]);
	else
		work_set(w, w->live[i], EVENT_CONFLICT,
		    pairs_rule(&s->pairs, i, k)->rule, w->live[k]);
}

static void
tell_blocked(struct work *w, size_t i)
{
	size_t step = find_fallen_step(w, w->live[i]);

	work_set(w, w->live[i], EVENT_BLOCKED, "RULES O5",
	    step == w->count ? w->live[i] : step);
}

/* It goes on where the record went (RULES H3). */
static void
tell_away(struct work *w, const struct sets *s, size_t i)
{
	size_t left = settle_left_without(w, &s->all, i);

	work_set(w, w->live[i], EVENT_READDRESSED, "RULES H3",
	    w->live[left == w->live_count ? i : left]);
}

/* What i gave way to: one that stands, if there is one. */
static size_t
find_winner(const struct work *w, const struct sets *s, size_t i)
{
	for (size_t k = 0; k < w->live_count; k++)
		if (live_set_has(&s->all.stands, k) &&
		    pairs_gives_way(&s->pairs, &s->all.in, i, k))
			return k;
	return settle_winner(&s->pairs, &s->all.in, i);
}

static void
tell_one(struct work *w, const struct sets *s, size_t i)
{
	size_t winner;

	if (live_set_has(&s->all.stands, i)) {
		tell_standing(w, s, i);
		return;
	}
	winner = find_winner(w, s, i);
	if (winner != w->live_count)
		tell_loser(w, s, i, winner);
	else if (live_set_has(&s->all.waits, i))
		tell_waiting(w, s, i);
	else
		tell_blocked(w, i);
}

static void
tell_all(struct work *w, const struct sets *s)
{
	size_t n = w->live_count;

	for (size_t i = 0; i < n; i++) {
		if (!live_set_has(&s->legal, i))
			continue;
		if (live_set_has(&s->all.away, i))
			tell_away(w, s, i);
		else if (type_at(w, i)->effect != EFFECT_EDITS)
			tell_one(w, s, i);
	}
	/* In total order, and after the losers are known. */
	for (size_t i = 0; i < n; i++)
		if (!live_set_has(&s->legal, i))
			tell_illegal(w, i, s->no[i]);
}

static int
settle_sets(struct work *w, struct err *e)
{
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
	struct sets s = {.no = calloc(w->live_count, sizeof(*s.no))};
	int failed =
	    s.no == NULL ? err_nomem(e) : pairs_prepare(&s.pairs, w, e);

	if (!failed) {
		find_legal(w, &s);
		s.all.in = s.legal;
		settle_set(w, &s.pairs, &s.all);
		w->state = s.all.state;
		tell_all(w, &s);
	}
	pairs_free(&s.pairs);
	free(s.no);
	return failed;
}

int
settle_outcomes(struct work *w, struct err *e)
{
	if (w->live_count == 0)
		return 0;
	if (!w->is_chain)
		return settle_sets(w, e);
	settle_chain(w);
	return 0;
}
