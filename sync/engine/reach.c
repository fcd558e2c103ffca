#include "sync/engine/reach.h"

#include "sync/engine/inside.h"
#include "sync/fold/lineage.h"

static int
is_all(const struct engine *g, const struct space_name *space,
    const struct hall_code *hall)
{
	return authority_may_hold(
	    &g->authority, authority_hall(&g->authority, hall), space);
}

int
reach_is_any(const struct engine *g, const struct space_name *space,
    const struct hall_code *hall)
{
	return is_all(g, space, hall) ||
	       lineage_may_hold(&g->view, &g->authority, NULL, hall, space);
}

/* A past only grows along a branch, so this is a search by halves. */
static int
find_last(struct engine *g, uint32_t branch, const struct space_name *space,
    const struct hall_code *hall, uint64_t *out, struct err *e)
{
	const struct chart_branch *b = &g->chart.branches[branch];
	uint64_t from = b->fork_seq, to = b->head_seq;
	struct past past = PAST_INIT;
	int failed = 0;

	while (from < to && !failed) {
		struct position mid = {branch, from + (to - from + 1) / 2};

		failed = g->view.look(g->view.context, mid, &past, NULL, e);
		if (!failed && lineage_may_hold(
				   &g->view, &g->authority, &past, hall, space))
			from = mid.seq;
		else
			to = mid.seq - 1;
	}
	past_free(&past);
	*out = from;
	return failed;
}

int
reach_of(struct engine *g, uint32_t branch, const struct hall_code *hall,
    uint64_t *out, struct err *e)
{
	const struct chart_branch *b = &g->chart.branches[branch];
	const struct space_name *space = &g->chart.logs[b->log].name.space;

	*out = b->head_seq;
	if (is_all(g, space, hall))
		return 0;
	if (lineage_may_hold(&g->view, &g->authority, NULL, hall, space))
		return find_last(g, branch, space, hall, out, e);
	*out = b->fork_seq;
	return 0;
}
