#include "sync/fold/listing.h"

#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "sync/fold/said.h"

static int
is_known(const struct view *view, const struct gazette_event *ev,
    const struct listing *l)
{
	return (l->at.branch == ev->at.branch && l->at.seq == ev->at.seq) ||
	       past_contains(&ev->past, view->chart, l->at);
}

int
listing_add(struct authority *a, const struct view *view,
    const struct gazette_event *ev, enum event_status status, struct err *e)
{
	const char *parent = json_member_text(ev->body, "parent");
	struct listing *all, l = {.at = ev->at};

	if (parent == NULL || hall_code_parse(parent, &l.parent) != 0 ||
	    hall_code_parse(ev->record, &l.code) != 0)
		return 0;
	l.in_force = status == EVENT_OK;
	all = realloc(a->listings, (a->listing_count + 1) * sizeof(*all));
	if (all == NULL)
		return err_nomem(e);
	a->listings = all;
	for (size_t i = 0; i < a->listing_count; i++) {
		if (!hall_code_is_same(&all[i].code, &l.code))
			continue;
		if (l.in_force && is_known(view, ev, &all[i]))
			all[i].is_old = 1;
		if (!hall_code_is_same(&all[i].parent, &l.parent))
			a->has_moved = 1;
	}
	all[a->listing_count] = l;
	if (past_join(&all[a->listing_count].past, view->chart, &ev->past, e) !=
	    0)
		return -1;
	return said_cut(ev->body, "cut", &all[a->listing_count++].cut, e);
}

void
listings_free(struct authority *a)
{
	for (size_t i = 0; i < a->listing_count; i++) {
		past_free(&a->listings[i].past);
		free(a->listings[i].cut.heads);
	}
	free(a->listings);
}

int
listing_was_known(const struct authority *a, const struct view *view,
    const struct gazette_event *ev, const struct hall_code *code,
    const struct hall_code *parent)
{
	for (size_t i = 0; i < a->listing_count; i++) {
		const struct listing *l = &a->listings[i];

		if (hall_code_is_same(&l->code, code) &&
		    hall_code_is_same(&l->parent, parent) &&
		    is_known(view, ev, l))
			return 1;
	}
	return 0;
}

/*
 * Of listings that did not know each other, the same one everywhere; one that
 * is not in force if there is no other.
 */
static const struct listing *
newest(const struct authority *a, const struct hall_code *code)
{
	const struct listing *found = NULL;

	for (size_t i = 0; i < a->listing_count; i++) {
		const struct listing *l = &a->listings[i];

		if (l->is_old || !hall_code_is_same(&l->code, code))
			continue;
		if (found == NULL || l->in_force > found->in_force ||
		    (l->in_force == found->in_force &&
			strcmp(found->parent.digits, l->parent.digits) < 0))
			found = l;
	}
	return found;
}

static int
is_root(const struct authority *a, const struct hall_code *code)
{
	return a->hall_count > 0 && hall_code_is_same(&a->halls[0].code, code);
}

const struct hall_code *
listing_parent(const struct authority *a, const struct hall_code *code)
{
	const struct listing *l = is_root(a, code) ? NULL : newest(a, code);

	return l == NULL ? NULL : &l->parent;
}

unsigned
listing_rank(const struct authority *a, const struct hall_code *code)
{
	unsigned rank = 0;

	while (code != NULL && !is_root(a, code) && rank < AUTHORITY_RANK_MAX) {
		code = listing_parent(a, code);
		rank++;
	}
	return code == NULL ? AUTHORITY_RANK_MAX : rank;
}

int
listing_is_above(const struct authority *a, const struct hall_code *above,
    const struct hall_code *below)
{
	const struct hall_code *at = listing_parent(a, below);

	for (unsigned i = 0; at != NULL && i < AUTHORITY_RANK_MAX; i++) {
		if (hall_code_is_same(at, above))
			return 1;
		at = listing_parent(a, at);
	}
	return 0;
}
