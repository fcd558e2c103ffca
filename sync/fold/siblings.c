#include "sync/fold/siblings.h"

#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "sync/fold/judge.h"
#include "sync/fold/lineage.h"
#include "sync/fold/said.h"

void
siblings_find(const struct chart *c, uint32_t log, uint32_t parent,
    uint64_t fork_seq, struct siblings *out)
{
	memset(out, 0, sizeof(*out));
	for (uint32_t i = 1; i < c->branch_count; i++) {
		const struct chart_branch *b = &c->branches[i];
		int goes_on = i == parent && b->head_seq > fork_seq;
		int begins = b->parent == parent && b->fork_seq == fork_seq;

		if (b->log == log && (goes_on || begins))
			out->at[out->count++] =
			    (struct position){i, fork_seq + 1};
	}
}

int
siblings_are_judged_by(const struct view *view, const struct authority *a,
    size_t hall, struct position at, struct past *past, int *out, struct err *e)
{
	uint8_t key[VIEW_KEY_LEN];
	struct act act = {.at = at, .past = past, .hall = hall, .key = key};
	enum event_status status;

	*out = 0;
	if (view->look(view->context, at, past, key, e) != 0)
		return -1;
	if (!chart_is_standing(view->chart, at))
		return 0;
	if (judge_member(view, a, &act, &status, e) != 0)
		return -1;
	*out = status == EVENT_OK;
	return 0;
}

/* --- explicit rulings ---------------------------------------------------- */

int
fork_ruling_add(struct authority *a, const struct view *view,
    const struct gazette_event *ev, const struct hall_code *by, struct err *e)
{
	const struct chart *c = view->chart;
	struct fork_ruling *all =
	    realloc(a->fork_rulings, (a->fork_ruling_count + 1) * sizeof(*all));
	struct fork_ruling *r;

	if (all == NULL)
		return err_nomem(e);
	a->fork_rulings = all;
	r = &all[a->fork_ruling_count++];
	memset(r, 0, sizeof(*r));
	r->at = ev->at;
	r->by = *by;
	r->life = c->logs[c->branches[ev->at.branch].log].name.life;
	if (past_join(&r->past, c, &ev->past, e) != 0)
		return -1;
	return said_cut(ev->body, "kept", &r->kept, e);
}

void
fork_rulings_free(struct authority *a)
{
	for (size_t i = 0; i < a->fork_ruling_count; i++) {
		past_free(&a->fork_rulings[i].past);
		free(a->fork_rulings[i].kept.heads);
	}
	free(a->fork_rulings);
}

/* Whether a hall may rule on that log, in that incarnation. */
static int
may_rule(const struct view *view, const struct authority *a,
    const struct fork_ruling *r, const struct log_name *log, size_t *hall_out)
{
	struct act act = {.at = r->at, .past = &r->past};
	size_t author = authority_hall(a, &log->hall);

	*hall_out = authority_hall(a, &r->by);
	if (*hall_out == HALL_UNKNOWN || author == HALL_UNKNOWN)
		return 0;
	if (author == 0)
		return *hall_out == 0 &&
		       incarnation_is_later(&r->life, &log->life);
	return *hall_out == 0 ||
	       lineage_knew_above(view, a, &act, &r->by, &log->hall);
}

/* The set of siblings a ruling keeps. */
static int
kept_by(const struct view *view, const struct fork_ruling *r,
    const struct siblings *s, uint64_t *out, struct err *e)
{
	*out = 0;
	for (size_t i = 0; i < s->count; i++) {
		struct act act = {.at = s->at[i]};
		int inside;

		if (judge_is_inside(view, &act, &r->kept, &inside, e) != 0)
			return -1;
		if (inside)
			*out |= (uint64_t)1 << i;
	}
	return 0;
}

/* What ruling i keeps of the siblings, 0 if it does not count at all. */
static int
word_of(const struct view *view, const struct authority *a, size_t i,
    const struct log_name *log, const struct siblings *s, size_t *hall_out,
    uint64_t *kept_out, struct err *e)
{
	const struct fork_ruling *r = &a->fork_rulings[i];
	struct past past = PAST_INIT;
	int counts = 0, failed;

	*kept_out = 0;
	if (!may_rule(view, a, r, log, hall_out))
		return 0;
	failed = kept_by(view, r, s, kept_out, e) != 0;
	if (!failed && *kept_out != 0)
		failed = siblings_are_judged_by(
		    view, a, *hall_out, r->at, &past, &counts, e);
	past_free(&past);
	if (!counts)
		*kept_out = 0;
	return failed ? -1 : 0;
}

/* Whether another ruling of the same hall on these siblings knew this one. */
static int
is_overruled(const struct view *view, const struct authority *a,
    const uint64_t *kept, size_t i)
{
	for (size_t k = 0; k < a->fork_ruling_count; k++) {
		const struct fork_ruling *r = &a->fork_rulings[k];

		if (k != i && kept[k] != 0 &&
		    hall_code_is_same(&r->by, &a->fork_rulings[i].by) &&
		    past_contains(&r->past, view->chart, a->fork_rulings[i].at))
			return 1;
	}
	return 0;
}

int
fork_rulings_choose(const struct view *view, const struct authority *a,
    const struct log_name *log, struct siblings *s, struct err *e)
{
	unsigned best = AUTHORITY_RANK_MAX;
	uint64_t *kept;
	int failed = 0;

	s->chosen = 0;
	if (a->fork_ruling_count == 0)
		return 0;
	kept = calloc(a->fork_ruling_count, sizeof(*kept));
	if (kept == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < a->fork_ruling_count && !failed; i++) {
		size_t hall = HALL_UNKNOWN;

		failed = word_of(view, a, i, log, s, &hall, &kept[i], e);
		if (kept[i] != 0 && a->halls[hall].rank < best)
			best = a->halls[hall].rank;
	}
	for (size_t i = 0; i < a->fork_ruling_count && !failed; i++) {
		size_t hall = authority_hall(a, &a->fork_rulings[i].by);

		if (kept[i] != 0 && a->halls[hall].rank == best &&
		    !is_overruled(view, a, kept, i))
			s->chosen |= kept[i];
	}
	free(kept);
	return failed;
}
