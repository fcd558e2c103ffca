#include "sync/engine/sealing.h"

#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"
#include "crypto/seal.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/inside.h"

/* A key made for a record this change set opens. */
struct made {
	const struct record_type *type;
	const char *name;
	struct case_key key;
};

struct sealer {
	struct engine *engine;
	const struct space_name *space;
	struct made *made; /* room for one an event */
	size_t made_count;
};

/* An event as the sealer sees it. */
struct said {
	const struct record_type *type;
	const struct event_type *event;
	const char *kind;
	const char *name;
	const json_t *personal; /* NULL: nothing */
	uint32_t place;
};

/* --- keys ---------------------------------------------------------------- */

static int
make_key(struct sealer *s, const struct said *said, json_t *event,
    struct case_key *out, struct err *e)
{
	struct engine *g = s->engine;
	char text[2 * CASE_KEY_HASH_LEN + 1];
	struct case_key_hash hash;
	uint32_t space;

	case_key_new(out);
	case_key_hash(out, &hash);
	hex_text(hash.bytes, sizeof(hash.bytes), text);
	s->made[s->made_count++] = (struct made){said->type, said->name, *out};
	if (chart_ensure_space(&g->chart, g->store, s->space, &space, e) != 0 ||
	    case_keys_add(g, space, out, &hash, e) != 0)
		return -1;
	return json_put_take(event, EVENT_KEY_HASH, json_string(text), e);
}

static const struct case_key *
made_for(const struct sealer *s, const struct said *said)
{
	for (size_t i = 0; i < s->made_count; i++)
		if (s->made[i].type == said->type &&
		    strcmp(s->made[i].name, said->name) == 0)
			return &s->made[i].key;
	return NULL;
}

static int
find_key(struct sealer *s, const struct said *said, const json_t *event,
    json_t *sealed, struct case_key *out, struct err *e)
{
	const struct case_key *made;

	if (event_type_opens(said->event) &&
	    event_needs_key(said->type, said->event, event))
		return make_key(s, said, sealed, out, e);
	made = made_for(s, said);
	if (made == NULL)
		return case_keys_for(
		    s->engine, s->space, said->type, said->name, out, e);
	*out = *made;
	return 0;
}

/* --- values -------------------------------------------------------------- */

static int
seal_value(const struct sealer *s, const struct said *said,
    const struct case_key *key, const char *field, const json_t *value,
    json_t *out, struct err *e)
{
	struct seal_place place = {.space = *s->space,
	    .record = said->name,
	    .kind = said->kind,
	    .event = said->place,
	    .field = field};
	struct buf clear = BUF_INIT, text = BUF_INIT;
	int failed =
	    json_write(value, &clear, e) != 0 ||
	    seal_text(key, &place, clear.bytes, clear.len, &text, e) != 0 ||
	    json_put_take(out, field,
		json_stringn_nocheck(buf_text(&text), text.len), e) != 0;

	buf_free(&clear);
	buf_free(&text);
	return failed ? -1 : 0;
}

static int
seal_personal(const struct sealer *s, const struct said *said,
    const struct case_key *key, json_t *event, struct err *e)
{
	json_t *sealed = json_object();
	const char *field;
	json_t *value;
	int failed = sealed == NULL ? err_nomem(e) : 0;

	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_foreach ((json_t *)(uintptr_t)said->personal, field, value)
		failed =
		    failed || seal_value(s, said, key, field, value, sealed, e);
	if (failed) {
		json_decref(sealed);
		return -1;
	}
	return json_put_take(event, EVENT_PERSONAL, sealed, e);
}

/* --- events -------------------------------------------------------------- */

/* 1: it says something personal or opens a record that may; else 0. */
static int
look_at(const json_t *event, size_t place, struct said *out)
{
	out->kind = json_member_text(event, EVENT_DO);
	out->name = json_member_text(event, EVENT_ON);
	out->personal = json_object_get(event, EVENT_PERSONAL);
	out->place = (uint32_t)place;
	if (out->kind == NULL || out->name == NULL ||
	    !record_name_is_valid(out->name))
		return 0;
	out->type = record_type_of_kind(out->kind);
	out->event =
	    out->type == NULL ? NULL : event_type_of_kind(out->type, out->kind);
	if (out->event == NULL)
		return 0;
	return out->personal != NULL ||
	       (event_type_opens(out->event) &&
		   event_needs_key(out->type, out->event, event));
}

/* A new reference; the event itself if there is nothing to seal. */
static json_t *
seal_event(struct sealer *s, json_t *event, size_t place, struct err *e)
{
	struct said said;
	struct case_key key;
	json_t *sealed;
	int failed;

	if (!look_at(event, place, &said))
		return json_incref(event);
	if (event_check(said.event, event, e) != 0)
		return NULL;
	sealed = json_copy(event);
	if (sealed == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	failed = find_key(s, &said, event, sealed, &key, e) != 0 ||
		 (said.personal != NULL &&
		     seal_personal(s, &said, &key, sealed, e) != 0);
	case_key_wipe(&key);
	if (failed) {
		json_decref(sealed);
		return NULL;
	}
	return sealed;
}

int
sealing_of(struct engine *g, const struct space_name *space,
    const json_t *events, json_t **out, struct err *e)
{
	size_t count = json_array_size(events), i;
	struct sealer s = {.engine = g,
	    .space = space,
	    .made = calloc(count + 1, sizeof(*s.made))};
	json_t *event, *sealed = json_array();
	int failed = s.made == NULL || sealed == NULL ? err_nomem(e) : 0;

	json_array_foreach (events, i, event) {
		json_t *one = failed ? NULL : seal_event(&s, event, i, e);

		failed = failed || one == NULL ||
			 json_append_take(sealed, one, e) != 0;
	}
	if (s.made != NULL)
		crypto_wipe(s.made, count * sizeof(*s.made));
	free(s.made);
	if (failed) {
		json_decref(sealed);
		return -1;
	}
	*out = sealed;
	return 0;
}
