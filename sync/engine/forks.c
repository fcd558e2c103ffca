#include "sync/engine/forks.h"

#include <string.h>

#include "schema/base/json.h"
#include "sync/engine/inside.h"
#include "sync/fold/siblings.h"

/* The first line of a commit's message, which names nobody. */
static json_t *
summary_of(const struct buf *message)
{
	const char *text = buf_text(message);

	return json_stringn(text, strcspn(text, "\n"));
}

static json_t *
sibling(struct engine *g, struct position at, struct err *e)
{
	struct position head = {
	    at.branch, g->chart.branches[at.branch].head_seq};
	struct buf message = BUF_INIT;
	struct store_position first, last;
	uint64_t count = head.seq - at.seq + 1;
	char id[CHANGESET_ID_TEXT_MAX];
	json_t *out = NULL;

	if (store_changeset_at(
		g->store, at.branch, at.seq, &first, NULL, &message, e) == 1 &&
	    store_changeset_at(
		g->store, head.branch, head.seq, &last, NULL, NULL, e) == 1) {
		changeset_id_text(&first.id, id);
		out = json_pack("{s:s,s:I,s:I,s:I,s:o,s:b}", "id", id,
		    "change_sets", (json_int_t)count, "first_time",
		    (json_int_t)first.time, "last_time", (json_int_t)last.time,
		    "summary", summary_of(&message), "stands",
		    chart_is_standing(&g->chart, at));
	}
	buf_free(&message);
	return out;
}

static json_t *
sibling_list(struct engine *g, const struct siblings *s, struct err *e)
{
	json_t *list = json_array();
	int failed = list == NULL;

	for (size_t i = 0; i < s->count && !failed; i++)
		failed = json_append_take(list, sibling(g, s->at[i], e), e);
	if (!failed)
		return list;
	json_decref(list);
	return NULL;
}

static const char *
least_id(const json_t *siblings)
{
	const char *least = NULL;
	size_t i;
	json_t *row;

	json_array_foreach (siblings, i, row) {
		const char *id = json_member_text(row, "id");

		if (least == NULL || strcmp(id, least) < 0)
			least = id;
	}
	return least;
}

static json_t *
describe(struct engine *g, uint32_t first, struct siblings *s, struct err *e)
{
	const struct chart_branch *b = &g->chart.branches[first];
	const struct log_name *name = &g->chart.logs[b->log].name;
	char space[SPACE_NAME_TEXT_MAX], log[LOG_NAME_TEXT_MAX];
	json_t *list = sibling_list(g, s, e);

	if (list == NULL ||
	    fork_rulings_choose(&g->view, &g->authority, name, s, e) != 0) {
		json_decref(list);
		return NULL;
	}
	space_name_text(&name->space, space);
	log_name_text(name, log);
	return json_pack("{s:s,s:s,s:s,s:s,s:I,s:I,s:b,s:o}", "fork",
	    least_id(list), "space", space, "log", log, "hall",
	    name->hall.digits, "incarnation", (json_int_t)name->life.number,
	    "follows", (json_int_t)b->fork_seq, "ruled", s->chosen != 0,
	    "siblings", list);
}

/* A fork is looked at once, at the first branch that begins there. */
static int
is_first(const struct chart *c, uint32_t branch)
{
	const struct chart_branch *b = &c->branches[branch];

	for (uint32_t i = 1; i < branch; i++)
		if (c->branches[i].log == b->log &&
		    c->branches[i].parent == b->parent &&
		    c->branches[i].fork_seq == b->fork_seq)
			return 0;
	return 1;
}

json_t *
engine_forks(struct engine *g, struct err *e)
{
	const struct chart *c = &g->chart;
	json_t *list = json_array();
	int failed = list == NULL ? err_nomem(e) : 0;

	for (uint32_t b = 1; b < c->branch_count && !failed; b++) {
		struct siblings s;

		if (c->logs[c->branches[b].log].branch_count < 2 ||
		    !is_first(c, b))
			continue;
		siblings_find(c, c->branches[b].log, c->branches[b].parent,
		    c->branches[b].fork_seq, &s);
		if (s.count > 1)
			failed =
			    json_append_take(list, describe(g, b, &s, e), e);
	}
	if (!failed)
		return list;
	json_decref(list);
	return NULL;
}
