#include "sync/engine/cut.h"

#include "schema/base/json.h"
#include "sync/engine/inside.h"
#include "sync/fold/lineage.h"

/* The heads of a log in the cut, a borrowed array. */
static json_t *
heads_of(json_t *cut, const struct log_name *name, struct err *e)
{
	char key[SPACE_NAME_TEXT_MAX + LOG_NAME_TEXT_MAX];
	char space[SPACE_NAME_TEXT_MAX], log[LOG_NAME_TEXT_MAX];

	space_name_text(&name->space, space);
	log_name_text(name, log);
	(void)snprintf(key, sizeof(key), "%s %s", space, log);
	if (json_object_get(cut, key) == NULL &&
	    json_put_take(cut, key, json_array(), e) != 0)
		return NULL;
	return json_object_get(cut, key);
}

static int
add_head(struct engine *g, struct position at, json_t *cut, struct err *e)
{
	const struct chart_branch *b = &g->chart.branches[at.branch];
	char id[CHANGESET_ID_TEXT_MAX];
	struct store_position row;
	json_t *heads = heads_of(cut, &g->chart.logs[b->log].name, e);

	if (heads == NULL || store_changeset_at(g->store, at.branch, at.seq,
				 &row, NULL, NULL, e) != 1)
		return -1;
	changeset_id_text(&row.id, id);
	return json_append_take(heads, json_string(id), e);
}

/* A choice with what it names looked up. */
struct chosen {
	struct engine *engine;
	int64_t before_s;
	struct position first_out; /* branch 0: none */
};

static int
look_up(struct engine *g, const struct cut_choice *choice, struct chosen *out,
    struct err *e)
{
	static const struct changeset_id none;
	int held = 1;

	*out = (struct chosen){.engine = g, .before_s = INT64_MAX};
	if (choice == NULL)
		return 0;
	out->before_s = choice->before_s;
	if (!changeset_id_is_same(&choice->first_out, &none))
		held = engine_find(g, &choice->first_out, &out->first_out, e);
	if (held == 0)
		return err_set(
		    e, ERR_NOT_FOUND, "a change set is not held here");
	return held < 0 ? -1 : 0;
}

/* How far a branch is inside; its fork_seq if none of its own is. */
static int
reach(const struct chosen *c, uint32_t branch, uint64_t *out, struct err *e)
{
	struct engine *g = c->engine;
	const struct chart_branch *b = &g->chart.branches[branch];
	int64_t time = 0;

	*out = b->fork_seq;
	if (branch == c->first_out.branch) {
		*out = c->first_out.seq - 1;
		return 0;
	}
	if (c->before_s == INT64_MAX)
		*out = b->head_seq;
	for (; *out < b->head_seq; (*out)++) {
		struct position next = {branch, *out + 1};

		if (g->view.time_of(g->view.context, next, &time, e) != 0)
			return -1;
		if (time >= c->before_s)
			break;
	}
	return 0;
}

/* What follows on something outside is outside, whatever time it claims. */
static int
add_branch(const struct chosen *c, uint32_t branch, json_t *cut, struct err *e)
{
	const struct chart_branch *all = c->engine->chart.branches;
	struct position at = {branch, 0};
	uint64_t below;

	for (uint32_t b = branch; all[b].parent != 0; b = all[b].parent) {
		if (reach(c, all[b].parent, &below, e) != 0)
			return -1;
		if (below < all[b].fork_seq)
			return 0;
	}
	if (reach(c, branch, &at.seq, e) != 0)
		return -1;
	return at.seq > all[branch].fork_seq ? add_head(c->engine, at, cut, e)
					     : 0;
}

json_t *
engine_cut_before(struct engine *g, const struct hall_code *hall,
    const struct cut_choice *choice, struct err *e)
{
	json_t *cut = json_object();
	struct chosen c;
	int failed = look_up(g, choice, &c, e);

	if (cut == NULL)
		failed = err_nomem(e);
	for (uint32_t b = 1; !failed && b < g->chart.branch_count; b++) {
		const struct chart_log *l =
		    &g->chart.logs[g->chart.branches[b].log];

		if (hall_code_is_same(&l->name.hall, hall))
			failed = add_branch(&c, b, cut, e);
	}
	if (failed) {
		json_decref(cut);
		return NULL;
	}
	return cut;
}

json_t *
engine_cut_of(struct engine *g, const struct hall_code *hall, struct err *e)
{
	return engine_cut_before(g, hall, NULL, e);
}

/* In the ledger of the hall or of one below it, by one above it. */
static int
is_from_above(const struct engine *g, const struct log_name *l,
    const struct hall_code *hall)
{
	const struct authority *a = &g->authority;
	size_t author = authority_hall(a, &l->hall);
	size_t owner = authority_hall(a, &l->space.hall);
	size_t self = authority_hall(a, hall);

	return l->space.kind == SPACE_LEDGER && author != 0 &&
	       (owner == self || authority_is_above(a, self, owner)) &&
	       lineage_was_above(&g->view, a, NULL, &l->hall, hall);
}

json_t *
engine_cut_above(struct engine *g, const struct hall_code *hall, struct err *e)
{
	struct chosen c = {.engine = g, .before_s = INT64_MAX};
	json_t *cut = json_object();
	int failed = cut == NULL ? err_nomem(e) : 0;

	for (uint32_t b = 1; !failed && b < g->chart.branch_count; b++) {
		const struct chart_log *l =
		    &g->chart.logs[g->chart.branches[b].log];

		if (is_from_above(g, &l->name, hall))
			failed = add_branch(&c, b, cut, e);
	}
	if (!failed)
		return cut;
	json_decref(cut);
	return NULL;
}
