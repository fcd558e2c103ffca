#include "sync/engine/lookups.h"

#include <stdio.h>
#include <string.h>

#include "crypto/crypto.h"
#include "schema/base/json.h"
#include "schema/store/lookup.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/loaded.h"
#include "sync/engine/personal.h"

/* --- hashes -------------------------------------------------------------- */

int
lookups_normal(const char *value, struct buf *out, struct err *e)
{
	static const char wide_space[] = "\xe3\x80\x80";

	for (const char *c = value; *c != '\0'; c++) {
		char one = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;

		if (strncmp(c, wide_space, strlen(wide_space)) == 0) {
			c += strlen(wide_space) - 1;
			continue;
		}
		if (*c != ' ' && *c != '-' && buf_add(out, &one, 1, e) != 0)
			return -1;
	}
	return 0;
}

static int64_t
number_of(const uint8_t bytes[8])
{
	uint64_t number = 0;

	for (int i = 0; i < 8; i++)
		number = number << 8 | bytes[i];
	return (int64_t)number;
}

int
lookups_of(struct engine *g, const char *field, const char *value, int64_t *out,
    struct err *e)
{
	struct buf normal = BUF_INIT;
	struct lookup_hash hash;
	int failed;

	if (g->keys == NULL)
		return err_set(e, ERR_REFUSED,
		    "this hall's key is locked; give its passphrase in "
		    "$SANJI_PASSPHRASE");
	failed = lookups_normal(value, &normal, e);
	if (!failed) {
		local_key_hash(
		    &g->lookup_key, field, normal.bytes, normal.len, &hash);
		*out = number_of(hash.bytes);
	}
	buf_free(&normal);
	return failed;
}

/* --- following ----------------------------------------------------------- */

/* The nonce a sealed value begins with tells it from every other. */
static int64_t
seal_of(const json_t *sealed)
{
	char text[13];
	uint8_t bytes[9];
	size_t len = 0;

	(void)snprintf(text, sizeof(text), "%s", json_string_value(sealed));
	return crypto_base64_parse(text, bytes, sizeof(bytes), &len) == 0 &&
		       len == sizeof(bytes)
		   ? number_of(bytes)
		   : 0;
}

/* Whether people are looked up by a field as it is shown. */
static int
finds(const char *field, const json_t *shown)
{
	const char *kind = json_string_value(json_array_get(shown, 1));
	const struct record_type *t =
	    kind == NULL ? NULL : record_type_of_kind(kind);
	const struct event_type *et =
	    t == NULL ? NULL : event_type_of_kind(t, kind);
	const struct field_type *f =
	    et == NULL ? NULL : field_type_named(et, field);

	return f != NULL && f->flags & FIELD_FINDS;
}

struct following {
	struct engine *engine;
	int64_t record;
	const struct lookups_subject *subject; /* NULL: nothing is shown */
	struct store_lookup rows[LOOKUP_FIELDS_MAX];
	size_t count;
	json_t *changed; /* fields shown with another value than before */
};

static const struct store_lookup *
row_of(const struct following *w, const char *field)
{
	for (size_t i = 0; i < w->count; i++)
		if (strcmp(w->rows[i].field, field) == 0)
			return &w->rows[i];
	return NULL;
}

static int
find_changed(struct following *w, const json_t *shown, struct err *e)
{
	const char *field;
	json_t *value;

	w->changed = json_object();
	if (w->changed == NULL)
		return err_nomem(e);
	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_foreach ((json_t *)(uintptr_t)shown, field, value) {
		const struct store_lookup *row = row_of(w, field);

		if (!finds(field, value) ||
		    (row != NULL &&
			row->seal == seal_of(json_array_get(value, 3))))
			continue;
		if (json_object_set(w->changed, field, value) != 0)
			return err_nomem(e);
	}
	return 0;
}

/* Rows of what is shown no more, or with another value. */
static int
drop_old(struct following *w, const json_t *shown, struct err *e)
{
	for (size_t i = 0; i < w->count; i++) {
		const char *field = w->rows[i].field;

		if (json_object_get(shown, field) != NULL &&
		    json_object_get(w->changed, field) == NULL)
			continue;
		if (store_lookup_drop(w->engine->store, w->record, field, e) !=
		    0)
			return -1;
	}
	return 0;
}

static int
add_row(struct following *w, const char *field, const char *value,
    const json_t *shown, struct err *e)
{
	struct store_lookup row = {.seal = seal_of(json_array_get(shown, 3))};

	(void)snprintf(row.field, sizeof(row.field), "%s", field);
	if (lookups_of(w->engine, field, value, &row.hash, e) != 0)
		return -1;
	return store_lookup_add(w->engine->store, w->record, &row, e);
}

/* Those of events in force first: there may be more than are taken. */
static int
collect_keys(const struct following *w, struct record_keys *out, struct err *e)
{
	const struct loaded *l = w->subject->loaded;
	int failed = 0;

	out->count = 0;
	for (int in_force = 1; in_force >= 0; in_force--)
		for (size_t i = 0; i < l->count && !failed; i++)
			if (event_status_is_in_force(l->events[i].status) ==
			    in_force)
				failed = record_keys_add(w->engine,
				    w->subject->record->space,
				    l->events[i].body, out, e);
	return failed ? -1 : 0;
}

static int
open_changed(struct following *w, json_t **out, struct err *e)
{
	struct record_keys keys;
	enum personal_state state;
	int failed =
	    collect_keys(w, &keys, e) != 0 ||
	    personal_open_folded(w->engine, w->subject->record->space,
		w->subject->name, &keys, w->changed, out, &state, e) != 0;

	record_keys_wipe(&keys);
	return failed ? -1 : 0;
}

static int
add_new(struct following *w, struct err *e)
{
	const char *field;
	json_t *clear, *value;
	int failed = 0;

	if (json_object_size(w->changed) == 0)
		return 0;
	if (open_changed(w, &clear, e) != 0)
		return -1;
	json_object_foreach (clear, field, value)
		if (!failed && json_is_string(value))
			failed = add_row(w, field, json_string_value(value),
			    json_object_get(w->changed, field), e);
	json_decref(clear);
	return failed;
}

static int
follow(struct following *w, const json_t *shown, struct err *e)
{
	int failed = store_lookups_read(w->engine->store, w->record, w->rows,
			 &w->count, e) != 0 ||
		     find_changed(w, shown, e) != 0 ||
		     drop_old(w, shown, e) != 0 || add_new(w, e) != 0;

	json_decref(w->changed);
	return failed ? -1 : 0;
}

int
lookups_follow(struct engine *g, const struct lookups_subject *subject,
    const json_t *shown, struct err *e)
{
	struct following w = {
	    .engine = g, .record = subject->record->id, .subject = subject};

	return follow(&w, shown, e);
}

int
lookups_drop(struct engine *g, int64_t record, struct err *e)
{
	struct following w = {.engine = g, .record = record};

	return follow(&w, NULL, e);
}
