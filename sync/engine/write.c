/*
 * A local action becomes a change set:
 *
 *  1. begin; take in what others committed;
 *  2. the record must still be what the operator was shown;
 *  3. seal what is personal, each record under its own key;
 *  4. compose: own log's head, what is new to it in the space and gazettes;
 *  5. resolve and append, as with a change set from elsewhere;
 *  6. fold what it touched; every event must have come into force;
 *  7. commit: one fsync.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"
#include "sync/engine/inside.h"
#include "sync/engine/reach.h"
#include "sync/engine/refusal.h"
#include "sync/engine/sealing.h"
#include "sync/fold/lineage.h"

/* --- the header ---------------------------------------------------------- */

static struct log_name
own_log(const struct engine *g, const struct space_name *space)
{
	return (struct log_name){.space = *space,
	    .hall = g->identity.hall,
	    .life = g->identity.life};
}

/* The head of the longest branch of the log; branch 0 if it is empty. */
static struct position
head_of(const struct chart *c, uint32_t log)
{
	struct position head = {0, 0};

	for (uint32_t b = 1; log != 0 && b < c->branch_count; b++)
		if (c->branches[b].log == log &&
		    c->branches[b].head_seq > head.seq)
			head = (struct position){b, c->branches[b].head_seq};
	return head;
}

/* Whether the space's heads belong into a change set's `gazettes`. */
static int
is_gazette_for(
    const struct engine *g, uint32_t space, const struct space_name *target)
{
	const struct space_name *name = &g->chart.spaces[space];
	size_t owner = authority_hall(&g->authority, &target->hall);
	size_t other = authority_hall(&g->authority, &name->hall);

	if (name->kind != SPACE_GAZETTE)
		return 0;
	return authority_is_above(&g->authority, other, owner) ||
	       (target->kind == SPACE_LEDGER && other == owner) ||
	       (g->authority.has_moved &&
		   lineage_was_above(&g->view, &g->authority, NULL, &name->hall,
		       &target->hall));
}

static int
is_space_itself(
    const struct engine *g, uint32_t space, const struct space_name *target)
{
	return space_name_is_same(&g->chart.spaces[space], target);
}

struct candidates {
	struct position at[CHANGESET_HEADS_MAX];
	struct changeset_id ids[CHANGESET_HEADS_MAX];
	size_t count;
	struct past belows; /* what lies strictly below them */
};

/* Heads of the chosen spaces that the past does not contain yet. */
static int
find_candidates(struct engine *g, const struct space_name *target,
    int (*is_chosen)(
	const struct engine *, uint32_t, const struct space_name *),
    const struct past *past, struct candidates *out, struct err *e)
{
	for (uint32_t b = 1; b < g->chart.branch_count; b++) {
		const struct chart_branch *branch = &g->chart.branches[b];
		struct position at = {b, 0};
		struct store_position row;

		if (!is_chosen(g, g->chart.logs[branch->log].space, target))
			continue;
		/* As far as all can hold it whose business the space is. */
		if (reach_of(g, b, &target->hall, &at.seq, e) != 0)
			return -1;
		if (at.seq <= branch->fork_seq ||
		    past_contains(past, &g->chart, at))
			continue;
		if (out->count == CHANGESET_HEADS_MAX)
			break;
		if (store_changeset_at(
			g->store, b, at.seq, &row, &g->scratch, NULL, e) != 1 ||
		    past_read(&g->scratch_past, &g->chart, g->scratch.bytes,
			g->scratch.len, e) != 0 ||
		    past_join(&out->belows, &g->chart, &g->scratch_past, e) !=
			0)
			return -1;
		out->at[out->count] = at;
		out->ids[out->count++] = row.id;
	}
	return 0;
}

static int
compare_ids(const void *a, const void *b)
{
	return changeset_id_compare(a, b);
}

/*
 * Name the candidates none of which lies below another; take them, and what
 * is below them, into the past.
 */
static int
name_heads(struct engine *g, const struct space_name *target,
    int (*is_chosen)(
	const struct engine *, uint32_t, const struct space_name *),
    struct past *past, struct changeset_heads *out, struct err *e)
{
	struct candidates c; /* too large to be zeroed for nothing */
	int failed;

	c.count = 0;
	c.belows = (struct past)PAST_INIT;
	failed = find_candidates(g, target, is_chosen, past, &c, e);
	out->count = 0;
	if (!failed && c.count > 0) {
		out->ids = calloc(c.count, sizeof(*out->ids));
		if (out->ids == NULL)
			failed = err_nomem(e);
	}
	for (size_t i = 0; i < c.count && !failed; i++) {
		if (past_contains(&c.belows, &g->chart, c.at[i]))
			continue;
		out->ids[out->count++] = c.ids[i];
		failed = past_add(past, &g->chart, c.at[i], e);
	}
	if (!failed)
		failed = past_join(past, &g->chart, &c.belows, e);
	if (out->count > 0)
		qsort(out->ids, out->count, sizeof(*out->ids), compare_ids);
	past_free(&c.belows);
	return failed;
}

/* One deeper than prev and all that is seen. */
static int
find_depth(
    struct engine *g, uint64_t depth_of_prev, struct header *h, struct err *e)
{
	struct store_position row;

	h->depth = depth_of_prev + 1;
	for (size_t i = 0; i < h->seen.count; i++) {
		if (store_changeset_find(
			g->store, &h->seen.ids[i], &row, NULL, NULL, e) != 1)
			return -1;
		if (row.depth >= h->depth)
			h->depth = row.depth + 1;
	}
	return 0;
}

static void
name_author(const struct engine *g, struct header *h)
{
	size_t hall = authority_hall(&g->authority, &g->identity.hall);
	const char *name = hall == HALL_UNKNOWN ? g->identity.hall.digits
						: g->authority.halls[hall].name;
	size_t len = strnlen(name, CHANGESET_AUTHOR_MAX);

	memcpy(h->author, name, len);
	h->author[len] = '\0';
}

static int
fill_header(struct engine *g, const struct space_name *space, int64_t time_s,
    struct header *h, struct err *e)
{
	struct past past = PAST_INIT;
	struct store_position row = {.depth = 0};
	struct position prev;
	int failed = 0;

	memset(h, 0, sizeof(*h));
	h->log = own_log(g, space);
	h->time = time_s;
	h->rules = ENGINE_RULES;
	name_author(g, h);
	prev = head_of(&g->chart, chart_log(&g->chart, &h->log));
	h->seq = prev.seq + 1;
	if (prev.branch != 0) {
		failed = store_changeset_at(g->store, prev.branch, prev.seq,
			     &row, &g->scratch, NULL, e) != 1 ||
			 past_read(&past, &g->chart, g->scratch.bytes,
			     g->scratch.len, e) != 0 ||
			 past_add(&past, &g->chart, prev, e) != 0;
		h->prev = row.id;
	}
	failed =
	    failed ||
	    name_heads(g, space, is_space_itself, &past, &h->seen, e) != 0 ||
	    name_heads(g, space, is_gazette_for, &past, &h->gazettes, e) != 0 ||
	    find_depth(g, row.depth, h, e) != 0;
	past_free(&past);
	return failed ? -1 : 0;
}

/* --- the change set ------------------------------------------------------ */

static int
write_events(const json_t *events, struct buf **texts_out, size_t *count_out,
    struct err *e)
{
	size_t count = json_array_size(events);
	struct buf *texts = calloc(count + 1, sizeof(*texts));

	*texts_out = texts;
	*count_out = count;
	if (texts == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < count; i++)
		if (json_write(json_array_get(events, i), &texts[i], e) != 0)
			return -1;
	return 0;
}

static int
compose(struct engine *g, const struct space_name *space, const json_t *events,
    const char *summary, int64_t time_s, struct changeset *out, struct err *e)
{
	struct header h = {.seq = 0};
	struct buf *texts = NULL;
	size_t count = 0;
	int failed = fill_header(g, space, time_s, &h, e) != 0 ||
		     write_events(events, &texts, &count, e) != 0 ||
		     changeset_compose(&h, summary, texts, count, out, e) != 0;

	for (size_t i = 0; texts != NULL && i < count; i++)
		buf_free(&texts[i]);
	free(texts);
	free(h.seen.ids);
	free(h.gazettes.ids);
	return failed ? -1 : 0;
}

static int
sign_and_append(struct engine *g, struct changeset *c, const json_t *events,
    int64_t *n_out, struct err *e)
{
	struct git_id parents[CHANGESET_HEADS_MAX + 1];
	struct ready ready = {.key = g->keys->sign.public, .events = events};
	size_t parent_count = 0;
	int found = engine_resolve(g, c, &ready, parents, &parent_count, e);
	int failed =
	    found != 1 ||
	    changeset_sign(c, &g->keys->sign, parents, parent_count, e) != 0 ||
	    engine_append(g, &ready, 0, e) != 0;
	*n_out = ready.n;

	past_free(&ready.past);
	return failed ? -1 : 0;
}

/* --- did it come into force? --------------------------------------------- */

struct outcome {
	struct engine *engine;
	struct err *said;
	uint32_t space;
	int refused;
};

/* What is quoted may have been overtaken; it is quoted all the same. */
static int
is_quote(const struct store_event *ev)
{
	const struct record_type *t = record_type_of_kind(ev->kind);
	const struct event_type *et =
	    t == NULL ? NULL : event_type_of_kind(t, ev->kind);

	return et != NULL && et->effect == EFFECT_QUOTES;
}

/* The first says why; others mostly follow from it. */
static int
refuse_event(void *context, const struct store_event *ev, struct err *e)
{
	struct outcome *o = context;

	(void)e;
	if (is_quote(ev))
		return 0;
	if (!o->refused)
		refusal_say(o->engine, o->space, ev, o->said);
	o->refused = 1;
	return 0;
}

static int
check_in_force(
    struct engine *g, const struct changeset *c, int64_t n, struct err *e)
{
	struct outcome o = {.engine = g,
	    .said = e,
	    .space = chart_space(&g->chart, &c->header.log.space)};

	if (store_each_event_not_in_force(g->store, n, refuse_event, &o, e) !=
	    0)
		return -1;
	return o.refused ? -1 : 0;
}

static int
check_expected(struct engine *g, const struct space_name *space,
    const struct engine_expectation *x, struct err *e)
{
	struct store_record record;
	int found;

	if (x == NULL || x->type == NULL)
		return 0;
	found = store_record_find(g->store, chart_space(&g->chart, space),
	    x->type, x->name, &record, e);
	if (found < 0)
		return -1;
	if (found == 1 && record.version == x->version && !record.dirty)
		return 0;
	return err_set(e, ERR_MOVED,
	    "%s %s has changed since it was shown; look at it again",
	    _(x->type), x->name);
}

static int
write_in_transaction(struct engine *g, const struct space_name *space,
    const json_t *events, const char *summary, int64_t time_s,
    const struct engine_expectation *expected, struct changeset_id *id_out,
    struct err *e)
{
	struct changeset c = {.event_count = 0};
	json_t *sealed = NULL;
	int64_t n = 0;
	int failed = check_expected(g, space, expected, e) != 0 ||
		     engine_check_ruled(g, events, e) != 0 ||
		     sealing_of(g, space, events, &sealed, e) != 0 ||
		     compose(g, space, sealed, summary, time_s, &c, e) != 0 ||
		     sign_and_append(g, &c, sealed, &n, e) != 0 ||
		     engine_fold_touched(g, e) != 0 ||
		     check_in_force(g, &c, n, e) != 0;

	if (!failed && id_out != NULL)
		*id_out = c.id;
	changeset_free(&c);
	json_decref(sealed);
	return failed ? -1 : 0;
}

int
engine_write(struct engine *g, const struct space_name *space,
    const json_t *events, const char *summary, int64_t time_s,
    const struct engine_expectation *expected, struct changeset_id *id_out,
    struct err *e)
{
	int is_own = !store_is_in_transaction(g->store);

	if (g->keys == NULL)
		return err_set(e, ERR_REFUSED,
		    "this node's key is locked; it stores and passes on, but "
		    "signs nothing");
	if (is_own && engine_begin(g, e) != 0)
		return -1;
	if (write_in_transaction(
		g, space, events, summary, time_s, expected, id_out, e) != 0) {
		if (is_own)
			engine_rollback(g);
		return -1;
	}
	return is_own ? engine_commit(g, e) : 0;
}
