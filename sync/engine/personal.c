#include "sync/engine/personal.h"

#include <string.h>

#include "crypto/seal.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/records/check.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/inside.h"

const char *
personal_state_word(enum personal_state state)
{
	static const char *const words[] = {
	    [PERSONAL_CLEAR] = "clear",
	    [PERSONAL_SEALED] = "sealed",
	    [PERSONAL_ERASED] = "erased",
	    [PERSONAL_DAMAGED] = "damaged",
	};

	return words[state];
}

struct opening {
	struct engine *engine;
	struct space_name space; /* where the record is */
	char type[64], name[64];
	struct record_keys keys;
	enum personal_state state;
	json_t *out;
};

static int
begin(struct opening *o, struct engine *g, int64_t record, struct err *e)
{
	struct store_record row;
	int found =
	    store_record_read(g->store, record, &row, o->type, o->name, e);

	if (found != 1)
		return found < 0 ? -1
				 : err_set(e, ERR_NOT_FOUND,
				       "there is no such record here");
	o->engine = g;
	o->space = g->chart.spaces[row.space];
	o->state = PERSONAL_CLEAR;
	o->out = json_object();
	if (o->out == NULL)
		return err_nomem(e);
	return case_keys_of_record(g, record, &o->keys, e);
}

static int
finish(
    struct opening *o, int failed, json_t **out, enum personal_state *state_out)
{
	record_keys_wipe(&o->keys);
	if (failed) {
		json_decref(o->out);
		return -1;
	}
	*out = o->out;
	*state_out = o->state;
	return 0;
}

/* Why none of the keys opens it. */
static void
note_unread(struct opening *o)
{
	enum personal_state why =
	    record_keys_any(&o->keys, STORE_KEY_DESTROYED) ? PERSONAL_ERASED
	    : record_keys_live(&o->keys) == NULL ||
		    record_keys_any(&o->keys, STORE_KEY_MISSING)
		? PERSONAL_SEALED
		: PERSONAL_DAMAGED;

	if (o->state == PERSONAL_CLEAR)
		o->state = why;
}

/*
 * A value that is read but not as declared is not shown: whoever sealed it
 * had to check it, and the fold could not.
 */
static int
put_clear(struct opening *o, const char *kind, const char *field,
    const struct buf *clear, struct err *e)
{
	const struct record_type *t = record_type_of_kind(kind);
	const struct event_type *et =
	    t == NULL ? NULL : event_type_of_kind(t, kind);
	const struct field_type *f =
	    et == NULL ? NULL : field_type_named(et, field);
	json_t *value = json_loadb(buf_text(clear), clear->len,
	    JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);

	if (value != NULL && f != NULL && field_check(f, value, NULL) == 0)
		return json_put_take(o->out, field, value, e);
	json_decref(value);
	o->state = PERSONAL_DAMAGED;
	return 0;
}

/* The event a value was sealed for. */
struct origin {
	const char *kind;
	struct space_name space;
	uint32_t place;
};

static int
open_value(struct opening *o, const struct origin *from, const char *field,
    const json_t *sealed, struct err *e)
{
	struct seal_place at = {.space = from->space,
	    .record = o->name,
	    .kind = from->kind,
	    .event = from->place,
	    .field = field};
	struct buf clear = BUF_INIT;
	int opened = 0;

	for (size_t i = 0; i < o->keys.count && opened == 0; i++)
		if (o->keys.all[i].state == STORE_KEY_LIVE)
			opened = seal_text_open(&o->keys.all[i].key, &at,
			    json_string_value(sealed),
			    json_string_length(sealed), &clear, e);
	if (opened == 1)
		opened = put_clear(o, from->kind, field, &clear, e);
	else if (opened == 0)
		note_unread(o);
	buf_free(&clear);
	return opened < 0 ? -1 : 0;
}

int
personal_open_folded(struct engine *g, uint32_t space, const char *name,
    const struct record_keys *keys, const struct personal_value *values,
    size_t count, json_t **out, enum personal_state *state_out, struct err *e)
{
	struct opening o = {.engine = g,
	    .space = g->chart.spaces[space],
	    .keys = *keys,
	    .state = PERSONAL_CLEAR,
	    .out = json_object()};
	int failed = o.out == NULL ? err_nomem(e) : 0;

	text_copy(o.name, sizeof(o.name), name, strlen(name));
	for (size_t i = 0; i < count && !failed; i++) {
		const struct fold_event *ev = values[i].event;
		struct origin from = {
		    ev->type->kind, ev->log.space, ev->id.place};

		failed =
		    open_value(&o, &from, values[i].field, values[i].sealed, e);
	}
	return finish(&o, failed, out, state_out);
}

int
personal_key_hash(const json_t *event, uint8_t out[STORE_KEY_HASH_LEN])
{
	const char *text =
	    json_member_text(personal_said(event), EVENT_KEY_HASH);

	return text != NULL && strlen(text) == 2 * STORE_KEY_HASH_LEN &&
	       hex_parse(text, STORE_KEY_HASH_LEN, out) == 0;
}

const json_t *
personal_said(const json_t *event)
{
	const json_t *quoted = json_object_get(event, "content");

	return quoted == NULL ? event : quoted;
}

/* A quote was sealed for where the quoted event was first written. */
static int
find_origin(const struct opening *o, const json_t *event, uint32_t place,
    struct origin *out)
{
	const json_t *said = personal_said(event);
	const char *ledger = json_member_text(event, "ledger");
	const char *id_text = json_member_text(event, "event");
	struct event_id id;

	*out = (struct origin){.kind = json_member_text(said, EVENT_DO),
	    .space = o->space,
	    .place = place};
	if (said == event)
		return out->kind == NULL ? -1 : 0;
	if (out->kind == NULL || ledger == NULL || id_text == NULL ||
	    hall_code_parse(ledger, &out->space.hall) != 0 ||
	    event_id_parse(id_text, &id) != 0)
		return -1;
	out->place = id.place;
	return 0;
}

int
personal_open_event(struct engine *g, int64_t record, const json_t *event,
    uint32_t place, json_t **out, enum personal_state *state_out, struct err *e)
{
	struct opening o = {.keys = {.count = 0}};
	int failed = begin(&o, g, record, e) != 0;
	const char *field;
	struct origin from;
	json_t *value;

	if (!failed && find_origin(&o, event, place, &from) != 0) {
		o.state = PERSONAL_DAMAGED;
		return finish(&o, failed, out, state_out);
	}
	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_foreach (
	    json_object_get(personal_said(event), EVENT_PERSONAL), field, value)
		failed = failed || open_value(&o, &from, field, value, e) != 0;
	return finish(&o, failed, out, state_out);
}

/* --- what is shown ------------------------------------------------------- */

/* Fields shown from one event. */
struct shown {
	struct opening *opening;
	const json_t *fields;
};

static int
open_shown(void *context, const struct store_event *stored, struct err *e)
{
	const struct shown *s = context;
	json_t *event =
	    json_read((const char *)stored->body.bytes, stored->body.len, e);
	const json_t *said = personal_said(event), *field;
	struct origin from;
	int failed = event == NULL;
	size_t i;

	if (!failed &&
	    find_origin(s->opening, event, stored->place, &from) != 0) {
		s->opening->state = PERSONAL_DAMAGED;
		json_decref(event);
		return 0;
	}
	json_array_foreach (s->fields, i, field)
		failed =
		    failed ||
		    open_value(s->opening, &from, json_string_value(field),
			json_object_get(json_object_get(said, EVENT_PERSONAL),
			    json_string_value(field)),
			e) != 0;
	json_decref(event);
	return failed ? -1 : 0;
}

static int
open_event_named(struct opening *o, int64_t record, const char *name,
    const json_t *fields, struct err *e)
{
	struct shown shown = {o, fields};
	struct event_id id;
	int found = event_id_parse(name, &id) != 0
			? 0
			: store_event_named(o->engine->store, record, &id,
			      open_shown, &shown, e);

	if (found == 0)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	return found < 0 ? -1 : 0;
}

int
personal_open_shown(struct engine *g, int64_t record, const json_t *shown,
    json_t **out, enum personal_state *state_out, struct err *e)
{
	struct opening o = {.keys = {.count = 0}};
	int failed = begin(&o, g, record, e) != 0;
	const char *name;
	json_t *fields;

	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_foreach ((json_t *)(uintptr_t)shown, name, fields)
		failed = failed ||
			 open_event_named(&o, record, name, fields, e) != 0;
	return finish(&o, failed, out, state_out);
}
