/*
 * What a change set names, looked up: prev, seen, gazettes (RULES F1 to F3).
 *
 * The lists name only what is new: heads that lie neither in the past of
 * prev nor below each other.  So there is one way to write them, and past
 * and depth follow.
 */
#include <string.h>

#include "sync/engine/inside.h"
#include "sync/fold/lineage.h"

/* A change set looked up by id, with its past. */
static int
find_named(struct engine *g, const struct changeset_id *id,
    struct store_position *row, struct past *past, struct err *e)
{
	int found =
	    store_changeset_find(g->store, id, row, &g->scratch, NULL, e);

	if (found != 1)
		return found;
	if (past_read(past, &g->chart, g->scratch.bytes, g->scratch.len, e) !=
	    0)
		return -1;
	return 1;
}

static const struct log_name *
log_at(const struct engine *g, uint32_t branch)
{
	return &g->chart.logs[g->chart.branches[branch].log].name;
}

static int
refuse(struct err *e, const char *what)
{
	return err_set(e, ERR_REFUSED,
	    "change set names in \"%s\" what it may not name there", what);
}

/* Join a named change set and its past into the past being collected. */
static int
take_in(struct engine *g, const struct store_position *row,
    const struct past *named, struct ready *out, struct err *e)
{
	if (out->latest == 0 || row->time > out->latest_time) {
		out->latest = row->n;
		out->latest_time = row->time;
	}
	if (past_join(&out->past, &g->chart, named, e) != 0)
		return -1;
	return past_add(
	    &out->past, &g->chart, (struct position){row->branch, row->seq}, e);
}

static int
resolve_prev(struct engine *g, const struct changeset *c, struct ready *out,
    struct git_id *oid_out, uint64_t *depth, struct err *e)
{
	struct store_position row;
	int found;

	if (c->header.seq == 1)
		return 1;
	found = find_named(g, &c->header.prev, &row, &g->scratch_past, e);
	if (found != 1)
		return found;
	if (log_name_compare(log_at(g, row.branch), &c->header.log) != 0 ||
	    row.seq + 1 != c->header.seq)
		return refuse(e, "prev");
	memcpy(oid_out->bytes, row.oid, GIT_ID_LEN);
	out->prev = (struct position){row.branch, row.seq};
	*depth = row.depth;
	return take_in(g, &row, &g->scratch_past, out, e) == 0 ? 1 : -1;
}

/*
 * A list of heads.  Each must be new to the past collected before the list,
 * and none may lie below another: going from any to any in the list's order
 * is not enough, so each is asked of the past of all others.
 */
static int
check_heads(struct engine *g, const struct changeset_heads *heads,
    const struct past *before, const struct past *belows, const char *what,
    struct err *e)
{
	for (size_t i = 0; i < heads->count; i++) {
		struct position at;
		int found = engine_find(g, &heads->ids[i], &at, e);

		if (found != 1)
			return -1;
		if (past_contains(before, &g->chart, at) ||
		    past_contains(belows, &g->chart, at))
			return refuse(e, what);
	}
	return 0;
}

/* Everything strictly below the heads: their pasts, not they themselves. */
static int
resolve_heads(struct engine *g, const struct changeset_heads *heads,
    const char *what,
    int (*may_name)(
	struct engine *, const struct changeset *, const struct log_name *),
    const struct changeset *c, struct ready *out, struct git_id *oids_out,
    uint64_t *depth, struct err *e)
{
	struct past belows = PAST_INIT, before = PAST_INIT;
	int found = past_join(&before, &g->chart, &out->past, e) == 0 ? 1 : -1;

	for (size_t i = 0; i < heads->count && found == 1; i++) {
		struct store_position row;

		found =
		    find_named(g, &heads->ids[i], &row, &g->scratch_past, e);
		if (found != 1)
			break;
		if (!may_name(g, c, log_at(g, row.branch))) {
			found = refuse(e, what);
			break;
		}
		if (oids_out != NULL)
			memcpy(oids_out[i].bytes, row.oid, GIT_ID_LEN);
		if (depth != NULL && row.depth > *depth)
			*depth = row.depth;
		if (past_join(&belows, &g->chart, &g->scratch_past, e) != 0 ||
		    take_in(g, &row, &g->scratch_past, out, e) != 0)
			found = -1;
	}
	if (found == 1 && check_heads(g, heads, &before, &belows, what, e) != 0)
		found = -1;
	past_free(&belows);
	past_free(&before);
	return found;
}

/* Heads of the same space: of other logs, or other branches of its own. */
static int
is_of_space(
    struct engine *g, const struct changeset *c, const struct log_name *named)
{
	(void)g;
	return space_name_is_same(&named->space, &c->header.log.space);
}

/*
 * Gazettes that every holder of the space holds: for a ledger those of its
 * hall and of halls above; for a gazette those of halls above.  Of halls that
 * were above once they hold the beginning (reach.h).
 */
static int
is_gazette_above(
    struct engine *g, const struct changeset *c, const struct log_name *named)
{
	const struct space_name *space = &c->header.log.space;
	size_t owner = authority_hall(&g->authority, &space->hall);
	size_t other = authority_hall(&g->authority, &named->space.hall);

	if (named->space.kind != SPACE_GAZETTE)
		return 0;
	return authority_is_above(&g->authority, other, owner) ||
	       (space->kind == SPACE_LEDGER && other == owner) ||
	       lineage_was_above(&g->view, &g->authority, NULL,
		   &named->space.hall, &space->hall);
}

/* Whether a gazette is above a space is asked of members known by now. */
static int
knows_owner(struct engine *g, const struct changeset *c, struct err *e)
{
	if (c->header.gazettes.count == 0)
		return 1;
	if (g->authority_is_stale && engine_renew_authority(g, e) != 0)
		return -1;
	return authority_hall(&g->authority, &c->header.log.space.hall) !=
	       HALL_UNKNOWN;
}

int
engine_resolve(struct engine *g, struct changeset *c, struct ready *out,
    struct git_id *parents_out, size_t *parent_count_out, struct err *e)
{
	const struct header *h = &c->header;
	size_t own = h->seq > 1;
	uint64_t depth = 0;
	int found;

	out->changeset = c;
	found = resolve_prev(g, c, out, parents_out, &depth, e);
	if (found == 1)
		found = resolve_heads(g, &h->seen, "seen", is_of_space, c, out,
		    parents_out + own, &depth, e);
	if (found == 1)
		found = knows_owner(g, c, e);
	if (found == 1)
		found = resolve_heads(g, &h->gazettes, "gazettes",
		    is_gazette_above, c, out, NULL, NULL, e);
	if (found != 1)
		return found;
	if (h->depth != depth + 1)
		return err_set(e, ERR_REFUSED,
		    "change set says depth %llu where %llu follows",
		    (unsigned long long)h->depth,
		    (unsigned long long)depth + 1);
	*parent_count_out = own + h->seen.count;
	return 1;
}
