#include "sync/fold/listing.h"

#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"

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
	for (size_t i = 0; i < a->listing_count; i++)
		if (hall_code_is_same(&all[i].code, &l.code) && l.in_force &&
		    is_known(view, ev, &all[i]))
			all[i].is_old = 1;
	all[a->listing_count++] = l;
	return 0;
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

/* Of listings that did not know each other, the same one everywhere. */
static const struct listing *
newest(const struct authority *a, const struct hall_code *code)
{
	const struct listing *found = NULL;

	for (size_t i = 0; i < a->listing_count; i++) {
		const struct listing *l = &a->listings[i];

		if (!l->is_old && l->in_force &&
		    hall_code_is_same(&l->code, code) &&
		    (found == NULL ||
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

/* The hall above; NULL above the root, and of a hall that is not listed. */
static const struct hall_code *
parent_of(const struct authority *a, const struct hall_code *code)
{
	const struct listing *l = is_root(a, code) ? NULL : newest(a, code);

	return l == NULL ? NULL : &l->parent;
}

unsigned
listing_rank(const struct authority *a, const struct hall_code *code)
{
	unsigned rank = 0;

	while (code != NULL && !is_root(a, code) && rank < AUTHORITY_RANK_MAX) {
		code = parent_of(a, code);
		rank++;
	}
	return code == NULL ? AUTHORITY_RANK_MAX : rank;
}

int
listing_is_above(const struct authority *a, const struct hall_code *above,
    const struct hall_code *below)
{
	const struct hall_code *at = parent_of(a, below);

	for (unsigned i = 0; at != NULL && i < AUTHORITY_RANK_MAX; i++) {
		if (hall_code_is_same(at, above))
			return 1;
		at = parent_of(a, at);
	}
	return 0;
}
