/*
 * Authority from the store: the events of all gazettes, handed to the fold.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "sync/engine/inside.h"
#include "sync/fold/standing.h"

/* Record types whose events say who may do what. */
static const char *const authority_types[] = {
    "hall", "member", "power", "fork", NULL};

struct collection {
	const struct chart *chart;
	struct gazette_event *events;
	size_t count;
	size_t room;
	const struct record_type *type;
};

static int
add_event(struct collection *all, const struct store_event *from,
    const struct event_type *type, json_t *body, struct err *e)
{
	struct gazette_event *ev;
	const char *name = json_member_text(body, EVENT_ON);
	size_t room = all->room == 0 ? 256 : 2 * all->room;

	if (all->count == all->room) {
		ev = realloc(all->events, room * sizeof(*ev));
		if (ev == NULL)
			return err_nomem(e);
		all->events = ev;
		all->room = room;
	}
	ev = &all->events[all->count];
	memset(ev, 0, sizeof(*ev));
	if (past_read(&ev->past, all->chart, from->past.bytes, from->past.len,
		e) != 0) {
		past_free(&ev->past);
		return -1;
	}
	ev->at = (struct position){from->at.branch, from->at.seq};
	memcpy(ev->key, from->at.key, VIEW_KEY_LEN);
	ev->place = from->place;
	ev->type = type;
	ev->record = name;
	ev->body = json_incref(body);
	all->count++;
	return 0;
}

/* An event of another form than declared says nothing. */
static int
collect(void *context, const struct store_event *from, struct err *e)
{
	struct collection *all = context;
	const struct event_type *type =
	    event_type_of_kind(all->type, from->kind);
	json_t *body = type == NULL
			   ? NULL
			   : json_read(from->body.bytes, from->body.len, NULL);
	int failed = 0;

	if (body != NULL && event_check_sealed(type, body, NULL) == 0)
		failed = add_event(all, from, type, body, e);
	json_decref(body);
	return failed;
}

static int
collect_all(struct engine *g, struct collection *all, struct err *e)
{
	for (uint32_t s = 1; s < g->chart.space_count; s++) {
		if (g->chart.spaces[s].kind != SPACE_GAZETTE)
			continue;
		for (size_t t = 0; authority_types[t] != NULL; t++) {
			all->type = record_type_named(authority_types[t]);
			if (store_each_event_of_type(g->store, s,
				authority_types[t], collect, all, e) != 0)
				return -1;
		}
	}
	return 0;
}

static int
mark_space(struct engine *g, uint32_t space, struct err *e)
{
	for (uint32_t b = 1; b < g->chart.branch_count; b++)
		if (g->chart.logs[g->chart.branches[b].log].space == space &&
		    store_dirty_of_branch(g->store, b, e) != 0)
			return -1;
	return 0;
}

/* From where each branch does not stand, as of now. */
static uint64_t *
fallen_now(const struct chart *c, struct err *e)
{
	uint64_t *all = calloc((size_t)c->branch_count + 1, sizeof(*all));

	if (all == NULL)
		(void)err_nomem(e);
	for (uint32_t b = 1; all != NULL && b < c->branch_count; b++)
		all[b] = c->branches[b].fallen_from;
	return all;
}

/* Forks of gazettes are settled while authority is built. */
static int
mark_fallen(struct engine *g, const uint64_t *before, struct err *e)
{
	for (uint32_t b = 1; b < g->chart.branch_count; b++) {
		uint32_t space = g->chart.logs[g->chart.branches[b].log].space;

		if (g->chart.spaces[space].kind == SPACE_GAZETTE &&
		    g->chart.branches[b].fallen_from != before[b] &&
		    mark_space(g, space, e) != 0)
			return -1;
	}
	return 0;
}

int
engine_load_authority(struct engine *g, struct err *e)
{
	struct collection all = {.chart = &g->chart};
	struct authority fresh = {.halls = NULL};
	int failed = collect_all(g, &all, e) != 0;

	if (!failed)
		failed = authority_build(&fresh, &g->chart, &g->view,
		    &g->identity.county, all.events, all.count, e);
	for (size_t i = 0; i < all.count; i++) {
		past_free(&all.events[i].past);
		json_decref(all.events[i].body);
	}
	free(all.events);
	if (failed) {
		authority_free(&fresh);
		return -1;
	}
	if (g->has_marked) {
		authority_free(&g->authority);
	} else {
		g->marked = g->authority;
		g->has_marked = 1;
	}
	g->authority = fresh;
	g->authority_is_stale = 0;
	return 0;
}

int
engine_renew_authority(struct engine *g, struct err *e)
{
	uint64_t *before = fallen_now(&g->chart, e);
	int failed = before == NULL || engine_load_authority(g, e) != 0 ||
		     mark_fallen(g, before, e) != 0;

	free(before);
	return failed ? -1 : 0;
}

int
engine_settle_forks(struct engine *g, enum settling how, struct err *e)
{
	for (uint32_t s = 1; s < g->chart.space_count; s++) {
		int changed;

		if (g->chart.spaces[s].kind != SPACE_LEDGER)
			continue;
		if (standing_settle(&g->chart, &g->view, &g->authority, s,
			&changed, e) != 0)
			return -1;
		if (changed && how == SETTLE_AND_MARK &&
		    mark_space(g, s, e) != 0)
			return -1;
	}
	return 0;
}

int
engine_view_age(struct engine *g, int64_t time_s, int64_t *out, struct err *e)
{
	const struct chart *c = &g->chart;
	int64_t newest = 0;

	for (uint32_t b = 1; b < c->branch_count && g->authority.hall_count > 0;
	     b++) {
		struct position head = {b, c->branches[b].head_seq};
		const struct space_name *space =
		    &c->spaces[c->logs[c->branches[b].log].space];
		int64_t time = 0;

		if (space->kind != SPACE_GAZETTE ||
		    !hall_code_is_same(
			&space->hall, &g->authority.halls[0].code))
			continue;
		if (g->view.time_of(g->view.context, head, &time, e) != 0)
			return -1;
		newest = time > newest ? time : newest;
	}
	*out = time_s - newest;
	return 0;
}
