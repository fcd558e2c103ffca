#include "sync/engine/loaded.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
loaded_free(struct loaded *l)
{
	for (size_t i = 0; i < l->count; i++) {
		past_free(&l->events[i].past);
		json_decref(l->events[i].body);
	}
	free(l->events);
	free(l->stored);
}

static int
make_room(struct loaded *l, struct err *e)
{
	size_t room = l->room == 0 ? 8 : 2 * l->room;
	struct fold_event *events;
	struct stored *stored;

	if (l->count < l->room)
		return 0;
	events = realloc(l->events, room * sizeof(*events));
	if (events == NULL)
		return err_nomem(e);
	l->events = events;
	stored = realloc(l->stored, room * sizeof(*stored));
	if (stored == NULL)
		return err_nomem(e);
	l->stored = stored;
	l->room = room;
	return 0;
}

static int
load_event(void *context, const struct store_event *from, struct err *e)
{
	struct loaded *l = context;
	struct engine *g = l->engine;
	struct fold_event *ev;
	struct stored *was;

	if (make_room(l, e) != 0)
		return -1;
	ev = &l->events[l->count];
	memset(ev, 0, sizeof(*ev));
	ev->row = l->count;
	ev->at = (struct position){from->at.branch, from->at.seq};
	ev->changeset = from->at.id;
	ev->place = from->place;
	ev->writer = authority_hall(&g->authority,
	    &g->chart.logs[g->chart.branches[ev->at.branch].log].name.hall);
	memcpy(ev->key, from->at.key, VIEW_KEY_LEN);
	ev->depth = from->at.depth;
	ev->written = from->at.time;
	ev->type = event_type_of_kind(l->type, from->kind);
	ev->body = bodies_read(&g->bodies, from->at.n, from->place, from->body);
	was = &l->stored[l->count++];
	was->n = from->at.n;
	was->status = (enum event_status)from->status;
	was->against = from->against;
	was->against_place = from->against_place;
	(void)snprintf(was->reason, sizeof(was->reason), "%s", from->reason);
	return past_read(
	    &ev->past, &g->chart, from->past.bytes, from->past.len, e);
}

int
loaded_read(struct loaded *l, const struct store_record *record, struct err *e)
{
	return store_each_event(l->engine->store, record, load_event, l, e);
}
