/*
 * What becomes of legal events (RULES O).
 *
 * An event is legal if its type allows it in the state its author had seen:
 * that of the legal events in its past.  Of concurrent legal events the
 * declared pair rule says which stand.  What was built on one that does not
 * stand is blocked; what nothing allowed is refused.
 *
 * Almost every record is one chain, each event knowing all before it; then
 * this is a walk with one state.  Otherwise the same is worked out over
 * sets, for each event over its past and at the end over all.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "sync/fold/work.h"

static const struct event_type *
type_at(const struct work *w, size_t i)
{
	return w->events[w->live[i]].type;
}

static int
moves(const struct work *w, size_t i)
{
	return type_at(w, i)->effect == EFFECT_MOVES;
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

/* Not allowed in the state its author had seen. */
static void
tell_illegal(struct work *w, size_t i)
{
	size_t event = w->live[i], step = find_fallen_step(w, event);

	if (step == w->count)
		work_set(w, event, EVENT_REFUSED, "transition", event);
	else
		work_set(w, event, EVENT_BLOCKED, "RULES O5", step);
}

/* Every event knew all before it: no pair is concurrent. */
static void
settle_chain(struct work *w)
{
	for (size_t i = 0; i < w->live_count; i++) {
		if (!(type_at(w, i)->from & STATE(w->state)))
			tell_illegal(w, i);
		else if (moves(w, i))
			w->state = type_at(w, i)->to;
	}
}

/* --- records whose events did not all know each other -------------------- */

/* What is known of live events while sets are worked out. */
struct sets {
	unsigned char *legal;  /* legal in the state its author had seen */
	unsigned char *in;     /* the set looked at */
	unsigned char *stands; /* of the set: not a loser, not blocked */
	unsigned char *waits;  /* of the set: in a conflict */
	int is_disputed;       /* of the set: some are */
};

static int
is_concurrent(const struct work *w, size_t i, size_t k)
{
	return !work_is_before(w, i, k) && !work_is_before(w, k, i);
}

static int
is_equal(const struct work *w, size_t i, size_t k, const char *field)
{
	const json_t *a = w->events[w->live[i]].body;
	const json_t *b = w->events[w->live[k]].body;

	return json_equal(json_object_get(a, field), json_object_get(b, field));
}

static const struct pair_rule *
rule_of(const struct work *w, size_t i, size_t k, int *i_is_first)
{
	return pair_rule_for(
	    w->type, type_at(w, i)->kind, type_at(w, k)->kind, i_is_first);
}

/*
 * Whether i gives way to k: because the rule names k first, or because k's
 * different decision lies inside a cut and i does not (RULES O3).
 */
static int
gives_way(const struct work *w, const struct sets *s, size_t i, size_t k)
{
	int i_is_first;
	const struct pair_rule *rule;

	if (!s->in[k] || !moves(w, k) || !is_concurrent(w, i, k))
		return 0;
	rule = rule_of(w, i, k, &i_is_first);
	if (rule->outcome == PAIR_FIRST)
		return !i_is_first;
	if (rule->outcome == PAIR_SAME && !w->inside_cut[w->live[i]])
		return w->inside_cut[w->live[k]];
	return 0;
}

/* Equal decisions beside a cut fall only if there is a different one (O3). */
static int
differs_somewhere(const struct work *w, const struct sets *s, size_t i)
{
	for (size_t k = 0; k < w->live_count; k++) {
		int first;
		const struct pair_rule *rule;

		if (k == i || !s->in[k] || !moves(w, k) ||
		    !is_concurrent(w, i, k))
			continue;
		rule = rule_of(w, i, k, &first);
		if (rule->outcome == PAIR_SAME &&
		    !is_equal(w, i, k, rule->field))
			return 1;
	}
	return 0;
}

static size_t
find_winner(const struct work *w, const struct sets *s, size_t i)
{
	for (size_t k = 0; k < w->live_count; k++) {
		int first;

		if (k == i || !gives_way(w, s, i, k))
			continue;
		if (rule_of(w, i, k, &first)->outcome == PAIR_FIRST ||
		    differs_somewhere(w, s, i))
			return k;
	}
	return w->live_count;
}

/* The concurrent event i cannot stand beside, among those that stand. */
static size_t
find_rival(const struct work *w, const struct sets *s, size_t i)
{
	for (size_t k = 0; k < w->live_count; k++) {
		int first;
		const struct pair_rule *rule;

		if (k == i || !s->stands[k] || !is_concurrent(w, i, k))
			continue;
		rule = rule_of(w, i, k, &first);
		if (rule->outcome == PAIR_CONFLICT ||
		    (rule->outcome == PAIR_SAME &&
			!is_equal(w, i, k, rule->field)))
			return k;
	}
	return w->live_count;
}

/*
 * The state the standing events before `i` add up to: that of the latest
 * ones; if several are latest, the one of highest rank.  i = live_count:
 * all standing events.
 */
static unsigned
state_before(const struct work *w, const struct sets *s, size_t i)
{
	unsigned state = 0;

	for (size_t k = 0; k < w->live_count; k++) {
		int is_latest = s->stands[k] &&
				(i == w->live_count || work_is_before(w, k, i));

		for (size_t m = 0; m < w->live_count && is_latest; m++)
			is_latest = !(
			    s->stands[m] && work_is_before(w, k, m) &&
			    (i == w->live_count || work_is_before(w, m, i)));
		if (is_latest && type_at(w, k)->to > state)
			state = type_at(w, k)->to;
	}
	return state;
}

/* Work out, for the set s->in, which of its moving events stand. */
static unsigned
settle_set(const struct work *w, struct sets *s)
{
	size_t n = w->live_count;

	s->is_disputed = 0;
	memset(s->waits, 0, n);
	for (size_t i = 0; i < n; i++)
		s->stands[i] =
		    s->in[i] && moves(w, i) && find_winner(w, s, i) == n;
	for (size_t i = 0; i < n; i++)
		s->waits[i] = s->stands[i] && find_rival(w, s, i) != n;
	for (size_t i = 0; i < n; i++) {
		s->is_disputed |= s->waits[i];
		s->stands[i] &= !s->waits[i];
	}
	/* In total order, so what an event was built on is settled first. */
	for (size_t i = 0; i < n; i++)
		if (s->stands[i] &&
		    !(type_at(w, i)->from & STATE(state_before(w, s, i))))
			s->stands[i] = 0;
	return s->is_disputed ? w->type->disputed : state_before(w, s, n);
}

/* Legality: the state of the legal events the author had seen. */
static void
find_legal(struct work *w, struct sets *s)
{
	for (size_t i = 0; i < w->live_count; i++) {
		unsigned seen;

		for (size_t k = 0; k < w->live_count; k++)
			s->in[k] = s->legal[k] && work_is_before(w, k, i);
		seen = settle_set(w, s);
		s->legal[i] = (type_at(w, i)->from & STATE(seen)) != 0;
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

	for (size_t k = 0; k < w->live_count; k++) {
		int first;
		const struct pair_rule *rule;

		if (k == i || !s->stands[k] || !is_concurrent(w, i, k))
			continue;
		rule = rule_of(w, i, k, &first);
		if ((rule->outcome == PAIR_DUPLICATE ||
			rule->outcome == PAIR_SAME) &&
		    order_compare_shown(&w->order, w->live[k], w->live[best]) >
			0)
			best = k;
	}
	return best == i ? w->live_count : best;
}

static const char *
reason_for(const struct work *w, size_t i, size_t k)
{
	int first;

	return rule_of(w, i, k, &first)->rule;
}

static void
tell_one(struct work *w, const struct sets *s, size_t i)
{
	size_t n = w->live_count, k;

	if (s->stands[i]) {
		k = find_counting(w, s, i);
		if (k != n)
			work_set(w, w->live[i], EVENT_DUPLICATE,
			    reason_for(w, i, k), w->live[k]);
	} else if ((k = find_winner(w, s, i)) != n) {
		work_set(w, w->live[i], EVENT_SUPERSEDED, reason_for(w, i, k),
		    w->live[k]);
	} else if (s->waits[i]) {
		for (k = 0; k < n; k++)
			if (k != i && s->waits[k] && is_concurrent(w, i, k))
				break;
		work_set(w, w->live[i], EVENT_CONFLICT,
		    k == n ? "RULES O" : reason_for(w, i, k),
		    w->live[k == n ? i : k]);
	} else {
		k = find_fallen_step(w, w->live[i]);
		work_set(w, w->live[i], EVENT_BLOCKED, "RULES O5",
		    k == w->count ? w->live[i] : k);
	}
}

static int
settle_sets(struct work *w, struct err *e)
{
	size_t n = w->live_count;
	unsigned char *room = calloc(4, n);
	struct sets s = {.legal = room};

	if (room == NULL)
		return err_nomem(e);
	s.in = room + n;
	s.stands = room + 2 * n;
	s.waits = room + 3 * n;
	find_legal(w, &s);
	memcpy(s.in, s.legal, n);
	w->state = settle_set(w, &s);
	for (size_t i = 0; i < n; i++)
		if (s.legal[i] && moves(w, i))
			tell_one(w, &s, i);
	/* In total order, and after the losers are known. */
	for (size_t i = 0; i < n; i++)
		if (!s.legal[i])
			tell_illegal(w, i);
	free(room);
	return 0;
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
