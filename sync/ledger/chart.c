#include "sync/ledger/chart.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "schema/store/log.h"

void
chart_free(struct chart *c)
{
	free(c->spaces);
	free(c->logs);
	free(c->branches);
	memset(c, 0, sizeof(*c));
}

/*
 * The array with room for element `count`: doubled when count is a power of
 * two.  The first call also makes the unused element 0.  NULL: no memory.
 */
static void *
with_room(void *array, uint32_t *count, size_t size, struct err *e)
{
	uint32_t used = *count == 0 ? 1 : *count;
	void *bigger = array;

	if (*count == 0 || (used & (used - 1)) == 0)
		bigger = realloc(array, (size_t)used * 2 * size);
	if (bigger == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	if (*count == 0)
		memset(bigger, 0, size);
	*count = used;
	return bigger;
}

static int
damaged(struct err *e)
{
	return err_set(e, ERR_INTEGRITY,
	    "hall.db is damaged: its logs do not fit together; restore it "
	    "from a backup");
}

static int
add_space(
    void *context, uint32_t id, const struct space_name *name, struct err *e)
{
	struct chart *c = context;
	struct space_name *spaces =
	    with_room(c->spaces, &c->space_count, sizeof(*spaces), e);

	if (spaces == NULL)
		return -1;
	c->spaces = spaces;
	if (id != c->space_count || name->kind > SPACE_GAZETTE)
		return damaged(e);
	c->spaces[c->space_count++] = *name;
	return 0;
}

static int
add_log(void *context, uint32_t id, uint32_t space,
    const struct hall_code *hall, const struct incarnation *life, struct err *e)
{
	struct chart *c = context;
	struct chart_log *logs =
	    with_room(c->logs, &c->log_count, sizeof(*logs), e);

	if (logs == NULL)
		return -1;
	c->logs = logs;
	if (id != c->log_count || space == 0 || space >= c->space_count)
		return damaged(e);
	c->logs[c->log_count++] = (struct chart_log){
	    .space = space,
	    .name = {.space = c->spaces[space], .hall = *hall, .life = *life},
	};
	return 0;
}

static int
add_branch(void *context, const struct store_branch *b, struct err *e)
{
	struct chart *c = context;
	struct chart_branch *branches =
	    with_room(c->branches, &c->branch_count, sizeof(*branches), e);

	if (branches == NULL)
		return -1;
	c->branches = branches;
	if (b->id != c->branch_count || b->log == 0 || b->log >= c->log_count ||
	    b->parent >= b->id)
		return damaged(e);
	c->branches[c->branch_count++] = (struct chart_branch){
	    .log = b->log,
	    .parent = b->parent,
	    .fork_seq = b->fork_seq,
	    .head_seq = b->head_seq,
	};
	c->logs[b->log].branch_count++;
	return 0;
}

int
chart_load(struct chart *c, struct store *store, struct err *e)
{
	chart_free(c);
	if (store_each_space(store, 0, add_space, c, e) != 0 ||
	    store_each_log(store, 0, add_log, c, e) != 0 ||
	    store_each_branch(store, add_branch, c, e) != 0) {
		chart_free(c);
		return -1;
	}
	return 0;
}

uint32_t
chart_space(const struct chart *c, const struct space_name *name)
{
	for (uint32_t i = 1; i < c->space_count; i++)
		if (space_name_is_same(&c->spaces[i], name))
			return i;
	return 0;
}

uint32_t
chart_log(const struct chart *c, const struct log_name *name)
{
	for (uint32_t i = 1; i < c->log_count; i++) {
		const struct log_name *l = &c->logs[i].name;

		if (l->life.tag == name->life.tag &&
		    l->life.number == name->life.number &&
		    hall_code_is_same(&l->hall, &name->hall) &&
		    space_name_is_same(&l->space, &name->space))
			return i;
	}
	return 0;
}

int
chart_ensure_space(struct chart *c, struct store *store,
    const struct space_name *name, uint32_t *out, struct err *e)
{
	*out = chart_space(c, name);
	if (*out != 0)
		return 0;
	if (store_space_add(store, name, out, e) != 0)
		return -1;
	return add_space(c, *out, name, e);
}

int
chart_ensure_log(struct chart *c, struct store *store,
    const struct log_name *name, uint32_t *out, struct err *e)
{
	uint32_t space;

	*out = chart_log(c, name);
	if (*out != 0)
		return 0;
	if (chart_ensure_space(c, store, &name->space, &space, e) != 0 ||
	    store_log_add(store, space, name, out, e) != 0)
		return -1;
	return add_log(c, *out, space, &name->hall, &name->life, e);
}

int
chart_ensure_branch(struct chart *c, struct store *store, uint32_t log,
    struct position prev, uint32_t *out, struct err *e)
{
	struct store_branch b = {
	    .log = log, .parent = prev.branch, .fork_seq = prev.seq};

	if (prev.branch != 0 && c->branches[prev.branch].head_seq == prev.seq) {
		*out = prev.branch;
		return 0;
	}
	if (c->logs[log].branch_count >= CHART_BRANCHES_MAX)
		return err_set(e, ERR_LIMIT,
		    "a log with more than %d branches; its key is in other "
		    "hands",
		    CHART_BRANCHES_MAX);
	if (store_branch_add(store, log, b.parent, b.fork_seq, &b.id, e) != 0)
		return -1;
	b.head_seq = b.fork_seq;
	*out = b.id;
	return add_branch(c, &b, e);
}

void
chart_grow(struct chart *c, struct position at)
{
	c->branches[at.branch].head_seq = at.seq;
}

uint64_t
chart_reach(const struct chart *c, struct position head, uint32_t branch)
{
	while (head.branch != branch && head.branch != 0) {
		const struct chart_branch *b = &c->branches[head.branch];

		head.branch = b->parent;
		head.seq = b->fork_seq;
	}
	return head.branch == 0 ? 0 : head.seq;
}

int
chart_is_on_chain(const struct chart *c, struct position a, struct position b)
{
	return a.seq <= chart_reach(c, b, a.branch);
}

uint32_t
chart_space_of(const struct chart *c, struct position at)
{
	return c->logs[c->branches[at.branch].log].space;
}

int
chart_is_standing(const struct chart *c, struct position at)
{
	while (at.branch != 0) {
		const struct chart_branch *b = &c->branches[at.branch];

		if (b->fallen_from != 0 && at.seq >= b->fallen_from)
			return 0;
		at.branch = b->parent;
		at.seq = b->fork_seq;
	}
	return 1;
}
