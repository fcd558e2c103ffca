#include "sync/fold/gazette_ruling.h"

#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"

int
gazette_ruling_add(struct authority *a, const struct view *view,
    const struct gazette_event *ev, struct err *e)
{
	const char *event = json_member_text(ev->body, "event");
	struct gazette_ruling *all,
	    r = {.at = ev->at,
		.annuls = strcmp(ev->type->kind, "hall.annulled") == 0};

	if (event == NULL || event_id_parse(event, &r.event) != 0 ||
	    hall_code_parse(ev->record, &r.hall) != 0)
		return 0;
	all = realloc(
	    a->gazette_rulings, (a->gazette_ruling_count + 1) * sizeof(*all));
	if (all == NULL)
		return err_nomem(e);
	a->gazette_rulings = all;
	all[a->gazette_ruling_count] = r;
	return past_join(
	    &all[a->gazette_ruling_count++].past, view->chart, &ev->past, e);
}

void
gazette_rulings_free(struct authority *a)
{
	for (size_t i = 0; i < a->gazette_ruling_count; i++)
		past_free(&a->gazette_rulings[i].past);
	free(a->gazette_rulings);
}

/* 1, 0, -1. */
static int
is_about(const struct gazette_ruling *r, const struct view *view,
    struct position at, uint32_t place, struct err *e)
{
	struct position named;
	int held =
	    r->event.place != place
		? 0
		: view->find(view->context, &r->event.changeset, &named, e);

	return held == 1 ? named.branch == at.branch && named.seq == at.seq
			 : held;
}

/* Whether another ruling on the same event knew this one. */
static int
is_overruled(const struct authority *a, const struct view *view,
    const struct gazette_ruling *r)
{
	for (size_t i = 0; i < a->gazette_ruling_count; i++) {
		const struct gazette_ruling *x = &a->gazette_rulings[i];

		if (x != r && x->event.place == r->event.place &&
		    changeset_id_is_same(
			&x->event.changeset, &r->event.changeset) &&
		    past_contains(&x->past, view->chart, r->at))
			return 1;
	}
	return 0;
}

int
gazette_ruling_on(const struct authority *a, const struct view *view,
    struct position at, uint32_t place, enum event_status *out, struct err *e)
{
	*out = EVENT_HELD;
	for (size_t i = 0; i < a->gazette_ruling_count; i++) {
		const struct gazette_ruling *r = &a->gazette_rulings[i];
		int about = is_about(r, view, at, place, e);

		if (about < 0)
			return -1;
		if (!about || is_overruled(a, view, r))
			continue;
		if (r->annuls)
			*out = EVENT_ANNULLED;
		else if (*out == EVENT_HELD)
			*out = EVENT_OK;
	}
	return 0;
}
