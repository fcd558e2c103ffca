#include "sync/engine/behind.h"

#include <stdlib.h>

#include "schema/store/receipt.h"
#include "sync/engine/frontier.h"
#include "sync/engine/inside.h"
#include "sync/ledger/receipt.h"

/* How far each hall has signed that it holds each branch. */
struct reaching {
	struct engine *engine;
	uint64_t *seqs; /* hall by hall, a place for each branch */
	size_t hall_count;
};

static uint64_t *
reach_of(const struct reaching *r, size_t hall, uint32_t branch)
{
	return &r->seqs[hall * r->engine->chart.branch_count + branch];
}

/* All branches of the head's log, as far as they lie below it. */
static void
reach_up_to(const struct reaching *r, size_t hall, struct position head)
{
	const struct chart *c = &r->engine->chart;

	for (uint32_t b = 1; b < c->branch_count; b++) {
		uint64_t *seq = reach_of(r, hall, b), reached;

		if (c->branches[b].log != c->branches[head.branch].log)
			continue;
		reached = chart_reach(c, head, b);
		if (reached > *seq)
			*seq = reached;
	}
}

static int
add_receipt(void *context, const struct store_receipt *row, struct err *e)
{
	const struct reaching *reaching = context;
	size_t hall =
	    authority_hall(&reaching->engine->authority, &row->signer);
	struct receipt r;
	int held = 0;

	if (hall >= reaching->hall_count)
		return 0;
	if (receipt_parse(row->text.bytes, row->text.len, &r, e) != 0)
		return -1;
	for (size_t i = 0; i < r.heads.count && held >= 0; i++) {
		struct position head;

		held = engine_find(reaching->engine, &r.heads.ids[i], &head, e);
		if (held > 0)
			reach_up_to(reaching, hall, head);
	}
	receipt_free(&r);
	return held < 0 ? -1 : 0;
}

/* Of the branch itself; what it shares with its parent counts there. */
static uint64_t
lacking(const struct reaching *r, size_t hall, uint32_t branch)
{
	const struct chart_branch *b = &r->engine->chart.branches[branch];
	const struct chart_log *log = &r->engine->chart.logs[b->log];
	const struct authority *all = &r->engine->authority;
	uint64_t from = *reach_of(r, hall, branch);

	if (hall_code_is_same(&log->name.hall, &all->halls[hall].code) ||
	    !frontier_is_shared(r->engine, &log->name.space, hall))
		return 0;
	if (from < b->fork_seq)
		from = b->fork_seq;
	return b->head_seq > from ? b->head_seq - from : 0;
}

int
engine_behind(struct engine *g, uint64_t *counts, size_t count, struct err *e)
{
	size_t self = authority_hall(&g->authority, &g->identity.hall);
	struct reaching r = {.engine = g, .hall_count = count};

	r.seqs = calloc(count * g->chart.branch_count + 1, sizeof(*r.seqs));
	if (r.seqs == NULL)
		return err_nomem(e);
	if (store_each_receipt(g->store, 0, add_receipt, &r, e) != 0) {
		free(r.seqs);
		return -1;
	}
	for (size_t hall = 0; hall < count; hall++) {
		counts[hall] = 0;
		for (uint32_t b = 1; b < g->chart.branch_count; b++)
			counts[hall] += hall == self ? 0 : lacking(&r, hall, b);
	}
	free(r.seqs);
	return 0;
}
