#include "sync/fold/pairs.h"

#include <stdlib.h>

#include "schema/base/json.h"

static const struct event_type *
type_at(const struct work *w, size_t i)
{
	return w->events[w->live[i]].type;
}

static int
is_equal(const struct work *w, size_t i, size_t k, const char *field)
{
	const json_t *a = w->events[w->live[i]].body;
	const json_t *b = w->events[w->live[k]].body;

	return json_equal(json_object_get(a, field), json_object_get(b, field));
}

/* --- what is declared ---------------------------------------------------- */

static void
find_rule(struct pairs *p, size_t i, size_t k)
{
	static const struct pair_rule apart = {.outcome = PAIR_BOTH,
	    .rule = "RULES O",
	    .reason = "they do not concern each other"};
	const struct work *w = p->work;
	size_t n = w->live_count;
	int first;
	const struct pair_rule *rule = pair_rule_for(
	    w->type, type_at(w, i)->kind, type_at(w, k)->kind, &first);

	if (rule->key != NULL && !is_equal(w, i, k, rule->key))
		rule = &apart;
	p->rules[i * n + k] = p->rules[k * n + i] = rule;
	p->is_first[i * n + k] = (unsigned char)first;
	p->is_first[k * n + i] = (unsigned char)!first;
}

/* Edits are settled field by field, rulings are no party. */
static int
has_rules(const struct work *w, size_t i)
{
	enum event_effect effect = type_at(w, i)->effect;

	return effect == EFFECT_MOVES || effect == EFFECT_NOTES ||
	       effect == EFFECT_LEAVES;
}

/* What did not know that the record left is no rival of that (RULES H3). */
static int
is_pair(const struct work *w, size_t i, size_t k)
{
	return has_rules(w, i) && has_rules(w, k) &&
	       live_set_has(&w->beside[i], k) &&
	       (type_at(w, i)->effect == EFFECT_LEAVES) ==
		   (type_at(w, k)->effect == EFFECT_LEAVES);
}

static void
find_chosen(struct pairs *p, size_t ruling)
{
	const struct work *w = p->work;

	for (size_t i = 0; i < w->live_count; i++) {
		if (!has_rules(w, i) ||
		    !ruling_names(w, w->live[ruling], w->live[i]))
			continue;
		p->chosen[p->chosen_count++] = (struct chosen){ruling, i};
		return;
	}
}

int
pairs_prepare(struct pairs *p, const struct work *w, struct err *e)
{
	size_t n = w->live_count;

	*p = (struct pairs){.work = w};
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
	p->rules = calloc(n * n, sizeof(*p->rules));
	p->is_first = calloc(n * n, 1);
	p->chosen = calloc(n, sizeof(*p->chosen));
	if (p->rules == NULL || p->is_first == NULL || p->chosen == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < n; i++) {
		if (ruling_is_on_pairs(type_at(w, i)))
			find_chosen(p, i);
		for (size_t k = 0; k < i; k++)
			if (is_pair(w, i, k))
				find_rule(p, i, k);
	}
	return 0;
}

void
pairs_free(struct pairs *p)
{
	free(p->rules);
	free(p->is_first);
	free(p->chosen);
	*p = (struct pairs){.work = NULL};
}

const struct pair_rule *
pairs_rule(const struct pairs *p, size_t i, size_t k)
{
	return p->rules[i * p->work->live_count + k];
}

int
pairs_is_same_step(const struct pairs *p, size_t i, size_t k)
{
	const struct pair_rule *rule = pairs_rule(p, i, k);

	return rule != NULL && (rule->outcome == PAIR_DUPLICATE ||
				   (rule->outcome == PAIR_SAME &&
				       is_equal(p->work, i, k, rule->field)));
}

/* --- what was ruled ------------------------------------------------------ */

/*
 * The root rules on everything; on what needs no authority, a hall that is
 * not below either author does too.
 */
static int
may_choose(const struct work *w, size_t ruling, size_t i)
{
	const struct fold_event *r = &w->events[w->live[ruling]];
	const struct fold_event *ev = &w->events[w->live[i]];

	if (r->hall == 0)
		return 1;
	return ev->type->authority == AUTHORITY_MEMBER &&
	       (r->hall == ev->hall || work_knew_above(w, r, ev->hall));
}

/* A ruling settles what its author had seen, and nothing that came later. */
static int
is_about(const struct pairs *p, const struct chosen *c, size_t i, size_t k)
{
	const struct live_set *seen = &p->work->before[c->ruling];

	return (c->event == i || c->event == k) && live_set_has(seen, i) &&
	       live_set_has(seen, k);
}

static int
chooses(const struct pairs *p, const struct chosen *c)
{
	return type_at(p->work, c->ruling)->ruling == RULING_CHOOSES;
}

/* Whether ruling a goes before ruling b: it knew it, or by rank (O4). */
static int
overrides(const struct work *w, size_t a, size_t b)
{
	if (live_set_has(&w->before[a], b))
		return 1;
	return !live_set_has(&w->before[b], a) &&
	       order_compare_shown(&w->order, w->live[a], w->live[b]) > 0;
}

size_t
pairs_ruling(const struct pairs *p, const struct live_set *in, size_t i,
    size_t k, int *i_stands_out)
{
	size_t best = p->work->live_count;

	*i_stands_out = 0;
	for (size_t c = 0; c < p->chosen_count; c++) {
		const struct chosen *one = &p->chosen[c];

		if (!chooses(p, one) || !live_set_has(in, one->ruling) ||
		    !is_about(p, one, i, k) ||
		    !may_choose(p->work, one->ruling, i) ||
		    !may_choose(p->work, one->ruling, k))
			continue;
		if (best == p->work->live_count ||
		    overrides(p->work, one->ruling, best)) {
			best = one->ruling;
			*i_stands_out = one->event == i;
		}
	}
	return best;
}

/* Leaving it as it is takes no more than being above. */
int
pairs_is_kept(const struct pairs *p, size_t i, size_t k)
{
	for (size_t c = 0; c < p->chosen_count; c++)
		if (!chooses(p, &p->chosen[c]) &&
		    is_about(p, &p->chosen[c], i, k))
			return 1;
	return 0;
}

/* --- both together ------------------------------------------------------- */

int
pairs_gives_way(
    const struct pairs *p, const struct live_set *in, size_t i, size_t k)
{
	const struct work *w = p->work;
	const struct pair_rule *rule = pairs_rule(p, i, k);
	int i_stands;

	if (rule == NULL || !live_set_has(in, k))
		return 0;
	if (pairs_ruling(p, in, i, k, &i_stands) != w->live_count)
		return !i_stands;
	switch (rule->outcome) {
	case PAIR_FIRST:
		return !p->is_first[i * w->live_count + k];
	case PAIR_SHOWN:
		return order_compare_shown(&w->order, w->live[k], w->live[i]) >
		       0;
	case PAIR_SAME: /* RULES O3: one inside a cut stands over others */
		return !w->inside_cut[w->live[i]] &&
		       w->inside_cut[w->live[k]] &&
		       !is_equal(w, i, k, rule->field);
	default:
		return 0;
	}
}

int
pairs_is_conflict(
    const struct pairs *p, const struct live_set *in, size_t i, size_t k)
{
	const struct pair_rule *rule = pairs_rule(p, i, k);
	int i_stands;

	if (rule == NULL || (rule->outcome != PAIR_CONFLICT &&
				(rule->outcome != PAIR_SAME ||
				    is_equal(p->work, i, k, rule->field))))
		return 0;
	return pairs_ruling(p, in, i, k, &i_stands) == p->work->live_count;
}
