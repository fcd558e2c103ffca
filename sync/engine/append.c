/*
 * One change set into the store, whoever wrote it: its row, its events, what
 * it touches.  Called within a transaction.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/records/scan.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/inside.h"
#include "sync/engine/personal.h"
#include "sync/engine/scans.h"

int
engine_touch(struct engine *g, int64_t record, struct err *e)
{
	int64_t *bigger;
	size_t room = g->touched_room == 0 ? 64 : 2 * g->touched_room;

	/* Events of one record mostly come one after the other. */
	if (g->touched_count > 0 && g->touched[g->touched_count - 1] == record)
		return 0;
	if (g->touched_count == g->touched_room) {
		bigger = realloc(g->touched, room * sizeof(*bigger));
		if (bigger == NULL)
			return err_nomem(e);
		g->touched = bigger;
		g->touched_room = room;
	}
	g->touched[g->touched_count++] = record;
	return 0;
}

int
engine_touch_space(struct engine *g, uint32_t space, struct err *e)
{
	if (space >= g->space_room) {
		size_t room = (size_t)space * 2 + 16;
		unsigned char *bigger = realloc(g->space_touched, room);

		if (bigger == NULL)
			return err_nomem(e);
		memset(bigger + g->space_room, 0, room - g->space_room);
		g->space_touched = bigger;
		g->space_room = room;
	}
	g->space_touched[space] = 1;
	if (g->chart.spaces[space].kind == SPACE_GAZETTE)
		g->authority_is_stale = 1;
	return 0;
}

/* What an event is about, as far as any program can tell. */
static const char *
record_name_of(const json_t *event, const char **kind_out)
{
	const char *kind = json_member_text(event, EVENT_DO);
	const char *name = json_member_text(event, EVENT_ON);

	if (kind == NULL || name == NULL || strlen(kind) >= EVENT_KIND_MAX ||
	    !record_name_is_valid(name))
		return NULL;
	*kind_out = kind;
	return name;
}

/*
 * The word before the dot.  An event that names no record is filed under a
 * type and name nobody uses, so that it is listed all the same.
 */
static void
type_name_of(const char *kind, char out[EVENT_KIND_MAX])
{
	size_t len = strcspn(kind, ".");

	memcpy(out, kind, len);
	out[len] = '\0';
}

static json_t *
parse_event(const struct changeset *c, const json_t *events, uint32_t place)
{
	const struct event_line *line = &c->events[place];

	if (events != NULL)
		return json_incref(json_array_get(events, place));
	return json_read(
	    (const char *)c->message.bytes + line->offset, line->len, NULL);
}

/* Keys are passed on like everything that is stored. */
static int
note_commitment(struct engine *g, const json_t *event, int64_t n,
    uint32_t place, uint32_t space, struct err *e)
{
	uint8_t hash[STORE_KEY_HASH_LEN];

	if (g->chart.spaces[space].kind != SPACE_LEDGER ||
	    !personal_key_hash(event, hash))
		return 0;
	return case_keys_commit(g, n, place, space, hash, e);
}

/* The record that events are being added to. */
struct target {
	char type[EVENT_KIND_MAX];
	char name[RECORD_NAME_MAX];
	struct store_record record; /* id 0: none yet */
};

/* Leave the record: no more events of this change set are added to it. */
static int
leave_target(struct engine *g, const struct target *t, struct err *e)
{
	if (t->record.id == 0)
		return 0;
	if (store_event_is_last(g->store, &t->record, e) != 0)
		return -1;
	return engine_touch(g, t->record.id, e);
}

/* Events of one record mostly come one after the other. */
static int
turn_to(struct engine *g, uint32_t space, const char *kind, const char *name,
    struct target *t, struct err *e)
{
	char type[EVENT_KIND_MAX];

	type_name_of(kind, type);
	if (strcmp(type, t->type) == 0 && strcmp(name, t->name) == 0)
		return 0;
	if (leave_target(g, t, e) != 0)
		return -1;
	memcpy(t->type, type, strlen(type) + 1);
	memcpy(t->name, name, strlen(name) + 1);
	return store_record_ensure(g->store, space, type, name, &t->record, e);
}

/*
 * The scan an event says there is, or one it quotes.  Whether its pieces are
 * still of use is asked of the keys of the record, this event's among them.
 */
static int
note_scan(struct engine *g, const json_t *event, int64_t n, uint32_t place,
    const struct hall_code *writer, const struct target *t, struct err *e)
{
	const json_t *said = personal_said(event);
	struct scan_event at = {n, place, t->record.id, *writer};

	if (json_object_get(said, EVENT_SCAN_PIECES) == NULL)
		return 0;
	if (store_event_is_last(g->store, &t->record, e) != 0)
		return -1;
	return scans_note(g, said, &at, e);
}

static int
index_event(struct engine *g, const struct changeset *c, const json_t *events,
    int64_t n, uint32_t space, uint32_t place, struct target *t, struct err *e)
{
	const struct event_line *line = &c->events[place];
	json_t *event = parse_event(c, events, place);
	const char *kind = "?", *name = record_name_of(event, &kind);
	int failed =
	    turn_to(g, space, kind, name == NULL ? "?" : name, t, e) != 0 ||
	    store_event_add(g->store, n, place, &t->record, kind, line->offset,
		line->len, e) != 0 ||
	    bodies_keep(&g->bodies, n, place, event, e) != 0 ||
	    note_commitment(g, event, n, place, space, e) != 0 ||
	    note_scan(g, event, n, place, &c->header.log.hall, t, e) != 0;

	json_decref(event);
	return failed ? -1 : 0;
}

int
engine_index(struct engine *g, const struct changeset *c, const json_t *events,
    int64_t n, uint32_t space, struct err *e)
{
	struct target t = {.record = {.id = 0}};

	for (uint32_t i = 0; i < c->event_count; i++)
		if (index_event(g, c, events, n, space, i, &t, e) != 0)
			return -1;
	return leave_target(g, &t, e);
}

static void
fill_row(const struct ready *r, struct store_position *row)
{
	const struct changeset *c = r->changeset;

	row->seq = c->header.seq;
	row->depth = c->header.depth;
	row->time = c->header.time;
	row->id = c->id;
	memcpy(row->oid, c->oid.bytes, STORE_OID_LEN);
	memcpy(row->key, r->key.bytes, STORE_KEY_LEN);
	memcpy(row->signature, c->signature.bytes, STORE_SIGNATURE_LEN);
}

/* Whether it claims to have been written before what it names. */
static int
note_time(struct engine *g, const struct ready *r, struct err *e)
{
	return r->latest == 0 || r->latest_time - ENGINE_SKEW_S <=
				     r->changeset->header.time
		   ? 0
		   : store_timewarp_add(g->store, r->n, r->latest, e);
}

int
engine_append(struct engine *g, struct ready *r, int64_t carried, struct err *e)
{
	const struct changeset *c = r->changeset;
	struct store_position row;
	struct position at;
	uint32_t space;

	fill_row(r, &row);
	if (chart_ensure_log(&g->chart, g->store, &c->header.log, &r->log, e) !=
		0 ||
	    chart_ensure_branch(
		&g->chart, g->store, r->log, r->prev, &row.branch, e) != 0)
		return -1;
	buf_clear(&g->scratch);
	if (past_write(&r->past, &g->scratch, e) != 0 ||
	    store_changeset_add(g->store, &row,
		(struct span){g->scratch.bytes, g->scratch.len},
		(struct span){c->message.bytes, c->message.len}, carried,
		e) != 0)
		return -1;
	r->n = row.n;
	if (note_time(g, r, e) != 0)
		return -1;
	at = (struct position){row.branch, row.seq};
	chart_grow(&g->chart, at);
	space = g->chart.logs[r->log].space;
	if (engine_index(g, c, r->events, row.n, space, e) != 0)
		return -1;
	return engine_touch_space(g, space, e);
}
