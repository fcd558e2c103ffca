#include "sync/fold/lineage.h"

#include <string.h>

#include "sync/fold/listing.h"

/* --- ways up --------------------------------------------------------------
 */

/* Which listings are followed. */
enum following {
	FOLLOWS_ALL,
	FOLLOWS_NOT_ENDED, /* nothing that is known ended them */
	FOLLOWS_KNOWN,	   /* and they are known themselves */
};

struct question {
	const struct view *view;
	const struct authority *authority;
	enum following following;
	const struct past *past;
	struct position at; /* the change set that asks; branch 0: none */
};

/* A set of halls. */
struct line {
	const struct hall_code *codes[LINEAGE_MAX];
	size_t count;
};

static void
add(struct line *l, const struct hall_code *code)
{
	for (size_t i = 0; i < l->count; i++)
		if (hall_code_is_same(l->codes[i], code))
			return;
	if (l->count < LINEAGE_MAX)
		l->codes[l->count++] = code;
}

static int
is_known(const struct question *q, const struct listing *l)
{
	return (l->at.branch == q->at.branch && l->at.seq == q->at.seq) ||
	       (q->past != NULL &&
		   past_contains(q->past, q->view->chart, l->at));
}

/* Of two that did not know each other the same one everywhere (listing.c). */
static int
ends(const struct question *q, const struct listing *m, const struct listing *l)
{
	const struct chart *c = q->view->chart;

	if (!m->in_force || !hall_code_is_same(&m->code, &l->code) ||
	    hall_code_is_same(&m->parent, &l->parent))
		return 0;
	if (past_contains(&m->past, c, l->at))
		return 1;
	return !past_contains(&l->past, c, m->at) &&
	       strcmp(l->parent.digits, m->parent.digits) < 0;
}

static int
is_followed(const struct question *q, const struct listing *l)
{
	const struct authority *a = q->authority;

	if (q->following == FOLLOWS_ALL)
		return 1;
	if (!l->in_force || (q->following == FOLLOWS_KNOWN && !is_known(q, l)))
		return 0;
	for (size_t i = 0; i < a->listing_count; i++)
		if (ends(q, &a->listings[i], l) && is_known(q, &a->listings[i]))
			return 0;
	return 1;
}

static int
is_root(const struct authority *a, const struct hall_code *code)
{
	return a->hall_count > 0 && hall_code_is_same(&a->halls[0].code, code);
}

/* Add the halls right above one. */
static void
add_above(
    const struct question *q, const struct hall_code *code, struct line *out)
{
	const struct authority *a = q->authority;

	if (is_root(a, code))
		return;
	for (size_t i = 0; i < a->listing_count; i++)
		if (hall_code_is_same(&a->listings[i].code, code) &&
		    is_followed(q, &a->listings[i]))
			add(out, &a->listings[i].parent);
}

static int
is_above(const struct question *q, const struct hall_code *above,
    const struct hall_code *below)
{
	struct line line = {.count = 0};

	add_above(q, below, &line);
	for (size_t i = 0; i < line.count; i++) {
		if (hall_code_is_same(line.codes[i], above))
			return 1;
		add_above(q, line.codes[i], &line);
	}
	return 0;
}

int
lineage_knew_above(const struct view *view, const struct authority *a,
    const struct act *act, const struct hall_code *above,
    const struct hall_code *below)
{
	struct question q = {view, a, FOLLOWS_KNOWN, act->past, act->at};

	return a->has_moved ? is_above(&q, above, below)
			    : listing_is_above(a, above, below);
}

int
lineage_was_above(const struct view *view, const struct authority *a,
    const struct past *past, const struct hall_code *above,
    const struct hall_code *below)
{
	struct question q = {view, a,
	    past == NULL ? FOLLOWS_ALL : FOLLOWS_NOT_ENDED, past, {0, 0}};

	return a->has_moved ? is_above(&q, above, below)
			    : listing_is_above(a, above, below);
}

int
lineage_is_related(const struct view *view, const struct authority *a,
    size_t one, size_t other)
{
	if (authority_is_above(a, one, other) ||
	    authority_is_above(a, other, one))
		return 1;
	if (one == HALL_UNKNOWN || other == HALL_UNKNOWN)
		return 0;
	return lineage_was_above(
		   view, a, NULL, &a->halls[one].code, &a->halls[other].code) ||
	       lineage_was_above(
		   view, a, NULL, &a->halls[other].code, &a->halls[one].code);
}

unsigned
lineage_depth(const struct authority *a, const struct hall_code *code)
{
	struct question q = {NULL, a, FOLLOWS_ALL, NULL, {0, 0}};
	struct line here = {.codes = {code}, .count = 1};
	unsigned best = 0;

	for (unsigned depth = 1; depth < AUTHORITY_RANK_MAX; depth++) {
		struct line up = {.count = 0};

		for (size_t i = 0; i < here.count; i++)
			add_above(&q, here.codes[i], &up);
		for (size_t i = 0; i < up.count; i++)
			if (is_root(a, up.codes[i]))
				best = depth;
		here = up;
	}
	return best;
}

/* --- what is held ----------------------------------------------------------
 */

static int
is_moved(const struct authority *a, size_t listing)
{
	const struct listing *l = &a->listings[listing];

	for (size_t i = 0; i < listing; i++)
		if (hall_code_is_same(&a->listings[i].code, &l->code) &&
		    !hall_code_is_same(&a->listings[i].parent, &l->parent))
			return 1;
	return 0;
}

/* Whether it holds the ledger, now or with that past. */
static int
holds_ledger(const struct view *view, const struct authority *a,
    const struct past *past, const struct hall_code *hall,
    const struct hall_code *owner)
{
	return hall_code_is_same(hall, owner) ||
	       listing_is_above(a, hall, owner) ||
	       lineage_was_above(view, a, past, hall, owner);
}

int
lineage_may_hold(const struct view *view, const struct authority *a,
    const struct past *past, const struct hall_code *hall,
    const struct space_name *space)
{
	if (!a->has_moved)
		return 0;
	if (lineage_was_above(view, a, past, hall, &space->hall))
		return 1;
	if (space->kind == SPACE_LEDGER)
		return 0;
	if (lineage_was_above(view, a, past, &space->hall, hall))
		return 1;
	for (size_t i = 0; i < a->listing_count; i++) {
		const struct hall_code *moved = &a->listings[i].code;

		if (is_moved(a, i) &&
		    lineage_was_above(view, a, past, &space->hall, moved) &&
		    holds_ledger(view, a, past, hall, moved))
			return 1;
	}
	return 0;
}

/* --- acts of a hall that was left ------------------------------------------
 */

static const struct listing *
known_listing(const struct question *q, const struct hall_code *code)
{
	const struct authority *a = q->authority;

	for (size_t i = 0; i < a->listing_count; i++)
		if (hall_code_is_same(&a->listings[i].code, code) &&
		    is_followed(q, &a->listings[i]))
			return &a->listings[i];
	return NULL;
}

/* A later move is another hall's business. */
static int
ends_first(
    const struct question *q, const struct listing *m, const struct listing *l)
{
	const struct authority *a = q->authority;

	if (!ends(q, m, l))
		return 0;
	for (size_t i = 0; i < a->listing_count; i++)
		if (&a->listings[i] != m && ends(q, &a->listings[i], l) &&
		    past_contains(&m->past, q->view->chart, a->listings[i].at))
			return 0;
	return 1;
}

/* What the end of one listing makes of the act. */
static int
judge_end(const struct question *q, const struct act *act,
    const struct listing *m, enum event_status *out, struct err *e)
{
	struct revocation moved = {
	    .at = m->at, .past = m->past, .cut = m->cut, .effective = 1};
	enum event_status status;
	int inside;

	if (judge_is_inside(q->view, act, &m->cut, &inside, e) != 0)
		return -1;
	if (inside)
		return 0;
	if (judge_revoked(q->view, q->authority, act, &moved, &status, e) != 0)
		return -1;
	if (status != EVENT_OK)
		*out = status;
	return 0;
}

int
lineage_judge(const struct view *view, const struct authority *a,
    const struct act *act, const struct hall_code *above,
    const struct hall_code *below, enum event_status *out, struct err *e)
{
	struct question q = {view, a, FOLLOWS_KNOWN, act->past, act->at};
	const struct listing *l;

	*out = EVENT_OK;
	for (unsigned i = 0; i < AUTHORITY_RANK_MAX; i++) {
		if (hall_code_is_same(below, above))
			break;
		l = known_listing(&q, below);
		if (l == NULL)
			break;
		for (size_t k = 0; k < a->listing_count; k++)
			if (ends_first(&q, &a->listings[k], l) &&
			    judge_end(&q, act, &a->listings[k], out, e) != 0)
				return -1;
		below = &l->parent;
	}
	return 0;
}
