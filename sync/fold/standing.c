/*
 * At a fork, several change sets of one log follow the same one.  Which of
 * these siblings stands:
 *
 *  1. those that the highest hall keeps which ruled on the fork (B2);
 *  2. the sibling that the highest hall above has alone in the past of one
 *     of its standing change sets, or alone below one of its cuts (B1);
 *  3. none, until then (B3).
 */
#include "sync/fold/standing.h"

#include <stdlib.h>
#include <string.h>

#include "sync/fold/judge.h"
#include "sync/fold/siblings.h"

/* Note the sibling if exactly one is in the past. */
static size_t
siblings_in(const struct siblings *s, const struct chart *c,
    const struct past *past, size_t *which_out)
{
	size_t count = 0;

	for (size_t i = 0; i < s->count; i++)
		if (past_contains(past, c, s->at[i])) {
			*which_out = i;
			count++;
		}
	return count;
}

/*
 * What the change sets of one branch of a hall above pin.  A past only
 * grows along a branch, so the walk ends at the first change set that has
 * two siblings in it.
 */
static int
pin_by_branch(const struct view *view, const struct authority *a, size_t hall,
    uint32_t branch, struct siblings *s, struct err *e)
{
	const struct chart_branch *b = &view->chart->branches[branch];
	struct past past = PAST_INIT;
	int failed = 0;

	for (uint64_t q = b->fork_seq + 1; q <= b->head_seq && !failed; q++) {
		struct position at = {branch, q};
		size_t which = 0, count;
		int stands;

		failed = siblings_are_judged_by(
		    view, a, hall, at, &past, &stands, e);
		count = failed ? 0 : siblings_in(s, view->chart, &past, &which);
		if (count > 1)
			break;
		if (count == 1 && stands)
			s->chosen |= (uint64_t)1 << which;
	}
	past_free(&past);
	return failed;
}

static int
pin_by_cut(const struct view *view, const struct cut *cut, struct siblings *s,
    struct err *e)
{
	size_t which = 0, count = 0;

	for (size_t i = 0; i < s->count; i++) {
		struct act act = {.at = s->at[i]};
		int inside;

		if (judge_is_inside(view, &act, cut, &inside, e) != 0)
			return -1;
		if (inside) {
			which = i;
			count++;
		}
	}
	if (count == 1)
		s->chosen |= (uint64_t)1 << which;
	return 0;
}

static int
pin_by_cuts(const struct view *view, const struct revocation_list *list,
    unsigned rank, struct siblings *s, struct err *e)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].rank == rank &&
		    pin_by_cut(view, &list->items[i].cut, s, e) != 0)
			return -1;
	return 0;
}

/* Everything halls of one rank say about the siblings. */
static int
pin_by_rank(const struct view *view, const struct authority *a, uint32_t space,
    unsigned rank, struct siblings *s, struct err *e)
{
	const struct chart *c = view->chart;

	s->chosen = 0;
	for (uint32_t i = 1; i < c->branch_count; i++) {
		const struct chart_log *l = &c->logs[c->branches[i].log];
		size_t hall = authority_hall(a, &l->name.hall);

		if (l->space == space && hall != HALL_UNKNOWN &&
		    a->halls[hall].rank == rank &&
		    pin_by_branch(view, a, hall, i, s, e) != 0)
			return -1;
	}
	for (size_t i = 0; i < a->hall_count; i++)
		if (pin_by_cuts(view, &a->halls[i].revocations, rank, s, e) !=
		    0)
			return -1;
	for (size_t i = 0; i < a->power_count; i++)
		if (pin_by_cuts(view, &a->powers[i].revocations, rank, s, e) !=
		    0)
			return -1;
	return 0;
}

/* The highest hall above that pins anything decides; two pins are none. */
static int
choose(const struct view *view, const struct authority *a, uint32_t space,
    unsigned rank, struct siblings *s, struct err *e)
{
	for (unsigned above = 0; above < rank; above++) {
		if (pin_by_rank(view, a, space, above, s, e) != 0)
			return -1;
		if (s->chosen == 0)
			continue;
		if ((s->chosen & (s->chosen - 1)) != 0)
			s->chosen = 0;
		return 0;
	}
	s->chosen = 0;
	return 0;
}

/* Where a branch falls from: the lowest fork on it that it does not win. */
static void
fell(struct position at, uint64_t *fallen)
{
	uint64_t *from = &fallen[at.branch];

	if (*from == 0 || at.seq < *from)
		*from = at.seq;
}

static int
settle_fork(struct chart *c, const struct view *view, const struct authority *a,
    uint32_t first, unsigned rank, uint64_t *fallen, struct err *e)
{
	const struct chart_branch *b = &c->branches[first];
	struct siblings s;

	siblings_find(c, b->log, b->parent, b->fork_seq, &s);
	if (s.count < 2)
		return 0;
	if (fork_rulings_choose(view, a, &c->logs[b->log].name, &s, e) != 0)
		return -1;
	if (s.chosen == 0 &&
	    choose(view, a, c->logs[b->log].space, rank, &s, e) != 0)
		return -1;
	for (size_t i = 0; i < s.count; i++)
		if (!(s.chosen & (uint64_t)1 << i))
			fell(s.at[i], fallen);
	return 0;
}

/* All forks of one log; those of halls above are settled. */
static int
settle_log(struct chart *c, const struct view *view, const struct authority *a,
    uint32_t log, unsigned rank, uint64_t *fallen, struct err *e)
{
	for (uint32_t i = 1; i < c->branch_count; i++)
		if (c->branches[i].log == log &&
		    c->logs[log].branch_count > 1 &&
		    settle_fork(c, view, a, i, rank, fallen, e) != 0)
			return -1;
	for (uint32_t i = 1; i < c->branch_count; i++)
		if (c->branches[i].log == log)
			c->branches[i].fallen_from = fallen[i];
	return 0;
}

/* The log of a hall in a space whose incarnation comes next below; 0: none. */
static uint32_t
next_below(const struct chart *c, uint32_t space, const struct hall_code *hall,
    uint32_t above)
{
	uint32_t best = 0;

	for (uint32_t i = 1; i < c->log_count; i++) {
		const struct log_name *l = &c->logs[i].name;

		if (c->logs[i].space == space &&
		    hall_code_is_same(&l->hall, hall) &&
		    (above == 0 || incarnation_is_later(
				       &c->logs[above].name.life, &l->life)) &&
		    (best == 0 || incarnation_is_later(
				      &l->life, &c->logs[best].name.life)))
			best = i;
	}
	return best;
}

/* The latest incarnation first: the root rules on what it was before. */
static int
settle_hall(struct chart *c, const struct view *view, const struct authority *a,
    uint32_t space, size_t hall, uint64_t *fallen, struct err *e)
{
	const struct hall *h = &a->halls[hall];
	uint32_t log = 0;

	while ((log = next_below(c, space, &h->code, log)) != 0)
		if (settle_log(c, view, a, log, h->rank, fallen, e) != 0)
			return -1;
	return 0;
}

static int
has_forks(const struct chart *c, uint32_t space)
{
	for (uint32_t i = 1; i < c->log_count; i++)
		if (c->logs[i].space == space && c->logs[i].branch_count > 1)
			return 1;
	return 0;
}

static int
settle_ranks(struct chart *c, const struct view *view,
    const struct authority *a, uint32_t space, uint64_t *fallen, struct err *e)
{
	for (unsigned rank = 0; rank < AUTHORITY_RANK_MAX; rank++)
		for (size_t h = 0; h < a->hall_count; h++)
			if (a->halls[h].rank == rank &&
			    authority_may_write(a, h, &c->spaces[space]) &&
			    settle_hall(c, view, a, space, h, fallen, e) != 0)
				return -1;
	return 0;
}

int
standing_settle(struct chart *chart, const struct view *view,
    const struct authority *a, uint32_t space, int *changed_out, struct err *e)
{
	uint64_t *fallen, *before;
	int failed = -1;

	*changed_out = 0;
	if (!has_forks(chart, space))
		return 0;
	fallen = calloc(chart->branch_count, sizeof(*fallen));
	before = calloc(chart->branch_count, sizeof(*before));
	if (fallen == NULL || before == NULL) {
		(void)err_nomem(e);
		goto out;
	}
	for (uint32_t i = 1; i < chart->branch_count; i++)
		before[i] = chart->branches[i].fallen_from;
	failed = settle_ranks(chart, view, a, space, fallen, e);
	for (uint32_t i = 1; i < chart->branch_count; i++)
		*changed_out |= chart->branches[i].fallen_from != before[i];
out:
	free(fallen);
	free(before);
	return failed;
}
