#include "sync/fold/judge.h"

#include <string.h>

#include "sync/fold/recovery.h"

int
judge_is_inside(const struct view *view, const struct act *act,
    const struct cut *cut, int *out, struct err *e)
{
	*out = 0;
	for (size_t i = 0; i < cut->count && !*out; i++) {
		struct position head;
		int held = view->find(view->context, &cut->heads[i], &head, e);

		if (held < 0)
			return -1;
		*out = held && chart_is_on_chain(view->chart, act->at, head);
	}
	return 0;
}

/*
 * The newest change set of a branch, at or below seq, that did not know r.
 * A past only grows along a branch, so this is a search by halves.
 */
static int
newest_without(const struct view *view, uint32_t branch, uint64_t from,
    uint64_t to, const struct revocation *r, uint64_t *out, struct err *e)
{
	struct past past = PAST_INIT;
	int failed = 0;

	while (from < to && !failed) {
		struct position mid = {branch, from + (to - from + 1) / 2};

		failed = view->look(view->context, mid, &past, NULL, e);
		if (!failed && past_contains(&past, view->chart, r->at))
			to = mid.seq - 1;
		else
			from = mid.seq;
	}
	past_free(&past);
	*out = from;
	return failed;
}

/*
 * Judging a seal asks for the membership of a hall further up: with every
 * step the rank falls, so this is at most AUTHORITY_RANK_MAX deep.
 */
/* NOLINTBEGIN(misc-no-recursion) */

/*
 * Whether a change set of the branch, that stands and did not know the
 * revocation, had seen the act (RULES A4).  Such a change set's author must
 * itself have been a member, which is why this walks down from the newest.
 */
static int
branch_seals(const struct view *view, const struct authority *a,
    const struct act *act, const struct revocation *r, uint32_t branch,
    size_t hall, int *out, struct err *e)
{
	const struct chart_branch *b = &view->chart->branches[branch];
	struct past past = PAST_INIT;
	uint8_t key[VIEW_KEY_LEN];
	uint64_t seq;
	int failed =
	    newest_without(view, branch, b->fork_seq, b->head_seq, r, &seq, e);

	for (; !failed && !*out && seq > b->fork_seq; seq--) {
		struct position at = {branch, seq};
		struct act above = {
		    .at = at, .past = &past, .hall = hall, .key = key};
		enum event_status status;

		failed = view->look(view->context, at, &past, key, e);
		if (failed || !past_contains(&past, view->chart, act->at))
			break;
		if (!chart_is_standing(view->chart, at))
			continue;
		failed = judge_member(view, a, &above, &status, e);
		*out = !failed && status == EVENT_OK;
	}
	past_free(&past);
	return failed;
}

/* A change set of a hall above the author, not below the revoker. */
static int
is_sealed_by_changeset(const struct view *view, const struct authority *a,
    const struct act *act, const struct revocation *r, int *out, struct err *e)
{
	const struct chart *c = view->chart;
	uint32_t space = chart_space_of(c, act->at);

	for (uint32_t i = 1; i < c->branch_count && !*out; i++) {
		const struct chart_log *l = &c->logs[c->branches[i].log];
		size_t hall = authority_hall(a, &l->name.hall);

		if (l->space != space || hall == HALL_UNKNOWN ||
		    a->halls[hall].rank >= a->halls[act->hall].rank ||
		    a->halls[hall].rank > r->rank)
			continue;
		if (branch_seals(view, a, act, r, i, hall, out, e) != 0)
			return -1;
	}
	return 0;
}

static int
list_seals(const struct view *view, const struct authority *a,
    const struct act *act, const struct revocation *r,
    const struct revocation_list *list, int *out, struct err *e)
{
	for (size_t i = 0; i < list->count && !*out; i++) {
		const struct revocation *x = &list->items[i];

		if (x == r || x->rank > r->rank ||
		    x->rank >= a->halls[act->hall].rank ||
		    past_contains(&x->past, view->chart, r->at))
			continue;
		if (judge_is_inside(view, act, &x->cut, out, e) != 0)
			return -1;
	}
	return 0;
}

/*
 * Any cut of a hall above that did not know the revocation seals, too.  That
 * of a suspension does not: what comes to light while it lasts may be cut off.
 */
static int
is_sealed_by_cut(const struct view *view, const struct authority *a,
    const struct act *act, const struct revocation *r, int *out, struct err *e)
{
	for (size_t i = 0; i < a->hall_count && !*out; i++)
		if (list_seals(
			view, a, act, r, &a->halls[i].revocations, out, e) != 0)
			return -1;
	for (size_t i = 0; i < a->power_count && !*out; i++)
		if (list_seals(view, a, act, r, &a->powers[i].revocations, out,
			e) != 0)
			return -1;
	return 0;
}

/* Seals protect what stands in ledgers (RULES A4). */
static int
is_sealed(const struct view *view, const struct authority *a,
    const struct act *act, const struct revocation *r, int *out, struct err *e)
{
	const struct chart *c = view->chart;

	*out = 0;
	if (c->spaces[chart_space_of(c, act->at)].kind == SPACE_GAZETTE)
		return 0;
	if (is_sealed_by_cut(view, a, act, r, out, e) != 0)
		return -1;
	return *out ? 0 : is_sealed_by_changeset(view, a, act, r, out, e);
}

int
judge_revoked(const struct view *view, const struct authority *a,
    const struct act *act, const struct revocation *r, enum event_status *out,
    struct err *e)
{
	int sealed = 0;

	*out = EVENT_OK;
	if (is_sealed(view, a, act, r, &sealed, e) != 0)
		return -1;
	if (!sealed)
		*out = past_contains(act->past, view->chart, r->at)
			   ? EVENT_REFUSED
			   : EVENT_HELD;
	return 0;
}

/* A revocation that counts; of a member: of the key the act was signed with. */
static int
applies(const struct view *view, const struct act *act,
    const struct revocation *r, const uint8_t *key)
{
	const struct chart *c = view->chart;
	enum revoked_where other =
	    c->spaces[chart_space_of(c, act->at)].kind == SPACE_GAZETTE
		? REVOKES_IN_LEDGERS
		: REVOKES_IN_GAZETTES;

	return r->effective && r->where != other &&
	       (key == NULL || memcmp(r->signing_key, key, VIEW_KEY_LEN) == 0);
}

int
judge_is_inside_any(const struct view *view, const struct act *act,
    const struct revocation_list *list, const uint8_t *key, int *out,
    struct err *e)
{
	*out = 0;
	for (size_t i = 0; i < list->count && !*out; i++)
		if (applies(view, act, &list->items[i], key) &&
		    judge_is_inside(view, act, &list->items[i].cut, out, e) !=
			0)
			return -1;
	return 0;
}

int
judge_ended(const struct view *view, const struct authority *a,
    const struct act *act, const struct revocation_list *list,
    const uint8_t *key, enum event_status *out, int *inside_out, struct err *e)
{
	if (judge_is_inside_any(view, act, list, key, inside_out, e) != 0)
		return -1;
	for (size_t i = 0; !*inside_out && i < list->count; i++) {
		const struct revocation *r = &list->items[i];
		enum event_status status;

		if (!applies(view, act, r, key))
			continue;
		if (judge_revoked(view, a, act, r, &status, e) != 0)
			return -1;
		if (status == EVENT_REFUSED || *out == EVENT_OK)
			*out = status;
	}
	return 0;
}

static int
is_admitted(
    const struct view *view, const struct hall *h, const struct act *act)
{
	for (size_t i = 0; i < h->admission_count; i++)
		if (h->admissions[i].in_force &&
		    memcmp(h->admissions[i].signing_key, act->key,
			VIEW_KEY_LEN) == 0 &&
		    past_contains(act->past, view->chart, h->admissions[i].at))
			return 1;
	return 0;
}

/* The founding change set, and a recovery, carry their own key. */
static int
admits_itself(const struct authority *a, const struct act *act)
{
	return act->hall == 0 && (recovery_at(a, act->at) != NULL ||
				     (act->at.branch == a->founded.branch &&
					 act->at.seq == a->founded.seq));
}

int
judge_member(const struct view *view, const struct authority *a,
    const struct act *act, enum event_status *out, struct err *e)
{
	const struct hall *h;
	int inside;

	*out = EVENT_OK;
	/* Of the root's keys any will do, until the recovery key named one. */
	if (act->hall == 0 && a->recovery_count == 0)
		return 0;
	*out = EVENT_NOAUTH;
	if (act->hall == HALL_UNKNOWN)
		return 0;
	h = &a->halls[act->hall];
	if (!admits_itself(a, act) && !is_admitted(view, h, act))
		return 0;
	*out = EVENT_OK;
	return judge_ended(
	    view, a, act, &h->revocations, act->key, out, &inside, e);
}

/* NOLINTEND(misc-no-recursion) */
